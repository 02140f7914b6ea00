"""What a server acknowledged, kept outside of it, and what must therefore be true of its state."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from typing import Any

from nemo_contract.wire import Draft

GRANT = 100
RANK = {"pending": 0, "processing": 1, "completed": 2, "failed": 2}
State = Mapping[str, Any]
"""``state`` of ``GET /__nemo/snapshot``."""


@dataclass(slots=True)
class SessionFacts:
    """Messages: ``sent`` before the request, ``accepted`` with the headers, ``ended`` in full."""

    user_id: str
    uploads: list[str] = field(default_factory=list[str])
    drafts: list[Draft] = field(default_factory=list[Draft])
    sent: int = 0
    accepted: int = 0
    ended: int = 0


@dataclass(slots=True)
class JobFacts:
    """The furthest that was told of a render, and the SHA-256 of its file once that was read."""

    status: str = "pending"
    error: str | None = None
    file: str | None = None


@dataclass(slots=True)
class Facts:
    """Everything that was acknowledged so far; jobs by ``user/render``, claims by user."""

    tokens: dict[str, str] = field(default_factory=dict[str, str])
    totals: dict[str, int] = field(default_factory=dict[str, int])
    claims: dict[str, str] = field(default_factory=dict[str, str])
    sessions: dict[str, SessionFacts] = field(default_factory=dict[str, SessionFacts])
    jobs: dict[str, JobFacts] = field(default_factory=dict[str, JobFacts])
    lock: Lock = field(default_factory=Lock)

    @property
    def count(self) -> int:
        """How many there are."""
        told = sum(
            1 + len(s.uploads) + len(s.drafts) + s.accepted + s.ended
            for s in self.sessions.values()
        )
        files = sum(1 + (job.file is not None) for job in self.jobs.values())
        return len(self.tokens) + len(self.totals) + len(self.claims) + told + files


def broken(facts: Facts, state: State) -> Iterator[str]:
    """A sentence for each fact that the state does not bear out, and each sum that is wrong."""
    yield from _tokens(facts, state)
    for name, session in facts.sessions.items():
        yield from _session(name, session, state)
    for key, job in facts.jobs.items():
        yield from _job(key, job, state)
    for name, account in state["accounts"].items():
        yield from _account(name, account, facts, state)
    turns = Counter(row["turn_id"] for row in state["ledger"])
    yield from (f"turn {turn} has {n} ledger rows" for turn, n in turns.items() if n > 1)


def _tokens(facts: Facts, state: State) -> Iterator[str]:
    for user, token in facts.tokens.items():
        row = state["tokens"].get(sha256(token.encode()).hexdigest())
        if row is None or row["user_id"] != user:
            yield f"the token of {user} is lost"
    for user, claim in facts.claims.items():
        row = state["claims"].get(sha256(claim.encode()).hexdigest())
        if row is None or row["user_id"] != user:
            yield f"the claim token of {user} is lost"


def _session(name: str, told: SessionFacts, state: State) -> Iterator[str]:
    kept = state["sessions"].get(name)
    if kept is None or kept["user_id"] != told.user_id:
        yield f"session {name} is lost"
        return
    lost = Counter(told.uploads) - Counter(upload["blob"] for upload in kept["uploads"])
    yield from (f"upload {blob[:12]} of session {name} is lost" for blob in lost)
    drafts = [Draft.model_validate(d) for d in (kept["draft"], *kept["history"], *kept["future"])]
    if any(seen not in drafts for seen in told.drafts):
        yield f"session {name} does not know a draft that it showed"
    ended = sum(row["session_id"] == name for row in state["ledger"])
    running = sum(turn["session_id"] == name for turn in state["turns"].values())
    if not told.accepted <= ended + running <= told.sent:
        have = f"{ended} ended and {running} running turns"
        yield f"session {name} has {have} for {told.accepted} of {told.sent} accepted messages"
    if ended < told.ended:
        yield f"session {name} has {ended} ended turns after {told.ended} whole streams"


def _job(key: str, told: JobFacts, state: State) -> Iterator[str]:
    kept = state["jobs"].get(key)
    if kept is None:
        yield f"render {key} is lost"
        return
    now = kept["status"]
    final = RANK[told.status] == 2
    if RANK[now] < RANK[told.status] or (final and now != told.status):
        yield f"render {key} went from {told.status} to {now}"
    if told.error is not None and kept["error"] != told.error:
        yield f"render {key} has forgotten why it failed"
    if told.file is not None and kept["result"]["blob"] != told.file:
        yield f"render {key} has another file than it gave out"


def _account(name: str, account: Mapping[str, Any], facts: Facts, state: State) -> Iterator[str]:
    charged = [row for row in state["ledger"] if row["user_id"] == name and row["amount"]]
    frozen = sum(t["reserved"] for t in state["turns"].values() if t["user_id"] == name)
    available, total = account["available"], account["available"] + account["frozen"]
    if available < 0 or account["frozen"] != frozen:
        yield f"{name} has {available} credits and {account['frozen']} frozen, not {frozen}"
    if total != GRANT - sum(row["amount"] for row in charged):
        yield f"{name} has {total} credits in all, which its ledger does not add up to"
    if total > facts.totals.get(name, GRANT):
        yield f"{name} got credits back after it was told {facts.totals[name]}"
    edits = Counter(row["session_id"] for row in charged if row["kind"] == "edit")
    yield from (f"session {one} paid {n} times for editing" for one, n in edits.items() if n > 1)
    sent = sum(s.sent for s in facts.sessions.values() if s.user_id == name)
    if len(charged) > sent:
        yield f"{name} was charged {len(charged)} times for {sent} messages"
