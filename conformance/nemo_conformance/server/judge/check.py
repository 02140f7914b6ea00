"""A check of a server: one requirement, and what breaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nemo_conformance.judge.verdict import Axis, Finding
from nemo_conformance.server.judge.story import Story
from nemo_conformance.server.record import Call


def always(story: Story) -> bool:
    """No more must have happened than the requirement's exposure says."""
    return True


@dataclass(frozen=True, slots=True)
class Check:
    """``breaches`` finds what breaks ``requirement`` in a story where it is exposed.

    ``when`` says what must have happened beyond the requirement's exposure, ``timed`` that part of
    it is about time.
    """

    requirement: str
    breaches: Callable[[Story], Iterable[Finding]]
    when: Callable[[Story], bool] = always
    timed: bool = False


def breach(message: str, expected: str, call: Call, *, axis: Axis = Axis.BEHAVIOUR) -> Finding:
    """A breach that a call shows."""
    return Finding(message=message, expected=expected, at=call.at, visit=call.n, axis=axis)


def reply_of(call: Call) -> str:
    """What came back, in a few words."""
    if call.status is None:
        return "no reply"
    return f"HTTP {call.status}" + (f" with code {call.code}" if call.code is not None else "")
