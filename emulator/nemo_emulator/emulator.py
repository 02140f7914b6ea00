"""An emulator in this process, for tests: ``with Emulator() as emu: client(emu.url)``.

It serves on a real socket from a thread of its own; every method here blocks until it is done.
"""

from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, Self

from nemo_contract import Exchange
from nemo_emulator import steering, verbs
from nemo_emulator.app import create_app
from nemo_emulator.clock import VirtualClock
from nemo_emulator.hands import Accounts, Loop, Script, Time
from nemo_emulator.render import Renderer
from nemo_emulator.runs import Run, Runs
from nemo_emulator.server import Address, Parser, serving
from nemo_emulator.settings import Settings
from nemo_emulator.verbs import ANYTHING, Wanted

__all__ = ["Emulator", "Handle", "Loop"]
DEFAULTS = Settings()


class Handle:
    """A run of a server, and a hand on everything in it."""

    def __init__(self, run: Run, base: str, loop: Loop) -> None:
        self._loop = loop
        self.name = run.name
        self.url = base + run.prefix
        self.services = run.services
        self.accounts = Accounts(run.services, loop)
        self.clock = Time(run.services.clock, loop)
        self.faults = Script(run.services, loop)

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

    def move_job(self, render_id: str, progress: float) -> dict[str, Any]:
        """Move a render to so many per cent; nothing else moves it then. Raises ``Unknown``."""
        return self._loop.call(lambda: steering.move_job(self.services, render_id, progress))

    def fail_job(self, render_id: str, error: str = "It failed.") -> dict[str, Any]:
        """Let a render fail now. Raises ``Unknown``."""
        return self._loop.call(lambda: steering.fail_job(self.services, render_id, error))

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
        parser: Parser = Parser.HTTPTOOLS,
    ) -> None:
        """Without a ``clock`` time is real; without a ``renderer`` clips are really rendered."""
        self._app = create_app(settings, clock=clock, renderer=renderer)
        self._runs: Runs = self._app.state.runs
        server = serving(self._app, parser=parser)
        self._server: AbstractAsyncContextManager[Address] = server

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
