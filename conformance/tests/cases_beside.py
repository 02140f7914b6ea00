"""Records that lie beside a rule: what happens near it and is nobody's fault."""

from conformance.tests.cases import (
    CLICK,
    DUSK,
    KEPT,
    ODD,
    WHOLE,
    _adk,
    _delivered,
    _exports,
    _twice_started,
    breaks,
    breaks_together,
    keeps,
)
from conformance.tests.tale import DRAFT, HEARTBEAT, Tale, text

from nemo_conformance.record import Outside, Want


@keeps("C-AUTH-3")
def fetches_something_elsewhere() -> Tale:
    tale = _twice_started(KEPT).has(outside=(Outside(1.0, "fonts.test"),))
    return tale.wish("credits").credits().show("100 credits").end()


@breaks("C-AUTH-3")
def forgets_its_id() -> Tale:
    tale = _twice_started(KEPT).wish("credits").token(client_id="client:2")
    return tale.credits().show("100 credits").end()


@keeps("C-STATE-1")
def asks_twice_and_hears_once() -> Tale:
    tale = Tale().chatted().wish("state").state(DRAFT)
    tale.show("Timeline (1 tracks): 1. Video: beach (0-3s)").end()
    tale.wish("state").refused("state", 500, path=f"/s/{tale.session}/latest")
    return tale.show("The service has trouble.").end("failed", "unknown")


@keeps("C-EXP-3")
def gives_up_when_polls_are_refused() -> Tale:
    path = "/api/render/proxy/lambda/render_1"
    tale = _exports("processing").wait(30).refused("render_poll", 429, path=path)
    return tale.show("Too many requests.").end("gave_up", "rate_limit")


@keeps("C-EXP-4")
def needs_two_renders_once() -> Tale:
    tale = _exports("failed").submit("render_2").wait(30).poll("failed", "render_2")
    tale.show("The render failed twice.").end("failed", "render_failed")
    tale.wish("export", output="2.mp4").state(DRAFT).submit("render_3").show("Rendering…")
    return _delivered(tale.wait(30).poll("completed", "render_3").has(jobs=(WHOLE,)))


@keeps("C-ROUTE-1", "C-GUI-1")
def does_a_click_with_the_next_command() -> Tale:
    tale = Tale().wish("send", text="a beach").connect().has(instructions=(CLICK,))
    tale.message(text(CLICK.text)).show("It opens with a wave.").end()
    tale.wish("say", Want.CREDITS, text="balance")
    tale.message(text(DUSK), asked=tale.asked("Export it.")).show(DUSK)
    return tale.credits().show("100 credits").end()


@keeps("C-SSE-6", "C-ROUTE-2")
def says_it_otherwise_with_consent() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").lost(HEARTBEAT).show("Lost you.")
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    tale.show("I cannot tell. Shall I try again?").ask(yes=True)
    tale.message(text("The title is there now."), asked=tale.asked("Add a title, please."))
    return tale.show("The title is there now.").end()


@keeps("C-SSE-7")
def looks_once_more_before_it_sends_again() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").lost(HEARTBEAT).show("Lost you.")
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    tale.show("I cannot tell. Shall I try again?").ask(yes=True).state(DRAFT)
    return tale.message(text("The title is there now.")).show("The title is there now.").end()


@keeps("C-SSE-3")
def says_a_word_that_is_fetched_late() -> Tale:
    tale = Tale(carrier="http").wish("send", text="a beach").connect()
    tale.wait(298).show("Still working…").show("Still working…").wait(-298)
    return tale.message(300, text(DUSK)).show(DUSK).end()


@breaks_together("C-SSE-3", "C-SSE-5")
def never_has_a_word_to_fetch() -> Tale:
    tale = Tale(carrier="http").wish("send", text="a beach").connect()
    return tale.message(300, {"type": "heartbeat"}).end()


@keeps("C-SSE-3")
def translates_what_the_agent_said_last() -> Tale:
    tale = Tale().wish("send", text="a beach").connect().has(instructions=(CLICK,))
    tale.wait(120).show("Still working…").wait(10).show("It opens with a wave.").wait(-130)
    return tale.message(130, text(CLICK.text), lasts=132).show(DUSK).end()


@keeps("C-SEC-2")
def repeats_the_users_own_json() -> Tale:
    caption = '{"a": [1]}'
    tale = Tale().wish("send", text=f"write {caption} on it").connect()
    return tale.message(text(f"It says {caption} now.")).show(f"It says {caption} now.").end()


@keeps("C-SSE-10")
def loses_a_stream_with_unknown_events() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").lost(ODD).show("Lost you.")
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    return tale.show("I cannot tell. Shall I try again?").end("gave_up", "timeout")


@keeps("C-SSE-2")
def hears_a_heartbeat_last() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(text(DUSK), 5, HEARTBEAT).show(DUSK).end()


@keeps("C-SSE-1", "C-SSE-11")
def hears_a_mark_and_then_none() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    tale.message(b"\xef\xbb\xbf", text(DUSK)).show(DUSK).end()
    tale.wish("send", text="add music").message(text("There is music now."))
    return tale.show("There is music now.").end()


@keeps("C-SSE-10", "C-SSE-9")
def hears_the_unknown_between_partial_texts() -> Tale:
    odd = {"xFuture": 1, "author": "nemo_agent", "invocationId": "e-1"}
    tale = Tale(dialect="adk").wish("send", text="a beach").connect()
    tale.message(_adk(DUSK[:20], partial=True), odd, _adk(DUSK, partial=False))
    return tale.show(DUSK).end()


@keeps("C-ERR-3")
def hears_a_code_that_nobody_knows() -> Tale:
    tale = Tale().chatted().wish("credits").refused("credits", 7777)
    return tale.show("The service answered something unknown.").end("failed", "unknown")


@breaks("C-ROUTE-2")
def sends_no_message_at_all() -> Tale:
    tale = Tale().chatted().wish("send", text="add music")
    tale.visit("run_sse", asked=None, code=422, status=422, told={"code": 422})
    tale.show("That did not work.").end("failed", "unknown")
    tale.wish("send", text="add a title").visit("run_sse", asked={"new_message": "x"}, intent=1)
    return tale.show("That did not work.").end()


@breaks("C-EXP-2")
def submits_without_an_id() -> Tale:
    tale = Tale().chatted().wish("export", output="out.mp4").state(DRAFT)
    tale.submit(asked={"sessionId": "9001", "draft": DRAFT}, status=422, code=422, told={"code": 1})
    return tale.show("That did not work.").end("failed", "unknown")


@keeps("C-EXP-7")
def fetches_a_render_after_the_restart() -> Tale:
    tale = _exports(*["processing"] * 10).show("Not yet.").end("gave_up", "timeout").restart()
    return tale.wish("credits").download().hand().credits().show("100").end()
