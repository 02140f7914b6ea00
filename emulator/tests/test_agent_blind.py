"""How well the agent understands somebody who never saw its words (``blind/README.md``)."""

from collections import Counter

import pytest
from emulator.tests.agent_blind import HUNDREDS, Verdict

# At least so many exact, at most so many harmful. The weights learned from the first four.
FIGURES = {
    "first": (100, 0),
    "second": (100, 0),
    "third": (99, 0),
    "fourth": (98, 0),
    "fifth": (94, 1),
    "sixth": (96, 2),
    "seventh": (90, 0),
    "eighth": (96, 0),
    "ninth": (93, 0),
    "tenth": (87, 1),
    "eleventh": (89, 0),
    "twelfth": (88, 0),
    "thirteenth": (93, 0),
    "fourteenth": (89, 0),
    "fifteenth": (75, 1),
    "sixteenth": (76, 0),
    "seventeenth": (94, 0),
    "eighteenth": (92, 2),
    "nineteenth": (98, 0),
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
