"""The whole kit against the reference client and against broken ones, in this process (T3)."""

from collections.abc import Iterator

import pytest
from conformance.tests.broken_clients import MUTANTS
from conformance.tests.reference import Reference

from nemo_conformance.drivers import LocalDriver
from nemo_conformance.harness import Harness
from nemo_conformance.judge import Status, judge
from nemo_conformance.scenarios import Scenario, curated, exposing
from nemo_contract import CATALOGUE

BROKEN = {Status.FAIL, Status.WARN, Status.HARNESS_ERROR}


@pytest.fixture(scope="module")
def harness() -> Iterator[Harness]:
    with Harness() as harness:
        yield harness


def broken(harness: Harness, client: Reference, scenario: Scenario) -> dict[str, str]:
    """What the client breaks there, and how it was found."""
    played = harness.play(scenario, LocalDriver(client, harness.clock_of))
    return {
        one.requirement: "; ".join(f.message for f in one.findings) or one.note
        for one in judge(played.record)
        if one.status in BROKEN
    }


@pytest.mark.parametrize("scenario", curated(), ids=lambda one: one.name)
def test_the_reference_client_is_blamed_for_nothing(harness: Harness, scenario: Scenario) -> None:
    """And what the scenario is there for was exercised."""
    played = harness.play(scenario, LocalDriver(Reference(), harness.clock_of))

    verdicts = {one.requirement: one for one in judge(played.record)}
    assert {v.requirement for v in verdicts.values() if v.status in BROKEN} == set()
    assert {verdicts[rule].status for rule in scenario.tests} == {Status.PASS}


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, (rule, _) in MUTANTS.items()])
def test_a_broken_client_is_found(harness: Harness, name: str, rule: str) -> None:
    """By the rule that it breaks, in the scenarios that are there for that rule."""
    make = MUTANTS[name][1]

    found = [broken(harness, make(), scenario) for scenario in exposing([rule])]

    assert any(rule in one for one in found), found


def test_every_rule_is_killed_by_somebody() -> None:
    """A check that never failed anybody proves nothing."""
    rules = {rule for rule, _ in MUTANTS.values()}

    assert {id_ for id_ in CATALOGUE if id_.startswith("C-")} == rules
