"""Transitions: where they start, where they end, what they look like on the way."""

import numpy as np
import pytest

from nemo_emulator.render.blend import BLENDS, blend
from nemo_emulator.render.frame import Frame

RED, BLUE = (Frame.of_color(160, 90, color) for color in ("#ff0000", "#0000ff"))


def at(kind: str, share: float) -> Frame:
    target = Frame.of_color(160, 90, "#00ff00")
    blend(kind, RED, BLUE, share, target)
    return target


def close(frame: Frame, other: Frame) -> bool:
    return bool(np.abs(frame.data.astype(int) - other.data).max() <= 1)


@pytest.mark.parametrize("kind", BLENDS)
def test_it_leads_from_one_to_the_other(kind: str) -> None:
    """At 0 nothing of the new picture is seen, at 1 nothing of the old one."""
    assert close(at(kind, 0), RED)
    assert close(at(kind, 1), BLUE)


@pytest.mark.parametrize("kind", BLENDS)
def test_on_the_way_it_is_neither(kind: str) -> None:
    """And every pixel of the target was drawn."""
    underway = [at(kind, share) for share in (0.2, 0.5, 0.8)]

    assert any(not close(frame, RED) and not close(frame, BLUE) for frame in underway)
    assert kind == "fadewhite" or not any(np.any(frame.planes[0] > 170) for frame in underway)


@pytest.mark.parametrize("kind", BLENDS)
def test_it_never_goes_back(kind: str) -> None:
    """Frame by frame the picture comes nearer to the new one, but through another colour."""
    left = [
        np.abs(at(kind, share).planes[1].astype(int) - BLUE.planes[1]).mean()
        for share in np.linspace(0, 1, 11)
    ]

    assert kind in {"circlecrop", "rectcrop"} or np.all(np.diff(left) <= 0.5)


@pytest.mark.parametrize("size", [(160, 90), (90, 160), (66, 130), (98, 98)])
def test_any_size_can_be_blended(size: tuple[int, int]) -> None:
    """Sides that are even and nothing more."""
    old, new, target = (Frame.of_color(*size, color) for color in ("#ff0000", "#0000ff", "#000000"))

    for kind in BLENDS:
        blend(kind, old, new, 0.2, target)

        assert not np.array_equal(target.data, new.data)


def test_a_fade_is_an_even_mixture() -> None:
    """A quarter of the way a quarter of the difference."""
    assert at("fade", 0.25).planes[0][5, 5] == round(0.75 * 63 + 0.25 * 32)


@pytest.mark.parametrize(
    ("kind", "new", "old"),
    [
        ("wipeleft", (45, 150), (45, 10)),
        ("wiperight", (45, 10), (45, 150)),
        ("wipeup", (85, 80), (5, 80)),
        ("wipedown", (5, 80), (85, 80)),
        ("slideleft", (45, 150), (45, 10)),
        ("slideright", (45, 10), (45, 150)),
        ("slideup", (85, 80), (5, 80)),
        ("slidedown", (5, 80), (85, 80)),
        ("circleopen", (45, 80), (2, 2)),
        ("circleclose", (2, 2), (45, 80)),
    ],
)
def test_the_new_picture_comes_from_its_side(
    kind: str, new: tuple[int, int], old: tuple[int, int]
) -> None:
    """Half way it is seen at ``new`` (row, column), and the old one still at ``old``."""
    luma = at(kind, 0.5).planes[0]

    assert (luma[new], luma[old]) == (32, 63)


def test_fading_through_black_is_black_in_the_middle() -> None:
    """Neither picture is seen."""
    assert close(at("fadeblack", 0.5), Frame.of_color(160, 90, "#000000"))


def test_a_circle_is_round() -> None:
    """As wide as high, on a canvas that is not."""
    new = at("circleopen", 0.4).planes[0] < 50

    assert abs(int(new[45].sum()) - int(new[:, 80].sum())) <= 3


def test_a_slide_moves_the_picture_itself() -> None:
    """What was at the left edge of the new picture comes in first from the right."""
    marked = Frame.of_color(160, 90, "#0000ff")
    marked.planes[0][:, :4] = 200
    target = Frame.empty(160, 90)

    blend("slideleft", RED, marked, 0.5, target)

    assert target.planes[0][10, 80:86].tolist() == [200] * 4 + [32, 32]
