"""Both drivers over real sockets: whatever happens on the wire, the flows get the right answer."""

import asyncio
import hashlib
import io
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from client.tests.loopback import SSE, Loopback, Raw, chunked, envelope, loopback, plain

from nemo_client.adriver import AsyncDriver, AsyncTelling
from nemo_client.chance import RealChance
from nemo_client.clock import AsyncScaledClock, ScaledClock
from nemo_client.driver import Driver, Telling
from nemo_client.errors import FileUnwritable
from nemo_client.flows.steps import (
    Answer,
    Ask,
    Broken,
    Call,
    Chunk,
    Close,
    Consent,
    Done,
    Flow,
    Open,
    Read,
    Reply,
    Request,
    Save,
    Saved,
    Silence,
    Source,
    Step,
    Tell,
    Wait,
    do,
)
from nemo_client.identity import Keeper
from nemo_client.local import Local
from nemo_client.user import Nobody

T = TypeVar("T")
Drive = Callable[[Flow[T]], T]
SCALE = 1000.0


class Listener(Nobody):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.progress: list[tuple[int, int]] = []

    def tell(self, told: Tell) -> None:
        self.heard.append(told.text)

    def ask(self, question: Ask) -> bool:
        return question.question == "resend"

    def uploaded(self, done: int, total: int) -> None:
        self.progress.append((done, total))


def local(folder: Path) -> Local:
    return Local(RealChance(), Keeper(folder))


def drive_sync(flow: Flow[T], folder: Path, user: Listener) -> T:
    with httpx.Client(trust_env=False) as http:
        return Driver(http, ScaledClock(SCALE), local(folder), user).run(flow)


def drive_async(flow: Flow[T], folder: Path, user: Listener) -> T:
    async def run() -> T:
        async with httpx.AsyncClient(trust_env=False) as http:
            driver = AsyncDriver(http, AsyncScaledClock(SCALE), local(folder), user)
            return await driver.run(flow)

    return asyncio.run(run())


@pytest.fixture
def user() -> Listener:
    return Listener()


@pytest.fixture(params=[drive_sync, drive_async], ids=["sync", "async"])
def drive(request: pytest.FixtureRequest, tmp_path: Path, user: Listener) -> Drive[Any]:
    """Either driver: takes a flow, gives its result."""
    return lambda flow: request.param(flow, tmp_path, user)


def get(server: Loopback, **more: Any) -> Request:
    return Request(operation="x", method="GET", url=f"{server.url}/x", headers={}, **more)


def timeless(answer: Answer) -> Answer:
    return replace(answer, now=0.0)


def until_the_end(request: Request, patience: float = 5000.0) -> Flow[list[Answer]]:
    """Open a stream and read it; what came, last the end."""
    came: list[Answer] = [(yield from do(Open(request)))]
    while isinstance(came[-1], Reply | Chunk):
        came.append((yield from do(Read(came[-1].now + patience))))
    yield from do(Close())
    return came


def told(came: list[Answer]) -> tuple[bytes, str]:
    data = b"".join(item.data for item in came if isinstance(item, Chunk))
    return data, type(came[-1]).__name__


def test_reply_is_read_whole(drive: Drive[Any]) -> None:
    """Status, headers in lower case, body."""
    with loopback(plain(b'{"code": 1001}', status=401)) as server:
        reply = drive(do(Call(get(server))))

    assert (reply.status, reply.body) == (401, b'{"code": 1001}')
    assert reply.headers["content-type"] == "application/json"


def test_json_and_headers_go_out_as_they_are(drive: Drive[Any]) -> None:
    """The flow's headers, nothing of cookies or other origins."""
    wish = Request(
        operation="x", method="POST", url="", headers={"X-Skill-Source": "s"}, json={"a": "é\ud800"}
    )
    with loopback(envelope({})) as server:
        drive(do(Call(replace(wish, url=server.url + "/p"))))

    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/p")
    assert json.loads(asked.body) == {"a": "é\ud800"}
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["x-skill-source"] == "s"


def test_nobody_listens(drive: Drive[Any]) -> None:
    """C-ERR-4: a connection that was never made carried nothing."""
    with loopback() as server:
        request = get(server)

    answer = drive(do(Call(request)))

    assert timeless(answer) == Broken(0, sent=False)


@pytest.mark.parametrize(
    "reply",
    [
        Raw((), "close"),
        Raw((), "reset"),
        Raw((b"HTTP/1.1 200 OK\r\nContent-Le",), "close"),
        Raw((b"\x00\x01 nonsense\r\n\r\n",), "close"),
        plain(b"short", length=50),
        plain(b"no gzip", kind="a\r\nContent-Encoding: gzip"),
    ],
    ids=["closed", "reset", "half a head", "no HTTP", "cut body", "bad coding"],
)
@pytest.mark.parametrize("step", [Call, Open])
def test_no_whole_reply(
    drive: Drive[Any], reply: Raw, step: Callable[[Request], Step[Any]]
) -> None:
    """C-ERR-4: once sending began, nobody knows what arrived."""
    with loopback(reply) as server:
        answer = drive(do(step(get(server))))

    assert timeless(answer) == Broken(0, sent=True)


def test_redirects_are_the_flows_affair(drive: Drive[Any]) -> None:
    """C-ATTR-1: no header goes anywhere unseen."""
    moved = Raw((b"HTTP/1.1 302 F\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n",))
    with loopback(moved) as server:
        reply = drive(do(Call(get(server))))

    assert reply.headers["location"] == "/y"
    assert len(server.asked) == 1


def test_stream_that_ends_well(drive: Drive[Any]) -> None:
    """The pieces in order, then the end."""
    with loopback(chunked(b"data: a\n\n", b"data: b\n\n")) as server:
        came = drive(until_the_end(get(server)))

    assert told(came) == (b"data: a\n\ndata: b\n\n", "End")


@pytest.mark.parametrize("then", ["close", "reset"])
def test_stream_that_is_cut(drive: Drive[Any], then: str) -> None:
    """C-SSE-7: a cut is not an end, and what came before it counts."""
    with loopback(chunked(b"data: a\n\n", then=then, end=b"")) as server:
        came = drive(until_the_end(get(server)))

    assert told(came)[1] == "Broken"


def test_stream_in_other_capitals(drive: Drive[Any]) -> None:
    """Media types are case-insensitive."""
    with loopback(chunked(b"x", kind="Text/Event-Stream; Charset=UTF-8")) as server:
        came = drive(until_the_end(get(server)))

    assert told(came) == (b"x", "End")


def test_refusal_instead_of_a_stream(drive: Drive[Any]) -> None:
    """A JSON reply to a stream request is a reply like any other."""
    with loopback(envelope(None, code=1002)) as server:
        reply = drive(do(Open(get(server))))

    assert not reply.streaming
    assert b"1002" in reply.body


def test_event_stream_with_an_error_status_is_none(drive: Drive[Any]) -> None:
    """Only HTTP 200 opens a stream."""
    with loopback(plain(b"data: x\n\n", status=500, kind=SSE)) as server:
        reply = drive(do(Open(get(server))))

    assert (reply.status, reply.streaming) == (500, False)


def test_silence_is_reported_in_time_and_the_stream_goes_on(drive: Drive[Any]) -> None:
    """C-SSE-3, C-SSE-8: waiting ends at the time that was named; nothing is lost by it."""

    def flow() -> Flow[tuple[Answer, Answer, Answer]]:
        opened = yield from do(Open(get(server)))
        first = yield from do(Read(opened.now + 5000))
        second = yield from do(Read(first.now + 50))
        closed = yield from do(Close())
        return first, second, closed

    with loopback(chunked(b"data: a\n\n", end=b"", then="hang")) as server:
        first, second, _ = drive(flow())
        assert server.gone.wait(5)

    assert isinstance(first, Chunk)
    assert isinstance(second, Silence)
    assert second.now >= first.now + 50


def test_leaving_early_lets_go_of_the_stream(tmp_path: Path) -> None:
    """Closing what runs hangs up at once, though the server says nothing."""

    def flow() -> Flow[None]:
        yield from do(Open(get(server)))
        yield from do(Tell("open"))
        yield from do(Read(1e9))

    with (
        loopback(chunked(b"x", end=b"", then="hang")) as server,
        httpx.Client(trust_env=False) as http,
    ):
        telling = Telling(Driver(http, ScaledClock(), local(tmp_path), Nobody()), flow())
        assert next(telling).text == "open"

        telling.close()

        assert server.gone.wait(5)


def test_leaving_early_lets_go_of_the_async_stream(tmp_path: Path) -> None:
    """The same for the other driver."""

    def flow() -> Flow[None]:
        yield from do(Open(get(server)))
        yield from do(Tell("open"))
        yield from do(Read(1e9))

    async def run() -> None:
        async with httpx.AsyncClient(trust_env=False) as http:
            driver = AsyncDriver(http, AsyncScaledClock(), local(tmp_path), Nobody())
            telling = AsyncTelling(driver, flow())
            assert (await anext(telling)).text == "open"
            await telling.close()

    with loopback(chunked(b"x", end=b"", then="hang")) as server:
        asyncio.run(run())

        assert server.gone.wait(5)


def test_a_flood_is_not_read_ahead(tmp_path: Path) -> None:
    """Memory stays flat: what nobody takes stays with the sender."""
    flood = chunked(*[b"x" * 60_000] * 1000, end=b"")

    def flow() -> Flow[None]:
        yield from do(Open(get(server)))
        yield from do(Wait(100))
        yield from do(Close())

    with loopback(flood) as server:
        drive_sync(flow(), tmp_path, Listener())
        assert server.gone.wait(5)


def test_upload_streams_every_kind_of_source(
    drive: Drive[Any], user: Listener, tmp_path: Path
) -> None:
    """Paths, bytes and open files in one multipart body of known length, with progress."""
    path = tmp_path / "a.jpg"
    path.write_bytes(b"A" * 600_000)
    sources = (
        Source("a.jpg", path),
        Source('b "é".jpg', b"BB"),
        Source("c.jpg", io.BytesIO(b"CCC")),
    )

    def flow(request: Request) -> Flow[Reply | Broken]:
        yield from do(Call(request))
        return (yield from do(Call(request)))

    with loopback(envelope({}), envelope({})) as server:
        drive(flow(replace(get(server, sources=sources), method="POST")))

    for asked in server.asked:
        boundary = asked.headers["content-type"].partition("boundary=")[2].encode()
        parts = asked.body.split(b"--" + boundary)
        assert parts[1].endswith(b"\r\n\r\n" + b"A" * 600_000 + b"\r\n")
        assert 'name="files"; filename="b %22é%22.jpg"'.encode() in parts[2]
        assert parts[3].endswith(b"\r\n\r\nCCC\r\n")
        assert parts[4] == b"--\r\n"
    assert user.progress[-1][0] == user.progress[-1][1] == len(server.asked[0].body)


def test_upload_of_a_file_that_went_away(drive: Drive[Any], tmp_path: Path) -> None:
    """Nothing is sent, and nothing crashes."""
    with loopback(envelope({})) as server:
        request = get(server, sources=(Source("a", tmp_path / "gone"),))
        answer = drive(do(Call(replace(request, method="POST"))))

    assert isinstance(answer, Broken)
    assert server.asked == []


def test_download_goes_to_the_file(drive: Drive[Any], tmp_path: Path) -> None:
    """Length and digest are those of the bytes; a missing folder is made."""
    target = tmp_path / "new" / "v.part"
    with loopback(plain(b"video" * 1000, kind="video/mp4")) as server:
        reply = drive(do(Save(get(server), target)))

    assert target.read_bytes() == b"video" * 1000
    assert reply.saved == Saved(5000, hashlib.sha256(b"video" * 1000).hexdigest(), whole=True)


def test_chunked_download_is_whole(drive: Drive[Any], tmp_path: Path) -> None:
    """Its proper end says so."""
    with loopback(chunked(b"vi", b"deo", kind="video/mp4")) as server:
        reply = drive(do(Save(get(server), tmp_path / "v.part")))

    assert reply.saved.whole


def test_download_without_any_length_is_not_known_to_be_whole(
    drive: Drive[Any], tmp_path: Path
) -> None:
    """C-EXP-5: a body that ends with the connection may have been cut."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\nvideo"
    with loopback(Raw((head,), "close")) as server:
        reply = drive(do(Save(get(server), tmp_path / "v.part")))

    assert not reply.saved.whole


def test_cut_download_is_broken(drive: Drive[Any], tmp_path: Path) -> None:
    """C-EXP-5"""
    with loopback(plain(b"vid", kind="video/mp4", length=5)) as server:
        answer = drive(do(Save(get(server), tmp_path / "v.part")))

    assert isinstance(answer, Broken)


def test_refused_download_leaves_no_file(drive: Drive[Any], tmp_path: Path) -> None:
    """A code in HTTP 200 is JSON, not a video."""
    with loopback(envelope(None, code=1001)) as server:
        reply = drive(do(Save(get(server), tmp_path / "v.part")))

    assert reply.saved is None
    assert not (tmp_path / "v.part").exists()


def test_target_that_cannot_be_written(drive: Drive[Any], tmp_path: Path) -> None:
    """Said in a sentence, with the folder's name."""
    (tmp_path / "file").write_bytes(b"")
    with (
        loopback(plain(b"video", kind="video/mp4")) as server,
        pytest.raises(FileUnwritable, match="Name another place"),
    ):
        drive(do(Save(get(server), tmp_path / "file" / "v.part")))


def test_absurd_reply_is_cut(drive: Drive[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays bounded; the rest is not read."""
    monkeypatch.setattr("nemo_client.driver.LONGEST_REPLY", 1000)
    monkeypatch.setattr("nemo_client.adriver.LONGEST_REPLY", 1000)
    with loopback(plain(b"x" * 500_000)) as server:
        reply = drive(do(Call(get(server))))

    assert 1000 < len(reply.body) < 500_000


def test_waiting_asking_and_telling(drive: Drive[Any], user: Listener) -> None:
    """Time is the clock's, answers are the user's."""

    def flow() -> Flow[tuple[Done, Consent, Consent]]:
        yield from do(Tell("hello"))
        waited = yield from do(Wait(20))
        yes = yield from do(Ask("resend", "?"))
        return waited, yes, (yield from do(Ask("other", "?")))

    waited, yes, no = drive(flow())

    assert waited.now >= 20
    assert (yes.yes, no.yes) == (True, False)
    assert user.heard == ["hello"]


def test_flow_errors_come_through(drive: Drive[Any]) -> None:
    """And nothing stays open behind them."""

    def flow() -> Flow[None]:
        yield from do(Open(get(server)))
        raise FileUnwritable("no")

    with loopback(chunked(b"x", end=b"", then="hang")) as server:
        with pytest.raises(FileUnwritable):
            drive(flow())
        assert server.gone.wait(5)


def test_nobody_hears_and_allows_nothing() -> None:
    """C-SSE-6: without a user the answer is no."""
    nobody = Nobody()

    nobody.tell(Tell("hello"))
    nobody.uploaded(1, 2)

    assert nobody.ask(Ask("resend", "?")) is False


def test_no_reader_is_left_behind() -> None:
    """Every stream of the tests above was let go."""
    assert [t.name for t in threading.enumerate() if t.name == "nemo-stream"] == []


class Awaited:
    """A user whose methods are coroutines."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def tell(self, told: Tell) -> None:
        await asyncio.sleep(0)
        self.heard.append(told.text)

    async def ask(self, question: Ask) -> bool:
        await asyncio.sleep(0)
        return question.question == "resend"

    async def uploaded(self, done: int, total: int) -> None:
        await asyncio.sleep(0)
        self.heard.append(f"{done}/{total}")


def test_an_async_user_is_awaited(tmp_path: Path) -> None:
    """Asking somebody may take its time."""
    user = Awaited()

    def flow() -> Flow[bool]:
        yield from do(Tell("hello"))
        yield from do(Call(get(server, sources=(Source("a", b"photo"),))))
        return (yield from do(Ask("resend", "?"))).yes

    async def run() -> bool:
        async with httpx.AsyncClient(trust_env=False) as http:
            return await AsyncDriver(http, AsyncScaledClock(), local(tmp_path), user).run(flow())

    with loopback(envelope(None)) as server:
        yes = asyncio.run(run())

    assert yes
    assert user.heard[0] == "hello"
    assert len(set(user.heard[-1].split("/"))) == 1
