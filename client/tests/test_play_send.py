"""Messages: every way a stream can end, and what the user gets to know of it."""

import pytest

from nemo_client.errors import (
    FileTypeRefused,
    OutOfCredits,
    RateLimited,
    Refused,
    SessionLost,
    TokenRefused,
    Uncertain,
    WorkFailed,
)
from nemo_client.flows import send
from nemo_client.flows.steps import Broken, Chunk, Kind
from nemo_client.stage import (
    After,
    Stage,
    broken,
    desk,
    end,
    ok,
    refused,
    reply,
    said,
    sse,
    state,
    streaming,
)

DRAFT = {"t": [{"tt": 7, "sg": [{"id": "a", "s": 0, "d": 3000, "m": {"text": "Paradise"}}]}]}
SESSION = ok({"session_id": "70", "task_id": "t"})
BEAT = sse({"type": "heartbeat"})
TOOL = sse({"type": "tool_call", "name": "edit", "args": {}})
ADDED = "Added title “Paradise”, 0–3 s."


def test_text_is_shown_in_order_and_once() -> None:
    """C-SSE-11: what is said is shown; what is done inside is not (C-SSE-4)."""
    stage = Stage([streaming(), TOOL, said("One.", "Two."), BEAT, end()])

    talked = stage.play(send(desk(), "make it"))

    assert talked.texts == ("One.", "Two.")
    assert stage.told(Kind.SAID) == ["One.", "Two."]
    assert stage.asked == ["run_sse"]


def test_message_goes_out_as_it_was_said() -> None:
    """C-ROUTE-2: all snake_case, the words unchanged."""
    stage = Stage([streaming(), said("ok"), end()])

    stage.play(send(desk(), "  make  it POP "))

    (request,) = stage.requests
    assert request.headers["Accept"] == "text/event-stream"
    assert request.json == {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": "7",
        "new_message": {"parts": [{"text": "  make  it POP "}]},
    }


def test_partial_text_and_its_aggregate_are_shown_once() -> None:
    """C-SSE-9: in the dialect ``adk``."""
    part = {
        "author": "a",
        "invocationId": "i",
        "content": {"role": "model", "parts": [{"text": "Do"}]},
    }
    whole = part | {"content": {"role": "model", "parts": [{"text": "DoDo"}]}}
    pieces = sse(part | {"partial": True}, part | {"partial": True}, whole)
    stage = Stage([streaming(), pieces, end()])

    assert stage.play(send(desk(), "x")).texts == ("DoDo",)


def test_silent_edit_is_found_by_comparing() -> None:
    """C-SSE-5: no text, so the state tells what was done."""
    stage = Stage([streaming(), TOOL, end(), state(DRAFT)])

    talked = stage.play(send(desk(), "add a title"))

    assert stage.asked == ["run_sse", "state"]
    assert ADDED in talked.changed
    assert stage.told(Kind.SUMMARY) == ['Timeline (1 track): 1. Title: "Paradise" (0-3s)']


def test_silence_without_change_claims_nothing() -> None:
    """C-SSE-5: say so."""
    stage = Stage([streaming(), end(), state(None)])

    talked = stage.play(send(desk(), "x"))

    assert talked.changed == ()
    assert "nothing changed" in stage.told(Kind.WARNING)[0]


def test_uploads_and_analyses_are_no_edit() -> None:
    """C-SSE-5: only what is on the timeline counts."""
    stage = Stage(
        [streaming(), end(), state(None, video_infos=[{"x": 1}], video_analyses={"y": 2})]
    )

    assert stage.play(send(desk(), "x")).changed == ()


def test_state_before_is_asked_for_when_it_may_have_changed() -> None:
    """C-SSE-5: compare with before, not with a memory."""
    at = desk()
    at.known = None
    stage = Stage([state(DRAFT), streaming(), end(), state(DRAFT)])

    talked = stage.play(send(at, "x"))

    assert stage.asked == ["state", "run_sse", "state"]
    assert talked.changed == ()


def test_dropped_stream_is_followed_by_looking() -> None:
    """C-SSE-7: after 30 s, then every 60 s, until something has changed; never sent again."""
    stage = Stage([streaming(), TOOL, broken(), state(None), state(None), state(DRAFT)])

    talked = stage.play(send(desk(), "x"))

    assert stage.asked == ["run_sse", "wait 30", "state", "wait 60", "state", "wait 60", "state"]
    assert ADDED in talked.changed


def test_five_looks_without_change_are_enough() -> None:
    """C-SSE-7: give up, report, offer to send again; C-SSE-6: not without leave."""
    stage = Stage([streaming(), broken(), *[state(None)] * 5])

    with pytest.raises(Uncertain, match="still be running"):
        stage.play(send(desk(), "x"))

    assert stage.count("state") == 5
    assert stage.count("run_sse") == 1
    assert stage.asked[-1] == "ask resend"
    assert stage.now == 270


def test_failed_looks_do_not_count() -> None:
    """C-SSE-7: a query that fails is neither changed nor unchanged."""
    looks = [refused(429), state(None), broken(), *[state(None)] * 3, refused(9999), state(None)]
    stage = Stage([streaming(), broken(), *looks])

    with pytest.raises(Uncertain):
        stage.play(send(desk(), "x"))

    assert stage.count("state") == 8


def test_a_draft_that_is_none_is_no_change() -> None:
    """C-SSE-7: a look that brings rubbish has failed."""
    stage = Stage([streaming(), broken(), state({"t": {"0": {"sg": {}}}}), state(DRAFT)])

    talked = stage.play(send(desk(), "x"))

    assert stage.count("state") == 2
    assert ADDED in talked.changed


def test_looking_ends_when_every_look_fails() -> None:
    """A service that never answers does not hold the user for ever."""
    stage = Stage([streaming(), broken(), *[refused(500)] * 10])

    with pytest.raises(Uncertain):
        stage.play(send(desk(), "x"))

    assert stage.count("state") == 10


def test_consent_allows_one_repetition() -> None:
    """C-SSE-6: after the user agreed, once."""
    lost = [streaming(), broken(), *[state(None)] * 5]
    stage = Stage([*lost, *lost], consents=True)

    with pytest.raises(Uncertain):
        stage.play(send(desk(), "x"))

    assert stage.count("run_sse") == 2
    assert stage.asked.count("ask resend") == 1


def test_still_working_every_two_minutes() -> None:
    """C-SSE-3: not more often, whatever beats."""
    beats = [After(10, BEAT) for _ in range(36)]
    stage = Stage([streaming(), *beats, said("Done."), end()])

    stage.play(send(desk(), "x"))

    assert stage.told(Kind.STATUS).count("⏳ Still working…") == 3


def test_ten_minutes_of_heartbeats_are_a_timeout() -> None:
    """C-SSE-8: heartbeats, comments and unknown types are no activity."""
    noise = sse({"type": "heartbeat"}, {"type": "news"})
    beats = [After(15, noise if n % 2 else Chunk(0, b": c\n\ndata:\n\n")) for n in range(40)]
    stage = Stage([streaming(), *beats, state(DRAFT)])

    talked = stage.play(send(desk(), "x"))

    assert ADDED in talked.changed
    assert stage.now == 630


def test_activity_prolongs_up_to_fifteen_minutes() -> None:
    """C-SSE-8: tool calls keep the stream open, but not beyond 900 s from the headers."""
    stage = Stage([streaming(), *[After(100, TOOL) for _ in range(9)], state(DRAFT)])

    stage.play(send(desk(), "x"))

    assert stage.now == 930


def test_a_mute_stream_is_a_timeout_too() -> None:
    """C-SSE-8: nothing at all for 10 minutes."""
    stage = Stage([streaming()])

    with pytest.raises(AssertionError, match="script ends before 'state'"):
        stage.play(send(desk(), "x"))

    assert stage.now == 630


@pytest.mark.parametrize(
    "texts", [("Done.", "I encountered a temporary issue. Retry."), ("Done.",)]
)
def test_trailing_apology_is_noise(texts: tuple[str, ...]) -> None:
    """C-SSE-9: after a normal answer it is dropped."""
    stage = Stage([streaming(), said(*texts), end()])

    assert stage.play(send(desk(), "x")).texts == ("Done.",)


def test_apology_in_the_middle_is_shown() -> None:
    """C-SSE-11: what something follows is part of the answer."""
    stage = Stage([streaming(), said("I encountered a temporary issue.", "Done."), end()])

    assert len(stage.play(send(desk(), "x")).texts) == 2


def test_apology_alone_is_shown_and_looked_behind() -> None:
    """It is no answer, so the state is asked."""
    stage = Stage([streaming(), said("I encountered a temporary issue."), end(), state(DRAFT)])

    talked = stage.play(send(desk(), "x"))

    assert stage.told(Kind.SAID) == ["I encountered a temporary issue."]
    assert ADDED in talked.changed


def test_screen_talk_is_not_shown() -> None:
    """C-GUI-1: the description stays, the instruction becomes a hint."""
    text = "I added the title. Click the Export button to download it."
    stage = Stage([streaming(), said(text), end()])

    talked = stage.play(send(desk(), "x"))

    assert talked.texts == ("I added the title.",)
    assert stage.told(Kind.HINT) == ['Say "export" when you want the finished video.']


def test_open_becomes_a_summary() -> None:
    """C-GUI-1: open → query the state."""
    text = "Done. Open the timeline panel to see it."
    stage = Stage([streaming(), said(text), end(), state(DRAFT)])

    stage.play(send(desk(), "x"))

    assert stage.asked == ["run_sse", "state"]
    assert stage.told(Kind.SUMMARY)[0].startswith("Timeline (1 track)")


def test_summary_that_fails_spoils_nothing() -> None:
    """The answer was given; the summary is an extra."""
    text = "Done. Open the timeline panel to see it."
    stage = Stage([streaming(), said(text), end(), refused(9999)])

    assert stage.play(send(desk(), "x")).texts == ("Done.",)


def test_summary_for_which_the_own_token_is_refused_says_so() -> None:
    """C-AUTH-4: the message was done, but what comes next will not be."""
    text = "Done. Open the timeline panel to see it."
    stage = Stage([streaming(), said(text), end(), refused(1001)])

    assert stage.play(send(desk(token="nmv_usr_mine"), "x")).texts == ("Done.",)
    assert "NEMO_TOKEN" in stage.told(Kind.WARNING)[-1]


def test_only_screen_talk_counts_as_silence() -> None:
    """C-SSE-5: the user heard nothing, so the state tells."""
    stage = Stage([streaming(), said("Click the Export button."), end(), state(DRAFT)])

    assert ADDED in stage.play(send(desk(), "x")).changed


def test_error_in_the_stream_is_reported() -> None:
    """The work failed; what changed all the same is told."""
    fault = sse({"type": "error", "code": "oops", "message": "the model is tired"})
    stage = Stage([streaming(), fault, end(), state(None)])

    with pytest.raises(WorkFailed, match="the model is tired"):
        stage.play(send(desk(), "x"))


def test_known_code_in_the_stream_keeps_its_meaning() -> None:
    """C-CRED-2: also when it comes late."""
    stage = Stage([streaming(), said("Hm."), sse({"type": "error", "code": 2001}), end()])

    with pytest.raises(OutOfCredits, match=r"register\?bind=anon_0"):
        stage.play(send(desk(), "x"))


def test_message_refused_for_credits() -> None:
    """C-CRED-2, C-ERR-5: the code in the body beats HTTP 402; nothing is sent again."""
    stage = Stage([refused(2001, 402)])

    with pytest.raises(OutOfCredits) as caught:
        stage.play(send(desk(), "x"))

    assert caught.value.link == "http://web.test/register?bind=anon_0"
    assert stage.asked == ["run_sse"]


def test_registered_user_is_told_to_top_up() -> None:
    """C-CRED-2"""
    stage = Stage([refused(2001)])

    with pytest.raises(OutOfCredits, match="Top up") as caught:
        stage.play(send(desk(token="nmv_usr_mine"), "x"))

    assert caught.value.link == ""


def test_message_to_a_lost_session_goes_into_a_new_one() -> None:
    """C-SESS-2: once, and what is compared with is the new session's emptiness."""
    at = desk()
    at.known = {"draft": DRAFT}
    stage = Stage([refused(1002), SESSION, streaming(), end(), state(None)])

    talked = stage.play(send(at, "x"))

    assert stage.asked == ["run_sse", "create_session", "run_sse", "state"]
    assert stage.requests[2].json is not None
    assert stage.requests[2].json["session_id"] == "70"
    assert talked.changed == ()


@pytest.mark.parametrize(
    "answer",
    [
        broken(),
        reply(502, b"<html>Bad gateway</html>"),
        reply(200, b"<html>Welcome</html>"),
        reply(500, {"code": 500, "message": "oops"}),
        reply(200, {"code": 0, "data": {}}),
    ],
)
def test_unknown_arrival_is_looked_into_not_repeated(answer: Broken) -> None:
    """C-ERR-4: the message may be at work."""
    stage = Stage([answer, state(DRAFT)])

    talked = stage.play(send(desk(), "x"))

    assert stage.asked == ["run_sse", "wait 30", "state"]
    assert ADDED in talked.changed


def test_message_that_never_arrived_is_sent_again() -> None:
    """C-ERR-4: no connection, no message."""
    stage = Stage([broken(sent=False), streaming(), said("ok"), end()])

    stage.play(send(desk(), "x"))

    assert stage.asked == ["run_sse", "wait 1", "run_sse"]


def test_unknown_code_is_reported_with_its_number() -> None:
    """C-ERR-3"""
    stage = Stage([refused(9999)])

    with pytest.raises(Refused, match="code 9999"):
        stage.play(send(desk(), "x"))


def test_silent_end_with_a_broken_state_goes_on_looking() -> None:
    """C-SSE-5: query at least once; what fails is tried again at the usual pace."""
    stage = Stage([streaming(), end(), broken(), broken(), state(DRAFT)])

    talked = stage.play(send(desk(), "x"))

    assert stage.asked == ["run_sse", "state", "wait 2", "state", "wait 30", "state"]
    assert ADDED in talked.changed


def test_session_lost_while_looking() -> None:
    """C-SESS-2: a new session is opened, but the message's work is gone with the old one."""
    stage = Stage([streaming(), broken(), refused(1002), SESSION, state(None)])

    with pytest.raises(SessionLost, match="Start again"):
        stage.play(send(desk(), "x"))


def test_own_token_refused_while_looking() -> None:
    """C-AUTH-4: looking on would be in vain."""
    stage = Stage([streaming(), broken(), refused(1001)])

    with pytest.raises(TokenRefused, match="NEMO_TOKEN"):
        stage.play(send(desk(token="nmv_usr_mine"), "x"))


def test_message_rate_limited_twice_is_reported() -> None:
    """C-ERR-2: on any endpoint."""
    stage = Stage([refused(429), refused(429)])

    with pytest.raises(RateLimited):
        stage.play(send(desk(), "x"))

    assert stage.asked == ["run_sse", "wait 30", "run_sse"]


def test_secrets_in_the_answer_are_blotted_out() -> None:
    """C-SEC-2: whoever says them."""
    stage = Stage([streaming(), said("Your token is nmv_usr_abc123."), end()])

    assert "nmv_usr_" not in " ".join((stage.play(send(desk(), "x")), stage.told())[1])


def test_half_characters_can_be_shown() -> None:
    """A lone surrogate in the answer cannot be printed, so it is replaced."""
    stage = Stage([streaming(), said("odd \ud800 sign"), end()])

    stage.play(send(desk(), "x"))

    assert stage.told(Kind.SAID) == ["odd ? sign"]


def test_bare_status_is_enough() -> None:
    """C-ERR-3: style ``status`` without a body."""
    stage = Stage([reply(415, b"")])

    with pytest.raises(FileTypeRefused):
        stage.play(send(desk(), "x"))


def test_event_too_large_ends_the_stream() -> None:
    """Memory stays bounded; the work is looked for like after a drop."""
    flood = [Chunk(0, b"x" * 20_000_000) for _ in range(2)]
    stage = Stage([streaming(), *flood, state(DRAFT)])

    assert ADDED in stage.play(send(desk(), "x")).changed
