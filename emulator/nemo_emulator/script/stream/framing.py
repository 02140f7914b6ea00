"""Effects on how a stream's bytes look and fall apart; what it says stays the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, cycle
from typing import Final

from nemo_emulator.script.effects import (
    AnyEffect,
    Bom,
    LineEnd,
    Lines,
    SplitAt,
    SplitEvery,
    SplitUtf8,
)
from nemo_emulator.script.stream.model import Piece, Stream

BOM: Final = "\ufeff".encode()
_ENDS: Final = {
    LineEnd.CR: (b"\r",),
    LineEnd.CRLF: (b"\r\n",),
    LineEnd.MIXED: (b"\n", b"\r", b"\r\n"),
}
"""``MIXED`` never has CR right before LF: the two would be one line end."""
_WAYS: Final = {
    LineEnd.FOLDED: (re.compile(rb"(?m)^data: \{(.*)\}$"), rb"data: {\ndata: \1\ndata: }"),
    LineEnd.TIGHT: (re.compile(rb"(?m)^data: "), b"data:"),
    LineEnd.NAMED: (re.compile(rb"(?m)^data: "), b"event: message\nid: 7\nretry: 3000\ndata: "),
}


def frame(stream: Stream, effects: Iterable[AnyEffect]) -> Stream:
    """Other line ends, a byte order mark."""
    for effect in sorted(effects, key=lambda one: isinstance(one, Bom)):
        match effect:
            case Lines(end):
                stream = replace(stream, pieces=tuple(_lines(stream.pieces, end)))
            case Bom():
                first, *rest = stream.pieces or (Piece(0.0, b""),)
                marked = replace(first, data=BOM + first.data)
                stream = replace(stream, pieces=(marked, *rest))
            case _:
                pass
    return stream


def _lines(pieces: Iterable[Piece], end: LineEnd) -> Iterator[Piece]:
    if end in _WAYS:
        pattern, instead = _WAYS[end]
        for piece in pieces:
            yield replace(piece, data=pattern.sub(instead, piece.data))
        return
    ends = cycle(_ENDS[end])
    for piece in pieces:
        *lines, _ = piece.data.split(b"\n")
        yield replace(piece, data=b"".join(line + next(ends) for line in lines))


def split(stream: Stream, effects: Iterable[AnyEffect]) -> Stream:
    """Each piece in smaller ones, written one after the other at its time."""
    points = {point for effect in effects for point in _points(effect, stream.pieces)}
    return divided(stream, points) if points else stream


def divided(stream: Stream, points: Iterable[int]) -> Stream:
    """Cut also at these bytes of the body; nothing is moved."""
    wanted = frozenset(points)
    ends = accumulate(len(piece.data) for piece in stream.pieces)
    parts = (
        part
        for end, piece in zip(ends, stream.pieces, strict=True)
        for part in _parts(piece, end - len(piece.data), wanted)
    )
    return replace(stream, pieces=tuple(parts))


def _parts(piece: Piece, start: int, wanted: frozenset[int]) -> Iterator[Piece]:
    within = [n for n in range(1, len(piece.data)) if start + n in wanted]
    for a, b in zip([0, *within], [*within, len(piece.data)], strict=True):
        yield Piece(piece.at, piece.data[a:b])


def _points(effect: AnyEffect, pieces: tuple[Piece, ...]) -> Iterator[int]:
    match effect:
        case SplitAt(offsets):
            yield from offsets
        case SplitEvery(n):
            start = 0
            for piece in pieces:
                yield from range(start + n, start + len(piece.data), n)
                start += len(piece.data)
        case SplitUtf8():
            body = b"".join(piece.data for piece in pieces)
            yield from (n + 1 for n, byte in enumerate(body) if byte >= 0b1100_0000)
        case _:
            return
