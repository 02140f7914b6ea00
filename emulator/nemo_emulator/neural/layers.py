"""Layers of attention, from the arrays of a file (Vaswani et al., Attention Is All You Need, 2017).

Each part stands behind a normalisation whose scale and shift are folded into its weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from nemo_emulator.neural.exact import (
    BEND,
    Floats,
    Linear,
    Whole,
    bent,
    bent_steps,
    evened,
    stepped,
    times,
)
from nemo_emulator.neural.kernel import kernel

HEADS: Final = 4
# What is added to a look that is not allowed.
NEVER: Final = -1e4


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

    def look(self, x: Floats, *, causal: bool = False) -> None:
        """At each other, or ``causal``: only at those before."""
        if compiled := kernel():
            compiled.look(x, self.asked.matrix, self.out.matrix, HEADS, causal=causal)
            return
        mask = np.triu(np.full((len(x), len(x)), NEVER), 1) if causal else None
        asks, keys, values = _heads(self.asked(evened(x)), 3)
        x += self.out(stepped(_attention(asks, keys, values, mask)))

    def think(self, x: Floats) -> None:
        """Each row for itself."""
        if compiled := kernel():
            compiled.think(x, self.inner.matrix, self.back.matrix, BEND)
        else:
            x += self.back(bent_steps(self.inner(evened(x))))


@dataclass(frozen=True, slots=True)
class Crossed:
    """Attention to the rows of another sequence, whose keys and values are ``told``."""

    asks: Linear
    told: Linear
    out: Linear

    def add(self, x: Floats, told: Floats) -> None:
        """What is found there, to the rows themselves."""
        if compiled := kernel():
            compiled.cross(x, self.asks.matrix, self.out.matrix, HEADS, told)
            return
        (asks,) = _heads(self.asks(evened(x)), 1)
        keys, values = _heads(told, 2)
        x += self.out(stepped(_attention(asks, keys, values)))


@dataclass(frozen=True, slots=True)
class Labels:
    """What each label asks of rows, and what their answers say for it."""

    asks: Linear
    says: Floats

    def read(self, rows: Whole, answers: Floats) -> Floats:
        """How much speaks for each label."""
        seen = self.asks(rows)
        if compiled := kernel():
            return compiled.read(seen, answers, self.says, BEND)
        seen -= np.maximum.reduce(seen, axis=0)
        np.exp(seen, out=seen)
        seen /= np.add.reduce(seen, axis=0)
        found: Floats = np.einsum("ij,ij->i", bent(times(seen.T, answers)), self.says)
        return found


def _heads(rows: Floats, parts: int) -> Floats:
    """Parts that stand side by side, each by heads."""
    length, size = rows.shape
    return rows.reshape(length, parts, HEADS, size // parts // HEADS).transpose(1, 2, 0, 3)


def _attention(asks: Floats, keys: Floats, values: Floats, mask: Floats | None = None) -> Floats:
    """Of asking rows that are divided by the root of a head's size already."""
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
