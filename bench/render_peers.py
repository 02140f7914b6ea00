"""Other tools make the same clip, with the same settings of x264: CPU, wall, and how good it is.

What is not installed is left out: MLT (Debian's ``melt``), ImageMagick (``convert``), MoviePy, the
Python of whose environment NEMO_BENCH_MOVIEPY names (it holds Pillow back, so it cannot be ours),
editly and FFCreator, in the node_modules of the folders NEMO_BENCH_EDITLY and NEMO_BENCH_FFCREATOR
(they have to be compiled, and want ``xvfb-run``). NEMO_BENCH_ROUNDS (3), NEMO_BENCH_PHOTOS.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench.peer_commands import (
    Argv,
    Wish,
    editly,
    ffcreator,
    magick,
    melt,
    moviepy,
    perspective,
    x264,
    zoompan,
)
from bench.render_clip import growing, order, photographs
from bench.render_floor import encode_halves, write_halves
from bench.render_measure import Cost, cost
from bench.render_quality import FRAMES, RAW, Quality, quality, write_ideal
from bench.table import Row, publish
from nemo_emulator.render import LocalRenderer, choose_encoder, find_ffmpeg
from nemo_emulator.render.audio import mix
from nemo_emulator.render.plan import plan

ROUNDS = int(os.environ.get("NEMO_BENCH_ROUNDS", "3"))
MEMORY = Path("/dev/shm")
OURS, FLOOR, MAGICK = "nemulator", "encoder alone", "ImageMagick"
TRIED = 15
"""Frames that ImageMagick makes; the rest is reckoned."""

Work = Callable[[], object]


def main() -> None:
    """Print the table and write out/bench/render_peers.json."""
    folder = Path(tempfile.mkdtemp(prefix="peers", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        asyncio.run(choose_encoder())
        photos = photographs(folder / "photos")[0][:2]
        costs = _measured(_contestants(folder, photos))
        write_ideal(photos, folder / "ideal.yuv")
        clips = {name: _clip(folder, name) for name in costs if _clip(folder, name).exists()}
        found = {name: quality(clip, folder / "ideal.yuv") for name, clip in clips.items()}
    finally:
        shutil.rmtree(folder)
    publish("render_peers", _rows(costs, found))


def _clip(folder: Path, name: str) -> Path:
    return folder / f"{name.replace(' ', '_')}.mp4"


def _contestants(folder: Path, photos: Sequence[Path]) -> dict[str, Work]:
    ours = order(growing(photos), photos, _clip(folder, OURS), None)
    music = mix(plan(ours.draft, ours.output, ours.sources), find_ffmpeg().path, folder)
    halves = write_halves(ours, folder)
    wish = Wish(photos, music, folder)

    def called(name: str) -> Wish:
        return replace(wish, target=_clip(folder, name))

    commands: dict[str, Argv | None] = {
        "zoompan": zoompan(called("zoompan"), 2304),
        "zoompan 444": zoompan(called("zoompan 444"), 2304, "yuv444p"),
        "zoompan of 8000": zoompan(called("zoompan of 8000"), 8000),
        "perspective": perspective(called("perspective")),
        "MLT": melt(called("MLT")),
        "MoviePy": moviepy(called("MoviePy")),
        "editly": editly(called("editly")),
        "FFCreator": ffcreator(called("FFCreator")),
    }
    works: dict[str, Work] = {
        FLOOR: lambda: encode_halves(halves),
        OURS: lambda: asyncio.run(LocalRenderer().render(ours, lambda _share: None)),
    }
    works |= {name: lambda a=argv: _run(a, folder) for name, argv in commands.items() if argv}  # type: ignore[misc]
    if magick(photos[0], 0):
        works[MAGICK] = lambda: _by_magick(photos[0], folder / "magick.mp4")
    return works


def _by_magick(photo: Path, target: Path) -> None:
    """Some frames, one after the other, into an encoder."""
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", *RAW[4:], "-i", "-"]
    options = [word for key, value in x264().items() for word in (f"-{key}", value)]
    argv = [str(find_ffmpeg().path), "-v", "error", *raw, *options, "-y", str(target)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for n in range(TRIED):
            command = magick(photo, n)
            assert command
            encoder.stdin.write(subprocess.run(command, check=True, capture_output=True).stdout)


def _run(argv: Sequence[str], folder: Path) -> None:
    """Some leave files where they are started."""
    subprocess.run(argv, cwd=folder, check=True, capture_output=True)


def _measured(contestants: dict[str, Work]) -> dict[str, list[Cost]]:
    """In turns, so that load meets all alike."""
    costs: dict[str, list[Cost]] = {name: [] for name in contestants}
    for n in range(ROUNDS):
        print(f"  round {n + 1}")
        for name, work in contestants.items():
            done = cost(work)
            costs[name].append(done)
            print(f"    {name:<24} {done.cpu:7.2f} CPU s {done.wall:7.2f} s", flush=True)
    return costs


def _rows(costs: dict[str, list[Cost]], found: dict[str, Quality]) -> list[Row]:
    rows, ours = [], median(each.cpu for each in costs[OURS])
    for name, them in costs.items():
        whole = FRAMES / TRIED if name == MAGICK else 1
        seconds = whole * median(each.cpu for each in them)
        wall = whole * median(each.wall for each in them)
        told = f"{wall:6.1f} s wall"
        if good := found.get(name):
            told += f"  VMAF {good.vmaf:.1f} (worst {good.worst:.1f})  SSIM {good.ssim:.4f}"
        rows.append(Row(name, seconds, "CPU s", seconds / ours, told))
    return rows


if __name__ == "__main__":
    main()
