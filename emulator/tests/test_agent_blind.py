"""How well the agent understands somebody who never saw its words (``blind/README.md``)."""

from collections import Counter

from emulator.tests.agent_blind import BLIND, FIFTH, FOURTH, SECOND, SIXTH, THIRD, Verdict

# Never lowered: what is understood stays understood. Before learning they were 67, 79, 66, 67.
LEAST_EXACT, MOST_HARMFUL = 100, 0
SECOND_EXACT, SECOND_HARMFUL = 100, 0
THIRD_EXACT, THIRD_HARMFUL = 100, 0
FOURTH_EXACT, FOURTH_HARMFUL = 95, 2
# Never learned from: how well strangers are understood.
FIFTH_EXACT, FIFTH_HARMFUL = 88, 6
SIXTH_EXACT, SIXTH_HARMFUL = 79, 6


def test_blind_utterances_are_understood_and_none_does_harm() -> None:
    """Exact edits for most; a draft that nobody asked to change stays as it is."""
    verdicts = Counter(blind.verdict() for blind in BLIND)

    assert verdicts.total() == 100
    assert verdicts[Verdict.EXACT] >= LEAST_EXACT
    assert verdicts[Verdict.HARMFUL] <= MOST_HARMFUL


def test_the_second_hundred_is_understood_and_none_does_harm() -> None:
    """It was learned from, too, by classes of phrases."""
    verdicts = Counter(blind.verdict() for blind in SECOND)

    assert verdicts.total() == 100
    assert verdicts[Verdict.EXACT] >= SECOND_EXACT
    assert verdicts[Verdict.HARMFUL] <= SECOND_HARMFUL


def test_the_third_hundred_is_understood_and_none_does_harm() -> None:
    """Chatter: side remarks, slang, reasons before and after the wish."""
    verdicts = Counter(blind.verdict() for blind in THIRD)

    assert verdicts.total() == 100
    assert verdicts[Verdict.EXACT] >= THIRD_EXACT
    assert verdicts[Verdict.HARMFUL] <= THIRD_HARMFUL


def test_the_fourth_hundred_is_understood_by_example() -> None:
    """The second reader learned from it."""
    verdicts = Counter(blind.verdict() for blind in FOURTH)

    assert verdicts.total() == 100
    assert verdicts[Verdict.EXACT] >= FOURTH_EXACT
    assert verdicts[Verdict.HARMFUL] <= FOURTH_HARMFUL


def test_strangers_are_understood_no_worse_than_when_they_came() -> None:
    """Two hundreds that nobody looked at."""
    fifth = Counter(blind.verdict() for blind in FIFTH)
    sixth = Counter(blind.verdict() for blind in SIXTH)

    assert fifth.total() == sixth.total() == 100
    assert fifth[Verdict.EXACT] >= FIFTH_EXACT
    assert fifth[Verdict.HARMFUL] <= FIFTH_HARMFUL
    assert sixth[Verdict.EXACT] >= SIXTH_EXACT
    assert sixth[Verdict.HARMFUL] <= SIXTH_HARMFUL


def test_half_of_the_blind_utterances_are_chinese() -> None:
    """Both languages are judged."""
    assert sum(blind.chinese for blind in BLIND) == 50
    assert sum(blind.chinese for blind in SECOND) == 50
    assert sum(blind.chinese for blind in THIRD) == 50
    assert sum(blind.chinese for blind in FOURTH) == 50
    assert sum(blind.chinese for blind in (*FIFTH, *SIXTH)) == 100
