"""Passes requests on to a real server, and writes down what came and what was answered.

Every request that carries a token carries the person's own on its way up; new tokens are never
asked for, so that recording makes no accounts.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Final

import anyio
import httpx
from starlette.types import Message, Receive, Scope, Send

from nemo_contract import Exchange
from nemo_emulator.api.recording import operation
from nemo_emulator.api.replies import problem
from nemo_emulator.clock import Clock, real_seconds
from nemo_emulator.record.secrets import clean, clean_headers
from nemo_emulator.wire import End, tap_of

KEPT: Final = 1 << 20
"""Bytes of a body that are written down."""
PATIENCE: Final = httpx.Timeout(960, connect=20)
"""Real seconds; a stream may take fifteen minutes."""
HOP: Final = frozenset(
    {b"connection", b"keep-alive", b"te", b"trailer", b"transfer-encoding", b"upgrade", b"host"}
)
"""What is between two hops, and not passed on."""
NO_TOKENS: Final = (
    "The recorder asks for no tokens: it uses the one that it was given. "
    "Set NEMO_TOKEN for the client, to anything."
)
Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Half:
    """One direction of an exchange, as it goes by."""

    headers: Headers = field(default_factory=Headers)
    body: bytearray = field(default_factory=bytearray)
    size: int = 0

    def take(self, data: bytes) -> None:
        self.size += len(data)
        self.body += data[: KEPT - len(self.body)]

    def text(self, token: str) -> bytes:
        """The body if it is text, secrets left out."""
        kind = dict(self.headers).get(b"content-type", b"").lower()
        return clean(bytes(self.body), token) if kind.startswith(TEXT) else b""


TEXT: Final = (b"application/json", b"text/", b"application/problem+json")


@dataclass(slots=True)
class Recorder:
    """An ASGI application in front of ``upstream``; ``write`` is given every exchange."""

    upstream: str
    token: str
    write: Callable[[Exchange], None]
    clock: Clock
    count: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await _live(receive, send)
        elif operation(scope["method"], scope["path"]) == "anonymous_token":
            await problem(403, NO_TOKENS)(scope, receive, send)
        else:
            await self._pass(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.count += 1
        took = Take(self, scope, self.count)
        try:
            async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
                await took.carry(client, receive, send)
        except* httpx.HTTPError as errors:
            await self._broken(took, errors.exceptions[0], scope, receive, send)
        finally:
            took.end()

    async def _broken(
        self, took: "Take", error: Exception, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """A sentence if there was no answer, else the answer ends as upstream's did."""
        if took.status is None:
            text = f"{self.upstream} does not answer ({type(error).__name__})."
            await problem(502, text)(scope, receive, send)
        elif tap := tap_of(scope):
            took.end()
            await tap.finish(End.FIN)


class Take:
    """One exchange on its way."""

    def __init__(self, recorder: Recorder, scope: Scope, number: int) -> None:
        self._of = recorder
        self._scope = scope
        self._number = number
        self._at = recorder.clock.now()
        self._began = real_seconds()
        self._up = Half(list(scope["headers"]))
        self._down = Half()
        self._whole = self._ended = False
        self.status: int | None = None

    async def carry(self, client: httpx.AsyncClient, receive: Receive, send: Send) -> None:
        """Up with the request, down with the reply, until either end goes away."""
        request = client.build_request(
            self._scope["method"],
            self._url(),
            headers=self._upward(),
            content=self._sent(receive) if self._has_body() else None,
        )
        response = await client.send(request, stream=True)
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(_watch, receive, group.cancel_scope)
                await self._answer(response, send)
                group.cancel_scope.cancel()
        finally:
            await response.aclose()

    async def _answer(self, response: httpx.Response, send: Send) -> None:
        self.status = response.status_code
        self._down.headers = [
            (name.lower(), value) for name, value in response.headers.raw if name.lower() not in HOP
        ]
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": self._down.headers})
        async for chunk in response.aiter_raw():
            self._down.take(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        self._whole = True
        self.end()  # before the client has the last byte: it may look at the file next
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def end(self) -> None:
        """It is over, and written down, once."""
        if not self._ended:
            self._ended = True
            self._of.write(self.exchange)

    def _url(self) -> str:
        query = self._scope["query_string"].decode("latin-1")
        path: bytes = self._scope.get("raw_path") or self._scope["path"].encode()
        text = path.decode("latin-1").partition("?")[0]
        return self._of.upstream.rstrip("/") + text + (f"?{query}" if query else "")

    def _upward(self) -> Headers:
        own = (b"authorization", f"Bearer {self._of.token}".encode())
        kept = [
            own if name == b"authorization" else (name, value)
            for name, value in self._up.headers
            if name not in HOP and name != b"accept-encoding"
        ]
        return [*kept, (b"accept-encoding", b"identity")]

    def _has_body(self) -> bool:
        names = {name for name, _ in self._up.headers}
        return bool(names & {b"content-length", b"transfer-encoding"})

    async def _sent(self, receive: Receive) -> AsyncIterator[bytes]:
        more = True
        while more:
            message: Message = await receive()
            more = message.get("more_body", False)
            self._up.take(message.get("body", b""))
            yield message.get("body", b"")

    @property
    def exchange(self) -> Exchange:
        """What is written down."""
        token, down = self._of.token, self._down
        told = down.text(token)
        return Exchange(
            n=self._number,
            operation=operation(self._scope["method"], self._scope["path"]),
            method=self._scope["method"],
            path=clean(self._scope["path"].encode(), token).decode(),
            query=clean(b"?" + self._scope["query_string"], token).decode("latin-1")[1:],
            request_headers=clean_headers(self._up.headers, token),
            request_body=self._up.text(token),
            request_bytes=self._up.size,
            at=self._at,
            ended_at=self._of.clock.now(),
            real_seconds=real_seconds() - self._began,
            status=self.status,
            reply_headers=clean_headers(down.headers, token),
            reply_body=told,
            reply_bytes=down.size,
            complete=self._whole,
        )


async def _watch(receive: Receive, scope: anyio.CancelScope) -> None:
    """Until the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _live(receive: Receive, send: Send) -> None:
    """Start and stop, as servers ask."""
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
