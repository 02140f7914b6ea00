"""Pictures at another size by Lanczos' filter: Pillow's result, in a quarter of the time."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nemo_emulator.render.kernel import Sums, kernel

Size = tuple[int, int]
Box = tuple[float, float, float, float]
Reals = NDArray[np.float64]

BAND = 64
"""Rows."""
LOBES = 3
ONE = 16384
"""A weight of 1. A sum of a few dozen bytes times weights stays within 32 bits."""
MOST_SHRINK = 6.0
"""From here on Pillow first averages whole blocks, which is faster than any sum."""


def resized(image: Image.Image, size: Size, box: Box | None = None) -> Image.Image:
    """A box (left, top, right, bottom) of a picture, the whole of it by default, at ``size``."""
    box = box or (0, 0, image.width, image.height)
    shrink = max((box[2] - box[0]) / size[0], (box[3] - box[1]) / size[1])
    compiled = kernel()
    if compiled is None or image.mode != "RGB" or shrink >= MOST_SHRINK:
        return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    target = np.empty((size[1], size[0], 3), np.uint8)
    across = sums(image.width, size[0], box[0], box[2])
    down = sums(image.height, size[1], box[1], box[3])
    compiled.resize(pixels(image), target, across, down)
    return Image.fromarray(target)


def pixels(image: Image.Image) -> NDArray[np.uint8]:
    """A picture as an array (height, width, 3).

    Band by band: Pillow makes two copies on the way, which so stay small enough for the cache.
    """
    whole = np.empty((image.height, image.width, 3), np.uint8)
    for top in range(0, image.height, BAND):
        band = image.crop((0, top, image.width, min(top + BAND, image.height)))
        whole[top : top + BAND] = np.asarray(band)
    return whole


@lru_cache(maxsize=16)
def sums(source: int, target: int, start: float, end: float) -> Sums:
    """For each of ``target`` samples the first sample and the weights of what it is the sum of."""
    scale = (end - start) / target
    reach = LOBES * max(1.0, scale)
    centres = start + (np.arange(target) + 0.5) * scale
    first = np.maximum(0, (centres - reach + 0.5).astype(np.int64))
    last = np.minimum(source, (centres + reach + 0.5).astype(np.int64))
    taps = -4 * (-int((last - first).max()) // 4)
    places = first[:, None] + np.arange(taps)
    weights = _lanczos((places - centres[:, None] + 0.5) / max(1.0, scale))
    weights[places >= last[:, None]] = 0
    return Sums(first.astype(np.int32), _whole(weights / weights.sum(axis=1, keepdims=True)))


def _lanczos(x: Reals) -> Reals:
    return np.where(np.abs(x) < LOBES, np.sinc(x) * np.sinc(x / LOBES), 0.0)


def _whole(weights: Reals) -> NDArray[np.int16]:
    """In 1/16384; what rounding leaves over goes to the largest, so that white stays white."""
    rounded = np.rint(weights * ONE).astype(np.int64)
    rows = np.arange(len(rounded))
    rounded[rows, rounded.argmax(axis=1)] += ONE - rounded.sum(axis=1)
    return np.ascontiguousarray(rounded, np.int16)
