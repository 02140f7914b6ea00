"""Writes the journal: the outermost layer around every request, as pure ASGI."""

import json
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nemo_contract import ENDPOINTS, Exchange
from nemo_emulator.clock import real_seconds
from nemo_emulator.faulty import Desk, met
from nemo_emulator.journal import BODY, readable, redacted
from nemo_emulator.script import MEDIA
from nemo_emulator.services import Services
from nemo_emulator.wire import tap_of

Headers = Iterable[tuple[bytes, bytes]]
_LITERAL: Final = {
    (row.method, row.path): row.operation for row in ENDPOINTS.values() if "{" not in row.path
}
_PATTERNS: Final = tuple(
    (row.method, re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(row.path)) + "$"), row)
    for row in ENDPOINTS.values()
    if "{" in row.path
)


def operation(method: str, path: str) -> str | None:
    """The contract's name for a request, None for what the contract does not know."""
    if found := _LITERAL.get((method, path)):
        return found
    for known, pattern, row in _PATTERNS:
        if known == method and pattern.match(path):
            return row.operation
    return None


def name(scope: Scope) -> str | None:
    """What the script calls a request: the operation, or ``media`` for a signed address."""
    if scope["path"].startswith("/cdn/"):
        return MEDIA
    found = scope["state"]["operation"] = operation(scope["method"], scope["path"])
    return found


def desk(scope: Scope) -> Desk | None:
    """The faults of the request's run; the control plane has none."""
    if scope["path"].startswith("/__nemo"):
        return None
    found: Desk = scope["state"]["services"].desk
    return found


class Tape:
    """One exchange while it goes on; written out as an ``Exchange`` when somebody asks."""

    def __init__(self, services: Services, scope: Scope) -> None:
        self._services = services
        self._scope = scope
        self._n = services.journal.next()
        self._at = self._ended_at = services.clock.now()
        self._began = real_seconds()
        self._lasted = 0.0
        self._asked = bytearray()
        self._asked_bytes = 0
        self._status: int | None = None
        self._headers: Headers = ()
        self._told = bytearray()
        self._told_bytes = 0
        self.whole = False
        self.ended = False

    def hear(self, message: Message) -> None:
        """Something came from the client."""
        if body := message.get("body"):
            self._asked_bytes += len(body)
            self._asked += body[: BODY - len(self._asked)]

    def say(self, message: Message) -> None:
        """Something goes to the client."""
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], message["headers"]
        elif message["type"] == "http.response.body":
            body = message.get("body", b"")
            self._told_bytes += len(body)
            self._told += body[: BODY - len(self._told)]
            self.whole = not message.get("more_body", False)

    def end(self) -> None:
        """It is over now."""
        self.ended = True
        self._ended_at = self._services.clock.now()
        self._lasted = real_seconds() - self._began
        self._services.journal.add(self)

    @cached_property
    def exchange(self) -> Exchange:
        """What is kept of it."""
        scope = self._scope
        headers = readable(self._headers)
        text = headers.get("content-type", "").startswith(("application/json", "text/"))
        return Exchange(
            n=self._n,
            operation=scope["state"].get("operation"),
            method=scope["method"],
            path=redacted(scope["path"].encode()).decode(),
            query=redacted(scope["query_string"]).decode("latin-1"),
            request_headers=readable(scope["headers"]),
            request_body=redacted(bytes(self._asked)) if _is_text(scope) else b"",
            request_bytes=self._asked_bytes,
            at=self._at,
            ended_at=self._ended_at,
            real_seconds=self._lasted,
            status=self._status,
            reply_headers=headers,
            reply_body=redacted(bytes(self._told)) if text else b"",
            reply_bytes=self._told_bytes,
            code=_code(bytes(self._told)) if text else None,
            user_id=scope["state"].get("user_id"),
            complete=self.whole and not cut_below(scope),
        )


def may_be_cut(scope: Scope) -> bool:
    """Whether it is known only at the very end how much of the reply has gone out."""
    here = met(scope)
    return here is not None and here.wire_cut is not None


def cut_below(scope: Scope) -> bool:
    """Whether the script has cut the reply on the wire, where nobody here could see it."""
    tap = tap_of(scope)
    return may_be_cut(scope) and tap is not None and tap.ended is not None


def _is_text(scope: Scope) -> bool:
    kind = dict(scope["headers"]).get(b"content-type", b"")
    return bool(kind.startswith((b"application/json", b"text/")))


def _code(body: bytes) -> int | None:
    if not body.startswith(b'{"code":'):
        return None
    try:
        return int(json.loads(body)["code"])
    except (ValueError, KeyError):
        return None


class Recording:
    """Puts every exchange but the control plane's own into the journal."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/__nemo"):
            await self._app(scope, receive, send)
            return
        it: Services = scope["state"]["services"]
        tape = Tape(it, scope)

        async def hearing() -> Message:
            message = await receive()
            tape.hear(message)
            return message

        async def saying(message: Message) -> None:
            tape.say(message)
            if tape.whole and not may_be_cut(scope):
                # Before the peer has the last byte: it may ask for this row next.
                tape.end()
            await send(message)

        try:
            with it.clock.busy(f"{scope['method']} {scope['path']}"):
                await self._app(scope, hearing, saying)
        finally:
            if not tape.ended:
                tape.end()
