"""How much may be asked of a server: never more than its owner allowed."""

from dataclasses import dataclass
from unittest import SkipTest


class Spent(SkipTest):
    """The budget is used up; nothing more is sent. Whoever draws conversations stops at once."""


@dataclass(slots=True)
class Purse:
    """``requests`` in all, ``messages`` of them to the agent (each may cost credits)."""

    requests: int = 5000
    messages: int = 500
    sent: int = 0
    said: int = 0

    def pay(self, operation: str | None) -> None:
        """Before each request. Raises ``Spent``."""
        if self.sent >= self.requests:
            raise Spent(f"{self.requests} requests were sent, the budget; --budget allows more.")
        if operation == "run_sse":
            if self.said >= self.messages:
                raise Spent(f"{self.messages} messages were sent, as many as --messages allows.")
            self.said += 1
        self.sent += 1
