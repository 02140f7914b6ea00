"""A run's client: the waiters that time has to wait for, and the stream that they read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from nemo_emulator.clock.errors import BadWait, RunOver
from nemo_emulator.clock.feed import Feed, silence
from nemo_emulator.clock.hand import instant
from nemo_emulator.clock.real import real_pause
from nemo_emulator.clock.waiter import Waiter

PAUSE: Final = 0.001
"""Real seconds before one that asks again without having read is told again, tenfold in the end."""
PATIENCE: Final = 1000
"""After so many of them it hears what is wrong, unless another waiter may be reading."""


class Client:
    """The waiters by name, and the newest stream."""

    def __init__(self) -> None:
        self.feed = silence()
        self._waiters: dict[str, Waiter] = {}

    @property
    def waiters(self) -> tuple[str, ...]:
        return tuple(self._waiters)

    @property
    def rests(self) -> bool:
        """Every waiter waits and knows all that was sent."""
        return all(one.call and not self.feed.news(one.seen) for one in self._waiters.values())

    @property
    def names(self) -> tuple[str, ...]:
        """What time has to wait for."""
        feed, all_of_it = self.feed, self._waiters.values()
        return (
            *(f"{one} at work" for one in all_of_it if not one.call),
            *(f"{one} to hear of byte {feed.sent}" for one in self._unaware()),
        )

    def next(self) -> Waiter | None:
        """Whose time comes first; of simultaneous ones in the order of names, not of arrival."""
        if not self._waiters:
            return None
        waiting = (one for one in self._waiters.values() if one.call)
        return min(waiting, key=lambda one: (instant(one.until), one.name), default=None)

    @contextmanager
    def asking(self, name: str) -> Iterator[Waiter]:
        """One wait of a waiter, which lives from its first. Raises ``BadWait``."""
        one = self._waiters.setdefault(name, Waiter(name))
        if one.asks:
            raise BadWait(f'{one} waits already; name each thread: "waiter": "…".')
        one.asks = True
        try:
            yield one
        finally:
            one.asks, one.call = False, None

    async def patience(self, one: Waiter, seen: int) -> None:
        """Do not let a waiter spin that was told of bytes and did not read. Raises ``BadWait``."""
        self.feed.hear(seen)
        if not (one.asks_again(seen, self.feed) and self.feed.news(seen)):
            return
        if one.repeats > PATIENCE and self._alone(one):
            raise BadWait(self._complaint(one, seen))
        await real_pause(PAUSE * min(one.repeats, 10))

    def tell(self) -> None:
        """Wake those who do not know all that was sent."""
        if not self._waiters:
            return  # most often, and asked at the end of every request
        unaware = self._unaware()
        self.feed.told |= bool(unaware) and not self.feed.open
        for one in unaware:
            one.tell(self.feed)

    def open(self, at: float) -> Feed:
        """A new stream; from now on ``seen`` counts its bytes."""
        self.feed = Feed(at)
        for one in self._waiters.values():
            one.seen = 0
        return self.feed

    def leave(self, name: str) -> None:
        """This waiter is over; no matter if it never was."""
        if name in self._waiters:
            self._waiters.pop(name).wake()

    def end(self) -> None:
        """The run is over: who waits gets ``RunOver``."""
        waiters, self._waiters = self._waiters, {}
        self.feed = silence()
        for one in waiters.values():
            one.wake(RunOver("The run has ended; this clock is waited at no more."))

    def _unaware(self) -> list[Waiter]:
        return [one for one in self._waiters.values() if one.call and self.feed.news(one.seen)]

    def _alone(self, one: Waiter) -> bool:
        return all(other.call for other in self._waiters.values() if other is not one)

    def _complaint(self, one: Waiter, seen: int) -> str:
        if self.feed.open:
            return (
                f"{one} was told {PATIENCE} times that the stream has {self.feed.sent} body bytes"
                f" and still says seen={seen}; read what is there before you wait again."
            )
        return (
            f"{one} was told {PATIENCE} times that no stream is open any more and still says"
            f" seen={seen}; say seen=0 once the stream has ended."
        )
