"""The sample clients in three languages are correct; drivers are written after them."""

import pytest
from conformance.tests.samples import SAMPLES, is_there

from nemo_conformance.drawing import Draw
from nemo_conformance.kit import Plan, conform
from nemo_conformance.openers import opener
from nemo_conformance.scenarios import curated

FEW = {"first-contact", "second-start", "token-expires", "session-lost-at-the-state", "silent-edit"}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_blamed_for_nothing(name: str) -> None:
    """In a few curated scenarios and a few drawn ones; ``make soak-samples`` plays thousands."""
    if not is_there(name):
        pytest.skip(f"{name} is not installed")
    few = [one for one in curated() if one.name in FEW]
    plan = Plan(scenarios=few, seed=1, draw=Draw(5, 60.0))

    report = conform(opener(SAMPLES[name]), plan).report

    assert report.worst == ()
    assert report.scenarios >= 5 + 4
    assert report.counts["pass"] >= 10
