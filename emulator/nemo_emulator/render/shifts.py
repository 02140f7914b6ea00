"""Transitions in which the pictures themselves move: pushed, covered, squeezed, flown into."""

import math
from collections.abc import Callable

import cv2
import numpy as np

from nemo_emulator.render.frame import Frame, Plane, copy
from nemo_emulator.render.mixing import mix
from nemo_emulator.render.motions import View
from nemo_emulator.render.warp import show

Blend = Callable[[Frame, Frame, float, Frame], None]

# At the end of a flight so much of the old picture fills the frame.
_CLOSEST = 1 / 40


def slide(x: int, y: int) -> Blend:
    """The new picture pushes the old one out, in the direction given."""

    def push(before: Frame, after: Frame, share: float, target: Frame) -> None:
        _lay(before, target, (x * share, y * share))
        _lay(after, target, (x * (share - 1), y * (share - 1)))

    return push


def cover(x: int, y: int) -> Blend:
    """The new picture comes over the old one, which stays."""

    def come(before: Frame, after: Frame, share: float, target: Frame) -> None:
        copy(before, target)
        _lay(after, target, (x * (share - 1), y * (share - 1)))

    return come


def reveal(x: int, y: int) -> Blend:
    """The old picture goes, and the new one was there all the time."""

    def leave(before: Frame, after: Frame, share: float, target: Frame) -> None:
        copy(after, target)
        _lay(before, target, (x * share, y * share))

    return leave


def _lay(source: Frame, target: Frame, by: tuple[float, float]) -> None:
    """Copy what of ``source``, moved by shares of its sides, still lies within ``target``."""
    across, down = (
        2 * round(b * n / 2) for b, n in zip(by, (target.width, target.height), strict=True)
    )
    for plane, into, per in zip(source.planes, target.planes, (1, 2, 2), strict=True):
        _shift(plane, into, across // per, down // per)


def _shift(source: Plane, target: Plane, across: int, down: int) -> None:
    rows_to, rows_from = _overlap(down, target.shape[0])
    columns_to, columns_from = _overlap(across, target.shape[1])
    target[rows_to, columns_to] = source[rows_from, columns_from]


def _overlap(offset: int, length: int) -> tuple[slice, slice]:
    return (
        slice(max(0, offset), max(0, min(length, length + offset))),
        slice(max(0, -offset), max(0, min(length, length - offset))),
    )


def squeeze(*, across: bool) -> Blend:
    """The old picture becomes a line in the middle, over the new one."""

    def press(before: Frame, after: Frame, share: float, target: Frame) -> None:
        copy(after, target)
        length = target.width if across else target.height
        # Even, so that the planes of colour have whole pixels too.
        start = 2 * math.ceil(share * length / 4)
        if 2 * start < length:
            for plane, into, per in zip(before.planes, target.planes, (1, 2, 2), strict=True):
                _press(plane, into, start // per, across=across)

    return press


def _press(source: Plane, target: Plane, start: int, *, across: bool) -> None:
    height, width = target.shape
    part = np.s_[:, start : width - start] if across else np.s_[start : height - start, :]
    rows, columns = target[part].shape
    target[part] = cv2.resize(source, (columns, rows), interpolation=cv2.INTER_AREA)


def zoom_in(before: Frame, after: Frame, share: float, target: Frame) -> None:
    """A flight into the old picture, from whose end the new one appears."""
    flown = min(1.0, 2 * share)
    seen = max(_CLOSEST, 1 - flown * flown * (3 - 2 * flown))
    close = Frame.empty(target.width, target.height)
    show(before, View(zoom=1 / seen), close)
    coming = min(1.0, max(0.0, 2 * share - 1))
    mix(close, after, coming * coming * (3 - 2 * coming), target)
