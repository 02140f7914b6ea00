"""A reply as bytes, and what becomes of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final

from nemo_contract import STATUS_STYLE, Code, http_status
from nemo_emulator.script.effects import (
    Answer,
    AnyEffect,
    Body,
    BodyText,
    ContentLength,
    Header,
    NoHeader,
    Shape,
)

Headers = tuple[tuple[bytes, bytes], ...]
HTML: Final = (
    b"<!doctype html>\n<html><head><title>502 Bad Gateway</title></head>\n"
    b"<body><center><h1>502 Bad Gateway</h1></center></body></html>\n"
)
_LENGTH: Final = b"content-length"
_TYPE: Final = b"content-type"


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply; header names in lower case."""

    status: int
    headers: Headers
    body: bytes

    def having(self, name: bytes, value: bytes) -> "Reply":
        """With this header in place of any of its name."""
        return replace(self, headers=(*self.lacking(name).headers, (name.lower(), value)))

    def lacking(self, name: bytes) -> "Reply":
        kept = tuple(row for row in self.headers if row[0].lower() != name.lower())
        return replace(self, headers=kept)

    def saying(self, body: bytes) -> "Reply":
        """With this body, and the length that fits it."""
        return replace(self, body=body).having(_LENGTH, str(len(body)).encode())


def answered(answer: Answer, style: str) -> Reply:
    """The refusal that an ``Answer`` is, in an error style of the contract (section 1)."""
    message = f"The script of this run answers {answer.code}."
    body = _dump({"code": answer.code, "message": message, "data": None})
    status = _status(answer.code, style) if answer.status is None else answer.status
    reply = Reply(status, ((_TYPE, b"application/json"),), b"").saying(body)
    if answer.retry_after is None:
        return reply
    return reply.having(b"retry-after", str(answer.retry_after).encode())


def _status(code: int, style: str) -> int:
    if code in STATUS_STYLE:
        return http_status(Code(code), style=style)
    return code if code < 1000 else 200


def changed(reply: Reply, effects: Iterable[AnyEffect]) -> Reply:
    """The reply after all effects that change it, bodies first, then headers."""
    bodies_first = sorted(effects, key=lambda effect: not isinstance(effect, Body | BodyText))
    return reduce(_change, bodies_first, reply)


def _change(reply: Reply, effect: AnyEffect) -> Reply:
    match effect:
        case Body(shape):
            return _reshape(reply, shape)
        case BodyText(text):
            return reply.saying(text.encode())
        case Header(name, value):
            return reply.having(name.encode(), value.encode("latin-1"))
        case NoHeader(name):
            return reply.lacking(name.encode())
        case _:
            return reply


def _reshape(reply: Reply, shape: Shape) -> Reply:
    match shape:
        case Shape.EMPTY:
            return reply.saying(b"")
        case Shape.HTML:
            return reply.saying(HTML).having(_TYPE, b"text/html; charset=utf-8")
        case Shape.TRUNCATED:
            return reply.saying(reply.body[: len(reply.body) // 2])
        case _:
            return reply.saying(_dump(_mistyped(_load(reply.body))))


def misstated(head: bytes, effect: ContentLength) -> bytes:
    """A raw header block whose ``Content-Length`` is wrong; one without stays as it is."""
    lines = head.split(b"\r\n")
    for n, line in enumerate(lines):
        name, _, value = line.partition(b":")
        if name.lower() == _LENGTH:
            lines[n] = b"%s: %d" % (name, max(int(value) + effect.off, 0))
    return b"\r\n".join(lines)


def _mistyped(value: Any) -> Any:
    """Numbers become text, text becomes numbers, lists objects; objects keep their keys."""
    match value:
        case dict():
            return {key: _mistyped(one) for key, one in value.items()}
        case list():
            return {str(n): _mistyped(one) for n, one in enumerate(value)}
        case str():
            return len(value)
        case None:
            return []
        case _:
            return str(value).lower()


def _load(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
