"""Time, asked for and waited for. The only module of the emulator that touches the real clock."""

import asyncio
import heapq
import itertools
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Virtual seconds since 1970, and waiting for them."""

    def now(self) -> float: ...
    async def sleep_until(self, at: float) -> None: ...
    async def sleep(self, seconds: float) -> None: ...


def real_seconds() -> float:
    """A monotonic reading in real seconds, for measuring only."""
    return time.monotonic()


def rfc3339(at: float) -> str:
    """The moment as the wire writes it: UTC, whole milliseconds."""
    moment = datetime.fromtimestamp(at, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class ScaledClock:
    """Real time, ``scale`` virtual seconds to each real one.

    ``not_before`` is where the last run of the same data folder had come to: time never goes back.
    """

    def __init__(self, *, scale: float = 1.0, not_before: float = 0.0) -> None:
        self.scale = scale
        self._virtual = max(time.time(), not_before)
        self._real = time.monotonic()

    def now(self) -> float:
        return self._virtual + (time.monotonic() - self._real) * self.scale

    async def sleep_until(self, at: float) -> None:
        left = at - self.now()
        await asyncio.sleep(max(left, 0.0) / self.scale)

    async def sleep(self, seconds: float) -> None:
        await self.sleep_until(self.now() + seconds)


class ManualClock:
    """Stands still until it is moved; wakes its sleepers in the order of their deadlines."""

    def __init__(self, start: float = 1_790_000_000.0) -> None:
        self._now = start
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now

    async def sleep_until(self, at: float) -> None:
        if at <= self._now:
            await asyncio.sleep(0)
            return
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (at, next(self._order), woken))
        await woken

    async def sleep(self, seconds: float) -> None:
        await self.sleep_until(self._now + seconds)

    async def advance(self, seconds: float) -> None:
        """Move on, deadline by deadline, letting every woken task come to rest."""
        target = self._now + seconds
        while self._sleepers and self._sleepers[0][0] <= target:
            self._now, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
            await self._settle()
        self._now = target
        await self._settle()

    async def _settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
