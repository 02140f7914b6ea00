"""A conversation of the client, with either driver, with a service that may answer anything."""

import asyncio
import contextlib
import io
import json
import queue
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
from client.tests.weather import SECRETS, WORDS, Sky
from rich.console import Console

from nemo_client.adriver import AsyncDriver
from nemo_client.chance import RealChance
from nemo_client.driver import Driver
from nemo_client.errors import NemoError
from nemo_client.flows import Words, say
from nemo_client.flows.steps import Ask, Broken, Chunk, End, Flow, Reply, Source, Tell
from nemo_client.identity import Keeper
from nemo_client.local import Local
from nemo_client.show import OF_A_TALK, Screen
from nemo_client.stage import JPEG, stranger
from nemo_contract.endpoints import ENDPOINTS

LONGEST = 40
"""So many pieces has a stream at most; where the sky has not ended it by then, it breaks off."""
VIDEO = b"nine byte"
SECRET = re.compile("|".join(map(re.escape, SECRETS)))


@dataclass(frozen=True, slots=True)
class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """Bytes in pieces; cut off after the last if so wished."""

    pieces: tuple[bytes, ...]
    cut: bool = False

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces
        if self.cut:
            raise httpx.ReadError("cut")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


class Service:
    """The sky, as bytes behind httpx's transport."""

    def __init__(self, chance: random.Random) -> None:
        calm, steady = chance.choice((12, 40, 200)), chance.random() < 0.5
        self.sky = Sky(chance, calm=calm, steady=steady)
        self.urls: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self._answered(request)

    async def later(self, request: httpx.Request) -> httpx.Response:
        """The same for the async driver."""
        await request.aread()
        return self._answered(request)

    def _answered(self, request: httpx.Request) -> httpx.Response:
        self.urls.append(str(request.url))
        operation = operation_of(request)
        body = _json(request) if operation == "run_sse" else None
        answer = self.sky.reply(operation, body)
        if isinstance(answer, Broken):
            raise httpx.ReadError("lost") if answer.sent else httpx.ConnectError("nobody")
        assert isinstance(answer, Reply)
        return self._response(answer)

    def _response(self, answer: Reply) -> httpx.Response:
        if answer.streaming:
            kind = {"content-type": "text/event-stream"}
            return httpx.Response(200, headers=kind, stream=self._stream())
        if answer.saved is not None:
            size = len(VIDEO) if answer.saved.whole else len(VIDEO) + 1
            length = {"content-length": str(size), "content-type": "video/mp4"}
            stream = Body((VIDEO[: answer.saved.size],))
            return httpx.Response(200, headers=length, stream=stream)
        headers = {"content-type": "application/json", **answer.headers}
        return httpx.Response(answer.status, headers=headers, stream=Body((answer.body,)))

    def _stream(self) -> Body:
        """All that it will bring, cut anew at random places."""
        wire, heard = b"", self.sky.next()
        for _ in range(LONGEST):
            wire += heard.data if isinstance(heard, Chunk) else b""
            if isinstance(heard, Broken | End):
                break
            heard = self.sky.next()
        chance = self.sky.chance
        edges = sorted({0, len(wire), *(chance.randint(0, len(wire)) for _ in range(5))})
        pieces = tuple(wire[a:b] for a, b in pairwise(edges))
        return Body(pieces, cut=not isinstance(heard, End))


class Jumping:
    """Time for both drivers: it only jumps, and sometimes over what a stream would have brought."""

    def __init__(self, chance: random.Random) -> None:
        self._time = 0.0
        self._chance = random.Random(chance.random())

    def now(self) -> float:
        return self._time

    def sleep(self, seconds: float) -> None:
        self._time += seconds

    def receive(self, inbox: "queue.Queue[Any]", until: float, *, seen: int) -> Any:
        if self._silent(until):
            return None
        return inbox.get(timeout=60)

    def _silent(self, until: float) -> bool:
        silent = self._chance.random() < 0.1
        self._time = until if silent else self._time
        return silent


class AsyncJumping(Jumping):
    """The same for the async driver."""

    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        super().sleep(seconds)

    async def receive(  # type: ignore[override]
        self, inbox: "asyncio.Queue[Any]", until: float, *, seen: int
    ) -> Any:
        return None if self._silent(until) else await inbox.get()


class Watcher(Screen):
    """The screen of a person who is asked before anything is sent again."""

    def __init__(self, chance: random.Random) -> None:
        self.out = io.StringIO()
        super().__init__(Console(file=self.out, width=100), OF_A_TALK)
        self._yes = chance.random() < 0.5
        self.asked = 0

    def ask(self, question: Ask) -> bool:
        self.asked += 1
        self.out.write(question.text + "\n")
        return self._yes

    @property
    def agreed(self) -> int:
        """How often something may be sent again."""
        return self.asked if self._yes else 0


@dataclass(slots=True)
class Talk:
    """What came of one conversation."""

    seed: int
    wrong: list[str] = field(default_factory=list[str])
    endings: Counter[str] = field(default_factory=Counter[str])
    requests: int = 0
    again: int = 0


def talk(seed: int, folder: Path) -> Talk:
    """One conversation of up to five wishes; an even seed has the sync driver."""
    chance, came = random.Random(seed), Talk(seed)
    service, screen = Service(chance), Watcher(chance)
    photo = folder / "a.jpg"
    photo.write_bytes(JPEG)
    words = [word.replace("a.jpg", str(photo)) for word in WORDS]
    wishes = [chance.choice(words) for _ in range(chance.randint(1, 5))]
    desk = stranger(token=chance.choice(["", "nmv_usr_mine"]))
    local = Local(RealChance(), Keeper(folder / "home"))
    flows = [say(desk, _words(wish), folder / "video.mp4") for wish in wishes]
    clock = AsyncJumping(chance) if seed % 2 else Jumping(chance)
    if isinstance(clock, AsyncJumping):
        asyncio.run(_async(flows, service, (clock, local, screen), came))
    else:
        _sync(flows, service, (clock, local, screen), came)
    _judge(came, service, screen, wishes, folder)
    return came


def _sync(flows: list[Flow[Any]], service: Service, rest: tuple[Any, ...], came: Talk) -> None:
    with httpx.Client(transport=httpx.MockTransport(service)) as http:
        driver = Driver(http, *rest)
        for flow in flows:
            with _ending(came, rest[-1]):
                driver.run(flow)


async def _async(
    flows: list[Flow[Any]], service: Service, rest: tuple[Any, ...], came: Talk
) -> None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(service.later)) as http:
        driver = AsyncDriver(http, *rest)
        for flow in flows:
            with _ending(came, rest[-1]):
                await driver.run(flow)


@contextlib.contextmanager
def _ending(came: Talk, screen: Watcher) -> Iterator[None]:
    """An error is a sentence; anything else is a finding."""
    try:
        yield
        came.endings["done"] += 1
    except NemoError as error:
        came.endings[type(error).__name__] += 1
        screen.tell(Tell(f"{error} {error!r}"))
        screen.out.write(f"{error}\n{error!r}\n")
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        came.wrong.append(f"escaped: {type(error).__name__}: {error}")


def _judge(came: Talk, service: Service, screen: Watcher, wishes: list[str], folder: Path) -> None:
    came.requests, came.again = len(service.urls), screen.agreed
    said = [wish.replace(f"{folder}/", "") for wish in wishes]
    asked, arrived = Counter(said), Counter(service.sky.arrived)
    if any(arrived[text] > asked[text] + screen.agreed for text in arrived):
        came.wrong.append(f"sent twice without consent: {arrived} for {asked}")
    if secret := SECRET.search(screen.out.getvalue()):
        came.wrong.append(f"shown: {secret[0]}")
    if any("nmv_usr_" in url for url in service.urls):
        came.wrong.append("a token in a URL")
    video = folder / "video.mp4"
    if video.exists() and video.read_bytes() != VIDEO:
        came.wrong.append(f"a file that is not whole: {video.read_bytes()!r}")
    if (folder / "video.mp4.part").exists():
        came.wrong.append("an unfinished file was left")


def _words(wish: str) -> Words:
    return Words(wish, (Source("a.jpg", JPEG),) if "beside" in wish else ())


def _json(request: httpx.Request) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(request.content)
    return told


def operation_of(request: httpx.Request) -> str:
    """The contract's name for it; ``file`` for a file's address."""
    for name, method, path in _patterns():
        if request.method == method and path.fullmatch(request.url.path):
            return name
    return "file"


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (name, one.method, re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(one.path))))
        for name, one in ENDPOINTS.items()
    )
