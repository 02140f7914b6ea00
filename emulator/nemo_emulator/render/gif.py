"""A finished clip as an animated GIF: fewer frames, a palette of its own, played over and over."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ffmpeg as build

from nemo_emulator.render.ffmpeg import run
from nemo_emulator.render.plan import Canvas

LONGEST_SIDE = {"high": 800, "medium": 640, "low": 480}
"""Pixels: a GIF of a whole HD picture would be as large as no one can send."""
MOST_FPS = 15
_DITHER = {"dither": "bayer", "bayer_scale": 4, "diff_mode": "rectangle"}


@dataclass(frozen=True, slots=True)
class Gif:
    """Every ``every``-th frame, scaled to ``width`` and ``height``."""

    width: int
    height: int
    every: int

    @classmethod
    def of(cls, canvas: Canvas, quality: str) -> "Gif":
        """As large and as smooth as a quality allows."""
        scale = min(1.0, LONGEST_SIDE[quality] / max(canvas.width, canvas.height))
        width, height = (max(2, 2 * round(n * scale / 2)) for n in (canvas.width, canvas.height))
        return cls(width, height, -(-canvas.fps // MOST_FPS))

    def frames(self, count: int) -> int:
        """How many of so many frames are shown."""
        return -(-count // self.every)


def animate(clip: Path, gif: Gif, target: Path, program: Path) -> None:
    """Make the GIF of an MP4. Raises ``RenderFailed``."""
    palette = target.with_suffix(".png")
    # Two runs, because one would hold all frames until the palette is known.
    colors = _shown(clip, gif).filter("palettegen", stats_mode="diff")
    run(program, colors.output(str(palette), vframes=1), "Choosing the colours of the GIF")
    seen = build.filter([_shown(clip, gif), build.input(str(palette))], "paletteuse", **_DITHER)
    run(program, seen.output(str(target), format="gif", loop=0), "Making the GIF")


def _shown(clip: Path, gif: Gif) -> Any:
    video = build.input(str(clip), format="mov").video
    some = video.filter("framestep", gif.every)
    return some.filter("scale", gif.width, gif.height, flags="lanczos")
