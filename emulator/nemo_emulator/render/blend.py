"""From one frame to another: what each transition shows when a share of it has passed."""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np

from nemo_emulator.render.frame import Frame, Plane
from nemo_emulator.render.mixing import Floats, colored, mix, mix_by, mix_plane
from nemo_emulator.render.orders import TURNINGS, Turning, turns
from nemo_emulator.render.shifts import Blend, cover, reveal, slide, squeeze, zoom_in

BLACK = "#000000"
_GREY = 128
_GREY_PHASE = 0.3
_LARGEST_BLOCK = 20
"""The squares of ``pixelize`` reach a twentieth of the shorter side."""


def blend(kind: str, before: Frame, after: Frame, share: float, target: Frame) -> None:
    """Fill ``target`` with the transition at ``share``: 0 is all ``before``, 1 all ``after``.

    All three are of one size; ``target`` is neither of the others.
    """
    BLENDS[kind](before, after, share, target)


def _through(color: str) -> Blend:
    """The first half goes to the colour, the second comes from it."""

    def through(before: Frame, after: Frame, share: float, target: Frame) -> None:
        between = colored(target.width, target.height, color)
        if share < 0.5:
            mix(before, between, 2 * share, target)
        else:
            mix(between, after, 2 * share - 1, target)

    return through


def _masked(turning: Turning) -> Blend:
    def masked(before: Frame, after: Frame, share: float, target: Frame) -> None:
        weights = turning.weights(_turns(turning, target.width, target.height), share)
        mix_by(before, after, weights, target)

    return masked


@lru_cache(maxsize=4)
def _turns(turning: Turning, width: int, height: int) -> Floats:
    return turns(turning, width, height)


def _cropped(reach: Callable[[Frame], Floats], power: int) -> Blend:
    """The old picture shrinks in a shape on black, the new one grows in it."""

    def crop(before: Frame, after: Frame, share: float, target: Frame) -> None:
        open_to = abs(1 - 2 * share) ** power
        edge = 0.02
        inside = np.clip((open_to * (1 + edge) - reach(target)) / edge, 0, 1).astype(np.float32)
        shown = before if share < 0.5 else after
        mix_by(colored(target.width, target.height, BLACK), shown, inside, target)

    return crop


def _circle(frame: Frame) -> Floats:
    return _turns(TURNINGS["circleopen"], frame.width, frame.height)


def _rectangle(frame: Frame) -> Floats:
    sides = (TURNINGS[kind] for kind in ("vertopen", "horzopen"))
    across, down = (_turns(side, frame.width, frame.height) for side in sides)
    return np.maximum(across, down)


def _through_grey(before: Frame, after: Frame, share: float, target: Frame) -> None:
    """Colours leave the old picture before they come into the new one."""
    mix(before, after, share, target)
    colors = max(0.0, 1 - share / _GREY_PHASE, 1 - (1 - share) / _GREY_PHASE)
    source = before if share < 0.5 else after
    for plane, own in zip(target.planes[1:], source.planes[1:], strict=True):
        cv2.addWeighted(own, colors, own, 0, _GREY * (1 - colors), dst=plane)


def _by_difference(weight: Callable[[Floats, float], Floats]) -> Blend:
    """``weight`` says how much of the new picture is seen where both differ by 0 to 1."""

    def by_difference(before: Frame, after: Frame, share: float, target: Frame) -> None:
        table = weight(np.linspace(0, 1, 256, dtype=np.float32), share).astype(np.float32)
        for old, new, into in zip(before.planes, after.planes, target.planes, strict=True):
            mix_plane(old, new, np.asarray(cv2.LUT(cv2.absdiff(old, new), table), np.float32), into)

    return by_difference


def _distance(before: Frame, after: Frame, share: float, target: Frame) -> None:
    """Where the pictures differ most the new one comes first; elsewhere they fade."""
    apart = _apart(before, after)
    weights = np.where(apart <= 1 - share, np.float32(share), np.float32(1))
    mix_by(before, after, weights, target)


def _apart(before: Frame, after: Frame) -> Floats:
    squares = np.zeros((before.height, before.width), np.float32)
    for old, new in zip(before.planes, after.planes, strict=True):
        apart = cv2.absdiff(old, new).astype(np.float32) / 255
        squares += cv2.resize(apart * apart, (before.width, before.height))
    return np.sqrt(squares)


def _blurred(before: Frame, after: Frame, share: float, target: Frame) -> None:
    """A fade that is smeared sideways, most of all in the middle."""
    mix(before, after, share, target)
    smear = 1 - abs(1 - 2 * share)
    for plane in target.planes:
        width = 1 + 2 * round(smear * plane.shape[1] / 4)
        cv2.blur(plane, (width, 1), dst=plane, borderType=cv2.BORDER_REPLICATE)


def _pixelized(before: Frame, after: Frame, share: float, target: Frame) -> None:
    """A fade in squares, largest in the middle."""
    mix(before, after, share, target)
    size = min(target.width, target.height) / _LARGEST_BLOCK * (1 - abs(1 - 2 * share))
    block = 2 * round(size)
    if block < 2:
        return
    for plane, per in zip(target.planes, (1, 2, 2), strict=True):
        plane[:] = _in_blocks(plane, block // per)


def _in_blocks(plane: Plane, block: int) -> Plane:
    """Each block its mean; those at the right and lower border may be cut."""
    height, width = plane.shape
    down, across = -(-height // block), -(-width // block)
    pads = (0, down * block - height, 0, across * block - width)
    padded = cv2.copyMakeBorder(plane, *pads, cv2.BORDER_REPLICATE)
    means = cv2.resize(padded, (across, down), interpolation=cv2.INTER_AREA)
    return np.asarray(means.repeat(block, 0).repeat(block, 1)[:height, :width], np.uint8)


_DIRECTIONS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_MOVES = {"slide": slide, "cover": cover, "reveal": reveal}

BLENDS: dict[str, Blend] = {
    "fade": mix,
    "fadeblack": _through(BLACK),
    "fadewhite": _through("#ffffff"),
    "fadegrays": _through_grey,
    "fadefast": _by_difference(lambda apart, share: 1 - (1 - share) ** (1 + np.log(1 + apart))),
    "fadeslow": _by_difference(lambda apart, share: 1 - (1 - share) ** (1 + np.log(2 - apart))),
    "distance": _distance,
    "hblur": _blurred,
    "pixelize": _pixelized,
    "circlecrop": _cropped(_circle, 3),
    "rectcrop": _cropped(_rectangle, 1),
    "squeezeh": squeeze(across=False),
    "squeezev": squeeze(across=True),
    "zoomin": zoom_in,
    **{kind: _masked(turning) for kind, turning in TURNINGS.items()},
    **{
        name + side: make(*direction)
        for name, make in _MOVES.items()
        for side, direction in _DIRECTIONS.items()
    },
}
