"""Titles: where they stand, how their lines break, how they lie over a frame."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from nemo_contract.draft import Box, Effect, Outline, TextMeta
from nemo_emulator.render.effects import Pose, pose
from nemo_emulator.render.fonts import _installed, has, other_font, system_font, title_font
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.overlay import lay
from nemo_emulator.render.plan import Canvas
from nemo_emulator.render.plan.titles import POSITIONS
from nemo_emulator.render.text import MARGIN, broken, label
from nemo_emulator.render.typeface import SHAPING, Line, Typeface, laid

CANVAS = Canvas(640, 360, 25, "#000000")


def drawn(pose: Pose | None = None, canvas: Canvas = CANVAS, **meta: object) -> Frame:
    frame = Frame.of_color(canvas.width, canvas.height, "#000000")
    lay(label(TextMeta.model_validate(meta), canvas), pose or Pose(), frame)
    return frame


def extent(frame: Frame) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is seen."""
    rows, columns = np.nonzero(frame.planes[0] > 40)
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def ink(frame: Frame) -> int:
    return int(np.count_nonzero(frame.planes[0] > 40))


@pytest.mark.parametrize("position", POSITIONS)
def test_a_title_stands_at_its_place(position: str) -> None:
    """In its ninth of the canvas, and not over the margin."""
    left, top, right, bottom = extent(drawn(text="Sea", position=position))

    x, y = (left + right) / 2 / CANVAS.width, (top + bottom) / 2 / CANVAS.height
    column, row = POSITIONS[position]
    assert abs(x - (0.12 + 0.76 * column)) < 0.08
    assert abs(y - (0.12 + 0.76 * row)) < 0.08
    assert left >= MARGIN * CANVAS.width
    assert bottom <= (1 - MARGIN) * CANVAS.height


@given(words=st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=12))
def test_lines_keep_every_word_and_their_width(words: list[str]) -> None:
    """Breaking loses nothing, and no line of several words is too wide."""
    font = title_font(30, bold=True)

    lines = list(broken(" ".join(words), font, 200))

    assert " ".join(lines).split() == words
    assert all(font.getlength(line) <= 200 or " " not in line for line in lines)


def test_chinese_breaks_between_characters_not_before_a_comma() -> None:
    """Punctuation stays with what it follows."""
    font = title_font(30, bold=True)

    lines = list(broken("夏天的海边，我们一起走过", font, 150))

    assert lines == ["夏天的海", "边，我们一", "起走过"]


def test_line_breaks_of_the_author_are_kept() -> None:
    """Two lines stay two."""
    assert list(broken("One\nTwo", title_font(30, bold=False), 500)) == ["One", "Two"]


def test_a_word_too_long_for_the_canvas_is_set_smaller() -> None:
    """It is shown whole rather than cut."""
    left, _, right, _ = extent(drawn(text="Donaudampfschifffahrtsgesellschaft", size=30))

    assert left >= MARGIN * CANVAS.width - 1
    assert right <= (1 - MARGIN) * CANVAS.width + 1


@pytest.mark.parametrize(
    "text",
    [
        "Hello",
        "Привет ў",
        "Γειά",
        "你好",
        "こんにちは",
        "안녕",
        "مرحبا",
        "שלום",
        "สวัสดี",
        "नमस्ते",
        "🎉❤",
        "✓♪→",
    ],
)
def test_every_letter_has_a_font(text: str) -> None:
    """None becomes the box that stands for an unknown one."""
    typeface = Typeface(40, bold=True)

    parts = list(typeface.parts(text))

    assert "".join(part for part, _ in parts) == text
    assert all(has(font, letter) or letter == " " for part, font in parts for letter in part)


@pytest.mark.skipif(not SHAPING, reason="letters are joined by the system's fribidi")
@pytest.mark.parametrize("picture", ["👨‍👩‍👧", "👍🏽", "1️⃣", "🇩🇪"])
def test_what_is_joined_is_one_picture(picture: str) -> None:
    """It is no wider than a single emoji, or than one of its parts and a half."""
    typeface = Typeface(40, bold=True)

    ((part, _),) = typeface.parts(picture)

    assert part == picture
    assert typeface.getlength(picture) < 1.5 * typeface.getlength("🎉")


def test_what_runs_leftwards_begins_at_the_right() -> None:
    """A number after an Arabic word stands to its left."""
    typeface, image = Typeface(40, bold=True), Image.new("L", (400, 80))
    text = "مرحبا 1"
    typeface.draw(ImageDraw.Draw(image), 10, 10, Line(text, leftwards=True, stroke=0))
    one = Image.new("L", (400, 80))
    typeface.draw(ImageDraw.Draw(one), 10, 10, Line("1", leftwards=False, stroke=0))

    width = round(typeface.getlength("1"))
    first = np.asarray(image)[:, : 10 + width].astype(int)

    assert np.abs(first - np.asarray(one)[:, : 10 + width]).max() <= 8


def test_a_font_of_the_system_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its family, however it is written; one that is not there is replaced by the usual one."""
    hebrew = other_font("NotoSansHebrew", 10, bold=False)
    assert hebrew is not None
    shutil.copy(Path(str(hebrew.path)), tmp_path / "Some-Face.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr("nemo_emulator.render.fonts._SYSTEM_FOLDERS", (str(tmp_path),))
    _installed.cache_clear()
    system_font.cache_clear()

    named = Typeface(40, bold=True, wish="noto sans hebrew").font
    other = Typeface(40, bold=True, wish="Comic Sans").font
    _installed.cache_clear()
    system_font.cache_clear()

    assert Path(str(named.path)) == tmp_path / "Some-Face.ttf"
    assert other is title_font(40, bold=True)


def test_bold_letters_are_heavier() -> None:
    """The same words have more ink."""
    assert ink(drawn(text="Sea", bold=True)) > 1.1 * ink(drawn(text="Sea", bold=False))


def test_the_size_is_in_per_cent_of_the_height() -> None:
    """Twice the size is twice the height."""
    heights = [b - t for _, t, _, b in (extent(drawn(text="H", size=s)) for s in (10, 20))]

    assert heights[1] == pytest.approx(2 * heights[0], abs=2)


def test_an_outline_surrounds_the_letters() -> None:
    """White letters on white are seen by their black border."""
    frame = Frame.of_color(640, 360, "#ffffff")
    outline = Outline(color="#000000", width=8)

    lay(label(TextMeta(text="Sea", outline=outline), CANVAS), Pose(), frame)

    assert frame.planes[0].min() <= 20


def test_a_box_lies_behind_the_words() -> None:
    """Half a black box halves the white ground."""
    frame = Frame.of_color(640, 360, "#ffffff")
    text = label(TextMeta(text=".", box=Box(opacity=0.5)), CANVAS)

    lay(text, Pose(), frame)

    assert frame.planes[0][text.y + 2, text.x + 2] == pytest.approx(16 + 219 / 2, abs=2)


def test_the_color_is_the_one_asked_for() -> None:
    """A thick red letter is red within."""
    frame = drawn(text="■", size=50, color="#ff0000")

    y, u, v = (int(plane[plane.shape[0] // 2, plane.shape[1] // 2]) for plane in frame.planes)

    assert (y, u, v) == (63, 102, 240)


def test_an_invisible_text_changes_nothing() -> None:
    """Opacity 0."""
    frame = drawn(Pose(opacity=0), text="Sea")

    assert ink(frame) == 0


def test_a_half_faded_text_is_half_as_bright() -> None:
    """Above black."""
    full, half = (drawn(Pose(opacity=o), text="■", size=50).planes[0].max() for o in (1, 0.5))

    assert half - 16 == pytest.approx((full - 16) / 2, abs=1)


@pytest.mark.parametrize("kind", ["pop", "zoom", "wipe"])
def test_a_text_grows_or_unrolls_as_it_comes(kind: str) -> None:
    """Early on it covers less of the canvas than later; at rest it is whole."""
    effect = Effect(kind=kind, duration=1000)

    widths = [
        right - left
        for left, _, right, _ in (
            extent(drawn(pose(effect, Effect(), at, 5000), text="Summer", size=20))
            for at in (200, 600, 1000)
        )
    ]

    assert widths[0] < widths[2]
    assert extent(drawn(pose(effect, Effect(), 1000, 5000), text="Summer", size=20)) == extent(
        drawn(text="Summer", size=20)
    )


TYPED = Effect(kind="typewriter", duration=1000)


def typed(at: int, text: str) -> Frame:
    """``at`` ms after it has begun to be typed."""
    return drawn(pose(TYPED, Effect(), at, 5000), text=text, enter=TYPED, size=20)


@pytest.mark.parametrize("text", ["Sea", "夏天的海", "Zoë", "👍🏽!"])
def test_a_text_is_typed_letter_by_letter(text: str) -> None:
    """As many pictures as letters, and one with none; each has the ink of the one before."""
    inks = [ink(typed(at, text)) for at in range(0, 1001, 20)]

    assert inks == sorted(inks)
    assert inks[0] == 0
    assert inks[-1] == ink(drawn(text=text, size=20))
    assert len(set(inks)) == {"Sea": 4, "夏天的海": 5, "Zoë": 4, "👍🏽!": 3}[text]


def test_arabic_is_typed_from_the_right() -> None:
    """Where it is read from; Latin from the left."""
    whole, half = extent(drawn(text="مرحبا", size=20)), extent(typed(500, "مرحبا"))
    latin, begun = extent(drawn(text="Summer", size=20)), extent(typed(500, "Summer"))

    assert half[2] == whole[2]
    assert half[0] > whole[0]
    assert begun[0] == latin[0]
    assert begun[2] < latin[2]


def test_lines_are_typed_one_after_the_other() -> None:
    """The second begins when the first is whole."""
    two = "Sea\nSky"

    after_three, whole = extent(typed(460, two)), extent(drawn(text=two, size=20))

    assert after_three[0] == pytest.approx(whole[0], abs=2)
    assert after_three[2] == pytest.approx(whole[2], abs=8)
    assert after_three[3] < whole[3] - 20


def test_a_text_moves_by_fractions_of_a_pixel() -> None:
    """Its centre of gravity follows a shift of 0.3 pixels."""
    centres = [_gravity(drawn(Pose(dx=share / 360), text="Sea").planes[0]) for share in (0, 0.3)]

    assert centres[1] - centres[0] == pytest.approx(0.3, abs=0.02)


def _gravity(luma: NDArray[np.uint8]) -> float:
    weight = luma.astype(float) - 16
    return float((weight.sum(0) * np.arange(luma.shape[1])).sum() / weight.sum())


@pytest.mark.parametrize("pose", [Pose(dy=-2.0), Pose(dx=5.0), Pose(dx=-0.9, dy=0.45)])
def test_a_text_may_leave_the_picture(pose: Pose) -> None:
    """What lies outside is not drawn."""
    assert ink(drawn(pose, text="Sea")) < ink(drawn(text="Sea"))


@pytest.mark.parametrize(
    ("leftwards", "shaping", "wanted"),
    [
        (False, True, ("abc", "ltr")),
        (True, True, ("abc", "rtl")),
        (False, False, ("abc", None)),
        (True, False, ("cba", None)),
    ],
)
def test_where_nothing_shapes_letters_stand_as_they_are_seen(
    *, leftwards: bool, shaping: bool, wanted: tuple[str, str | None]
) -> None:
    """Pillow refuses a direction without the system's fribidi."""
    assert laid("abc", leftwards=leftwards, shaping=shaping) == wanted
