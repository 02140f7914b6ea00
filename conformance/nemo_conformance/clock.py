"""Real time, for patience and for measuring: the kit's one door to it."""

import time


def real_seconds() -> float:
    """A monotonic reading in real seconds."""
    return time.monotonic()


def pause(seconds: float) -> None:
    """Let real time pass."""
    time.sleep(seconds)


def today() -> str:
    """The date, in UTC, as YYYY-MM-DD: what expiry dates are compared with."""
    return time.strftime("%Y-%m-%d", time.gmtime())
