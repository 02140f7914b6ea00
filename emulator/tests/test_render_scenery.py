"""Drawn scenes: every recipe moves, is lively in colour, repeats by seed, and fits any canvas."""

import numpy as np
import pytest
from emulator.tests.render_scene import composed, draft, planned, segment
from numpy.typing import NDArray

from nemo_emulator.agent.words.scenes import MUSIC
from nemo_emulator.render.plan import Scene
from nemo_emulator.render.recipes import ALIASES, KINDS, recipe_kind
from nemo_emulator.render.scenery import PAINTERS, Board, Moment, painter

WIDE, TALL = Board(160, 90), Board(90, 160)


def painted(recipe: str, share: float, seed: int = 1, board: Board = WIDE) -> NDArray[np.float64]:
    """The picture of a share of a scene of six seconds."""
    picture = painter(recipe, seed, board).paint(Moment(6 * share, share))
    return picture.astype(float)


def test_every_recipe_has_its_painter() -> None:
    """Names and painters agree, and no alias leads nowhere."""
    assert set(PAINTERS) == set(KINDS)
    assert all(recipe_kind(alias) == kind for alias, kind in ALIASES.items())


def test_whatever_the_agent_names_can_be_drawn() -> None:
    """Its scenes are recipes."""
    assert {recipe_kind(name) for name in MUSIC} == set(KINDS)


@pytest.mark.parametrize("recipe", KINDS)
@pytest.mark.parametrize("board", [WIDE, TALL], ids=["wide", "tall"])
def test_a_scene_shows_something(recipe: str, board: Board) -> None:
    """Light and dark, on the whole of a canvas of any shape."""
    picture = painted(recipe, 0.4, board=board)

    assert picture.shape == (board.height, board.width, 3)
    assert picture.std() > 12
    assert np.ptp(picture.mean(axis=(1, 2))) > 5


@pytest.mark.parametrize("recipe", KINDS)
def test_a_scene_moves_smoothly(recipe: str) -> None:
    """A second changes it, and a frame changes it less than a second does."""
    player = painter(recipe, 1, WIDE)
    start, soon, later = (
        player.paint(Moment(2 + after, 0.3 + after / 6)).astype(float) for after in (0, 0.04, 1)
    )

    assert np.abs(later - start).mean() > 0.25
    assert np.abs(soon - start).mean() < np.abs(later - start).mean()


@pytest.mark.parametrize("recipe", KINDS)
def test_a_seed_always_draws_the_same(recipe: str) -> None:
    """And another one something else."""
    first, again, other = (painted(recipe, 0.5, seed) for seed in (4, 4, 5))

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_sun_sets() -> None:
    """The evening sky is darker than the afternoon's."""
    sky = [painted("sunset", share)[:40].mean() for share in (0, 1)]

    assert sky[1] < sky[0] / 2


def test_a_soft_sky_has_no_bands() -> None:
    """Neighbouring rows of one colour are told apart by a trace of noise."""
    sky = painted("mountains", 0.2, board=Board(640, 360))[:30]

    assert len(np.unique(sky[:, 5, 2])) > 3
    assert all(len(np.unique(row[:, 2])) > 1 for row in sky)


def test_a_generated_segment_is_drawn() -> None:
    """From the draft to frames that differ."""
    shown = composed(draft(segment(0, 400, type="generated", recipe="Fire", seed=3)), {})

    assert len(shown) == 10
    assert not np.array_equal(shown[0], shown[9])


def test_a_scene_is_read_with_its_seed() -> None:
    """Its name may be written as one likes."""
    plan = planned(draft(segment(0, 400, type="generated", recipe="SEA ", seed=9)))

    assert plan.shots[0].footage == Scene("ocean", 9)
