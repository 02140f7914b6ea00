"""A client under test within pytest: played once, judged rule by rule. Loaded when it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nemo_conformance.catalogue import find
from nemo_conformance.judge import Status
from nemo_conformance.kit import Conformed, Plan, Ran, conform
from nemo_conformance.openers import joined, opener
from nemo_conformance.reach import Reach
from nemo_conformance.reports import Cell
from nemo_conformance.reports.terminal import about
from nemo_conformance.scenarios import Scenario, exposing
from nemo_contract import CATALOGUE, Party

RULES = tuple(row.id for row in CATALOGUE.values() if row.party is Party.CLIENT)


@dataclass(slots=True)
class ClientUnderTest:
    """What the fixture ``nemo_client_driver`` gives: the client of ``--nemo-client``.

    The scenarios of ``rules`` are played when the first verdict is asked for, and never again.
    """

    command: str
    rules: Sequence[str] = ()
    seed: int = 0
    _done: Conformed | None = field(default=None, repr=False)

    def verdict(self, rule: str) -> Cell:
        """How the client fares with a rule. Raises ``LookupError`` for what is no rule."""
        return self._played().report.requirements[find(rule).id]

    def story(self, rule: str) -> str:
        """What happened, for people; empty when nothing is wrong."""
        return about(find(rule).id, self._played().report)

    @property
    def stopped(self) -> str:
        """Why there is no verdict at all; empty when there is."""
        return self._played().report.stopped

    def play(self, scenario: Scenario) -> Ran:
        """A scenario of your own. Raises ``RuntimeError`` when the client is none."""
        found: list[Ran] = []
        plan = self._plan((scenario,))
        done = conform(opener(self._reach), replace(plan, hear=found.append))
        if not found:
            raise RuntimeError(done.report.stopped)
        return found[0]

    @property
    def _reach(self) -> Reach:
        return Reach(driver=self.command)

    def _plan(self, scenarios: Sequence[Scenario]) -> Plan:
        return Plan(scenarios=scenarios, joined=joined(self._reach), seed=self.seed)

    def _played(self) -> Conformed:
        if self._done is None:
            self._done = conform(opener(self._reach), self._plan(exposing(self.rules)))
        return self._done


def chosen(only: str) -> tuple[str, ...]:
    """The rules that were named, all of the client's for none. Raises ``LookupError``."""
    named = tuple(find(one).id for one in only.split(",") if one.strip())
    return named or RULES


IDLE = frozenset({Status.NOT_EXERCISED, Status.UNSUPPORTED})
"""What pytest calls skipped."""
