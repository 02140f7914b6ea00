"""The deadlines that sleepers wait for, in (deadline, creation) order."""

import heapq
import itertools

from nemo_emulator.clock.hand import instant
from nemo_emulator.clock.tasks import Sleeper

SLACK = 64


class Timers:
    """A heap of sleepers; those who left early are passed over."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, float, Sleeper]] = []
        self._order = itertools.count()
        self._live: set[Sleeper] = set()

    def __len__(self) -> int:
        return len(self._live)

    def add(self, at: float, one: Sleeper) -> None:
        """Wake this one then (s since the start)."""
        self._live.add(one)
        heapq.heappush(self._heap, (instant(at), next(self._order), at, one))

    def discard(self, one: Sleeper) -> None:
        """Not any more; nothing to do for one whose time came."""
        self._live.discard(one)
        if len(self._heap) > 2 * len(self._live) + SLACK:
            self._heap = [row for row in self._heap if row[-1] in self._live]
            heapq.heapify(self._heap)

    def next_at(self) -> float | None:
        """The next deadline (s since the start)."""
        while self._heap and not self._waits(self._heap[0][-1]):
            heapq.heappop(self._heap)
        return self._heap[0][2] if self._heap else None

    def pop(self) -> Sleeper:
        """Take the sleeper of ``next_at``."""
        one = heapq.heappop(self._heap)[-1]
        self._live.discard(one)
        return one

    def _waits(self, one: Sleeper) -> bool:
        return one in self._live and not one.call.done()
