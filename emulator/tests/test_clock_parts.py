"""The parts of the clock: its hand, its timers, its book of what was sent."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.clock import VirtualClock, rfc3339
from nemo_emulator.clock.errors import BadTime, NothingSent
from nemo_emulator.clock.feed import Feed, silence
from nemo_emulator.clock.hand import Hand, checked, instant
from nemo_emulator.clock.tasks import Sleeper
from nemo_emulator.clock.timers import SLACK, Timers

EPOCH = 1_790_000_000.0


@given(st.integers(min_value=0, max_value=10**12))
def test_the_same_time_from_two_sources_is_one_instant(micros: int) -> None:
    """Counted from the start or from 1970, whatever floats make of it."""
    since_start = micros / 10**6

    assert instant((EPOCH + since_start) - EPOCH) == instant(since_start) == micros


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), float("-inf")])
def test_a_time_is_finite(seconds: float) -> None:
    with pytest.raises(BadTime, match="finite"):
        checked(seconds)


@given(st.lists(st.floats(min_value=-10, max_value=10)))
def test_a_standing_hand_never_goes_back(goals: list[float]) -> None:
    hand, seen = Hand(), [0.0]

    for goal in goals:
        hand.reach(goal)
        seen.append(hand.elapsed)

    assert seen == sorted(seen)


def test_a_running_hand_cannot_be_moved() -> None:
    """Real time moves it; when it stops it stays where it was."""
    hand = Hand()
    hand.run(1.0)

    hand.reach(1000.0)
    hand.run(0.0)

    assert hand.elapsed == hand.elapsed < 1000


def sleepers(n: int) -> list[Sleeper]:
    """So many, of no task in particular."""
    loop = asyncio.new_event_loop()
    task = loop.create_task(asyncio.sleep(0))
    loop.run_until_complete(task)
    made = [Sleeper(task, loop.create_future()) for _ in range(n)]
    loop.close()
    return made


@given(st.data(), st.lists(st.integers(min_value=0, max_value=5), min_size=1, max_size=200))
def test_timers_come_in_order_without_those_who_left(data: st.DataObject, ats: list[int]) -> None:
    """(deadline, creation) order, however many were taken out."""
    timers, ones = Timers(), sleepers(len(ats))
    for at, one in zip(ats, ones, strict=True):
        timers.add(at, one)
    left = data.draw(st.sets(st.sampled_from(range(len(ats)))))

    for n in left:
        timers.discard(ones[n])
    count, come = len(timers), []
    while (due := timers.next_at()) is not None:
        come.append((due, ones.index(timers.pop())))

    assert come == sorted((ats[n], n) for n in range(len(ats)) if n not in left)
    assert count == len(come)


def test_timers_that_were_given_up_take_no_room() -> None:
    """An hour's time-outs of a busy minute do not pile up."""
    timers = Timers()

    for one in sleepers(1000):
        timers.add(3600.0, one)
        timers.discard(one)

    assert len(timers._heap) <= SLACK + 1


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 3)), min_size=1, max_size=30))
def test_each_byte_has_its_time(frames: list[tuple[int, int]]) -> None:
    feed, now, times = Feed(opened_at=0.0), 0.0, list[float]()
    for size, pause in frames:
        now += pause
        feed.add(size, now)
        times += [now] * size

    assert [feed.when(n + 1) for n in range(len(times))] == times
    assert feed.when(0) == 0.0


@pytest.mark.parametrize("byte", [-1, 11])
def test_a_byte_that_was_not_sent_has_no_time(byte: int) -> None:
    feed = Feed(opened_at=0.0)
    feed.add(10, 1.0)

    with pytest.raises(NothingSent, match="has sent 10 bytes"):
        feed.when(byte)


def test_before_the_first_stream_no_byte_has_a_time() -> None:
    with pytest.raises(NothingSent, match="No event stream"):
        silence().when(0)


@pytest.mark.parametrize("length", [1e11 + 1, 1e300, -1e300, float("inf"), float("nan")])
def test_no_clock_leads_out_of_the_calendar(length: float) -> None:
    """Dates end with the year 9999; whatever comes up to it can be written."""
    clock = VirtualClock(1.5e11)

    async def go() -> str:
        await clock.advance(1e11)
        with pytest.raises(BadTime):
            await clock.advance(length if length < 0 else 1)
        with pytest.raises(BadTime):
            await clock.advance_to(length)
        with pytest.raises(BadTime):
            await clock.wait(length)
        return rfc3339(clock.now() + 36_500 * 86_400)

    assert asyncio.run(go()).startswith("999")
