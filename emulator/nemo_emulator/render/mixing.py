"""Two frames become one: evenly, or by a weight for every pixel."""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from nemo_emulator.render.frame import Frame, Plane
from nemo_emulator.render.kernel import kernel

Floats = NDArray[np.floating[Any]]


def mix(before: Frame, after: Frame, share: float, target: Frame) -> None:
    """``before`` at 0, ``after`` at 1, an even mixture between."""
    if compiled := kernel():
        compiled.mix(before.data, after.data, share, target.data)
    else:
        cv2.addWeighted(after.data, share, before.data, 1 - share, 0, dst=target.data)


def mix_by(before: Frame, after: Frame, weights: Floats, target: Frame) -> None:
    """``weights`` (height, width) say how much of ``after`` each pixel is."""
    small = halved_weights(weights)
    planes = zip(before.planes, after.planes, (weights, small, small), target.planes, strict=True)
    for old, new, weight, into in planes:
        mix_plane(old, new, weight, into)


def halved_weights(weights: Floats) -> Floats:
    """For planes of half the size; each is the mean of four."""
    height, width = weights.shape
    small: Floats = np.empty((height // 2, width // 2), np.float32)
    cv2.resize(weights, (width // 2, height // 2), dst=small, interpolation=cv2.INTER_AREA)
    return small


def mix_plane(before: Plane, after: Plane, weight: Floats, target: Plane) -> None:
    """One plane by its weights."""
    cv2.blendLinear(after, before, weight, 1 - weight, dst=target)


@lru_cache(maxsize=4)
def colored(width: int, height: int, color: str) -> Frame:
    """A frame of one colour; not to be changed."""
    return Frame.of_color(width, height, color)
