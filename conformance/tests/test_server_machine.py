"""Drawn conversations: the emulator keeps every rule in them, and what breaks one is shrunk."""

from collections.abc import Iterator

import pytest
from conformance.tests.breakage import Breaking
from conformance.tests.broken_servers import BROKEN
from conformance.tests.theatre import Theatre

from nemo_conformance.judge import Status
from nemo_conformance.server.machine import Lane
from nemo_conformance.server.purse import Purse
from nemo_conformance.server.visit import Guest, Target
from nemo_emulator import create_app
from nemo_emulator.emulator import Loop
from nemo_emulator.server import serving
from nemo_emulator.settings import Settings

BAD = {Status.FAIL, Status.WARN, Status.HARNESS_ERROR}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Breaking]]:
    """The emulator with a layer in front of it, and where it is."""
    loop, layer = Loop(), Breaking(create_app(Settings(seed=1), renderer=Theatre()))
    serves = serving(layer)
    url = loop.run(serves.__aenter__()).url
    yield url, layer
    loop.run(serves.__aexit__(None, None, None))
    loop.close()


def test_the_emulator_keeps_the_rules_in_drawn_conversations(server: tuple[str, Breaking]) -> None:
    """And more than thirty of them are exercised."""
    with Guest(Target(url=server[0])) as guest:
        judged = list(Lane(examples=15, number=1)(guest))

    verdicts = [one for _, every in judged for one in every]
    assert [one for one in verdicts if one.status in BAD] == []
    assert len({v.requirement for v in verdicts if v.behaviour is Status.PASS}) > 30


def test_a_broken_server_is_shrunk_to_a_few_requests(server: tuple[str, Breaking]) -> None:
    """A token, a session without a task: nothing else is needed to show it."""
    url, layer = server
    layer.breakage = BROKEN["session_without_task"]

    with Guest(Target(url=url)) as guest:
        judged = list(Lane(examples=8, number=1)(guest))
    layer.breakage = None

    (found,) = [one for one in judged if one[0].conversation == "drawn-S-SESS-1"]
    assert {call.operation for call in found[0].calls} == {"anonymous_token", "create_session"}
    assert len(found[0].calls) <= 3
    assert [one.requirement for one in found[1]] == ["S-SESS-1"]


def test_what_is_known_is_not_looked_for(server: tuple[str, Breaking]) -> None:
    """The curated conversations have told of it already."""
    url, layer = server
    layer.breakage = BROKEN["session_without_task"]

    with Guest(Target(url=url)) as guest:
        judged = list(Lane(examples=5, number=1)(guest, frozenset({"S-SESS-1"})))
    layer.breakage = None

    assert {record.conversation for record, _ in judged} == {"drawn"}


def test_the_budget_ends_it_at_once(server: tuple[str, Breaking]) -> None:
    """Nothing more is sent than was allowed."""
    purse = Purse(requests=30)

    with Guest(Target(url=server[0]), purse) as guest:
        list(Lane(examples=50, number=1)(guest))

    assert purse.sent == 30
