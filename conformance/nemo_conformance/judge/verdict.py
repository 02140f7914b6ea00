"""What the judge says: a verdict a requirement, on two axes, with what it was found by."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from nemo_contract import Level, Tier


class Status(StrEnum):
    """How a requirement fared, worst last."""

    UNSUPPORTED = "unsupported"
    NOT_EXERCISED = "not-exercised"
    PASS = "pass"  # noqa: S105 - a verdict
    INFO = "info"
    WARN = "warn"
    FAIL = "fail"
    HARNESS_ERROR = "harness-error"


ORDER: Final = MappingProxyType({status: n for n, status in enumerate(Status)})
WEIGHT: Final = MappingProxyType(
    {
        Level.MUST: Status.FAIL,
        Level.MUST_NOT: Status.FAIL,
        Level.SHOULD: Status.WARN,
        Level.MAY: Status.INFO,
    }
)
"""What breaking a rule of a level comes to."""


class Axis(StrEnum):
    """What was broken: what is done, or when."""

    BEHAVIOUR = "behaviour"
    TIMING = "timing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One breach: what happened ``at`` virtual seconds and what was expected, as sentences.

    ``visit`` is the request that shows it. ``level`` is given where it is weaker than the rule's.
    """

    message: str
    expected: str
    at: float = 0.0
    visit: int | None = None
    axis: Axis = Axis.BEHAVIOUR
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """On one requirement in one run; ``timing`` None for a rule that says nothing about time."""

    requirement: str
    behaviour: Status
    timing: Status | None = None
    tier: Tier = Tier.REAL
    findings: tuple[Finding, ...] = ()
    note: str = ""

    @property
    def status(self) -> Status:
        """The worse of the two axes."""
        return worst(self.behaviour, self.timing or self.behaviour)


def worst(*statuses: Status) -> Status:
    """The gravest of several; what was exercised outweighs what was not."""
    return max(statuses, key=ORDER.__getitem__)
