"""A fire with sparks, and colours that flow."""

import numpy as np

from nemo_emulator.render.frame import Plane
from nemo_emulator.render.scenery.brushes import (
    Board,
    Chance,
    Floats,
    Moment,
    colored,
    drifted,
    finished,
    grown,
    light,
    mist,
    palette,
    shade,
)

_HEAT = [
    (0.0, "#050203"), (0.18, "#2a0603"), (0.38, "#9c1c04"), (0.58, "#f0640c"),
    (0.78, "#ffb52e"), (0.92, "#ffe98a"), (1.0, "#fffbe2"),
]  # fmt: skip


class Fire:
    """Tongues of flame rise from the bottom, sparks fly."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        soft = board.shrunk(3)
        self._soft = soft
        # Higher than wide: flames are.
        self._large = mist(soft, chance, rough=1.6, stretch=0.45)
        self._small = mist(soft, chance, rough=1.25, stretch=0.5)
        self._heat = palette(_HEAT)
        self._sparks = chance.random((round(40 * board.aspect) + 10, 4))

    def paint(self, moment: Moment) -> Plane:
        """Noise that runs upwards, hot below and in the middle."""
        seconds = moment.seconds
        large = drifted(self._large, 0.02 * np.sin(seconds * 0.7), seconds * 0.55)
        small = drifted(self._small, 0.03 * np.sin(seconds * 1.3 + 1), seconds * 0.95)
        noise = 0.62 * large + 0.38 * small
        heat = np.clip(noise * 1.5 - 0.32 + self._shape(seconds), 0, 1)
        picture = grown(colored(heat, self._heat), self._board)
        self._fly(picture, seconds)
        return finished(picture)

    def _shape(self, seconds: float) -> Floats:
        """Where it burns: strong at the bottom, sinking to the sides and upwards."""
        soft = self._soft
        x = (soft.across() - soft.aspect / 2) / max(0.5, soft.aspect / 2)
        height = 0.88 - 0.3 * x**2 + 0.05 * np.sin(seconds * 2.3 + 5 * x)
        up = (1 - soft.down()) / height
        return np.asarray(0.52 - 1.15 * up**1.1, np.float32)

    def _fly(self, picture: Floats, seconds: float) -> None:
        unit = self._board.height
        for x, phase, pace, lean in self._sparks:
            risen = (phase + seconds * (0.18 + 0.3 * pace)) % 1.0
            drift = 0.04 * np.sin(seconds * (1 + pace) + 6 * lean) + 0.1 * (lean - 0.5) * risen
            spot = (0.15 + 0.7 * x + drift) * self._board.width, (1.02 - risen) * unit
            glow = shade("#ffb050") * (1.3 * (1 - risen) ** 1.5)
            light(picture, spot, (0.0016 + 0.0022 * lean) * unit, glow)


_PALETTES = (
    ("#1b1145", "#5b2be0", "#e0409a", "#ff9a5a", "#26c4e8"),
    ("#06222e", "#0f7a8a", "#42d6a4", "#f4e06a", "#ff7a6b"),
    ("#140b2e", "#3a3af0", "#7c4dff", "#12c2e9", "#f64f9a"),
    ("#2a0a1e", "#c2185b", "#ff6f3c", "#ffc15e", "#7a3cff"),
)


class Abstract:
    """Colours flow into each other; thin rings and drifting points of light above them."""

    def __init__(self, board: Board, chance: Chance) -> None:
        self._board = board
        self._soft = Board(max(2, board.width // 12), max(2, board.height // 12))
        self._colors = [shade(c) for c in _PALETTES[int(chance.integers(len(_PALETTES)))]]
        self._orbits = chance.uniform(0, 2 * np.pi, (len(self._colors), 4))
        self._points = chance.random((round(50 * board.aspect) + 20, 4))
        self._rings = chance.random((5, 4))

    def paint(self, moment: Moment) -> Plane:
        """Colours mix by how near their wandering centres are."""
        picture = grown(self._flow(moment.seconds), self._board)
        for x, y, phase, size in self._rings:
            swelling = 0.08 + 0.16 * size + 0.02 * np.sin(moment.seconds * 0.8 + 6 * phase)
            across = (x + 0.02 * np.sin(moment.seconds * 0.5 + 6 * y)) * self._board.width
            self._ring(picture, (across, y * self._board.height), swelling * self._board.height)
        self._sparkle(picture, moment.seconds)
        return finished(picture)

    def _flow(self, seconds: float) -> Floats:
        board = self._soft
        x, y = board.across(), board.down()
        mixed, weights = board.empty(), np.full((board.height, board.width, 1), 1e-4, np.float32)
        for color, (a, b, c, d) in zip(self._colors, self._orbits, strict=True):
            at_x = board.aspect * (0.5 + 0.48 * np.sin(0.43 * seconds + a + 0.8 * np.sin(c)))
            at_y = 0.5 + 0.48 * np.cos(0.37 * seconds + b + 0.6 * d)
            bend = 0.12 * np.sin(4 * x + 0.9 * seconds + c) + 0.12 * np.cos(5 * y - seconds + d)
            far = (x - at_x) ** 2 + (y - at_y) ** 2 + 0.15 * bend
            weight = np.exp(-far / 0.24)[..., None]
            mixed += weight * color
            weights += weight
        return np.asarray(mixed / weights, np.float32)

    def _ring(self, picture: Floats, place: tuple[float, float], radius: float) -> None:
        height, width = picture.shape[:2]
        reach = int(radius + 4)
        left, right = max(0, int(place[0]) - reach), min(width, int(place[0]) + reach)
        top, bottom = max(0, int(place[1]) - reach), min(height, int(place[1]) + reach)
        x = np.arange(left, right, dtype=np.float32) - place[0]
        y = np.arange(top, bottom, dtype=np.float32)[:, None] - place[1]
        thin = 0.0016 * height
        far = np.hypot(x, y) - radius
        line = 0.28 * np.exp(-((far / thin) ** 2)) + 0.05 * (far < 0)
        picture[top:bottom, left:right] += line[..., None]

    def _sparkle(self, picture: Floats, seconds: float) -> None:
        for x, y, phase, pace in self._points:
            spot = (
                (x + 0.03 * seconds * (pace - 0.5)) % 1.0 * self._board.width,
                (y - 0.02 * seconds * (0.3 + phase)) % 1.0 * self._board.height,
            )
            glow = 0.3 + 0.3 * np.sin(seconds * (0.8 + pace) + 6 * phase)
            radius = (0.0015 + 0.004 * phase**3) * self._board.height
            light(picture, spot, radius, shade("#ffffff") * glow)
