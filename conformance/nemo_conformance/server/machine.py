"""A server asked at random by a model of what it should be: drawn by Hypothesis, and shrunk.

The model knows who has which sessions, drafts and renders; each step is a request of theirs, and
after every conversation the judge reads all of it. What breaks a rule that no conversation before
broke is shrunk to the fewest steps.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from nemo_conformance.judge import Status
from nemo_conformance.server.conversations.access import NEVER, no_session
from nemo_conformance.server.conversations.conversation import Conversation
from nemo_conformance.server.conversations.messages import EDIT, FIRST, TITLE
from nemo_conformance.server.conversations.money import MAKE, MADE
from nemo_conformance.server.conversations.renders import EMPTY, SMALL
from nemo_conformance.server.judge import judge
from nemo_conformance.server.lab import Lab, Person, Stuck
from nemo_conformance.server.purse import Spent
from nemo_conformance.server.record import Record
from nemo_conformance.server.report import Judged
from nemo_conformance.server.visit import Guest
from nemo_contract import Exposure as X

BROKEN: Final = frozenset({Status.FAIL, Status.WARN})
STEPS: Final = 14
CHATTER: Final = ("hello, what can you do?", "what is on the timeline?", "谢谢，你好")
FILES: Final = ("sample.jpg", "sample.png", "sample.mp4", "sample.mp3", "sample.gif")
SHORT: Final = 5.0
"""Virtual seconds that go by in a step at least."""


class Wrong(AssertionError):
    """The server broke rules; the message names them."""


@dataclass(slots=True)
class Room:
    """What the model knows of one session."""

    owner: Person
    session: str
    files: int = 0
    edited: bool = False


@dataclass(slots=True)
class Drawn:
    """One conversation that was drawn, as far as it has come."""

    lab: Lab
    rooms: list[Room] = field(default_factory=list[Room])
    renders: dict[str, Person] = field(default_factory=dict[str, Person])
    left: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How much to draw; ``seed`` makes it the same again."""

    examples: int
    seed: int = 0
    steps: int = STEPS


def lane(draw: Draw) -> Callable[[Guest], Iterator[Judged]]:
    """The lane of drawn conversations: the last one that was good, and each smallest bad one."""
    return lambda guest: _drawn(guest, draw)
