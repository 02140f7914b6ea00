"""Pieces and sound become the clip: copied packet by packet, not encoded again, and counted."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Any

import av

from nemo_emulator.render.encode import TIMESCALE
from nemo_emulator.render.order import RenderFailed

_INDEX_FIRST = {"movflags": "+faststart", "video_track_timescale": str(TIMESCALE)}


def frames_in(piece: Path) -> int:
    """How many frames a piece has; 0 for what is no MP4."""
    try:
        with av.open(str(piece), format="mov") as container:
            return int(container.streams.video[0].frames)
    except (av.FFmpegError, IndexError):
        return 0


def join(pieces: Sequence[Path], sound: Path, fps: int, target: Path) -> None:
    """Lay the pieces end to end, add the sound, put the index first.

    Raises ``RenderFailed`` when pieces do not fit together.
    """
    with (
        av.open(str(target), "w", format="mp4", container_options=_INDEX_FIRST) as clip,
        av.open(str(sound), format="mov") as heard,
        av.open(str(pieces[0]), format="mov") as first,
    ):
        video = clip.add_stream_from_template(first.streams.video[0])
        audio = clip.add_stream_from_template(heard.streams.audio[0])
        shown = _end_to_end(pieces, _headers(first), TIMESCALE // fps)
        for packet, stream in merge(_on(shown, video), _on(heard.demux(audio=0), audio), key=_time):
            packet.stream = stream
            clip.mux_one(packet)


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


def check(clip: Path, frames: int) -> None:
    """Count the frames. Raises ``RenderFailed`` when the clip is not what was planned."""
    with av.open(str(clip), format="mov") as container:
        counted = sum(1 for _ in _full(container))
        sounds = len(container.streams.audio)
    if counted != frames:
        raise RenderFailed(f"The clip came out with {counted} frames instead of {frames}.")
    if sounds != 1:
        raise RenderFailed("The clip came out without its sound.")
