"""How many requests somebody makes in a virtual second."""

from collections import deque


class Rates:
    """At most ``limit`` in any one second for each name; 0 is no limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._seen: dict[str, deque[float]] = {}

    def take(self, name: str, now: float) -> bool:
        """Count a request at ``now`` (s); False, and not counted, when it is one too many."""
        if not self._limit:
            return True
        seen = self._seen.setdefault(name, deque())
        while seen and seen[0] <= now - 1.0:
            seen.popleft()
        if len(seen) >= self._limit:
            return False
        seen.append(now)
        return True

    def clear(self) -> None:
        """Forget everybody."""
        self._seen.clear()
