"""How near a clip comes to its ideal: the same motion of the full photographs, by Lanczos.

VMAF and SSIM by ffmpeg's libvmaf, on every third frame, of brightness. A clip counts as what its
colour tags say, so that nobody loses by a matrix.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from bench.peer_commands import GROWTH, SHOWN
from nemo_emulator.render import find_ffmpeg
from nemo_emulator.render.blend import mix
from nemo_emulator.render.frame import Frame

WIDTH, HEIGHT = 1920, 1080
FRAMES, FADE = 180, 15
RAW = ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{WIDTH}x{HEIGHT}", "-r", "30")


@dataclass(frozen=True, slots=True)
class Quality:
    """VMAF from 0 to 100, mean and worst frame; SSIM to 1."""

    vmaf: float
    worst: float
    ssim: float


def write_ideal(photos: Sequence[Path], target: Path) -> None:
    """Raw frames of the whole clip."""
    with target.open("wb") as file:
        for frame in _ideal(photos):
            file.write(frame.bytes)


def _ideal(photos: Sequence[Path]) -> Iterator[Frame]:
    first, second = (Image.open(path).convert("RGB") for path in photos)
    both = Frame.empty(WIDTH, HEIGHT)
    for n in range(FRAMES):
        later = n - FRAMES // 2
        if later < 0:
            yield _seen(first, n / (SHOWN[0] - 1))
        elif later >= FADE:
            yield _seen(second, later / (SHOWN[1] - 1))
        else:
            pair = _seen(first, n / (SHOWN[0] - 1)), _seen(second, later / (SHOWN[1] - 1))
            mix(*pair, (later + 1) / (FADE + 1), both)
            yield both


def _seen(photo: Image.Image, time: float) -> Frame:
    """The middle of a photograph, as much of it as fits into 16:9, grown."""
    zoom = 1 + GROWTH * time
    width = photo.width / zoom
    height = width * HEIGHT / WIDTH
    left, top = (photo.width - width) / 2, (photo.height - height) / 2
    box = (left, top, left + width, top + height)
    view = photo.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, box)
    return Frame.of_rgb(np.asarray(view))


def quality(clip: Path, ideal: Path) -> Quality:
    """Of a clip against the raw frames."""
    log = clip.with_suffix(".json")
    wanted = "[0:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[seen]"
    judged = f"libvmaf=n_subsample=3:feature=name=float_ssim:log_fmt=json:log_path={log}"
    argv = [str(find_ffmpeg().path), "-v", "error", "-i", str(clip), *RAW, "-i", str(ideal)]
    graph = f"{wanted};[seen][1:v]{judged}"
    subprocess.run([*argv, "-lavfi", graph, "-f", "null", "-"], check=True)
    pooled = json.loads(log.read_text())["pooled_metrics"]
    vmaf = pooled["vmaf"]
    return Quality(vmaf["mean"], vmaf["min"], pooled["float_ssim"]["mean"])
