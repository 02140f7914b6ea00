"""What a test holds in its hand: a run's clock, its accounts, its script. Every method blocks."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import replace
from threading import Thread
from typing import Any, TypeVar, Unpack

from nemo_emulator import steering, verbs
from nemo_emulator.clock import Mode, Moved, Reading, VirtualClock
from nemo_emulator.script import Standing
from nemo_emulator.services import Services
from nemo_emulator.steering import AnyRule
from nemo_emulator.wishes import AccountFields, NewAccount

T = TypeVar("T")
PAID = NewAccount()


class Loop:
    """An event loop in a thread; ``run`` hands it work and waits for the result."""

    def __init__(
        self, make: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop
    ) -> None:
        self._loop = make()
        self._thread = Thread(target=self._loop.run_forever, name="emulator", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine, or its exception."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def call(self, work: Callable[[], T]) -> T:
        """The result of a function that must run where the server runs."""

        async def inside() -> T:
            return work()

        return self.run(inside())

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Time:
    """A run's clock, in the hand of a test."""

    def __init__(self, clock: VirtualClock, loop: Loop) -> None:
        self._clock = clock
        self._loop = loop

    def now(self) -> float:
        """Virtual seconds since 1970."""
        return self._loop.call(self._clock.now)

    def reading(self) -> Reading:
        """All there is to see."""
        return self._loop.call(self._clock.reading)

    def advance(
        self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> Moved:
        """Move on by so much, deadline by deadline."""
        length = seconds + 60 * minutes + 3600 * hours + 86_400 * days
        return self._loop.run(self._clock.advance(length))

    def advance_to(self, at: float) -> Moved:
        """Move on to a moment in seconds since 1970."""
        return self._loop.run(self._clock.advance_to(at))

    def run_until_idle(self) -> Moved:
        """Move on until nothing waits any more."""
        return self._loop.run(self._clock.run_until_idle())

    def freeze(self) -> None:
        """Stand still until moved by hand."""
        self._loop.call(self._clock.freeze)

    def resume(self) -> None:
        """Be moved again as before ``freeze``."""
        self._loop.call(self._clock.resume)

    def set_mode(self, mode: Mode) -> None:
        """Be moved in another way: real, scaled, manual, auto."""
        self._loop.call(lambda: self._clock.set_mode(mode))

    def set_scale(self, scale: float) -> None:
        """Let real time move the clock, so many virtual seconds to a real one."""
        self._loop.call(lambda: self._clock.set_scale(scale))


class Accounts:
    """Who is in a run."""

    def __init__(self, services: Services, loop: Loop) -> None:
        self._it = services
        self._loop = loop

    def open(self, wish: NewAccount = PAID, **more: Unpack[AccountFields]) -> dict[str, str]:
        """Make an account: its ``user_id`` and its ``token``; ``open(credits=40)``."""
        return self._loop.call(lambda: verbs.open_account(self._it, replace(wish, **more)))

    def all(self) -> list[dict[str, Any]]:
        """Everybody, with balance and good tokens."""
        return self._loop.call(lambda: verbs.accounts(self._it))

    def grant(self, user_id: str, available: int) -> None:
        """Set what an account has left."""
        self._loop.call(lambda: verbs.grant(self._it, user_id, available))

    def revoke(self, user_id: str) -> int:
        """Make its tokens worthless; how many that were."""
        return self._loop.call(lambda: verbs.revoke(self._it, user_id))

    def expire(self, user_id: str) -> int:
        """Let its tokens end now; how many that were."""
        return self._loop.call(lambda: verbs.expire(self._it, user_id))


class Script:
    """What shall go wrong in a run, and what has; iterating gives every rule and its account."""

    def __init__(self, services: Services, loop: Loop) -> None:
        self._it = services
        self._loop = loop

    def __iter__(self) -> Iterator[Standing]:
        return iter(self._loop.call(lambda: list(self._it.faults)))

    def add(self, rule: AnyRule) -> Standing:
        """One more rule, as text, as an object or as a ``Rule``. Raises ``ScriptError``."""
        return Standing(**self._loop.call(lambda: steering.add_fault(self._it, rule)))

    def put(self, rules: Iterable[AnyRule]) -> None:
        """These rules in place of all; one bad rule changes nothing. Raises ``ScriptError``."""
        self._loop.call(lambda: steering.put_script(self._it, rules))

    def lines(self) -> list[str]:
        """The rules as text."""
        return [row.rule for row in self]

    def remove(self, which: int | str) -> None:
        """Take a rule out, by its number or name. Raises ``Unknown``."""
        self._loop.call(lambda: steering.remove_fault(self._it, which))

    def clear(self) -> None:
        """No rules; calls are counted from 1 again."""
        self._loop.call(self._it.faults.clear)
