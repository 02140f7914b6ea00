"""A city at night above its river, and the stars above dark hills."""

from dataclasses import dataclass

import cv2
import numpy as np

from nemo_emulator.render.frame import Plane
from nemo_emulator.render.scenery.brushes import (
    Board,
    Chance,
    Floats,
    Moment,
    below,
    drifted,
    finished,
    grown,
    light,
    mist,
    ramp,
    ridge,
    shade,
    veil,
    window,
)

_NIGHT = [(0.0, "#070b1f"), (0.45, "#141a45"), (0.8, "#3a2d63"), (1.0, "#6a4268")]
_LAMPS = ("#ffd98a", "#ffc46b", "#fff1cf", "#bfe0ff")
_SHORE = 0.74


@dataclass(frozen=True, slots=True)
class _Row:
    """Houses at one distance, wider than the board; the first row of pixels is ``top``."""

    picture: Plane
    cover: Floats
    top: int
    speed: float


class City:
    """Rows of houses drift past each other; cars drive by; the river mirrors it all."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        self._land = Board(board.width, round(board.height * _SHORE))
        soft = self._land.shrunk(8)
        sky = np.repeat(ramp(_NIGHT, soft.down()), soft.width, 1)
        light(sky, (0.75 * soft.width, 0.22 * soft.height), 0.16 * soft.height, shade("#384878"))
        sky = grown(sky, self._land)
        _moon(sky, (0.75 * board.width, 0.16 * board.height), 0.035 * board.height)
        self._sky = finished(sky)
        self._rows = [self._row(chance, depth) for depth in range(3)]
        self._cars = _Traffic(board, chance)
        self._ripple = mist(Board(board.width // 4, board.height // 4), chance, rough=1.2)

    def _row(self, chance: Chance, depth: int) -> _Row:
        wide = Board(round(self._land.width * 1.3), self._land.height)
        dark = shade(("#2c2a58", "#191a3e", "#0b0c22")[depth])
        picture = np.broadcast_to(dark, (wide.height, wide.width, 3)).copy()
        cover = np.zeros((wide.height, wide.width), np.float32)
        unit, left = self._board.height, 0.0
        while left < wide.width:
            width = unit * chance.uniform(0.06, 0.13) * (0.8 + 0.35 * depth)
            high = unit * chance.uniform(0.2, 0.52) * (1.05 - 0.24 * depth)
            self._house((picture, cover), (left, width, high), chance, depth)
            left += width * chance.uniform(0.95, 1.25)
        top = int(np.argmax(cover.max(axis=1) > 0))
        lit = np.rint(picture[top:] * 255).astype(np.uint8)
        return _Row(lit, cover[top:], top, (0.004, 0.009, 0.02)[depth])

    def _house(
        self,
        layer: tuple[Floats, Floats],
        place: tuple[float, float, float],
        chance: Chance,
        depth: int,
    ) -> None:
        """A block, some with a mast; ``place`` is left, width, height."""
        picture, cover = layer
        left, right = round(place[0]), round(place[0] + place[1])
        top = len(picture) - round(place[2])
        cover[top:, left:right] = 1
        if chance.random() < 0.35:
            middle, mast = (left + right) // 2, round(0.05 * self._board.height)
            cover[top - mast : top, middle : middle + max(1, self._board.height // 400)] = 1
        step = max(3, round(self._board.height * (0.011 + 0.005 * depth)))
        for y in range(top + step, len(picture) - step, step):
            for x in range(left + step // 2, right - step, step):
                _window(picture[y : y + step // 2, x : x + max(1, step // 2)], chance, depth)

    def paint(self, moment: Moment) -> Plane:
        """Sky, rows from far to near, lights on the road, and all of it in the water."""
        picture = np.empty((self._board.height, self._board.width, 3), np.uint8)
        land = picture[: self._land.height]
        land[:] = self._sky
        for row in self._rows:
            self._lay(land, row, moment.seconds)
        self._cars.drive(land, moment.seconds)
        self._mirror(picture, moment.seconds)
        return picture

    def _lay(self, land: Plane, row: _Row, seconds: float) -> None:
        width = self._board.width
        left = (0.02 + seconds * row.speed) * width % row.picture.shape[1]
        cover = window(row.cover, left, width)
        seen = window(row.picture, left, width)
        ground = land[row.top :]
        cv2.blendLinear(seen, ground.copy(), cover, 1 - cover, dst=ground)

    def _mirror(self, picture: Plane, seconds: float) -> None:
        """The river: the land upside down, bent by ripples, darker towards the eye."""
        line = self._land.height
        rows, columns = self._board.height - line, self._board.width
        y = np.arange(rows, dtype=np.float32)[:, None]
        ripple = self._ripples(rows, columns, seconds)
        reach = 0.25 + y / rows
        across = np.arange(columns, dtype=np.float32)[None, :] + ripple * 7 * reach
        up = line - 1 - 1.6 * y + ripple * 26 * reach
        bent = cv2.remap(picture[:line], across, up, cv2.INTER_LINEAR, None, cv2.BORDER_REFLECT)
        dark = np.broadcast_to(0.62 - 0.3 * y / rows, (rows, columns))
        deep = np.full_like(bent, (12, 18, 52))
        cv2.blendLinear(bent, deep, np.ascontiguousarray(dark), 0.8 - dark, dst=picture[line:])

    def _ripples(self, rows: int, columns: int, seconds: float) -> Floats:
        """Flat waves that run sideways, -1 to 1."""
        moved = drifted(self._ripple, seconds * 0.03, seconds * 0.05)
        return (grown(moved, Board(columns, rows)) - 0.5) * (2 * self._board.height / 1080)


def _window(pane: Floats, chance: Chance, depth: int) -> None:
    """Two in five are lit, brighter the nearer they are."""
    if chance.random() < 0.38:
        lamp = shade(_LAMPS[int(chance.integers(len(_LAMPS)))])
        pane[:] = lamp * (chance.uniform(0.25, 0.6) * (0.8 + 0.3 * depth))


def _moon(sky: Floats, place: tuple[float, float], radius: float) -> None:
    x = np.arange(sky.shape[1], dtype=np.float32) - place[0]
    y = np.arange(sky.shape[0], dtype=np.float32)[:, None] - place[1]
    veil(sky, np.clip(radius - np.hypot(x, y) + 0.5, 0, 1), "#f4f0dc")


class _Traffic:
    """Cars on the road by the river: white lights one way, red ones the other."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        count = round(16 * board.aspect) + 4
        self._places = chance.random(count)
        self._speeds = chance.uniform(0.05, 0.11, count) * np.where(np.arange(count) % 2, 1, -1)

    def drive(self, land: Plane, seconds: float) -> None:
        """Add them to the lowest rows."""
        board = self._board
        road = land[-round(0.08 * board.height) :]
        lit = road.astype(np.float32) / 255
        for place, speed in zip(self._places, self._speeds, strict=True):
            x = (place * 1.1 + speed * seconds / board.aspect) % 1.1 - 0.05
            ahead = speed > 0
            y = len(lit) - board.height * (0.012 if ahead else 0.024)
            color = shade("#fff3d8" if ahead else "#ff3b2f")
            light(lit, (x * board.width, y), 0.0045 * board.height, color * 0.9)
            light(lit, (x * board.width, y), 0.016 * board.height, color * 0.25)
        road[:] = finished(lit)


_ZENITH = [(0.0, "#04060f"), (0.55, "#0a1230"), (0.85, "#1d2a55"), (1.0, "#41456d")]
_STARS = 2200


class Stars:
    """The sky turns about a pole, stars twinkle, meteors fall behind dark hills."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        self._pole = board.width * chance.uniform(0.3, 0.7), board.height * 0.55
        far = float(np.hypot(board.width, board.height))
        self._radii = far * np.sqrt(chance.random(_STARS))
        self._angles = chance.random(_STARS) * 2 * np.pi
        self._sizes = 0.45 + 0.85 * chance.random(_STARS) ** 5
        self._paces = chance.uniform(1.5, 5, _STARS)
        warm = chance.random((_STARS, 1)) < 0.3
        self._colors = np.where(warm, shade("#ffe2c0"), shade("#d6e4ff")).astype(np.float32)
        self._milk = self._way(chance)
        self._hills = below(board, ridge(board, chance, 0.24, 1.15))
        self._falls = chance.random((64, 4))
        sky = ramp(_ZENITH, board.shrunk(4).down())
        self._sky = np.repeat(sky, board.shrunk(4).width, 1)

    def _way(self, chance: Chance) -> Floats:
        """The Milky Way: a band of clouds across a square around the pole, small."""
        side = round(1.2 * np.hypot(self._board.width, self._board.height) / 4)
        square = Board(side, side)
        along = np.linspace(-1, 1, side, dtype=np.float32)
        off = along[:, None] * 0.75 + along[None, :] * 0.6 + 0.12
        band = np.exp(-((off / 0.16) ** 2)) * mist(square, chance, rough=1.5)
        dust = np.clip(1.6 - 1.5 * mist(square, chance, rough=1.7), 0, 1)
        glow = band * dust
        color = shade("#7f8fd0") * 0.5 * glow[..., None]
        return np.ascontiguousarray(color + shade("#ffb8a0") * 0.30 * glow[..., None] ** 3)

    def paint(self, moment: Moment) -> Plane:
        """Sky and Milky Way small and grown, then stars, a meteor, and the hills in front."""
        turned = moment.seconds * 0.012
        picture = grown(self._sky + self._turned(turned), self._board)
        self._shine(picture, turned, moment.seconds)
        self._fall(picture, moment.seconds)
        veil(picture, self._hills, "#03040a")
        return finished(picture)

    def _turned(self, angle: float) -> Floats:
        soft = self._board.shrunk(4)
        side = len(self._milk)
        spin = cv2.getRotationMatrix2D((side / 2, side / 2), -float(np.degrees(angle)), 1.0)
        matrix = np.asarray(spin, np.float64)
        matrix[:, 2] += np.array(self._pole) / 4 - side / 2
        turned = np.empty((soft.height, soft.width, 3), np.float32)
        cv2.warpAffine(self._milk, matrix, (soft.width, soft.height), dst=turned)
        return turned

    def _shine(self, picture: Floats, turned: float, seconds: float) -> None:
        """Small stars are points shared among four pixels, large ones small lights."""
        unit = self._board.height / 1080
        x = self._pole[0] + self._radii * np.cos(self._angles + turned)
        y = self._pole[1] + self._radii * np.sin(self._angles + turned)
        twinkle = 0.75 + 0.25 * np.sin(seconds * self._paces + self._angles * 9)
        inside = (x > 2) & (y > 2) & (x < self._board.width - 3) & (y < self._board.height - 3)
        for number in np.flatnonzero(inside):
            size = self._sizes[number]
            color = self._colors[number] * (min(1.3, 0.55 + size) * twinkle[number])
            light(picture, (x[number], y[number]), max(0.7, size * 1.7 * unit), color)

    def _fall(self, picture: Floats, seconds: float) -> None:
        """A meteor every few seconds, for half a second."""
        turn, since = divmod(seconds + 1.2, 3.1)
        start, height, long, lean = self._falls[int(turn) % len(self._falls)]
        if since > 0.55:
            return
        head = since / 0.55
        board = self._board
        for step in np.linspace(0, 1, 40):
            way = max(0.0, head - 0.35 * step) * (0.25 + 0.2 * long)
            x = (0.1 + 0.6 * start) * board.width + way * board.height * 1.6
            y = (0.05 + 0.25 * height + way * (0.4 + 0.4 * lean)) * board.height
            fading = (1 - step) ** 2 * np.sin(np.pi * min(1.0, head + 0.08))
            light(picture, (x, y), 1.5 * board.height / 1080, shade("#eaf2ff") * fading * 0.7)
