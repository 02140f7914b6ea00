"""What shots show, frame by frame, before anything is encoded."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from emulator.tests.render_scene import composed, decoded, draft, film, photo, segment, source
from numpy.typing import NDArray
from PIL import Image

from nemo_emulator.render import RenderFailed, Source

Sources = dict[str, Source]


def image(start: int, length: int, url: str, **meta: Any) -> dict[str, Any]:
    return segment(start, length, url=url, **meta)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """A red and a blue one, and a clip."""
    folder = tmp_path_factory.mktemp("uploads")
    return {
        "red": photo(folder / "red.jpg", "#c00000"),
        "blue": photo(folder / "blue.png", "#0000c0", (100, 300)),
        "film": film(folder / "film.mp4"),
    }


def brightness(frames: list[NDArray[np.uint8]]) -> list[float]:
    return [float(frame.mean()) for frame in frames]


def test_a_moving_picture_is_as_sharp_as_a_still_one(tmp_path: Path) -> None:
    """Stripes of seven pixels keep their contrast on the way, to three per cent."""
    wave = 128 + 80 * np.sin(2 * np.pi * np.arange(1280) / 56)
    Image.fromarray(np.broadcast_to(wave, (720, 1280)).astype(np.uint8)).save(tmp_path / "w.png")
    stripes = {"w": source(tmp_path / "w.png", width=1280, height=720)}
    pan = {"kind": "pan-right", "amount": 0.1, "ease": "linear"}

    (still,) = composed(draft(image(0, 40, "w")), stripes)
    shown = composed(draft(image(0, 1000, "w", motion=pan)), stripes)

    contrasts = [frame[:, 8:-8].std() for frame in shown]
    assert np.mean(contrasts) == pytest.approx(still[:, 8:-8].std(), rel=0.03)


def test_a_clip_is_shown_frame_by_frame(photos: Sources) -> None:
    """Trimmed at 400 ms, it goes on from its eleventh frame, with the same levels."""
    told = draft(segment(0, 600, type="video", url="film", trim={"start": 400}))

    shown = brightness(composed(told, photos))

    assert shown == pytest.approx(brightness(decoded(photos["film"].path))[10:25], abs=1.2)


def test_a_clip_at_double_speed_leaves_out_every_other_frame(photos: Sources) -> None:
    """Evenly."""
    told = draft(segment(0, 400, type="video", url="film", speed=2))

    shown = brightness(composed(told, photos))

    assert shown == pytest.approx(brightness(decoded(photos["film"].path))[0:20:2], abs=1.2)


def test_a_clip_at_half_speed_shows_every_frame_twice(photos: Sources) -> None:
    """Evenly."""
    told = draft(segment(0, 800, type="video", url="film", speed=0.5))

    shown = brightness(composed(told, photos))

    whole = brightness(decoded(photos["film"].path))
    assert shown == pytest.approx([whole[n // 2] for n in range(20)], abs=1.2)


def test_the_last_frame_of_a_clip_stays(photos: Sources) -> None:
    """When its segment is longer than it is, and under the next one's entrance."""
    entrance = {"kind": "wipeleft", "d": 400}
    told = draft(
        segment(0, 1400, type="video", url="film"),
        image(1400, 600, "red", transition=entrance),
    )

    frames = composed(told, photos)

    assert len(frames) == 50
    assert frames[34].mean() == pytest.approx(frames[26].mean(), abs=1)
    assert frames[36][45, 3].mean() == pytest.approx(frames[34].mean(), abs=3)


@pytest.mark.parametrize("mode", ["contain", "stretch", "cover"])
@pytest.mark.parametrize("background", ["blur", "#204060"])
def test_a_clip_fits_every_canvas(photos: Sources, mode: str, background: str) -> None:
    """In each of the ways, on a tall canvas."""
    fit = {"mode": mode, "background": background}
    told = draft(
        segment(0, 200, type="video", url="film", fit=fit), canvas={"width": 90, "height": 160}
    )

    frames = composed(told, photos)

    assert frames[0].shape == (160, 90, 3)
    barred = mode == "contain" and background != "blur"
    assert (frames[4][3, 3, 2] > 80) == barred


def test_a_playlist_in_a_clips_clothes_is_not_followed(photos: Sources) -> None:
    """A relative ffconcat names another user's file; it is no MP4, so nothing is read."""
    disguised = photos["film"].path.with_name("innocent.mp4")
    disguised.write_text("ffconcat version 1.0\nfile film.mp4\n")
    sources = {"x": source(disguised, "video", duration_ms=1000)}

    with pytest.raises(RenderFailed) as failed:
        composed(draft(segment(0, 400, type="video", url="x", name="innocent.mp4")), sources)

    words = str(failed.value)
    assert words.startswith("Segment 1 of the video track (innocent.mp4) cannot be played:")
    assert str(disguised.parent) not in words


def test_a_clip_in_its_colors_stands_over_the_background(photos: Sources) -> None:
    """A gap between two pictures shows the canvas' colour."""
    told = draft(image(0, 200, "red"), image(400, 200, "blue"), canvas={"background": "#00ff00"})

    frames = composed(told, photos)

    assert frames[7][45, 80].tolist() == pytest.approx([0, 255, 0], abs=6)


def test_an_animation_plays_over_and_over(tmp_path: Path) -> None:
    """Each frame for its time, graded like any picture, and from its start again."""
    path = tmp_path / "blink.gif"
    colors = ("#ff0000", "#00ff00", "#0000ff")
    first, *rest = (Image.new("RGB", (32, 18), color) for color in colors)
    first.save(path, save_all=True, append_images=rest, duration=[80, 160, 80], loop=0)

    frames = composed(draft(image(0, 640, "x")), {"x": source(path)})

    shown = ["rgb"[int(np.argmax(frame[45, 80]))] for frame in frames]
    assert "".join(shown) == "rrggggbb" * 2


def test_a_webp_animation_plays_at_its_speed(tmp_path: Path) -> None:
    """Twice as fast is half as long."""
    path = tmp_path / "blink.webp"
    first, last = (Image.new("RGB", (32, 18), color) for color in ("#ff0000", "#0000ff"))
    first.save(path, save_all=True, append_images=[last], duration=[160, 80], lossless=True)
    told = draft(image(0, 240, "x", speed=2))

    frames = composed(told, {"x": source(path)})

    assert ["rgb"[int(np.argmax(frame[45, 80]))] for frame in frames] == list("rrbrrb")


def test_a_card_shows_its_text_on_its_color() -> None:
    """In the middle."""
    card = segment(0, 200, type="card", text="Fin", background="#204060", color="#ffff00")

    frames = composed(draft(card), {})

    assert frames[2][5, 5].tolist() == pytest.approx([0x20, 0x40, 0x60], abs=4)
    assert frames[2][30:60, 50:110, 0].max() > 200


def test_a_clip_has_its_look(photos: Sources) -> None:
    """Grey all over, at most half as bright as it was."""
    look = {"name": "black-and-white", "brightness": 0.5, "vignette": 0.5, "grain": 0.5}
    plain, graded = (
        composed(draft(segment(0, 400, type="video", url="film", **m)), photos)
        for m in ({}, {"look": look})
    )

    assert np.ptp(graded[9].astype(int), axis=2).max() <= 4
    assert graded[9].mean() < 0.6 * plain[9].mean()


def test_a_title_is_seen_only_in_its_time(photos: Sources) -> None:
    """Not a frame before, not a frame after, in a shot that lasts longer."""
    words = segment(200, 200, text="■", size=40, color="#00ff00")

    frames = composed(draft(image(0, 600, "red"), text=(words,)), photos)

    assert [
        n for n, frame in enumerate(frames) if frame[..., 1].max() > 200 > frame[45, 70, 0]
    ] == [
        5,
        6,
        7,
        8,
        9,
    ]
