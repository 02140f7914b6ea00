"""Every switch of the agent's behaviour, as a client meets it on the wire (contract.md 2.4)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from emulator.tests.agent_transcript import GOLDEN, language, said
from emulator.tests.stage import INSTANT, Emu, User, message, payloads, running

from nemo_emulator.agent.speech.gui import INSTRUCTIONS
from nemo_emulator.settings import GuiPlace, HeartbeatShape, Manners, Pace, Prices, Settings
from nemo_emulator.tuning import SettingError, tuned

QUIET = Manners(silent_share=0, noise_share=0, gui_share=0)
RICH = Prices(grant=5000)
SCREEN = {
    "en": re.compile(
        r"\b(click|open the|drag|preview the result in the timeline)\b", re.IGNORECASE
    ),
    "zh": re.compile("点击|打开|拖拽|在时间线中预览"),
}
NOISE = {"en": "temporary issue", "zh": "临时问题"}
HEARTBEATS = {
    "event": b'data: {"type":"heartbeat"}\n\n',
    "comment": b": heartbeat\n\n",
    "empty": b"data:\n\n",
}


@contextmanager
def behaving(tongue: str = "en", pace: Pace = Pace.INSTANT, **habits: Any) -> Iterator[Any]:
    """An emulator with these habits and somebody with two pictures: to be spoken to."""
    manners = replace(QUIET, **habits)
    with running(replace(INSTANT, pace=pace, habits=manners, prices=RICH)) as emu:
        user = emu.sign_in()
        session = user.session(tongue)
        user.upload(session, "beach.jpg", "forest.jpg")
        yield lambda text: user.post("/run_sse", json=message(session, text)).content


def texts(stream: bytes) -> list[str]:
    """The paragraphs of a stream."""
    return [p["content"] for p in payloads(stream.decode()) if p["type"] == "text"]


EDITS = {"en": "make a slideshow with calm music", "zh": "做一个配舒缓音乐的幻灯片"}


@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_edits_may_be_silent(tongue: str, share: float) -> None:
    """Not a word of text, but the tools' calls: the edit was made."""
    with behaving(tongue, silent_share=share) as say:
        stream = say(EDITS[tongue])

    assert (texts(stream) == []) == bool(share)
    assert {p["type"] for p in payloads(stream.decode())} >= {"tool_call", "tool_result"}


def test_a_third_of_the_edits_are_silent_by_default() -> None:
    """About 30 %, and the seed makes it repeatable."""
    shares = Manners()
    with behaving(silent_share=shares.silent_share) as say:
        said_nothing = [texts(say("reverse the order")) == [] for _ in range(60)]

    assert 0.15 <= sum(said_nothing) / 60 <= 0.45


@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_temporary_issue_may_trail(tongue: str, share: float) -> None:
    """As the last text after normal answers, in the language of the session."""
    with behaving(tongue, noise_share=share) as say:
        found = texts(say(EDITS[tongue]))

    assert (NOISE[tongue] in found[-1]) == bool(share)
    assert not any(NOISE[tongue] in text for text in found[:-1])


@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_answers_may_speak_of_a_screen(tongue: str, share: float) -> None:
    """Of buttons, panels, dragging and timelines, in the language of the session."""
    with behaving(tongue, gui_share=share) as say:
        found = " ".join(texts(say(EDITS[tongue])))

    assert bool(SCREEN[tongue].search(found)) == bool(share)


@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("start", r"^", r"\S"),
        ("middle", r"\S\s?", r"\S"),
        ("clause", r"[;；]\s?", r"$"),
        ("list", r"\n- ", r"\n- \S"),
        ("bold", r"\*\*", r"\*\*"),
    ],
)
def test_the_screen_is_spoken_of_where_it_is_asked_for(
    tongue: str, place: str, before: str, after: str
) -> None:
    """In the same paragraph as the answer."""
    with behaving(tongue, gui_share=1.0, gui_place=GuiPlace(place)) as say:
        last = texts(say(EDITS[tongue]))[-1]

    kinds = (one.english if tongue == "en" else one.chinese for one in INSTRUCTIONS)
    anyhow = "|".join(f"(?i:{re.escape(one)})" for one in kinds)
    assert re.search(f"{before}(?:{anyhow})\\s?{after}", last)


@pytest.mark.parametrize("shape", ["event", "comment", "empty"])
def test_heartbeats_have_the_shape_that_is_asked_for(shape: str) -> None:
    """An event, an SSE comment or an empty ``data:`` line."""
    with behaving(heartbeat_s=1.0, heartbeat_shape=HeartbeatShape(shape)) as say:
        stream = say("hello")

    counted = {name: stream.count(beat) for name, beat in HEARTBEATS.items()}
    assert counted.pop(shape) >= 3
    assert set(counted.values()) == {0}


def test_heartbeats_are_of_every_shape_by_default() -> None:
    """So that a client meets them all."""
    with behaving(heartbeat_s=1.0) as say:
        stream = say("a 10 second sunset timelapse")

    assert min(stream.count(beat) for beat in HEARTBEATS.values()) >= 5


@pytest.mark.parametrize(("every", "least"), [(2.0, 40), (300.0, 0)])
def test_heartbeats_come_as_often_as_asked_for(every: float, least: int) -> None:
    """After so many seconds of quiet; none where nothing is that quiet."""
    with behaving(heartbeat_s=every, heartbeat_shape=HeartbeatShape.COMMENT) as say:
        beats = say("a 10 second sunset timelapse").count(HEARTBEATS["comment"])

    assert beats >= least
    assert beats == 0 or least


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_generation_may_have_a_second_stage(share: float) -> None:
    """Music and a title by itself, announced; or the raw clip alone."""
    with running(
        replace(INSTANT, prices=RICH, habits=replace(QUIET, two_stage_share=share))
    ) as emu:
        user = emu.sign_in()
        session = user.session()
        events = payloads(user.say(session, "a 10 second sunset timelapse"))
        kinds = sorted(track["tt"] for track in user.state(session)["draft"]["t"])

    announced = any("on my own" in p.get("content", "") for p in events)
    assert announced == bool(share)
    assert kinds == ([0, 1, 7] if share else [0])


SPANS = {"hello": (5, 15), "reverse the order": (10, 30), "a 5 second sunset clip": (100, 300)}


@pytest.mark.parametrize(("pace", "factor"), [(Pace.REALISTIC, 1.0), (Pace.FAST, 0.1)])
@pytest.mark.parametrize("text", list(SPANS))
def test_turns_take_the_documented_time(text: str, pace: Pace, factor: float) -> None:
    """In virtual seconds; a tenth of them at the pace "fast"."""
    least, most = (span * factor for span in SPANS[text])
    settings = replace(INSTANT, pace=pace, prices=RICH)
    with running(settings) as emu:
        user, session = prepared(emu)
        leave_early(user, session, text)

        emu.advance(least - 0.01)
        early = len(emu.services.state.turns)
        emu.advance(most - least + 0.02)

        assert (early, len(emu.services.state.turns)) == (1, 0)


def prepared(emu: Emu) -> tuple[User, str]:
    """Somebody with a slideshow."""
    user = emu.sign_in()
    session = user.session()
    user.upload(session, "beach.jpg", "forest.jpg")
    leave_early(user, session, "make a slideshow")
    emu.advance(60)
    return user, session


def leave_early(user: User, session: str, text: str) -> None:
    """Send a message and go away when the stream has begun."""
    body = message(session, text)
    with user.emu.http.stream("POST", "/run_sse", json=body, headers=user.headers) as reply:
        assert reply.status_code == 200


def test_tools_are_named_and_carry_what_no_user_should_see() -> None:
    """Paths and trace ids, in arguments and results (C-SSE-4)."""
    with behaving() as say:
        events = payloads(say(EDITS["en"]).decode())

    calls = [event for event in events if event["type"] == "tool_call"]
    assert {call["name"] for call in calls} >= {"build_timeline", "bgm_select"}
    assert all("/srv/nemo/ws/" in str(call["args"]) for call in calls)


@pytest.mark.parametrize("changes", [{"heartbeat_shape": "loud"}, {"two_stage_share": 2}])
def test_a_habit_that_is_none_is_refused(changes: dict[str, Any]) -> None:
    """With what it may be."""
    with pytest.raises(SettingError):
        tuned(Settings(), {"habits": changes})


@pytest.mark.parametrize("name", ["en-slideshow", "zh-clips"])
def test_the_same_conversation_and_seed_give_the_same_bytes(name: str) -> None:
    """On the stream over a real socket, every one; and the same draft."""
    golden = (GOLDEN / f"{name}.txt").read_text("utf-8")

    def held(seed: int) -> tuple[list[str], str]:
        with running(replace(INSTANT, seed=seed, prices=RICH)) as emu:
            user = emu.sign_in()
            session = user.session(language(golden))
            user.upload(session, "beach.jpg", "clip.mp4", "tone.mp3")
            streams = [user.say(session, text) for text in said(golden)]
            draft = str(user.state(session)["draft"])
            return streams, re.sub(r"'url': '[^']*'", "", draft)

    first = held(7)

    assert held(7) == first
    assert held(8)[0] != first[0]
