"""What happens next on a clock, and whether all before it has come to rest."""

import asyncio
from collections.abc import Callable
from typing import Final

from nemo_emulator.clock.client import Client
from nemo_emulator.clock.hand import Hand, instant
from nemo_emulator.clock.real import real_seconds, turn
from nemo_emulator.clock.tasks import Tasks
from nemo_emulator.clock.timers import Timers
from nemo_emulator.clock.waiter import Waiter

TURNS: Final = 4
"""Turns of the event loop that all must stay at rest before time moves.

Tasks, requests and waiters are counted; this is for what nobody can count: a reader that went
away, a task that was made but has not begun.
"""


class Schedule:
    """The hand, who waits for it, and what it has to wait for; ``rested`` hears of each rest."""

    def __init__(self, rested: Callable[[], None]) -> None:
        self.hand = Hand()
        self.timers = Timers()
        self.client = Client()
        self.tasks = Tasks(self.look)
        self.holds: list[str] = []
        self.heeds_holds = True
        self.excused: frozenset[str] = frozenset()
        self._rested = rested
        self._rest = asyncio.Event()
        self._released = 0.0

    @property
    def held(self) -> bool:
        """Whether real work keeps time from moving."""
        return self.heeds_holds and bool(self.holds)

    @property
    def names(self) -> tuple[str, ...]:
        """What time has to wait for."""
        held = tuple(self.holds) if self.held else ()
        return (*self.tasks.names, *held, *self.client.names)

    @property
    def rests(self) -> bool:
        """Everything that happened has come to its end."""
        if not self.tasks and not self.held and self.client.rests:
            return True
        return bool(self.excused) and self.excused.issuperset(self.names)

    def look(self) -> None:
        """Something changed: tell readers what was sent, and movers that all is at rest."""
        if self.hand.speed or not self.tasks or self.excused.issuperset(self.tasks.names):
            self.client.tell()
        if self.rests:
            self._rest.set()
            self._rested()

    def release(self, what: str) -> None:
        """This real work is done."""
        self.holds.remove(what)
        self._released = real_seconds()
        self.look()

    def next_at(self) -> float | None:
        """The next deadline (s since the start)."""
        one = self._next_waiter()
        return one.until if one else self.timers.next_at()

    def fire(self) -> None:
        """Move to the next deadline, which there is, and wake whoever waited for it."""
        at, one = self.next_at(), self._next_waiter()
        assert at is not None
        self.hand.reach(at)
        if one:
            one.wake()
        else:
            self.tasks.rouse(self.timers.pop(), rung=False)

    def turns(self) -> int:
        """How long to make sure of the rest: not at all within one instant."""
        at = self.next_at()
        return 0 if at is not None and self.hand.passed(at) else TURNS

    async def settle(self, limit: float) -> None:
        """Wait until all is at rest, and excuse what is not within ``limit`` real seconds.

        Real work may take its time; the limit counts from its end.
        """
        while not await self._stays():
            self._rest.clear()
            try:
                async with asyncio.timeout(limit):
                    await self._rest.wait()
            except TimeoutError:
                self._excuse(real_seconds() - limit)

    async def _stays(self) -> bool:
        for _ in range(self.turns()):
            if not self.rests:
                return False
            await turn()
        return self.rests

    def _excuse(self, since: float) -> None:
        """What keeps at work since then is not waited for any more in this move."""
        if not self.held and self._released <= since:
            self.excused |= frozenset(self.names)
            self.look()

    def _next_waiter(self) -> Waiter | None:
        """The next of the client, unless the server is before: at one instant the client is."""
        one = self.client.next()
        if one is None:
            return None
        at = self.timers.next_at()
        return None if at is not None and instant(at) < instant(one.until) else one
