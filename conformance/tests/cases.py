"""For each rule a record that keeps it and one that breaks it and nothing else."""

from collections.abc import Callable
from typing import Any

from conformance.tests.tale import (
    DRAFT,
    EMPTY,
    HEARTBEAT,
    TITLED,
    Tale,
    frame,
    offered,
    text,
    tool,
)

from nemo_conformance.record import (
    Ending,
    Flaw,
    HomeFile,
    Instruction,
    Job,
    Leak,
    Limit,
    Meaning,
    Place,
    Record,
    TokenGiven,
    Want,
)
from nemo_contract import JobStatus

Case = Callable[[], Tale]
GOOD: dict[str, list[Case]] = {}
BAD: dict[str, list[Case]] = {}
BAD_TOGETHER: list[tuple[frozenset[str], Case]] = []
PAID: dict[str, Any] = {"token": TokenGiven.PAID}
OFFER = "I cannot tell whether it was done. Shall I try again?"
DUSK = "Here is a video of the beach at dusk."
WHOLE = Job(
    render_id="render_1",
    session_id="9001",
    status=JobStatus.COMPLETED,
    submitted_at=0.0,
    size=1000,
    sha256="whole",
)


def keeps(*ids: str) -> Callable[[Case], Case]:
    """The record that follows keeps these rules, and exercises them."""
    return _filed(GOOD, ids)


def breaks(*ids: str) -> Callable[[Case], Case]:
    """The record that follows breaks this rule and no other."""
    return _filed(BAD, ids)


def breaks_together(*ids: str) -> Callable[[Case], Case]:
    """The record that follows breaks just these: one deed, several rules."""

    def file(case: Case) -> Case:
        BAD_TOGETHER.append((frozenset(ids), case))
        return case

    return file


def _filed(where: dict[str, list[Case]], ids: tuple[str, ...]) -> Callable[[Case], Case]:
    def file(case: Case) -> Case:
        for one in ids:
            where.setdefault(one, []).append(case)
        return case

    return file


def records(where: dict[str, list[Case]]) -> list[tuple[str, str, Record]]:
    """Id, name of the case, record."""
    return [(id_, case.__name__, case().record()) for id_, many in where.items() for case in many]


# getting in


@keeps("C-AUTH-1")
def own_account() -> Tale:
    return Tale(**PAID).chatted()


@breaks("C-AUTH-1")
def asks_for_another_account() -> Tale:
    tale = Tale(**PAID).wish("connect").show("Connecting…")
    return (
        tale.visit("anonymous_token", bearer=None, client_id="client:1", code=0, told={})
        .open()
        .end()
    )


@keeps(
    "C-AUTH-2", "C-SEC-1", "C-SEC-2", "C-ATTR-1", "C-SESS-1", "C-SESS-3", "C-ROUTE-2", "C-SSE-11"
)
def chats() -> Tale:
    return Tale().chatted()


@breaks("C-AUTH-2")
def odd_client_id() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    return tale.token(client_id="odd:1").open().end()


@breaks("C-AUTH-2")
def no_token_at_all() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    return tale.refused("create_session", 1001).token().open().end()


def _twice_started(*files: HomeFile) -> Tale:
    tale = Tale().wish("connect").connect().end().restart().wait(60)
    return tale.has(home=files)


KEPT = HomeFile(path="client_id", mode=0o600, holds=("client:1",), only_id=True)


@keeps("C-AUTH-3")
def keeps_its_id() -> Tale:
    return _twice_started(KEPT).wish("credits").credits().show("100 credits").end()


@breaks("C-AUTH-3")
def forgets_its_token() -> Tale:
    tale = _twice_started(KEPT).wish("credits").token()
    return tale.credits().show("100 credits").end()


@breaks("C-AUTH-3")
def open_file() -> Tale:
    readable = HomeFile(path="client_id", mode=0o644, holds=("client:1",), only_id=True)
    return _twice_started(readable).wish("credits").credits().show("100 credits").end()


@keeps("C-AUTH-4")
def gets_a_new_token() -> Tale:
    tale = Tale().chatted().wish("credits").refused("credits", 1001).token()
    return tale.credits().show("100 credits").end()


@keeps("C-AUTH-4")
def tells_of_a_refused_token() -> Tale:
    tale = Tale(**PAID).wish("connect").show("Connecting…").refused("create_session", 1001)
    return tale.show("Your NEMO_TOKEN was refused.").end("failed", "token")


@keeps("C-AUTH-1", "C-AUTH-4")
def goes_on_anonymously() -> Tale:
    tale = Tale(**PAID).wish("connect").show("Connecting…").refused("create_session", 1001)
    return tale.show("Your NEMO_TOKEN was refused; going on without it.").token().open().end()


@breaks("C-AUTH-4")
def gives_up_at_1001() -> Tale:
    tale = Tale().chatted().wish("credits").refused("credits", 1001)
    return tale.show("Error 1001").end("failed", "token")


@breaks("C-AUTH-4")
def another_client_id() -> Tale:
    tale = Tale().chatted().wish("credits").refused("credits", 1001)
    return tale.token(client_id="client:2").credits().show("100 credits").end()


@breaks("C-AUTH-4")
def does_not_repeat() -> Tale:
    tale = Tale().chatted().wish("credits").refused("credits", 1001).token()
    return tale.show("Try again.").end("failed", "token")


@breaks("C-AUTH-4")
def silent_about_the_refused_token() -> Tale:
    return Tale(**PAID).wish("connect").refused("create_session", 1001).end("failed", "unknown")


@keeps("C-AUTH-5")
def mends_the_missing_id() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    tale.refused("anonymous_token", 400, bearer=None, client_id="client:1")
    return tale.token(client_id="client:2").open().show("Ready.").end()


@breaks("C-AUTH-5")
def gives_up_at_400() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    tale.refused("anonymous_token", 400, bearer=None, client_id="client:1")
    return tale.show("Cannot connect").end("failed", "unknown")


@breaks("C-SEC-1")
def token_in_the_address() -> Tale:
    return Tale().chatted().visit(None, path="/workspace", query="token=token:1")


@breaks("C-SEC-1")
def token_in_a_link() -> Tale:
    return Tale().chatted().wish("credits").credits().show("100: https://nemo/?t=token:1").end()


@breaks("C-SEC-2")
def shows_its_token() -> Tale:
    return Tale().chatted().wish("credits").credits().show("100 credits for token:1").end()


@breaks("C-SEC-2")
def shows_json() -> Tale:
    tale = Tale().chatted().wish("credits").credits()
    return tale.show('{"code": 0, "data": {"available": 100}}').end()


@breaks("C-SEC-2")
def logs_its_token() -> Tale:
    return Tale().chatted().has(leaks=(Leak(1.0, Place.STDERR, "token:1"),))


@breaks("C-ATTR-1")
def no_attribution() -> Tale:
    return Tale().chatted().wish("credits").credits().change(headers={}).show("100").end()


@breaks("C-ATTR-1")
def wrong_platform() -> Tale:
    headers = {"x-skill-source": "a", "x-skill-version": "1", "x-skill-platform": "moon"}
    return Tale().chatted().wish("credits").credits().change(headers=headers).show("100").end()


@breaks("C-ATTR-1")
def no_authorization() -> Tale:
    tale = Tale().chatted().wish("credits").credits().change(bearer=None)
    return tale.show("100").end()


@breaks("C-SESS-1")
def a_session_of_nobody() -> Tale:
    tale = Tale().wish("send", text="hello there").show("Connecting…").token()
    return tale.message(text("Hello, what shall we make?")).show("Hello, what shall we make?").end()


@keeps("C-SESS-2")
def opens_another_session() -> Tale:
    tale = Tale().chatted().wish("send", text="add music").refused("run_sse", 1002)
    tale.change(asked=tale.asked()).open("9002").show("The old timeline is gone.")
    return (
        tale.message(text("Music added to the timeline."))
        .show("Music added to the timeline.")
        .end()
    )


@breaks("C-SESS-2")
def gives_up_at_1002() -> Tale:
    tale = Tale().chatted().wish("state").refused("state", 1002, path="/a/9001/latest")
    return tale.show("Session not found").end("failed", "session")


@breaks("C-SESS-2")
def says_nothing_of_the_loss() -> Tale:
    tale = Tale().chatted().wish("send", text="add music").refused("run_sse", 1002)
    tale.change(asked=tale.asked()).open("9002")
    return tale.message(tool(), text("Click it.")).end()


@breaks("C-SESS-3")
def connects_in_silence() -> Tale:
    return Tale().wish("connect").token().open().end()


# routing


@keeps("C-ROUTE-1", "C-CRED-1")
def routes_a_command() -> Tale:
    return Tale().chatted().wish("say", Want.CREDITS, text="余额").credits().show("100 积分").end()


@keeps("C-ROUTE-1")
def uploads_first() -> Tale:
    tale = Tale().wish("say", text="make it move", files=offered("a.jpg")).connect().upload()
    tale.message(text("Your picture moves now.")).show("Your picture moves now.").end()
    return (
        tale.wish("say", Want.STATE, text="status")
        .state(DRAFT)
        .show("Timeline (1 tracks): 1. Video: a (0-3s)")
        .end()
    )


@breaks("C-ROUTE-1")
def sends_a_command() -> Tale:
    tale = Tale().chatted().wish("say", Want.CREDITS, text="balance")
    return (
        tale.message(text("You have plenty of it."))
        .credits()
        .show("You have plenty of it. 100")
        .end()
    )


@breaks("C-ROUTE-1")
def sends_before_it_uploads() -> Tale:
    tale = Tale().chatted().wish("say", Want.CREDITS, text="balance").credits().show("100").end()
    tale.wish("say", text="make it move", files=offered("a.jpg"))
    return (
        tale.message(text("Your picture moves now.")).show("Your picture moves now.").upload().end()
    )


@breaks("C-ROUTE-2")
def keeps_a_message() -> Tale:
    tale = Tale().wish("send", text="balance the audio").connect().show("Nothing to do.").end()
    return tale.wish("credits").credits().show("100").end()


@breaks("C-ROUTE-2")
def rewords_a_message() -> Tale:
    tale = Tale().wish("send", text="add a title").connect()
    asked = tale.asked("Please add a title.")
    return (
        tale.message(text("A title was added there."), asked=asked)
        .show("A title was added there.")
        .end()
    )


@breaks("C-ROUTE-2")
def sends_an_answered_message_twice() -> Tale:
    tale = Tale().wish("send", text="add a title").connect().message(text("Done it."))
    return tale.charged(50).message(text("Done it.")).charged(0).show("Done it.").end()


# streams


@keeps("C-SSE-1")
def reads_any_framing() -> Tale:
    raw = frame(text("Der Strand im Abendlicht 海滩.")).replace(b"\n", b"\r\n")
    tale = Tale().wish("send", text="a beach").connect().message(raw[:40], raw[40:])
    return tale.show("Der Strand im Abendlicht 海滩.").end()


@breaks("C-SSE-1")
def splits_a_letter() -> Tale:
    raw = frame(text("Der Strand im Abendlicht 海滩."))
    tale = Tale().wish("send", text="a beach").connect().message(raw[:-12], raw[-12:])
    return tale.show("Der Strand im Abendlicht ???.").end()


@keeps("C-SSE-2")
def waits_through_heartbeats() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    tale.message(HEARTBEAT, 10, b": still there\n\n", 10, b"data:\n\n", text(DUSK))
    return tale.show(DUSK).end()


@breaks("C-SSE-2")
def takes_a_heartbeat_for_the_end() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    tale.message(HEARTBEAT, 10, text(DUSK))
    return tale.show(DUSK).end("failed", "protocol")


@keeps("C-SSE-3")
def says_a_word_every_two_minutes() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    tale.wait(120).show("Still working…").wait(120).show("Still working…").wait(-240)
    return tale.message(300, text(DUSK)).show(DUSK).end()


@breaks("C-SSE-3")
def says_nothing_for_five_minutes() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(300, text(DUSK)).show(DUSK).end()


@breaks("C-SSE-3")
def says_it_every_half_minute() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    for _ in range(9):
        tale.wait(30).show("Still working…")
    return tale.wait(-270).message(300, text(DUSK)).show(DUSK).end()


@keeps("C-SSE-4")
def hides_its_tools() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(tool("add_title", text="Hi"), text(DUSK)).show(DUSK).end()


@breaks("C-SSE-4")
def shows_a_tool() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(tool("add_title"), text(DUSK)).show("Running add_title").show(DUSK).end()


@keeps("C-SSE-5")
def asks_what_changed() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").message(tool()).drafted(TITLED)
    return tale.state(TITLED).show("A title was added.").end()


@keeps("C-SSE-5")
def says_that_nothing_changed() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").message(tool())
    return tale.state(DRAFT).show("Nothing changed.").end("failed", "unknown")


@breaks("C-SSE-5")
def does_not_ask() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").message(tool()).drafted(TITLED)
    return tale.show("Done, a title.").end()


@breaks("C-SSE-5")
def does_not_say() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").message(tool()).drafted(TITLED)
    return tale.state(TITLED).show("OK.").end()


@breaks("C-SSE-5")
def claims_a_failure() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").message(tool()).drafted(TITLED)
    return tale.state(TITLED).show("No title was added.").end("failed", "unknown")


def _recovers(*, steps: tuple[float, ...] = (30, 60, 60, 60, 60)) -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").lost(HEARTBEAT).show("Lost you.")
    for step in steps:
        tale.wait(step).state(DRAFT)
    return tale.show(OFFER)


@keeps("C-SSE-6", "C-SSE-7")
def climbs_down_the_ladder() -> Tale:
    return _recovers().end("gave_up", "timeout")


@keeps("C-SSE-6", "C-SSE-7")
def sends_again_with_consent() -> Tale:
    tale = _recovers().ask(yes=True).message(text("The title is there now."))
    return tale.show("The title is there now.").end()


@keeps("C-SSE-7")
def finds_the_change() -> Tale:
    tale = (
        Tale().chatted().wish("send", text="add a title").lost(HEARTBEAT).wait(20).drafted(TITLED)
    )
    return tale.wait(10).state(TITLED).show("The title is there.").end()


@keeps("C-SSE-7")
def does_not_count_failed_queries() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").lost(HEARTBEAT).wait(30).state(DRAFT)
    tale.wait(60).refused("state", 500).change(path=f"/s/{tale.session}/latest")
    for _ in range(4):
        tale.wait(60).state(DRAFT)
    return tale.show("No change. Shall I try again?").end("gave_up", "timeout")


@breaks("C-SSE-6")
def sends_again_unasked() -> Tale:
    tale = _recovers().message(text("The title is there now.")).charged(50)
    return tale.show("The title is there now.").end("gave_up", "timeout")


@breaks("C-SSE-6")
def sends_a_silent_message_again() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title").message(tool()).charged(50)
    tale.drafted(TITLED).state(TITLED).message(text("The title is there now.")).charged(50)
    return tale.show("The title is there now.").end()


@breaks("C-SSE-7")
def asks_too_early() -> Tale:
    return _recovers(steps=(5, 60, 60, 60, 60)).end("gave_up", "timeout")


@breaks("C-SSE-7")
def asks_too_often() -> Tale:
    return _recovers(steps=(30, 30, 60, 60, 60)).end("gave_up", "timeout")


@breaks("C-SSE-7")
def gives_up_early() -> Tale:
    return _recovers(steps=(30, 60, 60)).end("gave_up", "timeout")


@breaks("C-SSE-7")
def claims_success() -> Tale:
    return _recovers().end()


@keeps("C-SSE-8", "C-SSE-7")
def waits_ten_minutes() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    tale.wait(1).show("Working…").wait(-1)
    tale.message(HEARTBEAT, 600, lasts=600, ending=Ending.LEFT, at=tale.now)
    for minute in (120, 240, 360, 480):
        tale.wait(minute - 600).show("Still working…").wait(600 - minute)
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    return tale.show(OFFER).end("gave_up", "timeout")


@breaks("C-SSE-8")
def leaves_after_a_minute() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    tale.message(HEARTBEAT, 50, lasts=60, ending=Ending.LEFT)
    for step in (30, 60, 60, 60, 60):
        tale.wait(step).state(DRAFT)
    return tale.show(OFFER).end("gave_up", "timeout")


@breaks("C-SSE-8")
def never_leaves() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    for n in range(1, 9):
        tale.wait(120 * n).show("Still working…").wait(-120 * n)
    return tale.message(HEARTBEAT, 1000, text(DUSK), lasts=1000).show(DUSK).end()


NOISE = "I encountered a temporary issue. Please try again."


@keeps("C-SSE-9")
def drops_the_noise() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(text(DUSK), text(NOISE)).show(DUSK).end()


@breaks("C-SSE-9")
def shows_the_noise() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(text(DUSK), text(NOISE)).show(DUSK).show(NOISE).end()


def _adk(words: str, *, partial: bool) -> dict[str, Any]:
    head = {
        "author": "nemo_agent",
        "invocationId": "e-1",
        "actions": {},
        "id": "1",
        "timestamp": 1.0,
    }
    return {"content": {"parts": [{"text": words}]}, "partial": partial, **head}


@keeps("C-SSE-9", "C-SSE-11")
def shows_an_aggregate_once() -> Tale:
    tale = Tale(dialect="adk").wish("send", text="a beach").connect()
    parts = [
        _adk(DUSK[:20], partial=True),
        _adk(DUSK[20:], partial=True),
        _adk(DUSK, partial=False),
    ]
    return tale.message(*parts).show(DUSK[:20]).show(DUSK[20:]).end()


ODD = {"type": "x_future", "content": "No client knows this."}


@keeps("C-SSE-10")
def ignores_the_unknown() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(ODD, {**text(DUSK), "x": 1}).show(DUSK).end()


@breaks("C-SSE-10")
def shows_the_unknown() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(ODD, text(DUSK)).show("No client knows this.").show(DUSK).end()


@breaks("C-SSE-10")
def stops_at_the_unknown() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(text(DUSK), ODD).show(DUSK).end("failed", "protocol")


@breaks("C-SSE-11")
def loses_a_sentence() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return tale.message(text("It is dusk. The sea is calm.")).show("It is dusk.").end()


@breaks("C-SSE-11")
def turns_texts_around() -> Tale:
    tale = Tale().wish("send", text="a beach").connect()
    return (
        tale.message(text("One is here."), text("Two is there."))
        .show("Two is there.")
        .show("One is here.")
        .end()
    )


@breaks("C-SSE-11")
def says_it_twice() -> Tale:
    return (
        Tale()
        .wish("send", text="a beach")
        .connect()
        .message(text(DUSK))
        .show(DUSK)
        .show(DUSK)
        .end()
    )


CLICK = Instruction(
    id="export",
    text="Click the Export button in the corner.",
    forbidden=("Click the Export button",),
    kept=("opens with a wave",),
    means=Meaning.EXPORT,
)
ADVICE = "The clip opens with a wave. Click the Export button in the corner."


@keeps("C-GUI-1")
def translates_a_click() -> Tale:
    tale = Tale().wish("send", text="a beach").connect().has(instructions=(CLICK,))
    return (
        tale.message(text(ADVICE))
        .show('The clip opens with a wave. Say "export" for the file.')
        .end()
    )


@breaks("C-GUI-1")
def shows_a_click() -> Tale:
    tale = Tale().wish("send", text="a beach").connect().has(instructions=(CLICK,))
    return tale.message(text(ADVICE)).show(ADVICE).end()


@breaks("C-GUI-1")
def throws_content_away() -> Tale:
    tale = Tale().wish("send", text="a beach").connect().has(instructions=(CLICK,))
    return (
        tale.message(text(ADVICE.replace("opens", "opens")))
        .show('Say "export" for the file.')
        .end()
    )


# account and files


@keeps("C-STATE-1")
def counts_the_tracks() -> Tale:
    tale = Tale().chatted().wish("state").state(DRAFT)
    return tale.show("Timeline (1 tracks): 1. Video: beach (0-3s)").end()


@breaks("C-STATE-1")
def counts_nothing() -> Tale:
    return Tale().chatted().wish("state").state(DRAFT).show("There is a video.").end()


@keeps("C-UP-1")
def refuses_locally() -> Tale:
    tale = Tale().chatted().wish("upload", files=offered("a.txt", Flaw.TYPE))
    return tale.show("Only mp4, mov, jpg or png.").end("failed", "file_type")


@keeps("C-UP-1")
def reports_4001() -> Tale:
    tale = Tale().chatted().wish("upload", files=offered("a.jpg", Flaw.DISGUISED))
    tale.refused("upload", 4001, path="/u/9001")
    return tale.show("Only mp4, mov, jpg or png.").end("failed", "file_type")


@keeps("C-UP-1")
def sends_200_million_bytes() -> Tale:
    tale = Tale().chatted().wish("upload", files=offered("a.mp4", Flaw.BORDERLINE))
    return tale.upload().show("Uploaded.").end()


@breaks("C-UP-1")
def sends_a_text_file() -> Tale:
    tale = Tale().chatted().wish("upload", files=offered("a.txt", Flaw.TYPE))
    tale.refused("upload", 4001, path="/u/9001")
    return tale.show("Only mp4, mov, jpg or png.").end("failed", "file_type")


@breaks("C-UP-1")
def says_nothing_of_a_missing_file() -> Tale:
    return Tale().chatted().wish("upload", files=offered("a.jpg", Flaw.MISSING)).end()


@breaks("C-CRED-1")
def invents_a_balance() -> Tale:
    return Tale().chatted().wish("credits").show("100 credits").end()


@breaks("C-CRED-1")
def shows_another_balance() -> Tale:
    return Tale().chatted().wish("credits").credits(50).show("100 credits").end()


@keeps("C-CRED-2")
def gives_the_registration_link() -> Tale:
    tale = Tale().chatted().wish("send", text="another clip").refused("run_sse", 2001)
    tale.change(asked=tale.asked())
    return tale.show("https://nemo/register?bind=anon_7").end("failed", "credits")


@breaks("C-CRED-2")
def gives_no_link() -> Tale:
    tale = Tale().chatted().wish("send", text="another clip").refused("run_sse", 2001)
    return tale.change(asked=tale.asked()).show("No credits left.").end("failed", "credits")


@keeps("C-LIM-1")
def names_the_limit() -> Tale:
    tale = Tale().wish("send", text="make it 9:16", limit=Limit.RATIO).connect()
    return tale.message(text("I will generate it again.")).show("I will generate it again.").end()


@breaks("C-LIM-1")
def names_no_limit() -> Tale:
    tale = Tale().wish("send", text="make it 9:16", limit=Limit.RATIO).connect()
    return tale.message(text("Fine with me as well.")).show("Fine with me as well.").end()


# exports


def _exports(*polls: str) -> Tale:
    tale = (
        Tale().chatted().wish("export", output="out.mp4").state(DRAFT).submit().show("Rendering…")
    )
    for status in polls:
        tale.wait(30).poll(status)
    return tale.has(jobs=(WHOLE,))


def _delivered(tale: Tale) -> Tale:
    return tale.link().hand().claim().show("Keep it: https://nemo/workspace/claim?ct=claim:1").end()


@keeps("C-EXP-1", "C-EXP-2", "C-EXP-3", "C-EXP-5", "C-EXP-6")
def exports() -> Tale:
    return _delivered(_exports("processing", "completed"))


@keeps("C-EXP-1")
def finds_nothing_to_export() -> Tale:
    tale = Tale().wish("export", output="out.mp4").connect().state(EMPTY)
    return tale.show("There is nothing to export yet.").end("failed", "no_draft")


@breaks("C-EXP-1")
def submits_unseen() -> Tale:
    tale = Tale().chatted().wish("state").state(DRAFT).show("Timeline (1 tracks): 1. Video").end()
    tale.wish("export", output="out.mp4").submit().show("Rendering…").wait(30).poll("completed")
    return _delivered(tale.has(jobs=(WHOLE,)))


@breaks("C-EXP-1")
def submits_nothing() -> Tale:
    tale = Tale().wish("export", output="out.mp4").connect().state(EMPTY)
    tale.submit(draft=EMPTY, status=422, code=422, told={"code": 422})
    return tale.show("There is nothing to export yet.").end("failed", "no_draft")


@breaks("C-EXP-2")
def drops_what_it_does_not_know() -> Tale:
    tale = Tale().chatted().wish("export", output="out.mp4").state({**DRAFT, "x_new": 1})
    tale.submit().show("Rendering…").wait(30).poll("completed").has(jobs=(WHOLE,))
    return _delivered(tale)


@breaks("C-EXP-2")
def snake_case_session() -> Tale:
    tale = _exports("completed")
    asked = {"id": "render_1", "session_id": "9001", "draft": DRAFT}
    tale._visits = [
        v if v.operation != "render_submit" else type(v)(**{**_fields(v), "asked": asked})
        for v in tale._visits
    ]
    return _delivered(tale)


def _fields(visit: Any) -> dict[str, Any]:
    return {name: getattr(visit, name) for name in visit.__dataclass_fields__}


@breaks("C-EXP-3")
def polls_every_five_seconds() -> Tale:
    return _delivered(_exports("processing").wait(5).poll("completed"))


@breaks("C-EXP-3")
def polls_eleven_times() -> Tale:
    return _exports(*["processing"] * 11).show("Not yet.").end("gave_up", "timeout")


@breaks("C-EXP-3")
def gives_up_polling() -> Tale:
    return _exports(*["processing"] * 3).show("Not yet.").end("gave_up", "timeout")


@keeps("C-EXP-3")
def does_not_count_refused_polls() -> Tale:
    path = "/api/render/proxy/lambda/render_1"
    tale = _exports(*["processing"] * 9).wait(30).refused("render_poll", 1001, path=path).token()
    return tale.poll("processing").show("Not yet.").end("gave_up", "timeout")


@keeps("C-EXP-4")
def submits_once_more() -> Tale:
    tale = _exports("failed").submit("render_2").wait(30).poll("failed", "render_2")
    return tale.show("The render failed twice.").end("failed", "render_failed")


@breaks("C-EXP-4")
def does_not_try_again() -> Tale:
    return _exports("failed").show("The render failed.").end("failed", "render_failed")


@breaks("C-EXP-4")
def tries_three_times() -> Tale:
    tale = _exports("failed").submit("render_2").wait(30).poll("failed", "render_2")
    tale.submit("render_3").wait(30).poll("failed", "render_3")
    return tale.show("The render failed.").end("failed", "render_failed")


@keeps("C-EXP-5")
def downloads_by_the_endpoint() -> Tale:
    tale = _exports("completed").link(status=404, kind="text/html").download().hand().claim()
    return tale.show("Keep it: https://nemo/workspace/claim?ct=claim:1").end()


@breaks("C-EXP-5")
def hands_over_half() -> Tale:
    tale = _exports("completed").link(ending=Ending.CUT).hand(500, "half").claim()
    return tale.show("Keep it: https://nemo/workspace/claim?ct=claim:1").end()


@breaks("C-EXP-5")
def gives_up_at_a_dead_link() -> Tale:
    tale = _exports("completed").link(status=404, kind="text/html")
    return tale.show("The file is gone.").end("failed", "network")


@breaks("C-EXP-6")
def gives_no_claim_link() -> Tale:
    return _exports("completed").link().hand().show("Saved.").end()


@breaks("C-EXP-6")
def shows_no_progress() -> Tale:
    tale = Tale().chatted().wish("export", output="out.mp4").state(DRAFT).submit().wait(30)
    tale.poll("completed").link().hand().has(jobs=(WHOLE,)).wait(1).claim()
    return tale.show("Keep it: https://nemo/workspace/claim?ct=claim:1").end()


def _left_behind(*files: HomeFile) -> Tale:
    tale = _exports(*["processing"] * 10).show("Not yet.").end("gave_up", "timeout").restart()
    return tale.has(home=files).wish("credits").credits().show("100").end()


@keeps("C-EXP-7")
def remembers_a_render() -> Tale:
    return _left_behind(KEPT, HomeFile(path="renders", mode=0o600, holds=("render:render_1",)))


@breaks("C-EXP-7")
def forgets_a_render() -> Tale:
    return _left_behind(KEPT)


# errors


def _blocked() -> Tale:
    tale = Tale().chatted().wish("export", output="out.mp4").state(DRAFT)
    return tale.submit(status=402, code=402, told={"code": 402})


@keeps("C-ERR-1")
def explains_the_plan() -> Tale:
    return (
        _blocked().show("Your plan has no export. This is not about credits.").end("failed", "plan")
    )


@breaks("C-ERR-1")
def sells_credits() -> Tale:
    return _blocked().show("Please buy more credits.").end("failed", "plan")


@breaks("C-ERR-1")
def tries_the_export_again() -> Tale:
    tale = _blocked().submit("render_2", status=402, code=402, told={"code": 402})
    return tale.show("Your plan has no export.").end("failed", "plan")


@keeps("C-ERR-2")
def waits_half_a_minute() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    tale.refused("anonymous_token", 429, bearer=None, client_id="client:1").wait(30)
    return tale.token().open().show("Ready.").end()


@keeps("C-ERR-2")
def reports_after_two() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    tale.refused("anonymous_token", 429, bearer=None, client_id="client:1").wait(30)
    tale.refused("anonymous_token", 429, bearer=None, client_id="client:1")
    return tale.show("Too many requests; try later.").end("failed", "rate_limit")


@breaks("C-ERR-2")
def retries_at_once() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    tale.refused("anonymous_token", 429, bearer=None, client_id="client:1").wait(1)
    return tale.token().open().show("Ready.").end()


@breaks("C-ERR-2")
def retries_for_ever() -> Tale:
    tale = Tale().wish("connect").show("Connecting…")
    for _ in range(4):
        tale.refused("anonymous_token", 429, bearer=None, client_id="client:1").wait(30)
    return tale.show("Too many requests; try later.").end("failed", "rate_limit")


@keeps("C-ERR-3")
def says_what_is_wrong() -> Tale:
    tale = Tale().chatted().wish("credits").visit("credits", kind="text/html", status=502)
    return tale.show("The service answers nonsense; try later.").end("failed", "protocol")


@breaks("C-ERR-3")
def takes_a_page_for_success() -> Tale:
    tale = Tale().chatted().wish("state").visit("state", kind="text/html", path="/s/9001/latest")
    return tale.show("All is well.").end()


@breaks("C-ERR-3")
def is_silent_about_nonsense() -> Tale:
    tale = Tale().chatted().wish("credits").visit("credits", kind="text/html", status=502)
    return tale.end("failed", "protocol")


def _unanswered() -> Tale:
    tale = Tale().chatted().wish("send", text="add a title")
    return tale.visit("run_sse", status=502, kind="text/html", asked=tale.asked())


@keeps("C-ERR-4")
def does_not_repeat_blindly() -> Tale:
    return _unanswered().show("I cannot tell whether it arrived.").end("failed", "network")


@keeps("C-ERR-4")
def finds_out_first() -> Tale:
    tale = Tale().chatted().wish("export", output="out.mp4").state(DRAFT)
    tale.submit(status=None, ending=Ending.NONE, told=None).show("Rendering…")
    tale.poll().change(status=404, code=404, told={"code": 404}).submit("render_2").wait(30)
    tale.poll("completed", "render_2").has(jobs=(WHOLE,))
    return _delivered(tale)


@breaks("C-ERR-4")
def repeats_a_message_blindly() -> Tale:
    tale = _unanswered().message(text("The title is there now.")).charged(50)
    return tale.show("The title is there now.").end()


@breaks("C-ERR-4")
def repeats_a_submit_blindly() -> Tale:
    tale = Tale().chatted().wish("export", output="out.mp4").state(DRAFT)
    tale.submit(status=None, ending=Ending.NONE, told=None).show("Rendering…").submit("render_2")
    tale.wait(30).poll("completed", "render_2").has(jobs=(WHOLE,))
    return _delivered(tale)


def _contradicted() -> Tale:
    tale = Tale().chatted().wish("send", text="another clip")
    return tale.refused("run_sse", 2001, status=402).change(asked=tale.asked())


@keeps("C-ERR-5")
def believes_the_body() -> Tale:
    return _contradicted().show("https://nemo/register?bind=anon_7").end("failed", "credits")


@breaks("C-ERR-5")
def believes_the_status() -> Tale:
    tale = Tale().chatted().wish("state")
    tale.refused("state", 4001, status=429, path="/s/9001/latest")
    return tale.show("Too many requests.").end("failed", "rate_limit")
