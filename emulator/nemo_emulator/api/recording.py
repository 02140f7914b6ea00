"""Writes the journal: the outermost layer around every request, as pure ASGI."""

import json
import re
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nemo_contract import ENDPOINTS, Exchange
from nemo_emulator.clock import real_seconds
from nemo_emulator.faulty import Desk, met
from nemo_emulator.journal import BODY, Headers, readable, redacted
from nemo_emulator.script import MEDIA
from nemo_emulator.services import Services
from nemo_emulator.wire import tap_of

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


TEXTUAL: Final = (b"application/json", b"application/problem+json", b"text/")


class Tape:
    """One exchange while it goes on."""

    __slots__ = (
        "_asked",
        "_asked_bytes",
        "_at",
        "_began",
        "_headers",
        "_n",
        "_readable",
        "_scope",
        "_services",
        "_status",
        "_told",
        "_told_bytes",
        "_understood",
        "ended",
        "whole",
    )

    def __init__(self, services: Services, scope: Scope) -> None:
        self._services = services
        self._scope = scope
        self._n = services.journal.next()
        self._at = services.clock.now()
        self._began = real_seconds()
        self._asked = self._told = b""
        self._asked_bytes = self._told_bytes = 0
        self._readable = is_text(scope["headers"])
        self._understood = False
        self._status: int | None = None
        self._headers: Headers = ()
        self.whole = False
        self.ended = False

    def hear(self, message: Message) -> None:
        """Something came from the client; only text is kept, for nobody would read the rest."""
        if body := message.get("body"):
            if self._readable and self._asked_bytes < BODY:
                self._asked += body[: BODY - self._asked_bytes]
            self._asked_bytes += len(body)

    def say(self, message: Message) -> None:
        """Something goes to the client."""
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], message["headers"]
            self._understood = is_text(self._headers)
        elif message["type"] == "http.response.body":
            body = message.get("body", b"")
            if self._understood and self._told_bytes < BODY:
                self._told += body[: BODY - self._told_bytes]
            self._told_bytes += len(body)
            self.whole = not message.get("more_body", False)

    def end(self) -> None:
        """It is over now."""
        self.ended = True
        it, scope = self._services, self._scope
        it.journal.add(
            Kept(
                n=self._n,
                operation=scope["state"].get("operation"),
                method=scope["method"],
                path=scope["path"],
                query=scope["query_string"],
                asked_headers=it.journal.heads.one(scope["headers"]),
                asked=self._asked,
                asked_bytes=self._asked_bytes,
                at=self._at,
                ended_at=it.clock.now(),
                lasted=real_seconds() - self._began,
                status=self._status,
                headers=it.journal.heads.one(self._headers),
                told=self._told,
                told_bytes=self._told_bytes,
                user_id=scope["state"].get("user_id"),
                complete=self.whole and not cut_below(scope),
            )
        )


@dataclass(slots=True, eq=False, kw_only=True)
class Kept:
    """What the journal keeps of an exchange; written out when somebody reads it.

    There are ten thousand of them: no scope, no headers of its own, nothing that is not needed.
    """

    n: int
    operation: str | None
    method: str
    path: str
    query: bytes
    asked_headers: Headers
    asked: bytes
    asked_bytes: int
    at: float
    ended_at: float
    lasted: float
    status: int | None
    headers: Headers
    told: bytes
    told_bytes: int
    user_id: str | None
    complete: bool
    _exchange: Exchange | None = None

    @property
    def exchange(self) -> Exchange:
        """Without secrets; the same object each time."""
        if self._exchange is None:
            self._exchange = self._written()
        return self._exchange

    def _written(self) -> Exchange:
        return Exchange(
            n=self.n,
            operation=self.operation,
            method=self.method,
            path=redacted(self.path.encode()).decode(),
            query=redacted(self.query).decode("latin-1"),
            request_headers=readable(self.asked_headers),
            request_body=redacted(self.asked),
            request_bytes=self.asked_bytes,
            at=self.at,
            ended_at=self.ended_at,
            real_seconds=self.lasted,
            status=self.status,
            reply_headers=readable(self.headers),
            reply_body=redacted(self.told),
            reply_bytes=self.told_bytes,
            code=_code(self.told),
            user_id=self.user_id,
            complete=self.complete,
        )


def may_be_cut(scope: Scope) -> bool:
    """Whether it is known only at the very end how much of the reply has gone out."""
    here = met(scope)
    return here is not None and here.wire_cut is not None


def cut_below(scope: Scope) -> bool:
    """Whether the script has cut the reply on the wire, where nobody here could see it."""
    tap = tap_of(scope)
    return may_be_cut(scope) and tap is not None and tap.ended is not None


def is_text(headers: Headers) -> bool:
    """Whether they say that what follows can be read."""
    for name, value in headers:
        if name == b"content-type":
            return value.startswith(TEXTUAL)
    return False


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
