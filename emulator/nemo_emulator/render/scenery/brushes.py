"""Brushes of the drawn scenes: they work on float32 pictures (height, width, 3), 0 to 1, sRGB."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from nemo_emulator.render.frame import Plane

Floats = NDArray[np.floating[Any]]
Chance = np.random.Generator
Stops = Sequence[tuple[float, str]]

_SMOOTH = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_POINT_BITS = 4


@dataclass(frozen=True, slots=True)
class Board:
    """What is painted on, in pixels."""

    width: int
    height: int

    @property
    def aspect(self) -> float:
        return self.width / self.height

    def shrunk(self, per: int) -> "Board":
        """For what is soft: drawn small and grown afterwards."""
        return Board(max(2, self.width // per), max(2, self.height // per))

    def empty(self) -> Floats:
        """Black."""
        return np.zeros((self.height, self.width, 3), np.float32)

    def across(self) -> Floats:
        """x of every column, 0 to the aspect; so a unit is the height, as in y."""
        return np.linspace(0, self.aspect, self.width, dtype=np.float32)[None, :]

    def down(self) -> Floats:
        """y of every row, 0 to 1."""
        return np.linspace(0, 1, self.height, dtype=np.float32)[:, None]


@dataclass(frozen=True, slots=True)
class Moment:
    """When: seconds since the scene began, and the share of its length that has passed."""

    seconds: float
    share: float


class Painter(Protocol):
    """A scene on a board; the same moment always looks the same."""

    def paint(self, moment: Moment) -> Plane:
        """The picture of a moment, 8 bit sRGB (height, width, 3)."""
        ...


def shade(color: str) -> Floats:
    """A colour ``#rrggbb`` as three shares."""
    return np.frombuffer(bytes.fromhex(color[1:]), np.uint8).astype(np.float32) / 255


def ramp(stops: Stops, at: Floats) -> Floats:
    """The colours between ``stops`` (place, colour) at places; adds an axis of 3."""
    places = [place for place, _ in stops]
    colors = np.stack([shade(color) for _, color in stops])
    channels = [np.interp(at, places, colors[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def blended(early: Stops, late: Stops, share: float) -> Stops:
    """Between two ramps with the same places."""
    pairs = zip(early, late, strict=True)
    return [(place, _between(one, other, share)) for (place, one), (_, other) in pairs]


def _between(one: str, other: str, share: float) -> str:
    mixed = np.rint(255 * (shade(one) * (1 - share) + shade(other) * share)).astype(np.uint8)
    return f"#{mixed.tobytes().hex()}"


def palette(stops: Stops) -> Floats:
    """1024 colours of a ramp, to look up with ``colored``."""
    return ramp(stops, np.linspace(0, 1, 1024))


def colored(field: Floats, colors: Floats) -> Floats:
    """Each share of a field as the palette's colour."""
    return colors[np.clip(field * 1023, 0, 1023).astype(np.int16)]


def mist(board: Board, chance: Chance, *, rough: float = 1.8, stretch: float = 1.0) -> Floats:
    """Fractal noise, 0 to 1, that goes on without a seam at its edges.

    A larger ``rough`` is smoother; ``stretch`` makes it so many times wider than high. The
    largest forms are about half as high as the board.
    """
    white = chance.standard_normal((board.height, board.width), dtype=np.float32)
    x = np.fft.rfftfreq(board.width)[None, :] * stretch
    y = np.fft.fftfreq(board.height)[:, None]
    coarsest = (2 / board.height) ** 2
    strength = (x**2 + y**2 + coarsest) ** (-rough / 2)
    field = np.fft.irfft2(np.fft.rfft2(white) * strength, white.shape)
    field = (field - field.mean()) / field.std()
    return np.asarray(0.5 + 0.5 * np.tanh(0.8 * field), np.float32)


def drifted(texture: Floats, dx: float, dy: float, zoom: float = 1.0) -> Floats:
    """A seamless texture moved by shares of its sides, to a fraction of a pixel."""
    height, width = texture.shape[:2]
    matrix = np.array([[1 / zoom, 0, dx % 1 * width], [0, 1 / zoom, dy % 1 * height]])
    moved = np.empty_like(texture)
    size = (width, height)
    cv2.warpAffine(texture, matrix, size, dst=moved, flags=_SMOOTH, borderMode=cv2.BORDER_WRAP)
    return moved


def window(texture: Floats | Plane, left: float, width: int) -> NDArray[Any]:
    """What is seen of a wider texture that goes round, from column ``left`` on."""
    matrix = np.array([[1, 0, left], [0, 1, 0]], np.float64)
    height = len(texture)
    seen = np.empty((height, width, *texture.shape[2:]), texture.dtype)
    mode = cv2.BORDER_WRAP
    cv2.warpAffine(texture, matrix, (width, height), dst=seen, flags=_SMOOTH, borderMode=mode)
    return seen


def grown(picture: Floats, board: Board) -> Floats:
    """At the board's size."""
    large = np.empty((board.height, board.width, *picture.shape[2:]), np.float32)
    size = (board.width, board.height)
    cv2.resize(picture.astype(np.float32), size, dst=large, interpolation=cv2.INTER_LINEAR)
    return large


def veil(picture: Floats, cover: Floats, color: str) -> None:
    """Lay a colour over a picture where ``cover`` (0 to 1) is; plane by plane is quickest."""
    for channel, level in enumerate(shade(color)):
        plane = picture[..., channel]
        plane += (level - plane) * cover


def shine(picture: Floats, strength: Floats, color: str) -> None:
    """Add a colour, ``strength`` times."""
    for channel, level in enumerate(shade(color)):
        picture[..., channel] += level * strength


def light(picture: Floats, place: tuple[float, float], radius: float, color: Floats) -> None:
    """Add a soft round light; place and radius in pixels, colour times strength."""
    height, width = picture.shape[:2]
    reach = 3 * radius
    left, right = _within(place[0] - reach, width), _within(place[0] + reach + 1, width)
    top, bottom = _within(place[1] - reach, height), _within(place[1] + reach + 1, height)
    x = np.exp(-(((np.arange(left, right, dtype=np.float32) - place[0]) / radius) ** 2))
    y = np.exp(-(((np.arange(top, bottom, dtype=np.float32) - place[1]) / radius) ** 2))
    picture[top:bottom, left:right] += (y[:, None] * x)[..., None] * color.astype(np.float32)


def _within(place: float, length: int) -> int:
    return int(min(max(0.0, place), length))


def disc(mask: Floats, place: tuple[float, float], radius: float, strength: float) -> None:
    """Add a smooth-edged disc to a mask; place and radius in pixels."""
    reach = radius + 1
    height, width = mask.shape
    left, right = _within(place[0] - reach, width), _within(place[0] + reach + 1, width)
    top, bottom = _within(place[1] - reach, height), _within(place[1] + reach + 1, height)
    x = np.arange(left, right, dtype=np.float32) - place[0]
    y = np.arange(top, bottom, dtype=np.float32) - place[1]
    far = np.hypot(x, y[:, None])
    mask[top:bottom, left:right] += strength * np.clip(radius - far + 0.5, 0, 1)


def outlined(board: Board, points: Floats) -> Floats:
    """The inside of a polygon (n, 2) in pixels, smooth at its edge: 0 to 1."""
    mask = np.zeros((board.height, board.width), np.uint8)
    fine = np.rint(points * (1 << _POINT_BITS)).astype(np.int32)
    cv2.fillPoly(mask, [fine], (255,), lineType=cv2.LINE_AA, shift=_POINT_BITS)
    return mask.astype(np.float32) / 255


def ridge(board: Board, chance: Chance, level: float, rough: float) -> Floats:
    """The height of a line of hills for each column: a share of the board, above ``level``."""
    noise = chance.standard_normal(board.width // 2 + 1) + 1j * chance.standard_normal(
        board.width // 2 + 1
    )
    frequency = np.arange(1, len(noise) + 1) / max(1.0, board.aspect / 1.6)
    line = np.fft.irfft(noise * frequency**-rough, board.width)
    line = (line - line.min()) / max(1e-9, float(np.ptp(line)))
    return np.asarray(level * (0.35 + 0.65 * line))


def below(board: Board, heights: Floats) -> Floats:
    """The area under a ridge line, smooth at its edge: 0 to 1."""
    edge = (1 - heights) * board.height
    rows = np.arange(board.height, dtype=np.float32)[:, None]
    return np.clip(rows - edge[None, :] + 0.5, 0, 1).astype(np.float32)


def finished(picture: Floats) -> Plane:
    """As 8 bit, with a trace of noise that keeps soft skies from showing bands; uses it up."""
    height, width = picture.shape[:2]
    cv2.add(picture, _trace(width, height), dst=picture)
    return np.asarray(cv2.convertScaleAbs(picture, alpha=255), np.uint8)


@lru_cache(maxsize=2)
def _trace(width: int, height: int) -> Floats:
    noise = np.random.default_rng(3).random((height, width, 1), dtype=np.float32) - 0.5
    return np.ascontiguousarray(np.broadcast_to(noise / 255, (height, width, 3)))
