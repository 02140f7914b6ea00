"""What a tester can ask of a run and do to it: the same from Python, HTTP and the command line.

Each verb takes the run's ``Services`` and gives plain values that JSON can hold.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import Any

from nemo_contract import ENDPOINTS, REVISION, Exchange
from nemo_emulator.memory import STATE
from nemo_emulator.services import Services
from nemo_emulator.settings import VERSION
from nemo_emulator.wishes import ANYTHING, NewAccount, Wanted, credits_of
from nemo_emulator.world import Account, Job, Plan, Token
from nemo_emulator.world import events as e
from nemo_emulator.world.world import digest

DAY = 86_400.0


class Unknown(LookupError):
    """Something that the run does not have; the message names it."""


def health(it: Services) -> dict[str, Any]:
    """Alive, with which settings, and how much is going on."""
    return {
        "status": "ok",
        "version": VERSION,
        "run": it.run,
        "revision": it.settings.revision,
        "now": it.clock.now(),
        "pace": it.settings.pace,
        "dialect": it.settings.dialect,
        "style": it.settings.style,
        "render_shape": it.settings.render_shape,
        "abort_on_disconnect": it.settings.abort_on_disconnect,
        "same_render_id_returns_job": it.settings.same_render_id_returns_job,
        "public_url": it.settings.public_url,
        "prices": asdict(it.settings.prices),
        "limits": asdict(it.settings.limits),
        "data": str(it.settings.data) if it.settings.data else None,
        "sessions": len(it.state.sessions),
        "turns_running": len(it.state.turns),
        "renders_open": len(it.world.open_jobs()),
    }


def info(it: Services) -> dict[str, Any]:
    """What this is: versions, and every setting but secrets."""
    told = asdict(it.settings).items()
    kept = {k: v for k, v in told if k != "data" and not k.endswith("_token")}
    return {
        "version": VERSION,
        "contract": REVISION,
        "run": it.run,
        "settings": kept | {"fetch_from": [str(net) for net in it.settings.fetch_from]},
        "operations": list(ENDPOINTS),
    }


def requests(it: Services, wanted: Wanted = ANYTHING) -> list[Exchange]:
    """What was asked and answered, oldest first."""
    return [row for row in it.journal if wanted.matches(row)]


async def wait_for(
    it: Services, wanted: Wanted, *, count: int = 1, patience: float = 30.0
) -> list[Exchange]:
    """Wait until so many such exchanges are over; ``patience`` in real seconds.

    Raises ``TimeoutError`` that says what came instead.
    """
    try:
        async with asyncio.timeout(patience):
            while len(found := requests(it, wanted)) < count:
                await it.journal.news()
    except TimeoutError:
        came = ", ".join(sorted({row.operation or row.path for row in it.journal})) or "nothing"
        number = len(requests(it, wanted))
        raise TimeoutError(
            f"{number} of {count} such requests came within {patience:g} s; so far: {came}."
        ) from None
    return found


def told(row: Exchange) -> dict[str, Any]:
    """An exchange for people and JSON: bodies as text, as far as they were kept."""
    return {
        "n": row.n,
        "operation": row.operation,
        "method": row.method,
        "path": row.path,
        "query": row.query,
        "at": row.at,
        "ended_at": row.ended_at,
        "real_seconds": round(row.real_seconds, 6),
        "status": row.status,
        "code": row.code,
        "user_id": row.user_id,
        "complete": row.complete,
        "request": {
            "headers": dict(row.request_headers),
            "bytes": row.request_bytes,
            "body": row.request_body.decode("utf-8", "replace"),
        },
        "reply": {
            "headers": dict(row.reply_headers),
            "bytes": row.reply_bytes,
            "body": row.reply_body.decode("utf-8", "replace"),
        },
    }


def ledger(it: Services) -> list[dict[str, Any]]:
    """Every executed turn and what it took, oldest first."""
    return [asdict(row) for row in it.state.ledger]


def accounts(it: Services) -> list[dict[str, Any]]:
    """Everybody, with balance and the number of tokens that are good now."""
    now = it.clock.now()
    return [
        asdict(account)
        | {"tokens": sum(t.user_id == name and t.valid(now) for t in it.state.tokens.values())}
        for name, account in it.state.accounts.items()
    ]


def open_account(it: Services, wish: NewAccount) -> dict[str, str]:
    """Make an account and a token for it, told this once."""
    prefix = "anon" if wish.plan is Plan.ANONYMOUS else "user"
    now, secret = it.clock.now(), it.chance.token()
    account = Account(
        user_id=f"{prefix}_{it.chance.hex(16)}", plan=wish.plan, available=wish.credits
    )
    token = Token(
        digest=digest(secret),
        user_id=account.user_id,
        issued_at=now,
        expires_at=now + wish.days * DAY,
        scopes=wish.scopes,
    )
    it.memory.commit((e.AccountOpened(account), e.TokenIssued(token)))
    return {"user_id": account.user_id, "token": secret}


def account(it: Services, user_id: str) -> Account:
    """Raises ``Unknown``."""
    if user_id not in it.state.accounts:
        raise Unknown(f"There is no account {user_id}.")
    return it.state.accounts[user_id]


def grant(it: Services, user_id: str, available: int) -> None:
    """Set what an account has left. Raises ``Unknown``, ``BadWish``."""
    account(it, user_id)
    it.memory.commit((e.CreditsGranted(user_id, credits_of(available)),))


def revoke(it: Services, user_id: str) -> int:
    """Make every token of an account worthless; how many that were. Raises ``Unknown``."""
    account(it, user_id)
    good = _good_tokens(it, user_id)
    it.memory.commit(tuple(e.TokenRevoked(token.digest) for token in good))
    return len(good)


def expire(it: Services, user_id: str) -> int:
    """Let every token of an account end now; how many that were. Raises ``Unknown``."""
    account(it, user_id)
    good, now = _good_tokens(it, user_id), it.clock.now()
    it.memory.commit(tuple(e.TokenIssued(replace(token, expires_at=now)) for token in good))
    return len(good)


def _good_tokens(it: Services, user_id: str) -> list[Token]:
    now = it.clock.now()
    return [t for t in it.state.tokens.values() if t.user_id == user_id and t.valid(now)]


def jobs(it: Services) -> list[dict[str, Any]]:
    """Every render, without its draft."""
    return [job_row(it, job) for job in it.state.jobs.values()]


def job_row(it: Services, job: Job) -> dict[str, Any]:
    """A render, without its draft."""
    return {
        "render_id": job.render_id,
        "session_id": job.session_id,
        "user_id": job.user_id,
        "status": job.status.value,
        "progress": it.jobs.progress(job),
        "created_at": job.created_at,
        "due_at": job.ends_at,
        "ended_at": job.ended_at,
        "error": job.error,
        "result": asdict(job.result) if job.result else None,
    }


def sessions(it: Services) -> list[dict[str, Any]]:
    """Every session, without its drafts."""
    return [
        {
            "session_id": session.session_id,
            "user_id": session.user_id,
            "task_name": session.task_name,
            "language": session.language,
            "uploads": len(session.uploads),
            "turns": session.turns,
            "edits": session.edits,
            "duration_ms": session.draft.duration or 0,
        }
        for session in it.state.sessions.values()
    ]


async def reset(it: Services) -> None:
    """As the run began: no accounts, sessions, renders or journal, the first script, the first
    ids of a seed. Time goes on."""
    it.memory.forget()
    _begin_anew(it)
    await asyncio.gather(it.turns.close(), it.jobs.close())
    reseed(it, it.settings.seed)


def _begin_anew(it: Services) -> None:
    """All that is no part of the world."""
    it.journal.clear()
    it.faults.put(it.settings.faults)
    it.rates.clear()


def reseed(it: Services, seed: int | None) -> None:
    """Draw ids, the agent's choices and the script's coins from here on as a run with this seed
    does from its beginning; None: nobody can tell. Ids may come again, so do it when empty."""
    it.chance.begin(seed)
    it.faults.reseed(seed or 0)


def snapshot(it: Services) -> dict[str, Any]:
    """The whole state as JSON; files are named by their hash and stay where they are."""
    return {
        "format": "nemulator/1",
        "at": it.clock.now(),
        "state": STATE.dump_python(it.state, mode="json"),
    }


async def restore(it: Services, kept: dict[str, Any]) -> None:
    """Become what a snapshot was. Raises ``ValueError`` for what is none."""
    if kept.get("format") != "nemulator/1":
        raise ValueError('This is no snapshot; one has "format": "nemulator/1".')
    state = STATE.validate_python(kept.get("state"))
    await asyncio.gather(it.turns.close(), it.jobs.close())
    it.memory.replace(state)  # in one step: killed at any moment, it is one of the two
    _begin_anew(it)
    it.turns.resume()
    it.jobs.resume()


def metrics(it: Services) -> Iterator[str]:
    """What Prometheus reads, a line each."""
    run, journal = f'run="{it.run}"', it.journal
    yield "# TYPE nemulator_requests_total counter"
    for (operation, status), n in sorted(journal.counts.items(), key=str):
        labels = f'{run},operation="{operation or "other"}",status="{status or 0}"'
        yield f"nemulator_requests_total{{{labels}}} {n}"
    yield "# TYPE nemulator_request_seconds summary"
    for operation, seconds in sorted(journal.seconds.items(), key=str):
        labels = f'{run},operation="{operation or "other"}"'
        count = sum(n for (name, _), n in journal.counts.items() if name == operation)
        yield f"nemulator_request_seconds_sum{{{labels}}} {seconds:.6f}"
        yield f"nemulator_request_seconds_count{{{labels}}} {count}"
    for name, read in _GAUGES.items():
        yield f"# TYPE nemulator_{name} gauge"
        yield f"nemulator_{name}{{{run}}} {read(it):.10g}"


_GAUGES: dict[str, Callable[[Services], float]] = {
    "virtual_time_seconds": lambda it: it.clock.now(),
    "accounts": lambda it: len(it.state.accounts),
    "sessions": lambda it: len(it.state.sessions),
    "turns_running": lambda it: len(it.state.turns),
    "renders_open": lambda it: len(it.world.open_jobs()),
    "faults_consumed": lambda it: sum(row.consumed for row in it.faults),
    "faults_completed": lambda it: sum(row.completed for row in it.faults),
    "credits_charged": lambda it: sum(row.amount for row in it.state.ledger),
}
