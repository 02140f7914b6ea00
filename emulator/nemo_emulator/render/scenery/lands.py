"""Mountains at dawn and a misty forest: silhouettes behind each other that drift at their pace."""

from dataclasses import dataclass

import numpy as np

from nemo_emulator.render.frame import Plane
from nemo_emulator.render.scenery.brushes import (
    Board,
    Chance,
    Floats,
    Moment,
    Stops,
    below,
    blended,
    drifted,
    finished,
    grown,
    light,
    mist,
    ramp,
    ridge,
    shade,
    shine,
    veil,
    window,
)

# Silhouettes are this much wider than the board, and go round.
_WIDE = 1.5
_MISTY = 4


@dataclass(frozen=True, slots=True)
class _Layer:
    """A silhouette from row ``top`` on; ``pace`` in board heights a second."""

    cover: Floats
    top: int
    color: str
    pace: float


def _layer(cover: Floats, color: str, pace: float) -> _Layer:
    top = int(np.argmax(cover.max(axis=1) > 0))
    return _Layer(np.ascontiguousarray(cover[top:], np.float32), top, color, pace)


class _Layered:
    """A sky and silhouettes with mist between them."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self.board = board
        soft = board.shrunk(_MISTY)
        self.fog = mist(Board(soft.width * 2, soft.height // 2), chance, rough=1.6, stretch=3)

    def stack(self, picture: Floats, layers: list[_Layer], seconds: float, haze: str) -> None:
        """Far ones first; each hides the feet of the one behind it in haze."""
        for number, layer in enumerate(layers):
            left = seconds * layer.pace * self.board.height % layer.cover.shape[1]
            veil(picture[layer.top :], window(layer.cover, left, self.board.width), layer.color)
            if number < len(layers) - 1:
                self._haze(picture[layer.top :], seconds, number, haze)

    def _haze(self, ground: Floats, seconds: float, number: int, color: str) -> None:
        """Mist that thickens downwards and drifts."""
        size = Board(self.board.width, len(ground))
        moved = drifted(self.fog, seconds * 0.008 * (number + 1) + 0.37 * number, 0.2 * number)
        rising = np.linspace(0, 1, len(moved), dtype=np.float32)[:, None] ** 1.5
        field = moved[:, : moved.shape[1] // 2] * rising
        veil(ground, grown(np.clip(field * 1.1, 0, 0.75), size), color)


_DAWN = [(0.0, "#34538c"), (0.35, "#8197c0"), (0.6, "#f0c3a8"), (0.8, "#ffd9a8"), (1.0, "#ffe6c4")]
_NOON = [(0.0, "#2f6fb8"), (0.35, "#7fb2de"), (0.6, "#cfe2ee"), (0.8, "#ecf1ee"), (1.0, "#f4f1e6")]
_BLUES = ("#9aa7c6", "#7485ad", "#52668f", "#35496d", "#1d2c45")


class Mountains(_Layered):
    """Ranges behind ranges, the far ones under snow, at sunrise."""

    def __init__(self, board: Board, chance: Chance) -> None:
        super().__init__(board, chance)
        wide = Board(round(board.width * _WIDE), board.height)
        levels = (0.62, 0.52, 0.42, 0.3, 0.18)
        lines = [ridge(wide, chance, level, 1.35 - 0.03 * n) for n, level in enumerate(levels)]
        self._layers = [
            _layer(below(wide, line), color, 0.004 + 0.006 * number**1.5)
            for number, (line, color) in enumerate(zip(lines, _BLUES, strict=True))
        ]
        self._snow = _layer(_snow(wide, lines[0], chance), "#f6ece6", self._layers[0].pace)
        self._sun_x = chance.uniform(0.25, 0.75)

    def paint(self, moment: Moment) -> Plane:
        """The sun comes up behind the ranges."""
        soft = self.board.shrunk(8)
        stops: Stops = blended(_DAWN, _NOON, moment.share * 0.7)
        sky = np.repeat(ramp(stops, soft.down() * 1.35), soft.width, 1)
        place = self._sun_x * soft.width, (0.36 - 0.14 * moment.share) * soft.height
        light(sky, place, 0.3 * soft.height, shade("#ffcf90") * 0.4)
        light(sky, place, 0.05 * soft.height, shade("#fff4d8") * 0.9)
        picture = grown(sky, self.board)
        first, *others = self._layers
        self.stack(picture, [first, self._snow], moment.seconds, "#e9d6cf")
        self.stack(picture, others, moment.seconds, "#dfd2d4")
        return finished(picture)


def _snow(board: Board, line: Floats, chance: Chance) -> Floats:
    """Snow lies above a ragged line, lit from one side."""
    rows = 1 - board.down()
    ragged = mist(board, chance, rough=1.3)
    level = float(np.quantile(line, 0.45))
    high = np.clip((rows - level + (ragged - 0.5) * 0.22) * 26, 0, 1)
    lean = np.gradient(np.convolve(line, np.ones(9) / 9, "same"))
    lit = 0.5 + 0.5 * np.tanh(lean[None, :] * board.height * 0.6 + (ragged - 0.5) * 3)
    return np.asarray(high * below(board, line) * (0.3 + 0.6 * lit), np.float32)


_GREENS = ("#8fb39b", "#6a957c", "#46735b", "#28513c", "#0f2a1c")
_CANOPY = [(0.0, "#8fb79a"), (0.4, "#bcd3ac"), (0.75, "#b4cda8"), (1.0, "#9dbb9c")]


class Forest(_Layered):
    """Firs in morning mist, slanting light between them, dust that floats."""

    def __init__(self, board: Board, chance: Chance) -> None:
        super().__init__(board, chance)
        wide = Board(round(board.width * _WIDE), board.height)
        self._layers = [
            _layer(_firs(wide, chance, number), color, 0.006 + 0.008 * number**1.4)
            for number, color in enumerate(_GREENS)
        ]
        self._beams = _beams(board.shrunk(_MISTY), chance)
        self._dust = chance.random((round(60 * board.aspect), 4))

    def paint(self, moment: Moment) -> Plane:
        """Light from above, trees from far to near, beams over all but the nearest."""
        soft = self.board.shrunk(8)
        sky = np.repeat(ramp(_CANOPY, soft.down()), soft.width, 1)
        light(
            sky, (0.3 * soft.width, 0.12 * soft.height), 0.4 * soft.height, shade("#fff3c0") * 0.28
        )
        picture = grown(sky, self.board)
        far, near = self._layers[:-1], self._layers[-1:]
        self.stack(picture, far, moment.seconds, "#c4d9c0")
        swaying = 0.85 + 0.15 * np.sin(moment.seconds * 0.7)
        shine(picture, grown(self._beams * swaying, self.board), "#fff0b8")
        self._float(picture, moment.seconds)
        self.stack(picture, near, moment.seconds, "#dbe8d2")
        return finished(picture)

    def _float(self, picture: Floats, seconds: float) -> None:
        for x, y, pace, phase in self._dust:
            across = (x + 0.02 * pace * seconds) % 1.0 * self.board.width
            up = (y - 0.015 * pace * seconds + 0.01 * np.sin(seconds + 6 * phase)) % 1.0
            glow = 0.25 + 0.25 * np.sin(seconds * (1 + pace) + 6 * phase)
            radius = (0.0012 + 0.0025 * phase) * self.board.height
            light(picture, (across, up * self.board.height), radius, shade("#fff6c8") * glow)


def _firs(board: Board, chance: Chance, number: int) -> Floats:
    """A row of firs on rising ground; nearer rows are taller and fewer."""
    ground = ridge(board, chance, 0.34 - 0.07 * number, 1.6)
    tops = ground.copy()
    size = 0.14 + 0.075 * number**1.2
    x = 0.0
    while x < board.width:
        _fir(tops, ground, (x, size * chance.uniform(0.7, 1.25)), board)
        x += board.height * size * chance.uniform(0.13, 0.4)
    return below(board, tops)


def _fir(tops: Floats, ground: Floats, place: tuple[float, float], board: Board) -> None:
    """Raise the line to a tree, its sides ragged with branches; it may go round the edge."""
    at, high = place
    half = 0.15 * high * board.height
    near = np.arange(int(at - half), int(at + half) + 1)
    out = np.clip(np.abs(near - at) / half, 0, 1)
    ragged = 0.16 * out * (1 - ((1 - out) * 8) % 1.0)
    columns = near % board.width
    foot = float(ground[int(at) % board.width])
    line = foot + high * ((1 - out) ** 1.2 + ragged * (1 - out)) - 0.015
    tops[columns] = np.maximum(tops[columns], line)


def _beams(board: Board, chance: Chance) -> Floats:
    """Slanting shafts of light that fade downwards."""
    slant = board.across() - 0.55 * board.down()
    field = np.zeros((board.height, board.width), np.float32)
    for _ in range(7):
        middle, width = chance.uniform(-0.3, board.aspect), chance.uniform(0.02, 0.08)
        field += chance.uniform(0.05, 0.13) * np.exp(-(((slant - middle) / width) ** 2))
    return np.asarray(field * (1 - board.down()) ** 1.2, np.float32)
