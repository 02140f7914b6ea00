"""Pieces and sound become the clip: copied packet by packet, not encoded again, and counted."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Any

import av

from nemo_emulator.render.boxes import Sample, film
from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.packing import TIMESCALE, Packing

_UNIT = Fraction(1, TIMESCALE)
# Opening a file decodes 20 frames, to tell in which order they are shown. Nobody asks here.
_UNDECODED: Any = {"skip_frame": "all"}


def frames_in(piece: Path) -> int:
    """How many frames a piece has; 0 for what is no whole MP4."""
    try:
        return len(film(piece).samples)
    except (OSError, ValueError):
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
        ExitStack() as stack,
    ):
        first = stack.enter_context(_opened(parts.pieces[0], "mov", 1))
        video = clip.add_stream_from_template(first.streams.video[0])
        shown = _end_to_end(parts.pieces, TIMESCALE // parts.fps)
        heard = _heard(parts.sound, packing, clip, stack)
        for packet, stream in merge(_on(shown, video), heard, key=_time):
            packet.stream = stream
            clip.mux_one(packet)


def _opened(clip: Path, reader: str, streams: int) -> Any:
    return av.open(str(clip), format=reader, stream_options=[_UNDECODED] * streams)


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


def _time(packet: tuple[Any, Any]) -> float:
    """In s. The earlier packet is written first, so that the file plays from any disk."""
    return float(packet[0].dts * packet[0].time_base)


def _end_to_end(pieces: Sequence[Path], step: int) -> Iterator[Any]:
    """All packets in decoding order; a frame lasts ``step`` of 1/90000 s, to the integer."""
    headers, before = None, 0
    for path in pieces:
        piece = film(path)
        if piece.headers != (headers or piece.headers):
            raise RenderFailed("The parts of the clip do not fit together: export it again.")
        headers = piece.headers
        for sample in piece.samples:
            yield _packet(sample, before * step)
        before += len(piece.samples)


def _packet(sample: Sample, late: int) -> Any:
    packet = av.Packet(sample.data)
    packet.pts, packet.dts, packet.time_base = sample.pts + late, sample.dts + late, _UNIT
    packet.is_keyframe = sample.key
    return packet


def _full(piece: Any) -> Iterator[Any]:
    return (packet for packet in piece.demux(video=0) if packet.size)


def check(clip: Path, frames: int, packing: Packing) -> None:
    """Count the frames. Raises ``RenderFailed`` when the clip is not what was planned."""
    with _opened(clip, packing.reader, 1 + (packing.sound is not None)) as container:
        counted = sum(1 for _ in _full(container))
        sounds = len(container.streams.audio)
    if counted != frames:
        raise RenderFailed(f"The clip came out with {counted} frames instead of {frames}.")
    if sounds != (packing.sound is not None):
        raise RenderFailed("The clip came out without its sound.")
