"""The script of a turn: what happens when (contract.md 2.4).

Times are seconds from the turn's start at the pace "realistic". A turn is stored while it runs: all
of this goes through JSON and back with ``TypeAdapter(TurnPlan)``.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from nemo_emulator.agent.edits import Edit


class TurnKind(StrEnum):
    """What a turn is, and so what it costs (contract.md 2.6)."""

    ANSWER = "answer"
    EDIT = "edit"
    GENERATION = "generation"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A whole paragraph. ``gui`` is the instruction in it that presumes a screen (C-GUI-1)."""

    at: float
    text: str
    gui: str = ""
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """The agent uses one of its tools; no client shows this (C-SSE-4)."""

    at: float
    name: str
    args: dict[str, JsonValue]
    call_id: str
    kind: Literal["tool_call"] = "tool_call"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """What the tool said to the call of the same id."""

    at: float
    name: str
    result: dict[str, JsonValue]
    call_id: str
    kind: Literal["tool_result"] = "tool_result"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """A sign of life: an event, an SSE comment, or an empty ``data:`` line."""

    at: float
    shape: Literal["event", "comment", "empty"] = "event"
    kind: Literal["heartbeat"] = "heartbeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The moment the draft changes: all of these edits at once, one step to undo."""

    at: float
    edits: tuple[Edit, ...]
    kind: Literal["change"] = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """A clip made without uploads enters ``generated_media``."""

    at: float
    media: dict[str, JsonValue]
    kind: Literal["generated"] = "generated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Work begins that has a price: the session's first edit, or a clip drawn (contract.md 2.6).

    ``undone`` is what is said where this can no longer be paid, and the turn ends there.
    """

    at: float
    work: Literal["edit", "generation"]
    undone: str = ""
    kind: Literal["charge"] = "charge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    """The turn breaks off with an error; what was done before stays."""

    at: float
    code: int
    message: str
    kind: Literal["halt"] = "halt"


Step = Annotated[
    Text | ToolCall | ToolResult | Heartbeat | Change | Generated | Charge | Halt,
    Field(discriminator="kind"),
]
HALT_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPlan:
    """The whole turn; ``steps`` are ordered by time and ``ends_at`` is not before the last."""

    kind: TurnKind
    steps: tuple[Step, ...]
    ends_at: float

    @property
    def charges(self) -> tuple[Charge, ...]:
        """What has a price, in order."""
        return tuple(step for step in self.steps if isinstance(step, Charge))

    def halted(self, charge: Charge, code: int, message: str) -> "TurnPlan":
        """The plan as far as ``charge``, which cannot be paid; the user is told what is left."""
        n = self.steps.index(charge)
        text = Text(at=charge.at, text=charge.undone)
        halt = Halt(at=charge.at + HALT_S, code=code, message=message)
        drawn = any(isinstance(step, Generated) for step in self.steps[:n])
        return TurnPlan(
            kind=TurnKind.GENERATION if drawn else TurnKind.EDIT,
            steps=(*self.steps[:n], text, halt),
            ends_at=halt.at + HALT_S,
        )
