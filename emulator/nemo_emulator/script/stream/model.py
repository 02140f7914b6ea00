"""A turn's stream as data: what is written when, and how it ends."""

import json
from dataclasses import dataclass
from typing import Any, Final, Protocol

from nemo_emulator.script.effects import AnyEffect, Beat, By


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes that are written at once, ``at`` s after the stream began; a whole event at first."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Stream:
    """Pieces in the order of their times, then the end ``by`` its kind, at ``ends_at`` s.

    ``missed`` are effects that found no place: the stream was over before.
    """

    pieces: tuple[Piece, ...]
    ends_at: float
    by: By = By.END
    missed: tuple[AnyEffect, ...] = ()

    @property
    def body(self) -> bytes:
        """Everything that is written."""
        return b"".join(piece.data for piece in self.pieces)


class Pen(Protocol):
    """Writes events in the dialect of a stream; each result is whole events."""

    def heartbeat(self, beat: Beat) -> bytes: ...
    def text(self, text: str, at: float) -> bytes: ...
    def error(self, code: int, message: str) -> bytes: ...
    def tool_result(self, name: str, result: dict[str, Any], at: float) -> bytes: ...
    def unknown(self, at: float) -> bytes: ...


def event(payload: Any) -> bytes:
    """One event with its payload on a single ``data:`` line."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return f"data: {text}\n\n".encode()


def payload(frame: bytes) -> dict[str, Any] | None:
    """The JSON object of an event, None for an event without one."""
    lines = [line[5:] for line in frame.split(b"\n") if line.startswith(b"data:")]
    try:
        found = json.loads(b"\n".join(lines))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


_BEATS: Final = {
    Beat.EVENT: event({"type": "heartbeat"}),
    Beat.COMMENT: b": heartbeat\n\n",
    Beat.EMPTY: b"data:\n\n",
}


class TypedPen:
    """The dialect ``typed`` (contract.md 2.4)."""

    def heartbeat(self, beat: Beat) -> bytes:
        return _BEATS[beat]

    def text(self, text: str, at: float) -> bytes:
        return event({"type": "text", "content": text})

    def error(self, code: int, message: str) -> bytes:
        return event({"type": "error", "code": code, "message": message})

    def tool_result(self, name: str, result: dict[str, Any], at: float) -> bytes:
        return event({"type": "tool_result", "name": name, "result": result})

    def unknown(self, at: float) -> bytes:
        return event({"type": "x_future", "content": "No client knows this.", "of": {"at": at}})
