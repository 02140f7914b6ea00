"""What all events add up to, and how each is added."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar

from pydantic import ConfigDict

from nemo_contract import JOB_NEXT, TURN_NEXT, JobStatus, TurnStatus
from nemo_emulator.world import events as e
from nemo_emulator.world.model import Account, Claim, Job, LedgerRow, Session, Token, Turn, Upload


@dataclass(slots=True)
class State:
    """The memory; rows are frozen and replaced.

    Keyed by id, tokens and claims by digest, jobs by ``Job.key``; ``turns`` holds the running ones.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(defer_build=True)

    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    tokens: dict[str, Token] = field(default_factory=dict[str, Token])
    claims: dict[str, Claim] = field(default_factory=dict[str, Claim])
    sessions: dict[str, Session] = field(default_factory=dict[str, Session])
    uploads: dict[str, Upload] = field(default_factory=dict[str, Upload])
    turns: dict[str, Turn] = field(default_factory=dict[str, Turn])
    jobs: dict[str, Job] = field(default_factory=dict[str, Job])
    ledger: list[LedgerRow] = field(default_factory=list[LedgerRow])
    owner_of_client: dict[str, str] = field(default_factory=dict[str, str])
    token_of_client: dict[str, str] = field(default_factory=dict[str, str])

    def check(self, event: e.Event) -> None:
        """Raises ``KeyError`` for an event that cannot happen now; call it before writing one."""
        match event:
            case e.DraftChanged() | e.MediaGenerated() | e.TurnEnded():
                self.turns[event.turn_id]
            case e.RenderSteered():
                self.jobs[event.key]
            case e.RenderMoved():
                JOB_NEXT[self.jobs[event.key].status, event.event]
            case _:
                pass

    def apply(self, event: e.Event) -> None:
        """Add one event. Raises ``KeyError`` for a move that no life table allows."""
        _APPLY[type(event)](self, event)


def _world_emptied(state: State, _: e.WorldEmptied) -> None:
    empty = State()
    for row in fields(State):
        setattr(state, row.name, getattr(empty, row.name))


def _account_opened(state: State, event: e.AccountOpened) -> None:
    account = event.account
    state.accounts[account.user_id] = account
    if account.client_id:
        state.owner_of_client[account.client_id] = account.user_id


def _token_issued(state: State, event: e.TokenIssued) -> None:
    token = event.token
    state.tokens[token.digest] = token
    if token.client_id:
        state.token_of_client[token.client_id] = token.digest


def _token_revoked(state: State, event: e.TokenRevoked) -> None:
    state.tokens[event.digest] = replace(state.tokens[event.digest], revoked=True)


def _credits_granted(state: State, event: e.CreditsGranted) -> None:
    account = state.accounts[event.user_id]
    state.accounts[event.user_id] = replace(account, available=event.available)


def _claim_issued(state: State, event: e.ClaimIssued) -> None:
    state.claims[event.claim.digest] = event.claim


def _session_created(state: State, event: e.SessionCreated) -> None:
    state.sessions[event.session.session_id] = event.session


def _files_uploaded(state: State, event: e.FilesUploaded) -> None:
    session = state.sessions[event.session_id]
    state.sessions[event.session_id] = replace(session, uploads=session.uploads + event.uploads)
    state.uploads.update({upload.id: upload for upload in event.uploads})


def _turn_started(state: State, event: e.TurnStarted) -> None:
    turn = event.turn
    state.turns[turn.turn_id] = turn
    session = state.sessions[turn.session_id]
    state.sessions[turn.session_id] = replace(session, turns=session.turns + 1)
    _move_credits(state, turn.user_id, available=-turn.reserved, frozen=turn.reserved)


def _draft_changed(state: State, event: e.DraftChanged) -> None:
    turn = state.turns[event.turn_id]
    session = state.sessions[turn.session_id]
    state.sessions[turn.session_id] = _with_draft(session, event)
    state.turns[turn.turn_id] = replace(turn, done_steps=event.step + 1)


def _with_draft(session: Session, event: e.DraftChanged) -> Session:
    changed = replace(session, draft=event.draft, edits=session.edits + 1)
    match event.direction:
        case "undo":
            return replace(
                changed, history=session.history[:-1], future=(*session.future, session.draft)
            )
        case "redo":
            return replace(
                changed, history=(*session.history, session.draft), future=session.future[:-1]
            )
        case _:
            return replace(changed, history=(*session.history, session.draft), future=())


def _media_generated(state: State, event: e.MediaGenerated) -> None:
    turn = state.turns[event.turn_id]
    session = state.sessions[turn.session_id]
    media: tuple[dict[str, Any], ...] = (*session.generated, event.media)
    state.sessions[turn.session_id] = replace(session, generated=media)
    state.turns[turn.turn_id] = replace(turn, done_steps=event.step + 1)


def _turn_ended(state: State, event: e.TurnEnded) -> None:
    turn = state.turns.pop(event.turn_id)
    status = TURN_NEXT[TurnStatus.RUNNING, event.event]
    captured = turn.reserved if status is TurnStatus.DONE else 0
    _move_credits(state, turn.user_id, available=turn.reserved - captured, frozen=-turn.reserved)
    if captured and turn.pays_edit:
        session = state.sessions[turn.session_id]
        state.sessions[turn.session_id] = replace(session, edit_paid=True)
    state.ledger.append(
        LedgerRow(
            at=event.at,
            user_id=turn.user_id,
            session_id=turn.session_id,
            turn_id=turn.turn_id,
            kind=turn.plan.kind,
            amount=captured,
            status=status,
        )
    )


def _render_submitted(state: State, event: e.RenderSubmitted) -> None:
    state.jobs[event.job.key] = event.job


def _render_moved(state: State, event: e.RenderMoved) -> None:
    job = state.jobs[event.key]
    status = JOB_NEXT[job.status, event.event]
    ended = event.at if status in (JobStatus.COMPLETED, JobStatus.FAILED) else None
    state.jobs[event.key] = replace(
        job,
        status=status,
        progress=event.progress,
        ended_at=ended,
        error=event.error,
        result=event.result,
    )


def _render_steered(state: State, event: e.RenderSteered) -> None:
    state.jobs[event.key] = replace(
        state.jobs[event.key],
        fate=event.fate,
        polled=event.polled,
        hand=event.hand,
        fetched=event.fetched,
    )


def _move_credits(state: State, user_id: str, *, available: int, frozen: int) -> None:
    account = state.accounts[user_id]
    state.accounts[user_id] = replace(
        account, available=account.available + available, frozen=account.frozen + frozen
    )


_APPLY: dict[type[Any], Callable[[State, Any], None]] = {
    e.WorldEmptied: _world_emptied,
    e.AccountOpened: _account_opened,
    e.TokenIssued: _token_issued,
    e.TokenRevoked: _token_revoked,
    e.CreditsGranted: _credits_granted,
    e.ClaimIssued: _claim_issued,
    e.SessionCreated: _session_created,
    e.FilesUploaded: _files_uploaded,
    e.TurnStarted: _turn_started,
    e.DraftChanged: _draft_changed,
    e.MediaGenerated: _media_generated,
    e.TurnEnded: _turn_ended,
    e.RenderSubmitted: _render_submitted,
    e.RenderMoved: _render_moved,
    e.RenderSteered: _render_steered,
}
