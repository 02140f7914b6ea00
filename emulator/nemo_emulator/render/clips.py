"""Uploaded clips, decoded to frames of the working size at the canvas' rate.

The demuxer is forced by what the file's bytes are: a playlist in a clip's clothes is not followed.
"""

from pathlib import Path
from typing import Any

import ffmpeg as build

from nemo_contract.draft import Fit
from nemo_emulator.processes import Tool
from nemo_emulator.render.demuxers import demuxer
from nemo_emulator.render.ffmpeg import command, reason
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.nature import Nature, nature
from nemo_emulator.render.order import RenderFailed, Source
from nemo_emulator.render.plan import Canvas, Clip

Size = tuple[int, int]


def opened(source: Source, name: str, **options: str | float) -> Any:
    """The source as an input of ffmpeg's, its format forced."""
    return build.input(str(source.path), format=demuxer(source, name), **options)


LAST_FRAME_MS = 100
"""No later than so long before its end a clip is opened: after its last frame there is none."""


class ClipReader:
    """Reads a clip frame by frame; when it has run out its last frame stays.

    ``passed`` frames come before the first that is wanted.
    """

    def __init__(self, ffmpeg: Path, clip: Clip, stream: Any, size: Size, passed: int = 0) -> None:
        self._clip = clip
        self._passed = passed
        self._frame = Frame.empty(*size)
        self._any = False
        self._over = False
        self.tool = Tool(command(ffmpeg, stream), reads=True)

    def next(self) -> Frame:
        """The next frame; it is good until the one after is asked for.

        Raises ``RenderFailed`` when not even one could be decoded.
        """
        for _ in range(self._passed + 1):
            self._read()
        self._passed = 0
        if not self._any:
            said = reason(self.tool.finish())
            raise RenderFailed(f"{self._clip.name} cannot be played: {said}")
        return self._frame

    def _read(self) -> None:
        if not self._over:
            self._over = not self.tool.read_into(self._frame.bytes)
            self._any = self._any or not self._over


def opening(clip: Clip, canvas: Canvas, first: int) -> tuple[float, int]:
    """Where to open a clip to show its ``first`` frame, in ms, and how many frames come before."""
    frame_ms = clip.speed * 1000 / canvas.fps
    wanted = clip.start_ms + min(first, clip.frames(canvas.fps) - 1) * frame_ms
    begin = min(wanted, max(clip.start_ms, clip.end_ms - LAST_FRAME_MS))
    return begin, round((wanted - begin) / frame_ms)


def clip_stream(clip: Clip, canvas: Canvas, fit: Fit, size: Size, begin: float) -> Any:
    """Raw frames from ``begin`` on, in ms, fitted to ``size``."""
    seconds = (clip.end_ms - begin) / 1000
    video = opened(clip.source, clip.name, ss=f"{begin / 1000:.6f}", t=f"{seconds:.6f}")["V:0"]
    whole = video.filter("bwdif", mode="send_frame", deint="interlaced")
    timed = whole.filter("setpts", f"PTS/{clip.speed:.6f}")
    steady = timed.filter("fps", canvas.fps, start_time=0)
    plain = _plain(steady, nature(clip.source, clip.name), size)
    return (
        _FITS[fit.mode](plain, size, fit.background)
        .filter("setsar", 1)
        .output("pipe:1", format="rawvideo", pix_fmt="yuv420p", threads=1)
    )


def _plain(video: Any, kind: Nature, size: Size) -> Any:
    """Square pixels, and colours that are said to be what they are: BT.709 for high ranges."""
    if kind.aspect != 1:
        video = video.filter("scale", f"2*round(iw*{kind.aspect:.6f}/2)", "ih").filter("setsar", 1)
    if kind.transfer:
        return _tone_mapped(video, kind.transfer, size)
    return video.filter("setparams", colorspace=kind.matrix) if kind.matrix else video


def _tone_mapped(video: Any, transfer: str, size: Size) -> Any:
    """From a high range to what a usual screen shows, at no more pixels than are needed."""
    small = video.filter("scale", *size, force_original_aspect_ratio="increase", flags="bicubic")
    meant = small.filter(
        "setparams", color_trc=transfer, color_primaries="bt2020", colorspace="bt2020nc"
    )
    linear = meant.filter("zscale", t="linear", npl=_WHITE_NITS)
    mapped = (
        linear.filter("format", "gbrpf32le")
        .filter("zscale", p="bt709")
        .filter("tonemap", "mobius", param=_AS_IT_IS, desat=0)
    )
    return mapped.filter("zscale", t="bt709", m="bt709", r="tv").filter("format", "yuv420p")


# What is white on paper in a film of high range (ITU-R BT.2408).
_WHITE_NITS = 203
# Up to this share of that white nothing changes; what is brighter is pressed together above it.
_AS_IT_IS = 0.8

# Without these flags every level comes out one too low.
_EXACT = "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"
_TO_709 = {"out_color_matrix": "bt709", "out_range": "tv", "flags": _EXACT}


def _covering(video: Any, size: Size, _background: str) -> Any:
    grown = video.filter("scale", *size, force_original_aspect_ratio="increase", **_TO_709)
    return grown.filter("crop", *size)


def _stretched(video: Any, size: Size, _background: str) -> Any:
    return video.filter("scale", *size, **_TO_709)


def _contained(video: Any, size: Size, background: str) -> Any:
    if background == "blur":
        return _on_itself(video, size)
    color = "0x" + background.removeprefix("#")
    return _inside(video, size).filter("pad", *size, "(ow-iw)/2", "(oh-ih)/2", color)


def _inside(video: Any, size: Size) -> Any:
    return video.filter("scale", *size, force_original_aspect_ratio="decrease", **_TO_709)


def _on_itself(video: Any, size: Size) -> Any:
    """Over a dim and blurred copy that fills the canvas."""
    copies = video.filter_multi_output("split")
    small = (2 * (size[0] // 32), 2 * (size[1] // 32))
    soft = _covering(copies[0], small, "").filter("gblur", 3).filter("scale", *size)
    dim = soft.filter("eq", brightness=-0.15)
    return build.overlay(dim, _inside(copies[1], size), x="(W-w)/2", y="(H-h)/2")


_FITS = {"cover": _covering, "stretch": _stretched, "contain": _contained}
