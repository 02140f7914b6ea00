"""How the replies of a recording differ from the contract, in a revision of it. Pure.

Shapes are compared, never values: which fields there are, of which type, under which status.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import ValidationError

from nemo_contract import Code, Exchange, http_status, wire
from nemo_contract.stream import TYPED, AdkError, AdkEvent, HeartbeatEvent
from nemo_contract.wire import Wire
from nemo_emulator.record.events import payloads
from nemo_emulator.settings import Dialect, RenderShape, Settings

REPLIES: Final[Mapping[str, type[Wire]]] = {
    "anonymous_token": wire.AnonymousToken,
    "claim_token": wire.Claim,
    "create_session": wire.Session,
    "upload": wire.Uploaded,
    "credits": wire.Credits,
    "state": wire.StateReply,
}
RENDERS: Final = frozenset({"render_submit", "render_poll", "render_cancel"})
SHAPES: Final[Mapping[RenderShape, type[Wire]]] = {
    RenderShape.FLAT: wire.FlatRender,
    RenderShape.ENVELOPED: wire.EnvelopedRender,
    RenderShape.SUPERSET: wire.SupersetRender,
}
STREAM: Final = {"cache-control": "no-cache", "x-accel-buffering": "no"}
FILE: Final = ("etag", "accept-ranges", "content-length")


@dataclass(frozen=True, slots=True)
class Difference:
    """``where`` is a field, a header or the status; ``n`` is the first exchange that has it."""

    operation: str
    where: str
    what: str
    n: int = 0
    times: int = 1

    def __str__(self) -> str:
        often = f" ({self.times} times)" if self.times > 1 else ""
        return f"{self.operation}  {self.where}: {self.what}; exchange {self.n}{often}"


def differences(rows: Iterable[Exchange], settings: Settings) -> Iterator[Difference]:
    """All of them, in order; the settings say which form of the API is expected."""
    for row in rows:
        for found in _of(row, settings):
            yield replace(found, n=row.n)


def summed(found: Iterable[Difference]) -> list[Difference]:
    """Each once, with the number of times."""
    kept: dict[tuple[str, str, str], Difference] = {}
    for one in found:
        key = (one.operation, one.where, one.what)
        kept[key] = replace(kept[key], times=kept[key].times + 1) if key in kept else one
    return list(kept.values())


def _of(row: Exchange, settings: Settings) -> Iterator[Difference]:
    name = row.operation
    if name is None:
        if not row.path.startswith(("/cdn/", "/__nemo")):
            yield Difference(f"{row.method} {row.path}", "path", "is none of the contract's")
        return
    told = (
        _stream(row, settings)
        if row.reply_headers.get("content-type", "").startswith("text/event-stream")
        else _file(row)
        if name == "render_download" and row.status in (200, 206)
        else _json(row, name, settings)
    )
    yield from (Difference(name, where, what) for where, what in told)


Found = Iterator[tuple[str, str]]


def _json(row: Exchange, name: str, settings: Settings) -> Found:
    try:
        body = json.loads(row.reply_body)
    except ValueError:
        kind = row.reply_headers.get("content-type", "no type")
        yield "body", f"is no JSON but {kind}, under status {row.status}"
        return
    if not isinstance(body, dict):
        yield "body", f"is {kind_of(body)}, not an object"
    elif name in RENDERS and "code" not in body:
        yield from shape(SHAPES[settings.render_shape], body)
    else:
        yield from _envelope(row, name, body, settings)


def _envelope(row: Exchange, name: str, body: dict[str, Any], settings: Settings) -> Found:
    code = body.get("code")
    if code not in set(Code):
        yield "code", "is missing" if code is None else f"{code} is none of the contract's"
        return
    expected = http_status(Code(code), style=settings.style)
    if row.status != expected:
        yield "status", f"{row.status} carries code {code}; expected {expected}"
    yield from (
        (field, "is not in the contract") for field in body.keys() - {"code", "message", "data"}
    )
    yield from ((field, "is missing") for field in ("message", "data") if field not in body)
    if code == Code.OK and name in REPLIES:
        yield from shape(REPLIES[name], body.get("data"), "data")


def _file(row: Exchange) -> Found:
    kind = row.reply_headers.get("content-type", "")
    if not kind.startswith(("video/", "image/")):
        yield "content-type", f"is {kind or 'missing'}, not a film's"
    yield from ((name, "is missing") for name in FILE if name not in row.reply_headers)


def _stream(row: Exchange, settings: Settings) -> Found:
    for name, expected in STREAM.items():
        found = row.reply_headers.get(name)
        if found != expected:
            yield name, f"is {found or 'missing'}; expected {expected}"
    for text in payloads(row.reply_body):
        try:
            payload = json.loads(text)
        except ValueError:
            yield "event", "is no JSON"
            continue
        yield from _EVENT[settings.dialect](payload)


def _typed(payload: Any) -> Found:
    kind = payload.get("type") if isinstance(payload, dict) else None
    if isinstance(kind, str) and kind in TYPED:
        yield from shape(TYPED[kind], payload, f"event {kind}")
    elif _is_adk(payload):
        yield "event", "is of the dialect adk; expected typed"
    else:
        yield "event", f"type {kind} is none of the contract's"


def _adk(payload: Any) -> Found:
    match payload:
        case {"type": "heartbeat"}:
            yield from shape(HeartbeatEvent, payload, "event heartbeat")
        case {"type": str(kind)} if kind in TYPED:
            yield "event", "is of the dialect typed; expected adk"
        case {"error": _}:
            yield from shape(AdkError, payload, "event error")
        case _:
            yield from shape(AdkEvent, payload, "event", exact=False)


def _is_adk(payload: Any) -> bool:
    return isinstance(payload, dict) and {"author", "invocationId"} <= payload.keys()


_EVENT: Final[Mapping[Dialect, Callable[[Any], Found]]] = {
    Dialect.TYPED: _typed,
    Dialect.ADK: _adk,
}


def shape(model: type[Wire], value: Any, place: str = "", *, exact: bool = True) -> Found:
    """Where a value differs from a model: wrong types, unknown fields, and, if ``exact``, fields
    that the contract always sends."""
    try:
        read = model.model_validate(value)
    except ValidationError as error:
        for wrong in error.errors(include_url=False, include_input=False, include_context=False):
            yield _placed(place, *wrong["loc"]), _lower(wrong["msg"])
        return
    yield from _fields(read, place, exact=exact)


def _fields(read: Wire, place: str, *, exact: bool) -> Found:
    for name in read.model_extra or {}:
        yield _placed(place, name), "is not in the contract"
    for name, field in type(read).model_fields.items():
        here = _placed(place, field.alias or name)
        if name not in read.model_fields_set:
            if exact and not isinstance(read, LOOSE):
                yield here, "is missing"
        else:
            yield from _inside(getattr(read, name), here, exact=exact)


LOOSE: Final = (wire.Draft, wire.Track, wire.Segment)
"""What the agent writes; fields may be left out."""


def _inside(value: Any, place: str, *, exact: bool) -> Found:
    match value:
        case Wire():
            yield from _fields(value, place, exact=exact)
        case tuple():
            for one in value:
                yield from _inside(one, f"{place}[]", exact=exact)
        case _:
            pass


def _placed(place: str, *words: str | int) -> str:
    """``data.files[].hash``: positions in a list are one place."""
    text = place
    for word in words:
        text = f"{text}[]" if isinstance(word, int) else f"{text}.{word}" if text else word
    return text


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def kind_of(value: Any) -> str:
    """A JSON value's type, in words."""
    match value:
        case None:
            return "null"
        case list():
            return "a list"
        case _:
            return f"a {type(value).__name__}"
