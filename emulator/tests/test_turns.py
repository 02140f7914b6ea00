"""Turns go on by themselves, in their time, through disconnects and restarts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from emulator.tests.stage import INSTANT, Emu, User, message, payloads, running

from nemo_emulator.clock import ManualClock
from nemo_emulator.settings import Dialect, Pace, Settings

SMOOTH = "turn these images into a smooth video with transitions"
PACED = replace(INSTANT, pace=Pace.REALISTIC)


def prepared(emu: Emu) -> tuple[User, str]:
    user = emu.sign_in()
    session = user.session()
    user.upload(session, "beach.jpg", "forest.jpg")
    return user, session


def leave_early(user: User, session: str) -> None:
    """Send a message and go away when the stream has begun."""
    with user.emu.http.stream(
        "POST", "/run_sse", json=message(session, SMOOTH), headers=user.headers
    ) as reply:
        assert reply.status_code == 200


def test_work_goes_on_when_the_reader_left() -> None:
    """2.4: the edit is made and its credits are charged once."""
    with running(PACED) as emu:
        user, session = prepared(emu)

        leave_early(user, session)
        at_once = user.credits()
        emu.advance(60)

        assert at_once == {"available": 50, "frozen": 50, "total": 100}
        assert user.state(session)["draft"]["t"] != []
        assert user.credits() == {"available": 50, "frozen": 0, "total": 50}


def test_work_may_end_with_its_reader() -> None:
    """The switch ``abort``: nothing is changed, nothing is charged."""
    with running(replace(PACED, abort_on_disconnect=True)) as emu:
        user, session = prepared(emu)

        leave_early(user, session)
        for _ in range(100):
            if not emu.services.state.turns:
                break
            emu.advance(0.01)
        emu.advance(60)

        assert user.credits() == {"available": 100, "frozen": 0, "total": 100}
        assert user.state(session)["draft"]["t"] == []
        assert [row.status for row in emu.services.state.ledger] == ["aborted"]


def test_steps_come_in_their_time() -> None:
    """An edit lasts 10 to 30 virtual seconds (contract.md 2.4)."""
    with running(PACED) as emu:
        user, session = prepared(emu)
        leave_early(user, session)

        emu.advance(9.9)
        early = len(emu.services.state.turns)
        emu.advance(20.2)

        assert (early, len(emu.services.state.turns)) == (1, 0)


def test_a_turn_outlives_the_server(tmp_path: Path) -> None:
    """Stopped in the middle, it is carried on by the next start, and charged once."""
    clock = ManualClock()
    settings = replace(PACED, data=tmp_path)
    with running(settings, clock=clock) as emu:
        user, session = prepared(emu)
        leave_early(user, session)
        emu.advance(1)
        token = user.data

    with running(settings, clock=ManualClock(clock.now())) as emu:
        user = User(emu, token)
        emu.advance(60)

        assert user.state(session)["draft"]["t"] != []
        assert user.credits() == {"available": 50, "frozen": 0, "total": 50}


def test_the_same_seed_gives_the_same_stream() -> None:
    """Byte for byte."""

    def stream(settings: Settings) -> str:
        with running(settings) as emu:
            user = emu.sign_in()
            return user.say(user.session(), "hello, what can you do?")

    assert stream(INSTANT) == stream(INSTANT)


def test_adk_streams_carry_the_same_texts() -> None:
    """The other dialect says the same, in its own form."""

    def texts(dialect: Dialect) -> list[str]:
        with running(replace(INSTANT, dialect=dialect)) as emu:
            user = emu.sign_in()
            events = payloads(user.say(user.session(), "hello, what can you do?"))
        if dialect is Dialect.TYPED:
            return [event["content"] for event in events if event["type"] == "text"]
        return [
            part["text"]
            for event in events
            if not event.get("partial")
            for part in event.get("content", {}).get("parts", [])
            if "text" in part
        ]

    assert texts(Dialect.TYPED) == texts(Dialect.ADK) != []


@pytest.mark.parametrize("dialect", list(Dialect))
def test_an_edit_that_became_impossible_fails(dialect: Dialect) -> None:
    """Two messages at once may contradict each other: the later one says so and costs nothing."""
    with running(replace(PACED, dialect=dialect)) as emu:
        user, session = prepared(emu)
        user.emu.advance(0)
        leave_early(user, session)
        emu.advance(60)
        for text in ("start over", "remove the second picture"):
            with user.emu.http.stream(
                "POST", "/run_sse", json=message(session, text), headers=user.headers
            ):
                pass
        emu.advance(60)

        ended = [row.status for row in emu.services.state.ledger]
        assert len(ended) == 3
        assert not emu.services.state.turns
        assert json.dumps(user.credits()) == '{"available": 50, "frozen": 0, "total": 50}'
