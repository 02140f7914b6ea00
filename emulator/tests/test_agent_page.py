"""docs/agent.md tells the truth: its table is made of the utterance tables, its figures are run."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from emulator.tests.agent_stage import CHINESE, ENGLISH, Row
from emulator.tests.test_agent_blind import FIGURES

from nemo_emulator.agent import Edit

PAGE = (Path(__file__).parents[2] / "docs" / "agent.md").read_text("utf-8")


def table() -> Iterator[str]:
    """A line for each kind of edit: the shortest sentence of either language that asks for it."""
    for kind in get_args(get_args(Edit)[0]):
        name = kind.__name__
        said = (shortest(rows, kind) for rows in (ENGLISH, CHINESE))
        yield f"| {name} | {' | '.join(said)} |"


def shortest(rows: tuple[Row, ...], kind: type) -> str:
    """Of the sentences that ask for this and nothing else, where there is one."""
    alone = [row.text for row in rows if [type(edit) for edit in row.edits] == [kind]]
    return min(alone, key=len).replace("|", "\\|")


def test_the_table_of_edits_is_what_the_agent_understands() -> None:
    """To write it anew: put what ``table`` yields below the table's head."""
    lines = re.findall(r"^\| [A-Z]\w+ \|.*$", PAGE, re.MULTILINE)

    assert lines == list(table())


def test_the_figures_are_those_of_the_test() -> None:
    """Of the blind utterances, as they are understood today."""
    today = dict(re.findall(r"^\| (\w+)[^|]* \| .* \| (\d+) \|$", PAGE, re.MULTILINE))

    assert [int(today[name]) for name in FIGURES] == [exact for exact, _ in FIGURES.values()]


def test_the_page_is_two_screens_long() -> None:
    """Short enough to be read."""
    assert len(PAGE.splitlines()) <= 120
