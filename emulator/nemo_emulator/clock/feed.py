"""What was sent on a run's event stream, when, and how much of it the client has read."""

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field

from nemo_emulator.clock.errors import NothingSent


def _times() -> "array[float]":
    return array("d")


def _totals() -> "array[int]":
    return array("q")


@dataclass(slots=True, eq=False)
class Feed:
    """One stream; counts are body bytes, times seconds since the run's start.

    ``read`` is the most that any waiter of the client said to have seen: another thread of it has
    no need to count. ``told``: somebody heard that the stream has ended.
    """

    opened_at: float | None
    open: bool = True
    told: bool = False
    sent: int = 0
    read: int = 0
    _times: "array[float]" = field(default_factory=_times)
    _totals: "array[int]" = field(default_factory=_totals)

    def add(self, size: int, at: float) -> None:
        """So many bytes more were sent."""
        self.sent += size
        if self._times and self._times[-1] == at:
            self._totals[-1] = self.sent
        else:
            self._times.append(at)
            self._totals.append(self.sent)

    def hear(self, seen: int) -> None:
        """The client has read so far. A number from an earlier stream is not believed."""
        if seen <= self.sent:
            self.read = max(self.read, seen)

    def news(self, seen: int) -> bool:
        """Whether there is something that a client which says ``seen`` does not know.

        It says 0 when no stream is open; more than 0 means that it missed the end.
        """
        if self.open:
            return seen > self.sent or self.read < self.sent
        return seen > 0 or not self.told

    def when(self, byte: int) -> float:
        """When that byte was sent, counted from 1; 0 is the opening. Raises ``NothingSent``."""
        if self.opened_at is None:
            raise NothingSent("No event stream was opened yet; send a message first.")
        if byte == 0:
            return self.opened_at
        if not 0 < byte <= self.sent:
            raise NothingSent(
                f"The newest stream has sent {self.sent} bytes; ask for one from 1 to that."
            )
        return self._times[bisect_left(self._totals, byte)]


def silence() -> Feed:
    """Before the first stream."""
    return Feed(opened_at=None, open=False, told=True)
