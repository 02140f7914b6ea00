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
from emulator.tests.family import MARK, gone, marked
from emulator.tests.render_scene import (
    decoded,
    draft,
    heard,
    order,
    photo,
    segment,
    source,
)

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


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """``two``, rendered."""
    folder = tmp_path_factory.mktemp("clip")
    sources = {
        "red": photo(folder / "red.jpg", "#c00000"),
        "blue": photo(folder / "blue.png", "#0000c0", (100, 300)),
    }
    return rendered(two(), sources, folder)


@pytest.fixture
def photos(tmp_path: Path) -> Sources:
    """A red one, in a folder of its own."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    return {"red": photo(folder / "red.jpg", "#c00000")}


def two(transition: str = "fade") -> Draft:
    """Red, then blue after a second, with a title and music."""
    entrance = {"kind": transition, "d": 400}
    return draft(
        image(0, 1000, "red", motion={"kind": "ken-burns"}),
        image(1000, 1000, "blue", motion={"kind": "pan-left"}, transition=entrance),
        audio=(segment(0, 2000, fade_out=1000),),
        text=(segment(0, 1000, text="Hi 世", size=40, position="bottom-right", color="#00ff00"),),
    )


def test_the_file_is_what_every_player_plays(clip: Rendered) -> None:
    """H.264 High in 4:2:0 with BT.709 tags, AAC, index first, to the frame and the sample."""
    data = clip.path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(clip.path, format="mov") as container:
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


def test_it_says_what_it_made(clip: Rendered) -> None:
    """Frames, ms, bytes, pixels."""
    assert (clip.frames, clip.duration_ms, clip.width, clip.height) == (50, 2000, 160, 90)
    assert clip.size == clip.path.stat().st_size
    assert clip.encoder == "libx264"


def test_frames_come_at_even_times(clip: Rendered) -> None:
    """Across the joint of two chunks too."""
    with av.open(clip.path, format="mov") as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx([n / 25 for n in range(50)], abs=1e-5)


def test_each_picture_is_seen_in_its_time(clip: Rendered) -> None:
    """Red, half red half blue, blue; and the title only over the first."""
    frames = decoded(clip.path)

    corners = [frames[n][4, 4].astype(int) for n in (5, 30, 45)]
    assert corners[0] == pytest.approx((192, 0, 0), abs=12)
    assert corners[1] == pytest.approx((96, 0, 96), abs=25)
    assert corners[2] == pytest.approx((0, 0, 192), abs=12)
    green = [
        np.count_nonzero(frames[n][..., 1] > 60 + frames[n].astype(int)[..., 0]) for n in (5, 45)
    ]
    assert green[0] > 300
    assert green[1] == 0


def test_the_music_is_heard_and_fades(clip: Rendered) -> None:
    """Loud in the middle, gone at the end."""
    sound = heard(clip.path)

    middle, end = sound[40000:48000], sound[95000:96000]
    assert np.sqrt(np.mean(middle**2)) > 0.02
    assert np.sqrt(np.mean(end**2)) < 0.006


def test_progress_rises_to_one(photos: Sources, tmp_path: Path) -> None:
    """In many steps."""
    shares: list[float] = []

    rendered(draft(image(0, 2000, "red")), photos, tmp_path, shares)

    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 20


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
    assert gone(tmp_path)


@pytest.fixture(autouse=True)
def mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All processes started by this test are known by their environment."""
    monkeypatch.setenv(MARK, str(tmp_path))


def test_a_render_has_its_time(photos: Sources, tmp_path: Path) -> None:
    """After it the work is ended and the reason is told."""
    wish = order(long(), photos, tmp_path / "clip.mp4")

    with pytest.raises(RenderFailed, match=r"took longer than 0\.5 s"):
        asyncio.run(LocalRenderer(limit_s=0.5).render(wish, lambda _share: None))

    assert left(tmp_path) == ["uploads"]


def test_a_killed_worker_fails_the_render(photos: Sources, tmp_path: Path) -> None:
    """As when the machine runs out of memory. The next one is not concerned."""
    wish = order(long(), photos, tmp_path / "clip.mp4")
    short = order(draft(image(0, 200, "red")), photos, tmp_path / "short.mp4")

    async def main() -> None:
        async with LocalRenderer() as renderer:
            with pytest.raises(RenderFailed, match=r"killed by signal 9; is there enough memory"):
                await renderer.render(wish, lambda _share: _kill(_workers(tmp_path)))
            await renderer.render(short, lambda _share: None)

    asyncio.run(main())

    assert left(tmp_path) == ["short.mp4", "uploads"]
    assert gone(tmp_path)


def _kill(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def _servers(folder: Path) -> list[int]:
    """What renders are forked from."""
    return [pid for pid, parent in marked(folder).items() if parent == os.getpid()]


def _workers(folder: Path) -> list[int]:
    """Those that are forked."""
    servers = _servers(folder)
    return [pid for pid, parent in marked(folder).items() if parent in servers]


def test_a_killed_fork_server_harms_no_render(photos: Sources, tmp_path: Path) -> None:
    """The one that runs is finished, and the next has a new one."""
    sources = dict(photos)

    async def main() -> list[int]:
        frames = []
        async with LocalRenderer() as renderer:
            for name, length in (("one.mp4", 2000), ("two.mp4", 200)):
                wish = order(draft(image(0, length, "red")), sources, tmp_path / name)
                killed = await renderer.render(wish, lambda _share: _kill(_servers(tmp_path)))
                frames.append(killed.frames)
        return frames

    assert asyncio.run(main()) == [50, 5]
    assert left(tmp_path) == ["one.mp4", "two.mp4", "uploads"]
    assert gone(tmp_path)


def test_renders_share_what_is_loaded(photos: Sources, tmp_path: Path) -> None:
    """Within the context: one server, with one thread, as forks have; after it there is none."""
    seen: list[list[int]] = []
    threads: list[int] = []

    def look(_share: float) -> None:
        seen.append(_servers(tmp_path))
        threads.append(len(list(Path(f"/proc/{seen[-1][0]}/task").iterdir())))

    async def main() -> None:
        async with LocalRenderer() as renderer:
            renderer.expect()
            for name in ("one.mp4", "two.mp4"):
                wish = order(draft(image(0, 200, "red")), photos, tmp_path / name)
                await renderer.render(wish, look)

    asyncio.run(main())

    assert len(seen) > 2
    assert all(servers == seen[0] for servers in seen)
    assert set(threads) == {1}
    assert gone(tmp_path)


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
    """Not what it forks from, not a worker, not its ffmpeg, not its files, after kill -9."""
    words = [sys.executable, "-c", textwrap.dedent(SERVER), str(tmp_path)]
    root = Path(__file__).parents[2]

    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=root) as server:
        assert server.stdout is not None
        server.stdout.readline()
        assert len(marked(tmp_path)) >= 3
        server.kill()

    assert gone(tmp_path)
    assert left(tmp_path / "out") == []


def test_what_a_killed_render_left_does_not_matter(photos: Sources, tmp_path: Path) -> None:
    """The next one with the same target clears it away."""
    folder = tmp_path / "clip.mp4.part"
    folder.mkdir()
    (folder / "chunk00000.mp4").write_bytes(b"half")

    rendered(draft(image(0, 200, "red")), photos, tmp_path)

    assert left(tmp_path) == ["clip.mp4", "uploads"]
