"""An emulator in this process, for tests: ``with Emulator() as emu: client(emu.url)``.

It serves on a real socket from a thread of its own; every method here blocks until it is done.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from nemo_contract import Exchange
from nemo_emulator import archive, steering, verbs
from nemo_emulator.app import create_app
from nemo_emulator.clock import VirtualClock
from nemo_emulator.hands import Accounts, Loop, Script, Time
from nemo_emulator.render import Renderer
from nemo_emulator.runs import Run, Runs
from nemo_emulator.server import Address, Parser, serving
from nemo_emulator.settings import Settings
from nemo_emulator.verdict import verdict
from nemo_emulator.wishes import ANYTHING, Filter, Wanted

__all__ = ["Emulator", "Handle", "Loop"]
DEFAULTS = Settings()


class Handle:
    """A run of a server, and a hand on everything in it."""

    def __init__(self, run: Run, base: str, loop: Loop, *, url: str | None = None) -> None:
        """``url`` is the run's own, else it is a path of the server's ``base``."""
        self._loop = loop
        self.name = run.name
        self.url = url or base + run.prefix
        self.services = run.services
        self.accounts = Accounts(run.services, loop)
        self.clock = Time(run.services.clock, loop)
        self.faults = Script(run.services, loop)

    def requests(self, wanted: Wanted = ANYTHING, **more: Unpack[Filter]) -> list[Exchange]:
        """What was asked and answered, oldest first: ``requests(operation="run_sse")``."""
        only = replace(wanted, **more)
        return self._loop.call(lambda: verbs.requests(self.services, only))

    def wait_for(
        self,
        wanted: Wanted = ANYTHING,
        *,
        count: int = 1,
        patience: float = 30.0,
        **more: Unpack[Filter],
    ) -> list[Exchange]:
        """Until so many such requests are over; ``patience`` in real s. Raises ``TimeoutError``."""
        only = replace(wanted, **more)
        work = verbs.wait_for(self.services, only, count=count, patience=patience)
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

    def verdict(self) -> dict[str, Any]:
        """Whether all went as scripted, and nothing strange came: ``ok``, and what did not."""
        return self._loop.call(lambda: verdict(self.services))

    def reset(self) -> None:
        """An empty world, the script as it began."""
        self._loop.run(verbs.reset(self.services))

    def seed(self, seed: int | None) -> None:
        """Ids and choices from here on as of a run with this seed; do it when it is empty."""
        self._loop.call(lambda: verbs.reseed(self.services, seed))

    def snapshot(self) -> dict[str, Any]:
        """The whole state, to keep."""
        return self._loop.call(lambda: verbs.snapshot(self.services))

    def restore(self, kept: dict[str, Any]) -> None:
        """Become what a snapshot was."""
        self._loop.run(verbs.restore(self.services, kept))

    def export(self, into: Path) -> None:
        """Write the whole state and its files as a zip."""
        self._loop.run(archive.write(self.services, into))

    def import_(self, kept: Path) -> None:
        """Become what was exported, perhaps by another emulator. Raises ``ValueError``."""
        self._loop.run(archive.read(self.services, kept))


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
        self,
        name: str,
        settings: Settings | None = None,
        *,
        clock: VirtualClock | None = None,
        port: int | None = None,
    ) -> Handle:
        """A new, empty world in the same server, with a base URL and a clock of its own.

        Its URL is a path on the shared port; with a ``port``, 0 for any free one, that port.
        """
        run = self._loop.call(lambda: self._runs.create(name, settings, clock))
        url = None if port is None else self._loop.run(self._own(name, port))
        return Handle(run, self._base, self._loop, url=url)

    def named(self, name: str) -> Handle:
        """The run of this name, whoever made it. Raises ``RunError`` when there is none."""
        return Handle(self._runs.get(name), self._base, self._loop)

    async def _own(self, name: str, port: int) -> str:
        host = "127.0.0.1"
        return Address(host, await self._runs.listen(name, host, port)).url

    def end(self, run: Handle) -> None:
        """End a run and forget it."""
        self._loop.run(self._runs.remove(run.name))
