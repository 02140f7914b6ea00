"""The agent skill says what is true of the program."""

import re
from importlib.metadata import version
from pathlib import Path

import typer.main

from nemo_client.attribution import front_matter
from nemo_client.cli import app
from nemo_client.exits import EXITS, WRONG_USAGE
from nemo_client.formats import ACCEPTED

SKILL = Path(__file__).parents[1] / "skill" / "SKILL.md"
TEXT = SKILL.read_text("utf-8")


def test_its_front_matter_is_the_programs() -> None:
    """Attribution comes from it (contract.md, section 1)."""
    matter = front_matter(TEXT)

    assert (matter["name"], matter["version"]) == ("nemo-client", version("nemulator"))


def test_it_names_only_commands_that_there_are() -> None:
    """And only their options."""
    commands = typer.main.get_group(app).commands

    for line in re.findall(r"`nemo-client ([^`]+)`", TEXT):
        name, *words = line.split()
        params = commands[name].params if name != "COMMAND" else []
        known = {option for param in params for option in param.opts} | {"--help"}
        assert {word for word in words if word.startswith("-")} <= known, line


def test_it_explains_every_exit_code() -> None:
    """Each with what to do."""
    told = {int(code) for code in re.findall(r"^\| (\d) \|", TEXT, re.MULTILINE)}

    assert told == {1, WRONG_USAGE, *EXITS.values()}


def test_it_lists_the_files_that_are_taken() -> None:
    """All of them."""
    assert all(re.search(rf"\b{kind}\b", TEXT) for kind in ACCEPTED)
