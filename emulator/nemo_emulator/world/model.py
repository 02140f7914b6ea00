"""What the world remembers. All frozen; a change replaces the whole thing."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from nemo_contract import JobStatus, TurnStatus
from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.agent import TurnPlan
from nemo_emulator.script import Fate
from nemo_emulator.script.effects import Late, NoEffect


class Plan(StrEnum):
    """What an account may do: ``free`` is registered without a subscription."""

    ANONYMOUS = "anonymous"
    FREE = "free"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody; ``available`` and ``frozen`` in credits."""

    user_id: str
    plan: Plan
    available: int
    frozen: int = 0
    client_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A bearer token, known only by its SHA-256; times in s."""

    digest: str
    user_id: str
    issued_at: float
    expires_at: float
    scopes: tuple[str, ...]
    client_id: str | None = None
    address: str | None = None
    revoked: bool = False

    def valid(self, now: float) -> bool:
        """Neither revoked nor expired."""
        return not self.revoked and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim token, known only by its SHA-256."""

    digest: str
    user_id: str
    task_id: str
    session_id: str
    expires_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file taken in; ``duration_ms`` 0 for an image."""

    id: str
    session_id: str
    filename: str
    file_type: str
    container: str
    blob: str
    size: int
    url: str
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    fps: float = 0.0
    has_audio: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A conversation and its timeline; ``history`` and ``future`` serve undo and redo."""

    session_id: str
    task_id: str
    user_id: str
    task_name: str
    language: str
    created_at: float
    draft: Draft = field(default_factory=lambda: Draft(tracks=(), duration=0, meta={}))
    history: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()
    uploads: tuple[Upload, ...] = ()
    generated: tuple[dict[str, Any], ...] = ()
    turns: int = 0
    edits: int = 0
    edit_paid: bool = False


WorkFault = Annotated[Late | NoEffect, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A running turn: what a message set going; ``done_steps`` counts what took effect already."""

    turn_id: str
    session_id: str
    user_id: str
    text: str
    plan: TurnPlan
    started_at: float
    reserved: int
    pays_edit: bool
    done_steps: int = 0
    work: tuple[WorkFault, ...] = ()
    heard_until: float = 0.0
    """When its stream ends for its reader, s after the start; faults may stretch it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished render; ``duration_ms`` and ``size`` in bytes are the file's own."""

    blob: str
    size: int
    duration_ms: int
    width: int
    height: int
    encoder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A render, planned to end at ``due_at``; ``fate`` is what the script does to that.

    ``polled`` and ``hand`` (per cent) move on one whose fate says so; ``fetched`` counts fetches of
    its link.
    """

    render_id: str
    session_id: str
    user_id: str
    draft: Draft
    output: RenderOutput
    created_at: float
    due_at: float
    status: JobStatus = JobStatus.PENDING
    progress: int = 0
    ended_at: float | None = None
    error: str | None = None
    result: Result | None = None
    fate: Fate = field(default_factory=Fate)
    polled: int = 0
    hand: float = 0.0
    fetched: int = 0

    @property
    def takes(self) -> float:
        """How long it was planned to take, s."""
        return self.due_at - self.created_at

    @property
    def ends_at(self) -> float | None:
        """When it ends of itself; None when it is moved on by something else, or by nothing."""
        return self.fate.due(self.created_at, self.takes)

    @property
    def key(self) -> str:
        """Render ids are chosen by clients: unique to their account, not to the world."""
        return f"{self.user_id}/{self.render_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One executed turn, and what it took; rows of amount 0 included (contract.md 2.6)."""

    at: float
    user_id: str
    session_id: str
    turn_id: str
    kind: str
    amount: int
    status: TurnStatus
