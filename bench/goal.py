"""A target, the figure that was reached, and whether that is enough."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

from bench.table import OUT


@dataclass(frozen=True, slots=True)
class Goal:
    """``met`` None: not measured here, ``note`` says why."""

    number: int
    what: str
    target: str
    figure: str
    met: bool | None
    note: str = ""


def ratio(ours: Sequence[float], baseline: Sequence[float]) -> float:
    """Median over median."""
    return median(ours) / median(baseline)


def absent(number: int, what: str, target: str, note: str) -> Goal:
    """What cannot be measured here."""
    return Goal(number, what, target, "-", None, note)


def publish_goals(name: str, goals: Sequence[Goal]) -> None:
    """Print the table and write ``out/bench/NAME.json``."""
    said = {True: "met", False: "MISSED", None: "not measured"}
    print(f"\n{name}")
    for goal in sorted(goals, key=lambda goal: goal.number):
        row = f"{goal.number:>3}  {goal.what:<58} {goal.target:<22} {goal.figure:<26}"
        print(row, said[goal.met])
        if goal.note:
            print(f"     {goal.note}")
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(goal) for goal in goals], indent=2)
    (OUT / f"{name}.json").write_text(text + "\n", "utf-8")
