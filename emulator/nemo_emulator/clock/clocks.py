"""The clocks of all runs, as their clients know them: plain values in and out."""

from nemo_emulator.clock.errors import NoSuchRun
from nemo_emulator.clock.virtual import VirtualClock


class Clocks:
    """By run. Times are virtual seconds since its start (driver protocol, "Time")."""

    def __init__(self) -> None:
        self._clocks: dict[str, VirtualClock] = {}

    def begin(self, run: str, clock: VirtualClock) -> None:
        """This clock is the run's."""
        self._clocks[run] = clock

    def end(self, run: str) -> None:
        """The run is over, and with it its waiters. Raises ``NoSuchRun``."""
        self.of(run).end()
        del self._clocks[run]

    def of(self, run: str) -> VirtualClock:
        """The run's clock. Raises ``NoSuchRun``."""
        try:
            return self._clocks[run]
        except KeyError:
            raise NoSuchRun(
                f"No run {run!r} goes on here; use the run and the clock.url of its start."
            ) from None

    async def wait(self, run: str, until: float, *, seen: int = 0, waiter: str = "") -> float:
        """``VirtualClock.wait`` of that run. Raises ``NoSuchRun`` and what that raises."""
        return await self.of(run).wait(until, seen=seen, waiter=waiter)

    def done(self, run: str, waiter: str = "") -> float:
        """This waiter waits no more; gives the present. Raises ``NoSuchRun``."""
        return self.of(run).done(waiter)

    def when_sent(self, run: str, seen: int) -> float:
        """When the byte ``seen`` was sent. Raises ``NoSuchRun``, ``NothingSent``."""
        return self.of(run).when_sent(seen)
