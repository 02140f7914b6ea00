"""Effects on what a stream says: events left out, put in, said twice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.script.effects import (
    AnyEffect,
    Comments,
    Heartbeats,
    Huge,
    Repeat,
    Silent,
    Tail,
    Trailing,
    Unheard,
    Unknown,
)
from nemo_emulator.script.stream.model import Pen, Piece, Stream, event, payload

TROUBLE: Final = "I encountered a temporary issue. Please try again later."
"""Noise after normal answers (contract.md 2.4)."""
SIGN: Final = "\u2028"
_COMMENT: Final = b': {"type":"text","content":"This is a comment."}\n'
_FIELDS: Final = {"x_future": {"deep": [1, None, "x"]}, "x_flag": True}


def say(stream: Stream, effects: Iterable[AnyEffect], pen: Pen) -> Stream:
    """The stream after these effects, in the order of the table below, however the rule has them;
    other kinds leave it as it is."""
    wanted = tuple(effects)
    for kind, act in _ACTS.items():
        for effect in wanted:
            if isinstance(effect, kind):
                stream = act(effect, stream, pen)
    return stream


def _silent(_: Silent, stream: Stream, pen: Pen) -> Stream:
    quiet = ((piece, without_text(piece.data)) for piece in stream.pieces)
    return replace(stream, pieces=tuple(Piece(one.at, data) for one, data in quiet if data))


def without_text(frame: bytes) -> bytes:
    """The event without its text, in either dialect; nothing if it was only text."""
    found = payload(frame) or {}
    if found.get("type") == "text":
        return b""
    content = found.get("content")
    if not isinstance(content, dict):
        return frame
    parts = content.get("parts", [])
    kept = [part for part in parts if "text" not in part]
    if len(kept) == len(parts):
        return frame
    return event(found | {"content": content | {"parts": kept}}) if kept else b""


def _beat(effect: Heartbeats, stream: Stream, pen: Pen) -> Stream:
    lasting = stream.ends_at if effect.lasting is None else effect.lasting
    beats = range(1, int(lasting / effect.every) + 1)
    beat = pen.heartbeat(effect.shape)
    return replace(
        stream, pieces=tuple(Piece(n * effect.every, beat) for n in beats), ends_at=lasting
    )


def _repeat(effect: Repeat, stream: Stream, pen: Pen) -> Stream:
    if len(stream.pieces) < effect.events.first:
        return replace(stream, missed=(*stream.missed, effect))
    numbered = enumerate(stream.pieces, start=1)
    twice = ((one,) * (2 if n in effect.events else 1) for n, one in numbered)
    return replace(stream, pieces=tuple(piece for pair in twice for piece in pair))


def _strange(effect: Unknown, stream: Stream, pen: Pen) -> Stream:
    if effect.what is Unheard.FIELDS:
        pieces = (replace(one, data=_with_fields(one.data)) for one in stream.pieces)
        return replace(stream, pieces=tuple(pieces))
    if effect.what is Unheard.SIGNS:
        pieces = (replace(one, data=_with_signs(one.data)) for one in stream.pieces)
        return replace(stream, pieces=tuple(pieces))
    pairs = ((one, Piece(one.at, pen.unknown(one.at))) for one in stream.pieces)
    return replace(stream, pieces=tuple(piece for pair in pairs for piece in pair))


def _with_fields(frame: bytes) -> bytes:
    found = payload(frame)
    return frame if found is None else event(found | _FIELDS)


def _with_signs(frame: bytes) -> bytes:
    found = payload(frame) or {}
    match found:
        case {"type": "text", "content": str(text)}:
            return event(found | {"content": text.replace(" ", SIGN)})
        case {"content": {"parts": [*parts]} as content}:
            signed = [_signed(part) for part in parts]
            return event(found | {"content": content | {"parts": signed}})
        case _:
            return frame


def _signed(part: dict[str, Any]) -> dict[str, Any]:
    return part | {"text": part["text"].replace(" ", SIGN)} if "text" in part else part


def _swell(effect: Huge, stream: Stream, pen: Pen) -> Stream:
    at = stream.pieces[0].at if stream.pieces else 0.0
    bare = len(pen.tool_result("inspect_frames", {"data": ""}, at))
    data = pen.tool_result("inspect_frames", {"data": "x" * max(effect.size - bare, 0)}, at)
    return replace(stream, pieces=(*stream.pieces[:1], Piece(at, data), *stream.pieces[1:]))


def _trail(effect: Trailing, stream: Stream, pen: Pen) -> Stream:
    at = stream.ends_at
    data = pen.text(TROUBLE, at) if effect.what is Tail.TEXT else pen.error(500, TROUBLE)
    return replace(stream, pieces=(*stream.pieces, Piece(at, data)))


def _annotate(_: Comments, stream: Stream, pen: Pen) -> Stream:
    pieces = (replace(piece, data=_COMMENT + piece.data) for piece in stream.pieces)
    return replace(stream, pieces=tuple(pieces))


_ACTS: Final[Mapping[type, Callable[[Any, Stream, Pen], Stream]]] = MappingProxyType(
    {
        Silent: _silent,
        Heartbeats: _beat,
        Repeat: _repeat,
        Unknown: _strange,
        Huge: _swell,
        Trailing: _trail,
        Comments: _annotate,
    }
)
