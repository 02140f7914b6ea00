"""The learned weights: whole numbers, so that every machine gives the same verdict."""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

# One unit of log-odds in weights.
UNIT = 32
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Linear:
    """Labels, and what each feature says for or against them: label, weight, label, weight."""

    labels: tuple[str, ...]
    weights: Mapping[str, list[int]]

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {name: n for n, name in enumerate(self.weights)}

    @cached_property
    def _table(self) -> Ints:
        """The weights, a row for each feature."""
        table = np.zeros((len(self.weights), len(self.labels)), np.int32)
        sizes = [len(row) // 2 for row in self.weights.values()]
        flat = np.fromiter(chain.from_iterable(self.weights.values()), np.int32)
        table[np.repeat(np.arange(len(sizes)), sizes), flat[::2]] = flat[1::2]
        return table

    def scores(self, features: Iterable[str]) -> list[int]:
        """The log-odds of each label, in units."""
        rows = [self._rows[name] for name in features if name in self._rows]
        found: list[int] = self._table[rows].sum(axis=0).tolist()
        return found

    def score(self, label: str, features: Iterable[str]) -> int:
        """The log-odds of one label, in units."""
        return self.scores(features)[self.labels.index(label)]


NOTHING = Linear((), {})


@dataclass(frozen=True, slots=True)
class Model:
    """Kinds of edit, for each kind the traits by name and value, and which words are shown.

    ``choice`` says which of the kinds to believe (``weighing.py``), ``trust`` which reading;
    ``witnesses`` see but a half of a message each (``witnesses.py``).
    """

    kinds: Linear
    traits: Mapping[str, Linear]
    shown: Linear = NOTHING
    trust: Linear = NOTHING
    choice: Linear = NOTHING
    witnesses: Mapping[str, Linear] = field(default_factory=dict[str, Linear])


def parsed(data: Mapping[str, Any]) -> Model:
    """From the form of the file."""
    traits = {kind: linear(part) for kind, part in data["traits"].items()}
    trust, choice = (linear(data[n]) if n in data else NOTHING for n in ("trust", "choice"))
    shown = linear(data["shown"])
    witnesses = {name: linear(part) for name, part in data.get("witnesses", {}).items()}
    return Model(linear(data["kinds"]), traits, shown, trust, choice, witnesses)


def linear(part: Mapping[str, Any]) -> Linear:
    """One part of it."""
    return Linear(tuple(part["labels"]), part["weights"])


@cache
def load() -> Model:
    """The model that comes with the package; read when it is first needed."""
    packed = files(__package__).joinpath("weights.json.gz").read_bytes()
    return parsed(json.loads(gzip.decompress(packed)))


def traits(linear: Linear | None, found: Sequence[frozenset[str]]) -> dict[str, tuple[str, int]]:
    """The most likely value of each trait, and by how much it is the most likely."""
    if linear is None:
        return {}
    rows = [linear.scores(row) for row in found]
    by_name: dict[str, list[tuple[int, str]]] = {}
    for n, label in enumerate(linear.labels):
        name, _, value = label.partition("=")
        by_name.setdefault(name, []).append((max(row[n] for row in rows), value))
    chosen: dict[str, tuple[str, int]] = {}
    for name, values in by_name.items():
        (first, value), *others = sorted(values, reverse=True)
        chosen[name] = (value, first - max((score for score, _ in others), default=-1000))
    return chosen
