"""Motions, transitions, moods and effects: names, and where things are at which time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_contract.draft import Effect
from nemo_emulator.render.blend import BLENDS
from nemo_emulator.render.effects import KINDS as EFFECTS
from nemo_emulator.render.effects import effect_kind, pose
from nemo_emulator.render.moods import MOODS, mood_name
from nemo_emulator.render.motions import KINDS as MOTIONS
from nemo_emulator.render.motions import Move, motion_kind
from nemo_emulator.render.music import MOODS as PLAYED
from nemo_emulator.render.transitions import ALIASES, CUT, KINDS, transition_kind


def test_every_transition_can_be_drawn() -> None:
    """All but the cut, which needs no drawing."""
    assert set(BLENDS) == set(KINDS) - {CUT}


def test_every_mood_can_be_played() -> None:
    """Names and music agree."""
    assert set(PLAYED) == set(MOODS)


@pytest.mark.parametrize("name", ["Wipe-Left", "wipe_left", "WIPE LEFT", "wipeleft"])
def test_the_writing_of_a_name_does_not_matter(name: str) -> None:
    """Case, hyphens, underscores and spaces."""
    assert transition_kind(name) == "wipeleft"


def test_other_names_lead_to_a_kind_that_exists() -> None:
    """No alias leads nowhere."""
    assert all(transition_kind(name) == kind for name, kind in ALIASES.items())
    assert mood_name("happy") == "upbeat"
    assert motion_kind("static") == "still"
    assert effect_kind("slide") == "slideup"


def test_unknown_names_are_none() -> None:
    """So that the plan can say so."""
    assert [find("swirl") for find in (transition_kind, motion_kind, effect_kind)] == [None] * 3


@given(
    move=st.builds(
        Move,
        kind=st.sampled_from(MOTIONS),
        amount=st.floats(0, 1),
        ease=st.sampled_from(["linear", "in-out"]),
        frames=st.integers(1, 300),
        turn=st.integers(0, 9),
    ),
    share=st.floats(0, 1.2),
)
def test_a_view_never_leaves_the_picture(move: Move, share: float) -> None:
    """At any time of any motion, and the zoom stays within what it was prepared for."""
    view = move.view(round(share * move.frames))

    half = 0.5 / view.zoom
    assert half - 1e-9 <= view.x <= 1 - half + 1e-9
    assert half - 1e-9 <= view.y <= 1 - half + 1e-9
    assert 1 <= view.zoom <= move.most_zoom + 1e-9


def test_a_zoom_goes_from_start_to_end() -> None:
    """From 1.0 on the first frame to 1 + amount on the last."""
    move = Move("zoomin", 0.2, "linear", 11)

    assert [round(move.view(frame).zoom, 3) for frame in (0, 5, 10)] == [1.0, 1.1, 1.2]


def test_a_pan_to_the_left_moves_the_view_left() -> None:
    """From the right edge to the left one."""
    move = Move("panleft", 0.25, "linear", 11)

    assert [round(move.view(frame).x, 3) for frame in (0, 5, 10)] == [0.6, 0.5, 0.4]


def test_an_eased_motion_starts_and_ends_softly() -> None:
    """Slower than linear at both ends, the same in the middle."""
    linear, eased = (Move("zoomin", 0.2, ease, 101) for ease in ("linear", "in-out"))

    assert eased.view(10).zoom < linear.view(10).zoom
    assert eased.view(50).zoom == pytest.approx(linear.view(50).zoom)
    assert eased.view(90).zoom > linear.view(90).zoom


def test_neighbours_move_differently() -> None:
    """Ken Burns takes turns."""
    views = {Move("kenburns", 0.2, "linear", 50, turn).view(20) for turn in range(4)}

    assert len(views) == 4


@given(kind=st.sampled_from(EFFECTS), at=st.floats(0, 3000))
def test_a_text_is_never_more_than_opaque(kind: str, at: float) -> None:
    """Whatever the effect and the time."""
    effect = Effect(kind=kind, duration=700)

    assert 0 <= pose(effect, effect, at, 3000).opacity <= 1


def test_a_text_comes_rests_and_goes() -> None:
    """Half faded in, fully there, half faded out."""
    fade = Effect(kind="fade", duration=400)

    shown = [pose(fade, fade, at, 2000).opacity for at in (200, 1000, 1800)]

    assert shown == [0.5, 1.0, 0.5]


def test_a_sliding_text_comes_from_below() -> None:
    """Up means that it starts lower than where it stays."""
    slide = Effect(kind="slide-up", duration=400)

    assert pose(slide, Effect(), 0, 2000).dy > pose(slide, Effect(), 200, 2000).dy > 0
    assert pose(slide, Effect(), 400, 2000).dy == 0
