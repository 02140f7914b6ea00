"""``python -m tools.intents.further``: learn on from the weights that ship, with the same network.

What new authors said the network has not heard, so it need not be taught again to be asked about
them: the models of clauses are learned anew from all examples, and what decides between readings
moves from where it is as far as those messages ask for it. A third of the time of learning all.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain
from multiprocessing import get_context
from typing import Any, Final

import numpy as np
from tools.intents import choice
from tools.intents.examples import FOLDER, Example, examples
from tools.intents.train import OUT, data, write
from tools.intents.trust import HEARERS, LEAST, Fold, Hearers, Trial, fitted

from nemo_emulator.agent.intents.model import UNIT
from nemo_emulator.agent.intents.weighing import ONLY

FOLDS: Final = 3
# The last author whose messages decided between readings in the weights that ship.
KNOWN: Final = 87
# How firmly weights stay where they are.
KEPT: Final = 60.0
# What the tables promise counts more than what one stranger said.
PROMISED: Final = 2.0


def later(rows: Iterable[Example]) -> tuple[str, ...]:
    """The authors who are new."""
    return tuple(sorted({row.source for row in rows if _number(row.source) > KNOWN}))


def _number(source: str) -> int:
    number = source.removeprefix("author")
    return int(number) if number.isdecimal() else 0


def learned(rows: list[Example], old: Mapping[str, Any], network: bytes) -> dict[str, Any]:
    """All weights, in the form of the model's file; no message is tried by what it taught."""
    hearers = Hearers((network,) * (HEARERS + 1), ())
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        told = pool.map(taught, [rows] * (FOLDS + 1), range(FOLDS + 1))
        *folds, whole = [Fold(mine, what, hearers) for mine, what in told]
        seen = [*pool.map(Fold.seen, folds)]
        others = [seen[:n] + seen[n + 1 :] for n in range(FOLDS)]
        *chosen, choices = pool.map(chosen_on, [*others, seen], [old["choice"]] * (FOLDS + 1))
        tried = [*pool.map(Fold.tried, folds, chosen)]
    promised = [replace(trial, weight=PROMISED) for trial in whole.promised(choices)]
    trust = moved(old["trust"], [*chain.from_iterable(tried), *promised])
    return {**whole.told, "choice": choices, "trust": trust, "expected": old["expected"]}


def taught(rows: list[Example], number: int) -> tuple[list[Example], dict[str, Any]]:
    """Some later authors' examples, and what all others teach; the last one has all twice."""
    mine = {*later(rows)[number::FOLDS]} if number < FOLDS else set[str]()
    told = data([row for row in rows if row.source not in mine])
    return [row for row in rows if row.source in mine or not mine], told


def chosen_on(told: Sequence[choice.Rows], old: Mapping[str, Any]) -> dict[str, Any]:
    """Which kinds to believe, from what they look like."""
    rows = chain.from_iterable(told)
    trials = [Trial((*view,), y[ONLY] == 1, 1.0) for (view,), y in rows if y[ONLY] == y[ONLY]]
    return moved(old, trials)


def moved(old: Mapping[str, Any], trials: Sequence[Trial]) -> dict[str, Any]:
    """Weights of one label, in the form of the file, as far on as trials ask for."""
    counts = Counter(name for trial in trials for name in trial.evidence)
    before = {name: row[1] for name, row in old["weights"].items()}
    names = sorted({*before} | {name for name, count in counts.items() if count >= LEAST})
    start = np.array([before.get(name, 0) / UNIT for name in names])
    told = np.rint(fitted(trials, names, start, KEPT) * UNIT).astype(int)
    found = {name: [0, int(n)] for name, n in zip(names, told, strict=True) if n}
    return {"labels": old["labels"], "weights": found}


if __name__ == "__main__":
    said = examples()
    if not later(said):
        sys.exit(f"Nobody new: write {FOLDER.name}/author{KNOWN + 1}.jsonl first (its README).")
    print(f"{len(said):,} examples, {len(later(said))} new authors")
    shipped = json.loads(gzip.decompress(OUT.read_bytes()))
    network = OUT.parent.with_name("network") / "network.npz"
    print(f"{write(learned(said, shipped, network.read_bytes())):,} bytes")
