"""The client under test inside the kit's process, with either driver."""

import asyncio
import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from client.tests.loopback import Loopback, chunked, envelope, loopback

from nemo_client.injected import AsyncInjectedClock, InjectedClock
from nemo_client.inprocess import InProcess, async_client, client

TOKEN = envelope({"token": "nmv_usr_1", "user_id": "anon_1"})
SESSION = envelope({"session_id": "7", "task_id": "t"})
EMPTY = envelope({"state": {"draft": None}})
SAID = chunked(b'data: {"type":"text","content":"Fine."}\n\n')
CUT = chunked(b"data:\n\n", end=b"", then="close")


class Owner:
    """A clock that jumps over every rest; a wait for a stream's bytes, which may last longer than
    any rest, ends early, as if they were on their way."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def wait(self, until: float, *, seen: int = 0) -> float:
        if until - self.time < 100:
            self.time = until
        return self.time


@pytest.fixture
def service() -> Iterator[Loopback]:
    with loopback(TOKEN, SESSION) as running:
        yield running


@pytest.fixture(params=[client, async_client], ids=["sync", "async"])
def under_test(request: pytest.FixtureRequest) -> InProcess:
    make: Callable[[], InProcess] = request.param
    return make()


def order(service: Loopback, home: Path) -> dict[str, Any]:
    return {
        "run": "r1",
        "base_url": service.url,
        "web_url": service.url,
        "env": {},
        "home": str(home),
        "install_path": str(home / "SKILL.md"),
    }


def test_it_says_who_it_is(under_test: InProcess) -> None:
    """Its clock is the kit's, so it offers none."""
    hello = under_test.hello()

    assert hello["protocol"] == "nemo-driver/1"
    assert "consent" in hello["capabilities"]
    assert hello["clock"] == []


def test_an_intent_is_carried_out(under_test: InProcess, service: Loopback, tmp_path: Path) -> None:
    """What is shown comes as it happens; one result ends it."""
    service.script += [SAID]
    reports: list[dict[str, Any]] = []

    under_test.start(order(service, tmp_path), Owner())
    under_test.do({"run": "r1", "n": 1, "op": "say", "text": "hello"}, reports.append)
    under_test.stop({"type": "stop", "run": "r1"})

    assert {"type": "shown", "run": "r1", "n": 1, "text": "Fine."} in reports
    assert [one["outcome"] for one in reports if one["type"] == "result"] == ["done"]


@pytest.mark.parametrize(("yes", "sent"), [(True, 2), (False, 1)])
def test_the_question_is_answered_at_once(
    *, under_test: InProcess, service: Loopback, tmp_path: Path, yes: bool, sent: int
) -> None:
    """C-SSE-6, on the owner's clock: five looks, then the question."""
    service.script += [CUT, *[EMPTY] * 5, *([SAID] if yes else [])]
    clock = Owner()

    def tell(report: dict[str, Any]) -> dict[str, Any] | None:
        return {"type": "answer", "yes": yes} if report["type"] == "ask" else None

    under_test.start(order(service, tmp_path), clock)
    under_test.do({"run": "r1", "n": 1, "op": "send", "text": "make it"}, tell)
    under_test.start(order(service, tmp_path), clock)

    assert service.plot.count("POST /run_sse") == sent
    assert clock.time >= 270


class Nagging(Owner):
    """A clock that wakes everybody once too early."""

    def wait(self, until: float, *, seen: int = 0) -> float:
        self.time = until if self.time else until / 2
        return self.time


def test_a_rest_goes_on_until_it_is_time() -> None:
    """An early wake is no reason to go on, for either driver."""
    one, other = Nagging(), Nagging()

    InjectedClock(one).sleep(30.0)
    asyncio.run(AsyncInjectedClock(other).sleep(30.0))

    assert one.now() == other.now() == 30.0


def test_silence_ends_when_it_is_time() -> None:
    """Nothing came until then; or bytes were announced that never come."""
    clock = Owner()

    async def later() -> list[object]:
        resting = AsyncInjectedClock(clock)
        inbox: asyncio.Queue[object] = asyncio.Queue()
        return [await resting.receive(inbox, clock.time + 50, seen=0), resting.now()]

    assert InjectedClock(clock).receive(queue.Queue(), 50.0, seen=0) is None
    assert asyncio.run(later()) == [None, 100.0]


def test_announced_bytes_that_never_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody hangs on them."""
    monkeypatch.setattr("nemo_client.injected.ON_ITS_WAY", 0.01)

    async def later() -> object:
        inbox: asyncio.Queue[object] = asyncio.Queue()
        return await AsyncInjectedClock(Owner()).receive(inbox, 500.0, seen=0)

    assert InjectedClock(Owner()).receive(queue.Queue(), 500.0, seen=0) is None
    assert asyncio.run(later()) is None
