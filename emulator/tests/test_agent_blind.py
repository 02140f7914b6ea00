"""How well the agent understands somebody who never saw its words (``blind/README.md``)."""

from collections import Counter

import pytest
from emulator.tests.agent_blind import HUNDREDS, Verdict

# At least so many exact, at most so many harmful. The weights learned from the first four.
FIGURES = {
    "first": (100, 0),
    "second": (100, 0),
    "third": (100, 0),
    "fourth": (99, 0),
    "fifth": (96, 2),
    "sixth": (97, 2),
    "seventh": (94, 1),
    "eighth": (98, 0),
    "ninth": (92, 2),
    "tenth": (90, 1),
    "eleventh": (91, 3),
    "twelfth": (90, 2),
    "thirteenth": (95, 2),
    "fourteenth": (90, 4),
    "fifteenth": (81, 5),
    "sixteenth": (80, 2),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_hundred_is_understood_and_few_do_harm(name: str) -> None:
    """Exact edits for most; a draft that nobody asked to change stays as it is."""
    exact, harmful = FIGURES[name]
    verdicts = Counter(blind.verdict() for blind in HUNDREDS[name])

    assert verdicts.total() == 100
    assert verdicts[Verdict.EXACT] >= exact
    assert verdicts[Verdict.HARMFUL] <= harmful


@pytest.mark.parametrize("name", FIGURES)
def test_half_of_the_blind_utterances_are_chinese(name: str) -> None:
    """Both languages are judged."""
    assert sum(blind.chinese for blind in HUNDREDS[name]) == 50
