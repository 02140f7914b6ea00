"""Layers of attention as they are written down, in double precision, and weights to try them."""

from typing import Final

import numpy as np

from nemo_emulator.neural.exact import Floats
from nemo_emulator.neural.layers import Weights

SIZE, INNER, HEADS = 32, 48, 4
# What rounding to whole steps and whole weights may make of a row.
ROUNDED: Final = 0.03


def weights(seed: int) -> Weights:
    """Of a layer ``a.`` that is also crossed with what stands behind ``seen.``."""
    chance = np.random.default_rng(seed)
    shapes = {
        "a.asked": (SIZE, 3 * SIZE),
        "a.asks": (SIZE, SIZE),
        "a.back": (INNER, SIZE),
        "a.found": (SIZE, SIZE),
        "a.in": (SIZE, INNER),
        "a.out": (SIZE, SIZE),
        "a.told": (SIZE, 2 * SIZE),
    }
    arrays = {name: chance.normal(0.05, shape[0] ** -0.5, shape) for name, shape in shapes.items()}
    arrays |= {f"{name}.b": chance.normal(0, 0.5, shape[1]) for name, shape in shapes.items()}
    for norm in ("a.first.", "a.second.", "a.third.", "seen."):
        arrays[f"{norm}scale"] = chance.normal(1, 0.3, SIZE)
        arrays[f"{norm}shift"] = chance.normal(0, 0.3, SIZE)
    return Weights(arrays)


def rows(seed: int, count: int) -> Floats:
    """Whose mean and spread are not one."""
    return np.random.default_rng(seed).normal(2, 3, (count, SIZE))


def through(w: Weights, norm: str, name: str, x: Floats) -> Floats:
    """A normalisation and a product, as they are written."""
    spread = np.sqrt(x.var(axis=1, keepdims=True) + 1e-5)
    even = (x - x.mean(axis=1, keepdims=True)) / spread
    plain = even * w.arrays[f"{norm}scale"] + w.arrays[f"{norm}shift"]
    found: Floats = plain @ w.arrays[name] + w.arrays[f"{name}.b"]
    return found


def attended(asks: Floats, keys: Floats, values: Floats, mask: Floats) -> Floats:
    """Head by head, row by row."""
    found = np.zeros(asks.shape)
    width = asks.shape[1] // HEADS
    for head in range(HEADS):
        part = slice(head * width, (head + 1) * width)
        for n, ask in enumerate(asks[:, part]):
            odds = np.exp(keys[:, part] @ ask / width**0.5 + mask[n])
            found[n, part] = odds @ values[:, part] / odds.sum()
    return found


def looked(w: Weights, name: str, x: Floats, mask: Floats) -> Floats:
    """Rows that looked at each other."""
    asks, keys, values = np.split(through(w, f"{name}first.", f"{name}asked", x), 3, axis=1)
    found: Floats = attended(asks, keys, values, mask) @ w.arrays[f"{name}out"]
    return x + found + w.arrays[f"{name}out.b"]


def thought(w: Weights, name: str, x: Floats) -> Floats:
    """Rows that thought for themselves."""
    inner = through(w, f"{name}second.", f"{name}in", x)
    bent = inner / 2 * (1 + np.tanh((2 / np.pi) ** 0.5 * (inner + 0.044715 * inner**3)))
    found: Floats = x + bent @ w.arrays[f"{name}back"] + w.arrays[f"{name}back.b"]
    return found


def reminded(w: Weights, name: str, x: Floats, told: Floats) -> Floats:
    """Rows that looked at those of another sequence."""
    keys, values = np.split(through(w, "seen.", f"{name}told", told), 2, axis=1)
    asks = through(w, f"{name}third.", f"{name}asks", x)
    found: Floats = attended(asks, keys, values, np.zeros((len(x), len(told))))
    return x + found @ w.arrays[f"{name}found"] + w.arrays[f"{name}found.b"]
