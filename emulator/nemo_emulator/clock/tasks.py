"""The server's tasks that time has to wait for.

A task is at work from the moment something wakes it until it waits at the clock again or ends.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Sleeper:
    """A task that waits; the call says True when it was rung for, False when its time came."""

    task: asyncio.Task[Any]
    call: asyncio.Future[bool]


def sleeper() -> Sleeper:
    """The current task, about to wait."""
    return Sleeper(_this(), asyncio.get_running_loop().create_future())


def _this() -> asyncio.Task[Any]:
    task = asyncio.current_task()
    assert task is not None, "A clock is waited at from within a task."
    return task


class Busy:
    """A stretch of work; a class, since every request is one and a generator costs more."""

    __slots__ = ("_task", "_tasks", "_what")

    def __init__(self, tasks: "Tasks", what: str) -> None:
        self._tasks = tasks
        self._what = what

    def __enter__(self) -> None:
        self._task = _this()
        self._task.set_name(self._what)
        self._tasks.begin(self._task)

    def __exit__(self, *_exc: object) -> None:
        self._tasks.rest(self._task)


class Tasks:
    """Those at work; ``rested`` is called whenever one of them comes to rest."""

    def __init__(self, rested: Callable[[], None]) -> None:
        self._rested = rested
        self._at_work: dict[asyncio.Task[Any], None] = {}
        self._known: set[asyncio.Task[Any]] = set()

    def __bool__(self) -> bool:
        return bool(self._at_work)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(task.get_name() for task in self._at_work)

    def wake(self, task: asyncio.Task[Any]) -> None:
        """From now on at work."""
        if task.done():
            return
        self._at_work[task] = None
        if task not in self._known:
            self._known.add(task)
            task.add_done_callback(self._ended)

    def rest(self, task: asyncio.Task[Any]) -> None:
        """From now on at rest."""
        if task in self._at_work:
            del self._at_work[task]
            self._rested()

    async def asleep(self, one: Sleeper) -> bool:
        """Wait for the call; gives what it said."""
        self.rest(one.task)
        try:
            return await one.call
        finally:
            self.wake(one.task)

    def rouse(self, one: Sleeper, *, rung: bool) -> None:
        """Wake a sleeper: it is at work before it runs."""
        if not one.call.done():
            self.wake(one.task)
            one.call.set_result(rung)

    def busy(self, what: str) -> "Busy":
        """The current task is at work inside, under this name, unless it waits at the clock."""
        return Busy(self, what)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """The current task waits for something else inside, and is then what it was before."""
        task = _this()
        worked = task in self._at_work
        self.rest(task)
        try:
            yield
        finally:
            if worked:
                self.wake(task)

    def rest_current(self) -> None:
        """Whoever moves time is not waited for."""
        self.rest(_this())

    def begin(self, task: asyncio.Task[Any]) -> None:
        """At work until ``rest``, which whoever calls this promises to call."""
        self._at_work[task] = None

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._known.discard(task)
        self.rest(task)
