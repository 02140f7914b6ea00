"""Chunks are cut so that all cores work to the end, and every frame is in one piece."""

import pytest
from emulator.tests.render_scene import draft, photo, planned, segment
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.render import Source
from nemo_emulator.render.division import LEAST_S, Piece, pieces
from nemo_emulator.render.plan import RenderPlan

FPS = 30
CANVAS = {"width": 64, "height": 64, "fps": FPS}


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return photo(tmp_path_factory.mktemp("division") / "red.jpg", "#c00000")


def film(picture: Source, lengths: list[int], motion: str = "zoom-in") -> RenderPlan:
    """Pictures of so many ms."""
    starts = [sum(lengths[:n]) for n in range(len(lengths))]
    shown = [
        segment(start, length, url="red", motion={"kind": motion})
        for start, length in zip(starts, lengths, strict=True)
    ]
    return planned(draft(*shown, canvas=CANVAS), {"red": picture})


def frames(cut: tuple[Piece, ...]) -> list[int]:
    return [piece.span.frames for piece in cut]


@given(
    lengths=st.lists(st.integers(100, 9000), min_size=1, max_size=12),
    motion=st.sampled_from(["zoom-in", "none"]),
    cores=st.integers(1, 8),
)
def test_every_frame_is_in_one_piece(
    picture: Source, lengths: list[int], motion: str, cores: int
) -> None:
    """In their order, whatever the film and the machine."""
    whole = film(picture, lengths, motion)

    cut = pieces(whole, cores)

    numbers = [n for piece in cut for n in range(piece.span.start, piece.span.end)]
    assert numbers == list(range(whole.frames))
    assert all(piece.span.frames for piece in cut)
    inside = [piece.chunk.shot.span for piece in cut]
    assert all(
        s.start <= p.span.start < p.span.end <= s.end for s, p in zip(inside, cut, strict=True)
    )


def test_a_lone_picture_keeps_two_cores_busy(picture: Source) -> None:
    """Each gets half; one core gets it whole."""
    assert frames(pieces(film(picture, [3000]), 2)) == [45, 45]
    assert frames(pieces(film(picture, [3000]), 1)) == [90]


def test_what_is_begun_last_is_short(picture: Source) -> None:
    """Taken from the beginning."""
    assert frames(pieces(film(picture, [3000] * 10), 2)) == [22, 23, 22, 23, 45, 45, *[90] * 8]


def test_a_picture_more_leaves_the_other_pieces_as_they_are(picture: Source) -> None:
    """So that they need not be encoded again."""
    ten, eleven = (frames(pieces(film(picture, [3000] * n), 2)) for n in (10, 11))

    assert eleven == [*ten, 90]


def test_nothing_is_cut_too_short(picture: Source) -> None:
    """A group of pictures has its price."""
    cut = pieces(film(picture, [1300] * 20), 4)

    assert min(frames(cut)) >= LEAST_S * FPS


def test_a_still_film_is_not_cut(picture: Source) -> None:
    """One part of it is encoded anyway."""
    assert frames(pieces(film(picture, [20_000], "none"), 4)) == [600]
