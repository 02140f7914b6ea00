"""Names of what speaks for a reading: a sign or a word, and what it stands beside.

``|sure`` of any source, ``rules|sure``, ``sure&Remove``; ``~wexcept``, ``~wexcept&Remove``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

WORD, OF, AND = "~", "|", "&"
# Weights by one part of their names, then by the other; what is no sign and no word has its mark.
Parts = Mapping[str, Mapping[str, int]]
ALONE: Final = ""
_Ints = npt.NDArray[np.signedinteger[Any]]


@dataclass(frozen=True)
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

    def of_signs(self, signs: frozenset[str], others: Iterable[str]) -> int:
        """The sum of what all these signs weigh beside each of the others."""
        beside = [place for place in map(self._beside.get, others) if place is not None]
        weights = self._lately(signs).take(beside, axis=1)
        return int(np.add.reduce(weights, axis=None, dtype=np.int32))

    @cached_property
    def _lately(self) -> Callable[[frozenset[str]], _Ints]:
        """What signs weigh; two readings that say the same have the same."""
        return lru_cache(4)(self._found)

    def _found(self, signs: frozenset[str]) -> _Ints:
        return self._table.take(list(filter(None, map(self._places.get, signs))), axis=0)

    @cached_property
    def _beside(self) -> Mapping[str, int]:
        return {other: n for n, other in enumerate(self.beside)}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """From one on, so that none of them is false."""
        signs = dict.fromkeys(sign for row in self.beside.values() for sign in row)
        return {sign: n for n, sign in enumerate(signs, 1)}

    @cached_property
    def _table(self) -> _Ints:
        """The weights of signs, a row for each sign; the first one is nobody's."""
        weights = np.array([weight for row in self.beside.values() for weight in row.values()])
        table = np.zeros((len(self._places) + 1, len(self._beside)), smallest(weights))
        for n, row in enumerate(self.beside.values()):
            table[[self._places[sign] for sign in row], n] = [*row.values()]
        return table


def smallest(weights: npt.NDArray[Any]) -> npt.DTypeLike:
    """The type of the fewest bytes that holds them all."""
    most = int(np.abs(weights).max(initial=0))
    return next(kind for kind in (np.int8, np.int16, np.int32) if most <= np.iinfo(kind).max)


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
