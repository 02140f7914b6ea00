"""Pieces and sound become the clip: copied packet by packet, not encoded again, and counted."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Any

import av

from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.packing import TIMESCALE, Packing


def frames_in(piece: Path) -> int:
    """How many frames a piece has; 0 for what is no MP4."""
    try:
        with av.open(str(piece), format="mov") as container:
            return int(container.streams.video[0].frames)
    except (av.FFmpegError, IndexError):
        return 0


@dataclass(frozen=True, slots=True)
class Parts:
    """What becomes the clip: the pieces in order, ``fps``, and the sound if it has one."""

    pieces: Sequence[Path]
    fps: int
    sound: Path | None


def join(parts: Parts, packing: Packing, target: Path) -> None:
    """Lay the pieces end to end and add the sound.

    Raises ``RenderFailed`` when pieces do not fit together.
    """
    options = dict(packing.options)
    with (
        av.open(str(target), "w", format=packing.name, container_options=options) as clip,
        av.open(str(parts.pieces[0]), format="mov") as first,
        ExitStack() as stack,
    ):
        video = clip.add_stream_from_template(first.streams.video[0])
        shown = _end_to_end(parts.pieces, _headers(first), TIMESCALE // parts.fps)
        heard = _heard(parts.sound, packing, clip, stack)
        for packet, stream in merge(_on(shown, video), heard, key=_time):
            packet.stream = stream
            clip.mux_one(packet)


def _heard(
    sound: Path | None, packing: Packing, clip: Any, stack: ExitStack
) -> Iterator[tuple[Any, Any]]:
    if sound is None:
        return iter(())
    heard = stack.enter_context(av.open(str(sound), format=packing.reader))
    stream = clip.add_stream_from_template(heard.streams.audio[0])
    return _on(heard.demux(audio=0), stream)


def _on(packets: Iterator[Any], stream: Any) -> Iterator[tuple[Any, Any]]:
    return ((packet, stream) for packet in packets if packet.size)


def _time(packet: tuple[Any, Any]) -> Fraction:
    """In s. The earlier packet is written first, so that the file plays from any disk."""
    return Fraction(packet[0].dts * packet[0].time_base)


def _headers(piece: Any) -> bytes:
    return bytes(piece.streams.video[0].codec_context.extradata or b"")


def _end_to_end(pieces: Sequence[Path], headers: bytes, step: int) -> Iterator[Any]:
    """All packets in decoding order; a frame lasts ``step`` of 1/90000 s, to the integer."""
    before = 0
    for path in pieces:
        with av.open(str(path), format="mov") as piece:
            if _headers(piece) != headers:
                raise RenderFailed("The parts of the clip do not fit together: export it again.")
            for packet in _full(piece):
                packet.pts += before * step
                packet.dts += before * step
                yield packet
            before += piece.streams.video[0].frames


def _full(piece: Any) -> Iterator[Any]:
    return (packet for packet in piece.demux(video=0) if packet.size)


def check(clip: Path, frames: int, packing: Packing) -> None:
    """Count the frames. Raises ``RenderFailed`` when the clip is not what was planned."""
    with av.open(str(clip), format=packing.reader) as container:
        counted = sum(1 for _ in _full(container))
        sounds = len(container.streams.audio)
    if counted != frames:
        raise RenderFailed(f"The clip came out with {counted} frames instead of {frames}.")
    if sounds != (packing.sound is not None):
        raise RenderFailed("The clip came out without its sound.")
