"""Scenes that are drawn, not filmed: each kind of ``recipes`` has its painter. Seeded, moving."""

from collections.abc import Callable

import numpy as np

from nemo_emulator.render.scenery.brushes import Board, Chance, Moment, Painter
from nemo_emulator.render.scenery.fires import Abstract, Fire
from nemo_emulator.render.scenery.lands import Forest, Mountains
from nemo_emulator.render.scenery.nights import City, Stars
from nemo_emulator.render.scenery.seas import Ocean, Sunset
from nemo_emulator.render.scenery.weathers import Clouds, Rain, Snow

PAINTERS: dict[str, Callable[[Board, Chance], Painter]] = {
    "sunset": Sunset,
    "ocean": Ocean,
    "city": City,
    "stars": Stars,
    "forest": Forest,
    "rain": Rain,
    "snow": Snow,
    "fire": Fire,
    "clouds": Clouds,
    "mountains": Mountains,
    "abstract": Abstract,
}

__all__ = ["PAINTERS", "Board", "Moment", "Painter", "painter"]


def painter(recipe: str, seed: int, board: Board) -> Painter:
    """The painter of a kind; ``seed`` decides where things are. Unknown kinds: ``KeyError``."""
    return PAINTERS[recipe](board, np.random.default_rng(seed % 2**63))
