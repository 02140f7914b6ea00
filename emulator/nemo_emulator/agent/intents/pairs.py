"""Names of what speaks for a reading: a sign or a word, and what it stands beside.

``|sure`` of any source, ``rules|sure``, ``sure&Remove``; ``~wexcept``, ``~wexcept&Remove``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WORD, OF, AND = "~", "|", "&"
# Weights by one part of their names, then by the other; what is no sign and no word has its mark.
Parts = Mapping[str, Mapping[str, int]]
ALONE: Final = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Weights by the parts of their names: a word's by what stands beside it, ...

    ... and those of signs the other way round: there are many signs, and few things beside them.
    """

    words: Parts
    beside: Parts

    @classmethod
    def of(cls, weights: Mapping[str, int]) -> "Pairs":
        """From weights by name."""
        words, beside = dict[str, dict[str, int]](), dict[str, dict[str, int]]()
        for name, weight in weights.items():
            first, other = parted(name)
            if first.startswith(WORD):
                words.setdefault(first, {})[other] = weight
            else:
                beside.setdefault(other, {})[first] = weight
        return cls(words, beside)


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
