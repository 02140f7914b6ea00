"""Frames into an encoder, one piece of the clip into one file without sound.

libx264 runs in this process, on this thread; other encoders are ffmpeg processes fed by a pipe.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import av
import ffmpeg as build
from av.video.frame import PictureType

from nemo_emulator.processes import Tool
from nemo_emulator.render.encoders import SOFTWARE, Encoder
from nemo_emulator.render.ffmpeg import check, command
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.packing import TIMESCALE
from nemo_emulator.render.plan import Canvas

KEYFRAME_EVERY_S = 4
REPEAT_S = 2
"""What is encoded of a still piece that lasts longer."""
BT709 = {
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "colorspace": "bt709",
    "color_range": "tv",
}
_BT709_NUMBER = _LIMITED = 1


class HardwareFailed(RenderFailed):
    """The device gave up; the software can still make the clip."""


class Writer(Protocol):
    """Takes the frames of one piece in order; as a context, the file is whole when it ends."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raises ``RenderFailed``, ``HardwareFailed`` when another encoder may do better."""
        ...

    def write(self, frame: Frame) -> None:
        """Encode the next frame. Raises as the end of the context does."""
        ...

    def repeat(self, frame: Frame, times: int) -> Iterator[int]:
        """The whole piece is one picture, ``times`` times; tells how many of them got done."""
        ...


def writer(path: Path, canvas: Canvas, encoder: Encoder, quality: str, ffmpeg: Path) -> Writer:
    """Makes an MP4 with one video stream at ``path``."""
    if encoder.software and encoder.name in av.codecs_available:
        return _Inside(path, canvas, encoder.options(quality))
    return _Beside(path, canvas, encoder, quality, ffmpeg)


class _Inside:
    """On this thread. All pieces are encoded with headers that are the same to the byte."""

    def __init__(self, path: Path, canvas: Canvas, options: dict[str, Any]) -> None:
        scale = {"video_track_timescale": str(TIMESCALE)}
        self._file = av.open(str(path), "w", format="mp4", container_options=scale)
        stream = self._file.add_stream(str(options["vcodec"]), canvas.fps)
        assert isinstance(stream, av.VideoStream)
        self._stream = stream
        self._frame_time = Fraction(1, canvas.fps)
        self._canvas = canvas
        # Packets of VP9 also depend on what was learned from those before, not on pictures alone.
        self._repeats = options["vcodec"] == SOFTWARE
        self._written = 0
        self._flushed = False
        self._set_up(dict(options))

    def _set_up(self, options: dict[str, Any]) -> None:
        context = self._stream.codec_context
        context.width, context.height = self._canvas.width, self._canvas.height
        context.pix_fmt = options.pop("pix_fmt")
        context.options = {
            key.partition(":")[0]: str(value) for key, value in options.items() if key != "vcodec"
        }
        context.time_base = self._frame_time
        context.gop_size = self._canvas.fps * KEYFRAME_EVERY_S
        context.thread_count = 1
        context.color_primaries = context.color_trc = context.colorspace = _BT709_NUMBER
        context.color_range = _LIMITED

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None and not self._flushed:
                self._file.mux(self._stream.encode(None))
        finally:
            self._file.close()

    def write(self, frame: Frame) -> None:
        self._file.mux(self._stream.encode(self._timed(frame, self._written)))
        self._written += 1

    def repeat(self, frame: Frame, times: int) -> Iterator[int]:
        """One group of pictures is encoded; its packets come again and again.

        It has no frames that depend on later ones, so that it may end anywhere.
        """
        if not self._repeats:
            yield from self._write_over(frame, times)
            return
        group = min(times, REPEAT_S * self._canvas.fps)
        packets: list[Any] = []
        for n in range(group):
            packets += self._stream.encode(self._chained(frame, n))
            yield 1
        packets += self._stream.encode(None)
        self._flushed = True
        self._mux_over(packets, times)
        yield times - group

    def _write_over(self, frame: Frame, times: int) -> Iterator[int]:
        for _ in range(times):
            self.write(frame)
            yield 1

    def _chained(self, frame: Frame, number: int) -> av.VideoFrame:
        """A frame that depends on the one before alone."""
        timed = self._timed(frame, number)
        timed.pict_type = PictureType.P if number else PictureType.I
        return timed

    def _mux_over(self, packets: list[Any], times: int) -> None:
        late = packets[0].pts - packets[0].dts
        for n in range(times):
            packet = packets[n % len(packets)]
            packet.time_base, packet.pts, packet.dts = self._frame_time, n, n - late
            self._file.mux(packet)

    def _timed(self, frame: Frame, number: int) -> av.VideoFrame:
        timed = _shared(frame)
        timed.pts, timed.time_base = number, self._frame_time
        return timed


def _shared(frame: Frame) -> av.VideoFrame:
    """The same memory as PyAV knows it; a copy where that cannot be (rows not in fours)."""
    rows = frame.data.reshape(frame.height * 3 // 2, frame.width)
    if frame.height % 4 == 0:
        return av.VideoFrame.from_numpy_buffer(rows, format="yuv420p")
    return av.VideoFrame.from_ndarray(rows, format="yuv420p")


class _Beside:
    """An ffmpeg process."""

    def __init__(
        self, path: Path, canvas: Canvas, encoder: Encoder, quality: str, ffmpeg: Path
    ) -> None:
        self._encoder = encoder
        stream = piece_stream(canvas, encoder, quality, path)
        self._tool = Tool(command(ffmpeg, stream, *encoder.before()), feeds=True)

    def __enter__(self) -> Self:
        self._tool.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._tool.__exit__(kind, error, trace)

    def write(self, frame: Frame) -> None:
        if not self._tool.write(frame.bytes):
            self._finish()

    def repeat(self, frame: Frame, times: int) -> Iterator[int]:
        for _ in range(times):
            self.write(frame)
            yield 1

    def _finish(self) -> None:
        try:
            check(self._tool.finish(), "Encoding")
        except RenderFailed as failed:
            if self._encoder.software:
                raise
            raise HardwareFailed(str(failed)) from failed


def piece_stream(canvas: Canvas, encoder: Encoder, quality: str, path: Path) -> Any:
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
        threads=1,
        video_track_timescale=TIMESCALE,
        **encoder.options(quality),
        **BT709,
    )
