"""Products of whole numbers, which come out the same on every processor.

What goes in is rounded to whole steps and weights are whole numbers, so sums below 2 ** 24 are
exact in whatever order they are added, and single precision does twice as many at a time as double.
Where it was built, ``kernel.c`` does the same.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nemo_emulator.neural.kernel import Bend, Matrix, kernel

# Steps to one, a power of two, and the largest weight: sums stay below 2 ** 24.
STEPS: Final = 128
LARGEST: Final = 1023
# What is found is held to so many steps.
FARTHEST: Final = 16383
# Keeps from dividing by no spread, as networks are taught.
SMALL: Final = 1e-5
# So many products OpenBLAS does on one thread.
ALONE: Final = 260_000
# The tanh in GELU as its authors approximate it, and how large its argument is let grow.
SLOPE, CURVE, MOST = 2 * (2 / np.pi) ** 0.5, 0.044715, 700.0
# GELU is looked up in steps of 1 / FINE, from -REACH to REACH.
FINE, REACH = 512, 64
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """Rows times ``weights``, columns times ``sizes``, ``shift`` added."""

    weights: Whole
    sizes: Floats
    shift: Floats

    @classmethod
    def of(cls, weights: Floats, shift: Floats) -> "Linear":
        """With weights rounded to whole parts of each column's largest."""
        sizes = np.abs(weights).max(axis=0) / LARGEST
        whole = np.rint(weights / sizes).astype(np.float32)
        return cls(np.ascontiguousarray(whole), sizes / STEPS, shift)

    def __call__(self, rows: Whole) -> Floats:
        """Of rows in whole steps."""
        if compiled := kernel():
            return compiled.product(rows, self.matrix)
        found: Floats = times(rows, self.weights) * self.sizes
        found += self.shift
        return found

    @cached_property
    def matrix(self) -> Matrix:
        """As the compiled kernel wants it."""
        return Matrix.of(self.weights, self.sizes, self.shift)


def stepped(x: Floats) -> Whole:
    """Rows in whole steps."""
    found = x * STEPS
    np.rint(found, out=found)
    np.minimum(found, FARTHEST, out=found)
    np.maximum(found, -FARTHEST, out=found)
    return found.astype(np.float32)


def evened(x: Floats) -> Whole:
    """Rows divided by their spread, in whole steps; their mean is left to the weights."""
    if compiled := kernel():
        return compiled.evened(x)
    size = x.shape[1]
    mean = np.add.reduce(x, axis=1) / size
    spread = np.sqrt(np.einsum("ij,ij->i", x, x) / size - mean * mean + SMALL)
    found: Floats = x * (STEPS / spread)[:, None]
    np.rint(found, out=found)
    return found.astype(np.float32)


def times(x: npt.NDArray[Any], w: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Their product, in parts for which no library wakes other threads: they cost more here."""
    width = w.shape[1]
    parts = -(-x.size * width // ALONE)
    columns = -(-width // max(1, parts))
    found = np.empty((len(x), width), x.dtype)
    for n in range(0, width, columns):
        np.matmul(x, w[:, n : n + columns], out=found[:, n : n + columns])
    return found


def bent(x: Floats) -> Floats:
    """GELU, as its authors approximate it (Hendrycks and Gimpel, 2016), by a table."""
    return _GELU.take(_places(x), mode="clip")


def bent_steps(x: Floats) -> Whole:
    """The same in whole steps."""
    return _GELU_STEPS.take(_places(x), mode="clip")


def _places(x: Floats) -> npt.NDArray[np.intp]:
    """Where they stand in the table; those beyond its ends are beyond its places, too."""
    found = x * FINE
    found += REACH * FINE + 0.5
    return found.astype(np.intp)


def _gelu(x: Floats) -> Floats:
    """Its tanh by an exp."""
    found: Floats = x / (1 + np.exp(np.minimum(-SLOPE * x * (1 + CURVE * x * x), MOST)))
    return found


_GELU: Final = _gelu(np.arange(-REACH * FINE, REACH * FINE + 1) / FINE)
_GELU_STEPS: Final = stepped(_GELU)
# The same for the compiled kernel.
BEND: Final = Bend.of(_GELU_STEPS, _GELU, FINE, REACH)
