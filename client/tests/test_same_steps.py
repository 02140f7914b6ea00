"""Both drivers take the same steps for the same script, whatever goes wrong in it."""

import asyncio
import json
import queue
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nemo_client.adriver import AsyncDriver
from nemo_client.driver import Driver
from nemo_client.errors import NemoError
from nemo_client.flows import credit_balance, export, ready, send, show, upload
from nemo_client.flows.desk import Desk
from nemo_client.flows.steps import Ask, Flow, Source, Tell, do
from nemo_client.identity import Keeper
from nemo_client.local import Local
from nemo_client.stage import JPEG, stranger

DRAFT = {"t": [{"tt": 0, "sg": [{"id": "a", "s": 0, "d": 1000, "m": {"name": "sea"}}]}]}
STATE = {"state": {"draft": DRAFT}}
JOB = {"taskId": "r", "status": "completed", "output": {"url": "http://cdn.test/v", "size": 3}}
GOOD: dict[str, Any] = {
    "/api/auth/anonymous-token": {"token": "nmv_usr_1", "user_id": "anon_1", "credits": 100},
    "/api/tasks/me/with-session/nemo_agent": {"session_id": "7", "task_id": "t"},
    "/api/credits/balance/simple": {"available": 1, "frozen": 0, "total": 1},
    "/api/state/nemo_agent/me/7/latest": STATE,
    "/api/upload-video/nemo_agent/me/7": {"files": []},
    "/api/auth/claim-token": {"claim_token": "clm_1"},
}
TEXT = b'data: {"type":"text","content":"Hello. Open the timeline panel."}\n\n'
FAULTS = st.sampled_from(
    [None, None, 1001, 1002, 2001, 402, 429, 9999, 500, "html", "lost", "unreachable", "cut"]
)


@dataclass
class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """An event stream for either driver; cut off before its end if so wished."""

    pieces: list[bytes]
    cut: bool

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces
        if self.cut:
            raise httpx.ReadError("cut")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


@dataclass
class Service:
    """Answers well, but for the faults it was given, one a request; an ``idle`` one never has
    anything on the timeline, so that nothing ever changes."""

    faults: list[int | str | None]
    pieces: list[bytes]
    idle: bool = False
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append((request.method, request.url.path, request.content))
        return self._reply(request.url, self.faults.pop(0) if self.faults else None)

    def _reply(self, url: httpx.URL, fault: int | str | None) -> httpx.Response:
        match fault:
            case "lost":
                raise httpx.ReadError("lost")
            case "unreachable":
                raise httpx.ConnectError("nobody")
            case "html":
                return httpx.Response(502, text="<html>")
            case int():
                return httpx.Response(200, json={"code": fault, "message": "no"})
            case _:
                return self._good(url, cut=fault == "cut")

    def _good(self, url: httpx.URL, *, cut: bool) -> httpx.Response:
        if url.path == "/run_sse":
            kind = {"content-type": "text/event-stream"}
            return httpx.Response(200, headers=kind, stream=Body(self.pieces, cut))
        if url.path.startswith("/api/render"):
            return httpx.Response(200, json=JOB)
        if url.host == "cdn.test":
            return httpx.Response(200, content=b"mp4"[: 2 if cut else 3])
        if self.idle and url.path.endswith("/latest"):
            return httpx.Response(200, json={"code": 0, "data": {"state": {"draft": None}}})
        return httpx.Response(200, json={"code": 0, "data": GOOD.get(url.path, STATE)})


class Watch:
    """A clock that only jumps, for both drivers; keeps what it was asked."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds

    def receive(self, inbox: "queue.Queue[Any]", until: float, *, seen: int) -> Any:
        return inbox.get(timeout=5)


class AsyncWatch(Watch):
    """The same for the async driver."""

    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        super().sleep(seconds)

    async def receive(  # type: ignore[override]
        self, inbox: "asyncio.Queue[Any]", until: float, *, seen: int
    ) -> Any:
        return await inbox.get()


class Counter:
    """Ids in a row."""

    def __init__(self) -> None:
        self.made = 0

    def uuid(self) -> str:
        self.made += 1
        return f"id-{self.made}"

    render_id = boundary = uuid


class Ear:
    """Hears all, allows all."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def tell(self, told: Tell) -> None:
        self.heard.append(told.text)

    def ask(self, question: Ask) -> bool:
        self.heard.append(question.text)
        return True

    def uploaded(self, done: int, total: int) -> None:
        self.heard.append(f"{done}/{total}")


def conversation(desk: Desk, folder: Path) -> Flow[None]:
    """Everything once; an error is told and the conversation goes on."""
    wishes: list[Flow[Any]] = [
        upload(desk, [Source("a.jpg", JPEG)]),
        send(desk, "make it"),
        show(desk),
        credit_balance(desk),
        export(desk, folder / "v.mp4"),
    ]
    for wish in wishes:
        try:
            yield from ready(desk)
            yield from wish
        except NemoError as error:
            yield from do(Tell(f"{type(error).__name__}: {error}"))


def ending(error: NemoError | None) -> str:
    return f"{type(error).__name__}: {error}"


def run_sync(service: Service, folder: Path) -> tuple[object, ...]:
    watch, ear, end = Watch(), Ear(), None
    with httpx.Client(transport=httpx.MockTransport(service)) as http:
        driver = Driver(http, watch, Local(Counter(), Keeper(folder / "none" / "x")), ear)
        try:
            driver.run(conversation(stranger(), folder))
        except NemoError as error:
            end = error
    return service.asked, watch.waits, ear.heard, ending(end)


def run_async(service: Service, folder: Path) -> tuple[object, ...]:
    watch, ear = AsyncWatch(), Ear()

    async def run() -> NemoError | None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(service)) as http:
            local = Local(Counter(), Keeper(folder / "none" / "x"))
            driver = AsyncDriver(http, watch, local, ear)
            try:
                await driver.run(conversation(stranger(), folder))
            except NemoError as error:
                return error
            return None

    end = asyncio.run(run())
    return service.asked, watch.waits, ear.heard, ending(end)


@settings(max_examples=60, deadline=None)
@given(
    faults=st.lists(FAULTS, max_size=24),
    cuts=st.lists(st.integers(1, len(TEXT)), max_size=3),
    idle=st.booleans(),
)
@example(faults=[*[None] * 4, "cut"], cuts=[], idle=True)
def test_sync_and_async_take_the_same_steps(
    *, faults: list[int | str | None], cuts: list[int], idle: bool, tmp_path_factory: Any
) -> None:
    """Requests, waits, words and the end are equal."""
    edges = sorted({0, *cuts, len(TEXT)})
    pieces = [TEXT[start:end] for start, end in pairwise(edges)]
    one, other = (Service(list(faults), pieces, idle=idle) for _ in range(2))
    folder = tmp_path_factory.mktemp("same", numbered=True)
    (folder / "none").write_bytes(b"")

    assert run_sync(one, folder) == run_async(other, folder)


def test_the_good_way_is_gone_to_its_end(tmp_path: Path) -> None:
    """Without faults the file is there."""
    _, _, heard, end = run_sync(Service([], [TEXT]), tmp_path)

    assert end == "NoneType: None"
    assert (tmp_path / "v.mp4").read_bytes() == b"mp4"
    assert json.dumps(heard).count("Hello.") == 1
