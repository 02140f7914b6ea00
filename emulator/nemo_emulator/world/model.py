"""What the world remembers. All frozen; a change replaces the whole thing."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from nemo_contract import JobStatus, TurnStatus
from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.agent import TurnPlan


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
    """A render; it may not end before ``due_at``."""

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
