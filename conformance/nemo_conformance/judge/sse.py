"""An event stream as it was written: events by the WHATWG rules, each with its time and place."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from nemo_conformance.record import Frame

LINE: Final = re.compile(rb"([^\r\n]*)(\r\n|\n|\r)")
BOM: Final = b"\xef\xbb\xbf"
ENDS_NO_LINE: Final = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What some languages take for the end of a line, and no event stream does."""

UNUSUAL: Final = re.compile(rb"(?m)^(?:data:.*\ndata:|data:[^ \r\n]|event:|id:|retry:)")
"""An event in several lines, no blank after the colon, fields beside the data."""


@dataclass(frozen=True, slots=True)
class Block:
    """An event's data, None for a comment; ``end`` is the byte after it, ``at`` when that came."""

    data: str | None
    at: float
    end: int


def blocks(frames: Sequence[Frame]) -> tuple[Block, ...]:
    """Everything a reader of these frames meets; what has no end is thrown away."""
    return tuple(_blocks(frames))


def _blocks(frames: Sequence[Frame]) -> Iterator[Block]:
    ends = tuple(accumulate(len(frame.data) for frame in frames))
    data: list[str] = []
    for line, end in _lines(b"".join(frame.data for frame in frames)):
        name, _, value = line.partition(":")
        if line and name == "data":
            data.append(value.removeprefix(" "))
        elif not line and data:
            yield Block("\n".join(data), _when(frames, ends, end), end)
            data = []
        elif line and not name:
            yield Block(None, _when(frames, ends, end), end)


def _lines(body: bytes) -> Iterator[tuple[str, int]]:
    for match in LINE.finditer(body):
        raw = match[1].removeprefix(BOM) if match.start() == 0 else match[1]
        yield raw.decode("utf-8", "replace"), match.end()


def _when(frames: Sequence[Frame], ends: Sequence[int], end: int) -> float:
    return frames[bisect_right(ends, end - 1)].at


def is_unusual(frames: Sequence[Frame]) -> bool:
    """Whether the stream was cut or framed otherwise than one LF-ended event a write."""
    body = b"".join(frame.data for frame in frames)
    if b"\r" in body or body.startswith(BOM) or UNUSUAL.search(body):
        return True
    if ENDS_NO_LINE.search(body.decode("utf-8", "replace")):
        return True
    return any(not frame.data.endswith(b"\n\n") for frame in frames if frame.data)
