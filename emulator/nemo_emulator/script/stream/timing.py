"""Effects on when a stream's bytes come, and on where it stops."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import floor

from nemo_emulator.script.amounts import Amount, Unit
from nemo_emulator.script.effects import Cut, Drip, Stall
from nemo_emulator.script.stream.framing import divided
from nemo_emulator.script.stream.model import Piece, Stream

PER_SECOND = 20


def dripped(stream: Stream, drip: Drip) -> Stream:
    """No faster than the rate; what comes later than it was said holds up the rest."""
    pieces, free = [], 0.0
    for piece in _crumbs(stream, max(int(drip.rate / PER_SECOND), 1)):
        at = max(piece.at, free)
        free = at + len(piece.data) / drip.rate
        pieces.append(replace(piece, at=at))
    return replace(stream, pieces=tuple(pieces), ends_at=max(stream.ends_at, free))


def _crumbs(stream: Stream, size: int) -> Iterator[Piece]:
    for piece in stream.pieces:
        for n in range(0, len(piece.data), size):
            yield Piece(piece.at, piece.data[n : n + size])


def stalled(stream: Stream, stall: Stall, bounds: Sequence[int]) -> Stream:
    """Everything after the amount comes so much later."""
    if not _reached(stream, stall.after, bounds):
        return replace(stream, missed=(*stream.missed, stall))
    before, after = _parted(stream, stall.after, bounds)
    late = tuple(replace(piece, at=piece.at + stall.seconds) for piece in after)
    return replace(stream, pieces=(*before, *late), ends_at=stream.ends_at + stall.seconds)


def cut(stream: Stream, how: Cut, bounds: Sequence[int]) -> Stream:
    """Nothing after the amount comes at all, and the end is of its kind.

    A cut at bytes of the wire is none of the stream's: it stays as it is.
    """
    if how.after.unit is Unit.WIRE_BYTES:
        return stream
    if not _reached(stream, how.after, bounds):
        return replace(stream, missed=(*stream.missed, how))
    kept, _ = _parted(stream, how.after, bounds)
    return replace(stream, pieces=kept, ends_at=_ends(stream, how.after, kept), by=how.by)


def _ends(stream: Stream, after: Amount, kept: tuple[Piece, ...]) -> float:
    match after.unit:
        case Unit.ALL:
            return stream.ends_at
        case Unit.SECONDS:
            return after.n
        case _:
            return kept[-1].at if kept else 0.0


def _reached(stream: Stream, after: Amount, bounds: Sequence[int]) -> bool:
    match after.unit:
        case Unit.SECONDS:
            return after.n <= stream.ends_at
        case Unit.EVENTS:
            return after.n <= len(bounds)
        case _:
            return _offset(after, bounds) <= (bounds[-1] if bounds else 0)


def _parted(
    stream: Stream, after: Amount, bounds: Sequence[int]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What comes up to the amount, and what comes after it."""
    if after.unit is Unit.SECONDS:
        before = tuple(piece for piece in stream.pieces if piece.at <= after.n)
        return before, stream.pieces[len(before) :]
    offset, size = _offset(after, bounds), 0
    pieces = divided(stream, (offset,)).pieces
    for n, piece in enumerate(pieces):
        if size >= offset:
            return pieces[:n], pieces[n:]
        size += len(piece.data)
    return pieces, ()


def _offset(after: Amount, bounds: Sequence[int]) -> int:
    """The amount in bytes of the body; ``bounds`` are the ends of its events."""
    total = bounds[-1] if bounds else 0
    match after.unit:
        case Unit.EVENTS:
            whole = floor(after.n)
            start = bounds[whole - 1] if whole else 0
            size = bounds[whole] - start if whole < len(bounds) else 0
            return start + int(size * (after.n - whole))
        case Unit.PERCENT:
            return int(total * after.n / 100)
        case Unit.ALL:
            return total
        case _:
            return int(after.n)
