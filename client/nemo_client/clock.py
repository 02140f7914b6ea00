"""The client's one door to time. Flows count virtual seconds; here they become real ones."""

import asyncio
import queue
import time
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """What the sync driver waits on; all times are virtual seconds."""

    def now(self) -> float:
        """The present, from any fixed start."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        ...

    def receive(self, inbox: "queue.Queue[T]", until: float, *, seen: int) -> T | None:
        """The next thing in the inbox, None when nothing came until then. ``seen`` is how many
        bytes of the open stream were taken out before."""
        ...


class AsyncClock(Protocol):
    """What the async driver waits on; all times are virtual seconds."""

    def now(self) -> float:
        """The present, from any fixed start."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        ...

    async def receive(self, inbox: "asyncio.Queue[T]", until: float, *, seen: int) -> T | None:
        """The next thing in the inbox, None when nothing came until then. ``seen`` is how many
        bytes of the open stream were taken out before."""
        ...


class _Scaled:
    """Real time; ``scale`` virtual seconds pass in one real second (NEMO_TIME_SCALE)."""

    def __init__(self, scale: float = 1.0) -> None:
        self._scale = scale
        self._start = time.monotonic()

    def now(self) -> float:
        """Virtual seconds since the clock was made."""
        return (time.monotonic() - self._start) * self._scale

    def real(self, seconds: float) -> float:
        """Real seconds that so many virtual ones take, none for the past."""
        return max(0.0, seconds) / self._scale


class ScaledClock(_Scaled):
    """For the sync driver."""

    def sleep(self, seconds: float) -> None:
        """Block."""
        time.sleep(self.real(seconds))

    def receive(self, inbox: "queue.Queue[T]", until: float, *, seen: int) -> T | None:
        """Block until something comes, but no longer than ``until``."""
        try:
            return inbox.get(timeout=self.real(until - self.now()))
        except queue.Empty:
            return None


class AsyncScaledClock(_Scaled):
    """For the async driver."""

    async def sleep(self, seconds: float) -> None:
        """Let other tasks run."""
        await asyncio.sleep(self.real(seconds))

    async def receive(self, inbox: "asyncio.Queue[T]", until: float, *, seen: int) -> T | None:
        """Wait until something comes, but no longer than ``until``."""
        if not inbox.empty():
            return inbox.get_nowait()
        try:
            return await asyncio.wait_for(inbox.get(), self.real(until - self.now()))
        except TimeoutError:
            return None
