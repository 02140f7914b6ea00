"""The same verdicts again and again, on a machine that is busy.

usage: python -m soak verdicts [--times 20] [--examples 40] [--client in-process stdio broken]

The curated scenarios and a fixed number of drawn ones: how many are drawn within a time would
depend on the machine. Two loops burn processor time beside every run. Compared are the verdicts of
every single scenario, their findings and moments. Writes ``out/soak/verdicts.json``.
"""

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

from conformance.tests.mutants import MUTANTS
from conformance.tests.reference import Reference

from nemo_conformance.drawing import Draw
from nemo_conformance.kit import Plan, Ran, conform
from nemo_conformance.openers import opener
from nemo_conformance.reach import Reach
from nemo_conformance.reports import Report
from nemo_conformance.scenarios import curated
from soak.determinism import busy
from soak.kit import CLIENTS

OUT: Final = Path(__file__).parents[1] / "out" / "soak" / "verdicts.json"
SEED: Final = 1
USUAL: Final = ("in-process", "stdio", "broken")


def broken() -> Reference:
    """A client that looks too soon after a loss, so that there are findings and small cases."""
    return MUTANTS["looks_too_soon"][1]()


WHO: Final = {**CLIENTS, "broken": Reach(in_process="soak.verdicts:broken")}


def main(words: list[str]) -> None:
    """Exits with 1 when any run told another story than the first."""
    options = argparse.ArgumentParser("python -m soak verdicts")
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--examples", type=int, default=40)
    options.add_argument("--client", nargs="+", choices=[*WHO], default=USUAL)
    wish = options.parse_args(words)
    told = [_compared(name, wish.times, wish.examples) for name in wish.client]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    raise SystemExit(any(one["stories"] > 1 for one in told))


def _compared(name: str, times: int, examples: int) -> dict[str, Any]:
    found: Counter[bytes] = Counter()
    with busy():
        for n in range(1, times + 1):
            story, report = _once(name, examples)
            found[hashlib.sha256(story.encode()).digest()] += 1
            what = ", ".join(report.worst) or "clean"
            print(f"{name} {n:2} of {times}: {report.seconds:.0f} s, {what}; {len(found)} stories")
    return {"client": name, "runs": times, "examples": examples, "stories": len(found)}


def _once(name: str, examples: int) -> tuple[str, Report]:
    """The verdicts on each scenario in turn, and the report."""
    heard: list[str] = []
    draw = Draw(examples, budget=float("inf"))
    plan = Plan(scenarios=curated(), seed=SEED, draw=draw, hear=lambda ran: heard.append(_as(ran)))
    report = conform(opener(WHO[name]), plan).report
    return "\n".join(heard), report


def _as(ran: Ran) -> str:
    return f"{ran.scenario} {ran.verdicts}"
