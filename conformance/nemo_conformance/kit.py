"""The kit as one function: ``conform`` drives a client through scenarios and judges it."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Final

from nemo_conformance.around import Around
from nemo_conformance.clock import real_seconds
from nemo_conformance.driver.words import Capability
from nemo_conformance.drivers import Driver, Joined, NoDriver
from nemo_conformance.harness import Harness
from nemo_conformance.judge import Status, Verdict, judge
from nemo_conformance.processes import CannotStart
from nemo_conformance.record import Record
from nemo_conformance.reports import Client, Report, told
from nemo_conformance.scenarios import Scenario, written
from nemo_contract import Tier

LOOSE: Final = frozenset({Tier.REAL, Tier.SCALED})
BROKEN: Final = frozenset({Status.FAIL, Status.WARN, Status.HARNESS_ERROR})
NOTHING_FITS: Final = (
    "No scenario fits what the client declares in its hello; declare its capabilities, or ask for "
    "other rules."
)
STUCK: Final = 3
"""Scenarios without faults, one after the other, in which nothing moved: half a minute each."""
Open = Callable[[Around], Driver]
"""Starts or reaches the client in its surroundings."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One scenario and what came of it."""

    scenario: Scenario
    record: Record
    verdicts: tuple[Verdict, ...]

    @property
    def broken(self) -> frozenset[str]:
        """The rules that this run breaks."""
        return frozenset(one.requirement for one in self.verdicts if one.status in BROKEN)

    @property
    def exposed(self) -> frozenset[str]:
        """The rules that this run exercised."""
        idle = (Status.NOT_EXERCISED, Status.UNSUPPORTED)
        return frozenset(one.requirement for one in self.verdicts if one.status not in idle)


@dataclass(slots=True)
class Session:
    """A client under test, started again when it is lost. A context manager.

    ``fresh`` starts it anew for every run (``--process-per-run``).
    """

    harness: Harness
    open: Open
    joined: Joined | None = None
    fresh: bool = False
    _driver: Driver | None = None
    _stuck: int = 0
    identity: Client | None = None

    @property
    def driver(self) -> Driver:
        """The client, started if need be. Raises ``NoDriver``, ``CannotStart``."""
        if self._driver is None:
            self._driver = self.open(self.harness.around)
            self.identity = identity(self._driver, self.joined or Joined.best(self._driver))
        return self._driver

    def run(self, scenario: Scenario) -> Ran:
        """Play one; a breach in time on a loose clock counts only if it comes again."""
        first = self._once(scenario)
        if self._tier in LOOSE and any(one.timing in BROKEN for one in first.verdicts):
            return replace(first, verdicts=_again(first.verdicts, self._once(scenario).verdicts))
        return first

    def close(self) -> None:
        """The client is not needed any more."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    @property
    def _tier(self) -> Tier:
        return self.identity.tier if self.identity else Tier.REAL

    def _once(self, scenario: Scenario) -> Ran:
        played = self.harness.play(scenario, self.driver, self.joined)
        if played.lost or self.fresh:
            with suppress(NoDriver):
                self.close()
        if not scenario.faults:
            self._stuck = self._stuck + 1 if played.stuck else 0
        if self._stuck >= STUCK:
            raise NoDriver(_stands_still(scenario))
        return Ran(scenario, played.record, judge(played.record))


def _stands_still(scenario: Scenario) -> str:
    return (
        f"The client stood still in {STUCK} scenarios in which nothing was wrong: no message, wait "
        "or request. "
        f"--scenario {scenario.name} plays the last one alone. A client that waits on the run's "
        "clock (coop) does so before it reads an open stream; one that cannot declares scale or "
        "real."
    )


def _again(first: Sequence[Verdict], second: Sequence[Verdict]) -> tuple[Verdict, ...]:
    return tuple(
        two if one.timing in BROKEN and two.timing not in BROKEN else one
        for one, two in zip(first, second, strict=True)
    )


def identity(driver: Driver, joined: Joined) -> Client:
    """Who a driver says it is."""
    who = driver.hello.client
    return Client(
        name=who.name,
        version=who.version,
        language=who.language,
        carrier=driver.carrier,
        tier=joined.tier,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to run. ``watched`` leads requests for other hosts to where they are seen; ``name`` is
    what clients on other machines call this one."""

    scenarios: Sequence[Scenario]
    joined: Joined | None = None
    fresh: bool = False
    watched: bool = True
    name: str = ""
    seed: int = 0
    draw: "Callable[[Session, Plan], Iterator[Ran]] | None" = None
    hear: Callable[[Ran], None] = field(default=lambda ran: None)


@dataclass(frozen=True, slots=True)
class Conformed:
    """The report, and the scenarios that broke something as files to replay."""

    report: Report
    replays: dict[str, str]


def conform(open_client: Open, plan: Plan) -> Conformed:
    """Drive the client through the plan. A client that is none stops it: the report says so."""
    began, runs, stopped = real_seconds(), [], ""
    with _seldom_swept(), Harness(watched=plan.watched, name=plan.name) as harness:
        session = Session(harness, open_client, plan.joined, plan.fresh)
        try:
            for ran in _played(session, plan):
                runs.append(ran)
                plan.hear(ran)
            can = session.driver.hello.can
            stopped = "" if runs else NOTHING_FITS
        except (NoDriver, CannotStart) as error:
            stopped, can = str(error), frozenset[Capability]()
        finally:
            with suppress(NoDriver):
                session.close()
    report = _report(session, runs, _beyond(plan.scenarios, can))
    return Conformed(
        replace(report, seconds=real_seconds() - began, stopped=stopped, seed=plan.seed),
        {_file(ran.scenario): written(ran.scenario) for ran in runs if ran.broken},
    )


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """What is loaded stays, and need not be looked through again and again: a tenth of the time."""
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(20_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _played(session: Session, plan: Plan) -> Iterator[Ran]:
    can = session.driver.hello.can
    for scenario in (one.fitted(can) for one in plan.scenarios):
        if not scenario.lacking(can):
            yield session.run(replace(scenario, seed=scenario.seed + plan.seed))
    if plan.draw is not None:
        yield from plan.draw(session, plan)


def _beyond(scenarios: Sequence[Scenario], can: frozenset[Capability]) -> frozenset[str]:
    """The rules whose every scenario needs what the client cannot do."""
    fits = [one for one in scenarios if not one.fitted(can).lacking(can)]
    reached = {rule for one in fits for rule in one.tests}
    return frozenset(rule for one in scenarios for rule in one.tests) - reached


def _report(session: Session, runs: Sequence[Ran], beyond: frozenset[str]) -> Report:
    return told(
        session.identity or Client(name="unknown"),
        [(ran.record, ran.verdicts) for ran in runs],
        stories={ran.scenario.name: ran.scenario.story for ran in runs},
        replays={ran.scenario.name: _file(ran.scenario) for ran in runs},
        unsupported=beyond,
    )


def _file(scenario: Scenario) -> str:
    return f"failures/{scenario.name}.json"
