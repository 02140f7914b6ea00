"""Measures as signs: by the bounds that they pass."""

from bisect import bisect_left
from functools import cache


def passed(name: str, value: int, bounds: tuple[int, ...]) -> tuple[str, ...]:
    """One sign for each bound below the value; the lowest bound first."""
    below = bisect_left(bounds, value)
    return _signs(name, bounds[:below]) if below else ()


@cache
def _signs(name: str, bounds: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"{name}>{bound}" for bound in bounds)
