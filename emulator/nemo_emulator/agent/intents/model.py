"""The learned weights: whole numbers, so that every machine gives the same verdict."""

import gzip
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import chain
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.pairs import Pairs, smallest
from nemo_emulator.agent.network.network import Network
from nemo_emulator.agent.network.network import load as loaded

# One unit of log-odds in weights.
UNIT = 32
Ints = npt.NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, eq=False)
class Linear:
    """Labels, and what each feature says for or against them: label, weight, label, weight.

    Each is only the same as itself: that is quickly told of a hundred thousand weights.
    """

    labels: tuple[str, ...]
    weights: Mapping[str, Sequence[int]]

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """From one on, so that none of them is false."""
        return {name: n for n, name in enumerate(self.weights, 1)}

    @cached_property
    def _table(self) -> Ints:
        """The weights, a row for each feature; the first one is nobody's.

        In as few bytes as they need: most are looked for where nobody has looked for a while.
        """
        sizes = [len(row) // 2 for row in self.weights.values()]
        flat = np.fromiter(chain.from_iterable(self.weights.values()), np.int32)
        table = np.zeros((len(sizes) + 1, len(self.labels)), smallest(flat[1::2]))
        table[np.repeat(np.arange(1, len(sizes) + 1), sizes), flat[::2]] = flat[1::2]
        return table

    @cached_property
    def _lately(self) -> Callable[[frozenset[str]], list[int]]:
        """A clause is looked at again and again while it is read."""
        return lru_cache(256)(self.once)

    def scores(self, features: Iterable[str]) -> list[int]:
        """The log-odds of each label, in units; not to be changed."""
        return self._lately(features) if isinstance(features, frozenset) else self.once(features)

    def once(self, features: Iterable[str]) -> list[int]:
        """The same of what is not asked about again."""
        rows = list(filter(None, map(self._rows.get, features)))
        told = self._table.take(rows, axis=0)
        found: list[int] = np.add.reduce(told, axis=0, dtype=np.int32).tolist()
        return found

    def score(self, features: Iterable[str]) -> int:
        """The log-odds of the only label, in units."""
        return sum(filter(None, map(self._only.get, features)))

    @cached_property
    def _only(self) -> Mapping[str, int]:
        return {name: weight for name, (_, weight) in self.weights.items()}

    @cached_property
    def values(self) -> Mapping[str, Sequence[tuple[int, str, str]]]:
        """By trait: the place of each value among the labels, the label itself, and the value."""
        found: dict[str, list[tuple[int, str, str]]] = {}
        for n, label in enumerate(self.labels):
            name, _, value = label.partition("=")
            found.setdefault(name, []).append((n, label, value))
        return found

    @cached_property
    def pairs(self) -> Pairs:
        """The weights of the only label by the parts of their names (``pairs.py``)."""
        return Pairs.of(self._only)


NOTHING = Linear((), {})
NO_WORD: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Model:
    """Kinds of edit, for each kind the traits by name and value, and which words are shown.

    ``choice`` says which of the kinds to believe (``weighing.py``), ``trust`` which reading,
    ``expected`` what it weighs that the decoder expects one (``expecting.py``);
    ``network`` hears all of a message at once.
    """

    kinds: Linear
    traits: Mapping[str, Linear]
    shown: Linear = NOTHING
    trust: Linear = NOTHING
    choice: Linear = NOTHING
    expected: Linear = NOTHING
    network: Network | None = None

    def heard(self, message: str, known: Facts | None) -> Mapping[str, int]:
        """What the network says for each kind and trait; nothing where there is none."""
        if self.network is None:
            return {}
        return self.network.heard(message, [*known.names] if known else [])


def parsed(data: Mapping[str, Any], hearing: Network | None = None) -> Model:
    """From the form of the file, with what hears beside it."""
    traits = {kind: linear(part) for kind, part in data["traits"].items()}
    names = ("trust", "choice", "expected")
    trust, choice, expected = (linear(data[n]) if n in data else NOTHING for n in names)
    shown = linear(data["shown"])
    return Model(linear(data["kinds"]), traits, shown, trust, choice, expected, hearing)


def linear(part: Mapping[str, Any]) -> Linear:
    """One part of it."""
    rows: dict[str, list[int]] = part["weights"]
    return Linear(tuple(part["labels"]), {name: tuple(row) for name, row in rows.items()})


@cache
def load() -> Model:
    """The model that comes with the package; read when it is first needed."""
    packed = files(__package__).joinpath("weights.json.gz").read_bytes()
    return parsed(json.loads(gzip.decompress(packed)), loaded())


def traits(
    linear: Linear | None,
    found: Sequence[frozenset[str]],
    heard: Mapping[str, int] = NO_WORD,
    kind: str = "",
) -> dict[str, tuple[str, int]]:
    """The most likely value of each trait, and by how much it is the most likely.

    ``heard`` is what else speaks for each of a ``kind``.
    """
    if linear is None:
        return {}
    rows = [linear.scores(row) for row in found]
    best = rows[0] if len(rows) == 1 else list(map(max, *rows))
    chosen: dict[str, tuple[str, int]] = {}
    listens = bool(heard)
    for name, values in linear.values.items():
        told = [
            (best[n] + (heard.get(f"{kind}.{label}", 0) // 2 if listens else 0), value)
            for n, label, value in values
        ]
        (first, value), *others = sorted(told, reverse=True)
        chosen[name] = (value, first - (others[0][0] if others else -1000))
    return chosen
