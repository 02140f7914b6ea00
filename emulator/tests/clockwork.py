"""What the tests of the clock play with: event loops, jitter, a wire between server and client."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

import pytest
import uvloop

from nemo_emulator.clock import Mode, VirtualClock

T = TypeVar("T")
Play = Callable[[Coroutine[Any, Any, Any]], Any]
on_both_loops = pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])


async def turns(n: int) -> None:
    """Let the event loop turn so often."""
    for _ in range(n):
        await asyncio.sleep(0)


def auto() -> VirtualClock:
    """A clock that its participants move."""
    return VirtualClock(mode=Mode.AUTO)


class Wire:
    """The body of one event stream on its way from the server to the client."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.body = bytearray()
        self.read = 0
        self.over = False

    @property
    def seen(self) -> int:
        """What the client says: 0 when no stream is open."""
        return 0 if self.over and self.read == len(self.body) else self.read

    def take(self) -> bytes:
        """What has arrived and was not read."""
        news = bytes(self.body[self.read :])
        self.read = len(self.body)
        return news

    async def pour(self, frames: Sequence[tuple[float, bytes]]) -> None:
        """Send each frame at its time, in seconds since the start, then end."""
        with self.clock.stream() as stream:
            for at, frame in frames:
                await self.clock.sleep_until(self.clock.epoch + at)
                stream.sent(len(frame))
                self.body += frame
            self.over = True


def server(clock: VirtualClock, work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
    """A task of the server."""
    task = asyncio.create_task(work, name=name)
    clock.watch(task)
    return task


async def until(clock: VirtualClock, at: float, **more: Any) -> float:
    """A client's sleep: it asks until its time has come."""
    while (now := await clock.wait(at, **more)) < at:
        pass
    return now
