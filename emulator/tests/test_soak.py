"""The crash soak finds what is lost: each of its sentences is said when it is true."""

import random
from collections.abc import Callable
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from soak.crash import Folder, Report
from soak.facts import Facts, JobFacts, SessionFacts, broken

from nemo_contract.wire import Draft

SEEN = {"t": [{"tt": 0, "sg": [{"s": 0, "d": 400}]}], "d": 400, "m": {}}
EMPTY: dict[str, Any] = {"t": [], "d": 0, "m": {}}
ROW = {"turn_id": "1", "session_id": "7", "user_id": "anon", "kind": "edit", "amount": 50}


def facts() -> Facts:
    """One person who did one thing of each kind."""
    session = SessionFacts("anon", ["ab"], [Draft.model_validate(SEEN)], 2, 2, 1)
    return Facts(
        tokens={"anon": "secret"},
        totals={"anon": 50},
        claims={"anon": "claim"},
        sessions={"7": session},
        jobs={"anon/r": JobFacts("completed", None, "cd")},
    )


def state() -> dict[str, Any]:
    """A state that bears those facts out."""
    job = {"status": "completed", "error": None, "result": {"blob": "cd"}}
    return {
        "accounts": {"anon": {"available": 50, "frozen": 0}},
        "tokens": {sha256(b"secret").hexdigest(): {"user_id": "anon"}},
        "claims": {sha256(b"claim").hexdigest(): {"user_id": "anon"}},
        "sessions": {
            "7": {
                "user_id": "anon",
                "uploads": [{"blob": "ab"}],
                "draft": EMPTY,
                "history": [SEEN],
                "future": [],
            }
        },
        "turns": {"2": {"session_id": "7", "user_id": "anon", "reserved": 0}},
        "jobs": {"anon/r": job},
        "ledger": [ROW],
    }


def test_a_state_that_bears_the_facts_out() -> None:
    """Nothing is said."""
    assert list(broken(facts(), state())) == []


def forgets(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(state: dict[str, Any]) -> None:
        *way, last = path
        for word in way:
            state = state[word]
        state[last] = type(state[last])()

    return change


def puts(value: Any, *path: str) -> Callable[[dict[str, Any]], None]:
    def change(state: dict[str, Any]) -> None:
        *way, last = path
        for word in way:
            state = state[word]
        state[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (forgets("tokens"), "the token of anon is lost"),
        (forgets("claims"), "the claim token of anon is lost"),
        (forgets("sessions"), "session 7 is lost"),
        (forgets("sessions", "7", "uploads"), "upload ab of session 7 is lost"),
        (forgets("sessions", "7", "history"), "session 7 does not know a draft"),
        (forgets("turns"), "session 7 has 1 ended and 0 running turns for 2 of 2"),
        (forgets("ledger"), "session 7 has 0 ended turns after 1 whole streams"),
        (forgets("jobs"), "render anon/r is lost"),
        (puts("processing", "jobs", "anon/r", "status"), "went from completed to processing"),
        (puts("failed", "jobs", "anon/r", "status"), "went from completed to failed"),
        (puts({"blob": "ef"}, "jobs", "anon/r", "result"), "another file than it gave out"),
        (puts(-1, "accounts", "anon", "available"), "anon has -1 credits"),
        (puts(10, "accounts", "anon", "frozen"), "10 frozen, not 0"),
        (puts(60, "accounts", "anon", "available"), "its ledger does not add up to"),
        (puts(60, "accounts", "anon", "available"), "got credits back"),
        (puts([ROW, ROW], "ledger"), "turn 1 has 2 ledger rows"),
        (puts([ROW, {**ROW, "turn_id": "2"}], "ledger"), "session 7 paid 2 times for editing"),
        (puts([ROW, ROW, ROW], "ledger"), "charged 3 times for 2 messages"),
    ],
)
def test_what_is_wrong_is_said(change: Callable[[dict[str, Any]], None], said: str) -> None:
    wrong = deepcopy(state())
    change(wrong)

    assert any(said in sentence for sentence in broken(facts(), wrong))


def test_a_reason_that_is_forgotten() -> None:
    """A failed render keeps its sentence."""
    told = facts()
    told.jobs["anon/r"] = JobFacts("failed", "cancelled", None)
    kept = state()
    kept["jobs"]["anon/r"] = {"status": "failed", "error": None, "result": None}

    assert list(broken(told, kept)) == ["render anon/r has forgotten why it failed"]


def test_killed_while_it_writes_snapshots(tmp_path: Path) -> None:
    """Two lives, each a snapshot every few events, and all that was acknowledged is there."""
    report = Report()
    folder = Folder(tmp_path, report, random.Random(5))

    folder.crash("snapshot", "5-0")
    folder.crash("start", "5-1")
    folder.settle()

    assert report.wrong == []
    assert report.facts > 0


def test_a_half_blob_is_seen(tmp_path: Path) -> None:
    """A file whose content has not the hash of its name."""
    report = Report()
    folder = Folder(tmp_path, report, random.Random(5))
    place = tmp_path / "blobs" / "ab" / ("c" * 62)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"half")

    folder.look_around()

    assert report.wrong == [f"the blob ab/{'c' * 62} is not what its name says"]
