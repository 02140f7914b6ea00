"""Choices that look random and follow from a seed."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def share(seed: int, label: str) -> float:
    """A number from 0 to below 1 for this seed and this question."""
    digest = blake2b(f"{seed}/{label}".encode(), digest_size=7).digest()
    return int.from_bytes(digest) / (1 << 56)


def between(seed: int, label: str, low: float, high: float) -> float:
    """A number from ``low`` to ``high``."""
    return low + (high - low) * share(seed, label)


def choose(seed: int, label: str, options: Sequence[T]) -> T:
    """One of the options; there must be one."""
    return options[int(share(seed, label) * len(options))]


def shuffled(seed: int, label: str, options: Sequence[T]) -> tuple[T, ...]:
    """All of the options in another order."""
    order = sorted(range(len(options)), key=lambda n: share(seed, f"{label}/{n}"))
    return tuple(options[n] for n in order)


def number(seed: int, label: str) -> int:
    """A whole number of 31 bits, for a seed further down."""
    return int(share(seed, label) * (1 << 31))
