"""Serves an application on a socket, and stops at once when told to."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Final

import uvicorn
from fastapi import FastAPI

GRACE: Final = 1.0
"""Seconds that requests in progress have to end when the server stops."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


class Server(uvicorn.Server):
    """uvicorn, reporting where it listens; port 0 takes any free one."""

    def __init__(self, app: FastAPI, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                ws="none",
                backlog=4096,
                server_header=False,
                proxy_headers=False,
            )
        )
        self.listening = asyncio.Event()
        self._stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the commands' business: uvicorn would raise them again when it is done."""
        yield

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        try:
            await super().startup()
        except SystemExit:
            where = f"{self.config.host}:{self.config.port}"
            raise OSError(
                f"{where} is taken; name another --port, or 0 for any free one."
            ) from None
        self.listening.set()

    def stop(self) -> None:
        """End soon: uvicorn itself would look only every tenth of a second."""
        self.should_exit = True
        self._stop.set()

    async def main_loop(self) -> None:
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self._stop.wait()

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
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
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return Address(host, port)


@asynccontextmanager
async def serving(app: FastAPI, host: str = "127.0.0.1", port: int = 0) -> AsyncGenerator[Address]:
    """The application on a real socket, for as long as the context lasts.

    Raises ``OSError`` when the port is taken.
    """
    server = Server(app, host, port)
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
