"""Other tools make the same clip, with the same settings of x264: CPU seconds, and ratios to ours.

NEMO_BENCH_MOVIEPY names the Python of an environment with MoviePy (it holds Pillow back, so it
cannot be ours); without it the row is left out. NEMO_BENCH_ROUNDS (3), NEMO_BENCH_PHOTOS.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from bench.render_clip import draft, order, photographs
from bench.render_floor import encode_halves, write_halves
from bench.render_measure import Cost, cost
from bench.table import Row, publish
from nemo_emulator.render import Encoder, LocalRenderer, choose_encoder, find_ffmpeg
from nemo_emulator.render.audio import mix
from nemo_emulator.render.plan import plan

ROUNDS = int(os.environ.get("NEMO_BENCH_ROUNDS", "3"))
PHOTOS = 2
SCRIPT = Path(__file__).with_name("moviepy_script.py")

Work = Callable[[], object]


def main() -> None:
    """Print the table and write out/bench/render_peers.json."""
    folder = Path(tempfile.mkdtemp(prefix="peers"))
    try:
        asyncio.run(choose_encoder())
        costs = _measured(_contestants(folder))
    finally:
        shutil.rmtree(folder)
    publish("render_peers", _rows(costs))


def _contestants(folder: Path) -> dict[str, Work]:
    photos = photographs(folder / "photos")[0][:PHOTOS]
    told = draft(photos)
    wish = order(told, photos, folder / "clip.mp4", None)
    music = mix(plan(told, wish.output, wish.sources), find_ffmpeg().path, folder)
    halves = write_halves(wish, folder)
    contestants: dict[str, Work] = {
        "encoder alone": lambda: encode_halves(halves),
        "nemulator": lambda: asyncio.run(LocalRenderer().render(wish, lambda _share: None)),
        "ffmpeg zoompan": lambda: _run(_zoompan(photos, music, folder, grown="")),
        "ffmpeg scale=8000": lambda: _run(_zoompan(photos, music, folder, grown="scale=8000:-1,")),
    }
    if python := os.environ.get("NEMO_BENCH_MOVIEPY"):
        argv = [python, str(SCRIPT), str(folder / "moviepy.mp4"), str(music), *map(str, photos)]
        contestants["MoviePy"] = lambda: _run(argv)
    return contestants


def _run(argv: Sequence[str]) -> None:
    subprocess.run(argv, check=True, capture_output=True)


def _zoompan(photos: Sequence[Path], music: Path, folder: Path, *, grown: str) -> list[str]:
    """As tutorials tell it, with the pixel format that players need."""
    first = grown or "scale=2304:-1,"
    move = "zoompan=z='1+0.2*on/105':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=105:s=1920x1080:fps=30"
    chains = [f"[{n}:v]{first}{move}[v{n}]" for n in range(len(photos))]
    fade = "[v0][v1]xfade=transition=fade:duration=0.5:offset=3,format=yuv420p[v]"
    inputs = [word for photo in photos for word in ("-i", str(photo))]
    options = Encoder("libx264").options("high")
    words = [word for key, value in options.items() for word in (f"-{key}", str(value))]
    graph = [
        "-filter_complex",
        ";".join([*chains, fade]),
        "-map",
        "[v]",
        "-map",
        f"{len(photos)}:a",
    ]
    target = [*words, "-c:a", "aac", "-t", "6", str(folder / "peer.mp4")]
    return [str(find_ffmpeg().path), "-y", *inputs, "-i", str(music), *graph, *target]


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


def _rows(costs: dict[str, list[Cost]]) -> list[Row]:
    cpu = {name: median(each.cpu for each in them) for name, them in costs.items()}
    targets = {"MoviePy": ">= 5"}
    return [
        Row(name, seconds, "CPU s", seconds / cpu["nemulator"], targets.get(name, ""))
        for name, seconds in cpu.items()
    ]


if __name__ == "__main__":
    main()
