"""Advice for the authors of clients."""

import re

import pytest

from nemo_conformance.advice import ADVICE, Advice
from nemo_contract import CATALOGUE, Party

SECOND = re.compile(r"(\d+) s  \S")


def test_every_client_rule_has_advice() -> None:
    """Whoever is blamed is told what to do."""
    assert set(ADVICE) == {row.id for row in CATALOGUE.values() if row.party is Party.CLIENT}


@pytest.mark.parametrize("advice", ADVICE.values(), ids=ADVICE)
def test_a_story_goes_wrong_at_its_last_line(advice: Advice) -> None:
    """It is the shortest one: what comes after the mistake is not told."""
    assert [" <- " in line for line in advice.wrong] == [False] * (len(advice.wrong) - 1) + [True]


@pytest.mark.parametrize("advice", ADVICE.values(), ids=ADVICE)
def test_a_story_is_told_in_order(advice: Advice) -> None:
    """Each line begins with its virtual second."""
    seconds = [int(match[1]) for line in advice.wrong if (match := SECOND.match(line))]

    assert len(seconds) == len(advice.wrong)
    assert seconds == sorted(seconds)
