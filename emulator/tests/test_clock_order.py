"""One order of events, whatever the machine does: laws of the clock, and what it costs."""

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from itertools import accumulate, cycle
from random import Random
from typing import Any

import pytest
from emulator.tests.clockwork import Play, Wire, auto, on_both_loops, server, turns, until
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_emulator.clock import Bell, VirtualClock

Event = tuple[float, int, str]
PERIODS = st.lists(st.integers(1, 4), min_size=1, max_size=6)
JITTERS = st.lists(st.integers(0, 7), min_size=1, max_size=20)


async def threads(clock: VirtualClock, *work: Coroutine[Any, Any, None]) -> None:
    """A client that starts its threads before it lets time pass."""
    await clock.wait(0.0, waiter="main")
    tasks = [asyncio.create_task(one) for one in work]
    await turns(20)
    clock.done("main")
    await asyncio.gather(*tasks)


@given(
    st.lists(PERIODS, max_size=4),
    st.lists(PERIODS, max_size=4),
    JITTERS,
    st.permutations(range(4)),
)
@settings(deadline=None, max_examples=60)
def test_any_interleaving_gives_the_same_order(
    clients: list[list[int]], tasks: list[list[int]], numbers: list[int], starts: list[int]
) -> None:
    """By deadline; at one instant the client by name, then the server by creation."""
    jitter = cycle(numbers).__next__

    async def play() -> list[Event]:
        clock, log = auto(), list[Event]()

        async def thread(name: str, periods: list[int]) -> None:
            await turns(jitter())
            for at in accumulate(periods):
                await clock.wait(at, waiter=name)
                await turns(jitter())
                log.append((clock.elapsed, 0, name))
            clock.done(name)

        async def task(name: str, at: int) -> None:
            await clock.sleep_until(clock.epoch + at)
            await turns(jitter())
            log.append((clock.elapsed, 1, name))

        due = [at for periods in tasks for at in accumulate(periods)]
        for n, at in enumerate(due):
            server(clock, task(f"{n:03}", at), f"task {n}")
        started = [n for n in starts if n < len(clients)]
        await threads(clock, *(thread(f"t{n}", clients[n]) for n in started))
        await clock.advance(100)
        return log

    expected = [(at, 0, f"t{n}") for n, p in enumerate(clients) for at in accumulate(p)]
    due = [at for periods in tasks for at in accumulate(periods)]
    expected += [(at, 1, f"{n:03}") for n, at in enumerate(due)]
    assert asyncio.run(play()) == sorted(expected)


@given(st.lists(st.tuples(st.integers(0, 9), st.binary(max_size=5)), max_size=20), JITTERS)
@settings(deadline=None, max_examples=60)
def test_time_never_overtakes_unread_data(
    frames: list[tuple[int, bytes]], numbers: list[int]
) -> None:
    """However slowly a client reads, it reads each byte at the time it was sent."""
    jitter = cycle(numbers).__next__
    sent = list(accumulate(frames, lambda a, b: (a[0] + b[0], b[1])))

    async def play() -> list[tuple[float, int]]:
        clock, read = auto(), list[tuple[float, int]]()
        wire = Wire(clock)

        async def reader() -> None:
            while not (wire.over and wire.seen == 0):
                await clock.wait(1000.0, seen=wire.seen, waiter="reader")
                await turns(jitter())
                read.extend((clock.elapsed, byte) for byte in wire.take())
                await turns(jitter())
            clock.done("reader")

        async def poller() -> None:
            for n in range(40):
                await until(clock, n * 3.0, waiter="poller")
            clock.done("poller")

        server(clock, wire.pour(sent), "stream")
        await threads(clock, reader(), poller())
        assert [clock.when_sent(n + 1) for n in range(len(read))] == [at for at, _ in read]
        return read

    assert asyncio.run(play()) == [(at, byte) for at, frame in sent for byte in frame]


@given(st.lists(st.sampled_from(["advance", "resume", "freeze", "run", "hold"]), max_size=12))
@settings(deadline=None, max_examples=40)
def test_time_never_goes_back(moves: list[str]) -> None:
    """In any mode, through any change of mode."""

    async def play() -> list[float]:
        clock = VirtualClock()
        shown = [clock.now()]
        for move in moves:
            match move:
                case "advance":
                    await clock.advance(0.1)
                case "resume":
                    clock.resume()
                    await asyncio.wait({asyncio.create_task(clock.sleep(0.1))}, timeout=0.001)
                case "freeze":
                    clock.freeze()
                case "run":
                    clock.set_scale(100)
                case _:
                    with clock.hold("disk"):
                        await turns(1)
            shown.append(clock.now())
        return shown

    shown = asyncio.run(play())

    assert shown == sorted(shown)


async def ladder(clock: VirtualClock) -> list[float]:
    """C-SSE-8 and C-SSE-7: ten minutes of heartbeats, 30 s, then every 60 s; 870 s in all."""
    wire, asked = Wire(clock), list[float]()
    beats = [(10.0 * n, b'data: {"type":"heartbeat"}\n\n') for n in range(1, 91)]
    stream = server(clock, wire.pour(beats), "stream")
    while clock.elapsed < 600:
        await clock.wait(600.0, seen=wire.seen)
        wire.take()
    stream.cancel()
    at = 600.0
    for pause in (30, 60, 60, 60, 60):
        at += pause
        await until(clock, at)
        asked.append(clock.elapsed)
    return asked


@on_both_loops
def test_the_recovery_ladder_takes_no_time(run: Play) -> None:
    """870 virtual seconds, exact, in far fewer real ones even where many others compute."""
    began = time.perf_counter()

    asked = run(ladder(auto()))

    assert asked == [630.0, 690.0, 750.0, 810.0, 870.0]
    assert time.perf_counter() - began < 60.0


@on_both_loops
def test_two_hundred_clocks_do_not_see_each_other(run: Play) -> None:
    """Side by side in one loop, each with its own client and server."""

    async def play() -> list[list[float]]:
        return await asyncio.gather(*(ladder(auto()) for _ in range(200)))

    assert run(play()) == [[630.0, 690.0, 750.0, 810.0, 870.0]] * 200


@dataclass
class Conversation:
    """A turn, its stream with heartbeats, a render, a reader, a poller: each as slow as it is."""

    random: Random
    wire: Wire = field(init=False)
    news: Bell = field(init=False)
    clock: VirtualClock = field(default_factory=auto)
    log: list[Event] = field(default_factory=list[Event])

    async def play(self) -> list[Event]:
        """Everything that happened, in its order."""
        self.wire, self.news = Wire(self.clock), self.clock.bell()
        for work in (self.turn(), self.stream(), self.render()):
            server(self.clock, work, "server")
        await threads(self.clock, self.read(), self.poll())
        return self.log

    async def note(self, n: int, what: str) -> None:
        """It happens, after a while that nobody can tell."""
        await turns(self.random.randrange(8))
        if self.random.random() < 0.02:
            await asyncio.sleep(0.001)
        self.log.append((self.clock.elapsed, n, what))

    async def turn(self) -> None:
        for n in range(10):
            await self.clock.sleep(7)
            await self.note(n, "step")
            self.news.ring()

    async def stream(self) -> None:
        with self.clock.stream() as out:
            for n in range(30):
                rung = await self.news.heard(self.clock.epoch + 5.0 * (n + 1))
                await self.note(n, "news" if rung else "heartbeat")
                out.sent(1)
                self.wire.body += b"x"
            self.wire.over = True

    async def render(self) -> None:
        await self.clock.sleep(12)
        with self.clock.hold("render"):
            await self.note(0, "rendering")
        await self.clock.sleep_until(self.clock.epoch + 42)
        await self.note(0, "rendered")

    async def read(self) -> None:
        while not (self.wire.over and self.wire.seen == 0):
            await self.clock.wait(900.0, seen=self.wire.seen, waiter="read")
            await self.note(len(self.wire.take()), "read")
        self.clock.done("read")

    async def poll(self) -> None:
        for n in range(4):
            await until(self.clock, 30.0 * n, waiter="poll")
            await self.note(n, "poll")
        self.clock.done("poll")


@on_both_loops
def test_the_order_is_the_same_every_time(run: Play) -> None:
    """50 repetitions, each with delays of its own."""
    first, *others = (run(Conversation(Random(n)).play()) for n in range(50))

    assert all(other == first for other in others)
    assert len(first) > 60


@pytest.mark.parametrize("streams", [200])
@on_both_loops
def test_every_one_of_thousands_of_deadlines_comes(run: Play, streams: int) -> None:
    """200 streams of 100 to 300 s with a heartbeat every 10 s, and 7-day sleepers: 4,240 timers."""
    random = Random(1)
    ends = [random.choice([100, 150, 200, 250, 300]) + random.random() * 5 for _ in range(streams)]

    async def stream(clock: VirtualClock, end: float) -> None:
        bell = clock.bell()

        async def generate() -> None:
            await clock.sleep(end)
            bell.ring()

        server(clock, generate(), "turn")
        at = clock.now() + 10
        while not await bell.heard(at):
            at += 10

    async def play() -> tuple[int, int]:
        clock = VirtualClock()
        for end in ends:
            server(clock, stream(clock, end), "stream")
            server(clock, clock.sleep(604_800), "expiry")
        near = await clock.advance(310)
        far = await clock.advance(604_800)
        return near.fired, far.fired

    assert run(play()) == (4240, streams)
