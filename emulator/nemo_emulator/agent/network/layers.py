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
        asks, keys, values = np.split(self.asked(evened(x)), 3, axis=1)
        x += self.out(stepped(attention(asks, keys, values, mask)))

    def think(self, x: Floats) -> None:
        """Each row for itself."""
        x += self.back(bent_steps(self.inner(evened(x))))


@dataclass(frozen=True, slots=True)
class Crossed:
    """Attention to rows of another sequence."""

    asks: Linear
    told: Linear
    out: Linear

    def remember(self, rows: Whole) -> tuple[Floats, Floats]:
        """The keys and values of the other sequence, from its rows in whole steps."""
        keys, values = np.split(self.told(rows), 2, axis=1)
        return keys, values

    def add(self, x: Floats, memory: tuple[Floats, Floats]) -> None:
        """What is found there, to the rows themselves."""
        x += self.out(stepped(attention(self.asks(evened(x)), *memory)))


def attention(asks: Floats, keys: Floats, values: Floats, mask: Floats | None = None) -> Floats:
    """Of asking rows that are divided by the root of a head's size already."""
    seen = _heads(asks) @ _heads(keys).transpose(0, 2, 1)
    if mask is not None:
        seen += mask
    seen -= seen.max(axis=2, keepdims=True)
    np.exp(seen, out=seen)
    found = seen @ _heads(values)
    found /= seen.sum(axis=2, keepdims=True)
    return found.transpose(1, 0, 2).reshape(asks.shape)


def _heads(rows: Floats) -> Floats:
    return rows.reshape(len(rows), HEADS, -1).transpose(1, 0, 2)


@dataclass(frozen=True, slots=True)
class Weights:
    """The arrays by name; a normalisation has a ``scale`` and a ``shift``, a bias ends in ``.b``."""

    arrays: Mapping[str, Floats]

    def layer(self, name: str) -> Layer:
        """Attention and what follows it."""
        asked = self.folded(f"{name}first.", f"{name}asked")
        size = len(asked.weights)
        asked.sizes[:size] /= (size / HEADS) ** 0.5
        asked.shift[:size] /= (size / HEADS) ** 0.5
        inner = self.folded(f"{name}second.", f"{name}in")
        return Layer(asked, self.plain(f"{name}out"), inner, self.plain(f"{name}back"))

    def crossed(self, name: str, memory: str) -> Crossed:
        """Attention to rows behind another normalisation."""
        asks = self.folded(f"{name}third.", f"{name}asks")
        size = len(asks.weights)
        asks.sizes[:] /= (size / HEADS) ** 0.5
        asks.shift[:] /= (size / HEADS) ** 0.5
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
