"""One thread of a client, as the clock knows it."""

import asyncio

from nemo_emulator.clock.errors import RunOver
from nemo_emulator.clock.feed import Feed


class Waiter:
    """At work unless there is a ``call``, which ends its wait.

    ``until`` is in seconds since the run's start, ``seen`` in body bytes of the open stream.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.asks = False
        self.until = 0.0
        self.seen = 0
        self.call: asyncio.Future[None] | None = None
        self.repeats = 0
        self._told: tuple[int, int, bool] | None = None

    def __str__(self) -> str:
        return f"Waiter {self.name!r}" if self.name else "The client"

    def park(self, until: float, seen: int) -> asyncio.Future[None]:
        """Wait for the call."""
        self.until, self.seen = until, seen
        self.call = asyncio.get_running_loop().create_future()
        return self.call

    def wake(self, problem: RunOver | None = None) -> None:
        """End the wait, if it waits: it is at work before it hears."""
        call, self.call = self.call, None
        if call is None or call.done():
            return
        if problem:
            call.set_exception(problem)
        else:
            call.set_result(None)

    def tell(self, feed: Feed) -> None:
        """End the wait because of what was sent."""
        news = (self.seen, feed.sent, feed.open)
        if news != self._told:
            self._told, self.repeats = news, 0
        self.wake()

    def asks_again(self, seen: int, feed: Feed) -> bool:
        """Whether it comes back as it was when it was told; counts how often."""
        again = self._told == (seen, feed.sent, feed.open)
        self.repeats += again
        return again
