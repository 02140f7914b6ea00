"""Draws scenarios until the budget is spent; what breaks a rule is shrunk to the smallest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final
from unittest import SkipTest

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Flaky

from nemo_conformance.clock import real_seconds
from nemo_conformance.judge import CHECKS, Status
from nemo_conformance.kit import Plan, Ran, Session
from nemo_conformance.record import Record
from nemo_conformance.scenarios import Scenario, World
from nemo_conformance.shelf import Shelf
from nemo_conformance.strategies import scenarios

ROUND: Final = 50
"""Examples after which the aim is taken anew."""


SHRINKING: Final = 60.0
"""Real seconds for making a case smaller, whatever is left of the budget."""
TRIES: Final = 150
"""Scenarios for the same: a slow machine shall find the same case as a quick one."""


PARES: Final = 40
PARING: Final = 20.0
"""Scenarios and real seconds for leaving out what is not needed."""


class Found(AssertionError):
    """A rule is broken; drawn by name, so that shrinking keeps to it."""


@dataclass(slots=True)
class Draw:
    """``examples`` at most and ``budget`` real seconds at most.

    What is kept on the ``shelf`` is played first, beside the rest: the same is drawn with it and
    without it. Of several that draw at once, number ``turn`` of ``turns`` takes every so many-th
    round.
    """

    examples: int
    budget: float
    shelf: Shelf | None = None
    turn: int = 1
    turns: int = 1
    known: set[str] = field(default_factory=set[str])
    exposed: set[str] = field(default_factory=set[str])
    count: int = 0

    def __call__(self, session: Session, plan: Plan) -> Iterator[Ran]:
        """Everything that was played; of what broke a rule only the smallest."""
        if self.shelf is not None:
            yield from _kept(self.shelf, session)
        ends = real_seconds() + self.budget
        rounds = count(self.turn, self.turns)
        while self.count < self.examples and real_seconds() < ends:
            yield from self._round(session, plan.seed * 1_000_003 + next(rounds), ends)

    def _round(self, session: Session, number: int, ends: float) -> Iterator[Ran]:
        one = Round(self, session, ends)
        toward = frozenset(CHECKS) - self.exposed
        drawn = scenarios(session.driver.hello.can, toward)
        test = seed(number)(self._settings()(given(drawn)(one.play)))
        try:
            test()
        except (Found, SkipTest):
            pass
        except Flaky as error:
            one.flaky(str(error))
        yield from one.told()

    def named(self) -> str:
        """What the newest example is called."""
        return f"drawn-{self.count}" if self.turn == 1 else f"drawn-{self.turn}-{self.count}"

    def _settings(self) -> settings:
        return settings(
            max_examples=min(ROUND, max(self.examples - self.count, 1)),
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            report_multiple_bugs=False,
        )


def _kept(shelf: Shelf, session: Session) -> Iterator[Ran]:
    """What broke a rule when it was found; what breaks it no more is forgotten."""
    can, client = session.driver.hello.can, _name(session)
    for case in shelf.kept(client):
        if case.lacking(can):
            continue
        ran, rule = session.run(case), case.tests[0]
        if rule in ran.broken:
            yield _only(rule, ran)
        else:
            shelf.drop(client, rule)
            yield replace(ran, record=_brief(ran.record), verdicts=())


def _name(session: Session) -> str:
    return session.identity.name if session.identity else ""


def _only(rule: str, ran: Ran) -> Ran:
    """With its verdict on this rule: shrinking kept to it, whatever else there is."""
    return replace(ran, verdicts=tuple(one for one in ran.verdicts if one.requirement == rule))


@dataclass(slots=True)
class Round:
    """Some examples, up to the first rule that breaks, and its smallest example."""

    draw: Draw
    session: Session
    ends: float
    aim: str = ""
    smallest: Ran | None = None
    fine: list[Ran] = field(default_factory=list[Ran])
    tries: int = 0

    def play(self, scenario: Scenario) -> None:
        """One example. Raises ``Found`` when it breaks the rule that is aimed at, ``SkipTest``
        when it is time to stop."""
        self.tries += bool(self.aim)
        if real_seconds() >= self.ends or self.tries > TRIES:
            raise SkipTest("it is small enough, or late enough")
        self.draw.count += 1
        ran = self.session.run(replace(scenario, name=self.draw.named()))
        self.draw.exposed |= ran.exposed
        new = sorted(ran.broken - self.draw.known, key=_gravity(ran))
        self.aim = self.aim or (new[0] if new else "")
        if self.aim and self.aim in ran.broken:
            self.ends = self.ends if self.smallest else real_seconds() + SHRINKING
            self.smallest = ran
            raise Found(self.aim)
        if not ran.broken:
            self.fine.append(replace(ran, record=_brief(ran.record)))

    def flaky(self, why: str) -> None:
        """The same scenario broke the rule once and kept it once: nothing is told of it."""
        self.smallest = None
        self.draw.known.add(self.aim)

    def pare(self, found: Ran) -> None:
        """Leave out every fault and wish that is not needed: drawing anew may not get there."""
        tries, ends = 0, real_seconds() + PARING
        smaller = _smaller(found.scenario)
        while (one := next(smaller, None)) and tries < PARES and real_seconds() < ends:
            tries += 1
            ran = self.session.run(one)
            if self.aim in ran.broken:
                self.smallest, smaller = ran, _smaller(one)

    def told(self) -> Iterator[Ran]:
        """What was fine, and the smallest example of what was not."""
        yield from self.fine
        if self.smallest is not None:
            self.pare(self.smallest)
            assert self.smallest is not None
            self.draw.known.add(self.aim)
            named = replace(self.smallest.scenario, name=f"drawn-{self.aim}", tests=(self.aim,))
            record = replace(self.smallest.record, scenario=named.name)
            if self.draw.shelf is not None:
                self.draw.shelf.keep(_name(self.session), self.aim, named)
            yield _only(self.aim, Ran(named, record, self.smallest.verdicts))


def _smaller(scenario: Scenario) -> Iterator[Scenario]:
    """The scenario with one thing less; the last first, since what comes first leads to it."""
    for n in reversed(range(len(scenario.faults))):
        yield replace(scenario, faults=(*scenario.faults[:n], *scenario.faults[n + 1 :]))
    for n in reversed(range(len(scenario.wishes) if len(scenario.wishes) > 1 else 0)):
        yield replace(scenario, wishes=(*scenario.wishes[:n], *scenario.wishes[n + 1 :]))
    if scenario.world != World():
        yield replace(scenario, world=World())


def _gravity(ran: Ran) -> Callable[[str], tuple[bool, str]]:
    failed = {one.requirement for one in ran.verdicts if one.status is Status.FAIL}
    return lambda rule: (rule not in failed, rule)


def _brief(record: Record) -> Record:
    """A run that broke nothing needs no story."""
    return Record(scenario=record.scenario, setup=record.setup, seed=record.seed)
