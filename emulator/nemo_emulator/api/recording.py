"""Writes the journal: the outermost layer around every request, as pure ASGI."""

import json
import re
from dataclasses import dataclass, field
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nemo_contract import ENDPOINTS, Exchange
from nemo_emulator.clock import real_seconds
from nemo_emulator.journal import BODY, readable
from nemo_emulator.services import Services

_SECRET: Final = re.compile(rb"\b(nmv_usr_|clm_)\w+")
_PATTERNS: Final = tuple(
    (row.method, re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(row.path)) + "$"), row)
    for row in ENDPOINTS.values()
)


def operation(method: str, path: str) -> str | None:
    """The contract's name for a request, None for what the contract does not know."""
    for known, pattern, row in _PATTERNS:
        if known == method and pattern.match(path):
            return row.operation
    return None


@dataclass(slots=True)
class Tape:
    """One exchange while it goes on."""

    services: Services
    scope: Scope
    n: int
    at: float
    began: float
    asked: bytearray = field(default_factory=bytearray)
    asked_bytes: int = 0
    status: int | None = None
    headers: list[tuple[bytes, bytes]] = field(default_factory=list[tuple[bytes, bytes]])
    told: bytearray = field(default_factory=bytearray)
    told_bytes: int = 0
    whole: bool = False

    def hear(self, message: Message) -> None:
        """Something came from the client."""
        if message["type"] == "http.request":
            body = message.get("body", b"")
            self.asked_bytes += len(body)
            self.asked += body[: BODY - len(self.asked)]

    def say(self, message: Message) -> None:
        """Something goes to the client."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            body = message.get("body", b"")
            self.told_bytes += len(body)
            self.told += body[: BODY - len(self.told)]
            self.whole = not message.get("more_body", False)

    def exchange(self) -> Exchange:
        """What is kept of it."""
        scope = self.scope
        headers = readable(self.headers)
        text = headers.get("content-type", "").startswith(("application/json", "text/"))
        return Exchange(
            n=self.n,
            operation=operation(scope["method"], scope["path"]),
            method=scope["method"],
            path=scope["path"],
            query=redacted(scope["query_string"]).decode("latin-1"),
            request_headers=readable(scope["headers"]),
            request_body=redacted(bytes(self.asked)) if _is_text(scope) else b"",
            request_bytes=self.asked_bytes,
            at=self.at,
            ended_at=self.services.clock.now(),
            real_seconds=real_seconds() - self.began,
            status=self.status,
            reply_headers=headers,
            reply_body=redacted(bytes(self.told)) if text else b"",
            reply_bytes=self.told_bytes,
            code=_code(bytes(self.told)) if text else None,
            user_id=scope.get("state", {}).get("user_id"),
            complete=self.whole,
        )


def redacted(body: bytes) -> bytes:
    """The bytes without any token."""
    return _SECRET.sub(rb"\1***", body)


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
        tape = Tape(it, scope, it.journal.next(), it.clock.now(), real_seconds())

        async def hearing() -> Message:
            message = await receive()
            tape.hear(message)
            return message

        async def saying(message: Message) -> None:
            tape.say(message)
            if tape.whole:
                # Before the peer has the last byte: it may ask for this row next.
                it.journal.add(tape.exchange())
            await send(message)

        try:
            with it.clock.busy(f"{scope['method']} {scope['path']}"):
                await self._app(scope, hearing, saying)
        finally:
            if not tape.whole:
                it.journal.add(tape.exchange())
