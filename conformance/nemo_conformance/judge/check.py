"""A check: one requirement, and what breaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nemo_conformance.driver.words import Capability
from nemo_conformance.judge.story import Story
from nemo_conformance.judge.verdict import Axis, Finding
from nemo_conformance.record import Visit
from nemo_contract import Level


def always(story: Story) -> bool:
    """No more must have happened than the requirement's exposure says."""
    return True


@dataclass(frozen=True, slots=True)
class Check:
    """``breaches`` finds what breaks ``requirement`` in a story where it is exposed.

    ``needs`` are capabilities without which it cannot be judged, ``when`` says what must have
    happened beyond the requirement's exposure, ``timed`` that part of it is about time.
    """

    requirement: str
    breaches: Callable[[Story], Iterable[Finding]]
    needs: frozenset[Capability] = frozenset()
    when: Callable[[Story], bool] = always
    timed: bool = False


def breach(message: str, expected: str, visit: Visit, *, level: Level | None = None) -> Finding:
    """A breach in what was done, at a request."""
    return Finding(message=message, expected=expected, at=visit.at, visit=visit.n, level=level)


def mistimed(message: str, expected: str, visit: Visit, *, level: Level | None = None) -> Finding:
    """A breach in when it was done, at a request."""
    return Finding(
        message=message,
        expected=expected,
        at=visit.at,
        visit=visit.n,
        axis=Axis.TIMING,
        level=level,
    )


def unsaid(message: str, expected: str, at: float) -> Finding:
    """A breach in what the user was told."""
    return Finding(message=message, expected=expected, at=at)
