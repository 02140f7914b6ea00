"""What can happen. The log keeps these, and nothing else; the world is what they add up to."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from nemo_contract import JobEvent, TurnEvent
from nemo_contract.wire import Draft
from nemo_emulator.script import Fate
from nemo_emulator.world.model import Account, Claim, Job, Result, Session, Token, Turn, Upload


@dataclass(frozen=True, slots=True)
class WorldEmptied:
    """Nothing that was is any more; an event, since taking a log to pieces takes long."""

    kind: Literal["world_emptied"] = "world_emptied"


@dataclass(frozen=True, slots=True)
class AccountOpened:
    account: Account
    kind: Literal["account_opened"] = "account_opened"


@dataclass(frozen=True, slots=True)
class TokenIssued:
    token: Token
    kind: Literal["token_issued"] = "token_issued"


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    digest: str
    kind: Literal["token_revoked"] = "token_revoked"


@dataclass(frozen=True, slots=True)
class CreditsGranted:
    """The account's available credits become ``available``."""

    user_id: str
    available: int
    kind: Literal["credits_granted"] = "credits_granted"


@dataclass(frozen=True, slots=True)
class ClaimIssued:
    claim: Claim
    kind: Literal["claim_issued"] = "claim_issued"


@dataclass(frozen=True, slots=True)
class SessionCreated:
    session: Session
    kind: Literal["session_created"] = "session_created"


@dataclass(frozen=True, slots=True)
class FilesUploaded:
    session_id: str
    uploads: tuple[Upload, ...]
    kind: Literal["files_uploaded"] = "files_uploaded"


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """The message was accepted; its price is reserved."""

    turn: Turn
    kind: Literal["turn_started"] = "turn_started"


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """Step ``step`` of a turn took effect; ``direction`` tells undo and redo from a new edit."""

    turn_id: str
    step: int
    draft: Draft
    direction: Literal["new", "undo", "redo"] = "new"
    kind: Literal["draft_changed"] = "draft_changed"


@dataclass(frozen=True, slots=True)
class MediaGenerated:
    turn_id: str
    step: int
    media: dict[str, Any]
    kind: Literal["media_generated"] = "media_generated"


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """A finished turn captures what it reserved, any other releases it."""

    turn_id: str
    event: TurnEvent
    at: float
    kind: Literal["turn_ended"] = "turn_ended"


@dataclass(frozen=True, slots=True)
class RenderSubmitted:
    job: Job
    kind: Literal["render_submitted"] = "render_submitted"


@dataclass(frozen=True, slots=True)
class RenderMoved:
    """``progress`` in per cent is where a render that ends without a file came to."""

    key: str
    event: JobEvent
    at: float
    progress: int = 0
    error: str | None = None
    result: Result | None = None
    kind: Literal["render_moved"] = "render_moved"


@dataclass(frozen=True, slots=True)
class RenderSteered:
    """What moves a render on besides time: the fate it has now, polls, the tester's hand (%)."""

    key: str
    fate: Fate
    polled: int
    hand: float
    fetched: int
    kind: Literal["render_steered"] = "render_steered"


Event = Annotated[
    WorldEmptied
    | AccountOpened
    | TokenIssued
    | TokenRevoked
    | CreditsGranted
    | ClaimIssued
    | SessionCreated
    | FilesUploaded
    | TurnStarted
    | DraftChanged
    | MediaGenerated
    | TurnEnded
    | RenderSubmitted
    | RenderMoved
    | RenderSteered,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event, config=ConfigDict(defer_build=True))
