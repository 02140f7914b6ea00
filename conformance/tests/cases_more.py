"""More ways to keep a rule and to break it; the ones that are met less often."""

from typing import Any

from conformance.tests.cases import (
    DUSK,
    KEPT,
    PAID,
    WHOLE,
    _delivered,
    _exports,
    _recovers,
    _twice_started,
    breaks,
    breaks_together,
    keeps,
)
from conformance.tests.tale import DRAFT, EMPTY, HEARTBEAT, TITLED, Tale, offered, text, tool

from nemo_conformance.record import Attribution, Ending, Flaw, Leak, Outside, Place, Want


@breaks("C-AUTH-1")
def sends_another_token() -> Tale:
    return Tale(**PAID).wish("connect").show("Connecting…").open().change(bearer="token:9").end()


@breaks("C-AUTH-2")
def invents_a_token() -> Tale:
    tale = Tale().wish("connect").show("Connecting…").token()
    return tale.open().change(bearer="odd:1").end()


@breaks("C-AUTH-3")
def tells_its_id_to_another_origin() -> Tale:
    tale = _twice_started(KEPT).has(outside=(Outside(1.0, "cdn.test", client_id="client:1"),))
    return tale.wish("credits").credits().show("100 credits").end()


@keeps("C-AUTH-3", "C-AUTH-4")
def asks_again_when_refused() -> Tale:
    tale = _twice_started(KEPT).wish("credits").refused("credits", 1001).token()
    return tale.credits().show("100 credits").end()


@breaks("C-AUTH-4")
def repeats_for_ever() -> Tale:
    tale = Tale().chatted().wish("credits").refused("credits", 1001).token()
    tale.refused("credits", 1001).token().refused("credits", 1001)
    return tale.show("Refused.").end("failed", "token")


@breaks("C-AUTH-5")
def retries_without_an_id() -> Tale:
    tale = Tale(**PAID).wish("connect").show("Connecting…").refused("create_session", 1001)
    tale.show("Your token was refused.")
    tale.refused("anonymous_token", 400, bearer=None, client_id="client:1")
    tale.refused("anonymous_token", 400, bearer=None)
    return tale.show("No.").end("failed", "token")


@breaks("C-AUTH-5")
def tries_three_times() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    for _ in range(3):
        tale.refused("anonymous_token", 400, bearer=None, client_id="client:1")
    return tale.show("No.").end("failed", "unknown")


@breaks("C-ATTR-1")
def token_request_with_a_token() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    return tale.token(bearer="token:1").open().show("Ready.").end()


@breaks("C-ATTR-1")
def token_to_another_host() -> Tale:
    return Tale().chatted().has(outside=(Outside(1.0, "cdn.test", bearer="token:1"),))


@breaks("C-ATTR-1")
def ignores_its_front_matter() -> Tale:
    return Tale(attribution=Attribution(source="acme-video", version="3.2.1")).chatted()


@breaks("C-SESS-2")
def does_not_go_on() -> Tale:
    tale = Tale().chatted().wish("state").refused("state", 1002, path="/s/9001/latest")
    return tale.open("9002").show("The session was lost.").end("failed", "session")


@breaks("C-SEC-1")
def token_in_referer() -> Tale:
    tale = Tale().chatted()
    return tale.link(headers={"referer": "http://x/?t=token:1"})


@breaks("C-SEC-1")
def token_in_somebodys_address() -> Tale:
    return Tale().chatted().has(leaks=(Leak(1.0, Place.URL, "token:1"),))


@keeps("C-SEC-2")
def braces_are_no_json() -> Tale:
    return Tale().chatted().wish("credits").credits().show('100 {"credits"} [{ left').end()


@breaks("C-ROUTE-1")
def leads_nowhere() -> Tale:
    tale = Tale().chatted().wish("say", Want.STATE, text="show tracks")
    return tale.credits().show("There are some.").end()


@keeps("C-ROUTE-1")
def asks_which_file() -> Tale:
    tale = Tale().chatted().wish("say", Want.UPLOAD, text="upload").show("Which file?").end()
    return tale.wish("say", Want.CREDITS, text="credits").credits().show("100").end()


@breaks("C-ROUTE-2")
def says_what_nobody_said() -> Tale:
    tale = Tale().chatted().wish("send", text="add music").message(text("Music is added."))
    tale.show("Music is added.").message(text("You are welcome."), asked=tale.asked("thanks"))
    return tale.show("You are welcome.").end()


def _looks(tale: Tale) -> Tale:
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    return tale.show("Nothing. Shall I try again?").end("failed", "protocol")


@breaks_together("C-SSE-2", "C-SSE-8")
def leaves_at_a_heartbeat() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    return _looks(tale.message(10, HEARTBEAT, lasts=10, ending=Ending.LEFT))


@breaks_together("C-SSE-10", "C-SSE-8")
def leaves_at_the_unknown() -> Tale:
    odd = {"type": "x_future", "content": "No client knows this."}
    tale = Tale().chatted().wish("send", text="add a title")
    return _looks(tale.message(odd, lasts=10, ending=Ending.LEFT))


@keeps("C-SSE-6")
def hears_of_a_failure() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    tale.message({"type": "error", "code": 500, "message": "no"}, b"data: no json\n\n")
    tale.show("It did not work.").end("failed", "unknown")
    tale.wish("send", text="add music").message(tool()).state(DRAFT)
    return tale.show("Nothing changed.").end("failed", "unknown")


def _adk(**more: Any) -> dict[str, Any]:
    head = {"author": "nemo_agent", "invocationId": "e-1", "actions": {}, "id": "1"}
    return {**head, "timestamp": 1.0, **more}


def _part(**part: Any) -> dict[str, Any]:
    return {"content": {"parts": [part], "role": "model"}}


@keeps("C-SSE-4", "C-SSE-11")
def reads_the_other_dialect() -> Tale:
    tale = Tale(dialect="adk").wish("send", text="a beach").connect()
    tale.message(
        _adk(**_part(functionCall={"name": "add_title", "args": {"text": "Hi"}, "id": "1"})),
        _adk(**_part(functionResponse={"name": "add_title", "response": {}, "id": "1"})),
        _adk(**_part(text="I think so.", thought=True)),
        _adk(**_part(text=DUSK)),
        _adk(errorCode="500", errorMessage="late trouble"),
    )
    return tale.show(DUSK).end()


@keeps("C-SSE-6")
def reads_a_broken_error() -> Tale:
    tale = Tale(dialect="adk").chatted().wish("send", text="add a title")
    tale.lost({"error": "no"}, lasts=1).wait(30).state(TITLED).drafted(TITLED)
    return tale.show("The title is there.").end()


@breaks("C-SSE-5")
def says_nothing_of_the_change() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").message(tool()).drafted(TITLED)
    return tale.state(TITLED).end()


@breaks("C-SSE-7")
def asks_on_and_on() -> Tale:
    return _recovers(steps=(30, 60, 60, 60, 60, 60, 60)).end("gave_up", "timeout")


@breaks("C-SSE-7")
def reports_nothing() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").lost(HEARTBEAT)
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    return tale.end("gave_up", "timeout")


@breaks("C-STATE-1")
def numbers_nothing() -> Tale:
    return Tale().chatted().wish("state").state(DRAFT).show("Timeline (1 tracks): a video").end()


@breaks("C-UP-1")
def gives_another_reason() -> Tale:
    tale = Tale().chatted().wish("upload", files=offered("a.txt", Flaw.TYPE))
    return tale.show("Only mp4 or jpg.").end("failed", "network")


@breaks("C-UP-1")
def gives_no_remedy() -> Tale:
    tale = Tale().chatted().wish("upload", files=offered("a.txt", Flaw.TYPE))
    return tale.show("No.").end("failed", "file_type")


@keeps("C-CRED-1")
def cannot_tell() -> Tale:
    tale = Tale().chatted().wish("credits").credits().show("100").end()
    return tale.wish("credits").end("unsupported", "unknown")


@breaks("C-CRED-1")
def does_not_even_ask() -> Tale:
    return Tale().chatted().wish("credits").show("I cannot.").end("failed", "unknown")


@breaks("C-CRED-1")
def believes_another_balance() -> Tale:
    return Tale().chatted().wish("credits").credits(50).show("50").end(available=100)


@breaks("C-CRED-1")
def blames_credits() -> Tale:
    tale = Tale().chatted().wish("credits").credits().show("100").end()
    tale.wish("export", output="o").state(EMPTY).show("Nothing to export.")
    return tale.end("failed", "credits")


@breaks("C-CRED-2")
def names_another_reason() -> Tale:
    tale = Tale().chatted().wish("send", text="a clip").refused("run_sse", 2001)
    return tale.change(asked=tale.asked()).show("…/register?bind=anon_7").end("failed", "plan")


@breaks("C-CRED-2")
def no_advice_with_an_account() -> Tale:
    tale = Tale(**PAID).chatted().wish("send", text="a clip").refused("run_sse", 2001)
    return tale.change(asked=tale.asked()).show("That did not work.").end("failed", "credits")


@keeps("C-CRED-2")
def advice_with_an_account() -> Tale:
    tale = Tale(**PAID).chatted().wish("send", text="a clip").refused("run_sse", 2001)
    return tale.change(asked=tale.asked()).show("Top up your account.").end("failed", "credits")


@breaks("C-EXP-1")
def does_not_say_that_it_is_empty() -> Tale:
    tale = Tale().wish("export", output="out.mp4").connect().state(EMPTY)
    return tale.end()


@breaks("C-EXP-2")
def uses_an_id_again() -> Tale:
    tale = _delivered(_exports("completed")).wish("export", output="2.mp4").state(DRAFT)
    tale.submit(status=409, code=409, told={"code": 409}).show("Refused.")
    return tale.end("failed", "unknown")


@breaks("C-EXP-3")
def polls_what_is_done() -> Tale:
    return _delivered(_exports("completed", "completed"))


@keeps("C-EXP-3")
def polls_nothing_but_refusals() -> Tale:
    path = "/api/render/proxy/lambda/render_1"
    tale = _exports().wait(30).refused("render_poll", 429, path=path)
    return tale.show("Busy.").end("gave_up", "rate_limit")


@breaks_together("C-EXP-4", "C-EXP-2")
def same_id_again() -> Tale:
    tale = _exports("failed").submit(status=409, code=409, told={"code": 409})
    return tale.show("The render failed.").end("failed", "render_failed")


@breaks("C-EXP-4")
def reports_two_failures_as_done() -> Tale:
    tale = _exports("failed").submit("render_2").wait(30).poll("failed", "render_2")
    return tale.show("Well.").end("failed", "unknown")


@breaks("C-EXP-5")
def hands_over_nothing() -> Tale:
    return _exports("completed").link().hand(None, None).claim().show("/claim?ct=claim:1").end()


@breaks("C-EXP-5")
def says_done_without_a_file() -> Tale:
    return _exports("completed").link().show("Done.").end()


@breaks("C-EXP-5")
def keeps_the_file() -> Tale:
    tale = _exports("completed").link(status=404, kind="text/html").download()
    return tale.show("It failed.").end("failed", "network")


@keeps("C-EXP-5")
def both_ways_fail() -> Tale:
    tale = _exports("completed").link(status=404, kind="text/html")
    tale.download(status=500, kind="text/html")
    tale.show("The file cannot be had.").end("failed", "network")
    return tale.wish("export", output="2.mp4").state(EMPTY).show("Empty.").end("failed", "no_draft")


@keeps("C-EXP-3")
def reads_nonsense_instead_of_a_status() -> Tale:
    tale = _exports().wait(30).poll().change(told={"odd": 1})
    return _delivered(tale.wait(30).poll("completed").has(jobs=(WHOLE,)))


@breaks("C-ERR-1")
def calls_402_done() -> Tale:
    tale = Tale().chatted().wish("export", output="out.mp4").state(DRAFT).submit()
    tale.wish("export", output="2.mp4").state(DRAFT)
    tale.submit("render_2", status=402, code=402, told={"code": 402})
    return tale.show("Well.").end()


@breaks("C-ERR-2")
def gives_up_at_429() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    tale.refused("anonymous_token", 429, bearer=None, client_id="client:1")
    return tale.show("Busy.").end("failed", "rate_limit")


@breaks("C-ERR-2")
def calls_429_done() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    for _ in range(2):
        tale.refused("anonymous_token", 429, bearer=None, client_id="client:1").wait(30)
    return tale.show("Ready.").end()


@breaks("C-ERR-2")
def polls_soon_after_429() -> Tale:
    path = "/api/render/proxy/lambda/render_1"
    tale = _exports().wait(30).refused("render_poll", 429, path=path).wait(5)
    return _delivered(tale.poll("completed").has(jobs=(WHOLE,)))


@keeps("C-ERR-3")
def speaks_of_its_own_wish_only() -> Tale:
    tale = Tale().chatted().wish("credits").visit("credits", kind="text/html").show("No.")
    tale.end("failed", "protocol").wish("state")
    return tale.visit("state", kind="text/html", path="/s/9001/latest", intent=9)


@keeps("C-ERR-4")
def submits_again_after_a_failure() -> Tale:
    tale = Tale().chatted().wish("export", output="out.mp4").state(DRAFT)
    tale.submit(status=None, ending=Ending.NONE, told=None).show("Rendering…").poll("failed")
    tale.submit("render_2").wait(30).poll("completed", "render_2").has(jobs=(WHOLE,))
    return _delivered(tale)


@breaks("C-ERR-5")
def does_not_understand() -> Tale:
    tale = Tale(**PAID).chatted().wish("send", text="a clip").refused("run_sse", 2001, status=402)
    tale.change(asked=tale.asked(), code=4001, told={"code": 4001})
    return tale.show("What?").end("failed", "protocol")


@breaks("C-ERR-5")
def obeys_the_status() -> Tale:
    tale = Tale().chatted().wish("state")
    tale.refused("state", 4001, status=429, path="/s/9001/latest").wait(30).state(DRAFT)
    return tale.show("Timeline (1 tracks): 1. Video").end()


@keeps("C-AUTH-3")
def gets_its_first_token_after_the_restart() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    for _ in range(2):
        tale.refused("anonymous_token", 429, bearer=None, client_id="client:1").wait(30)
    tale.show("Busy.").end("failed", "rate_limit").restart().wish("credits").show("Connecting…")
    return tale.token().credits().show("100 credits").end()


@breaks("C-AUTH-5")
def forgets_the_id_again() -> Tale:
    tale = Tale(**PAID).wish("connect").show("Connecting…").refused("create_session", 1001)
    tale.refused("anonymous_token", 400, bearer=None, client_id="client:1")
    tale.refused("anonymous_token", 400, bearer=None)
    return tale.show("Your token was refused.").end("failed", "token")


@breaks_together("C-SSE-9", "C-SSE-11")
def shows_the_aggregate_too() -> Tale:
    tale = Tale(dialect="adk").wish("send", text="a beach").connect()
    tale.message(
        _adk(**_part(text=DUSK[:20]), partial=True),
        _adk(**_part(text=DUSK[20:]), partial=True),
        _adk(**_part(text=DUSK)),
    )
    return tale.show(DUSK).show(DUSK).end()


@keeps("C-SSE-7", "C-SSE-8")
def goes_on_without_closing() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    for minute in (120, 240, 360, 480):
        tale.wait(minute).show("Still working…").wait(-minute)
    tale.message(HEARTBEAT, 615, HEARTBEAT, lasts=1900, ending=Ending.OPEN).wait(600 - 1900)
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    return tale.show("I cannot tell. Shall I try again?").end("gave_up", "timeout")


@breaks_together("C-SSE-8", "C-SSE-3")
def never_ends() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    return tale.message(HEARTBEAT, lasts=1900, ending=Ending.OPEN).show("x")


@keeps("C-ERR-3")
def codes_as_statuses() -> Tale:
    tale = Tale(style="status").chatted().wish("state")
    tale.refused("state", 1001, status=401, path="/s/9001/latest").token().state(DRAFT)
    return tale.show("Timeline (1 tracks): 1. Video").end()


@keeps("C-EXP-2")
def cancels_and_submits_anew() -> Tale:
    tale = _exports("processing").visit("render_cancel", path="/api/render/proxy/lambda/r/cancel")
    return _delivered(tale.wait(30).poll("completed"))
