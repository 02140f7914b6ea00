"""Which reading of a message to trust: learned from messages that the readers had not seen.

The examples are read in turns by models that were taught by the other authors, so that the second
reader is as sure of them as it will be of a stranger's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from emulator.tests.agent_blind import Blind, kind_of
from tools.intents.examples import TABLE, Example, fields_of
from tools.intents.train import taught

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import facts
from nemo_emulator.agent.intents.model import UNIT, Model
from nemo_emulator.agent.ruled import Understanding, ruled
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.second import SOURCES, Candidate, candidates, readings

Floats = npt.NDArray[np.float64]
FOLDS: Final = 5
# A sign must occur so often; messages that were made to be hard count less.
LEAST: Final = 8
HARD: Final = frozenset(f"author{n}" for n in range(30, 41))
HARD_SHARE: Final = 0.5
# The tables say what the rules are to make of a message, to the field; so do the examples of them.
TABLE_SHARE: Final = 0.5
DECAY, STEPS, NEAR = 3.0, 30, 1e-5


@dataclass(frozen=True)
class Trial:
    """A candidate for a message, whether it is what was asked for, and how much that counts."""

    candidate: Candidate
    right: bool
    weight: float


def learned(examples: list[Example]) -> dict[str, Any]:
    """The weights of signs, in the form of the model's file."""
    found = [trial for fold in range(FOLDS) for trial in _fold(examples, fold)]
    promised = [example for example in examples if example.source == TABLE]
    model = taught(examples)
    found += [
        trial for example in promised[: len(promised) // 2] for trial in _promised(example, model)
    ]
    return _weights(found)


def _weights(trials: list[Trial]) -> dict[str, Any]:
    counts = Counter(sign for trial in trials for sign in trial.candidate.signs)
    names = sorted(sign for sign, count in counts.items() if count >= LEAST)
    columns = [_fitted([t for t in trials if t.candidate.source == s], names) for s in SOURCES]
    rows = np.rint(np.array(columns).T * UNIT).astype(int)
    weights = {
        name: [int(n) for label in np.flatnonzero(row) for n in (label, row[label])]
        for name, row in zip(names, rows, strict=True)
        if row.any()
    }
    return {"labels": list(SOURCES), "weights": weights}


def _fold(examples: list[Example], fold: int) -> Iterator[Trial]:
    """What a model makes of authors that it was not taught by."""
    names = sorted({example.source for example in examples if example.scene is not None})
    mine = set(names[fold::FOLDS])
    model = taught([example for example in examples if example.source not in mine])
    for example in examples:
        if example.source in mine:
            yield from trials(example, model)


def trials(example: Example, model: Model) -> Iterator[Trial]:
    """Each candidate for a message, judged."""
    assert example.scene is not None
    language = "zh" if example.chinese else "en"
    blind = Blind(example.text, {**example.scene, "lang": language}, example.wishes)
    scene = blind.scene()
    known = facts(scene)
    first = ruled(scan(example.text), uploads=bool(scene.visible))
    weight = HARD_SHARE if example.source in HARD else 1.0
    for candidate in candidates(first, readings(example.text, model, known), known):
        yield Trial(candidate, _is_right(blind, candidate.meant), weight)


def _promised(example: Example, model: Model) -> Iterator[Trial]:
    """Of a row of the tables; two readings may both be right, but only one to the field."""
    first = ruled(scan(example.text), uploads=True)
    (wish,) = example.wishes
    for candidate in candidates(first, readings(example.text, model, None), None):
        meant = candidate.meant
        said = [[type(edit).__name__, fields_of(edit)] for edit in meant.edits] or kind_of(meant)
        yield Trial(candidate, said == wish, TABLE_SHARE)


def _is_right(blind: Blind, meant: Understanding) -> bool:
    """On an empty timeline every wish makes a slideshow first."""
    kind = "" if meant.edits else kind_of(meant)
    fits = blind.fits(meant.edits, kind)
    empty = not blind.given["slideshow"] and meant.edits
    return fits or bool(empty and blind.fits((e.Make(), *meant.edits), ""))


def _fitted(trials: list[Trial], names: list[str]) -> Floats:
    """Logistic regression by Newton's method."""
    at: Mapping[str, int] = {name: n for n, name in enumerate(names)}
    seen = np.zeros((len(trials), len(names)))
    for row, trial in zip(seen, trials, strict=True):
        row[[at[sign] for sign in trial.candidate.signs if sign in at]] = 1
    right = np.array([trial.right for trial in trials], float)
    weight = np.array([trial.weight for trial in trials])
    found = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(seen @ found, -30, 30)))
        slope = seen.T @ (weight * (chance - right)) + DECAY * found
        bend = (seen * (weight * chance * (1 - chance))[:, None]).T @ seen
        step = np.linalg.solve(bend + DECAY * np.eye(len(names)), slope)
        found -= step
        if np.abs(step).max() < NEAR:
            break
    return found
