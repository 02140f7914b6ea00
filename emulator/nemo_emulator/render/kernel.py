"""The compiled part of the renderer, where it was built; without it OpenCV does the same.

``kernel.c`` says what is computed. Both ways give the same pixels, give or take one level.
"""

import ctypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nemo_emulator.compiled import library

LIBRARY = Path(__file__).with_name("libkernel.so")
VERSION = 2
"""What ``kernel_version`` answers in the ``kernel.c`` beside this file."""

Bytes = NDArray[np.uint8]
Line = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sums:
    """What samples are sums of: ``first`` (n) source samples, ``weights`` (n, taps) in 1/16384.

    The number of taps is a multiple of four.
    """

    first: NDArray[np.int32]
    weights: NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Kernel:
    """Works on contiguous arrays; other threads run meanwhile."""

    library: ctypes.CDLL

    def resample(self, source: Bytes, target: Bytes, across: Line, down: Line) -> None:
        """Fill a plane: its pixel n lies at step * n + place of the source, bilinear.

        ``across`` and ``down`` are (step, place), in pixels of the source.
        """
        lines = (ctypes.c_double * 4)(across[1], across[0], down[1], down[0])
        done = self.library.kernel_resample(*_sized(source), *_sized(target), lines)
        _check_memory(done)

    def resize(self, rgb: Bytes, target: Bytes, across: Sums, down: Sums) -> None:
        """Fill ``target``, both (height, width, 3), with weighted sums of ``rgb``."""
        done = self.library.kernel_resize(
            *_sized(rgb), *_sized(target), *_summed(across), *_summed(down)
        )
        _check_memory(done)

    def mix(self, before: Bytes, after: Bytes, share: float, target: Bytes) -> None:
        """``before`` at share 0, ``after`` at 1, mixed evenly between; flat arrays."""
        self.library.kernel_mix(
            before.ctypes.data, after.ctypes.data, share, target.size, target.ctypes.data
        )

    def planes(self, rgb: Bytes, weights: NDArray[np.floating[Any]], target: Bytes) -> None:
        """Y, Cb, Cr of a picture (height, width, 3); ``weights`` are (3, 4), offsets last."""
        rows = np.ascontiguousarray(np.rint(weights * 65536), np.int32)
        self.library.kernel_planes(*_sized(rgb), rows.ctypes.data, target.ctypes.data)


def _sized(pixels: Bytes) -> tuple[int, int, int]:
    """Address, width, height."""
    return pixels.ctypes.data, pixels.shape[1], pixels.shape[0]


def _summed(sums: Sums) -> tuple[int, int, int]:
    return sums.first.ctypes.data, sums.weights.ctypes.data, sums.weights.shape[1]


def _check_memory(done: int) -> None:
    if not done:
        raise MemoryError("There is no memory for a row of pixels: close other programs.")


@cache
def kernel() -> Kernel | None:
    """The library beside this file; None without it, or with ``NEMO_KERNEL=off``."""
    found = library(LIBRARY, "kernel_version", VERSION)
    if found is None:
        return None
    pointer, integer, real = ctypes.c_void_p, ctypes.c_int32, ctypes.c_double
    plane = (pointer, integer, integer)
    found.kernel_resample.argtypes = (*plane, *plane, pointer)
    found.kernel_mix.argtypes = (pointer, pointer, real, ctypes.c_int64, pointer)
    found.kernel_resize.argtypes = (*plane, *plane, *(pointer, pointer, integer) * 2)
    found.kernel_planes.argtypes = (*plane, pointer, pointer)
    return Kernel(found)
