"""Looks applied to frames: colours once for each picture, vignette and grain on what is shown."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from nemo_emulator.render.frame import Frame, Plane
from nemo_emulator.render.looks import NEUTRAL, PLAIN, Grade

Floats = NDArray[np.floating[Any]]

BLACK, RANGE, GREY = 16, 219, 128
MOST_BLUR = 0.02
_GLOW_BLUR = 0.015
_GRAIN_LEVELS = 28.0
_GRAIN_ROOM = 64


@dataclass(frozen=True, slots=True)
class Grading:
    """Changes the colours of a frame in place."""

    grade: Grade
    _luma: Plane = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_luma", _curve(self.grade))

    def apply(self, frame: Frame) -> None:
        """Blur and glow, then the curve of Y, then saturation and tints."""
        if self.grade.blur:
            _blur(frame, self.grade.blur * MOST_BLUR)
        if self.grade.glow:
            _glow(frame, self.grade.glow)
        y, u, v = frame.planes
        if self._colors_change:
            brightness = np.empty_like(u)
            cv2.resize(y, u.shape[::-1], dst=brightness, interpolation=cv2.INTER_AREA)
            self._color(u, brightness, 0)
            self._color(v, brightness, 1)
        cv2.LUT(y, self._luma, dst=y)

    @property
    def _colors_change(self) -> bool:
        grade = self.grade
        tinted = (grade.shadows, grade.highlights) != (NEUTRAL, NEUTRAL)
        return tinted or grade.saturation * grade.contrast != 1

    def _color(self, plane: Plane, brightness: Plane, channel: int) -> None:
        """Further from grey or nearer to it, and towards the tint of its brightness."""
        factor = self.grade.saturation * self.grade.contrast
        spread = (np.arange(256) - GREY) * factor + GREY
        share = np.clip((np.arange(256) - BLACK) / RANGE, 0, 1)
        dark, light = self.grade.shadows[channel], self.grade.highlights[channel]
        tint = (dark * (1 - share) + light * share).astype(np.float32)
        colored = cv2.LUT(plane, spread.astype(np.float32)) + cv2.LUT(brightness, tint)
        plane[:] = np.clip(np.rint(colored), BLACK, 240)


def _curve(grade: Grade) -> Plane:
    """Brighter without clipping, steeper around the middle, black lifted."""
    x = np.clip((np.arange(256) - BLACK) / RANGE, 0, 1)
    bright = x * grade.brightness if grade.brightness <= 1 else 1 - (1 - x) ** grade.brightness
    steep = 0.5 + (bright - 0.5) * grade.contrast
    lifted = grade.lift + np.clip(steep, 0, 1) * (1 - grade.lift)
    return np.rint(BLACK + RANGE * lifted).astype(np.uint8)


def _blur(frame: Frame, share: float) -> None:
    for plane, per in zip(frame.planes, (1, 2, 2), strict=True):
        cv2.GaussianBlur(plane, (0, 0), max(0.3, share * frame.width / per), dst=plane)


def _glow(frame: Frame, share: float) -> None:
    """Lighten by a blurred copy, as light spreads in a soft lens."""
    y = frame.planes[0]
    soft = cv2.GaussianBlur(y, (0, 0), _GLOW_BLUR * frame.width)
    light, own = (np.clip((p.astype(np.float32) - BLACK) / RANGE, 0, 1) for p in (soft, y))
    shining = 1 - (1 - own) * (1 - light)
    y[:] = np.rint(BLACK + RANGE * (own * (1 - share) + shining * share))


def changes_colors(grade: Grade) -> bool:
    """A picture has to be graded, beyond vignette and grain."""
    return (
        Grade(
            brightness=grade.brightness,
            contrast=grade.contrast,
            saturation=grade.saturation,
            lift=grade.lift,
            shadows=grade.shadows,
            highlights=grade.highlights,
            blur=grade.blur,
            glow=grade.glow,
        )
        != PLAIN
    )


def finish(frame: Frame, grade: Grade, number: int) -> None:
    """Vignette, and grain that differs from frame to frame."""
    if grade.vignette:
        _darken_corners(frame, grade.vignette)
    if grade.grain:
        _add_grain(frame, grade.grain, number)


def _darken_corners(frame: Frame, share: float) -> None:
    weights = _vignette(frame.width, frame.height, share)
    for plane, weight, level in zip(frame.planes, weights, (BLACK, GREY, GREY), strict=True):
        ground = np.full_like(plane, level)
        cv2.blendLinear(plane, ground, weight, 1 - weight, dst=plane)


@lru_cache(maxsize=4)
def _vignette(width: int, height: int, share: float) -> tuple[Floats, Floats, Floats]:
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    far = np.clip((np.hypot(x, y) - 0.45) / 0.95, 0, 1)
    weight = np.ascontiguousarray(1 - share * far**2 * (3 - 2 * far))
    small: Floats = np.empty((height // 2, width // 2), np.float32)
    cv2.resize(weight, small.shape[::-1], dst=small, interpolation=cv2.INTER_AREA)
    return weight, small, small


def _add_grain(frame: Frame, share: float, number: int) -> None:
    up, down = _noise(frame.width, frame.height, share)
    # Steps that visit the whole room before they come back.
    left, top = (number * 37) % _GRAIN_ROOM, (number * 23) % _GRAIN_ROOM
    part = np.s_[top : top + frame.height, left : left + frame.width]
    y = frame.planes[0]
    cv2.add(y, up[part], dst=y)
    cv2.subtract(y, down[part], dst=y)


@lru_cache(maxsize=2)
def _noise(width: int, height: int, share: float) -> tuple[Plane, Plane]:
    size = (height + _GRAIN_ROOM, width + _GRAIN_ROOM)
    noise = np.random.default_rng(7).standard_normal(size, dtype=np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), 0.7) * (2.2 * share * _GRAIN_LEVELS)
    up, down = (np.clip(side, 0, 60).astype(np.uint8) for side in (soft, -soft))
    return up, down
