"""Other files than MP4: WebM and animated GIF, as long and as large as was asked for."""

import asyncio
from pathlib import Path

import av
import pytest
from emulator.tests.render_scene import draft, photo, segment
from PIL import Image

from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.render import LocalRenderer, Rendered, RenderFailed, RenderOrder, Source
from nemo_emulator.render.gif import Gif
from nemo_emulator.render.plan import Canvas


def rendered(told: Draft, sources: dict[str, Source], target: Path, quality: str) -> Rendered:
    output = RenderOutput(format=target.suffix[1:], quality=quality)
    wish = RenderOrder(draft=told, output=output, sources=sources, target=target)
    return asyncio.run(LocalRenderer(threads=2).render(wish, lambda _share: None))


def told() -> Draft:
    """A still second and a half, a moving second, with music."""
    moving = {"kind": "zoom-in", "amount": 0.2}
    pictures = (segment(0, 2400, url="a"), segment(2400, 800, url="b", motion=moving))
    return draft(*pictures, audio=(segment(0, 3200),))


@pytest.fixture
def photos(tmp_path: Path) -> dict[str, Source]:
    return {name: photo(tmp_path / f"{name}.png", color) for name, color in _COLORS.items()}


_COLORS = {"a": "#c04020", "b": "#2040c0"}


def test_a_webm_is_made(photos: dict[str, Source], tmp_path: Path) -> None:
    """VP9 and Opus, every frame in its time, pictures and sound equally long."""
    done = rendered(told(), photos, tmp_path / "clip.webm", "high")

    with av.open(done.path, format="matroska") as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        codecs = (video.codec_context.name, audio.codec_context.name)
        frames = list(film.decode(video=0))
    with av.open(done.path, format="matroska") as film:
        sound = sum(frame.samples for frame in film.decode(audio=0))
    assert codecs[0] in {"vp9", "libvpx-vp9"}
    assert codecs[1] in {"opus", "libopus"}
    assert [round(frame.time * 25) for frame in frames] == list(range(80))
    assert frames[10].to_ndarray(format="rgb24")[5, 5].tolist() == pytest.approx(
        [192, 64, 32], abs=6
    )
    assert frames[70].to_ndarray(format="rgb24")[5, 5].tolist() == pytest.approx(
        [32, 64, 192], abs=6
    )
    assert sound / 48000 == pytest.approx(3.2, abs=1 / 25)
    assert (done.encoder, done.frames, done.duration_ms) == ("libvpx-vp9", 80, 3200)


def test_a_gif_is_made(photos: dict[str, Source], tmp_path: Path) -> None:
    """Every other frame, as long as the film, over and over."""
    done = rendered(told(), photos, tmp_path / "clip.gif", "high")

    with Image.open(done.path) as image:
        durations = []
        for n in range(done.frames):
            image.seek(n)
            durations.append(image.info["duration"])
        looped = image.info["loop"]
    assert (image.format, done.width, done.height, done.frames) == ("GIF", 160, 90, 40)
    assert sum(durations) == pytest.approx(3200, abs=20)
    assert looped == 0


@pytest.mark.parametrize(
    ("canvas", "quality", "expected"),
    [
        (Canvas(1920, 1080, 30, "#000000"), "high", Gif(800, 450, 2)),
        (Canvas(1080, 1920, 60, "#000000"), "medium", Gif(360, 640, 4)),
        (Canvas(320, 240, 24, "#000000"), "low", Gif(320, 240, 2)),
    ],
)
def test_a_gif_is_no_larger_than_can_be_sent(canvas: Canvas, quality: str, expected: Gif) -> None:
    """By quality; small canvases stay as they are."""
    assert Gif.of(canvas, quality) == expected


def test_other_formats_are_refused(photos: dict[str, Source], tmp_path: Path) -> None:
    """With those that there are."""
    with pytest.raises(RenderFailed, match=r"'avi' cannot be made: ask for mp4, webm, gif"):
        rendered(told(), photos, tmp_path / "clip.avi", "high")
