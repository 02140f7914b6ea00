"""Plays scenarios: a fresh run, the faults, the driver, and the record of it all."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Final, Self

from nemo_conformance.around import Around
from nemo_conformance.driver.orders import (
    ORDERS,
    Answer,
    AnyIntent,
    Bye,
    ClockOffer,
    Export,
    KitHello,
    Start,
    Stop,
)
from nemo_conformance.driver.words import Capability, ClockMode
from nemo_conformance.drivers import Driver, DriverGone, Joined, LocalClock, NoDriver, StoodStill
from nemo_conformance.harness.ear import RunEar
from nemo_conformance.harness.house import House
from nemo_conformance.harness.script import add_faults, faults_of, instructions
from nemo_conformance.harness.sink import WRONG_WAY, Sink
from nemo_conformance.harness.stage import Place, Stage
from nemo_conformance.harness.truth import jobs_of, ledger_of, user_of
from nemo_conformance.record import Broke, Heard, Record, Restarted, Setup, TokenGiven, Wish
from nemo_conformance.scenarios import RESTART, Line, Scenario
from nemo_contract import Tier
from nemo_emulator.wishes import NewAccount
from nemo_emulator.world import Plan

SEEN: Final = frozenset({"stdio", "command"})
"""Carriers whose programs the kit starts, so that it can lead them to its sink."""
WATCH: Final = 1000.0
"""Virtual seconds for which the wire is watched after a run."""


@dataclass(slots=True)
class Play:
    """One scenario while it is played."""

    scenario: Scenario
    driver: Driver
    joined: Joined
    place: Place
    house: House
    name: str
    setup: Setup
    install: str
    env: dict[str, str]
    ear: RunEar
    wishes: list[Wish] = field(default_factory=list[Wish])
    restarts: list[Heard] = field(default_factory=list[Heard])
    broken: str | None = None
    lost: bool = False
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class Played:
    """The record of a run; ``lost`` when the driver is good for no other, ``stuck`` as it stood
    still."""

    record: Record
    lost: bool
    stuck: bool = False


class Harness:
    """A context manager that plays scenarios, one at a time."""

    def __init__(self, *, watched: bool = True, name: str = "") -> None:
        self._stage = Stage(name)
        self._sink = Sink() if watched else None
        self._count = 0

    def __enter__(self) -> Self:
        self._stage.__enter__()
        if self._sink:
            self._sink.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._sink:
            self._sink.__exit__(kind, error, trace)
        self._stage.__exit__(kind, error, trace)

    @property
    def around(self) -> Around:
        """What a client is started in."""
        return Around(self.clock_of, self._sink.env if self._sink else {})

    def clock_of(self, run: str) -> LocalClock:
        """The clock of a run, for a client in this process."""
        return self._stage.clock_of(run)

    def play(self, scenario: Scenario, driver: Driver, joined: Joined | None = None) -> Played:
        """Play it to the end, whatever the driver does. Raises ``UnknownFault``."""
        self._count += 1
        name = f"r{self._count}"
        play = self._begin(name, scenario, driver, joined or Joined.best(driver))
        try:
            self._perform(play)
            return Played(self._record(play), play.lost, play.stuck)
        finally:
            self._stage.close(name)

    def _begin(self, name: str, scenario: Scenario, driver: Driver, joined: Joined) -> Play:
        world = scenario.world
        place = self._stage.open(
            name, world, tier=joined.tier, scale=joined.scale, seed=scenario.seed
        )
        add_faults(place.handle, scenario.faults)
        if world.real_render:
            self._stage.truly(name)
        house = House(self._stage.root / name)
        install, attribution = house.furnish(world)
        setup = Setup(
            tier=joined.tier,
            carrier=driver.carrier,
            capabilities=driver.hello.can,
            consent=world.consent,
            token=world.token,
            dialect=world.dialect,
            style=world.style,
            shape=world.shape,
            on_leave=world.on_leave,
            attribution=attribution,
            egress_watched=self._sink is not None and driver.carrier in SEEN,
        )
        place.clock.unheard = driver.unheard
        ear = RunEar(place.tap, place.names, lambda: place.clock.elapsed, world.consent)
        place.tap.looks = lambda: ear.looks_at(driver.arguments())
        place.abroad.heard = ear.goes_out
        if self._sink:
            self._sink.heard = ear.goes_out
        env = _environment(place, scenario)
        return Play(scenario, driver, joined, place, house, name, setup, install, env, ear)

    def _perform(self, play: Play) -> None:
        """Each start of the client with the wishes up to the next one."""
        start = self._start(play)
        try:
            for part in _parts(play.scenario.lines):
                if play.wishes:
                    play.restarts.append(Restarted(len(play.wishes), play.place.clock.elapsed))
                play.driver.run(start, self._intents(play, part), play.ear)
        except DriverGone as gone:
            play.lost, play.stuck = True, isinstance(gone, StoodStill)
            if not play.ear.broke:
                n, at = play.place.tap.intent, play.place.clock.elapsed
                play.ear.heard.append(Broke(n, at, str(gone)))
        except NoDriver as error:
            play.broken, play.lost = str(error), True
        if self._sink and self._sink.lost:
            play.broken, play.lost = WRONG_WAY, True
        self._watch(play)

    def _watch(self, play: Play) -> None:
        """Let time go on for a while: late requests count, and work comes to its end."""
        if play.setup.exact:
            with suppress(TimeoutError):
                play.place.handle.clock.advance(seconds=WATCH)

    def _start(self, play: Play) -> Start:
        modes = {Tier.REAL: ClockMode.REAL, Tier.SCALED: ClockMode.SCALE}
        mode = modes.get(play.joined.tier, ClockMode.COOP)
        mode = ClockMode.REAL if play.joined.faked else mode
        return Start(
            type="start",
            run=play.name,
            base_url=play.place.url,
            web_url=self._stage.web_url,
            env=play.env,
            home=str(play.house.home),
            install_path=play.install,
            clock=ClockOffer(
                mode=mode,
                url=play.place.clock_url if mode is ClockMode.COOP else None,
                now=play.place.clock.elapsed,
                scale=play.joined.scale if mode is ClockMode.SCALE else None,
            ),
            consent=play.scenario.world.consent,
        )

    def _intents(self, play: Play, lines: Sequence[Line]) -> list[AnyIntent]:
        intents = []
        for line in lines:
            n = len(play.wishes) + 1
            intent = _intent(line, n, play)
            text = line.text
            output = intent.output if isinstance(intent, Export) else ""
            play.wishes.append(
                Wish(
                    n=n,
                    op=intent.op,
                    want=line.want,
                    text=text,
                    files=line.files,
                    output=output,
                    limit=line.limit,
                )
            )
            intents.append(intent)
        return intents

    def _record(self, play: Play) -> Record:
        place, names = play.place, play.place.names
        jobs = jobs_of(place.handle)
        heard = sorted((*play.ear.heard, *play.restarts), key=lambda one: one.at)
        return Record(
            scenario=play.scenario.name,
            tests=play.scenario.tests,
            setup=play.setup,
            wishes=tuple(_begun(play)),
            visits=place.tap.visits,
            heard=tuple(heard),
            faults=faults_of(place.handle),
            ledger=ledger_of(place.handle, place.tap.turns),
            drafts=tuple(place.tap.drafts),
            jobs=jobs,
            instructions=instructions(),
            leaks=tuple(play.ear.leaks),
            outside=tuple(play.ear.outside),
            home=tuple(play.house.kept(names, tuple(one.render_id for one in jobs))),
            user_id=user_of(place.handle),
            ended_at=place.clock.elapsed,
            broken=play.broken,
            seed=play.scenario.seed,
        )


def _begun(play: Play) -> Iterator[Wish]:
    """The wishes that the client was told of, with their times."""
    for wish in play.wishes:
        if wish.n in play.ear.begun:
            yield replace(wish, at=play.ear.begun[wish.n])


def _parts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        if line.op == RESTART:
            yield part
            part = []
        else:
            part.append(line)
    yield part


def _environment(place: Place, scenario: Scenario) -> dict[str, str]:
    world, env = scenario.world, {}
    if world.source:
        env["SKILL_SOURCE"] = world.source
    if world.token is not TokenGiven.NONE:
        plan = Plan.FREE if world.token is TokenGiven.FREE else Plan.PAID
        given = place.handle.accounts.open(NewAccount(plan=plan, credits=world.grant))
        place.names.given(given["token"])
        env["NEMO_TOKEN"] = given["token"]
        if world.token is TokenGiven.REVOKED:
            place.handle.accounts.revoke(given["user_id"])
    return env


def _intent(line: Line, n: int, play: Play) -> AnyIntent:
    head = {"type": "do", "run": play.name, "n": n}
    intent = ORDERS["do"].validate_python(head | _wanted(line, n, play))
    assert not isinstance(intent, KitHello | Start | Answer | Stop | Bye)
    return intent


def _wanted(line: Line, n: int, play: Play) -> dict[str, Any]:
    """The op and its fields, as the driver can do them."""
    paths = [play.house.offer(file) for file in line.files]
    can = play.driver.hello.can
    match line.op:
        case "send" | "say":
            chats = line.op == "say" if Capability.SEND in can else True
            if chats and Capability.CHAT in can:
                return {"op": "say", "text": line.text, "attach": paths}
            return {"op": "send", "text": line.text}
        case "upload":
            return {"op": "upload", "paths": paths}
        case "export":
            return {"op": "export", "output": str(play.house.output / f"{n}.mp4")}
        case op:
            return {"op": op}
