"""The page about llmock tells the truth about this kit (``make rivals`` checks the other half)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conformance.tests.situations import SITUATIONS, Right, Situation, play

from nemo_conformance.harness import Harness

WORDS = {Right.YES: "pass", Right.NO: "FAIL", Right.OPEN: "nothing"}
PAGE = Path(__file__).parents[2] / "docs" / "llmock.md"


@pytest.fixture(scope="module")
def harness() -> Iterator[Harness]:
    with Harness() as harness:
        yield harness


@pytest.mark.parametrize("one", SITUATIONS, ids=lambda one: one.letter)
def test_our_column_is_true(harness: Harness, one: Situation) -> None:
    """What the kit says of a situation, and what it cost."""
    outcome = play(harness, one)

    row = re.search(rf"^\| {one.letter} \|(.*)\|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert row
    cells = [cell.strip() for cell in row[1].split("|")]
    assert (cells[2], cells[-1]) == (str(outcome.credits), outcome.verdict)
    assert outcome.verdict.startswith(WORDS[one.right])
