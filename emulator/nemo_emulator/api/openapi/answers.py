"""What the control plane answers, as models: for the document, and to hold the answers to it."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from nemo_contract import JobStatus, TurnStatus
from nemo_emulator.clock import Mode
from nemo_emulator.settings import Dialect, Pace, RenderShape, Style
from nemo_emulator.world import Plan


class Answer(BaseModel):
    """Every field is there, and no other."""

    model_config = ConfigDict(extra="forbid")


class HealthAnswer(Answer):
    status: Literal["ok"]
    version: str
    run: str
    revision: str
    now: float
    pace: Pace
    dialect: Dialect
    style: Style
    render_shape: RenderShape
    abort_on_disconnect: bool
    same_render_id_returns_job: bool
    public_url: str | None
    prices: dict[str, int]
    limits: dict[str, bool | int | float]
    data: str | None
    sessions: int
    turns_running: int
    renders_open: int


class InfoAnswer(Answer):
    version: str
    contract: str
    run: str
    settings: dict[str, Any]
    operations: list[str]
    verbs: list[str]


class MetRow(Answer):
    n: int
    operation: str | None
    method: str
    path: str
    status: int | None
    code: int | None


class VerdictAnswer(Answer):
    ok: bool
    requests: int
    never_met: list[str]
    unfinished: list[str]
    unmatched: list[MetRow]
    broken: list[MetRow]
    incomplete: list[MetRow]


class HalfRow(Answer):
    headers: dict[str, str]
    bytes: int
    body: str


class RequestRow(MetRow):
    query: str
    at: float
    ended_at: float
    real_seconds: float
    user_id: str | None
    complete: bool
    request: HalfRow
    reply: HalfRow


class RequestsAnswer(Answer):
    total: int
    requests: list[RequestRow]


class CountAnswer(Answer):
    count: int


class AccountRow(Answer):
    user_id: str
    plan: Plan
    available: int
    frozen: int
    client_id: str | None
    tokens: int


class AccountsAnswer(Answer):
    accounts: list[AccountRow]


class OpenedRow(Answer):
    user_id: str
    token: str


class RevokedAnswer(Answer):
    revoked: int


class ExpiredAnswer(Answer):
    expired: int


class LedgerRow(Answer):
    at: float
    user_id: str
    session_id: str
    turn_id: str
    kind: str
    amount: int
    status: TurnStatus


class LedgerAnswer(Answer):
    rows: list[LedgerRow]


class SessionRow(Answer):
    session_id: str
    user_id: str
    task_name: str
    language: str
    uploads: int
    turns: int
    edits: int
    duration_ms: int


class SessionsAnswer(Answer):
    sessions: list[SessionRow]


class ResultRow(Answer):
    blob: str
    size: int
    duration_ms: int
    width: int
    height: int
    encoder: str


class JobRow(Answer):
    render_id: str
    session_id: str
    user_id: str
    status: JobStatus
    progress: int
    created_at: float
    due_at: float | None
    ended_at: float | None
    error: str | None
    result: ResultRow | None


class JobsAnswer(Answer):
    jobs: list[JobRow]


class FaultRow(Answer):
    number: int
    name: str | None
    rule: str
    remaining: int | None
    consumed: int
    completed: int


class FaultsAnswer(Answer):
    faults: list[FaultRow]


class ScriptAnswer(Answer):
    rules: list[str]


class ReadingAnswer(Answer):
    mode: Mode
    scale: float
    now: float
    elapsed: float
    next_at: float | None
    sleepers: int
    waiters: list[str]
    waits_for: list[str]


class SentAnswer(Answer):
    now: float
    elapsed: float


class MovedAnswer(Answer):
    now: float
    elapsed: float
    fired: int
    unsettled: list[str]


class NowAnswer(Answer):
    now: float


class RunRow(Answer):
    name: str
    url: str
    now: float


class RunsAnswer(Answer):
    runs: list[RunRow]


class MadeAnswer(RunRow):
    accounts: list[OpenedRow]


class SeedAnswer(Answer):
    seed: int | None


class SnapshotAnswer(Answer):
    format: Literal["nemulator/1"]
    at: float
    state: dict[str, Any]


ANSWERS: Final[Mapping[tuple[str, str], tuple[type[Answer], ...]]] = {
    ("get", "/__nemo/health"): (HealthAnswer,),
    ("get", "/__nemo"): (InfoAnswer,),
    ("get", "/__nemo/info"): (InfoAnswer,),
    ("get", "/__nemo/verdict"): (VerdictAnswer,),
    ("get", "/__nemo/requests"): (RequestsAnswer,),
    ("get", "/__nemo/requests/count"): (CountAnswer,),
    ("post", "/__nemo/requests/wait"): (RequestsAnswer,),
    ("get", "/__nemo/accounts"): (AccountsAnswer,),
    ("post", "/__nemo/accounts"): (OpenedRow,),
    ("put", "/__nemo/accounts/{user_id}/credits"): (AccountRow,),
    ("post", "/__nemo/accounts/{user_id}/revoke"): (RevokedAnswer,),
    ("post", "/__nemo/accounts/{user_id}/expire"): (ExpiredAnswer,),
    ("get", "/__nemo/ledger"): (LedgerAnswer,),
    ("get", "/__nemo/sessions"): (SessionsAnswer,),
    ("get", "/__nemo/jobs"): (JobsAnswer,),
    ("put", "/__nemo/jobs/{render_id}"): (JobRow,),
    ("get", "/__nemo/faults"): (FaultsAnswer,),
    ("post", "/__nemo/faults"): (FaultRow,),
    ("get", "/__nemo/script"): (ScriptAnswer,),
    ("put", "/__nemo/script"): (FaultsAnswer,),
    ("get", "/__nemo/clock"): (ReadingAnswer, SentAnswer),
    ("put", "/__nemo/clock"): (ReadingAnswer,),
    ("post", "/__nemo/clock/freeze"): (ReadingAnswer,),
    ("post", "/__nemo/clock/resume"): (ReadingAnswer,),
    ("post", "/__nemo/clock/advance"): (MovedAnswer,),
    ("post", "/__nemo/clock/idle"): (MovedAnswer,),
    ("post", "/__nemo/clock/wait"): (NowAnswer,),
    ("get", "/__nemo/runs"): (RunsAnswer,),
    ("post", "/__nemo/runs"): (MadeAnswer,),
    ("post", "/__nemo/seed"): (SeedAnswer,),
    ("get", "/__nemo/snapshot"): (SnapshotAnswer,),
}
"""By method and path; of several, one."""
