"""A client that shares the clock: it waits at it, and time never passes what it has not read."""

import asyncio

import pytest
from emulator.tests.clockwork import Wire, auto, server, turns, until

from nemo_emulator.clock import (
    BadTime,
    BadWait,
    Mode,
    RunOver,
    VirtualClock,
    client,
    drive,
)


def test_waiting_moves_the_clock() -> None:
    """A lone client's wait ends at its time, at once."""

    async def play() -> list[float]:
        clock = auto()
        return [await clock.wait(at) for at in (30.0, 90.1, 12.0)]

    assert asyncio.run(play()) == [30.0, 90.1, 90.1]


def test_a_time_between_microseconds_is_reached() -> None:
    """The answer is never before the time that was asked for."""

    async def play() -> None:
        clock = auto()
        for at in (0.1 + 0.2, 30.1000004, 30.1000004999):
            assert await clock.wait(at) >= at

    asyncio.run(play())


def test_the_dirt_of_floats_makes_no_deadline() -> None:
    """0.1 + 0.2 has come at 0.3, though it is a little more."""

    async def play() -> tuple[bool, bool]:
        clock = VirtualClock()
        await clock.advance(0.3)
        wait = asyncio.create_task(clock.wait(0.1 + 0.2))
        later = asyncio.create_task(clock.wait(0.300001, waiter="later"))
        await turns(3)
        later.cancel()
        return wait.done(), later.done()

    assert asyncio.run(play()) == (True, False)


def test_without_a_waiter_nothing_moves() -> None:
    """A server alone does not run away from a client that has not come yet."""

    async def play() -> float:
        clock = auto()
        task = server(clock, clock.sleep(5), "turn")
        await turns(50)
        task.cancel()
        return clock.elapsed

    assert asyncio.run(play()) == 0.0


def test_a_waiter_at_work_stops_time() -> None:
    """Until it waits again, or is done."""

    async def play() -> list[float]:
        clock, seen = auto(), list[float]()
        await clock.wait(0.0, waiter="a")
        other = asyncio.create_task(clock.wait(10.0, waiter="b"))
        await turns(50)
        seen.append(clock.elapsed)
        again = asyncio.create_task(clock.wait(4.0, waiter="a"))
        seen.append(await again)
        await turns(50)
        seen.append(clock.elapsed)
        clock.done("a")
        seen.append(await other)
        return seen

    assert asyncio.run(play()) == [0.0, 4.0, 4.0, 10.0]


def test_who_never_waited_may_be_done() -> None:
    assert auto().done("nobody") == 0.0


def test_a_waiter_that_is_done_elsewhere_is_answered() -> None:
    """Its thread may be ended by another."""

    async def play() -> float:
        clock = VirtualClock()
        call = asyncio.create_task(clock.wait(10.0))
        await turns(1)
        clock.done()
        return await call

    assert asyncio.run(play()) == 0.0


def test_the_client_comes_before_the_server_at_the_same_instant() -> None:
    """And all it does then happens before: it sees the world of just before."""

    async def play() -> list[str]:
        clock, log = auto(), list[str]()

        async def effect() -> None:
            await clock.sleep(30.1)
            log.append("server")

        async def query() -> None:
            await until(clock, 30.1)
            await asyncio.sleep(0.01)
            log.append("client")
            await clock.wait(60.0)

        server(clock, effect(), "effect")
        await query()
        return log

    assert asyncio.run(play()) == ["client", "server"]


def test_bytes_end_a_wait() -> None:
    """At the time they were sent, when all of that moment has left."""

    async def play() -> list[tuple[float, bytes]]:
        clock = auto()
        wire, log = Wire(clock), list[tuple[float, bytes]]()
        server(clock, wire.pour([(5, b"one,"), (5, b"two"), (9, b"three")]), "turn")
        while clock.elapsed < 60:
            now = await clock.wait(60.0, seen=wire.seen)
            log.append((now, wire.take()))
        return log

    assert asyncio.run(play()) == [(5.0, b"one,two"), (9.0, b"three"), (60.0, b"")]


def test_the_end_of_a_stream_ends_a_wait() -> None:
    """Though it brings no byte: a client must not sleep through it."""

    async def play() -> list[float]:
        clock = auto()
        wire = Wire(clock)
        server(clock, wire.pour([(7, b"")]), "turn")
        return [await clock.wait(60.0), await clock.wait(60.0)]

    assert asyncio.run(play()) == [7.0, 60.0]


def test_the_end_of_a_stream_ends_a_wait_at_once() -> None:
    """Whoever closed it."""

    async def play() -> float:
        clock = VirtualClock()
        with clock.stream():
            wait = asyncio.create_task(clock.wait(60.0))
            await turns(1)
        async with asyncio.timeout(5):
            return await wait

    assert asyncio.run(play()) == 0.0


def test_an_end_that_was_missed_is_told_again() -> None:
    """Who still counts bytes of a stream that has ended does not know that it has."""

    async def play() -> list[float]:
        clock = auto()
        wire = Wire(clock)
        server(clock, wire.pour([(7, b"bytes")]), "turn")
        first = await clock.wait(60.0)
        return [first, await clock.wait(60.0, seen=5), await clock.wait(60.0, seen=0)]

    assert asyncio.run(play()) == [7.0, 7.0, 60.0]


def test_what_one_thread_reads_the_others_need_not() -> None:
    """A poller says seen=0 while the reader reads; both keep their times."""

    async def play() -> list[tuple[str, float]]:
        clock, log = auto(), list[tuple[str, float]]()
        wire = Wire(clock)

        async def poll() -> None:
            for n in (1, 2):
                log.append(("poll", await until(clock, 30.0 * n, waiter="poll")))
            clock.done("poll")

        async def read() -> None:
            while not (wire.over and wire.seen == 0):
                await clock.wait(600.0, seen=wire.seen, waiter="read")
                wire.take()
            log.append(("read", clock.elapsed))
            clock.done("read")

        await clock.wait(0.0, waiter="main")
        server(clock, wire.pour([(n, b"beat") for n in range(5, 50, 5)]), "turn")
        threads = [asyncio.create_task(poll()), asyncio.create_task(read())]
        await turns(5)
        clock.done("main")
        await asyncio.gather(*threads)
        return log

    assert asyncio.run(play()) == [("poll", 30.0), ("read", 45.0), ("poll", 60.0)]


def test_a_new_stream_is_counted_anew() -> None:
    """What was seen of the one before means nothing on it, and the one before is not counted."""

    async def play() -> list[bool]:
        clock = VirtualClock()
        with clock.stream() as old:
            old.sent(100)
            waits = asyncio.create_task(clock.wait(60.0, seen=100))
            await turns(1)
            with clock.stream() as new:
                old.sent(50)
                clock.done("nobody")
                await turns(1)
                answered = [waits.done()]
                new.sent(10)
                await turns(2)
        assert (clock.when_sent(10), old._feed.sent) == (0.0, 100)
        return [*answered, waits.done()]

    assert asyncio.run(play()) == [False, True]


def test_more_than_was_sent_is_not_believed() -> None:
    """A number from an earlier stream is answered at once, and does not count as read."""

    async def play() -> list[float]:
        clock = auto()
        with clock.stream() as stream:
            stream.sent(10)
            answers = [await clock.wait(60.0, seen=n) for n in (100, 0, 10)]
            return [*answers, await clock.wait(90.0, seen=100)]

    assert asyncio.run(play()) == [0.0, 0.0, 60.0, 60.0]


@pytest.mark.parametrize(
    ("ends", "remedy"),
    [(0, "read what is there before you wait again"), (1, "say seen=0 once the stream has ended")],
    ids=["open", "ended"],
)
def test_a_client_that_does_not_read_is_told_so(
    ends: int, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is answered again and again, slowly, and then hears what is wrong."""
    monkeypatch.setattr(client, "PATIENCE", 3)
    monkeypatch.setattr(client, "PAUSE", 0.0)

    async def play(clock: VirtualClock) -> None:
        with clock.stream() as stream:
            stream.sent(10)
            for _ in range(ends):
                stream.close()
            for _ in range(4):
                assert await clock.wait(60.0, seen=5) == 0.0
            await clock.wait(60.0, seen=5)

    with pytest.raises(BadWait, match=remedy):
        asyncio.run(play(auto()))


def test_new_bytes_are_no_repetition(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client may be late again and again, as long as it was not told the same."""
    monkeypatch.setattr(client, "PATIENCE", 3)
    monkeypatch.setattr(client, "PAUSE", 0.0)

    async def play() -> set[float]:
        clock, answers = auto(), set[float]()
        with clock.stream() as stream:
            for _ in range(10):
                stream.sent(1)
                answers |= {await clock.wait(60.0), await clock.wait(60.0)}
        return answers

    assert asyncio.run(play()) == {0.0}


def test_a_slow_reader_is_no_reason_to_blame_another_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While one is at work, the others may ask as often as they like."""
    monkeypatch.setattr(client, "PATIENCE", 3)
    monkeypatch.setattr(client, "PAUSE", 0.0)

    async def play() -> float:
        clock = auto()
        await clock.wait(0.0, waiter="read")
        with clock.stream() as stream:
            stream.sent(10)
            for _ in range(10):
                assert await clock.wait(60.0, waiter="poll") == 0.0
            reader = asyncio.create_task(clock.wait(20.0, seen=10, waiter="read"))
            poller = asyncio.create_task(until(clock, 10.0, waiter="poll"))
            ten = await poller
            reader.cancel()
        return ten

    assert asyncio.run(play()) == 10.0


def test_a_waiter_waits_once_at_a_time() -> None:
    """Two threads under one name are a mistake of the driver."""

    async def play() -> None:
        clock = VirtualClock()
        first = asyncio.create_task(clock.wait(10.0))
        await turns(1)
        try:
            await clock.wait(5.0)
        finally:
            first.cancel()

    with pytest.raises(BadWait, match="waits already"):
        asyncio.run(play())


def test_a_wait_that_broke_off_leaves_the_waiter_at_work() -> None:
    """The client may come back; until then time stands."""

    async def play() -> list[float]:
        clock = auto()
        await clock.wait(0.0, waiter="main")
        gone = asyncio.create_task(clock.wait(10.0, waiter="poll"))
        await turns(1)
        gone.cancel()
        main = asyncio.create_task(clock.wait(20.0, waiter="main"))
        await turns(50)
        stood = clock.elapsed
        assert clock.reading().waits_for == ("Waiter 'poll' at work",)
        return [stood, await clock.wait(10.0, waiter="poll"), clock.done("poll"), await main]

    assert asyncio.run(play()) == [0.0, 10.0, 10.0, 20.0]


def test_the_end_of_the_run_ends_its_waits() -> None:
    async def play() -> None:
        clock = VirtualClock()
        wait = asyncio.create_task(clock.wait(10.0))
        await turns(1)
        clock.end()
        assert clock.reading().waiters == ()
        await wait

    with pytest.raises(RunOver):
        asyncio.run(play())


def test_the_end_of_the_run_finds_a_wait_that_broke_off() -> None:
    async def play() -> None:
        clock = VirtualClock()
        wait = asyncio.create_task(clock.wait(10.0))
        await turns(1)
        wait.cancel()
        clock.end()
        with pytest.raises(asyncio.CancelledError):
            await wait

    asyncio.run(play())


def test_a_wait_is_for_a_time() -> None:
    with pytest.raises(BadTime):
        asyncio.run(VirtualClock().wait(float("nan")))


def test_a_waiting_request_is_not_waited_for() -> None:
    """Even if the server counts it among the busy ones."""

    async def play() -> float:
        clock = auto()
        with clock.busy("POST /wait"):
            return await clock.wait(10.0)

    assert asyncio.run(play()) == 10.0


def test_who_takes_part_does_not_move_a_clock_that_somebody_moves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A move by hand ends where it should, however quick the others would be; then they go on."""
    monkeypatch.setattr(drive, "TURNS", 0)

    async def play() -> list[float]:
        clock = auto()
        wait = asyncio.create_task(clock.wait(100.0))
        await turns(1)
        moved = await clock.advance(5)
        return [moved.elapsed, await wait]

    assert asyncio.run(play()) == [5.0, 100.0]


def test_moving_by_hand_waits_for_the_client_too() -> None:
    """The client of a manual clock does what it has to do at each deadline before the next."""

    async def play() -> tuple[list[float], tuple[str, ...]]:
        clock, log = VirtualClock(), list[float]()

        async def poll() -> None:
            for n in range(1, 4):
                await until(clock, 10.0 * n)
                await asyncio.sleep(0.005)
                log.append(clock.elapsed)

        thread = asyncio.create_task(poll())
        await turns(1)
        moved = await clock.advance(100, limit=0.1)
        await thread
        return log, moved.unsettled

    log, unsettled = asyncio.run(play())

    assert log == [10.0, 20.0, 30.0]
    assert unsettled == ("The client at work",)


def test_moving_by_hand_names_a_client_that_does_not_read() -> None:
    async def play() -> tuple[str, ...]:
        clock = VirtualClock()
        waits = asyncio.create_task(clock.wait(10.0, seen=0))
        await turns(1)

        async def send() -> None:
            with clock.stream() as stream:
                await clock.sleep(1)
                stream.sent(5)
                with clock.hold("disk"):
                    assert clock.reading().waits_for == ("disk", "The client at work")
                await asyncio.sleep(60)

        sends = server(clock, send(), "send")
        moved = await clock.advance(2, limit=0.02)
        assert await waits == 1.0
        sends.cancel()
        return moved.unsettled

    assert asyncio.run(play()) == ("The client at work", "send")


def test_a_task_that_got_stuck_does_not_keep_bytes_from_readers() -> None:
    """Once it is excused, the others go on as if it were at rest."""

    async def play() -> float:
        clock = VirtualClock()

        async def stick() -> None:
            await clock.sleep(1)
            await asyncio.sleep(60)

        async def send() -> None:
            with clock.stream() as stream:
                await clock.sleep(2)
                stream.sent(5)
                await clock.sleep(60)

        waits = asyncio.create_task(clock.wait(10.0))
        tasks = [server(clock, stick(), "stuck"), server(clock, send(), "send")]
        await clock.advance(30, limit=0.02)
        for task in tasks:
            task.cancel()
        return await waits

    assert asyncio.run(play()) == 2.0


def test_a_scaled_clock_can_be_waited_at() -> None:
    """T1 clients that know the clock's URL wait in real time, and hear of bytes at once."""

    async def play() -> None:
        clock = VirtualClock(mode=Mode.SCALED, scale=1000)
        assert await clock.wait(20.0) >= 20
        waits = asyncio.create_task(clock.wait(1_000_000.0))
        await turns(1)
        with clock.stream() as stream, clock.busy("POST /run_sse"):
            stream.sent(1)
            assert await waits < 1000

    asyncio.run(play())
