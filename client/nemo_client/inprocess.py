"""The client under test in the kit's own process: dicts instead of lines, an object as the clock.

``nemo-conformance client --in-process nemo_client.inprocess:client``, or ``:async_client``.
"""

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from nemo_client import messages
from nemo_client.drive import Run
from nemo_client.injected import RunClock
from nemo_client.messages import Intent, Json, Start
from nemo_client.runners import AsyncRunner, MakeRunner, SyncRunner

Report = Callable[[dict[str, Any]], dict[str, Any] | None]
"""Takes a report; gives the answer to a question."""


class InProcess:
    """One client after the other; each ``start`` is a fresh one."""

    def __init__(self, make: MakeRunner) -> None:
        self._make = make
        self._asker = _Asker()
        self._run: Run | None = None

    def hello(self) -> dict[str, Any]:
        """Who it is, and what it can; the clock is always the kit's."""
        hello = messages.hello(version("nemulator"))
        return {**hello, "capabilities": [*hello["capabilities"]], "clock": []}

    def start(self, order: dict[str, Any], clock: RunClock) -> None:
        """A fresh client."""
        self._let_go()
        start = Start.read({**order, "clock": {"mode": "injected", "clock": clock}})
        self._run = Run(start, self._asker, self._make)

    def do(self, order: dict[str, Any], tell: Report) -> None:
        """Carry out an intent."""
        assert self._run is not None
        self._asker.tell = tell
        self._run.do(Intent.read(order))

    def stop(self, order: dict[str, Any]) -> None:
        """The client is gone."""
        del order
        self._let_go()

    def _let_go(self) -> None:
        if self._run is not None:
            self._run.close()
            self._run = None


class _Asker:
    """Whoever gives the orders: a function that hears reports, and answers a question at once."""

    def __init__(self) -> None:
        self.tell: Report = lambda _: None
        self._answer: Json | None = None

    def report(self, message: Json) -> None:
        """One report."""
        self._answer = self.tell(dict(message))

    def answer(self) -> bool:
        """What was said to the last one."""
        return self._answer is not None and self._answer.get("yes") is True


def client() -> InProcess:
    """With the sync driver."""
    return InProcess(SyncRunner)


def async_client() -> InProcess:
    """With the async driver."""
    return InProcess(AsyncRunner)
