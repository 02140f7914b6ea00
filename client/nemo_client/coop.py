"""A clock that somebody else owns: time stands still until all who share it have come to rest.

The mode ``coop`` of the protocol ``nemo-driver/1``: instead of sleeping, the client asks the
clock's URL to wake it, and says how much of the open stream it has read, so that time never
overtakes what was not read yet.
"""

import asyncio
import queue
from typing import Any, Final, TypeVar

import httpx

from nemo_client.transport import trusting

T = TypeVar("T")
UNTIL_WOKEN: Final = httpx.Timeout(10.0, read=None)
ON_ITS_WAY: Final = 10.0
"""Real seconds that bytes may take which the clock says were sent."""


class _Shared:
    """What both clocks know: the URL, the run whose time it is, the bytes read so far."""

    def __init__(self, url: str, run: str) -> None:
        self._url = url
        self._run = run
        self._seen = 0
        self._woken = 0.0
        self._http = httpx.Client(timeout=UNTIL_WOKEN, **trusting(environment=False))

    def now(self) -> float:
        """When the last byte that was read had been sent, or when this client woke, if later."""
        where = httpx.URL(self._url, params={"run": self._run, "seen": self._seen})
        return max(_time(self._http.get(where)), self._woken)

    def close(self) -> None:
        """Time need not stop for this client any more."""
        self._http.post(f"{self._url}/wait", json={"run": self._run, "done": True})
        self._http.close()

    def _wait(self, until: float) -> dict[str, Any]:
        return {"run": self._run, "until": until, "seen": self._seen}

    def _woke(self, reply: httpx.Response) -> float:
        self._woken = _time(reply)
        return self._woken

    def _took(self, item: T) -> T:
        """After the end of a stream none is open, so nothing of it is read."""
        self._seen = self._seen + len(item) if isinstance(item, bytes) else 0
        return item


class CoopClock(_Shared):
    """For the sync driver."""

    def sleep(self, seconds: float) -> None:
        """Rest until so much virtual time has passed; no stream is open meanwhile."""
        self._seen = 0
        until = self.now() + seconds
        while self._rest(until) < until:
            pass

    def receive(self, inbox: "queue.Queue[T]", until: float, *, seen: int) -> T | None:
        """Rest until something comes, or until then."""
        self._seen = seen
        if inbox.empty() and self._rest(until) >= until and inbox.empty():
            return None
        try:
            return self._took(inbox.get(timeout=ON_ITS_WAY))
        except queue.Empty:
            return None

    def _rest(self, until: float) -> float:
        return self._woke(self._http.post(f"{self._url}/wait", json=self._wait(until)))


class AsyncCoopClock(_Shared):
    """For the async driver."""

    def __init__(self, url: str, run: str) -> None:
        super().__init__(url, run)
        self._resting = httpx.AsyncClient(timeout=UNTIL_WOKEN, **trusting(environment=False))

    async def sleep(self, seconds: float) -> None:
        """Rest until so much virtual time has passed; no stream is open meanwhile."""
        self._seen = 0
        until = self.now() + seconds
        while await self._rest(until) < until:
            pass

    async def receive(self, inbox: "asyncio.Queue[T]", until: float, *, seen: int) -> T | None:
        """Rest until something comes, or until then."""
        self._seen = seen
        if inbox.empty() and await self._rest(until) >= until and inbox.empty():
            return None
        try:
            return self._took(await asyncio.wait_for(inbox.get(), ON_ITS_WAY))
        except TimeoutError:
            return None

    async def aclose(self) -> None:
        """Time need not stop for this client any more."""
        await self._resting.aclose()
        self.close()

    async def _rest(self, until: float) -> float:
        return self._woke(await self._resting.post(f"{self._url}/wait", json=self._wait(until)))


def _time(reply: httpx.Response) -> float:
    reply.raise_for_status()
    return float(reply.json()["now"])
