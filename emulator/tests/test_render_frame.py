"""Planes: colours by BT.709, chroma where it belongs, motion to a fraction of a pixel."""

from pathlib import Path

import numpy as np
import pytest
from emulator.tests.render_scene import photo
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nemo_contract.draft import Fit
from nemo_emulator.render.frame import Frame, halved, levels
from nemo_emulator.render.looks import PLAIN
from nemo_emulator.render.motions import Move, View
from nemo_emulator.render.plan import Canvas, Shot, Span, Still
from nemo_emulator.render.plan.model import NO_ENTRANCE
from nemo_emulator.render.prepare import prepare, working_size
from nemo_emulator.render.warp import show

CANVAS = Canvas(160, 90, 25, "#000000")


def shot(still: Still, move: Move) -> Shot:
    return Shot(
        span=Span(0, 25), footage=still, fit=Fit(), move=move, grade=PLAIN, entrance=NO_ENTRANCE
    )


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ("#000000", (16, 128, 128)),
        ("#ffffff", (235, 128, 128)),
        ("#808080", (126, 128, 128)),
        ("#ff0000", (63, 102, 240)),
        ("#00ff00", (173, 42, 26)),
        ("#0000ff", (32, 240, 118)),
        ("#ffff00", (219, 16, 138)),
    ],
)
def test_colors_are_bt709_in_limited_range(color: str, expected: tuple[int, int, int]) -> None:
    """The levels of the standard's own colour bars, by name and by pixel."""
    pixels = np.empty((4, 4, 3), np.uint8)
    pixels[:] = list(bytes.fromhex(color[1:]))

    frame = Frame.of_rgb(pixels)

    assert levels(color) == expected
    assert tuple(int(plane[1, 1]) for plane in frame.planes) == expected


def test_the_planes_lie_one_after_the_other() -> None:
    """As a raw video pipe wants them."""
    frame = Frame.of_color(8, 6, "#ff0000")

    assert len(frame.bytes) == 8 * 6 * 3 // 2
    assert bytes(frame.bytes) == bytes([63] * 48 + [102] * 12 + [240] * 12)


def test_chroma_is_sampled_on_even_columns_between_rows() -> None:
    """A ramp to the right keeps its value at column 2n; one downwards is averaged over two rows."""
    ramp = np.arange(32, dtype=np.uint8) * 4
    right, down = np.tile(ramp, (32, 1)), np.tile(ramp[:, None], (1, 32))

    assert halved(right)[5, 3:10].tolist() == (ramp[::2][3:10]).tolist()
    assert halved(down)[3:10, 5].tolist() == [int(ramp[2 * n]) + 2 for n in range(3, 10)]


def _smooth(width: int, height: int, phase: float = 0.0) -> NDArray[np.uint8]:
    """A soft pattern of ``width`` x ``height`` whose every pixel tells its place."""
    x = np.arange(width) + phase
    wave = 120 + 80 * np.sin(2 * np.pi * x / 40)
    return np.tile(np.rint(wave).astype(np.uint8), (height, 1))


def _rgb(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.repeat(grey[..., None], 3, axis=2)


@given(x=st.floats(0.4, 0.6), zoom=st.floats(1.0, 1.4))
def test_a_view_is_sampled_where_it_should_be(x: float, zoom: float) -> None:
    """The middle of the canvas shows the centre of the view, to a hundredth of a pixel's change."""
    picture = Frame.of_rgb(_rgb(_smooth(320, 60)))
    target = Frame.empty(160, 30)
    half = 0.5 / zoom
    view = View(min(max(x, half), 1 - half), 0.5, zoom)

    show(picture, view, target)

    step = 320 / (160 * zoom)
    at = view.x * 320 + (np.arange(160) + 0.5 - 80) * step - 0.5
    ideal = 16 + 219 / 255 * (120 + 80 * np.sin(2 * np.pi * at / 40))
    inner = slice(4, -4)
    assert np.abs(target.planes[0][15, inner] - ideal[inner]).max() < 1.7


@given(x=st.floats(0.4, 0.6), y=st.floats(0.4, 0.6), zoom=st.floats(1.3, 1.6))
def test_chroma_moves_with_luma(x: float, y: float, zoom: float) -> None:
    """In a red pattern both tell the same red, wherever the view is moved."""
    pixels = np.zeros((160, 320, 3), np.uint8)
    pixels[..., 0] = _smooth(320, 160) / 2 + _smooth(160, 320).T / 2
    target = Frame.empty(80, 40)

    show(Frame.of_rgb(pixels), View(x, y, zoom), target)

    luma, _, red = (plane.astype(float) for plane in target.planes)
    at_chroma = (luma[0::2, 0::2] + luma[1::2, 0::2]) / 2
    expected = 128 + (at_chroma - 16) * (112 / (0.2126 * 219))
    assert np.abs(red - expected)[2:-2, 2:-2].mean() < 1.0


def test_an_unmoved_picture_is_copied() -> None:
    """Not a pixel is resampled."""
    picture, target = Frame.of_rgb(_rgb(_smooth(160, 90))), Frame.empty(160, 90)

    show(picture, View(), target)

    assert np.array_equal(picture.data, target.data)


def test_motion_has_no_jitter() -> None:
    """In a slow zoom a line's place deviates from the ideal path by less than 0.02 pixels."""
    x = np.arange(400)
    line = 40 + 160 * np.exp(-(((x - 280.3) / 6) ** 2))
    picture = Frame.of_rgb(_rgb(np.tile(np.rint(line).astype(np.uint8), (60, 1))))
    target, move = Frame.empty(320, 48), Move("zoomin", 0.1, "linear", 60)

    errors = []
    for frame in range(60):
        view = move.view(frame)
        show(picture, view, target)
        step = 400 / (320 * view.zoom)
        ideal = (280.3 + 0.5 - view.x * 400) / step + 160 - 0.5
        errors.append(_line_at(target.planes[0][24]) - ideal)

    assert np.std(np.diff(errors)) < 0.02


def _line_at(row: NDArray[np.uint8]) -> float:
    """The centre of gravity of what rises above the ground."""
    weight = np.clip(row.astype(float) - row.min() - 8, 0, None)
    return float(np.sum(weight * np.arange(len(row))) / np.sum(weight))


def test_a_still_picture_is_prepared_at_the_size_of_the_canvas(tmp_path: Path) -> None:
    """So that nothing is left to do for each frame."""
    still = Still(source=photo(tmp_path / "a.jpg"), name="a")

    frame = prepare(shot(still, Move("still", 0.2, "linear", 25)), still, CANVAS)

    assert (frame.width, frame.height) == (160, 90)


def test_a_moving_picture_has_pixels_to_spare(tmp_path: Path) -> None:
    """At the end of the zoom one of its pixels is still less than one on the canvas."""
    still = Still(source=photo(tmp_path / "a.jpg"), name="a")

    width, height = working_size(CANVAS, shot(still, Move("zoomin", 0.2, "linear", 25)))

    assert width / 1.2 / 160 > 1.1
    assert width % 2 == height % 2 == 0
