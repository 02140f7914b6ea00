"""The commands by which users of other tools make the clip of ``render_peers``.

Two photographs of 4:3, each seen for 3 s and growing by a fifth, a cross-fade of half a second,
music; 1920x1080, 30 frames a second, the same settings of x264.
"""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nemo_emulator.render import Encoder, find_ffmpeg

SCRIPT = Path(__file__).with_name("moviepy_script.py")
FFCREATOR_SCRIPT = Path(__file__).with_name("ffcreator_script.js")
SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1280x1024x24")
"""Tools that draw by OpenGL want one."""
SHOWN = (105, 90)
"""Frames of each photograph, those under the cross-fade included."""
GROWTH = 0.2

Argv = list[str]


@dataclass(frozen=True, slots=True)
class Wish:
    """What goes in, and where the clip goes."""

    photos: Sequence[Path]
    music: Path
    target: Path


def x264() -> dict[str, str]:
    return {key: str(value) for key, value in Encoder("libx264").options("high").items()}


def zoompan(wish: Wish, width: int, kind: str = "yuv420p") -> Argv:
    """As tutorials tell it; from pictures that are ``width`` wide, the larger the smoother."""
    moves = [
        f"scale={width}:-1,crop=iw:iw*9/16,format={kind},"
        f"zoompan=z='1+{GROWTH}*on/{n - 1}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2'"
        f":d={n}:s=1920x1080:fps=30"
        for n in SHOWN
    ]
    return _faded(wish, moves)


def perspective(wish: Wish) -> Argv:
    """The filter that can move by parts of a pixel, from pictures that are larger by a fifth."""
    moves = []
    for n in SHOWN:
        zoom = f"(1+{GROWTH}*(on-1)/{n - 1})"  # its frames are counted from 1
        near, far = f"(1-1/{zoom})/2", f"(1+1/{zoom})/2"
        corners = f"x0=W*{near}:y0=H*{near}:x1=W*{far}:y1=H*{near}"
        corners += f":x2=W*{near}:y2=H*{far}:x3=W*{far}:y3=H*{far}"
        moves.append(
            f"scale=2304:-1,crop=iw:iw*9/16,loop={n - 1}:1,setpts=N/30/TB,fps=30,"
            f"perspective={corners}:interpolation=cubic:eval=frame,scale=1920:1080"
        )
    return _faded(wish, moves)


def _faded(wish: Wish, moves: Sequence[str]) -> Argv:
    """With the pixel format that players need."""
    chains = [f"[{n}:v]{move},setsar=1[v{n}]" for n, move in enumerate(moves)]
    fade = "[v0][v1]xfade=transition=fade:duration=0.5:offset=3,format=yuv420p[v]"
    inputs = [word for path in wish.photos for word in ("-i", str(path))]
    graph = ["-filter_complex", ";".join([*chains, fade]), "-map", "[v]", "-map", "2:a"]
    options = [word for key, value in x264().items() for word in (f"-{key}", value)]
    target = [*options, "-c:a", "aac", "-t", "6", str(wish.target)]
    return [str(find_ffmpeg().path), "-y", *inputs, "-i", str(wish.music), *graph, *target]


def melt(wish: Wish) -> Argv | None:
    """MLT, by its command line; None where it is not installed."""
    program = shutil.which("melt")
    if program is None:
        return None
    pictures: Argv = []
    for path, frames in zip(wish.photos, SHOWN, strict=True):
        wide, high = 1920 * (1 + GROWTH), 1440 * (1 + GROWTH)
        grown = f"{960 - wide / 2:g} {540 - high / 2:g} {wide:g} {high:g}"
        rect = f"0=0 -180 1920 1440; {frames - 1}={grown}"
        picture = [str(path), f"out={frames - 1}", "-attach", "affine"]
        pictures += [*picture, f"transition.rect={rect}", "transition.fill=1"]
    mixed = [*pictures, "-mix", "15", "-mixer", "luma"]
    sound = ["-track", str(wish.music), "out=179", "-transition", "mix", "a_track=0", "b_track=1"]
    options = [f"{key}={value}" for key, value in x264().items()]
    consumer = ["-consumer", f"avformat:{wish.target}", *options, "acodec=aac", "real_time=-2"]
    return [program, "-silent", "-profile", "atsc_1080p_30", *mixed, *sound, *consumer]


def moviepy(wish: Wish) -> Argv | None:
    """None without ``NEMO_BENCH_MOVIEPY``."""
    python = os.environ.get("NEMO_BENCH_MOVIEPY")
    if not python:
        return None
    words = [wish.target, wish.music, x264()["x264-params"], *wish.photos]
    return [python, str(SCRIPT), *map(str, words)]


def editly(wish: Wish) -> Argv | None:
    """None without ``NEMO_BENCH_EDITLY``, a folder with editly in its node_modules."""
    home = Path(os.environ.get("NEMO_BENCH_EDITLY", ""), "node_modules", "editly")
    if not home.is_dir():
        return None
    options = [word for key, value in x264().items() for word in (f"-{key}", value)]
    told = {
        "width": 1920,
        "height": 1080,
        "fps": 30,
        "outPath": str(wish.target),
        "audioFilePath": str(wish.music),
        "ffmpegPath": str(find_ffmpeg().path),
        "defaults": {"transition": {"name": "fade", "duration": 0.5}},
        "customOutputArgs": [*options, "-c:a", "aac"],
        "clips": [
            {"duration": frames / 30, "layers": [_layer(photo)]}
            for photo, frames in zip(wish.photos, SHOWN, strict=True)
        ],
    }
    script = wish.target.with_suffix(".json5")
    script.write_text(json.dumps(told), "utf-8")
    return [*SCREEN, "node", str(home / "cli.js"), str(script)]


def _layer(photo: Path) -> dict[str, object]:
    motion = {"zoomDirection": "in", "zoomAmount": GROWTH, "resizeMode": "cover"}
    return {"type": "image", "path": str(photo), **motion}


def ffcreator(wish: Wish) -> Argv | None:
    """None without ``NEMO_BENCH_FFCREATOR``, a folder with FFCreator in its node_modules."""
    home = os.environ.get("NEMO_BENCH_FFCREATOR")
    if not home:
        return None
    words = [wish.target, wish.music, x264()["x264-params"], find_ffmpeg().path, *wish.photos]
    return [*SCREEN, "node", str(FFCREATOR_SCRIPT), home, *map(str, words)]


def magick(photo: Path, frame: int) -> Argv | None:
    """One frame by ImageMagick, to standard output; None where it is not installed."""
    program = shutil.which("convert")
    if program is None:
        return None
    scale = 1920 / 4096 * (1 + GROWTH * frame / (SHOWN[0] - 1))
    view = ["-define", "distort:viewport=1920x1080", "-distort", "SRT"]
    return [program, str(photo), *view, f"2048,1536 {scale:.6f} 0 960,540", "rgb:-"]
