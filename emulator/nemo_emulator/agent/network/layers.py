"""Layers of attention, from the arrays of a file (Vaswani et al., Attention Is All You Need, 2017).

Each part stands behind a normalisation whose scale and shift are folded into its weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from nemo_emulator.agent.network.exact import (
    Floats,
    Linear,
    Whole,
    bent_steps,
    evened,
    stepped,
)

HEADS: Final = 4


Heads = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Layer:
    """Attention and a feed-forward part; both add to what comes in."""

    asked: Linear
    out: Linear
    inner: Linear
    back: Linear

    def add(self, x: Floats) -> None:
        """Both parts, to the rows themselves."""
        self.look(x)
        self.think(x)

    def look(self, x: Floats, mask: Floats | None = None) -> None:
        """At each other; ``mask`` is added to how much each row looks at each."""
        asks, keys, values = _heads(self.asked(evened(x)), 3)
        x += self.out(stepped(_attention(asks, (keys, values), mask)))

    def think(self, x: Floats) -> None:
        """Each row for itself."""
        x += self.back(bent_steps(self.inner(evened(x))))


@dataclass(frozen=True, slots=True)
class Crossed:
    """Attention to the rows of another sequence."""

    asks: Linear
    told: Linear
    out: Linear

    def remember(self, rows: Whole) -> Heads:
        """Keys and values of the other sequence, from its rows in whole steps."""
        keys, values = _heads(self.told(rows), 2)
        return keys, values

    def add(self, x: Floats, memory: Heads) -> None:
        """What is found there, to the rows themselves."""
        (asks,) = _heads(self.asks(evened(x)), 1)
        x += self.out(stepped(_attention(asks, memory)))


def _heads(rows: Floats, parts: int) -> Floats:
    """Parts that stand side by side, each by heads."""
    length, size = rows.shape
    return rows.reshape(length, parts, HEADS, size // parts // HEADS).transpose(1, 2, 0, 3)


def _attention(asks: Floats, told: Heads, mask: Floats | None = None) -> Floats:
    """Of asking rows that are divided by the root of a head's size already."""
    keys, values = told
    seen = asks @ keys.transpose(0, 2, 1)
    if mask is not None:
        seen += mask
    seen -= np.maximum.reduce(seen, axis=2, keepdims=True)
    np.exp(seen, out=seen)
    found = seen @ values
    found /= np.add.reduce(seen, axis=2, keepdims=True)
    heads, length, size = found.shape
    return found.transpose(1, 0, 2).reshape(length, heads * size)


@dataclass(frozen=True, slots=True)
class Weights:
    """Arrays by name; a normalisation has a ``scale`` and a ``shift``, a bias ends in ``.b``."""

    arrays: Mapping[str, Floats]

    def layer(self, name: str) -> Layer:
        """Attention and what follows it."""
        asked = _shared(self.folded(f"{name}first.", f"{name}asked"))
        inner = self.folded(f"{name}second.", f"{name}in")
        return Layer(asked, self.plain(f"{name}out"), inner, self.plain(f"{name}back"))

    def crossed(self, name: str, memory: str) -> Crossed:
        """Attention to rows behind another normalisation."""
        asks = _shared(self.folded(f"{name}third.", f"{name}asks"))
        return Crossed(asks, self.folded(memory, f"{name}told"), self.plain(f"{name}found"))

    def plain(self, name: str) -> Linear:
        """Of rows as they are."""
        return Linear.of(self.arrays[name], self.arrays[f"{name}.b"])

    def folded(self, norm: str, name: str) -> Linear:
        """Of rows that are only divided by their spread."""
        shift: Floats = self.arrays[f"{norm}shift"] @ self.arrays[name]
        return Linear.of(self.scaled(norm, name), shift + self.arrays[f"{name}.b"])

    def scaled(self, norm: str, name: str) -> Floats:
        """With the normalisation's scale and without the rows' mean."""
        found: Floats = self.arrays[f"{norm}scale"][:, None] * self.arrays[name]
        found -= found.mean(axis=0)
        return found


def _shared(asked: Linear) -> Linear:
    """The first columns, which ask, divided by the root of a head's size."""
    size = len(asked.weights)
    asked.sizes[:size] /= (size / HEADS) ** 0.5
    asked.shift[:size] /= (size / HEADS) ** 0.5
    return asked
