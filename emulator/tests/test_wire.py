"""Every fault below HTTP, seen from outside to the byte, in both parsers on both loops.

``whole`` is what the same request gets without a fault; it is fetched once a server.
"""

import asyncio
from collections.abc import Callable, Iterator
from itertools import product
from time import monotonic
from typing import Any

import pytest
from emulator.tests.wire_stage import (
    BODY,
    EVENTS,
    GET,
    LOOPS,
    PARSERS,
    STREAM,
    Host,
    gone,
    hosting,
    plain,
)

from nemo_emulator.clock import ScaledClock
from nemo_emulator.script import parse
from nemo_emulator.wire import (
    End,
    Greeting,
    Manner,
    Origin,
    WirePlan,
    WireTap,
    garbage,
    greeting,
    wire_plan,
)
from nemo_emulator.wire.tap import HIGH

OUTCOME = {End.FIN: "fin", End.RST: "rst", End.HALF: "fin", End.HANG: "open"}


@pytest.fixture(scope="module", params=list(product(PARSERS, LOOPS)), ids="-".join)
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    with hosting(*request.param) as host:
        yield host


@pytest.fixture(scope="module")
def whole(host: Host) -> bytes:
    return host.whole()


@pytest.fixture(scope="module")
def whole_stream(host: Host) -> bytes:
    return host.whole(STREAM)


def head(reply: bytes) -> int:
    """The length of the header block."""
    return reply.index(b"\r\n\r\n") + 4


def closing(request: bytes) -> bytes:
    """The same request from a client that asks for nothing after it."""
    return request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


def planned(rule: str) -> WirePlan:
    """The plan of a rule's text."""
    plan = wire_plan(parse(rule).effects)
    assert plan is not None
    return plan


def test_without_a_plan_nothing_stands_between(host: Host, whole: bytes) -> None:
    """``write`` is the real transport's own: nothing is paid for."""
    seen: list[object] = []

    async def look(tap: WireTap, receive: Any, send: Any) -> None:
        seen.append(tap.write == tap._transport.write)
        await plain(send, BODY)

    host.set(act=look)
    with host.peer() as peer:
        assert peer.ask(GET, len(whole)).data == whole
        assert peer.ask(GET, len(whole)).data == whole

    assert seen == [True]


@pytest.mark.parametrize("end", End)
def test_a_reply_is_cut_at_exactly_that_byte(host: Host, whole: bytes, end: End) -> None:
    """At the start, in the status line, around the end of the headers, at the last byte."""
    top = head(whole)
    for n in (0, 1, 9, 17, top - 1, top, top + 1, len(whole) - 1):
        host.set(plan=WirePlan(cut_at=n, end=end))

        with host.peer() as peer:
            heard = peer.watch(GET, n, OUTCOME[end])

        assert (heard.data, heard.end) == (whole[:n], OUTCOME[end])


@pytest.mark.parametrize("end", End)
def test_a_cut_under_chunked_framing_is_no_announced_close(
    host: Host, whole_stream: bytes, end: End
) -> None:
    """Neither a last chunk nor ``Connection: close`` (driver protocol, fairness)."""
    n = whole_stream.index(EVENTS[2]) + 5
    host.set(plan=WirePlan(cut_at=n, end=end))

    with host.peer() as peer:
        heard = peer.watch(STREAM, n, OUTCOME[end])

    assert (heard.data, heard.end) == (whole_stream[:n], OUTCOME[end])
    assert b"connection: close" not in heard.data.lower()
    assert b"chunked" in heard.data.lower()


def test_offsets_can_count_from_the_body(host: Host, whole: bytes) -> None:
    host.set(plan=WirePlan(origin=Origin.BODY, cut_at=50, end=End.FIN))

    with host.peer() as peer:
        heard = peer.ask(GET)

    assert (heard.data, heard.end) == (whole[: head(whole) + 50], "fin")


def test_the_work_goes_on_when_its_reply_is_cut(host: Host) -> None:
    """The application comes to its end; nobody tells it."""
    stage = host.set(plan=WirePlan(cut_at=100, end=End.RST))

    with host.peer() as peer:
        assert peer.ask(STREAM).end == "rst"

    assert stage.worked.wait(2)


def test_half_a_close_still_takes_what_the_client_sends(host: Host) -> None:
    """The client has an end of file, and its bytes are not met with a reset."""
    host.set(plan=WirePlan(cut_at=40, end=End.HALF))

    with host.peer() as peer:
        assert peer.ask(GET).end == "fin"
        assert peer.ask(b"x" * 10).end == "fin"
        assert peer.ask(b"x" * 10).end == "fin"


def test_a_hanging_reply_outlives_the_keep_alive_timer(host: Host) -> None:
    """uvicorn would close after a tenth of a second."""
    host.set(plan=WirePlan(cut_at=40, end=End.HANG))

    with host.keeping_alive(0.1), host.peer() as peer:
        peer.ask(GET, 40)
        heard = peer.hear(patience=0.3)

    assert (heard.data, heard.end) == (b"", "open")


INSERTED = {
    "before the status line": "credits: garbage size=7",
    "in the status line": "credits: garbage at=9 size=3",
    "in the body": "credits: garbage at=200 size=5",
}


@pytest.mark.parametrize("rule", INSERTED.values(), ids=INSERTED)
def test_garbage_is_put_in(host: Host, whole: bytes, rule: str) -> None:
    plan = planned(rule)
    ((at, junk),) = plan.insert
    host.set(plan=plan)

    with host.peer() as peer:
        heard = peer.ask(GET, len(whole) + len(junk))

    assert heard.data == whole[:at] + junk + whole[at:]
    assert junk == garbage(len(junk))


def test_an_invalid_chunk_size_is_put_in(host: Host, whole_stream: bytes) -> None:
    """What no ASGI server would frame."""
    at = whole_stream.index(EVENTS[1]) - 4
    host.set(plan=WirePlan(insert=((at, b"zz\r\n"),)))

    with host.peer() as peer:
        heard = peer.ask(STREAM, len(whole_stream) + 4)

    assert heard.data == whole_stream[:at] + b"zz\r\n" + whole_stream[at:]


def test_bytes_are_overlaid_across_writes(host: Host, whole_stream: bytes) -> None:
    """The length stays; here the end of one event and the beginning of the next."""
    at = whole_stream.index(EVENTS[1]) + len(EVENTS[1]) - 3
    host.set(plan=WirePlan(replace=((at, b"#" * 12),)))

    with host.peer() as peer:
        heard = peer.ask(STREAM, len(whole_stream))

    assert heard.data == whole_stream[:at] + b"#" * 12 + whole_stream[at + 12 :]


@pytest.mark.parametrize("off", [100, -10])
def test_a_content_length_lies(host: Host, whole: bytes, off: int) -> None:
    """The body is whole."""
    host.set(plan=planned(f"credits: content-length {off:+d}"))

    true, false = str(len(BODY)).encode(), str(len(BODY) + off).encode()
    expected = whole.replace(b": " + true, b": " + false)

    with host.peer() as peer:
        heard = peer.ask(GET, len(expected))

    assert heard.data == expected


def test_a_reply_comes_twice(host: Host, whole: bytes) -> None:
    host.set(plan=planned("credits: duplicate reply"))

    with host.peer() as peer:
        assert peer.ask(GET, 2 * len(whole)).data == whole * 2


SLOW: dict[str, tuple[str, Callable[[bytes], float]]] = {
    "headers": ("credits: slow headers 1000 bytes/s", lambda reply: head(reply) / 1000),
    "body": ("credits: slow body 2000 bytes/s", lambda reply: len(BODY) / 2000),
}


@pytest.mark.parametrize("what", SLOW)
def test_bytes_come_slowly(host: Host, whole: bytes, what: str) -> None:
    """No faster than the rate, and all of them."""
    rule, takes = SLOW[what]
    host.set(plan=planned(rule))

    with host.peer() as peer:
        heard = peer.ask(GET, len(whole))

    assert heard.data == whole
    assert heard.seconds >= 0.8 * takes(whole)


def test_a_reply_leaves_in_segments(host: Host, whole: bytes) -> None:
    """Every send is followed by its gap."""
    host.set(plan=WirePlan(segments=(1, 2, 3, 100), gap=0.02))

    with host.peer() as peer:
        heard = peer.ask(GET, len(whole))

    assert heard.data == whole
    assert heard.seconds >= 0.02 * (3 + (len(whole) - 7) // 100)


def test_a_reply_stalls_before_a_byte(host: Host, whole: bytes) -> None:
    host.set(plan=WirePlan(stalls=((30, 0.25),)))

    with host.peer() as peer:
        before = peer.ask(GET, 30)
        after = peer.hear(len(whole) - 30)

    assert before.data + after.data == whole
    assert before.seconds + after.seconds >= 0.2


KIND = {
    "garbage": WirePlan(insert=((0, b"junk"),)),
    "head": WirePlan(head=lambda head: head),
    "segments": WirePlan(segments=(40,)),
    "rate": WirePlan(body_rate=1e6),
    "late cut": WirePlan(cut_at=10_000),
}


@pytest.mark.parametrize("plan", KIND.values(), ids=KIND)
def test_a_plan_ends_with_its_response(host: Host, whole: bytes, plan: WirePlan) -> None:
    """The next ones on the connection are clean, those sent ahead too."""
    size = len(whole) + sum(len(data) for _, data in plan.insert)
    host.set(plan=plan)

    with host.peer() as peer:
        first = peer.ask(GET + GET, size)
        second = peer.hear(len(whole))
        third = peer.ask(GET, len(whole))

    assert first.data.endswith(whole)
    assert second.data == third.data == whole


def test_a_closing_connection_says_all_before_it_closes(host: Host) -> None:
    """``Connection: close`` of the client waits behind the plan."""
    clean = host.whole(closing(GET))
    host.set(plan=WirePlan(segments=(30,)))

    with host.peer() as peer:
        heard = peer.ask(closing(GET))

    assert (heard.data, heard.end) == (clean, "fin")


def test_an_interim_response_is_not_what_the_plan_is_for(host: Host, whole: bytes) -> None:
    """100 Continue passes; offsets count from the real status line."""
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"

    async def read(_: WireTap, receive: Any, send: Any) -> None:
        await receive()
        await plain(send, BODY)

    host.set(plan=WirePlan(cut_at=17, end=End.FIN), act=read)
    with host.peer() as peer:
        assert b"100" in peer.ask(request, 25).data
        assert peer.ask(b"ok").data == whole[:17]


@pytest.mark.parametrize("end", End)
def test_an_application_ends_its_own_stream(host: Host, whole_stream: bytes, end: End) -> None:
    """After what was sent so far, without a last chunk; then it hears of a disconnect."""
    done: list[float] = []

    async def act(tap: WireTap, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for event in EVENTS[:2]:
            await send({"type": "http.response.body", "body": event, "more_body": True})
        await tap.finish(end)
        await send({"type": "http.response.body", "body": EVENTS[2], "more_body": True})
        await gone(receive)
        done.append(monotonic())

    expected = whole_stream[: whole_stream.index(EVENTS[2]) - 4]
    stage = host.set(act=act)
    with host.peer() as peer:
        heard = peer.watch(STREAM, len(expected), OUTCOME[end])

    assert stage.worked.wait(2)
    assert len(done) == 1
    assert (heard.data, heard.end) == (expected, OUTCOME[end])


def test_an_upload_is_reset_when_so_much_has_come(host: Host) -> None:
    """The client is still sending."""

    async def act(tap: WireTap, receive: Any, send: Any) -> None:
        size = 0
        while size < 1000:
            size += len((await receive())["body"])
        await tap.finish(End.RST)
        await gone(receive)

    stage = host.set(act=act)
    with host.peer() as peer:
        heard = peer.ask(
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n" + b"x" * 2000
        )

    assert (heard.data, heard.end) == (b"", "rst")
    assert stage.worked.wait(2)


def test_an_upload_can_be_made_to_wait(host: Host, whole: bytes) -> None:
    """The receive window is shut for a while; then everything comes."""

    async def act(tap: WireTap, receive: Any, send: Any) -> None:
        await tap.stop_reading(0.1)
        size, more = 0, True
        while more:
            message = await receive()
            size, more = size + len(message["body"]), message["more_body"]
        host.stage.noticed.append(size)
        await plain(send, BODY)

    stage = host.set(act=act)
    with host.peer() as peer:
        size = 3_000_000
        sent = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size
        heard = peer.ask(sent, len(whole))

    assert heard.data == whole
    assert stage.noticed == [size]


def test_a_slow_client_side_holds_up_the_application(host: Host) -> None:
    """No more than a buffer's worth waits in the tap."""
    chunk, most = b"x" * 20_000, []

    async def act(tap: WireTap, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(20):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            most.append(tap._queued)
        await send({"type": "http.response.body", "body": b""})

    stage = host.set(plan=WirePlan(body_rate=4e6), act=act)
    with host.peer() as peer:
        heard = peer.ask(closing(STREAM))

    assert stage.worked.wait(2)
    assert heard.data.count(b"x") == 20 * len(chunk)
    assert HIGH // 2 < max(most) < HIGH + 2 * len(chunk)


def test_a_client_that_leaves_ends_the_dripping(host: Host, whole: bytes) -> None:
    """The rest is not written to nobody."""
    tasks: list[Any] = []

    async def act(tap: WireTap, receive: Any, send: Any) -> None:
        await plain(send, BODY)
        tasks.append(tap)

    stage = host.set(plan=WirePlan(body_rate=10), act=act)
    with host.peer() as peer:
        peer.ask(GET, len(whole) - len(BODY) + 1)
    assert stage.worked.wait(2)
    until = monotonic() + 2
    while tasks[0]._task is not None and monotonic() < until:
        host.run(asyncio.sleep(0.01))

    assert tasks[0]._task is None


def test_a_reset_waits_a_while_for_a_client_that_does_not_read(host: Host) -> None:
    """Half a second at most; then what is under way is lost."""
    took: list[float] = []

    async def act(tap: WireTap, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x" * 8_000_000, "more_body": True})
        began = monotonic()
        await tap.finish(End.RST)
        took.append(monotonic() - began)
        await gone(receive)

    stage = host.set(act=act)
    with host.peer() as peer:
        peer.socket.sendall(STREAM)
        assert stage.worked.wait(3)
        heard = peer.hear()

    assert heard.end == "rst"
    assert len(heard.data) < 8_000_000
    assert 0.4 < took[0] < 2


def test_a_tap_is_a_face_of_its_transport() -> None:
    """What it does not shape, it passes on."""
    said: list[str] = []

    class Noted(asyncio.Transport):
        def __getattribute__(self, name: str) -> Any:
            def noted(*_: object) -> int:
                said.append(name)
                return 7

            return noted

    tap = WireTap(Noted(), asyncio.Protocol(), ScaledClock())
    tap.writelines([b"a", b"b"])
    tap.pause_reading()
    tap.resume_reading()
    tap.set_protocol(asyncio.Protocol())
    size = tap.get_write_buffer_size()
    tap.abort()

    assert said[:4] == ["write", "pause_reading", "resume_reading", "set_protocol"]
    assert said[4:] == ["get_write_buffer_size", "abort"]
    assert size == 7


GREETINGS = {
    "connection: accept then close": (b"", "fin"),
    "connection: accept then reset": (b"", "rst"),
    "connection: accept then silence": (b"", "open"),
    "connection: accept then garbage": (garbage(64), "fin"),
}
SPEAKING = {Manner.CLOSE, Manner.GARBAGE}
"""To ask a closed socket something would be answered with a reset."""


@pytest.mark.parametrize("rule", GREETINGS)
def test_a_connection_meets_something_else_than_http(host: Host, rule: str) -> None:
    greeted = greeting(parse(rule).effects)
    assert greeted is not None
    host.set(greeting=greeted)

    with host.peer() as peer:
        if greeted.manner in SPEAKING:
            heard = peer.hear()
        else:
            heard = peer.watch(GET, 0, GREETINGS[rule][1])

    assert (heard.data, heard.end) == GREETINGS[rule]


def test_a_connection_is_looked_at_late(host: Host, whole: bytes) -> None:
    """What was sent meanwhile is answered."""
    host.set(greeting=greeting(parse("connection: accept after 0.2s").effects))

    with host.peer() as peer:
        heard = peer.ask(GET, len(whole))

    assert heard.data == whole
    assert heard.seconds >= 0.18


def test_a_client_may_leave_before_it_is_looked_at(host: Host, whole: bytes) -> None:
    """Nobody is answered, and the next one is."""
    host.set(greeting=Greeting(Manner.LATE, seconds=0.05))
    with host.peer() as peer:
        peer.socket.sendall(GET)

    host.run(asyncio.sleep(0.1))

    assert host.whole() == whole


@pytest.mark.parametrize("combination", [("httptools", "asyncio"), ("h11", "uvloop")], ids="-".join)
def test_a_server_stops_although_a_reply_hangs(combination: tuple[str, str]) -> None:
    """At once, not after the time that uvicorn grants."""
    with hosting(*combination) as host:
        host.set(plan=WirePlan(cut_at=10, end=End.HANG))
        with host.peer() as peer:
            peer.ask(GET, 10)
            began = monotonic()
            host.stop()
            took = monotonic() - began

    assert took < 0.9
