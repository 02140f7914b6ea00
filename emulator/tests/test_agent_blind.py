"""How well the agent understands somebody who never saw its words (``blind/README.md``)."""

from collections import Counter

import pytest
from emulator.tests.agent_blind import HUNDREDS, Verdict

# At least so many exact, at most so many harmful. The weights learned from the first four.
FIGURES = {
    "first": (100, 0),
    "second": (100, 0),
    "third": (99, 0),
    "fourth": (97, 0),
    "fifth": (97, 1),
    "sixth": (95, 2),
    "seventh": (93, 1),
    "eighth": (96, 1),
    "ninth": (94, 1),
    "tenth": (90, 2),
    "eleventh": (88, 1),
    "twelfth": (87, 3),
    "thirteenth": (94, 0),
    "fourteenth": (88, 1),
    "fifteenth": (76, 2),
    "sixteenth": (78, 1),
    "seventeenth": (94, 0),
    "eighteenth": (93, 3),
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
