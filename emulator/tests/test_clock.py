"""Time: scaled, manual, never backwards."""

import asyncio

from nemo_emulator.clock import ManualClock, ScaledClock, rfc3339


def test_scaled_time_passes_faster() -> None:
    """At scale 1000 a wait of 20 virtual seconds takes about 20 ms."""

    async def wait() -> float:
        clock = ScaledClock(scale=1000)
        before = clock.now()
        await clock.sleep(20)
        return clock.now() - before

    assert 20 <= asyncio.run(wait()) < 2000


def test_time_never_goes_back() -> None:
    """A clock starts no earlier than the last run had come to."""
    far = ScaledClock().now() + 1_000_000

    assert ScaledClock(not_before=far).now() >= far


def test_manual_time_wakes_in_order() -> None:
    """Sleepers wake at their own time, whatever order they came in."""

    async def play() -> list[tuple[str, float]]:
        clock, woken = ManualClock(100.0), list[tuple[str, float]]()

        async def sleep(name: str, seconds: float) -> None:
            await clock.sleep(seconds)
            woken.append((name, clock.now()))

        tasks = [asyncio.create_task(sleep(n, s)) for n, s in (("late", 9), ("soon", 2))]
        await asyncio.sleep(0)
        await clock.advance(5)
        early = len(woken)
        await clock.advance(5)
        await asyncio.gather(*tasks)
        assert early == 1
        return woken

    assert asyncio.run(play()) == [("soon", 102.0), ("late", 109.0)]


def test_a_cancelled_sleeper_is_passed_over() -> None:
    """Time goes on when a sleeper was cancelled."""

    async def play() -> float:
        clock = ManualClock(0.0)
        task = asyncio.create_task(clock.sleep(3))
        await asyncio.sleep(0)
        task.cancel()
        await clock.advance(4)
        return clock.now()

    assert asyncio.run(play()) == 4.0


def test_a_deadline_in_the_past_does_not_wait() -> None:
    """Sleeping until now returns."""

    async def play() -> float:
        clock = ManualClock(5.0)
        await clock.sleep_until(5.0)
        return clock.now()

    assert asyncio.run(play()) == 5.0


def test_dates_are_utc_with_milliseconds() -> None:
    assert rfc3339(0.25) == "1970-01-01T00:00:00.250Z"
