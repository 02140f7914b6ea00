"""Looks: what they do to greys, to colours, to corners and to stillness."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_contract.draft import Look
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.grade import Grading, changes_colors, finish
from nemo_emulator.render.looks import LOOKS, PLAIN, Grade, grade


def ramp() -> Frame:
    """From black to white, left to right, with a red lower half."""
    pixels = np.zeros((64, 256, 3), np.uint8)
    pixels[:] = np.arange(256, dtype=np.uint8)[None, :, None]
    pixels[32:, :, 1:] = 0
    return Frame.of_rgb(pixels)


def applied(change: Grade) -> Frame:
    frame = ramp()
    Grading(change).apply(frame)
    return frame


def test_no_look_changes_nothing() -> None:
    """Not a pixel."""
    assert np.array_equal(applied(PLAIN).data, ramp().data)
    assert not changes_colors(PLAIN)


@pytest.mark.parametrize("name", sorted(set(LOOKS) - {"none"}))
def test_every_look_changes_something(name: str) -> None:
    """And is known under its name."""
    look = grade(Look(name=name))

    assert look is not None
    assert not np.array_equal(applied(look).data, ramp().data)


@given(brightness=st.floats(0, 4), contrast=st.floats(0, 4), name=st.sampled_from(sorted(LOOKS)))
def test_levels_stay_in_their_range(brightness: float, contrast: float, name: str) -> None:
    """Whatever is asked for, and brighter stays brighter."""
    look = grade(Look(name=name, brightness=brightness, contrast=contrast))
    assert look is not None

    frame = applied(look)

    y, u, v = frame.planes
    assert (int(y.min()) >= 16, int(y.max()) <= 235) == (True, True)
    assert min(u.min(), v.min()) >= 16
    assert max(u.max(), v.max()) <= 240


@pytest.mark.parametrize(("factor", "expected"), [(0.5, 71), (1.0, 126), (2.0, 181)])
def test_brightness_moves_the_middle_grey(factor: float, expected: int) -> None:
    """Down in proportion, up without clipping."""
    assert applied(Grade(brightness=factor)).planes[0][10, 128] == pytest.approx(expected, abs=1)


def test_contrast_turns_about_the_middle() -> None:
    """Dark gets darker, light lighter, the middle stays."""
    y = applied(Grade(contrast=1.5)).planes[0][10]

    assert y[64] < ramp().planes[0][10, 64]
    assert y[127] == pytest.approx(126, abs=1)
    assert y[192] > ramp().planes[0][10, 192]


def test_without_saturation_there_is_no_color() -> None:
    """Red becomes grey of the same brightness."""
    frame = applied(Grade(saturation=0))

    assert set(frame.planes[1].flat) == set(frame.planes[2].flat) == {128}
    assert np.array_equal(frame.planes[0], ramp().planes[0])


def test_tints_go_by_brightness() -> None:
    """Blue shadows, orange lights."""
    _, u, _ = applied(Grade(shadows=(10, 0), highlights=(-10, 0))).planes

    assert (int(u[5, 2]), int(u[5, 64]), int(u[5, 125])) == (138, 128, 118)


def test_a_blur_spreads_an_edge() -> None:
    """A sharp step takes several pixels."""
    frame = Frame.of_color(256, 64, "#000000")
    frame.planes[0][:, 128:] = 235
    Grading(Grade(blur=1.0)).apply(frame)

    assert np.count_nonzero((frame.planes[0][30] > 30) & (frame.planes[0][30] < 220)) > 8


def test_a_vignette_darkens_the_corners_alone() -> None:
    """The middle stays as it was, and so do the frame's colours there."""
    frame = Frame.of_color(160, 90, "#ff0000")
    finish(frame, Grade(vignette=0.6), 0)

    y, _, v = frame.planes
    assert (y[45, 80], v[22, 40]) == (63, 240)
    assert y[0, 0] < 40
    assert v[0, 0] < 190


def test_grain_differs_from_frame_to_frame_and_repeats() -> None:
    """The same frame always has the same grain."""
    frames = []
    for number in (0, 1, 0):
        frame = Frame.of_color(160, 90, "#808080")
        finish(frame, Grade(grain=0.5), number)
        frames.append(frame.planes[0].astype(int))

    assert np.array_equal(frames[0], frames[2])
    assert np.abs(frames[0] - frames[1]).mean() > 3
    assert frames[0].mean() == pytest.approx(126, abs=0.7)
