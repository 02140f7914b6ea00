"""The hand of a clock: where it stands, how fast it runs."""

import math
from typing import Final

from nemo_emulator.clock.errors import BadTime
from nemo_emulator.clock.real import real_seconds

DIGITS: Final = 6
LATEST: Final = 2.5e11
"""Seconds since 1970, in the year 9892: a token of a hundred years ends before the calendar."""
FASTEST: Final = 1e6
"""Virtual seconds to a real one."""


def instant(at: float) -> int:
    """The whole microsecond that a time falls on; what shares it is simultaneous.

    Times since 1970 are only good to 0.2 µs as floats, so 30.1 s from two sources differ.
    """
    return round(at * 10**DIGITS)


def tidy(at: float) -> float:
    """The time without the dirt of float arithmetic."""
    return round(at, DIGITS)


def checked(seconds: float) -> float:
    """Seconds that can be counted with. Raises ``BadTime``."""
    if not math.isfinite(seconds):
        raise BadTime(f"{seconds} is not a time; give a finite number of seconds.")
    if abs(seconds) > LATEST:
        raise BadTime(f"{seconds:g} s lead out of the calendar; stay within {LATEST:g} s.")
    return seconds


class Hand:
    """Virtual seconds since the start; ``speed`` of them pass in a real one, 0 stands still.

    None comes after ``last``.
    """

    def __init__(self) -> None:
        self.speed = 0.0
        self.last = math.inf
        self._at = 0.0
        self._real = real_seconds()

    @property
    def elapsed(self) -> float:
        if not self.speed:
            return self._at
        return min(self._at + (real_seconds() - self._real) * self.speed, self.last)

    def run(self, speed: float) -> None:
        """Go on from here at another speed."""
        self._at = self.elapsed
        self._real = real_seconds()
        self.speed = speed

    def passed(self, at: float) -> bool:
        """Whether that time has come."""
        if self.speed:
            return at <= self.elapsed
        return instant(at) <= instant(self._at)

    def reach(self, at: float) -> None:
        """Stand there if that is ahead; a running hand gets there by itself."""
        if not self.speed:
            self._at = max(self._at, at)

    def real(self, at: float) -> float:
        """Real seconds until a running hand gets there."""
        return max(0.0, at - self.elapsed) / self.speed
