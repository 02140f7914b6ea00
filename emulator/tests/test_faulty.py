"""The script's faults at work on a small application: seen from outside, and accounted for."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from emulator.tests.wire_stage import Heard, Host, hosting

from nemo_emulator.agent import Heartbeat, Text, ToolCall, ToolResult, TurnKind, TurnPlan
from nemo_emulator.api.replies import EventStream
from nemo_emulator.clock import ScaledClock
from nemo_emulator.dialects import Voice
from nemo_emulator.faulty import (
    Desk,
    Faulty,
    Name,
    Named,
    VoicePen,
    met,
    planned,
    play,
    seen,
    whose,
)
from nemo_emulator.script import Faults, Place
from nemo_emulator.script.effects import Beat
from nemo_emulator.settings import Dialect

BODY = {"code": 0, "message": "success", "data": {"available": 100}}
JSON = json.dumps(BODY).encode()
PATHS = {
    "/credits": "credits",
    "/upload": "upload",
    "/run_sse": "run_sse",
    "/file": "media",
    "/state": "state",
}
STEPS = (
    Heartbeat(at=1.0),
    Text(at=2.0, text="你好"),
    ToolCall(at=3.0, name="edit", args={}, call_id="c"),
    ToolResult(at=4.0, name="edit", result={"ok": True}, call_id="c"),
    Text(at=5.0, text="Done."),
)
PLAN = TurnPlan(kind=TurnKind.EDIT, steps=STEPS, ends_at=6.0)
SCALE = 500.0


class App:
    """Answers as the product does, counts what was carried out, and plays a turn."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.clock = ScaledClock(scale=SCALE)
        self.began = self.clock.now()
        self.calls: list[str] = []
        self.layer = Faulty(self.answer, self.desk, lambda scope: PATHS.get(scope["path"]))

    def desk(self, scope: Any) -> Desk | None:
        if scope["path"].startswith("/__nemo"):
            return None
        return Desk(
            faults=self.faults,
            clock=self.clock,
            began=self.began,
            place=lambda name: Place(name.id, 2) if name.id == "9000000000002" else None,
        )

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope.setdefault("state", {})
        await self.layer(scope, receive, send)

    async def answer(self, scope: Any, receive: Any, send: Any) -> None:
        self.calls.append(scope["path"])
        match scope["path"]:
            case "/upload":
                self.calls.append(await self.read(receive))
                await self.reply(send)
            case "/run_sse":
                await self.read(receive)
                await EventStream(self.frames(scope))(scope, receive, send)
                self.calls.append("stream over")
            case _:
                await self.reply(send)

    async def read(self, receive: Any) -> str:
        more, size = True, 0
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return f"broken after {size}"
            size, more = size + len(message["body"]), message.get("more_body", False)
        return f"got {size}"

    async def reply(self, send: Any) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(JSON))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": JSON})

    def frames(self, scope: Any) -> AsyncIterator[bytes]:
        voice = Voice(Dialect.TYPED, "t1", self.clock.now())
        stream, here = planned(PLAN, voice, 1.0), met(scope)
        return self.plain(stream) if here is None else play(here, seen(here, stream, voice), voice)

    async def plain(self, stream: Any) -> AsyncIterator[bytes]:
        for piece in stream.pieces:
            yield piece.data


@pytest.fixture(scope="module", params=["httptools", "h11"])
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    with hosting(request.param, "asyncio") as host:
        yield host


@pytest.fixture
def app(host: Host) -> App:
    """A fresh one: what an earlier test left running stays with its own."""
    app = App()
    host.app = app
    return app


def get(host: Host, path: str = "/credits") -> httpx.Response:
    return ask(host, "GET", path)


def ask(host: Host, method: str, path: str, body: bytes = b"") -> httpx.Response:
    """One request on a connection of its own."""
    with httpx.Client(verify=False, trust_env=False, timeout=5) as http:
        return http.request(method, f"http://127.0.0.1:{host.port}{path}", content=body)


def raw(host: Host, request: str, body: bytes = b"", size: int | None = None) -> Heard:
    """The bytes of a request's reply, and how the connection ended."""
    method, path = request.split()
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    with host.peer() as peer:
        return peer.ask(head.encode() + body, size)


def counts(app: App) -> tuple[int, int]:
    """Consumed and completed, of the first rule, once everything has settled."""
    row = next(iter(app.faults))
    return row.consumed, row.completed


def settled(host: Host, app: App) -> bool:
    """Whether the first rule is completed, soon."""
    return soon(host, lambda: next(iter(app.faults)).completed == 1)


def soon(host: Host, true: Callable[[], bool]) -> bool:
    """Whether it comes true within two seconds."""
    for _ in range(200):
        if true():
            return True
        host.run(asyncio.sleep(0.01))
    return False


def test_without_rules_nothing_happens(host: Host, app: App) -> None:
    assert get(host).json() == BODY
    app.faults.add("credits#2: 503")
    assert get(host, "/state").json() == BODY
    assert get(host).status_code == 503


def test_the_control_plane_and_unknown_paths_are_left_alone(host: Host, app: App) -> None:
    app.faults.add("*: 503 times=*")

    assert get(host, "/__nemo/health").json() == get(host, "/nowhere").json() == BODY
    assert get(host, "/file").status_code == 503


def test_an_answer_stands_instead_of_the_work(host: Host, app: App) -> None:
    app.faults.add('credits: 429 retry-after=30, header "X-A" "b"')

    got = get(host)

    assert (got.status_code, got.json()["code"]) == (429, 429)
    assert (got.headers["retry-after"], got.headers["x-a"]) == ("30", "b")
    assert app.calls == []
    assert counts(app) == (1, 1)


def test_a_429_clears_or_persists(host: Host, app: App) -> None:
    app.faults.add("credits: 429")
    app.faults.add("state: 429 times=*")

    assert [get(host).status_code for _ in range(3)] == [429, 200, 200]
    assert [get(host, "/state").status_code for _ in range(3)] == [429, 429, 429]


def test_the_work_can_be_done_although_its_reply_is_lost(host: Host, app: App) -> None:
    """The client cannot know (C-ERR-4)."""
    app.faults.add("upload: 502 work=done, body html")

    heard = raw(host, "POST /upload", b"x" * 70_000, size=17)

    assert heard.data == b"HTTP/1.1 502 Bad "
    assert app.calls == ["/upload", "got 70000"]


def test_a_stream_starts_although_its_reply_is_lost(host: Host, app: App) -> None:
    app.faults.add("run_sse: 502 work=done")

    assert raw(host, "POST /run_sse", b"{}", size=12).data == b"HTTP/1.1 502"
    assert app.calls == ["/run_sse", "stream over"]


def test_a_request_comes_twice(host: Host, app: App) -> None:
    """The client hears one reply."""
    app.faults.add("upload: duplicate request")

    heard = raw(host, "POST /upload", b"x" * 10, size=15)

    assert heard.data == b"HTTP/1.1 200 OK"
    assert app.calls == ["/upload", "got 10"] * 2
    assert settled(host, app)


@pytest.mark.parametrize(
    ("effect", "body"),
    [
        ("body empty", b""),
        ("body truncated", JSON[: len(JSON) // 2]),
        ('body text "oops"', b"oops"),
        ("body wrong-type", b'{"code":"0","message":7,"data":{"available":"100"}}'),
    ],
)
def test_a_reply_has_another_body(host: Host, app: App, effect: str, body: bytes) -> None:
    app.faults.add(f"credits: {effect}")

    got = get(host)

    assert (got.status_code, got.content) == (200, body)
    assert counts(app) == (1, 1)


def test_a_reply_has_other_headers(host: Host, app: App) -> None:
    app.faults.add('credits: header "Content-Type" "text/plain"')
    app.faults.add('credits: no-header "Content-Type"')

    assert get(host).headers["content-type"] == "text/plain"
    assert "content-type" not in get(host).headers


def test_a_stream_becomes_a_page(host: Host, app: App) -> None:
    """As from a gateway in between."""
    app.faults.add("run_sse: body html")

    got = ask(host, "POST", "/run_sse", b"{}")

    assert got.headers["content-type"].startswith("text/html")
    assert got.text.startswith("<!doctype html>")


def test_a_delay_is_in_virtual_time(host: Host, app: App) -> None:
    app.faults.add("credits: delay 100s")
    before = app.clock.now()

    assert get(host).status_code == 200

    assert app.clock.now() - before >= 100
    assert counts(app) == (1, 1)


CUTS = {
    "cut after 0 bytes": (0, "fin"),
    "reset": (0, "rst"),
    "cut after 9 bytes": (9, "fin"),
    "reset after 9 bytes": (9, "rst"),
    "half-close after 9 bytes": (9, "fin"),
    "cut after 50%": (len(JSON) // 2, "fin"),
    "reset after all": (len(JSON), "rst"),
}


@pytest.mark.parametrize("effect", CUTS)
def test_a_reply_is_cut_in_its_body(host: Host, app: App, effect: str) -> None:
    """The promised length never comes; the work was done, and the fault is completed."""
    size, end = CUTS[effect]
    app.faults.add(f"credits: {effect}")

    heard = raw(host, "GET /credits")

    assert heard.end == end
    assert heard.data.partition(b"\r\n\r\n")[2] == JSON[:size]
    assert (b"\r\n\r\n" in heard.data) == (size > 0)
    assert app.calls == ["/credits"]
    assert settled(host, app)


def test_a_reply_hangs_in_its_body(host: Host, app: App) -> None:
    """Until the client has had enough."""
    app.faults.add("credits: hang after 9 bytes")

    with host.peer() as peer:
        peer.socket.sendall(b"GET /credits HTTP/1.1\r\nHost: x\r\n\r\n")
        heard = peer.hear(patience=0.2)

    assert (heard.data.partition(b"\r\n\r\n")[2], heard.end) == (JSON[:9], "open")
    assert settled(host, app)


def test_a_reply_can_be_silent_until_it_is_cut(host: Host, app: App) -> None:
    app.faults.add("credits: cut after 100s")
    before = app.clock.now()

    heard = raw(host, "GET /credits")

    assert (heard.data, heard.end) == (b"", "fin")
    assert app.clock.now() - before >= 100


def test_a_cut_beyond_the_reply_is_never_completed(host: Host, app: App) -> None:
    app.faults.add("credits: cut after 9999 bytes")

    assert get(host).json() == BODY
    assert counts(app) == (1, 0)


def test_faults_of_the_wire_are_completed_when_the_wire_is_done(host: Host, app: App) -> None:
    app.faults.add("credits: reset after 12 wire-bytes, slow headers 2000 bytes/s")

    heard = raw(host, "GET /credits")

    assert (heard.data, heard.end) == (b"HTTP/1.1 200", "rst")
    assert settled(host, app)


def test_an_upload_is_cut_on_its_way_up(host: Host, app: App) -> None:
    """So many bytes came; the application hears of a client that went away."""
    app.faults.add("upload: reset after 1000 bytes")

    heard = raw(host, "POST /upload", b"x" * 5000)

    assert (heard.data, heard.end) == (b"", "rst")
    assert settled(host, app)
    assert soon(host, lambda: len(app.calls) == 2)
    assert app.calls[1].startswith("broken")


def test_an_upload_is_cut_before_it_begins(host: Host, app: App) -> None:
    app.faults.add("upload: reset")

    assert raw(host, "POST /upload", b"x" * 10).end == "rst"
    assert settled(host, app)


def test_a_short_upload_gets_through(host: Host, app: App) -> None:
    app.faults.add("upload: reset after 1000 bytes")

    assert raw(host, "POST /upload", b"x" * 999, size=12).data == b"HTTP/1.1 200"
    assert app.calls == ["/upload", "got 999"]
    assert counts(app) == (1, 0)


def streamed(host: Host, session: str = "9000000000002", size: int | None = None) -> Heard:
    return raw(host, "POST /run_sse", json.dumps({"session_id": session}).encode(), size)


def test_a_stream_is_played_with_its_faults(host: Host, app: App) -> None:
    """Silent, and ended properly: the connection lives on."""
    app.faults.add("run_sse: silent, trailing text")

    heard = ask(host, "POST", "/run_sse", b"{}").text

    assert [json.loads(line[6:])["type"] for line in heard.split("\n\n") if line] == [
        "heartbeat",
        "tool_call",
        "tool_result",
        "text",
    ]
    assert counts(app) == (1, 1)


STREAM_CUTS = {
    "cut after 2 events": (b'{"type":"text","content":"\xe4\xbd\xa0\xe5\xa5\xbd"}\n\n', "fin"),
    "reset after 2 events": (b'{"type":"text","content":"\xe4\xbd\xa0\xe5\xa5\xbd"}\n\n', "rst"),
    "half-close after 10 bytes": (b'data: {"ty', "fin"),
    "cut after 1.5s": (b'data: {"type":"heartbeat"}\n\n', "fin"),
}


@pytest.mark.parametrize("effect", STREAM_CUTS)
def test_a_stream_is_cut_under_chunked_framing(host: Host, app: App, effect: str) -> None:
    """No last chunk, no announced close; the fault is completed."""
    kept, end = STREAM_CUTS[effect]
    app.faults.add(f"run_sse: {effect}")

    heard = streamed(host)

    assert heard.end == end
    assert heard.data.endswith(kept + b"\r\n")
    assert b"connection: close" not in heard.data.lower()
    assert settled(host, app)


def test_a_stream_is_left_open(host: Host, app: App) -> None:
    app.faults.add("run_sse: hang")

    with host.peer() as peer:
        peer.socket.sendall(b"POST /run_sse HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        heard = peer.hear(patience=0.3)

    assert heard.end == "open"
    assert b"Done." in heard.data
    assert b"0\r\n\r\n" not in heard.data
    assert settled(host, app)


def test_what_a_stream_never_came_to_is_not_completed(host: Host, app: App) -> None:
    app.faults.add("run_sse: cut after 99 events")

    ask(host, "POST", "/run_sse", b"{}")

    assert counts(app) == (1, 0)


def test_a_session_is_found_in_the_body(host: Host, app: App) -> None:
    """Reading it ahead takes nothing from the application."""
    app.faults.add("run_sse session=2: 503")
    app.faults.add("upload: 503 name=other")

    assert streamed(host, "9000000000001", size=12).data == b"HTTP/1.1 200"
    assert streamed(host, size=12).data == b"HTTP/1.1 503"
    assert "/run_sse" in app.calls


def test_a_request_that_names_no_session_is_in_none(host: Host, app: App) -> None:
    app.faults.add("run_sse session=2: 503")
    app.faults.add("* session=2: 503")

    assert raw(host, "POST /run_sse", b"no json", size=12).data == b"HTTP/1.1 200"
    assert get(host).status_code == 200


def test_in_process_a_cut_is_an_exception() -> None:
    """Where there is no socket, the caller sees a reset all the same."""
    app = App()
    app.faults.add("credits: reset")

    async def ask() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            await client.get("http://x/credits")

    with pytest.raises(ConnectionResetError):
        asyncio.run(ask())


def test_in_process_other_faults_work() -> None:
    app = App()
    app.faults.add("credits: 503, slow body 10 bytes/s")

    async def ask() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return (await client.get("http://x/credits")).status_code

    assert asyncio.run(ask()) == 503
    assert counts(app) == (1, 1)


@pytest.mark.parametrize(
    ("operation", "path", "body", "name"),
    [
        ("run_sse", "/run_sse", b'{"session_id":"1"}', Name(Named.SESSION, "1")),
        ("render_submit", "/x", b'{"sessionId":"1"}', Name(Named.SESSION, "1")),
        ("render_submit", "/x", b'{"session_id":"1"}', None),
        ("run_sse", "/run_sse", b"[1]", None),
        ("run_sse", "/run_sse", b'{"session_id":1}', None),
        ("state", "/api/state/nemo_agent/me/17/latest", b"", Name(Named.SESSION, "17")),
        ("upload", "/api/upload-video/nemo_agent/me/17", b"", Name(Named.SESSION, "17")),
        ("render_poll", "/api/render/proxy/lambda/r1", b"", Name(Named.RENDER, "r1")),
        ("render_download", "/api/render/proxy/r1/download", b"", Name(Named.RENDER, "r1")),
        ("state", "/elsewhere", b"", None),
        ("credits", "/api/credits/balance/simple", b"", None),
    ],
)
def test_a_request_says_whose_it_is(
    operation: str, path: str, body: bytes, name: Name | None
) -> None:
    assert whose(operation, path, body) == name


@pytest.mark.parametrize("dialect", Dialect)
def test_what_is_put_in_is_in_the_streams_dialect(dialect: Dialect) -> None:
    """Whole events, each JSON; ids come once."""
    pen = VoicePen(Voice(dialect, "t1", 1000.0))
    written = [
        pen.text("hi", 1.0),
        pen.error(500, "no"),
        pen.tool_result("look", {"data": "x"}, 1.0),
        pen.unknown(1.0),
        pen.unknown(1.0),
        pen.text("hi", 1.0),
    ]

    events = [one for data in written for one in data.decode().split("\n\n") if one]
    payloads = [json.loads(one.removeprefix("data: ")) for one in events]

    assert all(one.startswith("data: ") for one in events)
    ids = [one["id"] for one in payloads if "id" in one]
    assert len(ids) == len(set(ids)) == (len(payloads) if dialect is Dialect.ADK else 0)
    assert pen.heartbeat(Beat.EMPTY) == b"data:\n\n"
