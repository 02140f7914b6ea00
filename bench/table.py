"""What a benchmark says: a table for people, ``out/bench/NAME.json`` for machines."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

OUT = Path(__file__).parents[1] / "out" / "bench"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: a median, and its ratio to the baseline of the same run."""

    name: str
    value: float
    unit: str
    ratio: float
    target: str = ""


def row(name: str, values: Sequence[float], unit: str, baseline: Sequence[float]) -> Row:
    """The median of ``values`` over the median of ``baseline``."""
    return Row(name, median(values), unit, median(values) / median(baseline))


def publish(name: str, rows: Sequence[Row]) -> None:
    """Print the table and write the file."""
    print(f"\n{name}")
    for each in rows:
        figure = f"{each.value:>10.1f} {each.unit:<8} {each.ratio:>6.2f} x"
        print(f"  {each.name:<44} {figure}  {each.target}")
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(each) for each in rows], indent=2)
    (OUT / f"{name}.json").write_text(text + "\n", "utf-8")


def figures(name: str, columns: Mapping[str, Sequence[float]], unit: str = "us CPU") -> None:
    """The raw medians behind a ratio."""
    told = ", ".join(f"{what} {median(values):.1f}" for what, values in columns.items())
    print(f"  {name}: {told} {unit}", flush=True)
