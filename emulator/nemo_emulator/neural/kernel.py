"""The compiled part of the networks, where it was built for this processor; else NumPy does it.

``kernel.c`` says what is computed. Both ways round in the same places, so that they come to the
same verdicts.
"""

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from nemo_emulator.compiled import library

LIBRARY: Final = Path(__file__).with_name("libnetwork.so")
# What ``network_version`` answers in the ``kernel.c`` beside this file.
VERSION: Final = 1
# Matrices are filled up to so many columns.
COLUMNS: Final = 32
POINTER, INTEGER = ctypes.c_void_p, ctypes.c_int32
# Of any array, an empty one as well.
BEGINNING: Final = ctypes.c_char * 0
Array = npt.NDArray[Any]


class Matrix(ctypes.Structure):
    """A product of rows with whole numbers; it keeps the arrays that it points to."""

    _fields_ = (
        *((name, POINTER) for name in ("weights", "sizes", "shift")),
        *((name, INTEGER) for name in ("rows", "columns")),
    )
    rows: int
    columns: int

    @classmethod
    def of(cls, weights: Array, sizes: Array, shift: Array) -> "Matrix":
        """Of weights (rows, columns), an even number of rows, and what columns are scaled by."""
        rows, columns = weights.shape
        more = -columns % COLUMNS
        whole = np.pad(weights, ((0, 0), (0, more))).astype(np.int16)
        pairs = np.ascontiguousarray(whole.reshape(rows // 2, 2, -1, COLUMNS).transpose(2, 0, 3, 1))
        kept = (pairs, *(np.pad(part, (0, more)) for part in (sizes, shift)))
        made = cls(*(part.ctypes.data for part in kept), rows, columns)
        made.kept = kept
        return made


class Bend(ctypes.Structure):
    """A function of one number as a table, in whole steps and as it is; likewise."""

    _fields_ = (("steps", POINTER), ("values", POINTER), ("fine", INTEGER), ("reach", INTEGER))

    @classmethod
    def of(cls, steps: Array, values: Array, fine: int, reach: int) -> "Bend":
        """Values in steps of 1 / ``fine`` from -``reach`` to ``reach``."""
        kept = (steps.astype(np.int16), values)
        made = cls(*(part.ctypes.data for part in kept), fine, reach)
        made.kept = kept
        return made


MATRIX, BEND = ctypes.POINTER(Matrix), ctypes.POINTER(Bend)
CALLED: Final[Mapping[str, tuple[Any, ...]]] = MappingProxyType(
    {
        "network_product": (POINTER, INTEGER, MATRIX, POINTER),
        "network_evened": (POINTER, INTEGER, INTEGER, POINTER),
        "network_look": (POINTER, INTEGER, MATRIX, MATRIX, INTEGER, INTEGER),
        "network_cross": (POINTER, INTEGER, MATRIX, MATRIX, INTEGER, POINTER, INTEGER),
        "network_think": (POINTER, INTEGER, MATRIX, MATRIX, BEND),
        "network_read": (
            *(POINTER, INTEGER, INTEGER, POINTER),
            *(INTEGER, POINTER, BEND, POINTER),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Kernel:
    """Works on contiguous arrays; rows are whole numbers in single precision."""

    library: ctypes.CDLL

    def product(self, rows: Array, by: Matrix) -> Array:
        """Rows times a matrix."""
        found = np.empty((len(rows), by.columns))
        _check_memory(self.library.network_product(_at(rows), len(rows), by, _at(found)))
        return found

    def evened(self, x: Array) -> Array:
        """Rows divided by their spread, in whole steps."""
        found = np.empty(x.shape, np.float32)
        _check_memory(self.library.network_evened(_at(x), *x.shape, _at(found)))
        return found

    def look(self, x: Array, asked: Matrix, out: Matrix, heads: int, *, causal: bool) -> None:
        """What rows find at each other, or at those before them only, is added to them."""
        _check_memory(self.library.network_look(_at(x), len(x), asked, out, heads, causal))

    def cross(self, x: Array, asks: Matrix, out: Matrix, heads: int, told: Array) -> None:
        """What rows find at others is added to them; ``told`` are keys and values of those."""
        _check_memory(
            self.library.network_cross(_at(x), len(x), asks, out, heads, _at(told), len(told))
        )

    def think(self, x: Array, inner: Matrix, back: Matrix, bend: Bend) -> None:
        """What each row makes of itself is added to it."""
        _check_memory(self.library.network_think(_at(x), len(x), inner, back, bend))

    def read(self, seen: Array, answers: Array, says: Array, bend: Bend) -> Array:
        """What each label makes of ``answers``, looking at rows as ``seen`` says, which is used."""
        found = np.empty(seen.shape[1])
        done = self.library.network_read(
            *(_at(seen), *seen.shape, _at(answers), answers.shape[1]),
            *(_at(says), bend, _at(found)),
        )
        _check_memory(done)
        return found


def _at(array: Any) -> Any:
    """Where the numbers of a contiguous array lie; NumPy's own way takes three times as long."""
    return ctypes.byref(BEGINNING.from_buffer(array))


def _check_memory(done: int) -> None:
    if not done:
        raise MemoryError("There is no memory to read a message: close other programs.")


@cache
def kernel() -> Kernel | None:
    """The library beside this file; None without it, or with ``NEMO_KERNEL=off``.

    Also where its plain loops would be slower than NumPy.
    """
    found = opened(LIBRARY)
    return found if found and found.library.network_way() else None


def opened(path: Path) -> Kernel | None:
    """The library of a file, likewise, however fast it is."""
    found = library(path, "network_version", VERSION)
    if found is None:
        return None
    for name, given in CALLED.items():
        getattr(found, name).argtypes = given
    return Kernel(found)
