"""Misspelt wishes of a tester are refused; ignored, they would make every check green."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from emulator.tests.stage import INSTANT, Camera

from nemo_emulator import Emulator, NewAccount, Wanted
from nemo_emulator.cli import main
from nemo_emulator.clock import ManualClock
from nemo_emulator.wishes import BadWish


@pytest.fixture(scope="module")
def lab() -> Iterator[Emulator]:
    with Emulator(INSTANT, clock=ManualClock(), renderer=Camera()) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def http(lab: Emulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=lab.url + "/__nemo", timeout=30) as client:
        yield client


def refused(reply: httpx.Response) -> str:
    """Its sentence."""
    assert (reply.status_code, reply.headers["content-type"]) == (400, "application/problem+json")
    return str(reply.json()["title"])


@pytest.mark.parametrize(
    ("query", "guess"),
    [
        ("/requests/count?operation=run_ssee", "run_sse"),
        ("/requests?oparation=run_sse", "operation"),
        ("/requests?limits=3", "limit"),
        ("/requests/count?method=post", "POST"),
        ("/clock?sean=3", "seen"),
        ("/events?sinc=3", "since"),
    ],
)
def test_a_misspelt_filter_is_refused(http: httpx.Client, query: str, guess: str) -> None:
    """With the name that was meant."""
    sentence = refused(http.get(query))

    assert sentence.endswith(f'Did you mean "{guess}"?')


def test_a_query_where_none_is_read_is_refused(http: httpx.Client) -> None:
    assert refused(http.get("/accounts?user_id=x")) == 'No "?user_id" is read here.'


def test_waiting_for_an_operation_that_is_none_is_refused_at_once(http: httpx.Client) -> None:
    """Nobody waits half a minute for a slip of the pen."""
    sentence = refused(http.post("/requests/wait", json={"operation": "upload_", "timeout": 600}))

    assert sentence.endswith('Did you mean "upload"?')


@pytest.mark.parametrize(
    "wish", [{"operation": "nope"}, {"method": "get"}, {"path": "["}, {"operation": "run-sse"}]
)
def test_python_refuses_filters_that_nothing_can_match(lab: Emulator, wish: Any) -> None:
    with pytest.raises(BadWish):
        Wanted(**wish)
    with pytest.raises(BadWish):
        lab.requests(**wish)
    with pytest.raises(BadWish):
        lab.wait_for(**wish)


def test_the_shell_says_which_operation_was_meant(lab: Emulator) -> None:
    """In one sentence, with a code that fails a script."""
    with pytest.raises(SystemExit) as end:
        main(["requests", "count", "--operation", "run_see", "--url", lab.url])

    assert str(end.value.code).endswith('Did you mean "run_sse"?')


@pytest.mark.parametrize(
    ("verb", "body", "sentence"),
    [
        ("clock/advance", {"by": "7d"}, "there are seconds, minutes, hours, days, to."),
        ("clock/advance", {"day": 7}, 'Did you mean "days"?'),
        ("accounts", {"credts": 3}, 'Did you mean "credits"?'),
        ("runs", {"clock": {"mod": "auto"}}, 'Did you mean "mode"?'),
        ("runs", {"accounts": [{"plna": "free"}]}, 'Did you mean "plan"?'),
        ("clock/wait", {"seconds": 1}, "there are run, until, seen, waiter, done."),
        ("requests/wait", {"patience": 1}, '"patience"'),
        ("seed", {"seed": 1, "sed": 2}, 'Did you mean "seed"?'),
        ("faults", {"rule": "credits: 429", "times": 3}, 'no field "times"'),
        ("clock/freeze", {"for": 3}, "This takes no fields"),
        ("reset", {"accounts": False}, "This takes no fields"),
    ],
)
def test_a_field_that_nobody_knows_is_refused(
    lab: Emulator, http: httpx.Client, verb: str, body: dict[str, Any], sentence: str
) -> None:
    """And nothing happens."""
    before = (lab.clock.now(), lab.accounts.all(), len(list(lab.faults)))

    said = refused(http.post(f"/{verb}", json=body))

    assert sentence in said
    assert (lab.clock.now(), lab.accounts.all(), len(list(lab.faults))) == before


@pytest.mark.parametrize("body", [{"mod": "auto"}, {"scale": 2, "speed": 3}])
def test_a_clock_is_not_set_by_halves(lab: Emulator, http: httpx.Client, body: Any) -> None:
    refused(http.put("/clock", json=body))

    assert lab.clock.reading().mode == "manual"


@pytest.mark.parametrize(
    "wish",
    [
        {"credits": -4},
        {"credits": "x"},
        {"credits": True},
        {"credits": 1.5},
        {"days": 0},
        {"days": float("nan")},
        {"days": "7"},
        {"plan": "gold"},
        {"scopes": ("reed",)},
    ],
)
def test_python_refuses_the_accounts_that_http_refuses(lab: Emulator, wish: Any) -> None:
    """Nothing of it reaches the log."""
    with pytest.raises(BadWish):
        lab.accounts.open(**wish)
    with pytest.raises(BadWish):
        NewAccount(**wish)

    assert lab.accounts.all() == []


def test_credits_are_granted_as_whole_numbers(lab: Emulator) -> None:
    """From 0; the account keeps what it has."""
    one = lab.accounts.open(credits=7)["user_id"]

    with pytest.raises(BadWish, match="whole number from 0"):
        lab.accounts.grant(one, -1)
    left = [row["available"] for row in lab.accounts.all()]
    lab.reset()

    assert left == [7]


@pytest.mark.parametrize("body", [{}, {"waiter": "poll"}, {"seen": 3}])
def test_a_wait_says_until_when(lab: Emulator, http: httpx.Client, body: dict[str, Any]) -> None:
    """Otherwise it would leave a waiter behind that time waits for."""
    sentence = refused(http.post("/clock/wait", json=body))

    assert sentence.startswith("Say until when, in seconds since the run's start")
    assert lab.clock.reading().waiters == ()
