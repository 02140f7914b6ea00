"""From one frame to another: what each transition shows when a share of it has passed."""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from nemo_emulator.render.frame import Frame, Plane, halved
from nemo_emulator.render.kernel import kernel

Floats = NDArray[np.float32]
Blend = Callable[[Frame, Frame, float, Frame], None]
Order = Callable[[Floats, Floats, float], Floats]

# The border of a wipe is soft over this share of the picture's side.
SOFTNESS = 0.03


def blend(kind: str, before: Frame, after: Frame, share: float, target: Frame) -> None:
    """Fill ``target`` with the transition at ``share``: 0 is all ``before``, 1 all ``after``.

    All three are of one size; ``target`` is neither of the others.
    """
    BLENDS[kind](before, after, share, target)


def _fade(before: Frame, after: Frame, share: float, target: Frame) -> None:
    if compiled := kernel():
        compiled.mix(before.data, after.data, share, target.data)
    else:
        cv2.addWeighted(after.data, share, before.data, 1 - share, 0, dst=target.data)


def _through(color: str) -> Blend:
    """The first half goes to the colour, the second comes from it."""

    def through(before: Frame, after: Frame, share: float, target: Frame) -> None:
        between = _colored(target.width, target.height, color)
        if share < 0.5:
            _fade(before, between, 2 * share, target)
        else:
            _fade(between, after, 2 * share - 1, target)

    return through


@lru_cache(maxsize=4)
def _colored(width: int, height: int, color: str) -> Frame:
    return Frame.of_color(width, height, color)


def _masked(order: Order) -> Blend:
    """``order(x, y, aspect)`` says when each place turns, 0 to 1; x and y are shares of sides."""

    def masked(before: Frame, after: Frame, share: float, target: Frame) -> None:
        turns = _turns(order, target.width, target.height)
        passed = share * (1 + SOFTNESS)
        mask = np.clip((passed - turns) * (255 / SOFTNESS), 0, 255).astype(np.uint8)
        small = halved(mask)
        planes = zip(before.planes, after.planes, (mask, small, small), target.planes, strict=True)
        for plane in planes:
            _mix(*plane)

    return masked


@lru_cache(maxsize=8)
def _turns(order: Order, width: int, height: int) -> Floats:
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    return np.ascontiguousarray(np.broadcast_to(order(x, y, width / height), (height, width)))


def _mix(before: Plane, after: Plane, mask: Plane, target: Plane) -> None:
    weight = mask.astype(np.float32) / 255
    cv2.blendLinear(after, before, weight, 1 - weight, dst=target)


def _slide(x: int, y: int) -> Blend:
    """The new picture pushes the old one out, in the direction given."""

    def slide(before: Frame, after: Frame, share: float, target: Frame) -> None:
        across = x * 2 * round(share * target.width / 2)
        down = y * 2 * round(share * target.height / 2)
        planes = zip(before.planes, after.planes, target.planes, (1, 2, 2), strict=True)
        for old, new, into, per in planes:
            _shift(old, into, across // per, down // per)
            _shift(new, into, across // per - x * into.shape[1], down // per - y * into.shape[0])

    return slide


def _shift(source: Plane, target: Plane, across: int, down: int) -> None:
    """Copy what of ``source``, moved, still lies within ``target``."""
    rows_to, rows_from = _overlap(down, target.shape[0])
    columns_to, columns_from = _overlap(across, target.shape[1])
    target[rows_to, columns_to] = source[rows_from, columns_from]


def _overlap(offset: int, length: int) -> tuple[slice, slice]:
    return (
        slice(max(0, offset), max(0, min(length, length + offset))),
        slice(max(0, -offset), max(0, min(length, length - offset))),
    )


def _radius(x: Floats, y: Floats, aspect: float) -> Floats:
    """A circle on the screen, 1 in the corners."""
    across, down = (x - 0.5) * aspect, y - 0.5
    return np.asarray(np.hypot(across, down) / np.hypot(0.5 * aspect, 0.5), np.float32)


BLENDS: dict[str, Blend] = {
    "fade": _fade,
    "fadeblack": _through("#000000"),
    "fadewhite": _through("#ffffff"),
    "wipeleft": _masked(lambda x, _y, _aspect: 1 - x),
    "wiperight": _masked(lambda x, _y, _aspect: x),
    "wipeup": _masked(lambda _x, y, _aspect: 1 - y),
    "wipedown": _masked(lambda _x, y, _aspect: y),
    "slideleft": _slide(-1, 0),
    "slideright": _slide(1, 0),
    "slideup": _slide(0, -1),
    "slidedown": _slide(0, 1),
    "circleopen": _masked(_radius),
    "circleclose": _masked(lambda x, y, aspect: 1 - _radius(x, y, aspect)),
}
