"""A client in this process (tier T3): the same messages as dicts, and a clock as an object."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from nemo_conformance.driver.messages import read_report
from nemo_conformance.driver.orders import AnyIntent, Start
from nemo_conformance.driver.reports import DriverHello, Errored
from nemo_conformance.drivers.driver import Ear, NoDriver, ends

Tell = Callable[[dict[str, Any]], dict[str, Any] | None]
"""Takes a driver message (``shown``, ``file``, ``ask``, ``result`` ...); answers an ``ask``."""


class LocalClock(Protocol):
    """The run's clock; virtual seconds since its start."""

    def now(self) -> float: ...

    def wait(self, until: float, *, seen: int = 0, waiter: str = "") -> float:
        """Wait until then, or until there are body bytes beyond ``seen``; gives the present."""

    def done(self, waiter: str = "") -> float:
        """This waiter waits no more."""


class LocalClient(Protocol):
    """What ``--in-process module:factory`` makes."""

    def hello(self) -> dict[str, Any]: ...
    def start(self, order: dict[str, Any], clock: LocalClock) -> None: ...
    def do(self, order: dict[str, Any], tell: Tell) -> None: ...
    def stop(self, order: dict[str, Any]) -> None: ...


class LocalDriver:
    """``clock_of`` gives the clock of a run by its name."""

    carrier = "in-process"

    def __init__(self, client: LocalClient, clock_of: Callable[[str], LocalClock]) -> None:
        """Raises ``NoDriver`` when the client's hello is none."""
        self._client = client
        self._clock_of = clock_of
        hello = read_report(json.dumps(client.hello()))
        if not isinstance(hello, DriverHello):
            raise NoDriver("hello() must give a hello (nemo-conformance schema driver.hello).")
        self.hello = hello

    def run(self, start: Start, intents: Sequence[AnyIntent], ear: Ear) -> None:
        clock = self._clock_of(start.run)
        try:
            self._client.start(start.dump(), clock)
            for intent in intents:
                ear.begins(intent.n)
                if not self._do(intent, ear):
                    return
            self._client.stop({"type": "stop", "run": start.run})
        finally:
            clock.done()

    def unheard(self) -> bool:
        return False

    def arguments(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        """The client is a part of this process."""

    def _do(self, intent: AnyIntent, ear: Ear) -> bool:
        """Whether the client lives on."""
        ended = False

        def tell(message: dict[str, Any]) -> dict[str, Any] | None:
            nonlocal ended
            report = read_report(json.dumps(message))
            answer = ear.hears(report) if report is not None else None
            ended = ended or (report is not None and ends(report, intent.n))
            return answer.dump() if answer else None

        try:
            self._client.do(intent.dump(), tell)
        except Exception as error:  # noqa: BLE001 - whatever the client under test raises
            message = f"{type(error).__name__}: {error}"
            broke = Errored(type="errored", run=intent.run, n=intent.n, message=message)
            ear.hears(broke)
            return False
        if not ended:
            message = "do() came back without a result"
            ear.hears(Errored(type="errored", run=intent.run, n=intent.n, message=message))
        return ended
