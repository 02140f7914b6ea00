"""Server-sent events, from bytes in any cut to whole events (C-SSE-1; WHATWG HTML 9.2.6)."""

from itertools import repeat
from typing import Final, NamedTuple

BOM: Final = b"\xef\xbb\xbf"
LIMIT: Final = 32 * 1024 * 1024
MESSAGE: Final = "message"
_BETWEEN: Final = "\n\ndata: "
_LONGEST_NUMBER: Final = 18


class TooLarge(ValueError):
    """One event is larger than the decoder may keep; close the stream, it cannot be read on."""


class Event(NamedTuple):
    """One dispatched event; ``id`` is the last event id known when it was dispatched.

    A tuple, because a stream may bring a million of them and a tuple is made fastest.
    """

    data: str
    type: str = MESSAGE
    id: str = ""


_make: Final = tuple.__new__
"""Twice as fast as the constructor of a named tuple."""


class Decoder:
    """C-SSE-1: takes bytes in any cut and gives every event as soon as its blank line is there.

    ``retry`` is the last reconnection time the stream asked for, in ms. ``limit`` bounds, in bytes,
    what may come between two blank lines; beyond it ``feed`` raises ``TooLarge``.
    """

    def __init__(self, *, limit: int = LIMIT) -> None:
        self.retry: int | None = None
        self._limit = limit
        self._start = b""
        self._started = False
        self._after_cr = False
        self._line: list[bytes] = []
        self._data: list[str] = []
        self._held = 0
        self._type = ""
        self._id = self._next_id = ""

    def feed(self, chunk: bytes) -> list[Event]:
        """The events that ``chunk`` completes, in order."""
        if self._is_simple(chunk):
            self._id, self._held = self._next_id, 0
            return [_make(Event, (chunk[6:-2].decode("utf-8", "replace"), MESSAGE, self._id))]
        clean = self._lf_only(self._after_bom(chunk))
        end = clean.rfind(b"\n") + 1
        self._held += len(chunk)
        events = self._read(self._lines(clean[:end])) if end else []
        if end < len(clean):
            self._line.append(clean[end:])
        if self._held > self._limit:
            raise TooLarge(f"one event of the stream is larger than {self._limit} bytes")
        return events

    def _is_simple(self, chunk: bytes) -> bool:
        """Whether it is one whole event of one line and nothing is pending, as most live reads."""
        return (
            chunk[:6] == b"data: "
            and chunk[-2:] == b"\n\n"
            and chunk.find(b"\n") == len(chunk) - 2 <= self._limit
            and b"\r" not in chunk
            and self._started
            and not (self._after_cr or self._line or self._data or self._type)
        )

    def close(self) -> None:
        """The stream has ended: an event without its blank line is thrown away."""
        self._line.clear()
        self._data.clear()
        self._held = 0

    def _after_bom(self, chunk: bytes) -> bytes:
        if self._started:
            return chunk
        self._start += chunk
        if BOM.startswith(self._start):
            return b""
        self._started = True
        return self._start.removeprefix(BOM)

    def _lf_only(self, chunk: bytes) -> bytes:
        """Every line end as LF; a last CR counts at once, an LF that follows it is swallowed."""
        if not chunk:
            return chunk
        if self._after_cr:
            chunk = chunk.removeprefix(b"\n")
        self._after_cr = chunk.endswith(b"\r")
        if b"\r" not in chunk:
            return chunk
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _lines(self, ends: bytes) -> str:
        """Whole lines. Read in one go: a line end stops even a broken UTF-8 sequence."""
        if self._line:
            ends = b"".join((*self._line, ends))
            self._line.clear()
        return ends.decode("utf-8", "replace")

    def _read(self, lines: str) -> list[Event]:
        if lines[:6] == "data: " and lines[-2:] == "\n\n" and not (self._data or self._type):
            data = lines[6:-2].split(_BETWEEN)
            if lines.count("\n") == 2 * len(data):
                return self._plain(data)
        events: list[Event] = []
        for line in lines[:-1].split("\n"):
            if line[:6] == "data: ":
                self._data.append(line[6:])
            elif not line:
                self._dispatch(events)
            elif line[0] != ":":
                self._field(line)
        return events

    def _plain(self, data: list[str]) -> list[Event]:
        """All at once: nearly all streams are nothing but events of one data line each."""
        self._id = self._next_id
        self._held = 0
        rows = zip(data, repeat(MESSAGE), repeat(self._id), strict=False)
        return list(map(_make, repeat(Event), rows))

    def _dispatch(self, events: list[Event]) -> None:
        self._id = self._next_id
        if self._data:
            events.append(_make(Event, ("\n".join(self._data), self._type or MESSAGE, self._id)))
            self._data.clear()
        self._held = 0
        self._type = ""

    def _field(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "data":
                self._data.append(value)
            case "event":
                self._type = value
            case "id" if "\0" not in value:
                self._next_id = value
            case "retry" if _is_number(value):
                self.retry = int(value)
            case _:
                pass


def _is_number(value: str) -> bool:
    """ASCII digits, no more of them than any machine waits for."""
    return value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER
