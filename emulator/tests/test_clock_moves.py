"""Moving a clock by hand: in order, at rest before each step, and never silently racy."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from emulator.tests.clockwork import Play, on_both_loops, server, turns
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.clock import BadTime, Mode, Moved, ScaledClock, VirtualClock


@on_both_loops
def test_a_step_waits_for_what_it_woke(run: Play) -> None:
    """Work in a thread ends before the next deadline comes."""

    async def play() -> list[tuple[str, float]]:
        clock, log = VirtualClock(), list[tuple[str, float]]()

        async def slow() -> None:
            await clock.sleep(1)
            await asyncio.to_thread(lambda: None)
            await asyncio.sleep(0.01)
            log.append(("slow", clock.elapsed))

        async def quick() -> None:
            await clock.sleep(2)
            log.append(("quick", clock.elapsed))

        server(clock, slow(), "slow")
        server(clock, quick(), "quick")
        await clock.advance(10)
        return log

    assert run(play()) == [("slow", 1.0), ("quick", 2.0)]


def test_what_does_not_come_to_rest_is_named() -> None:
    """Nothing is silently racy: the move goes on after its limit and says for whom."""

    async def play() -> Moved:
        clock = VirtualClock()

        async def stuck() -> None:
            await clock.sleep(1)
            await asyncio.sleep(60)

        async def fine() -> None:
            for _ in range(3):
                await clock.sleep(1)

        task = server(clock, stuck(), "stuck")
        server(clock, fine(), "fine")
        moved = await clock.advance(10, limit=0.02)
        task.cancel()
        return moved

    moved = asyncio.run(play())

    assert moved == Moved(now=1_790_000_010.0, elapsed=10.0, fired=4, unsettled=("stuck",))


def test_the_next_move_waits_for_it_again() -> None:
    """An excuse is good for one move."""

    async def play() -> list[tuple[str, ...]]:
        clock = VirtualClock()
        late = server(clock, asyncio.sleep(0.03), "late")
        first = await clock.advance(1, limit=0.005)
        second = await clock.advance(1)
        assert late.done()
        return [first.unsettled, second.unsettled]

    assert asyncio.run(play()) == [("late",), ()]


def test_a_watched_task_is_waited_for_from_its_birth() -> None:
    """A job that has to prepare itself does not miss its own deadline."""

    async def play() -> list[float]:
        clock, woken = VirtualClock(), list[float]()

        async def job() -> None:
            due = clock.now() + 5
            await asyncio.sleep(0.01)
            await clock.sleep_until(due)
            woken.append(clock.elapsed)

        server(clock, job(), "job")
        await clock.advance(60)
        return woken

    assert asyncio.run(play()) == [5.0]


@on_both_loops
def test_what_nobody_counts_has_a_while(run: Play) -> None:
    """A task that was made and not watched begins before time moves on."""

    async def play() -> list[float]:
        clock, began = VirtualClock(), list[float]()

        async def unwatched() -> None:
            await turns(2)
            began.append(clock.elapsed)

        async def maker() -> None:
            await clock.sleep(1)
            tasks.append(asyncio.create_task(unwatched()))

        tasks = [server(clock, maker(), "maker")]
        server(clock, clock.sleep(2), "next")
        await clock.advance(10)
        return began

    assert run(play()) == [1.0]


@given(st.floats(min_value=0, max_value=10**7))
def test_no_sleeper_of_a_standing_clock_wakes_early(seconds: float) -> None:
    """As exact as floats since 1970 are."""

    async def play() -> float:
        clock, late = VirtualClock(), list[float]()
        at = clock.epoch + seconds

        async def sleep() -> None:
            await clock.sleep_until(at)
            late.append(clock.now() - at)

        server(clock, sleep(), "sleeper")
        await clock.run_until_idle(within=10**8)
        return late[0]

    assert 0 <= asyncio.run(play()) < 1e-6


def test_a_task_that_has_ended_is_not_waited_for() -> None:
    async def play() -> Moved:
        clock = VirtualClock()
        task = asyncio.create_task(asyncio.sleep(0))
        await task
        clock.watch(task)
        return await clock.advance(1)

    assert asyncio.run(play()).unsettled == ()


def test_time_stands_still_while_real_work_goes_on() -> None:
    """However long it takes: a hold is not subject to the limit."""

    async def play() -> tuple[float, Moved]:
        clock, ends = VirtualClock(), asyncio.get_running_loop().create_future()

        async def render() -> None:
            await clock.sleep(1)
            with clock.hold("render"):
                await asyncio.sleep(0.05)
            ends.set_result(clock.elapsed)

        server(clock, render(), "job")
        moved = await clock.advance(10, limit=0.01)
        return await ends, moved

    at, moved = asyncio.run(play())

    assert (at, moved.elapsed, moved.unsettled) == (1.0, 10.0, ())


def test_real_work_that_fails_lets_time_go_on() -> None:
    async def play() -> float:
        clock = VirtualClock()

        async def render() -> None:
            with clock.hold("render"):
                raise OSError

        task = server(clock, render(), "job")
        await clock.advance(10)
        await asyncio.gather(task, return_exceptions=True)
        return clock.elapsed

    assert asyncio.run(play()) == 10.0


def test_real_work_does_not_hold_a_clock_that_real_time_moves() -> None:
    """T0 and T1: one user's render never stops another's heartbeats."""

    async def play() -> float:
        clock = ScaledClock(scale=1000)

        async def render() -> None:
            with clock.hold("render"):
                await asyncio.sleep(60)

        task = asyncio.create_task(render())
        await turns(1)
        await clock.sleep(5)
        moved = await clock.advance(100)
        task.cancel()
        assert moved.unsettled == ()
        return moved.elapsed

    assert 105 <= asyncio.run(play()) < 1000


def test_a_request_is_waited_for() -> None:
    """Busy tasks count under the name they were given, until they wait at the clock."""

    async def play() -> tuple[tuple[str, ...], float]:
        clock = VirtualClock()

        async def request() -> None:
            with clock.busy("GET /slow"):
                await asyncio.sleep(0.01)
                await clock.sleep(3)

        task = asyncio.create_task(request())
        await turns(1)
        named = clock.reading().waits_for
        await clock.advance(5)
        await task
        return named, clock.elapsed

    assert asyncio.run(play()) == (("GET /slow",), 5.0)


def test_who_waits_for_another_task_is_not_waited_for() -> None:
    """Two jobs and one slot: the second waits for the first, and the first for time."""

    async def play() -> list[tuple[str, float]]:
        clock, slot, log = VirtualClock(), asyncio.Semaphore(1), list[tuple[str, float]]()

        async def job(name: str) -> None:
            with clock.resting():
                await slot.acquire()
            await clock.sleep(10)
            log.append((name, clock.elapsed))
            slot.release()

        for name in ("first", "second"):
            server(clock, job(name), name)
        moved = await clock.advance(60)
        assert moved.unsettled == ()
        return log

    assert asyncio.run(play()) == [("first", 10.0), ("second", 20.0)]


@on_both_loops
def test_a_bell_wakes_before_time_moves(run: Play) -> None:
    """Who was rung for acts at the time of the ring, in the order of listening."""

    async def play() -> list[tuple[str, float]]:
        clock, log = VirtualClock(), list[tuple[str, float]]()
        bell = clock.bell()

        async def listen(name: str) -> None:
            assert await bell.heard()
            await turns(20)
            log.append((name, clock.elapsed))

        async def ring() -> None:
            await clock.sleep(1)
            bell.ring()
            await clock.sleep(1)
            log.append(("ringer", clock.elapsed))

        for name in ("a", "b"):
            server(clock, listen(name), name)
        server(clock, ring(), "ringer")
        await clock.advance(10)
        return log

    assert run(play()) == [("a", 1.0), ("b", 1.0), ("ringer", 2.0)]


def test_a_bell_is_listened_to_until_a_time() -> None:
    """Rung before: True. Not rung: False, at that time. In the past: False, at once."""

    async def play() -> list[tuple[bool, float]]:
        clock, heard = VirtualClock(), list[tuple[bool, float]]()
        bell = clock.bell()

        async def listen() -> None:
            for seconds in (10, 10, -1):
                heard.append((await bell.heard(clock.now() + seconds), clock.elapsed))

        server(clock, listen(), "ear")
        await clock.advance(4)
        bell.ring()
        await clock.advance(30)
        return heard

    assert asyncio.run(play()) == [(True, 4.0), (False, 14.0), (False, 14.0)]


def test_a_ring_in_the_last_moment_is_heard() -> None:
    """Between the look at the time and the sleep."""

    async def play() -> bool:
        clock = VirtualClock()
        bell = clock.bell()
        ear = asyncio.create_task(bell.heard(clock.now()))
        await turns(1)
        bell.ring()
        return await ear

    assert asyncio.run(play())


def test_a_bell_forgets_who_listened_in_vain() -> None:
    """A heartbeat's thousand time-outs leave nothing behind, nor do the rings."""

    async def play() -> tuple[int, int]:
        clock = VirtualClock()
        bell = clock.bell()
        await bell.heard(clock.now())
        ear = server(clock, _listen(lambda: bell.heard(clock.now() + 60)), "ear")
        await turns(1)
        bell.ring()
        await ear
        return len(bell._ears), clock.reading().sleepers

    assert asyncio.run(play()) == (0, 0)


def test_a_listener_that_left_is_not_woken() -> None:
    async def play() -> tuple[str, ...]:
        clock = VirtualClock()
        bell = clock.bell()
        ear = server(clock, _listen(bell.heard), "ear")
        await turns(1)
        ear.cancel()
        bell.ring()
        await clock.advance(1)
        return clock.reading().waits_for

    assert asyncio.run(play()) == ()


async def _listen(heard: Callable[[], Coroutine[Any, Any, bool]]) -> None:
    await heard()


def test_who_moves_time_is_not_waited_for() -> None:
    """A task that the clock woke may move the clock."""

    async def play() -> list[Moved]:
        clock = VirtualClock()

        async def mover() -> Moved:
            await clock.sleep(1)
            return await clock.advance(1)

        inner = asyncio.create_task(mover())
        await turns(1)
        outer = await clock.advance(1, limit=0.1)
        return [outer, await inner]

    moved = asyncio.run(play())

    assert [(it.elapsed, it.unsettled) for it in moved] == [(1.0, ()), (2.0, ())]


def test_moves_take_turns() -> None:
    """Two at once add up."""

    async def play() -> float:
        clock = VirtualClock()
        await asyncio.gather(*(clock.advance(0.1) for _ in range(10)))
        return clock.elapsed

    assert asyncio.run(play()) == 1.0


def test_time_does_not_go_back() -> None:
    async def play(move: Callable[[VirtualClock], Coroutine[Any, Any, Moved]]) -> None:
        clock = VirtualClock()
        await clock.advance_to(clock.epoch + 10)
        await move(clock)

    with pytest.raises(BadTime, match="never goes back"):
        asyncio.run(play(lambda clock: clock.advance(-1)))
    with pytest.raises(BadTime, match="already"):
        asyncio.run(play(lambda clock: clock.advance_to(clock.epoch + 9)))


def test_an_idle_clock_stops_at_its_last_deadline() -> None:
    async def play() -> tuple[Moved, Moved]:
        clock = VirtualClock()

        async def beats(n: int) -> None:
            for _ in range(n):
                await clock.sleep(10)

        server(clock, beats(3), "few")
        few = await clock.run_until_idle()
        many = server(clock, beats(1000), "many")
        some = await clock.run_until_idle(within=100)
        many.cancel()
        return few, some

    few, some = asyncio.run(play())

    assert (few.elapsed, few.fired) == (30.0, 3)
    assert (some.elapsed, some.fired) == (130.0, 10)


def test_a_change_of_scale_reaches_sleepers() -> None:
    """A thousand seconds at scale 1, then at a million."""

    async def play() -> float:
        clock = VirtualClock(mode=Mode.REAL)
        task = asyncio.create_task(clock.sleep(1000))
        other = asyncio.create_task(clock.sleep(500))
        await turns(2)
        clock.set_scale(100_000)
        await asyncio.gather(task, other)
        assert (clock.mode, clock.scale) == (Mode.SCALED, 100_000)
        clock.set_scale(1)
        assert clock.mode is Mode.REAL
        return clock.elapsed

    assert asyncio.run(play()) >= 1000


@on_both_loops
def test_no_sleeper_wakes_early(run: Play) -> None:
    """Alarms of an event loop are coarse and may come early; sleepers do not, nor get lost."""

    async def play() -> list[float]:
        clock, late = ScaledClock(scale=10), list[float]()

        async def beats(at: float) -> None:
            for _ in range(5):
                at += 0.02
                await clock.sleep_until(at)
                late.append(clock.now() - at)

        await asyncio.gather(*(beats(clock.now() + n * 0.0007) for n in range(50)))
        return late

    late = run(play())

    assert (len(late), min(late) >= 0) == (250, True)


@pytest.mark.parametrize("others", [(10_000, 1), (1, 10_000)], ids=["after", "before"])
def test_a_sleeper_with_a_late_one_wakes_in_time(others: tuple[int, int]) -> None:
    """The alarm is for whoever comes first, whatever order they came in."""

    async def play() -> float:
        clock = ScaledClock(scale=100)
        began = clock.now()
        tasks = [asyncio.create_task(clock.sleep(seconds)) for seconds in others]
        await asyncio.wait(tasks, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        return clock.now() - began

    assert 1 <= asyncio.run(play()) < 400


def test_a_frozen_clock_stands_until_it_is_resumed() -> None:
    async def play() -> None:
        clock = ScaledClock(scale=1000)
        task = asyncio.create_task(clock.sleep(20))
        await turns(2)
        clock.freeze()
        clock.freeze()
        stood = clock.now()
        await asyncio.sleep(0.03)
        assert (clock.now(), task.done(), clock.mode) == (stood, False, Mode.MANUAL)
        clock.resume()
        assert clock.mode is Mode.SCALED
        await task

    asyncio.run(play())


def test_resuming_what_was_not_frozen_changes_nothing() -> None:
    clock = VirtualClock()
    clock.set_mode(Mode.AUTO)

    clock.resume()

    assert clock.mode is Mode.AUTO


def test_a_change_while_time_is_moved_holds_afterwards() -> None:
    async def play() -> tuple[float, Mode]:
        clock = VirtualClock()

        async def change() -> None:
            await clock.sleep(1)
            clock.set_scale(2)
            await clock.sleep(1)

        server(clock, change(), "change")
        moved = await clock.advance(10)
        return moved.elapsed, clock.mode

    assert asyncio.run(play()) == (10.0, Mode.SCALED)


@pytest.mark.parametrize("scale", [0, -1, float("nan")])
def test_a_scale_is_above_nothing(scale: float) -> None:
    with pytest.raises(BadTime):
        VirtualClock().set_scale(scale)


def test_a_reading_tells_what_time_waits_for() -> None:
    async def play() -> None:
        clock = VirtualClock(100.0)
        with clock.hold("render"):
            sleeper = server(clock, clock.sleep(7), "sleeper")
            await turns(1)
            reading = clock.reading()
        sleeper.cancel()
        assert reading.waits_for == ("render",)
        assert (reading.mode, reading.scale) == (Mode.MANUAL, 1.0)
        assert (reading.now, reading.elapsed, reading.next_at) == (100.0, 0.0, 7.0)
        assert (reading.sleepers, reading.waiters) == (1, ())

    asyncio.run(play())
