"""The agent skill and the page about the client say what is true of the program."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
import typer.main
from client.tests.loopback import loopback
from client.tests.test_mcp import CLAIM, DONE, SAID, SESSION, STATE, STORED, TOKEN, VIDEO

from nemo_client.attribution import front_matter
from nemo_client.cli import app
from nemo_client.exits import EXITS, STOPPED, WRONG_USAGE
from nemo_client.flows.steps import Kind
from nemo_client.formats import ACCEPTED
from nemo_client.mcp import TOOLS
from nemo_client.stage import JPEG

SKILL = Path(__file__).parents[1] / "skill" / "SKILL.md"
DOCS = Path(__file__).parents[2] / "docs"
COMMAND = re.compile(r"`nemo-client ([^`]+)`|^\$ nemo-client (.+?)(?:  +#.*)?$", re.MULTILINE)
GOOD_DAY = (TOKEN, SESSION, STORED, STATE, SAID, STATE, DONE, DONE, VIDEO, CLAIM)
TEXT = SKILL.read_text("utf-8")


def test_its_front_matter_is_the_programs() -> None:
    """Attribution comes from it (contract.md, section 1)."""
    matter = front_matter(TEXT)

    assert (matter["name"], matter["version"]) == ("nemo-client", version("nemulator"))


@pytest.mark.parametrize("page", [SKILL, DOCS / "client.md"], ids=lambda page: page.name)
def test_only_commands_that_there_are_are_named(page: Path) -> None:
    """And only their options."""
    program = typer.main.get_group(app)
    text = page.read_text("utf-8")
    lines = re.findall(
        r"`nemo-client ([^`]+)`|^\$ nemo-client (.+?)(?:  +#.*)?$", text, re.MULTILINE
    )

    for line in map("".join, lines):
        name, *words = line.split()
        command = program.commands.get(name, program)
        assert name in {*program.commands, "COMMAND", "--install-completion"}, line
        known = {option for param in command.params for option in param.opts} | {"--help"}
        assert {word for word in words if word.startswith("-")} <= known, line


def test_it_explains_every_exit_code() -> None:
    """Each with what to do."""
    told = {int(code) for code in re.findall(r"^\| (\d) \|", TEXT, re.MULTILINE)}

    assert told == {1, WRONG_USAGE, *EXITS.values()}


def test_the_page_explains_every_exit_code() -> None:
    """All of them, in order."""
    page = (DOCS / "client.md").read_text("utf-8")
    told = [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]

    assert told == sorted({0, 1, WRONG_USAGE, STOPPED, *EXITS.values()})


def test_the_page_names_every_tool_and_kind() -> None:
    """Of the MCP server and of the JSON lines."""
    page = (DOCS / "client.md").read_text("utf-8")
    names = [tool.__name__ for tool in TOOLS] + [kind.value for kind in Kind]

    assert [name for name in names if f"`{name}`" not in page] == []


def test_the_pages_examples_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As they stand, with a service that says the right things."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEMO_TIME_SCALE", "1000")
    page = (DOCS / "client.md").read_text("utf-8")
    for name in ("beach.jpg", "forest.jpg"):
        (tmp_path / name).write_bytes(JPEG)

    for example in re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        with loopback(
            TOKEN, SESSION, STORED, STATE, SAID, STATE, DONE, DONE, VIDEO, CLAIM
        ) as server:
            monkeypatch.setenv("NEMO_API_URL", server.url)
            monkeypatch.setenv("HOME", str(tmp_path / server.url[-5:]))
            exec(compile(example, "docs/client.md", "exec"), {"__name__": "__main__"})

    assert capsys.readouterr().out == "Fine.\nholiday.mp4\n" * 2


def test_it_lists_the_files_that_are_taken() -> None:
    """All of them."""
    assert all(re.search(rf"\b{kind}\b", TEXT) for kind in ACCEPTED)
