"""Serves an application on a socket, and stops at once when told to."""

import asyncio
import logging
import socket
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from nemo_emulator.api.dispatch import OWN
from nemo_emulator.clock import ScaledClock
from nemo_emulator.door import BACKLOG, listen
from nemo_emulator.runs import Run
from nemo_emulator.script.effects import Refuse
from nemo_emulator.services import Services
from nemo_emulator.wire import Greeting, greeting, wire_protocol

KEPT: Final = 75
"""Seconds that an idle connection is kept: longer than clients keep theirs, or they might send on
one that is being closed."""

GRACE: Final = 1.0
"""Seconds that requests in progress have to end when the server stops."""


def _unexpected(record: logging.LogRecord) -> bool:
    """Whether a line of uvicorn's is news: that a stop ends requests that go on is none."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


logging.getLogger("uvicorn.error").addFilter(_unexpected)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


class Parser(StrEnum):
    """What reads requests; both are uvicorn's."""

    HTTPTOOLS = "httptools"
    H11 = "h11"

    @property
    def protocol(self) -> type[asyncio.Protocol]:
        match self:
            case Parser.HTTPTOOLS:
                from uvicorn.protocols.http import httptools_impl  # noqa: PLC0415 -- compiled

                return httptools_impl.HttpToolsProtocol
            case Parser.H11:
                from uvicorn.protocols.http import h11_impl  # noqa: PLC0415 -- as above

                return h11_impl.H11Protocol


@dataclass(frozen=True, slots=True)
class Inside:
    """One run of an application, as an application; that one is started already."""

    app: ASGIApp
    run: Run

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, OWN: self.run}, receive, send)


class Server(uvicorn.Server):
    """uvicorn, reporting where it listens; port 0 takes any free one.

    ``door`` is the run whose script meets connections, before anybody knows which run they want.
    """

    def __init__(
        self,
        app: ASGIApp,
        sockets: Sequence[socket.socket],
        *,
        door: Services | None,
        parser: Parser,
    ) -> None:
        self._door = door
        self._sockets = sockets
        super().__init__(
            uvicorn.Config(
                app,
                http=wire_protocol(parser.protocol, ScaledClock(), self._greet),
                log_config=None,
                access_log=False,
                ws="none",
                lifespan="off" if isinstance(app, Inside) else "auto",
                backlog=BACKLOG,
                timeout_keep_alive=KEPT,
                server_header=False,
                proxy_headers=False,
            )
        )
        self.listening = asyncio.Event()
        self._refusing: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the commands' business: uvicorn would raise them again when it is done."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._address = self._sockets[0].getsockname()[:2]
        await super().startup([*self._sockets])
        self.listening.set()

    def stop(self) -> None:
        """End soon: uvicorn itself would look only every tenth of a second."""
        self.should_exit = True
        self._stop.set()

    async def main_loop(self) -> None:
        with self._hearing_of_rules():
            while not await self.on_tick(0):
                with suppress(TimeoutError):
                    async with asyncio.timeout(1):
                        await self._stop.wait()

    def _greet(self) -> Greeting | None:
        """A connection is there: how it is met, and whether the next one may come."""
        if self._door is None:
            return None
        met = self._door.met_by_connection()
        self._door.faults.finish(met)
        self._look_ahead()
        return greeting(met.effects)

    @contextmanager
    def _hearing_of_rules(self) -> Iterator[None]:
        if self._door is None:
            yield
            return
        loop = asyncio.get_running_loop()

        def tell() -> None:
            loop.call_soon_threadsafe(self._look_ahead)

        with self._door.faults.told(tell):
            self._look_ahead()
            yield

    def _look_ahead(self) -> None:
        """Listen no more if the next connection is to be refused."""
        if self._door is None or not self._door.faults or self._refusing is not None:
            return
        if self._door.next_connection().one(Refuse) is not None:
            self._refusing = asyncio.create_task(self._refuse(self._door), name="refusing")

    async def _refuse(self, door: Services) -> None:
        met = door.met_by_connection()
        refusal = met.one(Refuse)
        assert refusal is not None
        for server in self.servers:
            server.close()
        await asyncio.sleep(refusal.seconds)
        door.faults.finish(met)
        loop, again = asyncio.get_running_loop(), listen(*self._address)
        self.servers = [
            await loop.create_server(self._connect, sock=one, backlog=BACKLOG) for one in again
        ]
        self._refusing = None
        self._look_ahead()

    def _connect(self) -> asyncio.Protocol:
        """As uvicorn does for each connection."""
        made: Callable[..., asyncio.Protocol] = self.config.http_protocol_class
        return made(
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._refusing is not None:
            self._refusing.cancel()
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)
        if tasks := set(self.server_state.tasks):
            _, late = await asyncio.wait(tasks, timeout=GRACE)
            for task in late:
                task.cancel()
        await self.lifespan.shutdown()

    @property
    def address(self) -> Address:
        return Address(*self._address)


@asynccontextmanager
async def own_door(app: ASGIApp, run: Run, host: str, port: int) -> AsyncGenerator[int]:
    """A port that leads to one run of an application that is served already; gives the port."""

    async with serving(Inside(app, run), listen(host, port), door=run.services) as address:
        yield address.port


@asynccontextmanager
async def serving(
    app: ASGIApp,
    sockets: Sequence[socket.socket] = (),
    *,
    door: Services | None = None,
    parser: Parser = Parser.HTTPTOOLS,
) -> AsyncGenerator[Address]:
    """The application on a real socket, for as long as the context lasts.

    ``door`` is the run whose script meets connections; without one it is the default run of an
    emulator. ``sockets`` listen already; without any it is a free port of loopback.
    """
    if door is None and isinstance(app, FastAPI):
        door = app.state.runs.default.services
    server = Server(app, sockets or listen("127.0.0.1", 0), door=door, parser=parser)
    task = asyncio.create_task(server.serve(), name="server")
    waiting = asyncio.create_task(server.listening.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if not server.listening.is_set():
        waiting.cancel()
        await task
    try:
        yield server.address
    finally:
        server.stop()
        await task
