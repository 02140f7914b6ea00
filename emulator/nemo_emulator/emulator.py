"""An emulator in this process, for tests: ``with Emulator() as emu: client(emu.url)``.

It serves on a real socket from a thread of its own; every method here blocks until it is done.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from nemo_contract import Exchange
from nemo_emulator import verbs
from nemo_emulator.app import create_app
from nemo_emulator.clock import Mode, Moved, Reading, VirtualClock
from nemo_emulator.render import Renderer
from nemo_emulator.runs import Run, Runs
from nemo_emulator.server import Address, serving
from nemo_emulator.services import Services
from nemo_emulator.settings import Settings
from nemo_emulator.verbs import ANYTHING, NewAccount, Wanted

T = TypeVar("T")
DEFAULTS = Settings()
PAID = NewAccount()


class Loop:
    """An event loop in a thread; ``run`` hands it work and waits for the result."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
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

    def open(self, wish: NewAccount = PAID) -> dict[str, str]:
        """Make an account: its ``user_id`` and its ``token``."""
        return self._loop.call(lambda: verbs.open_account(self._it, wish))

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


class Handle:
    """A run of a server, and a hand on everything in it."""

    def __init__(self, run: Run, base: str, loop: Loop) -> None:
        self._loop = loop
        self.name = run.name
        self.url = base + run.prefix
        self.services = run.services
        self.accounts = Accounts(run.services, loop)
        self.clock = Time(run.services.clock, loop)

    def requests(self, wanted: Wanted = ANYTHING) -> list[Exchange]:
        """What was asked and answered, oldest first."""
        return self._loop.call(lambda: verbs.requests(self.services, wanted))

    def wait_for(
        self, wanted: Wanted = ANYTHING, *, count: int = 1, patience: float = 30.0
    ) -> list[Exchange]:
        """Until so many such requests are over; ``patience`` in real s. Raises ``TimeoutError``."""
        work = verbs.wait_for(self.services, wanted, count=count, patience=patience)
        return self._loop.run(work)

    def ledger(self) -> list[dict[str, Any]]:
        """Every executed turn and what it took."""
        return self._loop.call(lambda: verbs.ledger(self.services))

    def jobs(self) -> list[dict[str, Any]]:
        """Every render."""
        return self._loop.call(lambda: verbs.jobs(self.services))

    def sessions(self) -> list[dict[str, Any]]:
        """Every session."""
        return self._loop.call(lambda: verbs.sessions(self.services))

    def reset(self) -> None:
        """An empty world."""
        self._loop.run(verbs.reset(self.services))

    def snapshot(self) -> dict[str, Any]:
        """The whole state, to keep."""
        return self._loop.call(lambda: verbs.snapshot(self.services))

    def restore(self, kept: dict[str, Any]) -> None:
        """Become what a snapshot was."""
        self._loop.run(verbs.restore(self.services, kept))


class Emulator(Handle):
    """A server of its own; its default run is what the methods of ``Handle`` are about."""

    def __init__(
        self,
        settings: Settings = DEFAULTS,
        *,
        clock: VirtualClock | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        """Without a ``clock`` time is real; without a ``renderer`` clips are really rendered."""
        self._app = create_app(settings, clock=clock, renderer=renderer)
        self._runs: Runs = self._app.state.runs
        self._server: AbstractAsyncContextManager[Address] = serving(self._app)

    def __enter__(self) -> Self:
        loop = Loop()
        self._base = loop.run(self._server.__aenter__()).url
        super().__init__(self._runs.default, self._base, loop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.run(self._server.__aexit__(None, None, None))
        self._loop.close()

    def run(
        self, name: str, settings: Settings | None = None, *, clock: VirtualClock | None = None
    ) -> Handle:
        """A new, empty world in the same server, with a base URL and a clock of its own."""
        run = self._loop.call(lambda: self._runs.create(name, settings, clock))
        return Handle(run, self._base, self._loop)

    def end(self, run: Handle) -> None:
        """End a run and forget it."""
        self._loop.run(self._runs.remove(run.name))
