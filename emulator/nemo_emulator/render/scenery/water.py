"""Open water seen from the shore: waves as a sum of sines on a plane that runs to the horizon."""

import numpy as np

from nemo_emulator.render.scenery.brushes import Board, Chance, Floats

WAVES = 22
GRAVITY = 9.8
# How high the eye is above the water.
_EYE_M = 2.4
# Waves shorter than so many pixels would only flicker: they fade towards the horizon.
_FINEST = 3.0


class Water:
    """A board of water, horizon at its top: slopes at any time, from stored sines and cosines."""

    def __init__(self, board: Board, chance: Chance, *, rough: float = 1.0) -> None:
        self.board = board
        rows = (np.arange(board.height, dtype=np.float32) + 0.6)[:, None] / board.height
        self.nearness: Floats = rows
        self._far = _EYE_M / (rows * 0.8)
        self._across = (board.across() - board.aspect / 2) * self._far
        self._pace = np.empty(WAVES, np.float32)
        self._lean = np.empty((2, WAVES), np.float32)
        self._sines = np.empty((2, WAVES, board.height, board.width), np.float32)
        for number in range(WAVES):
            self._add(number, chance, rough)

    def _add(self, number: int, chance: Chance, rough: float) -> None:
        """A wave: its length in m, its heading, its phase at every place."""
        length = 0.3 * 1.19**number * chance.uniform(0.9, 1.1)
        heading = np.pi / 2 + chance.normal(0, 0.7)
        turns = 2 * np.pi / length
        x, y = np.cos(heading), np.sin(heading)
        phase = turns * (x * self._across + y * self._far) + chance.uniform(0, 6.28)
        finest = _FINEST * self._far**2 / (_EYE_M * self.board.height)
        seen = np.clip(length / finest - 1, 0, 1)
        self._sines[:, number] = seen * np.cos(phase), seen * np.sin(phase)
        self._pace[number] = np.sqrt(GRAVITY * turns)
        self._lean[:, number] = np.array([x, y]) * rough * 0.2 / np.sqrt(WAVES)

    def slopes(self, seconds: float) -> tuple[Floats, Floats]:
        """How the surface leans to the side, and away from the shore."""
        turned = self._pace * np.float32(seconds)
        both = np.stack([np.cos(turned), np.sin(turned)])
        weights = (self._lean[:, None] * both).reshape(2, 2 * WAVES)
        leans = weights @ self._sines.reshape(2 * WAVES, -1)
        x, y = leans.reshape(2, self.board.height, self.board.width)
        return x, y
