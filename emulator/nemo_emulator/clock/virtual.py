"""The clock of a run: moved by real time, by hand, or by the rest of all who take part."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from typing import Any, Final

from nemo_emulator.clock.bell import Bell
from nemo_emulator.clock.drive import Drive
from nemo_emulator.clock.errors import BadTime
from nemo_emulator.clock.face import Mode, Moved, Reading
from nemo_emulator.clock.hand import LATEST, checked, instant, tidy
from nemo_emulator.clock.real import turn
from nemo_emulator.clock.stream import Stream
from nemo_emulator.clock.tasks import Sleeper, sleeper

EPOCH: Final = 1_790_000_000.0
"""Where clocks start that are not told: 21 September 2026."""
WEEK: Final = 604_800.0
LIMIT: Final = 5.0
"""Real seconds that each step of a move waits for what it woke."""


class VirtualClock:
    """Virtual time, one clock a run; used from one event loop.

    Deadlines are absolute. They come in (deadline, creation) order, at the same microsecond the
    waiters of the client before the tasks of the server, and each only when all that the one
    before set going has come to rest: tasks that it woke, requests, readers of what was sent.
    """

    def __init__(
        self, epoch: float = EPOCH, *, mode: Mode = Mode.MANUAL, scale: float = 1.0
    ) -> None:
        """Raises ``BadTime`` for an epoch that is no date."""
        self.epoch = epoch
        self._drive = Drive(mode, scale)
        self._schedule = self._drive.schedule
        self._schedule.hand.last = LATEST - self._dated(0.0) - epoch
        self._thawed: Mode | None = None
        self._moves = asyncio.Lock()

    # Reading

    @property
    def mode(self) -> Mode:
        return self._drive.mode

    @property
    def scale(self) -> float:
        """Virtual seconds to a real one, when real time moves the clock."""
        return self._drive.scale

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return self._schedule.hand.elapsed

    def now(self) -> float:
        """Seconds since 1970."""
        return self.epoch + self.elapsed

    def reading(self) -> Reading:
        """All there is to see."""
        it = self._schedule
        return Reading(
            mode=self.mode,
            scale=self.scale,
            now=self.now(),
            elapsed=self.elapsed,
            next_at=it.next_at(),
            sleepers=len(it.timers),
            waiters=it.client.waiters,
            waits_for=it.names,
        )

    # Waiting, on the server

    async def sleep_until(self, at: float) -> None:
        """Wait until then (s since 1970)."""
        await self._lie_down(sleeper(), self._since_start(at))

    async def sleep(self, seconds: float) -> None:
        """Wait so long."""
        await self._lie_down(sleeper(), tidy(self.elapsed + checked(seconds)))

    def bell(self) -> Bell:
        """Something to listen for that another task brings about."""
        return Bell(self._schedule.tasks, self._listen)

    def watch(self, task: asyncio.Task[Any]) -> None:
        """Time waits for this new task until it waits at the clock, and whenever it is woken."""
        self._schedule.tasks.wake(task)

    def busy(self, what: str) -> AbstractContextManager[None]:
        """Time waits for the current task inside, except while that waits at the clock."""
        return self._schedule.tasks.busy(what)

    def resting(self) -> AbstractContextManager[None]:
        """Time does not wait for the current task inside: another one will wake it."""
        return self._schedule.tasks.resting()

    @contextmanager
    def hold(self, what: str) -> Iterator[None]:
        """Real work: time stands still however long it takes, unless real time moves it."""
        self._schedule.holds.append(what)
        try:
            with self.resting():
                yield
        finally:
            self._schedule.release(what)

    # Waiting, by the client (driver protocol, "Time"); times in seconds since the start

    async def wait(self, until: float, *, seen: int = 0, waiter: str = "") -> float:
        """Wait until then, or until there are bytes beyond ``seen``; gives the present.

        ``seen`` counts the body bytes read on the open stream, 0 when none is open. Time moves
        only while every waiter waits: it is one from its first wait to ``done``.
        Raises ``BadTime``, ``BadWait``, ``RunOver``.
        """
        it = self._schedule
        with it.client.asking(waiter) as one:
            await it.client.patience(one, seen)
            if it.hand.passed(self._dated(until)):
                it.hand.reach(until)
                return self.elapsed
            call = one.park(until, seen)
            self._drive.expect(until)
            with self.resting():
                it.look()
                await call
        return self.elapsed

    def done(self, waiter: str = "") -> float:
        """This waiter waits no more; gives the present."""
        self._schedule.client.leave(waiter)
        self._schedule.look()
        return self.elapsed

    def end(self) -> None:
        """The run is over, and with it all its waiters."""
        self._schedule.client.end()
        self._schedule.look()

    @contextmanager
    def stream(self) -> Iterator[Stream]:
        """An event stream is open inside; the newest is the one that waiters read."""
        stream = Stream(self._schedule)
        try:
            yield stream
        finally:
            stream.close()

    def when_sent(self, byte: int) -> float:
        """When that body byte of the newest stream was sent; 0 is the opening.

        Raises ``NothingSent``.
        """
        return self._schedule.client.feed.when(byte)

    # Moving

    def set_mode(self, mode: Mode) -> None:
        """Be moved in another way from here on."""
        self._thawed = None
        self._drive.change(mode, self.scale)

    def set_scale(self, scale: float) -> None:
        """Let real time move the clock, so many virtual seconds to a real one."""
        self._thawed = None
        self._drive.change(Mode.REAL if scale == 1 else Mode.SCALED, scale)

    def freeze(self) -> None:
        """Stand still until moved by hand."""
        if self.mode is not Mode.MANUAL:
            self._thawed = self.mode
            self._drive.change(Mode.MANUAL, self.scale)

    def resume(self) -> None:
        """Be moved again as before ``freeze``."""
        if self._thawed is not None:
            self.set_mode(self._thawed)

    async def advance(self, seconds: float, *, limit: float = LIMIT) -> Moved:
        """Move on by so much, deadline by deadline.

        What a step wakes has ``limit`` real seconds to come to rest before the next one, not
        counted while time is held; what does not is named. Raises ``BadTime``.
        """
        if checked(seconds) < 0:
            raise BadTime(f"Time never goes back by {-seconds:g} s; advance by 0 or more.")
        async with self._by_hand():
            return await self._move_to(tidy(self._dated(self.elapsed + seconds)), limit)

    async def advance_to(self, at: float, *, limit: float = LIMIT) -> Moved:
        """Move on to then (s since 1970); as ``advance``."""
        target = self._dated(self._since_start(at))
        async with self._by_hand():
            if instant(target) < instant(self.elapsed):
                raise BadTime(f"It is {self.now()} already; advance to no earlier time.")
            return await self._move_to(target, limit)

    async def run_until_idle(self, *, within: float = WEEK, limit: float = LIMIT) -> Moved:
        """Move from deadline to deadline until nobody waits, or for none that is not ``within``."""
        it = self._schedule
        async with self._by_hand():
            fired = await self._fire_all(min(self.elapsed + within, it.hand.last), limit)
            return self._moved(fired)

    @asynccontextmanager
    async def _by_hand(self) -> AsyncGenerator[None]:
        self._schedule.tasks.rest_current()
        async with self._moves:
            self._drive.take()
            try:
                yield
            finally:
                self._drive.leave()

    async def _move_to(self, target: float, limit: float) -> Moved:
        fired = await self._fire_all(target, limit)
        self._schedule.hand.reach(target)
        return self._moved(fired)

    async def _fire_all(self, target: float, limit: float) -> int:
        it, fired = self._schedule, 0
        await it.settle(limit)
        while (at := it.next_at()) is not None and instant(at) <= instant(target):
            it.fire()
            fired += 1
            await it.settle(limit)
        return fired

    def _moved(self, fired: int) -> Moved:
        unsettled = tuple(sorted(self._schedule.excused))
        return Moved(self.now(), self.elapsed, fired, unsettled)

    # Within

    def _dated(self, elapsed: float) -> float:
        """Seconds since the start that are a date. Raises ``BadTime``."""
        if self.epoch + checked(elapsed) > LATEST:
            year = f"{LATEST:g} s since 1970, in the year 9892"
            raise BadTime(f"Dates end with the year 9999; no clock goes beyond {year}.")
        return elapsed

    def _since_start(self, at: float) -> float:
        """Never earlier than ``at`` when it is turned back."""
        exact = checked(at - self.epoch)
        rounded = tidy(exact)
        return rounded if self.epoch + rounded >= at else exact

    async def _listen(self, one: Sleeper, until: float | None) -> bool:
        return await self._lie_down(one, None if until is None else self._since_start(until))

    async def _lie_down(self, one: Sleeper, due: float | None) -> bool:
        """Sleep until then (s since the start) or until rung for; gives whether it was the bell."""
        it = self._schedule
        if due is None:
            return await it.tasks.asleep(one)
        if it.hand.passed(due):
            it.hand.reach(due)
            await turn()
            return one.call.done()
        it.timers.add(due, one)
        self._drive.expect(due)
        try:
            return await it.tasks.asleep(one)
        finally:
            it.timers.discard(one)
