"""A tiny application behind a tap, and a client that sees bytes and how connections end."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from threading import Event, Thread
from time import monotonic
from typing import Any

import uvicorn
import uvloop
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from nemo_emulator.clock import ScaledClock
from nemo_emulator.wire import Greeting, WirePlan, WireTap, tap_of, wire_protocol

PARSERS: dict[str, type[asyncio.Protocol]] = {"httptools": HttpToolsProtocol, "h11": H11Protocol}
LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
    "asyncio": asyncio.SelectorEventLoop,
    "uvloop": uvloop.new_event_loop,
}
GET = b"GET /plain HTTP/1.1\r\nHost: x\r\n\r\n"
STREAM = b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"
EVENTS = tuple(f"data: event {n} 你好\n\n".encode() for n in range(5))
BODY = bytes(range(32, 127)) * 2
QUIET = 0.06
"""Seconds without a byte after which a connection counts as open."""

Act = Callable[[WireTap, Any, Any], Awaitable[None]]


@dataclass(slots=True)
class Stage:
    """What the application does next, and what it noticed."""

    plan: WirePlan | None = None
    act: Act | None = None
    greeting: Greeting | None = None
    noticed: list[Any] = field(default_factory=list[Any])
    worked: Event = field(default_factory=Event)

    def greet(self) -> Greeting | None:
        greeting, self.greeting = self.greeting, None
        return greeting

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        tap = tap_of(scope)
        assert tap is not None
        plan, self.plan = self.plan, None
        act, self.act = self.act, None
        if plan is not None:
            tap.arm(plan)
        if act is not None:
            await act(tap, receive, send)
        elif scope["path"] == "/stream":
            await stream(send, EVENTS)
        else:
            await plain(send, BODY)
        self.worked.set()


async def plain(send: Any, body: bytes) -> None:
    """A reply with a length."""
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def stream(send: Any, events: tuple[bytes, ...]) -> None:
    """A reply in chunks, one a write."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for event in events:
        await send({"type": "http.response.body", "body": event, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def gone(receive: Any) -> None:
    """Until the client, or the script, has ended the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


@dataclass(slots=True)
class Heard:
    """What came, how it ended (``fin``, ``rst``, ``open``) and after how long."""

    data: bytes
    end: str
    seconds: float


class Peer:
    """One connection, seen from outside."""

    def __init__(self, port: int) -> None:
        self.socket = socket.socket()
        self.socket.settimeout(5)
        with suppress(ConnectionResetError):  # a reset can come before connect() has returned
            self.socket.connect(("127.0.0.1", port))

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(self, request: bytes, size: int | None = None) -> Heard:
        """Send, and hear what comes: so many bytes, or all until the connection ends."""
        began = monotonic()
        try:
            self.socket.sendall(request)
        except OSError:
            return Heard(b"", "rst", 0.0)
        heard = self.hear(size)
        return replace(heard, seconds=monotonic() - began)

    def hear(self, size: int | None = None, patience: float = 5.0) -> Heard:
        """What comes; ``open`` when it was enough, or nothing came for so many seconds."""
        began, data, end = monotonic(), b"", "open"
        self.socket.settimeout(patience)
        while size is None or len(data) < size:
            try:
                more = self.socket.recv(65_536 if size is None else size - len(data))
            except TimeoutError:
                break
            except ConnectionError:
                end = "rst"
                break
            if not more:
                end = "fin"
                break
            data += more
        return Heard(data, end, monotonic() - began)

    def ask_until(self, request: bytes, ends: tuple[bytes, ...]) -> bytes:
        """Send, and hear what comes up to one of these."""
        data = self.ask(request, 1).data
        while not data.endswith(ends):
            data += self.hear(1).data
        return data

    def watch(self, request: bytes, size: int, end: str) -> Heard:
        """Like ``ask``; of a connection that shall stay open, hear a little more than the size."""
        if end != "open":
            return self.ask(request)
        before = self.ask(request, size)
        after = self.hear(patience=QUIET)
        return Heard(before.data + after.data, after.end, before.seconds)


class Host:
    """A server in a thread, in one of uvicorn's parsers on one of the loops."""

    def __init__(self, parser: str, loop: str) -> None:
        self.stage = Stage()
        self.app: Any = None
        self.loop = LOOPS[loop]()
        protocol = wire_protocol(PARSERS[parser], ScaledClock(), self._greet)
        self.server = uvicorn.Server(
            uvicorn.Config(
                self._answer,
                host="127.0.0.1",
                port=0,
                http=protocol,
                interface="asgi3",
                lifespan="off",
                log_config=None,
                ws="none",
                date_header=False,
                server_header=False,
                timeout_keep_alive=5,
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = Thread(target=self._serve)
        self._thread.start()
        self.port = self._port()

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        await (self.app or self.stage)(scope, receive, send)

    def _greet(self) -> Greeting | None:
        return self.stage.greet()

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.server.config.load()
        self.loop.run_until_complete(self.server._serve())
        self.loop.close()

    def _port(self) -> int:
        until = monotonic() + 10
        while not self.server.started:
            assert monotonic() < until
            self._thread.join(0.005)
        return int(self.server.servers[0].sockets[0].getsockname()[1])

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join()

    def peer(self) -> Peer:
        return Peer(self.port)

    def set(self, **stage: Any) -> Stage:
        """What happens next."""
        self.stage = Stage(**stage)
        return self.stage

    def whole(self, request: bytes = GET) -> bytes:
        """The bytes of the same reply without a fault."""
        self.set()
        with self.peer() as peer:
            return peer.ask_until(request, (BODY, b"\r\n0\r\n\r\n"))

    @contextmanager
    def keeping_alive(self, seconds: float) -> Iterator[None]:
        """Meanwhile idle connections are closed after that time."""
        usual = self.server.config.timeout_keep_alive
        self.server.config.timeout_keep_alive = seconds  # type: ignore[assignment]
        yield
        self.server.config.timeout_keep_alive = usual

    def run(self, work: Any) -> Any:
        """Do something on the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)


@contextmanager
def hosting(parser: str, loop: str) -> Iterator[Host]:
    """A server for as long as the context lasts; ``app`` may take the place of its stage."""
    host = Host(parser, loop)
    try:
        yield host
    finally:
        host.stop()
