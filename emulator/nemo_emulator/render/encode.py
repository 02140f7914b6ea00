"""Raw frames into an encoder, one chunk of the clip into one file without sound."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import ffmpeg as build

from nemo_emulator.processes import Tool
from nemo_emulator.render.encoders import Encoder
from nemo_emulator.render.ffmpeg import check, command
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.plan import Canvas

# Divides by every frame rate there is, so that times are exact.
TIMESCALE = 90000
KEYFRAME_EVERY_S = 4
_BT709 = {
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "colorspace": "bt709",
    "color_range": "tv",
}


class ChunkWriter:
    """Encodes the frames it is given into ``path``."""

    def __init__(self, ffmpeg: Path, stream: Any, options: tuple[str, ...]) -> None:
        self._tool = Tool(command(ffmpeg, stream, *options), feeds=True)

    def __enter__(self) -> Self:
        self._tool.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._tool.__exit__(kind, error, trace)

    def write(self, frame: Frame) -> None:
        """Hand over the next frame. Raises ``RenderFailed`` when the encoder has given up."""
        if not self._tool.write(frame.bytes):
            self.finish()

    def finish(self) -> None:
        """Wait until all is written. Raises ``RenderFailed`` when that went wrong."""
        check(self._tool.finish(), "Encoding")


def chunk_stream(canvas: Canvas, encoder: Encoder, quality: str, path: Path, threads: int) -> Any:
    """Frames from standard input to an MP4 of one video stream with BT.709 tags."""
    raw = build.input(
        "pipe:0",
        format="rawvideo",
        pix_fmt="yuv420p",
        s=f"{canvas.width}x{canvas.height}",
        framerate=canvas.fps,
    ).video
    tagged = raw.filter("setparams", range="limited", color_primaries="bt709").filter(
        "setparams", color_trc="bt709", colorspace="bt709"
    )
    return encoder.uploaded(tagged).output(
        str(path),
        format="mp4",
        g=canvas.fps * KEYFRAME_EVERY_S,
        threads=threads,
        video_track_timescale=TIMESCALE,
        **encoder.options(quality),
        **_BT709,
    )
