"""Every fault of the algebra with the bytes that a client must see of it, and the end it must meet.

``CASES`` has at least one row for each kind of effect; a test counts them against ``LAYER``.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from emulator.tests.fault_stand import (
    FIRST,
    SCALE,
    Stand,
    body_of,
    chunks,
    head_of,
    standing,
)

from nemo_emulator.script.amounts import Amount, Unit
from nemo_emulator.script.effects import (
    Accept,
    AcceptLate,
    Answer,
    AnyEffect,
    Body,
    BodyText,
    Bom,
    By,
    Comments,
    ContentLength,
    Cut,
    Delay,
    Drip,
    Duplicate,
    FailAt,
    FileCut,
    Garbage,
    Greeting,
    Header,
    Heartbeats,
    Huge,
    Late,
    LineEnd,
    Lines,
    LinkExpired,
    LinkMissing,
    NoEffect,
    NoHeader,
    Pace,
    Progress,
    Refuse,
    Repeat,
    Segments,
    Shape,
    Silent,
    Slow,
    SlowBody,
    SlowHead,
    SplitAt,
    SplitEvery,
    SplitUtf8,
    Stall,
    StuckAt,
    Tail,
    Trailing,
    Twice,
    Unheard,
    Unknown,
    Work,
)

Bytes = Callable[[bytes], bytes]
Frames = Callable[[list[bytes], list[bytes]], bool]
HI = "你好"
BEAT = b'data: {"type":"heartbeat"}\n\n'
NOISE = b"I encountered a temporary issue"
REAL = 0.1
LATER = 100_000.0
"""Virtual seconds that no machine is so slow to let pass by itself."""
ENDS = {By.FIN: "fin", By.RST: "rst", By.HALF: "fin", By.HANG: "open"}


@dataclass(frozen=True, slots=True)
class Case:
    """``check`` raises ``AssertionError``; ``effect`` is what the script says."""

    name: str
    effect: AnyEffect
    check: Callable[[str, str, AnyEffect], None]

    def play(self, parser: str, loop: str) -> None:
        self.check(parser, loop, self.effect)


def case(name: str, effect: AnyEffect, check: Callable[[str, str, AnyEffect], None]) -> Case:
    return Case(name, effect, check)


# replies with a length


def credits_as(expected: Bytes, end: str = "open", least: float = 0.0) -> Any:
    """The balance, as these bytes of the unharmed reply, after at least so many real seconds."""

    def check(parser: str, loop: str, effect: AnyEffect) -> None:
        with standing(parser, loop) as stand:
            stand.prepare()
            ask = stand.get("/api/credits/balance/simple")
            clean = stand.reply(ask)
            stand.script("credits", effect)
            wanted = expected(clean)
            heard = stand.heard(ask, len(wanted), end)
            assert (heard.data, heard.end) == (wanted, end), (heard.data, wanted)
            assert heard.seconds >= least
            assert stand.done()
            assert stand.reply(ask) == clean

    return check


def bodied(body: bytes) -> Bytes:
    """The same head with this body and its length."""

    def change(clean: bytes) -> bytes:
        length = f"content-length: {len(body_of(clean))}\r\n".encode()
        right = f"content-length: {len(body)}\r\n\r\n".encode()
        return head_of(clean).replace(length, b"")[:-2] + right + body

    return change


def credits_like(
    test: Callable[[bytes, bytes], bool], status: bytes = b"HTTP/1.1 200", end: str = "open"
) -> Any:
    """The balance, in another shape: a reply that is framed rightly and passes a test."""

    def check(parser: str, loop: str, effect: AnyEffect) -> None:
        with standing(parser, loop) as stand:
            stand.prepare()
            ask = stand.get("/api/credits/balance/simple")
            clean = stand.reply(ask)
            stand.script("credits", effect)
            got = stand.reply(ask)
            assert got.startswith(status)
            assert test(clean, got)
            assert stand.done()
            assert stand.reply(ask) == clean

    return check


def wrong_types(clean: bytes, got: bytes) -> bool:
    right, wrong = json.loads(body_of(clean)), json.loads(body_of(got))
    return type(right["data"]) is not type(wrong["data"]) or any(
        type(a) is not type(b)
        for a, b in zip(right["data"].values(), wrong["data"].values(), strict=True)
    )


def lying(off: int) -> Bytes:
    def change(clean: bytes) -> bytes:
        n = len(body_of(clean))
        return clean.replace(f"content-length: {n}".encode(), f"content-length: {n + off}".encode())

    return change


def code_in_body(code: int) -> Callable[[bytes, bytes], bool]:
    return lambda _, got: json.loads(body_of(got))["code"] == code


def carried_out(parser: str, loop: str, effect: AnyEffect) -> None:
    """The session is made although the reply says 503."""
    with standing(parser, loop) as stand:
        stand.prepare()
        stand.script("create_session", effect)
        ask = stand.post("/api/tasks/me/with-session/nemo_agent", {"task_name": "t"})
        assert stand.reply(ask).startswith(b"HTTP/1.1 503")
        assert len(stand.services.state.sessions) == 2
        assert stand.done()


def twice(parser: str, loop: str, effect: AnyEffect) -> None:
    """Two sessions from one request, one reply."""
    with standing(parser, loop) as stand:
        stand.prepare()
        stand.script("create_session", effect)
        ask = stand.post("/api/tasks/me/with-session/nemo_agent", {"task_name": "t"})
        assert stand.reply(ask).startswith(b"HTTP/1.1 200")
        assert len(stand.services.state.sessions) == 3
        assert stand.done()


def cuts() -> list[Case]:
    """At byte 20 of the body and byte 12 of the wire, each with each end."""
    found = []
    for by, end in ENDS.items():
        inside = credits_as(lambda clean: head_of(clean) + body_of(clean)[:20], end)
        below = credits_as(lambda clean: clean[:12], end)
        found.append(case(f"cut body {by}", Cut(Amount(20, Unit.BYTES), by), inside))
        found.append(case(f"cut wire {by}", Cut(Amount(12, Unit.WIRE_BYTES), by), below))
    return found


# streams


def stream_as(test: Frames, *, text: str = HI, least: float = 0.0) -> Any:
    """A stream whose frames, each a chunk of sound framing, pass a test against the unharmed."""

    def check(parser: str, loop: str, effect: AnyEffect) -> None:
        with standing(parser, loop) as stand:
            stand.prepare()
            clean = stand.reply(stand.say(text))
        with standing(parser, loop) as stand:
            stand.prepare()
            stand.script("run_sse", effect)
            began = stand.services.clock.now()
            got = stand.reply(stand.say(text))
            assert (stand.services.clock.now() - began) / SCALE >= least
            assert head_of(got) == head_of(clean)
            assert test(chunks(clean), chunks(got)), got
            assert stand.done()

    return check


def same(clean: list[bytes], got: list[bytes]) -> bool:
    return b"".join(got) == b"".join(clean)


def ended_by(end: By) -> Any:
    """A stream that is cut after its first event, under chunked framing."""

    def check(parser: str, loop: str, effect: AnyEffect) -> None:
        with standing(parser, loop) as stand:
            stand.prepare()
            clean = stand.reply(stand.say(HI))
        with standing(parser, loop) as stand:
            stand.prepare()
            stand.script("run_sse", effect)
            first = chunks(clean)[0]
            wanted = head_of(clean) + f"{len(first):x}\r\n".encode() + first + b"\r\n"
            if end is By.END:
                wanted += b"0\r\n\r\n"
            heard = stand.heard(stand.say(HI), len(wanted), ENDS.get(end, "open"))
            assert (heard.data, heard.end) == (wanted, ENDS.get(end, "open"))

    return check


def lines_end(mapping: tuple[bytes, ...]) -> Frames:
    """The same lines, ended by these in turn."""

    def test(clean: list[bytes], got: list[bytes]) -> bool:
        lines = b"".join(clean).split(b"\n")
        ended = b"".join(line + mapping[n % len(mapping)] for n, line in enumerate(lines[:-1]))
        return b"".join(got) == ended + lines[-1]

    return test


def unfolded(*pairs: bytes) -> Frames:
    """The same stream once each first of these is put back to the second."""

    def test(clean: list[bytes], got: list[bytes]) -> bool:
        body = b"".join(got)
        for written, plain in zip(pairs[::2], pairs[1::2], strict=True):
            body = body.replace(written, plain)
        return body == b"".join(clean) and got != clean

    return test


def cut_signs(clean: list[bytes], got: list[bytes]) -> bool:
    """Some pieces are no text of their own, and all together are the same."""

    def broken(piece: bytes) -> bool:
        try:
            piece.decode()
        except UnicodeDecodeError:
            return True
        return False

    return same(clean, got) and any(map(broken, got))


def work_is(changed_at_once: bool, changed_later: bool) -> Any:  # noqa: FBT001 -- two facts
    """The stream says what it always says; the draft tells the difference."""

    def check(parser: str, loop: str, effect: AnyEffect) -> None:
        with standing(parser, loop) as stand:
            stand.prepare(picture=True)
            clean = stand.reply(stand.say(FIRST))
        with standing(parser, loop) as stand:
            stand.prepare(picture=True)
            stand.script("run_sse", effect)
            assert stand.reply(stand.say(FIRST)) == clean
            assert bool(stand.state()["draft"]["t"]) == changed_at_once
            stand.run(stand.services.clock.advance(LATER + 1))
            assert bool(stand.state()["draft"]["t"]) == changed_later

    return check


# connections


def greeted(data: Callable[[bytes], bool], end: str) -> Any:
    def check(parser: str, loop: str, effect: AnyEffect) -> None:
        with standing(parser, loop) as stand:
            stand.prepare()
            ask = stand.get("/api/credits/balance/simple")
            clean = stand.reply(ask)
            stand.script("connection", effect)
            heard = stand.greeting(ask=ask if end == "open" else b"")
            assert data(heard.data)
            assert heard.end == end
            assert stand.reply(ask) == clean

    return check


def looked_at_late(parser: str, loop: str, effect: AnyEffect) -> None:
    with standing(parser, loop) as stand:
        stand.prepare()
        ask = stand.get("/api/credits/balance/simple")
        clean = stand.reply(ask)
        stand.script("connection", effect)
        began = monotonic()
        assert stand.heard(ask, len(clean), "open").data == clean
        assert monotonic() - began >= REAL


def refused(parser: str, loop: str, effect: AnyEffect) -> None:
    """Connecting fails."""
    with standing(parser, loop) as stand:
        stand.prepare()
        stand.script("connection", effect)
        stand.run(asyncio.sleep(0.01))  # behind the server, which hears of the rule first
        assert stand.refused()


def refused_for_a_while(parser: str, loop: str, effect: AnyEffect) -> None:
    """Connecting works again after that time."""
    with standing(parser, loop) as stand:
        stand.prepare()
        ask = stand.get("/api/credits/balance/simple")
        clean = stand.reply(ask)
        stand.script("connection", effect)
        assert stand.done()
        for _ in range(500):
            if not stand.refused():
                break
            stand._thread.join(0.02)
        assert stand.reply(ask) == clean


# renders


def rendered(judge: Callable[[Stand, dict[str, Any]], None], *, wait: bool = True) -> Any:
    def check(parser: str, loop: str, effect: AnyEffect) -> None:
        with standing(parser, loop) as stand:
            stand.prepare(picture=True, edited=True)
            stand.script("render_job", effect)
            stand.export()
            stand.made()
            judge(stand, stand.developed() if wait else stand.poll())

    return check


def link(job: dict[str, Any]) -> str:
    return "/" + str(job["output"]["url"]).split("/", 3)[3]


def failed(_: Stand, job: dict[str, Any]) -> None:
    assert (job["status"], job["progress"]) == ("failed", 30)


def stuck(stand: Stand, _: dict[str, Any]) -> None:
    stand._thread.join(0.05)
    assert (stand.poll()["status"], stand.poll()["progress"]) == ("processing", 30)


def at_last(_: Stand, job: dict[str, Any]) -> None:
    assert (job["status"], job["progress"]) == ("completed", 100)


def by_polls(stand: Stand, first: dict[str, Any]) -> None:
    """Two polls tell of progress, the third one of the end."""
    told = [first, *(stand.poll() for _ in range(2))]
    assert [job["progress"] for job in told] == [33, 66, 100], told


def missing_once(stand: Stand, job: dict[str, Any]) -> None:
    replies = [stand.reply(stand.get(link(job))) for _ in range(2)]
    assert json.loads(body_of(replies[0]))["code"] == 404
    assert replies[1].startswith(b"HTTP/1.1 200")
    assert len(body_of(replies[1])) == job["output"]["size"]


def expired(stand: Stand, job: dict[str, Any]) -> None:
    assert json.loads(body_of(stand.reply(stand.get(link(job)))))["code"] == 404
    film = stand.reply(stand.get("/api/render/proxy/render_1/download"))
    assert len(body_of(film)) == job["output"]["size"]


def halved(stand: Stand, job: dict[str, Any]) -> None:
    half = job["output"]["size"] // 2
    for path in (link(job), "/api/render/proxy/render_1/download"):
        assert len(body_of(stand.reply(stand.get(path)))) == half


CASES: tuple[Case, ...] = (
    case("delay", Delay(50), credits_as(lambda clean: clean, least=50 / SCALE)),
    case("answer 503", Answer(503), credits_like(code_in_body(503), b"HTTP/1.1 503")),
    case("answer 1001", Answer(1001), credits_like(code_in_body(1001))),
    case(
        "answer 429",
        Answer(429, retry_after=3),
        credits_like(lambda _, got: b"retry-after: 3\r\n" in got.lower(), b"HTTP/1.1 429"),
    ),
    case("answer with work", Answer(503, work=Work.DONE), carried_out),
    case("empty body", Body(Shape.EMPTY), credits_as(bodied(b""))),
    case("html", Body(Shape.HTML), credits_like(lambda _, got: b"<html" in body_of(got).lower())),
    case(
        "truncated JSON",
        Body(Shape.TRUNCATED),
        credits_like(
            lambda clean, got: (
                body_of(got) == body_of(clean)[: len(body_of(got))]
                and 0 < len(body_of(got)) < len(body_of(clean))
            )
        ),
    ),
    case("wrong types", Body(Shape.WRONG_TYPE), credits_like(wrong_types)),
    case("body text", BodyText("hi there"), credits_as(bodied(b"hi there"))),
    case(
        "header",
        Header("x-odd", "yes"),
        credits_like(
            lambda clean, got: got.replace(b"x-odd: yes\r\n", b"") == clean and got != clean
        ),
    ),
    case(
        "no header",
        NoHeader("content-type"),
        credits_as(lambda clean: clean.replace(b"content-type: application/json\r\n", b"")),
    ),
    case("request twice", Duplicate(Twice.REQUEST), twice),
    case("reply twice", Duplicate(Twice.REPLY), credits_as(lambda clean: clean + clean)),
    *cuts(),
    case(
        "cut half way",
        Cut(Amount(50, Unit.PERCENT), By.FIN),
        credits_as(lambda c: head_of(c) + body_of(c)[: len(body_of(c)) // 2], "fin"),
    ),
    case("longer than said", ContentLength(-4), credits_as(lying(-4))),
    case("shorter than said", ContentLength(9), credits_as(lying(9))),
    case("slow head", SlowHead(800.0), credits_as(lambda clean: clean, least=REAL)),
    case("slow body", SlowBody(400.0), credits_as(lambda clean: clean, least=REAL)),
    case("segments", Segments((1, 2, 3)), credits_as(lambda clean: clean)),
    case(
        "garbage",
        Garbage(3, 5),
        credits_like(lambda clean, got: got[:3] + got[8:] == clean, b"HTT"),
    ),
    case(
        "silent",
        Silent(),
        stream_as(lambda c, g: g == [f for f in c if b'"type":"text"' not in f] and g != c),
    ),
    case(
        "heartbeats",
        Heartbeats(10, 40),
        stream_as(lambda _, g: len(g) >= 3 and set(g) == {BEAT}, least=30 / SCALE),
    ),
    case("stall", Stall(50, Amount(1, Unit.EVENTS)), stream_as(same, least=50 / SCALE)),
    case(
        "trailing text",
        Trailing(Tail.TEXT),
        stream_as(lambda c, g: g[: len(c)] == c and len(g) > len(c) and NOISE in g[-1]),
    ),
    case(
        "trailing error",
        Trailing(Tail.ERROR),
        stream_as(lambda c, g: g[:-1] == c and b'"type":"error"' in g[-1]),
    ),
    case("repeat", Repeat(), stream_as(lambda c, g: b"".join(g) == b"".join(f + f for f in c))),
    case(
        "unknown types",
        Unknown(Unheard.TYPES),
        stream_as(lambda c, g: [f for f in g if b"x_future" not in f] == c and g != c),
    ),
    case(
        "unknown fields",
        Unknown(Unheard.FIELDS),
        stream_as(
            lambda c, g: (
                len(g) == len(c) and all(len(a) < len(b) for a, b in zip(c, g, strict=True))
            )
        ),
    ),
    case(
        "comments",
        Comments(),
        stream_as(
            lambda c, g: (
                b"".join(
                    line
                    for line in b"".join(g).splitlines(keepends=True)
                    if not line.startswith(b":")
                ).replace(b"\n\n\n", b"\n\n")
                == b"".join(c)
                and b"".join(g).count(b":") > b"".join(c).count(b":")
            )
        ),
    ),
    case("bom", Bom(), stream_as(lambda c, g: b"".join(g) == b"\xef\xbb\xbf" + b"".join(c))),
    case("cr", Lines(LineEnd.CR), stream_as(lines_end((b"\r",)))),
    case("crlf", Lines(LineEnd.CRLF), stream_as(lines_end((b"\r\n",)))),
    case("mixed ends", Lines(LineEnd.MIXED), stream_as(lines_end((b"\n", b"\r", b"\r\n")))),
    case(
        "folded", Lines(LineEnd.FOLDED), stream_as(unfolded(b"{\ndata: ", b"{", b"\ndata: }", b"}"))
    ),
    case("tight", Lines(LineEnd.TIGHT), stream_as(unfolded(b"data:{", b"data: {"))),
    case(
        "named",
        Lines(LineEnd.NAMED),
        stream_as(unfolded(b"event: message\nid: 7\nretry: 3000\n", b"")),
    ),
    case(
        "huge",
        Huge(20_000),
        stream_as(lambda c, g: len(b"".join(g)) - len(b"".join(c)) >= 20_000),
    ),
    case(
        "split at",
        SplitAt((1, 7)),
        stream_as(lambda c, g: same(c, g) and [len(piece) for piece in g[:2]] == [1, 6]),
    ),
    case(
        "split every",
        SplitEvery(9),
        stream_as(lambda c, g: same(c, g) and {len(piece) for piece in g[:-1]} == {9}),
    ),
    case("split signs", SplitUtf8(), stream_as(cut_signs)),
    case("drip", Drip(2.0), stream_as(same, least=REAL)),
    *(
        case(f"stream cut {by}", Cut(Amount(1, Unit.EVENTS), by), ended_by(by))
        for by in (By.FIN, By.RST, By.HALF, By.HANG, By.END)
    ),
    case("late", Late(LATER), work_is(False, True)),  # noqa: FBT003 -- two facts
    case("no effect", NoEffect(), work_is(False, False)),  # noqa: FBT003 -- as above
    case("refuse", Refuse(3600), refused),
    case("refuse for a while", Refuse(REAL), refused_for_a_while),
    case("accept, close", Accept(Greeting.CLOSE), greeted(lambda data: data == b"", "fin")),
    case("accept, reset", Accept(Greeting.RESET), greeted(lambda data: data == b"", "rst")),
    case("accept, silence", Accept(Greeting.SILENCE), greeted(lambda data: data == b"", "open")),
    case(
        "accept, garbage",
        Accept(Greeting.GARBAGE),
        greeted(lambda data: len(data) > 0 and not data.startswith(b"HTTP"), "fin"),
    ),
    case("accept late", AcceptLate(REAL), looked_at_late),
    case("job fails", FailAt(30), rendered(failed)),
    case("job is stuck", StuckAt(30), rendered(stuck, wait=False)),
    case("job is slow", Slow(3), rendered(at_last)),
    case("job by polls", Progress(Pace.POLLS, 3), rendered(by_polls, wait=False)),
    case("link missing once", LinkMissing(1), rendered(missing_once)),
    case("link expired", LinkExpired(), rendered(expired)),
    case("file cut", FileCut(50), rendered(halved)),
)
