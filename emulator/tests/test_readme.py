"""What the README says of the emulator is true."""

import re
import textwrap
from pathlib import Path

import httpx
import pytest
from emulator.tests.stage import ATTRIBUTION, INSTANT, message

from nemo_emulator import Emulator
from nemo_emulator.cli import parser
from nemo_emulator.commands import VERBS
from nemo_emulator.script import parse

TEXT = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
IN_TESTS = TEXT.partition("## In tests")[2].partition("\n## ")[0]
EXAMPLE, RULES = re.findall(r"```python\n(.*?)```", IN_TESTS, re.DOTALL)[:2]


def say_hello(url: str, token: str) -> None:
    """A client that has one thing to say."""
    headers = ATTRIBUTION | {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=url, headers=headers) as http:
        made = http.post("/api/tasks/me/with-session/nemo_agent", json={}).json()["data"]
        http.post("/run_sse", json=message(made["session_id"], "hello"))


def test_the_example_runs() -> None:
    """As it stands, with somebody's client in it."""
    exec(compile(EXAMPLE, "README.md", "exec"), {"run_my_client": say_hello})


def test_every_rule_means_what_it_says() -> None:
    rules = re.findall(r'faults\.add\("(.*?)"\)', RULES)

    assert len(rules) > 3
    for rule in rules:
        parse(rule)
    compile("with x:\n" + textwrap.indent(textwrap.dedent(RULES), "  "), "README.md", "exec")


def test_the_table_has_every_verb_of_the_control_plane() -> None:
    """By its path; ``…/`` stands for what a row began with."""
    rows = [
        row
        for row in IN_TESTS.splitlines()
        if row.startswith("| `") and "…`" not in row.split("|")[1]
    ]
    told = set()
    for row in rows:
        begun = ""
        for words in re.findall(r"`([^`]+)`", row.split("|")[1]):
            path = words.split()[-1]
            path = begun + path[1:] if path.startswith("…") else path
            begun = path.rpartition("/")[0] if "/" in path else begun
            told.add(re.sub(r"\b(ID|N|NAME)\b", "{}", path))
    with Emulator(INSTANT) as lab:
        known = httpx.get(f"{lab.url}/__nemo/info").json()["verbs"]

    paths = {re.sub(r"\{\w+\}", "{}", verb.split("/__nemo/")[1]) for verb in known}
    assert paths - told == set()
    assert told - paths == set()


def test_command_lines_are_understood() -> None:
    """Every ``nemo-emulator`` line."""
    lines = re.findall(
        r"^\$ (?:NEMO_TOKEN=\S+ )?nemo-emulator (.*?)(?:\s{2,}#.*)?$", TEXT, re.MULTILINE
    )
    names = {verb.name.split()[0] for verb in VERBS} | {"serve", "exec", "record", "drift"}

    assert len(lines) > 4
    for line in lines:
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)]
        assert words[0] in names
        parser().parse_args(words)


@pytest.mark.parametrize("path", dict.fromkeys(re.findall(r"\]\(((?!http)[^)#]+)\)", TEXT)))
def test_links_lead_somewhere(path: str) -> None:
    assert (Path(__file__).parents[2] / path).exists()
