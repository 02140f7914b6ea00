"""A driver that is a web service: for containers, phones and browsers."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import httpx

from nemo_conformance.clock import pause, real_seconds
from nemo_conformance.driver.messages import read_report
from nemo_conformance.driver.orders import AnyIntent, Bye, Order, Start, Stop
from nemo_conformance.driver.reports import DriverHello, Report, Started, Stopped
from nemo_conformance.drivers.driver import (
    PATIENCE,
    DriverGone,
    Ear,
    NoDriver,
    StoodStill,
    ends,
    greeting,
    silent,
)

TICK: Final = 0.02
ACCEPTED: Final = 202
READY: Final = 10.0
"""Real seconds that a service may take to listen: in containers it starts beside the kit."""


class WebDriver:
    """``GET /`` says hello, ``POST /`` takes a message, ``GET /messages?after=N`` has the rest.

    N counts what came from ``/messages`` so far.
    """

    carrier = "http"

    def __init__(self, url: str, *, version: str, patience: float = PATIENCE) -> None:
        """Raises ``NoDriver`` when nobody answers with a hello."""
        self._http = httpx.Client(base_url=url, timeout=patience, trust_env=False)
        self._after = 0
        self._patience = patience
        try:
            self.hello = self._greet(version)
        except (httpx.HTTPError, ValueError) as error:
            self._http.close()
            raise NoDriver(f"{url} is no driver: {error} Is the service running?") from error

    def run(self, start: Start, intents: Sequence[AnyIntent], ear: Ear) -> None:
        try:
            self._tell(start, ear, lambda it: isinstance(it, Started))
            for intent in intents:
                ear.begins(intent.n)
                self._do(intent, ear)
            self._tell(Stop(type="stop", run=start.run), ear, lambda it: isinstance(it, Stopped))
        except httpx.HTTPError as error:
            raise DriverGone(f"the driver service is gone: {error}") from error

    def unheard(self) -> bool:
        return False

    def arguments(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        try:
            self._post(Bye(type="bye"))
        except httpx.HTTPError:
            return
        finally:
            self._http.close()

    def _greet(self, version: str) -> DriverHello:
        hello = read_report(self._first().raise_for_status().content)
        match hello:
            case DriverHello():
                self._post(greeting(version))
                return hello
            case _:
                raise ValueError("GET / must answer with a hello.")

    def _first(self) -> httpx.Response:
        began = real_seconds()
        while True:
            try:
                return self._http.get("/")
            except httpx.ConnectError:
                if real_seconds() - began >= min(READY, self._patience):
                    raise
            pause(TICK)

    def _do(self, intent: AnyIntent, ear: Ear) -> None:
        def is_end(report: Report) -> bool:
            return ends(report, intent.n)

        if not self._tell(intent, ear, is_end):
            end = silent(intent.run, intent.n, self._patience)
            ear.hears(end)
            raise StoodStill(end.message)

    def _tell(self, order: Order, ear: Ear, found: Callable[[Report], bool]) -> bool:
        """Send it, hear what it causes up to the message that is waited for."""
        reply = self._post(order)
        if self._hear(_messages(reply.json()), ear, found):
            return True
        spoken = real_seconds()
        while reply.status_code == ACCEPTED and not self._late(max(spoken, ear.active_at())):
            found_now, count = self._collect(ear, found)
            if found_now:
                return True
            spoken = real_seconds() if count else spoken
            pause(TICK)
        return False

    def _collect(self, ear: Ear, found: Callable[[Report], bool]) -> tuple[bool, int]:
        values = self._http.get("/messages", params={"after": self._after}).json()
        self._after += len(values)
        return self._hear(_messages(values), ear, found), len(values)

    def _hear(self, reports: Iterator[Report], ear: Ear, found: Callable[[Report], bool]) -> bool:
        there = False
        for report in reports:
            answer = ear.hears(report)
            if answer:
                self._post(answer)
            there = there or found(report)
        return there

    def _late(self, since: float) -> bool:
        return real_seconds() - since >= self._patience

    def _post(self, order: Order) -> httpx.Response:
        return self._http.post("/", json=order.dump()).raise_for_status()


def _messages(values: Any) -> Iterator[Report]:
    for value in values if isinstance(values, list) else ():
        try:
            report = read_report(json.dumps(value))
        except ValueError as error:
            raise NoDriver(str(error)) from error
        if report is not None:
            yield report
