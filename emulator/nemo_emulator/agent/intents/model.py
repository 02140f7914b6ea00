"""The learned weights: whole numbers, so that every machine gives the same verdict."""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# One unit of log-odds in weights.
UNIT = 32
Weights = Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Linear:
    """Labels, and what each feature says for or against them."""

    labels: tuple[str, ...]
    weights: Weights

    def scores(self, features: Iterable[str]) -> list[int]:
        """The log-odds of each label, in units."""
        total = [0] * len(self.labels)
        for name in features:
            for label, weight in self.weights.get(name, ()):
                total[label] += weight
        return total


@dataclass(frozen=True, slots=True)
class Model:
    """Kinds of edit, and for each kind the traits by name and value."""

    kinds: Linear
    traits: Mapping[str, Linear]


def parsed(data: Mapping[str, Any]) -> Model:
    """From the form of the file."""
    traits = {kind: _linear(part) for kind, part in data["traits"].items()}
    return Model(kinds=_linear(data["kinds"]), traits=traits)


def _linear(part: Mapping[str, Any]) -> Linear:
    weights = {
        name: tuple(zip(row[::2], row[1::2], strict=True)) for name, row in part["weights"].items()
    }
    return Linear(tuple(part["labels"]), weights)


@cache
def load() -> Model:
    """The model that comes with the package; read when it is first needed."""
    packed = files(__package__).joinpath("weights.json.gz").read_bytes()
    return parsed(json.loads(gzip.decompress(packed)))
