"""An open event stream, read ahead a little, to wait for it and for time at once."""

import asyncio
import contextlib
import queue
import socket
import threading
from typing import Any, Final

import httpx

from nemo_client.clock import AsyncClock, Clock
from nemo_client.flows.steps import Broken, Chunk, End, Silence
from nemo_client.transport import FAULTS

AHEAD: Final = 64
PATIENCE: Final = 0.1


class _End(Exception):
    """The stream was closed in good order."""


class Stream:
    """Read by a thread of its own, since a blocked read cannot be given up and taken up again."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._inbox: queue.Queue[bytes | Exception] = queue.Queue(AHEAD)
        self._seen = 0
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._pump, name="nemo-stream", daemon=True)
        self._thread.start()

    def read(self, clock: Clock, until: float) -> Chunk | Silence | End | Broken:
        """What comes next."""
        item = clock.receive(self._inbox, until, seen=self._seen)
        self._seen += len(item) if isinstance(item, bytes) else 0
        return arrival(item, clock.now())

    def close(self) -> None:
        """Let go, also in the middle; the connection is not used again."""
        self._closed.set()
        while self._thread.is_alive():
            _hang_up(self._response)
            self._thread.join(PATIENCE)

    def _pump(self) -> None:
        try:
            for data in self._response.iter_bytes():
                if not self._taken(data):
                    break
            self._taken(_End())
        except FAULTS as error:
            self._taken(error)
        finally:
            with contextlib.suppress(*FAULTS):
                self._response.close()

    def _taken(self, item: bytes | Exception) -> bool:
        """Whether there was room for it before the reader went away."""
        while not self._closed.is_set():
            with contextlib.suppress(queue.Full):
                self._inbox.put(item, timeout=PATIENCE)
                return True
        return False


class AsyncStream:
    """Read by a task of its own, since a cancelled read loses the connection."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._inbox: asyncio.Queue[bytes | Exception] = asyncio.Queue(AHEAD)
        self._seen = 0
        self._task = asyncio.create_task(self._pump(), name="nemo-stream")

    async def read(self, clock: AsyncClock, until: float) -> Chunk | Silence | End | Broken:
        """What comes next."""
        item = await self._next(clock, until)
        self._seen += len(item) if isinstance(item, bytes) else 0
        return arrival(item, clock.now())

    async def close(self) -> None:
        """Let go, also in the middle; the connection is not used again."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        with contextlib.suppress(*FAULTS):
            await self._response.aclose()

    async def _next(self, clock: AsyncClock, until: float) -> bytes | Exception | None:
        return await clock.receive(self._inbox, until, seen=self._seen)

    async def _pump(self) -> None:
        try:
            async for data in self._response.aiter_bytes():
                await self._inbox.put(data)
            await self._inbox.put(_End())
        except FAULTS as error:
            await self._inbox.put(error)


def arrival(item: bytes | Exception | None, now: float) -> Chunk | Silence | End | Broken:
    """The flow's view of what came, None being nothing."""
    match item:
        case None:
            return Silence(now)
        case bytes():
            return Chunk(now, item)
        case _End():
            return End(now)
        case _:
            return Broken(now)


def _hang_up(response: httpx.Response) -> None:
    """Wake a thread that waits for bytes."""
    network: Any = response.extensions.get("network_stream")
    with contextlib.suppress(OSError, AttributeError):
        network.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
