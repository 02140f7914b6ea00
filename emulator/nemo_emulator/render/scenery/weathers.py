"""Clouds, rain at night, and snowfall."""

import numpy as np

from nemo_emulator.render.frame import Plane
from nemo_emulator.render.scenery.brushes import (
    Board,
    Chance,
    Floats,
    Moment,
    below,
    colored,
    disc,
    drifted,
    finished,
    grown,
    light,
    mist,
    palette,
    ramp,
    ridge,
    shade,
    shine,
    veil,
)

_SOFT = 3
_BLUE = [(0.0, "#1f63b5"), (0.5, "#4f98dc"), (1.0, "#a9d3f0")]
_WHITE = [(0.0, "#8d9fb8"), (0.35, "#c3cedd"), (0.7, "#f3f6fa"), (1.0, "#ffffff")]


class Clouds:
    """Heaps of cloud pass over a blue sky in fast motion, changing as they go."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        soft = board.shrunk(_SOFT)
        self._soft = soft
        wide = Board(soft.width * 2, soft.height)
        self._fields = [mist(wide, chance, rough=rough, stretch=1.7) for rough in (2.0, 1.7, 1.5)]
        self._sky = np.repeat(ramp(_BLUE, soft.down()), soft.width, 1)
        self._white = palette(_WHITE)

    def paint(self, moment: Moment) -> Plane:
        """Where the fields add up there is cloud; its upper left is lit."""
        field = self._field(moment.seconds)
        cover = np.clip((field - 0.47) * 5.5, 0, 1)
        shift = max(2, self._soft.height // 40)
        lit = field - np.roll(field, (-shift, -shift), (0, 1))
        shadow = np.clip(0.72 + lit * 2.6 - (field - 0.55) * 0.9, 0, 1)
        cloud = colored(shadow, self._white)
        sky = self._sky + (cloud - self._sky) * (cover * cover * (3 - 2 * cover))[..., None]
        return finished(grown(np.clip(sky, 0, 1), self._board))

    def _field(self, seconds: float) -> Floats:
        """Large forms slow, small ones quicker: so the clouds boil."""
        paces = ((0.020, 0.0), (0.027, 0.006), (0.036, -0.008))
        moved = [
            drifted(field, seconds * dx, seconds * dy)[:, : self._soft.width]
            for field, (dx, dy) in zip(self._fields, paces, strict=True)
        ]
        return np.asarray(0.55 * moved[0] + 0.27 * moved[1] + 0.18 * moved[2], np.float32)


_WET = [(0.0, "#0b1220"), (0.5, "#182436"), (1.0, "#0c121d")]
_BOKEH = ("#ffb45a", "#ff7a5c", "#6fb6ff", "#ffe0a0", "#7fe0d0")


class Rain:
    """A wet night: lights out of focus, rain at three distances, rings on the ground."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        self._ground = grown(_bokeh(board.shrunk(4), chance), board)
        self._layers = [self._streaks(chance, depth) for depth in range(3)]
        self._rings = chance.random((90, 4))

    def _streaks(self, chance: Chance, depth: int) -> Floats:
        """Slanting drops on a board that goes round."""
        board = self._board.shrunk(2)
        field = np.zeros((board.height, board.width), np.float32)
        length = board.height * (0.035 + 0.04 * depth)
        for _ in range(round((190 - 50 * depth) * board.aspect)):
            x, y = chance.uniform(0, board.width), chance.uniform(0, board.height)
            for step in np.linspace(0, 1, round(length)):
                column = round(x - 0.1 * length * step) % board.width
                field[round(y + length * step) % board.height, column] += step * (1.1 - step)
        return field * (0.7 + 0.5 * depth)

    def paint(self, moment: Moment) -> Plane:
        """Lights, streaks falling, rings where they land."""
        rain = np.zeros_like(self._layers[0])
        for depth, layer in enumerate(self._layers):
            fallen = moment.seconds * (1.35 + 0.6 * depth)
            rain += drifted(layer, 0.1 * fallen / self._board.aspect, -fallen)
        picture = self._ground.copy()
        shine(picture, grown(rain, self._board), "#b9cfe8")
        self._splash(picture, moment.seconds)
        return finished(picture)

    def _splash(self, picture: Floats, seconds: float) -> None:
        """Flat rings that widen and fade, each in its own rhythm."""
        for x, y, phase, pace in self._rings:
            age = (seconds * (1.2 + pace) + phase) % 1.0
            turn = int(seconds * (1.2 + pace) + phase)
            across = (x + 0.37 * turn) % 1.0 * self._board.width
            down = (0.8 + 0.19 * y) * self._board.height
            _ring(picture, (across, down), (0.004 + 0.02 * age) * self._board.height, 1 - age)


def _ring(picture: Floats, place: tuple[float, float], radius: float, strength: float) -> None:
    height, width = picture.shape[:2]
    reach = round(radius + 3)
    left, right = max(0, int(place[0]) - reach), min(width, int(place[0]) + reach)
    top, bottom = max(0, int(place[1]) - reach // 2), min(height, int(place[1]) + reach // 2)
    x = np.arange(left, right, dtype=np.float32) - place[0]
    y = (np.arange(top, bottom, dtype=np.float32)[:, None] - place[1]) * 2.6
    line = np.exp(-(((np.hypot(x, y) - radius) / 1.6) ** 2)) * (0.3 * strength)
    picture[top:bottom, left:right] += line[..., None] * shade("#cfe2ff")


def _bokeh(board: Board, chance: Chance) -> Floats:
    """Street lights out of focus, and their shine on the wet ground."""
    picture = np.repeat(ramp(_WET, board.down()), board.width, 1)
    for _ in range(round(26 * board.aspect)):
        mask = np.zeros((board.height, board.width), np.float32)
        x, y = chance.uniform(0, board.width), board.height * chance.normal(0.46, 0.13)
        radius = board.height * chance.uniform(0.02, 0.055)
        disc(mask, (x, y), radius, chance.uniform(0.12, 0.4))
        disc(mask, (x, 1.5 * board.height - y * 0.9), radius, 0.06)
        color = shade(_BOKEH[int(chance.integers(len(_BOKEH)))])
        picture += mask[..., None] * color
        light(picture, (x, 0.86 * board.height), radius * 1.6, color * 0.10)
    return picture


_WINTER = [(0.0, "#33507f"), (0.45, "#7c93bb"), (0.75, "#c3c3d6"), (1.0, "#e6dcdf")]
_FLAKES = 260


class Snow:
    """Flakes of every distance sink and sway over white hills at dusk."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        self._ground = _winter(board, chance)
        self._flakes = chance.random((round(_FLAKES * max(1.0, board.aspect)), 5))

    def paint(self, moment: Moment) -> Plane:
        """Near flakes are larger, softer and quicker."""
        picture = self._ground.copy()
        unit = self._board.height
        for x, y, near, phase, pace in self._flakes:
            size = near**3
            fallen = y + moment.seconds * (0.05 + 0.16 * near + 0.03 * pace)
            sway = 0.012 * np.sin(moment.seconds * (0.6 + pace) + 6.3 * phase)
            across = (x + sway + 0.015 * moment.seconds * near) % 1.0
            place = across * 1.1 - 0.05, fallen % 1.1 - 0.05
            spot = place[0] * self._board.width, place[1] * unit
            strength = (0.85 - 0.45 * size) * (0.4 + 0.6 * near)
            light(picture, spot, (0.0012 + 0.009 * size) * unit, shade("#ffffff") * strength)
        return finished(picture)


def _winter(board: Board, chance: Chance) -> Floats:
    picture = grown(np.repeat(ramp(_WINTER, board.shrunk(8).down() * 1.3), 2, 1), board)
    colors = ("#b4bdd4", "#c9d0e0", "#e4e9f2")
    for number, color in enumerate(colors):
        line = ridge(board, chance, 0.5 - 0.13 * number, 1.75)
        if number < len(colors) - 1:
            line = _wooded(line, board, chance, number)
            veil(picture, below(board, line), ("#6c7c9c", "#43536f")[number])
        hill = ridge(board, chance, 0.42 - 0.13 * number, 1.9)
        area = below(board, hill)
        veil(picture, area, color)
        shadow = area * np.clip(board.down() * 2 - 1.1, 0, 1) * 0.25
        veil(picture, shadow, "#8fa0c4")
    return picture


def _wooded(line: Floats, board: Board, chance: Chance, number: int) -> Floats:
    """Firs along a line: steep triangles."""
    tops = line.copy()
    x = 0.0
    while x < board.width:
        high = (0.05 + 0.06 * number) * chance.uniform(0.5, 1.2)
        half = 0.22 * high * board.height
        columns = np.arange(max(0, int(x - half)), min(board.width, int(x + half) + 1))
        level = np.clip(1 - np.abs(columns - x) / half, 0, 1)
        tops[columns] = np.maximum(tops[columns], line[columns] + high * level)
        x += half * chance.uniform(0.8, 5.0)
    return tops
