"""One emulator for many runs: each a world of its own, at a port of its own, on its own clock."""

import asyncio
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile, disk_usage
from socket import socket
from types import TracebackType
from typing import Any, Final, Self

import uvloop
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from nemo_conformance.clock import pause
from nemo_conformance.drivers import LocalClock
from nemo_conformance.harness.abroad import Abroad
from nemo_conformance.harness.names import Names
from nemo_conformance.harness.novel import Novel
from nemo_conformance.harness.tap import Tap
from nemo_conformance.scenarios import World
from nemo_contract import Tier
from nemo_emulator import create_app
from nemo_emulator.clock import BadWait, Mode, VirtualClock
from nemo_emulator.door import listen
from nemo_emulator.emulator import Handle, Loop
from nemo_emulator.render import LocalRenderer, Rendered, RenderOrder
from nemo_emulator.runs import Runs
from nemo_emulator.server import Address, serving
from nemo_emulator.settings import (
    Dialect,
    GuiPlace,
    Manners,
    Pace,
    Prices,
    RenderShape,
    Settings,
    Style,
)

CLIP: Final = Path(__file__).parents[1] / "scenarios" / "media" / "clip.mp4"
MODES: Final[Mapping[Tier, Mode]] = {
    Tier.REAL: Mode.REAL,
    Tier.SCALED: Mode.SCALED,
    Tier.COOPERATIVE: Mode.AUTO,
    Tier.INJECTED: Mode.AUTO,
}
MEMORY: Final = Path("/dev/shm")  # noqa: S108 - only as a parent of private folders
PLENTY: Final = 2_000_000_000
"""Bytes: ten times the largest file that is offered."""
PAUSE: Final = 0.0005
SPINS: Final = 1000
"""After so many waits for the past a client hears what is wrong."""


class Heedful(VirtualClock):
    """Before the client is let wait, everything that it said before has been heard.

    A client that waits for the past again and again, without reading, is told so.
    """

    unheard: Callable[[], bool] = staticmethod(lambda: False)
    _last: tuple[float, int, str] = (0.0, 0, "")
    _idle: int = 0

    @property
    def spins(self) -> bool:
        """The client turns in a circle: nothing that it asks the clock is a sign of life."""
        return self._idle > SPINS

    async def wait(self, until: float, *, seen: int = 0, waiter: str = "") -> float:
        while self.unheard():
            await asyncio.to_thread(pause, PAUSE)
        self._heed(until, (self.elapsed, seen, waiter))
        return await super().wait(until, seen=seen, waiter=waiter)

    def _heed(self, until: float, asked: tuple[float, int, str]) -> None:
        """Raises ``BadWait``."""
        again = asked == self._last and until <= self.elapsed
        self._last, self._idle = asked, self._idle + 1 if again else 0
        if self.spins:
            raise BadWait(
                f"This clock was asked {SPINS} times to wait until {until:g}, and it is "
                f"{self.elapsed:g} already: take the present from the answer to a wait."
            )

    def when_sent(self, byte: int) -> float:
        """Who has read nothing, because no stream is open, asks for the present."""
        if byte == 0 and not self._schedule.client.feed.open:
            return self.elapsed
        return super().when_sent(byte)


class Projector:
    """Plays a clip that was rendered before, as every render."""

    async def render(self, order: RenderOrder, progress: Callable[[float], None]) -> Rendered:
        """Copy it."""
        copyfile(CLIP, order.target)
        progress(1.0)
        size = order.target.stat().st_size
        return Rendered(
            path=order.target,
            duration_ms=1000,
            frames=25,
            size=size,
            width=320,
            height=180,
            encoder="pre-rendered",
        )


class Switching:
    """Renders truly for a run that asks for it."""

    def __init__(self) -> None:
        self.real: set[str] = set()
        self._real, self._played = LocalRenderer(), Projector()

    async def render(self, order: RenderOrder, progress: Callable[[float], None]) -> Rendered:
        """By the folder that the clip goes to, which is the run's."""
        truly = any(name in order.target.parts for name in self.real)
        return await (self._real if truly else self._played).render(order, progress)


class Door:
    """A run's own port: its requests without the run's name in their paths."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix
        self.inner: ASGIApp = self._pass

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.inner(scope, receive, send)

    def novel(self) -> None:
        """From now on drafts have keys that nobody knows."""
        self._app = Novel(self._app)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if not path.startswith("/r/"):
            path = f"{self._prefix}{path}"
        await self._app({**scope, "path": path, "raw_path": path.encode()}, receive, send)


def _begun(app: ASGIApp) -> ASGIApp:
    """An application that was started already."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        else:
            await app(scope, receive, send)

    return serve


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a run is played: its world, its port, what was seen there."""

    handle: Handle
    url: str
    clock: Heedful
    clock_url: str
    door: "Door"
    tap: Tap
    names: Names
    stack: AsyncExitStack
    abroad: Abroad


class Clockwork:
    """The run's clock for a client in this process."""

    def __init__(self, clock: VirtualClock, loop: Loop) -> None:
        self._clock = clock
        self._loop = loop

    def now(self) -> float:
        return self._clock.elapsed

    def wait(self, until: float, *, seen: int = 0, waiter: str = "") -> float:
        return self._loop.run(self._clock.wait(until, seen=seen, waiter=waiter))

    def done(self, waiter: str = "") -> float:
        return self._loop.call(lambda: self._clock.done(waiter))


def _quick() -> Path | None:
    """Memory where there is plenty, unless ``TMPDIR`` says otherwise: a run makes 20 folders."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return None
    return MEMORY if disk_usage(MEMORY).free > PLENTY else None


class Stage:
    """The server. A context manager; ``open`` and ``close`` a run in between.

    ``name`` is what clients on other machines call this one; without it only this one is served.
    """

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._renderer = Switching()
        self._folder = tempfile.TemporaryDirectory(prefix="nemo-conformance-", dir=_quick())
        settings = Settings(
            seed=1,
            pace=Pace.REALISTIC,
            control_anywhere=bool(self._name),
            data=self.root / "server",
        )
        self._app: FastAPI = create_app(settings, renderer=self._renderer)
        self._runs: Runs = self._app.state.runs
        self._places: dict[str, Place] = {}

    def __enter__(self) -> Self:
        self.loop = Loop(uvloop.new_event_loop)
        self._server = serving(self._app, self._sockets())
        self._base = self._url(self.loop.run(self._server.__aenter__()))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for name in tuple(self._places):
            self.close(name)
        self.loop.run(self._server.__aexit__(None, None, None))
        self.loop.close()
        self._folder.cleanup()

    def _sockets(self) -> Sequence[socket]:
        return listen("0.0.0.0", 0) if self._name else ()  # noqa: S104 - as was asked for

    def _url(self, address: Address) -> str:
        return f"http://{self._name}:{address.port}" if self._name else address.url

    @property
    def root(self) -> Path:
        """Where the homes of the runs are."""
        return Path(self._folder.name)

    @property
    def web_url(self) -> str:
        """Where links for browsers lead."""
        return self._base

    def open(self, name: str, world: World, *, tier: Tier, scale: float, seed: int) -> Place:
        """A new run on a clock of the tier's kind."""
        place = self.loop.run(self._open(name, world, self._settings(world, seed), tier, scale))
        if world.novel:
            place.door.novel()
        return place

    def clock_of(self, name: str) -> LocalClock:
        """The clock of a run, for a client in this process."""
        return Clockwork(self._places[name].clock, self.loop)

    def close(self, name: str) -> None:
        """Forget a run."""
        place = self._places.pop(name)
        self.loop.run(place.stack.aclose())
        self.loop.run(self._runs.remove(name))

    def truly(self, name: str) -> None:
        """Render the run's clips, do not play one."""
        self._renderer.real.add(name)

    async def _open(
        self, name: str, world: World, settings: Settings, tier: Tier, scale: float
    ) -> Place:
        stack, names, abroad = AsyncExitStack(), Names(), Abroad(self._app)
        if world.abroad:
            settings = replace(settings, public_url=await self._served(abroad, stack))
        clock = Heedful(mode=MODES[tier], scale=scale if tier is Tier.SCALED else 1.0)
        run = self._runs.create(name, settings, clock)
        door = Door(self._app, run.prefix)
        tap = Tap(door._pass, run.services, names, lambda: consumed(run.services))  # noqa: SLF001
        tap.spins = lambda: clock.spins
        door.inner = tap
        url = await self._served(door, stack)
        place = Place(
            handle=Handle(run, self._base, self.loop),
            url=url,
            clock=clock,
            clock_url=f"{url}/__nemo/clock",
            door=door,
            tap=tap,
            names=names,
            stack=stack,
            abroad=abroad,
        )
        self._places[name] = place
        return place

    async def _served(self, app: ASGIApp, stack: AsyncExitStack) -> str:
        """At a port of its own, until the stack is closed; gives the URL."""
        return self._url(await stack.enter_async_context(serving(_begun(app), self._sockets())))

    def _settings(self, world: World, seed: int) -> Settings:
        return Settings(
            seed=seed,
            pace=Pace.REALISTIC,
            dialect=Dialect(world.dialect),
            style=Style(world.style),
            render_shape=RenderShape(world.shape),
            abort_on_disconnect=world.on_leave == "abort",
            web_url=self._base,
            control_anywhere=bool(self._name),
            prices=Prices(grant=world.grant, message=world.message),
            habits=_manners(world),
        )


def _manners(world: World) -> Manners:
    if not world.screen:
        return Manners()
    return Manners(silent_share=0.0, gui_share=1.0, gui_place=GuiPlace(world.screen))


def consumed(services: Any) -> Mapping[str, int]:
    """How often each rule of the script began to apply; the same one may stand there twice."""
    counts: Counter[str] = Counter()
    for one in services.faults:
        counts[one.rule] += one.consumed
    return counts
