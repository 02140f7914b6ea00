"""Names of what speaks for a reading: a sign or a word, and what it stands beside.

``|sure`` of any source, ``rules|sure``, ``sure&Remove``; ``~wexcept``, ``~wexcept&Remove``.
"""

from collections.abc import Mapping
from typing import Final

WORD, OF, AND = "~", "|", "&"
# Weights by the first part of their name, then by the other, with its mark.
Pairs = Mapping[str, Mapping[str, int]]
ALONE: Final = ""


def paired(first: str, other: str) -> str:
    """The name of both; the source of a sign stands in front."""
    return f"{other}{first}" if other.endswith(OF) else f"{first}{other}"


def parted(name: str) -> tuple[str, str]:
    """Which two parts it was made of."""
    if AND in name:
        first, _, claim = name.rpartition(AND)
        return first, f"{AND}{claim}"
    if name.startswith(WORD):
        return name, ALONE
    source, _, sign = name.partition(OF)
    return sign, f"{source}{OF}"
