"""Pieces and sound become the clip: copied packet by packet, not encoded again, and counted."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.packing import TIMESCALE, Packing


def frames_in(piece: Path) -> int:
    """How many frames a piece has; 0 for what is no whole MP4.

    Read from its index: to open it as a film would take a hundred times as long.
    """
    data = piece.read_bytes() if piece.exists() else b""
    at = data.rfind(_SIZES)
    return int.from_bytes(data[at + _COUNT : at + _COUNT + 4]) if at >= 0 else 0


# The box with the samples' sizes: its name, flags, the common size, then their number.
_SIZES, _COUNT = b"stsz", 12


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
        first = stack.enter_context(_opened(parts.pieces[0]))
        video = clip.add_stream_from_template(first.streams.video[0])
        shown = _end_to_end(parts.pieces, first, TIMESCALE // parts.fps)
        heard = _heard(parts.sound, packing, clip, stack)
        for packet, stream in merge(_on(shown, video), heard, key=_time):
            packet.stream = stream
            clip.mux_one(packet)


def _opened(piece: Path) -> InputContainer:
    return av.open(str(piece), format="mov")


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


def _end_to_end(pieces: Sequence[Path], first: InputContainer, step: int) -> Iterator[Any]:
    """All packets in decoding order; a frame lasts ``step`` of 1/90000 s, to the integer."""
    headers, before = _headers(first), 0
    for n, path in enumerate(pieces):
        with nullcontext(first) if n == 0 else _opened(path) as piece:
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
