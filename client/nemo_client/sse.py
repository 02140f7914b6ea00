"""Server-sent events, from bytes in any cut to whole events (C-SSE-1; WHATWG HTML 9.2.6)."""

from dataclasses import dataclass
from typing import Final

BOM: Final = b"\xef\xbb\xbf"
LIMIT: Final = 32 * 1024 * 1024


class TooLarge(ValueError):
    """One event is larger than the decoder may keep; close the stream, it cannot be read on."""


@dataclass(frozen=True, slots=True)
class Event:
    """One dispatched event; ``id`` is the last event id known when it was dispatched."""

    data: str
    type: str = "message"
    id: str = ""


class Decoder:
    """Takes a stream's bytes as they come and gives every event as soon as its blank line is there.

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
        self._data: list[bytes] = []
        self._held = 0
        self._type = ""
        self._id = self._next_id = ""

    def feed(self, chunk: bytes) -> list[Event]:
        """The events that ``chunk`` completes, in order."""
        head, newline, tail = self._lf_only(self._after_bom(chunk)).rpartition(b"\n")
        self._held += len(chunk)
        events = self._read(self._lines(head)) if newline else []
        self._line.append(tail)
        if self._held > self._limit:
            raise TooLarge(f"one event of the stream is larger than {self._limit} bytes")
        return events

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
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _lines(self, head: bytes) -> list[bytes]:
        self._line.append(head)
        whole = b"".join(self._line)
        self._line.clear()
        return whole.split(b"\n")

    def _read(self, lines: list[bytes]) -> list[Event]:
        events: list[Event] = []
        for line in lines:
            if line[:6] == b"data: ":
                self._data.append(line[6:])
            elif line:
                self._field(line)
            else:
                self._dispatch(events)
        return events

    def _dispatch(self, events: list[Event]) -> None:
        self._id = self._next_id
        if self._data:
            events.append(Event(_text(b"\n".join(self._data)), self._type or "message", self._id))
        self._data.clear()
        self._held = 0
        self._type = ""

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        match name:
            case b"data":
                self._data.append(value)
            case b"event":
                self._type = _text(value)
            case b"id" if b"\0" not in value:
                self._next_id = _text(value)
            case b"retry" if value.isdigit():
                self.retry = int(value)
            case _:
                pass


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
