"""Runs: isolated worlds in one server, each with its own clock, log, journal and base URL."""

import asyncio
import logging
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nemo_emulator.blobs import BlobStore
from nemo_emulator.brain.mind import Mind, Rules
from nemo_emulator.chance import Chance
from nemo_emulator.chronicle import follow
from nemo_emulator.clock import BadTime, VirtualClock
from nemo_emulator.faulty import Desk, Name, Named
from nemo_emulator.jobs import Jobs
from nemo_emulator.journal import Journal
from nemo_emulator.log import Log
from nemo_emulator.memory import Memory
from nemo_emulator.rates import Rates
from nemo_emulator.render import Renderer
from nemo_emulator.script import Faults, Place
from nemo_emulator.services import Services
from nemo_emulator.settings import RequestLog, Settings
from nemo_emulator.signing import Signer
from nemo_emulator.spelling import unknown
from nemo_emulator.turns import Turns
from nemo_emulator.views import Views
from nemo_emulator.workshop import Studio
from nemo_emulator.world import State

requests = logging.getLogger("nemo_emulator.requests")
DEFAULT: Final = "default"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


class RunError(ValueError):
    """A run that cannot be made or found; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all runs of a server share: where they keep things, what renders, whose time.

    ``log`` says how each request is told. ``door`` opens a port of its own for a run, on a host:
    inside, the port that it is.
    """

    root: Path
    renderer: Renderer
    expect: Callable[[], None]
    """Hears that a render may come soon."""
    clock: Callable[[float], VirtualClock]
    """Makes a clock that starts no earlier than the given second."""
    log: RequestLog = RequestLog.OFF
    door: Callable[["Run", str, int], AbstractAsyncContextManager[int]] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One world and everything that serves it; ``prefix`` is its path on the shared port."""

    name: str
    services: Services
    log: Log
    root: Path

    @property
    def prefix(self) -> str:
        return "" if self.name == DEFAULT else f"/r/{self.name}"

    def start(self) -> None:
        """Go on with what the log says was going on."""
        self.services.turns.resume()
        self.services.jobs.resume()

    async def stop(self) -> None:
        """Stop, leaving everything for the next start."""
        self.services.clock.end()
        await self.services.turns.close()
        await self.services.jobs.close()
        self.services.memory.keep()
        self.log.close()


def build(name: str, settings: Settings, ground: Ground, clock: VirtualClock | None = None) -> Run:
    """The parts of a run over its folder; the default run's log is kept on disk."""
    home = ground.root if name == DEFAULT else ground.root / "runs" / name
    _make_folder(home)
    kept = settings.data is not None and name == DEFAULT
    log = Log(home / "log.sqlite3" if kept else None)
    time = clock or _clock(ground, log, home)
    chance = Chance(settings.seed, start=log.count_start())
    memory = Memory(settings, log, time)
    studio = Studio(
        renderer=ground.renderer,
        expect=ground.expect,
        blobs=_blobs(home),
        scratch=_scratch(home),
    )
    services = Services(
        run=name,
        settings=settings,
        clock=time,
        chance=chance,
        memory=memory,
        mind=_mind(settings),
        studio=studio,
        turns=Turns(settings, memory, time),
        jobs=Jobs(settings, memory, time, studio),
        journal=Journal(),
        signer=Signer(log.fact("signing key", Chance(settings.seed, start=-1).hex(64))),
        rates=Rates(settings.limits.requests_per_second),
        desk=_desk(name, settings, memory, time),
        views=Views(),
    )
    return Run(name, services, log, home)


def _make_folder(home: Path) -> None:
    """Raises ``OSError`` with a sentence."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise OSError(f"{home} is a file; name a folder as --data-dir.") from None
    except OSError as error:
        wrong = f"{home} cannot be made a folder ({error.strerror})"
        raise OSError(f"{wrong}; name another --data-dir.") from None


def _clock(ground: Ground, log: Log, home: Path) -> VirtualClock:
    """Going on where the log ends. Raises ``OSError`` where no clock can."""
    try:
        return ground.clock(log.last_at())
    except BadTime:
        wrong = f"The clock of {home} was moved out of the calendar, and dates never go back"
        raise OSError(f"{wrong}; delete the folder, or name another --data-dir.") from None


def _mind(settings: Settings) -> Mind:
    if settings.brain is None:
        return Rules()
    from nemo_emulator.brain.model import mind  # noqa: PLC0415 -- few have one, it takes a while

    return mind(settings.brain, settings.brain_token)


def _desk(name: str, settings: Settings, memory: Memory, time: VirtualClock) -> Desk:
    """The run's faults. Raises ``ScriptError`` for a rule that means nothing."""
    faults = Faults(seed=settings.seed or 0)
    faults.put(settings.faults)
    return Desk(
        faults=faults,
        clock=time,
        began=time.now(),
        place=lambda named: place(memory.state, named),
        run=name,
        style=settings.style,
    )


def place(state: State, named: Name) -> Place | None:
    """The session that a request is about, by its own id or by that of its newest render."""
    session_id = named.id
    if named.kind is Named.RENDER:
        newest_first = reversed(state.jobs.values())
        job = next((job for job in newest_first if job.render_id == named.id), None)
        session_id = job.session_id if job else ""
    for number, known in enumerate(state.sessions, start=1):
        if known == session_id:
            return Place(session_id, number)
    return None


def _blobs(home: Path) -> BlobStore:
    blobs = BlobStore(home / "blobs")
    blobs.sweep()
    return blobs


def _scratch(home: Path) -> Path:
    scratch = home / "renders"
    scratch.mkdir(exist_ok=True)
    for left in scratch.iterdir():
        if left.is_file():
            left.unlink()
        elif left.name != "cache":
            shutil.rmtree(left, ignore_errors=True)
    return scratch


class Runs:
    """All runs of a server; the default one is always there."""

    def __init__(
        self, settings: Settings, ground: Ground, clock: VirtualClock | None = None
    ) -> None:
        self._ground = ground
        self._settings = settings
        self._runs = {DEFAULT: build(DEFAULT, settings, ground, clock)}
        self._doors: dict[str, AsyncExitStack] = {}
        self._ports: dict[str, int] = {}
        self._told: dict[str, asyncio.Task[None]] = {}

    @property
    def default(self) -> Run:
        return self._runs[DEFAULT]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._runs)

    def get(self, name: str) -> Run:
        """Raises ``RunError`` when there is none."""
        if name not in self._runs:
            raise RunError(unknown("run", name, self._runs))
        return self._runs[name]

    def create(
        self, name: str, settings: Settings | None = None, clock: VirtualClock | None = None
    ) -> Run:
        """A new, empty run in memory. Raises ``RunError`` for a name that is bad or taken."""
        if not _NAME.fullmatch(name):
            raise RunError("A run's name has up to 64 letters, digits, _ . or -.")
        if name in self._runs:
            raise RunError(f'There is a run "{name}" already; delete it, or take another name.')
        run = build(name, settings or self._settings, self._ground, clock)
        self._runs[name] = run
        self._begin(run)
        return run

    def _begin(self, run: Run) -> None:
        run.start()
        manner = self._ground.log
        if manner is not RequestLog.OFF:
            telling = follow(run.name, run.services.journal, manner, requests.info)
            self._told[run.name] = asyncio.create_task(telling, name=f"log {run.name}")

    async def listen(self, name: str, host: str, port: int) -> int:
        """Let a run be reached by a port of its own too, 0 for any free one; gives the port.

        Raises ``RunError`` when it is taken, or where there are no sockets.
        """
        run = self.get(name)
        if self._ground.door is None:
            raise RunError("This emulator has no sockets; use the path /r/NAME.")
        stack = self._doors.setdefault(name, AsyncExitStack())
        try:
            found = await stack.enter_async_context(self._ground.door(run, host, port))
        except OSError as error:
            raise RunError(str(error)) from None
        self._ports[name] = found
        return found

    def port(self, name: str) -> int | None:
        """The run's own port, if it has one."""
        return self._ports.get(name)

    async def _end(self, run: Run) -> None:
        self._ports.pop(run.name, None)
        if stack := self._doors.pop(run.name, None):
            await stack.aclose()
        await run.stop()
        if telling := self._told.pop(run.name, None):
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def remove(self, name: str) -> None:
        """End a run and forget it. Raises ``RunError`` for the default one."""
        run = self.get(name)
        if name == DEFAULT:
            raise RunError("The default run stays; reset it instead.")
        del self._runs[name]
        await self._end(run)
        shutil.rmtree(run.root, ignore_errors=True)

    def start(self) -> None:
        """Set the default run going."""
        self._begin(self.default)

    async def stop(self) -> None:
        """End them all; only the default one's log outlives this."""
        for run in list(self._runs.values()):
            await self._end(run)
