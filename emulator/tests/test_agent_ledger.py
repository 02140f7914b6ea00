"""What messages cost, over HTTP (contract.md 2.6)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from emulator.tests.stage import INSTANT, Emu, User, message, payloads, running

from nemo_emulator.settings import Dialect, Pace, Prices, Settings
from nemo_emulator.world import events as e

SMOOTH = "make a smooth slideshow of my photos"
BOTH = "make a smooth slideshow of my photos, then generate a 5 second sunset clip"
TWO = "a 5 second sunset clip. then a 6 second clip of a starry sky"


def prepared(emu: Emu, credits_left: int = 100, language: str = "en") -> tuple[User, str]:
    """Somebody with two pictures and so many credits."""
    user = emu.sign_in()
    emu.services.memory.commit((e.CreditsGranted(user.data["user_id"], credits_left),))
    session = user.session(language)
    user.upload(session, "beach.jpg", "forest.jpg")
    return user, session


def amounts(emu: Emu) -> list[tuple[str, int, str]]:
    """The ledger: what each turn was, what it took, how it ended."""
    return [(row.kind, row.amount, row.status) for row in emu.services.state.ledger]


def shown(user: User, session: str) -> int:
    """How many clips the timeline has."""
    tracks = user.state(session)["draft"]["t"]
    return sum(len(track["sg"]) for track in tracks if track["tt"] == 0)


def errors(events: Sequence[dict[str, Any]]) -> list[int]:
    """The codes of the error events of a stream."""
    return [event["code"] for event in events if event["type"] == "error"]


def test_a_message_sent_twice_is_two_rows() -> None:
    """Both are carried out; the session's first edit pays."""
    with running(INSTANT) as emu:
        user, session = prepared(emu)

        user.say(session, "duplicate the first photo")
        user.say(session, "duplicate the first photo")

        assert amounts(emu) == [("edit", 50, "done"), ("edit", 0, "done")]
        assert shown(user, session) == 4


def test_worlds_may_price_every_message() -> None:
    """Answers, questions and edits alike, besides what they cost anyway."""
    with running(replace(INSTANT, prices=Prices(message=3))) as emu:
        user, session = prepared(emu)

        for text in ("hello", "blorp the fnord", SMOOTH, "reverse the order"):
            user.say(session, text)

        assert [amount for _, amount, _ in amounts(emu)] == [3, 3, 53, 3]
        assert user.credits() == {"available": 38, "frozen": 0, "total": 38}


def test_out_of_credits_comes_before_anything_happens() -> None:
    """2001 in an envelope: no stream, no row, no change."""
    with running(INSTANT) as emu:
        user, session = prepared(emu, credits_left=49)

        reply = user.say(session, SMOOTH)

        assert '"code":2001' in reply
        assert amounts(emu) == []
        assert shown(user, session) == 0
        assert user.credits() == {"available": 49, "frozen": 0, "total": 49}


def test_a_priced_message_counts_against_what_is_left() -> None:
    """50 for the edit and 1 for the message are more than 50."""
    with running(replace(INSTANT, prices=Prices(message=1))) as emu:
        user, session = prepared(emu, credits_left=50)

        assert '"code":2001' in user.say(session, SMOOTH)
        assert '"type":"text"' in user.say(session, "hello")


@pytest.mark.parametrize(
    ("language", "told"), [("en", "is left undone"), ("zh", "都没有做")], ids=["english", "chinese"]
)
def test_credits_that_run_out_on_the_way_end_the_turn(language: str, told: str) -> None:
    """What was paid for is done; the rest is left, said, and told as an error event 2001."""
    with running(INSTANT) as emu:
        user, session = prepared(emu, language=language)

        events = payloads(user.say(session, BOTH))

        texts = [event["content"] for event in events if event["type"] == "text"]
        assert told in texts[-1]
        assert events[-1]["code"] == 2001
        assert events[-1]["message"] == "This needs 100 credits and 50 are left."
        assert shown(user, session) == 2
        assert user.state(session)["generated_media"] == []
        assert amounts(emu) == [("edit", 50, "done")]
        assert user.credits() == {"available": 50, "frozen": 0, "total": 50}


def test_the_other_dialect_tells_of_it_too() -> None:
    """As ``errorCode``."""
    with running(replace(INSTANT, dialect=Dialect.ADK)) as emu:
        user, session = prepared(emu)

        assert payloads(user.say(session, BOTH))[-1]["errorCode"] == "2001"


def test_enough_credits_pay_for_every_part() -> None:
    """50 for the edit, 100 for the clip; what follows the clip is in its price."""
    with running(INSTANT) as emu:
        user, session = prepared(emu, credits_left=150)

        events = payloads(user.say(session, BOTH))

        assert errors(events) == []
        assert shown(user, session) == 3
        assert amounts(emu) == [("generation", 150, "done")]


@pytest.mark.parametrize(("left", "clips", "taken"), [(200, 2, 200), (199, 1, 100)])
def test_each_clip_is_paid_for(left: int, clips: int, taken: int) -> None:
    """Two clips in one message cost twice; the second is not begun without its price."""
    with running(INSTANT) as emu:
        user, session = prepared(emu, credits_left=left)

        events = payloads(user.say(session, TWO))

        assert errors(events) == [2001] * (2 - clips)
        assert len(user.state(session)["generated_media"]) == clips
        assert amounts(emu) == [("generation", taken, "done")]


def test_a_price_is_reserved_while_the_work_runs() -> None:
    """Captured when it is done, not before."""
    settings = Settings(pace=Pace.REALISTIC, seed=7)
    with running(settings) as emu:
        user, session = prepared(emu, credits_left=300)
        body = message(session, BOTH)
        with emu.http.stream("POST", "/run_sse", json=body, headers=user.headers):
            pass

        running_now = user.credits()
        emu.advance(301)

        assert running_now == {"available": 150, "frozen": 150, "total": 300}
        assert user.credits() == {"available": 150, "frozen": 0, "total": 150}


def test_exports_and_answers_are_free() -> None:
    """A finished render leaves the credits as they were."""
    with running(INSTANT) as emu:
        user, session = prepared(emu)
        user.say(session, SMOOTH)
        before = user.credits()

        user.say(session, "how does this work?")
        user.export(session)
        emu.develop()

        assert user.poll()["status"] == "completed"
        assert user.credits() == before
