"""Ten conversations, word for word: what a user reads is looked at before it changes."""

from pathlib import Path

import pytest
from emulator.tests.agent_stage import flaws
from emulator.tests.agent_transcript import GOLDEN, ending, transcript

FILES = sorted(GOLDEN.glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_conversation_goes_as_it_went(file: Path) -> None:
    """The same words and the same seed give the same answers and the same timeline."""
    golden = file.read_text("utf-8")

    assert transcript(golden) == golden


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_conversation_ends_with_something_to_export(file: Path) -> None:
    """A valid draft that has clips."""
    draft = ending(file.read_text("utf-8")).draft

    assert draft.exportable
    assert flaws(draft) == []


def test_half_of_the_conversations_are_chinese() -> None:
    """Both kinds of users are served."""
    languages = ["language zh" in file.read_text("utf-8").splitlines()[0] for file in FILES]

    assert (len(languages), sum(languages)) == (10, 5)
