"""Whole renders: the file that comes out, and what is left when none does."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from emulator.tests.render_scene import (
    decoded,
    draft,
    film,
    heard,
    order,
    photo,
    segment,
    source,
)
from PIL import Image

from nemo_contract.wire import Draft
from nemo_emulator.render import LocalRenderer, Rendered, RenderFailed, Source

Sources = dict[str, Source]


def rendered(
    told: Draft, sources: Sources, folder: Path, shares: list[float] | None = None
) -> Rendered:
    heard_shares = [] if shares is None else shares
    wish = order(told, sources, folder / "clip.mp4")
    return asyncio.run(LocalRenderer(threads=2).render(wish, heard_shares.append))


def refusal(told: Draft, sources: Sources, folder: Path) -> str:
    with pytest.raises(RenderFailed) as failed:
        rendered(told, sources, folder)
    return str(failed.value)


def left(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def image(start: int, length: int, url: str, **meta: Any) -> dict[str, Any]:
    return segment(start, length, url=url, **meta)


@pytest.fixture
def photos(tmp_path: Path) -> Sources:
    """A red and a blue one, and a clip."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    return {
        "red": photo(folder / "red.jpg", "#c00000"),
        "blue": photo(folder / "blue.png", "#0000c0", (100, 300)),
        "film": film(folder / "film.mp4"),
    }


def two(transition: str = "fade") -> Draft:
    """Red, then blue after a second, with a title and music."""
    entrance = {"kind": transition, "d": 400}
    return draft(
        image(0, 1000, "red", motion={"kind": "ken-burns"}),
        image(1000, 1000, "blue", motion={"kind": "pan-left"}, transition=entrance),
        audio=(segment(0, 2000, fade_out=1000),),
        text=(segment(0, 1000, text="Hi 世", size=40, position="bottom-right", color="#00ff00"),),
    )


def test_the_file_is_what_every_player_plays(photos: Sources, tmp_path: Path) -> None:
    """H.264 High in 4:2:0 with BT.709 tags, AAC, index first, to the frame and the sample."""
    result = rendered(two(), photos, tmp_path)

    data = result.path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(result.path, format="mov") as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        context = video.codec_context
        assert (context.name, video.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1
        assert (video.width, video.height, str(video.average_rate)) == (160, 90, "25")
        assert (audio.codec_context.name, audio.rate, audio.codec_context.channels) == (
            "aac",
            48000,
            2,
        )
        assert container.duration == 2_000_000
        assert audio.duration == 96000


def test_it_says_what_it_made(photos: Sources, tmp_path: Path) -> None:
    """Frames, ms, bytes, pixels."""
    result = rendered(two(), photos, tmp_path)

    assert (result.frames, result.duration_ms, result.width, result.height) == (50, 2000, 160, 90)
    assert result.size == (tmp_path / "clip.mp4").stat().st_size
    assert result.encoder == "libx264"


def test_frames_come_at_even_times(photos: Sources, tmp_path: Path) -> None:
    """Across the joint of two chunks too."""
    result = rendered(two(), photos, tmp_path)

    with av.open(result.path, format="mov") as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([n / 25 for n in range(50)], abs=1e-5)


def test_each_picture_is_seen_in_its_time(photos: Sources, tmp_path: Path) -> None:
    """Red, half red half blue, blue; and the title only over the first."""
    frames = decoded(rendered(two(), photos, tmp_path).path)

    corners = [frames[n][4, 4].astype(int) for n in (5, 30, 45)]
    assert corners[0] == pytest.approx((192, 0, 0), abs=12)
    assert corners[1] == pytest.approx((96, 0, 96), abs=25)
    assert corners[2] == pytest.approx((0, 0, 192), abs=12)
    green = [
        np.count_nonzero(frames[n][..., 1] > 60 + frames[n].astype(int)[..., 0]) for n in (5, 45)
    ]
    assert green[0] > 300
    assert green[1] == 0


def test_the_music_is_heard_and_fades(photos: Sources, tmp_path: Path) -> None:
    """Loud in the middle, gone at the end."""
    sound = heard(rendered(two(), photos, tmp_path).path)

    middle, end = sound[40000:48000], sound[95000:96000]
    assert np.sqrt(np.mean(middle**2)) > 0.02
    assert np.sqrt(np.mean(end**2)) < 0.006


def test_progress_rises_to_one(photos: Sources, tmp_path: Path) -> None:
    """In many steps."""
    shares: list[float] = []

    rendered(two(), photos, tmp_path, shares)

    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 20


def test_a_clip_is_shown_frame_by_frame(photos: Sources, tmp_path: Path) -> None:
    """Trimmed at 400 ms, its brightness goes on from there in the same steps."""
    told = draft(segment(0, 600, type="video", url="film", trim={"start": 400}))

    brightness = [frame.mean() for frame in decoded(rendered(told, photos, tmp_path).path)]

    steps = np.diff(brightness)
    assert len(brightness) == 15
    assert brightness[0] == pytest.approx(10 * 4 * 255 / 219, abs=4)
    assert steps == pytest.approx([4 * 255 / 219] * 14, abs=2)


def test_a_clip_at_double_speed_takes_double_steps(photos: Sources, tmp_path: Path) -> None:
    """Every other frame is left out."""
    told = draft(segment(0, 400, type="video", url="film", speed=2))

    brightness = [frame.mean() for frame in decoded(rendered(told, photos, tmp_path).path)]

    assert np.diff(brightness) == pytest.approx([8 * 255 / 219] * 9, abs=3)


def test_the_last_frame_of_a_clip_stays(photos: Sources, tmp_path: Path) -> None:
    """When its segment is longer than it is, and under the next one's entrance."""
    entrance = {"kind": "wipeleft", "d": 400}
    told = draft(
        segment(0, 1400, type="video", url="film"),
        image(1400, 600, "red", transition=entrance),
    )

    frames = decoded(rendered(told, photos, tmp_path).path)

    assert len(frames) == 50
    assert frames[34].mean() == pytest.approx(frames[26].mean(), abs=1)
    assert frames[36][45, 3].mean() == pytest.approx(frames[34].mean(), abs=3)


@pytest.mark.parametrize("mode", ["contain", "stretch", "cover"])
@pytest.mark.parametrize("background", ["blur", "#204060"])
def test_a_clip_fits_every_canvas(
    photos: Sources, tmp_path: Path, mode: str, background: str
) -> None:
    """In each of the ways, on a tall canvas."""
    fit = {"mode": mode, "background": background}
    told = draft(
        segment(0, 200, type="video", url="film", fit=fit), canvas={"width": 90, "height": 160}
    )

    frames = decoded(rendered(told, photos, tmp_path).path)

    assert frames[0].shape == (160, 90, 3)
    barred = mode == "contain" and background != "blur"
    assert (frames[4][3, 3, 2] > 80) == barred


@pytest.mark.parametrize(
    ("width", "height", "fps"), [(90, 160, 30), (98, 98, 24), (66, 130, 60), (160, 90, 25)]
)
def test_every_canvas_is_exact_to_the_frame(
    photos: Sources, tmp_path: Path, width: int, height: int, fps: int
) -> None:
    """Tall, square, odd numbers of macroblocks; each rate."""
    canvas = {"width": width, "height": height, "fps": fps}
    told = draft(image(0, 517, "red"), canvas=canvas)

    result = rendered(told, photos, tmp_path)

    assert result.frames == round(0.517 * fps)
    assert len(decoded(result.path)) == result.frames


def test_a_playlist_in_a_clips_clothes_is_not_followed(photos: Sources, tmp_path: Path) -> None:
    """A relative ffconcat names another user's file; it is no MP4, so nothing is read."""
    disguised = tmp_path / "uploads" / "innocent.mp4"
    disguised.write_text("ffconcat version 1.0\nfile film.mp4\n")
    sources = {"x": source(disguised, "video", duration_ms=1000)}

    words = refusal(
        draft(segment(0, 400, type="video", url="x", name="innocent.mp4")), sources, tmp_path
    )

    assert words.startswith("Segment 1 of the video track (innocent.mp4) cannot be played:")
    assert str(tmp_path) not in words


def test_a_clip_in_its_colors_stands_over_the_background(photos: Sources, tmp_path: Path) -> None:
    """A gap between two pictures shows the canvas' colour."""
    told = draft(image(0, 200, "red"), image(400, 200, "blue"), canvas={"background": "#00ff00"})

    frames = decoded(rendered(told, photos, tmp_path).path)

    assert frames[7][45, 80] == pytest.approx((0, 255, 0), abs=6)


def test_an_animation_plays_over_and_over(tmp_path: Path) -> None:
    """Each frame for its time, graded like any picture, and from its start again."""
    path = tmp_path / "blink.gif"
    colors = ("#ff0000", "#00ff00", "#0000ff")
    first, *rest = (Image.new("RGB", (32, 18), color) for color in colors)
    first.save(path, save_all=True, append_images=rest, duration=[80, 160, 80], loop=0)

    frames = decoded(rendered(draft(image(0, 640, "x")), {"x": source(path)}, tmp_path).path)

    shown = ["rgb"[int(np.argmax(frame[45, 80]))] for frame in frames]
    assert "".join(shown) == "rrggggbb" * 2


def test_a_webp_animation_plays_at_its_speed(tmp_path: Path) -> None:
    """Twice as fast is half as long."""
    path = tmp_path / "blink.webp"
    first, last = (Image.new("RGB", (32, 18), color) for color in ("#ff0000", "#0000ff"))
    first.save(path, save_all=True, append_images=[last], duration=[160, 80], lossless=True)
    told = draft(image(0, 240, "x", speed=2))

    frames = decoded(rendered(told, {"x": source(path)}, tmp_path).path)

    assert ["rgb"[int(np.argmax(frame[45, 80]))] for frame in frames] == list("rrbrrb")


def test_a_card_shows_its_text_on_its_color(tmp_path: Path) -> None:
    """In the middle."""
    card = segment(0, 200, type="card", text="Fin", background="#204060", color="#ffff00")

    frames = decoded(rendered(draft(card), {}, tmp_path).path)

    assert frames[2][5, 5] == pytest.approx((0x20, 0x40, 0x60), abs=4)
    assert frames[2][30:60, 50:110, 0].max() > 200


def test_a_clip_has_its_look(photos: Sources, tmp_path: Path) -> None:
    """Grey all over, at most half as bright as it was."""
    look = {"name": "black-and-white", "brightness": 0.5, "vignette": 0.5, "grain": 0.5}
    plain, graded = (
        decoded(
            rendered(draft(segment(0, 400, type="video", url="film", **m)), photos, tmp_path).path
        )
        for m in ({}, {"look": look})
    )

    assert np.ptp(graded[9].astype(int), axis=2).max() <= 4
    assert graded[9].mean() < 0.6 * plain[9].mean()


def test_a_damaged_picture_fails_the_render_with_its_name(photos: Sources, tmp_path: Path) -> None:
    """And leaves nothing behind."""
    bad = tmp_path / "uploads" / "bad.jpg"
    bad.write_bytes(b"\xff\xd8\xff\xe0 nothing more")
    sources = photos | {"bad": source(bad)}

    words = refusal(
        draft(image(0, 400, "red"), image(400, 400, "bad", name="bad.jpg")), sources, tmp_path
    )

    assert words == (
        "Segment 2 of the video track (bad.jpg) cannot be read: the picture is damaged or cut off."
    )
    assert left(tmp_path) == ["uploads"]


def test_an_ffmpeg_that_fails_fails_the_render(
    photos: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what it said."""
    program = tmp_path / "ffmpeg"
    program.write_text(
        "#!/bin/sh\n"
        'case "$*" in *lavfi*) exit 0;; esac\n'
        "echo 'No space left on device' >&2; exit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("NEMO_FFMPEG", str(program))

    words = refusal(draft(image(0, 400, "red"), audio=(segment(0, 400),)), photos, tmp_path)

    assert words.endswith("failed: No space left on device")
    assert left(tmp_path) == ["ffmpeg", "uploads"]


def long() -> Draft:
    """Would take some seconds."""
    return draft(
        image(0, 60_000, "red", motion={"kind": "zoom-in"}),
        canvas={"width": 640, "height": 360, "fps": 60},
    )


def test_cancelling_ends_the_work_at_once(photos: Sources, tmp_path: Path) -> None:
    """Within a second, without a process or a file left."""
    wish = order(long(), photos, tmp_path / "clip.mp4")
    began = asyncio.Event()

    async def cancelled() -> float:
        task = asyncio.create_task(LocalRenderer().render(wish, lambda _share: began.set()))
        await began.wait()
        asked = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - asked

    took = asyncio.run(cancelled())

    assert took < 1.0
    assert left(tmp_path) == ["uploads"]
    assert _gone(tmp_path)


def _gone(folder: Path) -> bool:
    """No process works in a folder any more, or soon none will."""
    until = time.monotonic() + 1
    while _workers(folder) and time.monotonic() < until:
        time.sleep(0.01)
    return not _workers(folder)


def _workers(folder: Path) -> list[str]:
    """Command lines of processes that work in a folder."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return [line for line in lines if str(folder) in line]


def test_a_render_has_its_time(photos: Sources, tmp_path: Path) -> None:
    """After it the work is ended and the reason is told."""
    wish = order(long(), photos, tmp_path / "clip.mp4")

    with pytest.raises(RenderFailed, match=r"took longer than 0\.5 s"):
        asyncio.run(LocalRenderer(limit_s=0.5).render(wish, lambda _share: None))

    assert left(tmp_path) == ["uploads"]


def test_a_killed_worker_fails_the_render(photos: Sources, tmp_path: Path) -> None:
    """As when the machine runs out of memory."""
    wish = order(long(), photos, tmp_path / "clip.mp4")

    def kill(_share: float) -> None:
        for pid in _children():
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(RenderFailed, match=r"killed by signal 9; is there enough memory"):
        asyncio.run(LocalRenderer().render(wish, kill))

    assert left(tmp_path) == ["uploads"]
    assert _gone(tmp_path)


def _children() -> list[int]:
    """This process' own render processes."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            command = (path / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == os.getpid() and b"nemo_emulator.render.worker" in command:
            found.append(int(path.name))
    return found


def test_a_worker_that_breaks_off_is_told(
    photos: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its code and its last line."""
    monkeypatch.setattr("nemo_emulator.render.local.WORKER", "nemo_emulator.no_such_module")
    wish = order(draft(image(0, 200, "red")), photos, tmp_path / "clip.mp4")

    with pytest.raises(RenderFailed, match=r"broke off with code 1: .*No module named"):
        asyncio.run(LocalRenderer().render(wish, lambda _share: None))


SERVER = """
    import asyncio, sys
    from pathlib import Path
    from emulator.tests.render_scene import order, photo
    from emulator.tests.test_render_local import long
    from nemo_emulator.render import LocalRenderer

    folder = Path(sys.argv[1])
    sources = {"red": photo(folder / "red.jpg")}
    wish = order(long(), sources, folder / "out" / "clip.mp4")
    asyncio.run(LocalRenderer().render(wish, lambda share: print(share, flush=True)))
"""


def test_nothing_outlives_a_killed_server(tmp_path: Path) -> None:
    """Not the worker, not its ffmpeg, not its files, even after kill -9."""
    words = [sys.executable, "-c", textwrap.dedent(SERVER), str(tmp_path)]
    root = Path(__file__).parents[2]

    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=root) as server:
        assert server.stdout is not None
        server.stdout.readline()
        assert _workers(tmp_path / "out")
        server.kill()

    assert _gone(tmp_path / "out")
    assert left(tmp_path / "out") == []


def test_what_a_killed_render_left_does_not_matter(photos: Sources, tmp_path: Path) -> None:
    """The next one with the same target clears it away."""
    folder = tmp_path / "clip.mp4.part"
    folder.mkdir()
    (folder / "chunk00000.mp4").write_bytes(b"half")

    rendered(draft(image(0, 200, "red")), photos, tmp_path)

    assert left(tmp_path) == ["clip.mp4", "uploads"]
