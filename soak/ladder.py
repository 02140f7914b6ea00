"""The recovery ladder, 870 virtual seconds of it, by sample drivers in other processes.

usage: python -m soak ladder [--times 30]. A stream is left open and says nothing: 600 s until a
client takes it for dead, then five queries in 270 s. Each run must be the same to the byte, but for
the port and the client's own id.
"""

import argparse
import re
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from nemo_conformance.drivers import StdioDriver
from nemo_conformance.harness import Harness
from nemo_conformance.kit import Session
from nemo_conformance.record import Record
from nemo_conformance.scenarios import Scenario
from nemo_conformance.scenarios.curated import curated

DRIVERS = Path(__file__).parents[1] / "fixtures" / "drivers"
SCENARIO = "silence-for-ever"
LADDER = 870.0
LIMIT = 2.0
CHANCE = re.compile(r"127\.0\.0\.1:\d+|'x-client-id': '[0-9a-f-]{36}'")
"""What no two runs share: the port, and the id that a client makes for itself."""


@dataclass(frozen=True, slots=True)
class Climb:
    """One run: real seconds, virtual ones between the message and the last query, what happened."""

    took: float
    climbed: float
    story: str


def commands() -> dict[str, tuple[str, ...]]:
    """The drivers that can be started here."""
    found: dict[str, tuple[str, ...]] = {
        "Python": (sys.executable, str(DRIVERS / "python" / "driver.py"))
    }
    if node := shutil.which("node"):
        found["Node"] = (node, str(DRIVERS / "node" / "driver.mjs"))
    return found


def climbs(command: tuple[str, ...], times: int) -> list[Climb]:
    """One driver process, one scenario, again and again."""
    scenario = next(one for one in curated() if one.name == SCENARIO)
    with Harness() as harness:
        session = Session(harness, lambda _: StdioDriver(command, version="0.1.0"))
        try:
            _climb(session, scenario)  # the first one loads what all need
            return [_climb(session, scenario) for _ in range(times)]
        finally:
            session.close()


def _climb(session: Session, scenario: Scenario) -> Climb:
    began = time.monotonic()
    record = session.run(scenario).record
    took = time.monotonic() - began
    if record.broken:
        raise RuntimeError(record.broken)
    story = repr((record.visits, record.heard, record.ended_at))
    return Climb(took, _climbed(record), CHANCE.sub("CHANCE", story))


def _climbed(record: Record) -> float:
    """From the message that is never answered to the last query of the state."""
    asked = [one.at for one in record.visits if one.operation == "run_sse"][-1]
    queries = [one.at for one in record.visits if one.operation == "state" and one.at > asked]
    return queries[-1] - asked


def main(words: list[str]) -> None:
    """Exits with 1 when two runs differ, a ladder is too short, or the median is too slow."""
    options = argparse.ArgumentParser("python -m soak ladder")
    options.add_argument("--times", type=int, default=30)
    wish = options.parse_args(words)
    good = True
    for name, command in commands().items():
        runs = climbs(command, wish.times)
        took = [run.took for run in runs]
        same, least = len({run.story for run in runs}), min(run.climbed for run in runs)
        good &= same == 1 and least >= LADDER and median(took) < LIMIT
        figures = f"median {median(took):.2f} s, best {min(took):.2f}, worst {max(took):.2f}"
        print(f"{name:<7} {len(runs)} x {least:g} virtual seconds: {figures}; {same} outcome(s)")
    raise SystemExit(not good)
