"""Which H.264 encoder is used: the first one that really encodes a frame here.

That an encoder is listed says nothing: hardware is known to be there when a frame comes out.
"""

import asyncio
import logging
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nemo_emulator import processes
from nemo_emulator.render.ffmpeg import FfmpegChoice, command, find_ffmpeg, reason
from nemo_emulator.render.order import RenderFailed

log = logging.getLogger(__name__)

SOFTWARE = "libx264"
VP9 = "libvpx-vp9"
ORDER = ("h264_nvenc", "h264_qsv", "h264_vaapi", "h264_videotoolbox", SOFTWARE)
TRIAL_LIMIT_S = 15.0
VAAPI_DEVICE = "/dev/dri/renderD128"

Options = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Encoder:
    """An encoder of ffmpeg's that works here: of H.264, or of VP9."""

    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def software(self) -> bool:
        return self.name in {SOFTWARE, VP9}

    def options(self, quality: str) -> Options:
        """ffmpeg's options for quality low, medium or high."""
        options = {"vcodec": self.name, **_SETTINGS[self.name][quality]}
        if self.name == SOFTWARE and _has_avx512():
            told = options.get("x264-params")
            options["x264-params"] = f"{told}:{_WITHOUT_AVX512}" if told else _WITHOUT_AVX512
        return options

    def before(self) -> tuple[str, ...]:
        """Global options it needs."""
        return ("-vaapi_device", VAAPI_DEVICE) if self.name == "h264_vaapi" else ()

    def uploaded(self, stream: Any) -> Any:
        """The stream where the encoder wants its frames: on the device, for VAAPI."""
        if self.name != "h264_vaapi":
            return stream
        return stream.filter("format", "nv12").filter("hwupload")


# With it x264 writes the same bytes and takes a seventh longer (measured on Sapphire Rapids).
_WITHOUT_AVX512 = "asm=avx2"


@cache
def _has_avx512() -> bool:
    try:
        return " avx512" in Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return False


_HIGH: Options = {"profile:v": "high"}


def _x264(preset: str, crf: int, **more: str | int) -> Options:
    return {**_HIGH, "preset": preset, "crf": crf, "pix_fmt": "yuv420p", **more}


def _vp9(crf: int, speed: int) -> Options:
    return {"crf": crf, "b:v": 0, "deadline": "good", "cpu-used": speed, "pix_fmt": "yuv420p"}


# Measured on moving photographs: superfast with macroblock trees gives at crf 17 a VMAF of 95.6 for
# a quarter of the time of medium at crf 18; veryfast with subme 1 at crf 20 gives 92.9.
_SETTINGS: dict[str, dict[str, Options]] = {
    SOFTWARE: {
        "high": _x264("superfast", 17, **{"x264-params": "mbtree=1:rc-lookahead=10"}),
        "medium": _x264("veryfast", 20, **{"x264-params": "subme=1"}),
        "low": _x264("superfast", 24),
    },
    VP9: {"high": _vp9(24, 4), "medium": _vp9(32, 5), "low": _vp9(40, 5)},
    "h264_nvenc": {
        quality: {**_HIGH, "preset": "p5", "rc": "vbr", "cq": cq, "b:v": 0, "pix_fmt": "yuv420p"}
        for quality, cq in {"high": 20, "medium": 24, "low": 29}.items()
    },
    "h264_qsv": {
        quality: {**_HIGH, "preset": "medium", "global_quality": level, "pix_fmt": "nv12"}
        for quality, level in {"high": 20, "medium": 24, "low": 29}.items()
    },
    "h264_vaapi": {
        quality: {**_HIGH, "qp": qp}
        for quality, qp in {"high": 20, "medium": 24, "low": 29}.items()
    },
    "h264_videotoolbox": {
        quality: {**_HIGH, "q:v": level, "pix_fmt": "yuv420p"}
        for quality, level in {"high": 70, "medium": 60, "low": 45}.items()
    },
}

_CHOSEN: dict[tuple[Path, str], Encoder] = {}


async def choose_encoder(ffmpeg: FfmpegChoice | None = None, wish: str | None = None) -> Encoder:
    """The best encoder that works; ``wish`` or ``NEMO_ENCODER`` names the one that is wanted.

    Without ``ffmpeg`` it is the one that is found. Asked once a process. Raises ``RenderFailed``
    when none works, or not the one wished for.
    """
    ffmpeg = ffmpeg or find_ffmpeg()
    wish = wish or os.environ.get("NEMO_ENCODER", "")
    key = ffmpeg.path, wish
    if key not in _CHOSEN:
        _CHOSEN[key] = await _chosen(ffmpeg, wish)
    return _CHOSEN[key]


async def _chosen(ffmpeg: FfmpegChoice, wish: str) -> Encoder:
    names = (wish,) if wish else ORDER
    if unknown := set(names) - set(ORDER):
        raise RenderFailed(f"NEMO_ENCODER is {unknown.pop()!r}: choose one of {', '.join(ORDER)}.")
    refusals = await asyncio.gather(*(_trial(ffmpeg, Encoder(name)) for name in names))
    for name, refusal in zip(names, refusals, strict=True):
        if refusal is None:
            log.info("encoder %s, by %s (%s)", name, ffmpeg.path, ffmpeg.origin)
            return Encoder(name)
        log.debug("encoder %s does not work: %s", name, refusal)
    raise RenderFailed(f"No H.264 encoder works with {ffmpeg.path.name}: {refusals[-1]}")


async def _trial(ffmpeg: FfmpegChoice, encoder: Encoder) -> str | None:
    """Encode one frame; None when it worked, else why not."""
    import ffmpeg as build  # noqa: PLC0415 - the server starts without it

    gray = build.input("color=c=gray:s=320x240:r=30:d=1", format="lavfi").video
    stream = encoder.uploaded(gray).output("-", format="null", vframes=1, **encoder.options("high"))
    argv = command(ffmpeg.path, stream, *encoder.before())
    ended = await processes.ask(argv, limit_s=TRIAL_LIMIT_S)
    return reason(ended) if ended.code else None
