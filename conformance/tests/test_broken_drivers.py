"""Broken clients from scratch, in other languages, that know nothing of this project's code."""

import shutil
from pathlib import Path

import pytest

from nemo_conformance.drivers import Joined, StdioDriver
from nemo_conformance.harness import Harness
from nemo_conformance.judge import Status, judge
from nemo_conformance.scenarios import Scenario
from nemo_contract import Tier

HERE = Path(__file__).parent / "broken"
BAD = {Status.FAIL, Status.WARN, Status.HARNESS_ERROR}
DROPPED = Scenario(
    name="dropped-talk",
    wishes=("send hello, what can you do?",),
    faults=("run_sse#1: cut after 1 events",),
)
ASKED = Scenario(name="asked", wishes=("credits",))


def broken(command: tuple[str, ...], scenario: Scenario, joined: Joined) -> set[str]:
    """The rules that a client breaks there."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    driver = StdioDriver(command, version="0")
    try:
        with Harness() as harness:
            record = harness.play(scenario, driver, joined).record
    finally:
        driver.close()
    return {one.requirement for one in judge(record) if one.status in BAD}


def test_a_node_client_that_sends_again_is_found() -> None:
    """And is charged for what nobody wanted."""
    command = ("node", str(HERE / "resends.mjs"))

    found = broken(command, DROPPED, Joined(Tier.SCALED, 60.0))

    assert "C-SSE-6" in found


def test_a_bash_client_that_leaks_is_found() -> None:
    """Its token in the address, replies for the user, no names in its headers."""
    command = ("bash", str(HERE / "leaks.sh"))

    found = broken(command, ASKED, Joined(Tier.REAL))

    assert {"C-SEC-1", "C-SEC-2", "C-ATTR-1"} <= found
