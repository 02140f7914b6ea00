"""When each place of the picture turns from the old to the new one, for every masked transition.

An order takes x and y (shares of the sides, from the top left) and the aspect, and gives the share
of the transition at which a place turns: 0 first, 1 last. The formulas are those of ffmpeg's xfade.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Order = Callable[[Floats, Floats, float], Floats]

_SLICES = 10
_GRAIN_SEED = 11


@dataclass(frozen=True, slots=True)
class Turning:
    """An order, and over which share of the whole a place turns; ``eased`` starts and ends slow."""

    order: Order
    softness: float = 0.03
    eased: bool = False

    def weights(self, turns: Floats, share: float) -> Floats:
        """How much of the new picture each place shows, 0 to 1, by when it turns."""
        passed = np.float32(share * (1 + self.softness))
        part: Floats = np.clip((passed - turns) * np.float32(1 / self.softness), 0, 1)
        return np.asarray(part * part * (3 - 2 * part)) if self.eased else part


def turns(turning: Turning, width: int, height: int) -> Floats:
    """The order of every pixel, shape (height, width)."""
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    order = turning.order(x, y, width / height)
    return np.ascontiguousarray(np.broadcast_to(order, (height, width)), np.float32)


def _radius(x: Floats, y: Floats, aspect: float) -> Floats:
    """A circle on the screen, 1 in the corners."""
    across, down = (x - 0.5) * aspect, y - 0.5
    return np.asarray(np.hypot(across, down) / np.hypot(0.5 * aspect, 0.5), np.float32)


def _clock(x: Floats, y: Floats, aspect: float) -> Floats:
    """Clockwise from twelve."""
    angle = np.arctan2((x - 0.5) * aspect, y - 0.5)
    return np.asarray((np.pi - angle) / (2 * np.pi), np.float32)


def _slices(along: Floats) -> Floats:
    """Ten blinds that open one after the other; ``along`` is 0 where it begins."""
    part = np.mod(_SLICES * along, 1)
    # Where the smoothstep of xfade reaches the place within the blind.
    reached = 0.5 - np.sin(np.arcsin(1 - 2 * part) / 3)
    return np.asarray((along + 0.5 * reached) / 1.5, np.float32)


def _grain(shape: tuple[int, ...]) -> Floats:
    return np.random.default_rng(_GRAIN_SEED).random(shape, np.float32)


def _speckle(x: Floats, y: Floats, _aspect: float) -> Floats:
    """Dots of two pixels, so that colour and brightness turn together."""
    dots = _grain((-(-y.shape[0] // 2), -(-x.shape[1] // 2)))
    return dots.repeat(2, 0).repeat(2, 1)[: y.shape[0], : x.shape[1]]


def _blown(x: Floats, y: Floats, *, along: Floats) -> Floats:
    """Every line is blown away at a speed of its own; ``along`` is 0 where it begins."""
    lines = (y.shape[0], 1) if along.shape[0] == 1 else (1, x.shape[1])
    return np.asarray(0.8 * along + 0.2 * _grain(lines), np.float32)


_SOFT = 0.5

TURNINGS: dict[str, Turning] = {
    "wipeleft": Turning(lambda x, _y, _a: 1 - x),
    "wiperight": Turning(lambda x, _y, _a: x),
    "wipeup": Turning(lambda _x, y, _a: 1 - y),
    "wipedown": Turning(lambda _x, y, _a: y),
    "wipetl": Turning(lambda x, y, _a: 1 - np.maximum(x, y)),
    "wipetr": Turning(lambda x, y, _a: 1 - np.maximum(1 - x, y)),
    "wipebl": Turning(lambda x, y, _a: 1 - np.maximum(x, 1 - y)),
    "wipebr": Turning(lambda x, y, _a: 1 - np.maximum(1 - x, 1 - y)),
    "smoothleft": Turning(lambda x, _y, _a: 1 - x, 1.0, eased=True),
    "smoothright": Turning(lambda x, _y, _a: x, 1.0, eased=True),
    "smoothup": Turning(lambda _x, y, _a: 1 - y, 1.0, eased=True),
    "smoothdown": Turning(lambda _x, y, _a: y, 1.0, eased=True),
    "diagtl": Turning(lambda x, y, _a: 1 - x * y, 1.0, eased=True),
    "diagtr": Turning(lambda x, y, _a: 1 - (1 - x) * y, 1.0, eased=True),
    "diagbl": Turning(lambda x, y, _a: 1 - x * (1 - y), 1.0, eased=True),
    "diagbr": Turning(lambda x, y, _a: 1 - (1 - x) * (1 - y), 1.0, eased=True),
    "circleopen": Turning(_radius),
    "circleclose": Turning(lambda x, y, a: 1 - _radius(x, y, a)),
    "vertopen": Turning(lambda x, _y, _a: np.abs(2 * x - 1), _SOFT, eased=True),
    "vertclose": Turning(lambda x, _y, _a: 1 - np.abs(2 * x - 1), _SOFT, eased=True),
    "horzopen": Turning(lambda _x, y, _a: np.abs(2 * y - 1), _SOFT, eased=True),
    "horzclose": Turning(lambda _x, y, _a: 1 - np.abs(2 * y - 1), _SOFT, eased=True),
    "radial": Turning(_clock, 0.13, eased=True),
    "dissolve": Turning(_speckle),
    "hlslice": Turning(lambda x, _y, _a: _slices(1 - x), 0.01),
    "hrslice": Turning(lambda x, _y, _a: _slices(x), 0.01),
    "vuslice": Turning(lambda _x, y, _a: _slices(1 - y), 0.01),
    "vdslice": Turning(lambda _x, y, _a: _slices(y), 0.01),
    "hlwind": Turning(lambda x, y, _a: _blown(x, y, along=1 - x), 0.2, eased=True),
    "hrwind": Turning(lambda x, y, _a: _blown(x, y, along=x), 0.2, eased=True),
    "vuwind": Turning(lambda x, y, _a: _blown(x, y, along=1 - y), 0.2, eased=True),
    "vdwind": Turning(lambda x, y, _a: _blown(x, y, along=y), 0.2, eased=True),
}
