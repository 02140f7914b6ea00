"""The journal: what was asked and answered, without its secrets."""

from dataclasses import dataclass

from emulator.tests.stage import Emu, User, message

from nemo_contract import Exchange
from nemo_emulator.journal import Heads, Journal, readable


@dataclass(frozen=True)
class Kept:
    """A row that was written out already."""

    exchange: Exchange
    operation: str | None = None
    status: int | None = None
    lasted: float = 0.0


def test_every_exchange_is_kept_with_its_operation(user: User) -> None:
    """In order, with code, user and times."""
    session = user.session()
    user.say(session, "hello")
    user.get("/api/state/nemo_agent/me/1/latest")

    rows = list(user.emu.services.journal)

    assert [row.operation for row in rows] == [
        "anonymous_token",
        "create_session",
        "run_sse",
        "state",
    ]
    assert [row.code for row in rows] == [0, 0, None, 1002]
    assert {row.user_id for row in rows[1:]} == {user.data["user_id"]}
    assert all(row.complete and row.ended_at >= row.at for row in rows)


def test_no_token_is_kept(user: User) -> None:
    """Neither in headers nor in bodies nor in addresses."""
    token = user.data["token"]
    user.emu.http.get(f"/?ct={token}", headers={"Cookie": token})

    kept = "".join(str(row) for row in user.emu.services.journal)

    assert token not in kept
    assert "nmv_usr_***" in kept


def test_the_journal_is_asked_over_http(emu: Emu, user: User) -> None:
    """Filtered by operation and status; the control plane itself leaves no row."""
    user.session()
    emu.http.get("/nowhere")

    told = emu.http.get("/__nemo/requests", params={"operation": "create_session"}).json()
    missing = emu.http.get("/__nemo/requests", params={"status": 404}).json()

    assert (told["total"], told["requests"][0]["status"]) == (1, 200)
    assert told["requests"][0]["request"]["body"] == '{"task_name":"project","language":"en"}'
    assert [row["path"] for row in missing["requests"]] == ["/nowhere"]


def test_the_ledger_and_health_are_told(emu: Emu, user: User) -> None:
    """What a tester looks at first."""
    session = user.session()
    user.post("/run_sse", json=message(session, "hello"))

    ledger = emu.http.get("/__nemo/ledger").json()["rows"]
    health = emu.http.get("/__nemo/health").json()

    assert [(row["amount"], row["status"]) for row in ledger] == [(0, "done")]
    assert (health["status"], health["sessions"], health["turns_running"]) == ("ok", 1, 0)


def test_the_ring_forgets_the_oldest() -> None:
    """Bounded; the numbers go on."""
    journal = Journal(kept=2)

    for _ in range(3):
        n = journal.next()
        row = Exchange(n=n, operation=None, method="GET", path="/", at=0.0, ended_at=0.0)
        journal.add(Kept(row))

    assert ([row.n for row in journal], len(journal)) == ([2, 3], 2)


def test_headers_are_lowered_and_secrets_blotted_out() -> None:
    assert readable([(b"Authorization", b"Bearer x"), (b"Accept", b"*/*")]) == {
        "authorization": "***",
        "accept": "*/*",
    }


def test_the_same_headers_are_kept_once() -> None:
    """And not for ever, when every request has others."""
    heads = Heads(kept=2)

    first, again = heads.one([(b"a", b"1")]), heads.one([(b"a", b"1")])
    for n in range(5):
        heads.one([(b"a", str(n).encode())])

    assert first is again
    assert heads.one([(b"a", b"1")]) == first
