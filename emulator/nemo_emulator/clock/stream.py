"""The server's end of an event stream, as far as the clock is concerned."""

from nemo_emulator.clock.schedule import Schedule


class Stream:
    """Open from its making; only the newest stream of a run is counted."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._feed = schedule.client.open(schedule.hand.elapsed)

    def sent(self, size: int) -> None:
        """So many body bytes are about to leave. Said before, for a reader may be quick."""
        if self._feed is self._schedule.client.feed:
            self._feed.add(size, self._schedule.hand.elapsed)
            self._schedule.look()

    def close(self) -> None:
        """The end of the body has left, or the reader has."""
        self._feed.open = False
        self._schedule.look()
