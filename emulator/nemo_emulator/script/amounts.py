"""How far into a reply something happens, and which of several are meant."""

from dataclasses import dataclass
from enum import StrEnum

from nemo_emulator.script.errors import check


class Unit(StrEnum):
    """What is counted.

    ``BYTES`` are those of the body that is long: of what comes up for ``upload``, of the reply for
    every other operation, as the client sees it, without chunk framing. ``WIRE_BYTES`` count from
    the first byte of the status line, framing included.
    """

    EVENTS = "events"
    BYTES = "bytes"
    WIRE_BYTES = "wire-bytes"
    SECONDS = "s"
    PERCENT = "%"
    ALL = "all"


WHOLE = frozenset({Unit.BYTES, Unit.WIRE_BYTES})


@dataclass(frozen=True, slots=True)
class Amount:
    """``n`` of a unit; half an event is 0.5 of the next one's bytes. ``n`` is 0 for ``ALL``."""

    n: float = 0.0
    unit: Unit = Unit.BYTES

    def __post_init__(self) -> None:
        check(0 <= self.n < float("inf"), f"{self.n} {self.unit} is no amount; count from 0.")
        if self.unit in WHOLE:
            check(self.n == int(self.n), f"{self.n} bytes: bytes are whole; write {int(self.n)}.")
        if self.unit is Unit.PERCENT:
            check(self.n <= 100, f"{self.n}% is more than everything; write 0% to 100%.")
        if self.unit is Unit.ALL:
            check(self.n == 0, '"all" takes no number.')


NOTHING = Amount()
EVERYTHING = Amount(unit=Unit.ALL)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last, both included, counted from 1; ``last`` None is open."""

    first: int
    last: int | None

    def __post_init__(self) -> None:
        check(self.first >= 1, f"{self.first} is not there: the first one is 1.")
        if self.last is not None:
            check(
                self.last >= self.first,
                f"{self.first}-{self.last} runs backwards; write {self.last}-{self.first}.",
            )

    def __contains__(self, n: object) -> bool:
        return isinstance(n, int) and self.first <= n <= (n if self.last is None else self.last)
