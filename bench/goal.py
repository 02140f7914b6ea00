"""A target, the figure that was reached, and whether that is enough."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

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
    rows = [*_others(name, {goal.number for goal in goals}), *map(asdict, goals)]
    text = json.dumps(sorted(rows, key=lambda row: row["number"]), indent=2)
    (OUT / f"{name}.json").write_text(text + "\n", "utf-8")


def _others(name: str, measured: set[int]) -> list[dict[str, Any]]:
    """What an earlier run found of the targets that this one left out."""
    path = OUT / f"{name}.json"
    rows = json.loads(path.read_text("utf-8")) if path.exists() else []
    return [row for row in rows if row.get("number") not in {None, *measured}]
