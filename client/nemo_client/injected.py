"""A clock that somebody else owns in this process: it stands still until all have come to rest."""

import asyncio
import queue
from typing import Final, Protocol, TypeVar

T = TypeVar("T")
ON_ITS_WAY: Final = 10.0
"""Real seconds that bytes may take which the clock says were sent."""


class RunClock(Protocol):
    """What its owner has to offer; all times are virtual seconds since the run began."""

    def now(self) -> float:
        """The present."""
        ...

    def wait(self, until: float, *, seen: int = 0) -> float:
        """Block until then, or until the open stream has more than ``seen`` bytes; the present."""
        ...


class InjectedClock:
    """For the sync driver."""

    def __init__(self, clock: RunClock) -> None:
        self._clock = clock

    def now(self) -> float:
        """The present."""
        return self._clock.now()

    def sleep(self, seconds: float) -> None:
        """Rest until so much virtual time has passed."""
        until = self.now() + seconds
        while self._clock.wait(until) < until:
            pass

    def receive(self, inbox: "queue.Queue[T]", until: float, *, seen: int) -> T | None:
        """Rest until something comes, or until then."""
        if inbox.empty() and self._clock.wait(until, seen=seen) >= until and inbox.empty():
            return None
        try:
            return inbox.get(timeout=ON_ITS_WAY)
        except queue.Empty:
            return None


class AsyncInjectedClock:
    """For the async driver: it rests in a thread, so that the event loop can go on reading."""

    def __init__(self, clock: RunClock) -> None:
        self._clock = clock

    def now(self) -> float:
        """The present."""
        return self._clock.now()

    async def sleep(self, seconds: float) -> None:
        """Rest until so much virtual time has passed."""
        until = self.now() + seconds
        while await self._rest(until) < until:
            pass

    async def receive(self, inbox: "asyncio.Queue[T]", until: float, *, seen: int) -> T | None:
        """Rest until something comes, or until then."""
        if inbox.empty() and await self._rest(until, seen) >= until and inbox.empty():
            return None
        try:
            return await asyncio.wait_for(inbox.get(), ON_ITS_WAY)
        except TimeoutError:
            return None

    async def _rest(self, until: float, seen: int = 0) -> float:
        return await asyncio.to_thread(self._clock.wait, until, seen=seen)
