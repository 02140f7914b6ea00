"""What a clock shows: the seam that everybody waits at, its modes, its readings."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol


class Clock(Protocol):
    """Virtual seconds since 1970, and waiting for them."""

    def now(self) -> float: ...
    async def sleep_until(self, at: float) -> None: ...
    async def sleep(self, seconds: float) -> None: ...


class Mode(StrEnum):
    """What moves a clock."""

    REAL = "real"
    """Real time."""
    SCALED = "scaled"
    """Real time, so many virtual seconds to each real one."""
    MANUAL = "manual"
    """Nothing but ``advance`` and its like."""
    AUTO = "auto"
    """Its participants: when all of them wait, it jumps to the next deadline."""

    @property
    def runs(self) -> bool:
        """Whether time passes by itself."""
        return self in (Mode.REAL, Mode.SCALED)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a move ended: seconds since 1970, seconds since the start, deadlines that came.

    ``unsettled`` names what did not come to rest within the real-time limit: what it does next
    happens at a time that depends on the machine.
    """

    now: float
    elapsed: float
    fired: int
    unsettled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A look at a clock; ``next_at`` is the next deadline in seconds since the start.

    ``waits_for`` names what keeps time from moving.
    """

    mode: Mode
    scale: float
    now: float
    elapsed: float
    next_at: float | None
    sleepers: int
    waiters: tuple[str, ...]
    waits_for: tuple[str, ...]


def rfc3339(at: float) -> str:
    """The moment as the wire writes it: UTC, whole milliseconds."""
    moment = datetime.fromtimestamp(at, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
