"""Event streams: many at once, clients that vanish, time that is skipped. Targets 12, 13 and 17."""

import asyncio
import hashlib
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, quantiles
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

import uvloop

from bench.files import session
from bench.goal import Goal
from bench.load import Served, request, served
from bench.wire import auth, emulator
from nemo_emulator import Emulator, Settings, create_app
from nemo_emulator.clock import ManualClock
from nemo_emulator.server import serving
from nemo_emulator.settings import Pace

MANY, SOME = 5000, 1000
WINDOW = 10.0
BEATS = "run_sse: heartbeats every=1s for=900s times=*"
SKIPPED, AT_ONCE, RUNS = 310, 200, 20


def message(sid: str, text: str = "hello") -> bytes:
    body = {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": sid,
        "new_message": {"parts": [{"text": text}]},
    }
    return json.dumps(body).encode()


@dataclass(slots=True)
class Listener:
    """One open stream: when each of its pieces came."""

    came: list[float] = field(default_factory=list[float])
    gone: bool = False

    async def listen(self, port: int, data: bytes, up: asyncio.Semaphore) -> None:
        async with up:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(data)
            head = await reader.readuntil(b"\r\n\r\n")
            assert b" 200 " in head, head
        try:
            while await reader.read(65_536):
                self.came.append(time.monotonic())
            self.gone = True
        finally:
            writer.transport.abort()


@dataclass(frozen=True, slots=True)
class Crowd:
    """What so many streams were like; CPU as a share of a core."""

    share: float
    beat: float
    p99: float
    memory: float
    lost: int
    vanish: float


def crowd(server: Served, data: bytes, many: int) -> Crowd:
    """Open so many streams, listen for a while, leave all at once."""
    return uvloop.run(_crowd(server, data, many))


async def _crowd(server: Served, data: bytes, many: int) -> Crowd:
    idle, files = server.resident(), _files(server)
    up = asyncio.Semaphore(100)
    listeners = [Listener() for _ in range(many)]
    tasks = [asyncio.create_task(one.listen(server.port, data, up)) for one in listeners]
    while not all(len(one.came) > 1 for one in listeners):
        await asyncio.sleep(0.2)
        if failed := next((task for task in tasks if task.done()), None):
            failed.result()
    cpu, since = server.cpu(), time.monotonic()
    await asyncio.sleep(WINDOW)
    spent, until = server.cpu() - cpu, time.monotonic()
    memory = (server.resident() - idle) * 1024 / many
    gaps = [_gaps(one.came, since, until) for one in listeners]
    beats = sum(map(len, gaps))
    jitter = sorted(abs(gap - 1) for one in gaps for gap in one)
    lost = sum(one.gone for one in listeners) + sum(gap > 1.9 for one in gaps for gap in one)
    for task in tasks:
        task.cancel()
    left = time.monotonic()
    await asyncio.gather(*tasks, return_exceptions=True)
    while _files(server) > files + 5 and time.monotonic() < left + 30:
        await asyncio.sleep(0.01)
    vanish = time.monotonic() - left
    p99 = quantiles(jitter, n=100)[98]
    return Crowd(spent / (until - since), spent / beats * 1e6, p99, memory, lost, vanish)


def _files(server: Served) -> int:
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))  # noqa: PTH208 -- names alone


def _gaps(came: list[float], since: float, until: float) -> list[float]:
    within = [at for at in came if since <= at <= until]
    return [b - a for a, b in pairwise(within)]


def beating(stack: ExitStack) -> tuple[Served, bytes]:
    """An emulator whose streams do nothing but beat, and what opens one."""
    server = emulator(stack, "--pace", "realistic")
    rule = Request(
        f"http://127.0.0.1:{server.port}/__nemo/faults",
        json.dumps({"rule": BEATS}).encode(),
        {"Content-Type": "application/json"},
        method="POST",
    )
    urlopen(rule).close()
    who = auth(server)
    sid = session(server, who)
    return server, request("POST", "/run_sse", who, message(sid))


def beats() -> Iterator[Goal]:
    """Target 12."""
    with ExitStack() as stack:
        server, data = beating(stack)
        some = crowd(server, data, SOME)
    with ExitStack() as stack:
        server, data = beating(stack)
        many = crowd(server, data, MANY)
    with served("-m", "bench.bare", "fastapi", "PORT") as bare:
        theirs = crowd(bare, request("GET", "/beats", {}), SOME)
    what = f"{MANY} streams at 1 Hz"
    figure = f"{many.share:.0%} of a core"
    yield Goal(12, f"{what}: CPU", "<= 35 %", figure, many.share <= 0.35)
    late = many.p99 * 1000
    note = "as the client in Python hears it, on the same two cores"
    yield Goal(12, f"{what}: p99 jitter", "<= 100 ms", f"{late:.0f} ms", late <= 100, note)
    yield Goal(
        12, f"{what}: memory of one", "<= 40 KiB", f"{many.memory:.0f} KiB", many.memory <= 40
    )
    yield Goal(12, f"{what}: beats lost, streams broken", "0", str(many.lost), many.lost == 0)
    yield Goal(12, f"{what}: all gone", "<= 2 s", f"{many.vanish:.1f} s", many.vanish <= 2)
    share = some.beat / theirs.beat
    note = f"{some.beat:.0f} us against {theirs.beat:.0f} at {SOME} streams"
    what = "CPU of a beat against FastAPI's EventSourceResponse"
    yield Goal(12, what, "<= 0.3 x", f"{share:.2f} x", share <= 0.3, note)


def leaving() -> Iterator[Goal]:
    """Target 13: from the client's close to the end of the work, with ``abort``."""
    took: list[float] = []
    with Emulator(Settings(abort_on_disconnect=True, pace=Pace.REALISTIC)) as emu:
        at: list[float] = []
        abort = emu.services.turns.abort

        def noted(turn_id: str) -> None:
            abort(turn_id)
            at.append(time.monotonic())

        emu.services.turns.abort = noted  # type: ignore[method-assign]
        port = int(emu.url.rpartition(":")[2])
        who = _who(emu)
        for n in range(21):
            with socket.create_connection(("127.0.0.1", port)) as one:
                one.sendall(request("POST", "/run_sse", who[0], message(who[1])))
                assert b" 200 " in one.recv(100)
                time.sleep(0.05)
                left = time.monotonic()
            while len(at) <= n:
                time.sleep(0.0005)
            took.append((at[n] - left) * 1000)
    worst = median(took)
    what = "client gone to work broken off, median"
    yield Goal(13, what, "<= 5 ms", f"{worst:.2f} ms", worst <= 5)


def _who(emu: Emulator) -> tuple[dict[str, str], str]:
    account = emu.accounts.open()
    headers = {"Authorization": f"Bearer {account['token']}", "Content-Type": "application/json"}
    asked = Request(
        f"{emu.url}/api/tasks/me/with-session/nemo_agent", b'{"task_name":"b"}', headers
    )
    return headers, str(json.load(urlopen(asked))["data"]["session_id"])


def timelapse() -> Iterator[Goal]:
    """Target 17: two hundred live streams and five minutes, on both loops."""
    loops: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
        "asyncio": asyncio.new_event_loop,
        "uvloop": uvloop.new_event_loop,
    }
    hashes: set[str] = set()
    for name, new in loops.items():
        runs = [_lapse(new) for _ in range(RUNS)]
        hashes |= {run.digest for run in runs}
        took, week = median(run.took for run in runs), median(run.week for run in runs) * 1000
        what = f"{AT_ONCE} live streams x {SKIPPED} s on {name}"
        yield Goal(17, what, "<= 2 s", f"{took:.2f} s", took <= 2, f"median of {RUNS}")
        yield Goal(
            17, f"7 days when nothing is said, {name}", "<= 50 ms", f"{week:.1f} ms", week <= 50
        )
    what = f"byte-identical in {RUNS} of {RUNS} runs on both loops"
    yield Goal(17, what, "1 outcome", f"{len(hashes)} outcome(s)", len(hashes) == 1)


@dataclass(frozen=True, slots=True)
class Lapse:
    took: float
    week: float
    digest: str


def _lapse(new_loop: Callable[[], asyncio.AbstractEventLoop]) -> Lapse:
    """One server in a thread of its own, on that loop, and its clients in this one."""
    loop = new_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def there(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(120)

    clock = ManualClock()
    app = create_app(Settings(seed=7, pace=Pace.REALISTIC), clock=clock)
    server = serving(app)
    address = there(server.__aenter__())
    try:
        served_ = Served.__new__(Served)
        object.__setattr__(served_, "port", address.port)
        return uvloop.run(_clients(served_, clock, there))
    finally:
        there(server.__aexit__(None, None, None))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _clients(server: Served, clock: ManualClock, there: Callable[[Any], Any]) -> Lapse:
    rule = Request(
        f"http://127.0.0.1:{server.port}/__nemo/faults",
        b'{"rule": "run_sse: heartbeats every=10s for=310s times=*"}',
        {"Content-Type": "application/json"},
        method="POST",
    )
    urlopen(rule).close()
    who = auth(server)
    data = request("POST", "/run_sse", who, message(session(server, who)))
    streams = []
    for _ in range(AT_ONCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(data)
        await reader.readuntil(b"\r\n\r\n")
        streams.append((reader, writer))
    began = time.monotonic()
    moving = asyncio.create_task(asyncio.to_thread(there, clock.advance(SKIPPED)))
    bodies = await asyncio.gather(*(reader.readuntil(b"\r\n0\r\n\r\n") for reader, _ in streams))
    await moving
    took = time.monotonic() - began
    for _, writer in streams:
        writer.close()
    began = time.monotonic()
    await asyncio.to_thread(there, clock.advance(604_800))
    digest = hashlib.sha256(b"".join(bodies)).hexdigest()
    return Lapse(took, time.monotonic() - began, digest)
