"""Records of correct clients that the judge once blamed, and of broken ones that it let pass."""

from conformance.tests.cases import CLICK, DUSK, NOISE, PAID, _adk, breaks, keeps
from conformance.tests.tale import DRAFT, EMPTY, HEARTBEAT, Tale, offered, text

from nemo_conformance.record import Ending, Flaw


def _loses_a_title() -> Tale:
    return Tale().chatted().wish("send", text="add a title").lost(HEARTBEAT).show("Lost you.")


def _asked_in_vain(tale: Tale, code: int) -> Tale:
    return tale.refused("state", code, path=f"/api/state/nemo_agent/me/{tale.session}/latest")


@keeps("C-SSE-7", "C-AUTH-4")
def repeats_a_query_with_a_new_token() -> Tale:
    tale = _asked_in_vain(_loses_a_title().wait(30), 1001).token().state(DRAFT)
    for _ in range(4):
        tale.wait(60).state(DRAFT)
    return tale.show("I cannot tell. Shall I try again?").end("gave_up", "timeout")


@keeps("C-SSE-7", "C-ERR-2")
def repeats_a_query_that_came_too_soon_for_the_server() -> Tale:
    tale = _asked_in_vain(_loses_a_title().wait(30), 429).wait(30).state(DRAFT).wait(30)
    for _ in range(4):
        tale.state(DRAFT).wait(60)
    return tale.show("I cannot tell. Shall I try again?").end("gave_up", "timeout")


@breaks("C-SSE-7")
def asks_again_and_again_because_it_fails() -> Tale:
    tale = _loses_a_title().wait(30)
    for _ in range(3):
        _asked_in_vain(tale, 500)
    return tale.show("I cannot tell. Shall I try again?").end("gave_up", "timeout")


@keeps("C-UP-1", "C-AUTH-4")
def never_hears_of_a_disguised_file() -> Tale:
    tale = Tale(**PAID).chatted().wish("upload", files=offered("a.jpg", Flaw.DISGUISED))
    path = f"/api/upload-video/nemo_agent/me/{tale.session}"
    return (
        tale.refused("upload", 1001, path=path)
        .show("Your token was refused.")
        .end("failed", "token")
    )


@breaks("C-UP-1")
def blames_its_token_for_a_disguised_file() -> Tale:
    tale = Tale().chatted().wish("upload", files=offered("a.jpg", Flaw.DISGUISED))
    path = f"/api/upload-video/nemo_agent/me/{tale.session}"
    tale.refused("upload", 1001, path=path).token().refused("upload", 4001, path=path)
    return tale.show("Your token was refused.").end("failed", "token")


@keeps("C-SSE-9", "C-SSE-6")
def hears_the_same_again_after_consent() -> Tale:
    parts = [_adk(DUSK[:20], partial=True), _adk(DUSK[20:], partial=True)]
    tale = Tale(dialect="adk").chatted("a beach").wish("send", text="a beach at dusk")
    tale.message(*parts, _adk(DUSK, partial=False), ending=Ending.CUT).show(DUSK)
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    tale.show("I cannot tell. Shall I try again?").ask(yes=True)
    return tale.message(*parts, _adk(DUSK, partial=False)).show(DUSK).end()


@keeps("C-ERR-4", "C-AUTH-4")
def renews_its_token_when_it_sends_again() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    tale.visit("run_sse", asked=tale.asked(), status=502, kind="text/html", told=None)
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    tale.show("I cannot tell. Shall I try again?").ask(yes=True).refused(
        "run_sse", 1001, asked=tale.asked()
    ).token()
    return tale.message(text("The title is there now.")).show("The title is there now.").end()


@keeps("C-SSE-7", "C-AUTH-4")
def renews_its_token_on_the_ladder_and_sends_again() -> Tale:
    tale = _asked_in_vain(_loses_a_title().wait(30), 1001).token().state(DRAFT)
    for _ in range(4):
        tale.wait(60).state(DRAFT)
    tale.show("I cannot tell. Shall I try again?").ask(yes=True)
    return tale.message(text("The title is there now.")).show("The title is there now.").end()


@breaks("C-ERR-4")
def takes_a_500_for_a_refusal() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    tale.refused("run_sse", 500, asked=tale.asked())
    return tale.message(text("The title is there now.")).show("The title is there now.").end()


@keeps("C-SSE-7")
def guesses_from_a_garbled_reply() -> Tale:
    tale = _loses_a_title().wait(30)
    tale.state({"t": {"0": "none"}}, code=None).change(told={"code": "0", "data": {"state": 7}})
    return tale.show("Something changed behind the timeline.").end()


@breaks("C-AUTH-2")
def asks_for_a_second_token() -> Tale:
    tale = Tale().chatted().wish("credits").token(client_id="client:2")
    return tale.credits().show("100 credits").end()


@keeps("C-AUTH-2")
def doubts_its_token() -> Tale:
    tale = Tale().chatted().wish("credits").refused("credits", 9999, status=403).token()
    return tale.credits().show("100 credits").end()


@keeps("C-GUI-1")
def knows_no_instruction_in_odd_signs() -> Tale:
    odd = CLICK.text.replace(" ", "\u2028")
    tale = Tale().wish("send", text="a beach").connect().has(instructions=(CLICK,))
    return tale.message(text(odd)).show(odd).end()


@keeps("C-SSE-7", "C-SESS-2")
def loses_its_session_on_the_ladder() -> Tale:
    tale = _asked_in_vain(_loses_a_title().wait(30), 1002).open("9002").state()
    return tale.show("The session is gone, and with it the title.").end("failed", "session")


@keeps("C-SSE-7")
def compares_with_a_garbled_reply() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    tale.state(code=None).change(told={"code": "0", "data": {"state": 7}})
    tale.lost(HEARTBEAT).show("Lost you.").wait(30).state(DRAFT)
    return tale.show("Something changed behind the timeline.").end()


def _late(*steps: float) -> Tale:
    tale = _loses_a_title()
    for step in steps:
        tale.wait(step).state(DRAFT)
    return tale.show("I cannot tell. Shall I try again?").end("gave_up", "timeout")


@keeps("C-SSE-7")
def waits_half_a_second_more() -> Tale:
    return _late(30.5, 60.5, 60.5, 60.5, 60.5)


@keeps("C-SSE-7")
def comes_late_to_each_of_six_looks() -> Tale:
    return _late(35, 65, 65, 65, 65, 65)


@breaks("C-SSE-7")
def comes_too_late() -> Tale:
    return _late(45, 60, 60, 60, 60)


@keeps("C-SSE-7", "C-AUTH-4")
def loses_the_users_token_on_the_ladder() -> Tale:
    tale = Tale(**PAID).chatted().wish("send", text="add a title").lost(HEARTBEAT).show("Lost you.")
    tale = _asked_in_vain(tale.wait(30), 1001)
    return tale.show("NEMO_TOKEN was refused.").end("failed", "token")


@breaks("C-SSE-11")
def drops_the_only_words_of_an_answer() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    return tale.message(text(NOISE)).end()


@keeps("C-EXP-1")
def may_not_look_further_for_a_draft() -> Tale:
    tale = Tale().wish("export").connect().state(EMPTY).ask(yes=False)
    return tale.end("not_allowed")
