"""A server that has no control plane is asked as it stands, within its budget, and never blamed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from conformance.tests.test_server_emulator import blamed
from conformance.tests.theatre import Theatre

from nemo_conformance.judge import Status
from nemo_conformance.server.conform import Plan, conform
from nemo_conformance.server.conversations import CONVERSATIONS, about
from nemo_conformance.server.purse import Purse, Spent
from nemo_conformance.server.visit import Guest, Target
from nemo_emulator import Emulator, Settings
from nemo_emulator.settings import Dialect, Limits, Pace, RenderShape, Style

FOREIGN = Settings(
    seed=3, pace=Pace.INSTANT, control_token="a secret", limits=Limits(one_token_per_client=True)
)
HURRY = 1.0


@pytest.fixture(params=["usual", "other"])
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """Two servers that tell nothing of themselves: as usual, and as other as can be."""
    other = replace(
        FOREIGN,
        style=Style.STATUS,
        dialect=Dialect.ADK,
        render_shape=RenderShape.FLAT,
        same_render_id_returns_job=True,
    )
    settings = FOREIGN if request.param == "usual" else other
    with Emulator(settings, renderer=Theatre()) as emulator:
        yield Target(url=emulator.url, patience=HURRY)


UNTOLD = {"S-EXP-4", "S-ENV-3"}


def test_a_foreign_server_is_blamed_for_nothing(target: Target) -> None:
    """Its style, dialect and shape are read from its replies."""
    with Guest(target) as guest:
        records = [guest.hold(one) for one in CONVERSATIONS if guest.suits(one)]

    assert guest.control is None
    assert [blamed(record) for record in records if set(blamed(record)) - UNTOLD] == []


def test_what_needs_a_shared_clock_is_not_exercised(target: Target) -> None:
    """Nor what only a control plane can bring about."""
    report = conform(target, Plan(conversations=about(["S-AUTH-2", "S-CRED-10", "S-AUTH-1"])))

    cells = report.requirements
    assert cells["S-AUTH-2"].status is Status.NOT_EXERCISED
    assert cells["S-CRED-10"].status is Status.NOT_EXERCISED
    assert cells["S-AUTH-1"].status is Status.PASS


def test_nobody_gets_more_than_two_tokens(target: Target) -> None:
    """A foreign server gives each address only a few in a week."""
    with Guest(target) as guest:
        records = [guest.hold(one) for one in CONVERSATIONS if guest.suits(one)]

    calls = [call for record in records for call in record.calls]
    given = [call for call in calls if call.operation == "anonymous_token" and call.fine]
    assert len(given) == 2


def test_no_more_is_sent_than_the_budget_allows(target: Target) -> None:
    """The rest is not exercised, and nobody is blamed for it."""
    purse = Purse(requests=7, messages=0)

    report = conform(target, Plan(conversations=CONVERSATIONS, purse=purse))

    assert purse.sent == 7
    assert report.counts["fail"] == 0
    assert report.requirements["S-SSE-1"].status is Status.NOT_EXERCISED


def test_messages_are_counted_by_themselves() -> None:
    """Each may cost credits."""
    purse = Purse(requests=9, messages=1)
    purse.pay("run_sse")

    with pytest.raises(Spent, match="1 messages were sent, as many as --messages allows"):
        purse.pay("run_sse")

    assert purse.sent == 1


def test_a_token_is_used_in_place_of_an_anonymous_one() -> None:
    """Then no token is asked for in the first person's name."""
    with Emulator(FOREIGN, renderer=Theatre()) as emulator:
        token = emulator.accounts.open()["token"]
        with Guest(Target(url=emulator.url, token=token, patience=HURRY)) as guest:
            records = [guest.hold(one) for one in about(["S-SESS-1", "S-LIM-1"])]

    calls = [call for record in records for call in record.calls]
    assert [call.operation for call in calls] == [
        "credits", "create_session", "create_session", "state",
    ]  # fmt: skip
    assert [blamed(record) for record in records] == [{}, {}]


def test_who_loses_patience_with_a_stream_has_left_it() -> None:
    """A slow stream is not a broken one."""
    slow = replace(FOREIGN, pace=Pace.REALISTIC)
    with (
        Emulator(slow, renderer=Theatre()) as emulator,
        Guest(Target(url=emulator.url, patience=0.05)) as guest,
    ):
        (record,) = [guest.hold(one) for one in about(["S-SSE-1"]) if guest.suits(one)]

    streams = [call for call in record.calls if call.is_stream]
    assert {(call.left, call.whole) for call in streams} == {(True, False)}
    assert blamed(record) == {}
