"""What every carrier is to the kit, and what the kit is to every carrier."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from nemo_conformance.driver.orders import Answer, AnyIntent, KitHello, Start
from nemo_conformance.driver.reports import DriverHello, Errored, Report, Result
from nemo_conformance.driver.words import PROTOCOL
from nemo_contract import REVISION

PATIENCE: Final = 30.0
"""Real seconds without any message, clock or wire activity after which a wish is errored."""


class NoDriver(Exception):
    """There is nobody to talk with: the driver said no hello, or none that this kit knows.

    The run is a harness error; the message says what to do.
    """


class DriverGone(Exception):
    """The driver ended in the middle of a run; the message has its last words."""


class StoodStill(DriverGone):
    """Nothing moved any more."""


class Ear(Protocol):
    """What the kit does with what a driver says while a run goes on."""

    def begins(self, n: int) -> None:
        """Wish ``n`` is about to be told to the client."""

    def hears(self, report: Report) -> Answer | None:
        """A message from the driver; an ``ask`` is answered."""

    def overhears(self, line: str, where: str) -> None:
        """A line that is no message: of ``stdout`` or ``stderr``."""

    def active_at(self) -> float:
        """The real second of the last request or wait of the client."""


class Driver(Protocol):
    """A client under test, reached in some way."""

    carrier: str
    hello: DriverHello

    def run(self, start: Start, intents: Sequence[AnyIntent], ear: Ear) -> None:
        """One run: start, each wish in its turn, stop. Raises ``DriverGone``."""

    def unheard(self) -> bool:
        """Whether the client may have said something that ``ear`` does not know yet."""

    def arguments(self) -> Iterable[str]:
        """The command lines of the client's programs, where they can be seen."""

    def close(self) -> None:
        """The client is not needed any more."""


def greeting(version: str) -> KitHello:
    """The kit's first message."""
    return KitHello(type="hello", protocol=PROTOCOL, kit=version, catalogue=REVISION)


def ends(report: Report, n: int) -> bool:
    """Whether this message ends wish ``n``."""
    return isinstance(report, Result | Errored) and report.n == n


def silent(run: str, n: int, patience: float) -> Errored:
    """What a wish comes to in which nothing moves any more."""
    message = (
        f"no message, wait or request for {patience:g} s; with a virtual clock, is a stream read "
        "before the client waits on it?"
    )
    return Errored(type="errored", run=run, n=n, message=message)
