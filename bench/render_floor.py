"""What the encoder alone takes: the clip's frames, already raw, into ffmpeg processes."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import ffmpeg as build

from nemo_emulator.render import Encoder, find_ffmpeg
from nemo_emulator.render.compose import frames
from nemo_emulator.render.encode import BT709, KEYFRAME_EVERY_S
from nemo_emulator.render.ffmpeg import command
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.order import RenderOrder
from nemo_emulator.render.pictures import Pictures
from nemo_emulator.render.plan import RenderPlan, plan
from nemo_emulator.render.players import Stage
from nemo_emulator.render.store import Store


def planned(order: RenderOrder) -> RenderPlan:
    return plan(order.draft, order.output, order.sources)


def composed(order: RenderOrder) -> Iterator[Frame]:
    """Every frame as it goes to the encoder."""
    whole = planned(order)
    stage = Stage(whole.canvas, find_ffmpeg().path, Pictures(3, Store(None)))
    for chunk in whole.chunks:
        yield from frames(chunk, stage)


def write_halves(order: RenderOrder, folder: Path) -> tuple[Path, Path]:
    """The raw frames in two files, best in memory."""
    halves = folder / "first.yuv", folder / "second.yuv"
    middle = planned(order).frames // 2
    with halves[0].open("wb") as first, halves[1].open("wb") as second:
        for n, frame in enumerate(composed(order)):
            (first if n < middle else second).write(frame.bytes)
    return halves


def encode_halves(halves: tuple[Path, Path]) -> None:
    """Two encoders side by side, a thread each: the floor."""
    running = [subprocess.Popen(_command(f"{half}", half, threads=1)) for half in halves]
    if any(process.wait() for process in running):
        raise SystemExit("The encoder failed; is there room for the raw frames?")


def encode_whole(halves: tuple[Path, Path]) -> None:
    """One encoder with as many threads as it likes."""
    both = "concat:" + "|".join(map(str, halves))
    subprocess.run(_command(both, halves[0]), check=True)


def _command(frames_from: str, beside: Path, **threads: int) -> list[str]:
    raw = build.input(
        frames_from, format="rawvideo", pix_fmt="yuv420p", s="1920x1080", framerate=30
    )
    stream = raw.output(
        os.fspath(beside.with_suffix(".mp4")),
        format="mp4",
        g=30 * KEYFRAME_EVERY_S,
        **Encoder("libx264").options("high"),
        **BT709,
        **threads,
    )
    return command(find_ffmpeg().path, stream)
