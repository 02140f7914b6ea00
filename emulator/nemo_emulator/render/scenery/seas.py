"""Sunset over the sea, seen in fast motion, and the sea by day."""

import numpy as np

from nemo_emulator.render.frame import Plane
from nemo_emulator.render.scenery.brushes import (
    Board,
    Chance,
    Floats,
    Moment,
    blended,
    colored,
    drifted,
    finished,
    grown,
    light,
    mist,
    palette,
    ramp,
    shade,
)
from nemo_emulator.render.scenery.water import Water

_SOFT = 4
_HORIZON = 0.62

# From the zenith (0) down to the horizon (1).
_GOLDEN = [
    (0.0, "#3a6ea8"), (0.35, "#8fb0c8"), (0.62, "#f2cf98"), (0.85, "#ffb35c"), (1.0, "#ff8a3c"),
]  # fmt: skip
_RED = [
    (0.0, "#2b2f6b"), (0.35, "#6a4a86"), (0.62, "#d0607a"), (0.85, "#ff7a4a"), (1.0, "#ffb347"),
]  # fmt: skip
_DUSK = [
    (0.0, "#0c1033"), (0.35, "#1d1d52"), (0.62, "#4a2e68"), (0.85, "#94425f"), (1.0, "#d8684a"),
]  # fmt: skip


class Sunset:
    """The sun sinks into the sea while clouds drift; the sky goes from gold to violet."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        self._soft = board.shrunk(_SOFT)
        self._sky = Board(self._soft.width, round(self._soft.height * _HORIZON))
        wide = Board(self._sky.width * 2, self._sky.height)
        self._clouds = [mist(wide, chance, rough=1.75, stretch=2.8) for _ in range(2)]
        sea = board.shrunk(2)
        self._water = Water(Board(sea.width, sea.height - round(sea.height * _HORIZON)), chance)
        self._sun_x = chance.uniform(0.38, 0.62)

    def paint(self, moment: Moment) -> Plane:
        """Sky above, its reflection with the sun's glitter below."""
        evening = _evening(moment.share)
        sun = 0.58 - 0.5 * (1 - moment.share) ** 1.1 + 0.06 * moment.share
        sky = self._heaven(evening, sun, moment)
        sea = self._sea(evening, sun, moment)
        return finished(self._joined(sky, sea))

    def _joined(self, sky: Floats, sea: Floats) -> Floats:
        picture = self._board.empty()
        line = round(self._board.height * _HORIZON)
        picture[:line] = grown(sky, Board(self._board.width, line))
        picture[line:] = grown(sea, Board(self._board.width, self._board.height - line))
        return picture

    def _heaven(self, evening: Floats, sun: float, moment: Moment) -> Floats:
        rows = np.linspace(0, len(evening) - 1, self._sky.height).astype(int)
        picture: Floats = np.repeat(evening[rows, None], self._sky.width, 1)
        place = self._sun_x * self._sky.width, sun / _HORIZON * self._sky.height
        high = self._soft.height
        warm = shade("#ffb060") * (0.75 - 0.4 * moment.share)
        light(picture, place, 0.5 * high, warm * 0.34)
        light(picture, place, 0.13 * high, warm * 0.5)
        self._cloud(picture, place, moment)
        _sun(picture, place, 0.042 * high)
        return picture

    def _cloud(self, picture: Floats, sun: tuple[float, float], moment: Moment) -> None:
        """Two layers passing each other; bright towards the sun, dark away from it."""
        fast = moment.seconds * 0.012 + moment.share * 0.12
        one, two = self._clouds
        field = drifted(one, fast, 0) * 0.62 + drifted(two, fast * 1.7, 0.3) * 0.38
        cover = np.clip((field[:, : self._sky.width] - 0.5) * 3.4, 0, 0.85)
        cover *= np.clip(1.25 - self._sky.down() * 0.9, 0, 1)
        x = np.arange(self._sky.width, dtype=np.float32)[None, :] - sun[0]
        y = np.arange(self._sky.height, dtype=np.float32)[:, None] - sun[1]
        near = np.exp(-(np.hypot(x, y * 1.6) / (0.45 * self._soft.height)))[..., None]
        lit = shade("#ffd9a0") * (1 - 0.2 * moment.share)
        dark = picture * (0.8 - 0.35 * moment.share) + shade("#5a4a70") * 0.16
        color = dark + (lit - dark) * np.clip(near * 1.5 + 0.12, 0, 1)
        picture += (color - picture) * cover[..., None]

    def _sea(self, evening: Floats, sun: float, moment: Moment) -> Floats:
        lean, rise = self._water.slopes(moment.seconds * 1.3)
        near = self._water.nearness
        up = np.clip(0.06 + near * 0.42 + rise * 0.9, 0, 1)
        sea: Floats = colored(1 - up, evening) * (0.86 - 0.42 * near[..., None])
        sea += shade("#08243c") * (0.30 * near[..., None])
        board = self._water.board
        x = board.across() - self._sun_x * board.aspect
        high = _HORIZON - sun
        spread = 0.05 + 0.12 * near
        toward = np.exp(-(((x + lean * 1.6) / spread) ** 2))
        toward = toward * np.exp(-(((up - 0.12 - max(high, 0.0) * 0.55) / 0.13) ** 2))
        strength = np.clip((high + 0.07) * 9, 0.0, 1.0)
        sea += toward[..., None] * shade("#ffc070") * (1.15 * strength)
        return sea


def _evening(share: float) -> Floats:
    """The palette of the sky, zenith to horizon."""
    if share < 0.5:
        return palette(blended(_GOLDEN, _RED, share * 2))
    return palette(blended(_RED, _DUSK, share * 2 - 1))


def _sun(picture: Floats, place: tuple[float, float], radius: float) -> None:
    """A disc that the horizon cuts."""
    x = np.arange(picture.shape[1], dtype=np.float32) - place[0]
    y = np.arange(picture.shape[0], dtype=np.float32)[:, None] - place[1]
    cover = np.clip(radius - np.hypot(x, y) + 0.5, 0, 1)[..., None]
    picture += (shade("#fff6d8") - picture) * cover


_DAY = [(0.0, "#2f7fd0"), (0.5, "#6db3ea"), (0.85, "#b9dcf2"), (1.0, "#dcecf2")]
_DEEP = [(0.0, "#0a4a6e"), (0.35, "#12799a"), (0.7, "#5fb4c8"), (1.0, "#bfe0ec")]


class Ocean:
    """Waves under a bright sky, clouds above, sparks of sun on the water."""

    horizon = 0.42

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        soft = board.shrunk(_SOFT)
        self._sky = Board(soft.width, round(soft.height * self.horizon))
        self._clouds = mist(Board(self._sky.width * 2, self._sky.height), chance, stretch=2.2)
        half = board.shrunk(2)
        high = half.height - round(half.height * self.horizon)
        self._water = Water(Board(half.width, high), chance, rough=1.5)
        self._day, self._deep = palette(_DAY), palette(_DEEP)
        self._sun_x = chance.uniform(0.3, 0.7)

    def paint(self, moment: Moment) -> Plane:
        """Sky, then sea."""
        picture = self._board.empty()
        line = round(self._board.height * self.horizon)
        picture[:line] = grown(self._heaven(moment), Board(self._board.width, line))
        picture[line:] = grown(self._sea(moment), Board(self._board.width, len(picture) - line))
        return finished(picture)

    def _heaven(self, moment: Moment) -> Floats:
        sky = np.repeat(ramp(_DAY, self._sky.down()), self._sky.width, 1)
        field = drifted(self._clouds, moment.seconds * 0.006, 0)[:, : self._sky.width]
        cover = np.clip((field - 0.52) * 2.6, 0, 0.92)[..., None]
        sky += (shade("#ffffff") - sky) * cover
        place = self._sun_x * self._sky.width, 0.12 * self._sky.height
        light(sky, place, 0.5 * self._sky.height, shade("#fff2d0") * 0.22)
        return sky

    def _sea(self, moment: Moment) -> Floats:
        lean, rise = self._water.slopes(moment.seconds)
        near = self._water.nearness
        glance = np.clip(0.92 - near * 0.62 + rise * 1.25, 0, 1)
        sea = colored(glance, self._deep)
        board = self._water.board
        x = board.across() - self._sun_x * board.aspect
        path = np.exp(-(((x + lean * 2.2) / (0.1 + 0.35 * near)) ** 2))
        spark = np.clip(rise * 8 - 1.35, 0, 1) ** 2 * path
        foam = np.clip((np.abs(lean) + rise - 0.34) * 6 * near, 0, 0.75)
        sea += (spark * 0.9 + foam)[..., None] * shade("#f6fbff")
        return sea
