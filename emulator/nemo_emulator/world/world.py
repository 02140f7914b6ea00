"""The rules: what somebody wants, and the time, in; events out, or a refusal.

Nothing here changes the state: whoever asked applies the events, after the log has them.
"""

from dataclasses import dataclass, replace
from hashlib import sha256

from nemo_contract import Code, JobEvent, JobStatus, Scope, TurnEvent
from nemo_contract.wire import RenderOutput, RenderRequest
from nemo_emulator.agent import TurnPlan
from nemo_emulator.errors import Refused
from nemo_emulator.settings import DAY, Settings
from nemo_emulator.world import events as e
from nemo_emulator.world.model import (
    Account,
    Claim,
    Job,
    Plan,
    Session,
    Token,
    Turn,
    Upload,
    WorkFault,
)
from nemo_emulator.world.state import State

ALL_SCOPES = (Scope.READ, Scope.WRITE, Scope.UPLOAD)
CLAIM_SECONDS = 604_800
_OUT = int(Code.NO_CREDITS)


def digest(secret: str) -> str:
    """What is kept of a token: its SHA-256, in hex."""
    return sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token came, and the account behind it."""

    account: Account
    token: Token

    @property
    def user_id(self) -> str:
        return self.account.user_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenWish:
    """A request for an anonymous token: the names that may be used for it, and who asks."""

    client_id: str
    token: str
    user_id: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody said, what the agent makes of it, and what the script makes of that."""

    turn_id: str
    text: str
    plan: TurnPlan
    work: tuple[WorkFault, ...] = ()
    heard_until: float = 0.0


class World:
    """The rules over one state."""

    def __init__(self, settings: Settings, state: State | None = None) -> None:
        self._settings = settings
        self.state = state or State()

    # -- who is there

    def caller(self, token: str | None, scope: Scope, now: float) -> Caller:
        """The account behind a bearer token. Refuses with 1001."""
        row = self.state.tokens.get(digest(token)) if token else None
        if row is None or not row.valid(now) or scope not in row.scopes:
            raise Refused(
                Code.BAD_TOKEN, "The token is missing, invalid or expired; get a new one."
            )
        return Caller(self.state.accounts[row.user_id], row)

    def issue_token(self, wish: TokenWish, now: float) -> tuple[e.Event, ...]:
        """A new anonymous token (contract.md 2.1). Refuses with 429 over the limit."""
        self._limit_tokens(wish, now)
        limits, prices = self._settings.limits, self._settings.prices
        owner = self.state.owner_of_client.get(wish.client_id)
        token = Token(
            digest=digest(wish.token),
            user_id=owner or wish.user_id,
            client_id=wish.client_id,
            address=wish.address,
            issued_at=now,
            expires_at=now + limits.token_days * DAY,
            scopes=ALL_SCOPES,
        )
        if owner is None:
            account = Account(
                user_id=wish.user_id,
                plan=Plan.ANONYMOUS,
                available=prices.grant,
                client_id=wish.client_id,
            )
            return (e.AccountOpened(account), e.TokenIssued(token))
        return (*self._renewed_grant(owner, now), e.TokenIssued(token))

    def _renewed_grant(self, user_id: str, now: float) -> tuple[e.Event, ...]:
        """Credits come with seven days: a token after an expired one brings the grant again."""
        expired = all(t.expires_at <= now for t in self._tokens_of(user_id))
        grant = self._settings.prices.grant
        if expired and self.state.accounts[user_id].available < grant:
            return (e.CreditsGranted(user_id, grant),)
        return ()

    def _tokens_of(self, user_id: str) -> list[Token]:
        return [token for token in self.state.tokens.values() if token.user_id == user_id]

    def _limit_tokens(self, wish: TokenWish, now: float) -> None:
        limits = self._settings.limits
        last = self.state.tokens.get(self.state.token_of_client.get(wish.client_id, ""))
        if limits.one_token_per_client and last is not None and last.valid(now):
            raise Refused(
                Code.RATE_LIMITED,
                "This X-Client-Id has a token that is still good; use it, or wait until it ends.",
            )
        most = limits.tokens_per_address
        if most and wish.address and self._recent(wish.address, now) >= most:
            raise Refused(Code.RATE_LIMITED, "Too many tokens were issued to this address.")

    def _recent(self, address: str, now: float) -> int:
        since = now - self._settings.limits.address_days * DAY
        return sum(t.address == address and t.issued_at > since for t in self.state.tokens.values())

    def issue_claim(
        self, caller: Caller, session_id: str, task_id: str, claim: str, now: float
    ) -> tuple[e.Event, ...]:
        """A claim token for a browser (contract.md 2.2). Refuses a foreign session with 1002."""
        session = self.session(caller, session_id)
        if session.task_id != task_id:
            raise _no_session()
        row = Claim(
            digest=digest(claim),
            user_id=caller.user_id,
            task_id=task_id,
            session_id=session_id,
            expires_at=now + CLAIM_SECONDS,
        )
        return (e.ClaimIssued(row),)

    # -- sessions

    def session(self, caller: Caller, session_id: str) -> Session:
        """The caller's own session; any other answers as one that does not exist: 1002."""
        found = self.state.sessions.get(session_id)
        if found is None or found.user_id != caller.user_id:
            raise _no_session()
        return found

    def create_session(self, session: Session) -> tuple[e.Event, ...]:
        return (e.SessionCreated(session),)

    def upload(
        self, caller: Caller, session_id: str, uploads: tuple[Upload, ...]
    ) -> tuple[e.Event, ...]:
        self.session(caller, session_id)
        return (e.FilesUploaded(session_id, uploads),)

    # -- turns

    def start_turn(
        self, caller: Caller, session: Session, message: Message, now: float
    ) -> tuple[e.Event, ...]:
        """Accept a message: reserve its price, or refuse with 2001 before anything happens."""
        pays_edit = self._pays_edit(message.plan, session)
        price = self._price(message.plan, session)
        left = self.state.accounts[caller.user_id].available
        if price > left:
            wrong = f"This needs {price} credits and {left} are left."
            raise Refused(Code.NO_CREDITS, wrong)
        turn = Turn(
            turn_id=message.turn_id,
            session_id=session.session_id,
            user_id=caller.user_id,
            text=message.text,
            plan=message.plan,
            started_at=now,
            reserved=price,
            pays_edit=pays_edit,
            work=message.work,
            heard_until=message.heard_until,
        )
        return (e.TurnStarted(turn),)

    def afforded(self, caller: Caller, session: Session, plan: TurnPlan) -> TurnPlan:
        """As much of a plan as the account can pay; one whose beginning it cannot is whole.

        Each part is paid for in turn; where that ends, the stream says so and the turn is over.
        """
        left = self.state.accounts[caller.user_id].available
        for nth in range(1, len(plan.charges)):
            part = replace(plan, steps=plan.charges[: nth + 1])
            price = self._price(part, session)
            if price > left:
                before = self._price(replace(plan, steps=plan.charges[:nth]), session)
                wrong = f"This needs {price - before} credits and {left - before} are left."
                return plan if before > left else plan.halted(plan.charges[nth], _OUT, wrong)
        return plan

    def _price(self, plan: TurnPlan, session: Session) -> int:
        prices = self._settings.prices
        drawn = sum(charge.work == "generation" for charge in plan.charges)
        edit = prices.edit if self._pays_edit(plan, session) else 0
        return prices.message + drawn * prices.generation + edit

    def _pays_edit(self, plan: TurnPlan, session: Session) -> bool:
        edits = any(charge.work == "edit" for charge in plan.charges)
        return edits and not self._edit_is_paid(session)

    def _edit_is_paid(self, session: Session) -> bool:
        """The first edit of a session pays; one that is still running counts."""
        return session.edit_paid or any(
            turn.pays_edit and turn.session_id == session.session_id
            for turn in self.state.turns.values()
        )

    def end_turn(self, turn_id: str, event: TurnEvent, now: float) -> tuple[e.Event, ...]:
        return (e.TurnEnded(turn_id, event, now),)

    # -- renders

    def submit(
        self, caller: Caller, request: RenderRequest, *, attributed: bool, now: float, takes: float
    ) -> tuple[e.Event, ...]:
        """Accept an export (contract.md 2.9); ``takes`` s is its least duration.

        Refuses with 402 (plan or attribution), 1002, 409 (the id was used), 422 (nothing in it).
        """
        self._allow_export(caller, attributed=attributed)
        self.session(caller, request.session_id)
        if f"{caller.user_id}/{request.id}" in self.state.jobs:
            return self._repeated()
        _check_name(request.id)
        if not request.draft.exportable:
            raise Refused(Code.INVALID_REQUEST, "The draft has no segment; make an edit first.")
        job = Job(
            render_id=request.id,
            session_id=request.session_id,
            user_id=caller.user_id,
            draft=request.draft,
            output=request.output or RenderOutput(),
            created_at=now,
            due_at=now + takes,
        )
        return (e.RenderSubmitted(job),)

    def _allow_export(self, caller: Caller, *, attributed: bool) -> None:
        if not attributed:
            raise Refused(
                Code.EXPORT_BLOCKED,
                "Export needs the headers X-Skill-Source, X-Skill-Version and X-Skill-Platform.",
            )
        if caller.account.plan is Plan.FREE:
            raise Refused(Code.EXPORT_BLOCKED, "The free plan has no export; subscribe to a plan.")

    def _repeated(self) -> tuple[e.Event, ...]:
        if self._settings.same_render_id_returns_job:
            return ()
        raise Refused(Code.CONFLICT, "This render id was used before; submit under a new one.")

    def job(self, caller: Caller, render_id: str) -> Job:
        """The caller's own render; any other is one that does not exist: 404."""
        found = self.state.jobs.get(f"{caller.user_id}/{render_id}")
        if found is None:
            raise Refused(Code.NOT_FOUND, "There is no such render.")
        return found

    def open_jobs(self) -> list[Job]:
        return [j for j in self.state.jobs.values() if j.status in ("pending", "processing")]

    def cancel(self, job: Job, now: float, *, progress: int) -> tuple[e.Event, ...]:
        """Cancel what has not ended; what has ended stays as it is."""
        if job.status in (JobStatus.COMPLETED, JobStatus.FAILED):
            return ()
        error = "The render was cancelled."
        return (e.RenderMoved(job.key, JobEvent.CANCEL, now, progress=progress, error=error),)


def _check_name(render_id: str) -> None:
    """A render's id is a word of its address. Refuses with 422."""
    bad = not render_id.isprintable() or set(render_id) & set("/\\?#%")
    if bad or render_id in (".", "..", "lambda"):
        raise Refused(
            Code.INVALID_REQUEST, "The id is part of an address; use letters, digits, _ -."
        )


def _no_session() -> Refused:
    return Refused(Code.SESSION_NOT_FOUND, "There is no such session; create one.")
