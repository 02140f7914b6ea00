"""What else a clause looks like to the model of kinds, for words that few have used.

Pieces of English words, words that stand near each other, how it begins and ends, and of what size
its numbers and times are.
"""

from bisect import bisect
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.features import OPEN, words_of
from nemo_emulator.agent.tokens import Token

Features = frozenset[str]
PIECE: Final = 4
# Words that are no further apart than that are a pair.
APART: Final = 4
BEGINNING: Final = 3
_NUMBERS: Final = (2, 3, 4, 11, 61, 400)
_TIMES: Final = (1000, 2000, 3001, 6001, 10001, 20001, 60001)
SIZES: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType(
    {"time": _TIMES, "num": _NUMBERS, "percent": _NUMBERS, "factor": _NUMBERS}
)
# Of a time for all clips, what each would have.
SHARES: Final = (300, 700, 1200, 2000, 6000)


def wider(
    parts: tuple[Tokens, ...], seen: tuple[Features, ...], known: Facts | None
) -> tuple[Features, ...]:
    """The features of each clause, with more of its own."""
    size = known.size if known else 0
    return tuple([own.union(_more(part, size)) for part, own in zip(parts, seen, strict=True)])


def _more(part: Tokens, size: int) -> list[str]:
    words = [(word, token.cat) for token in part for word in words_of(token)]
    found = list[str]()
    for n, (word, cat) in enumerate(words[:BEGINNING]):
        found += (f"1{n}w{word}", f"1{n}c{cat}")
    for word, cat in words[-1:]:
        found += (f"9w{word}", f"9c{cat}")
    row = ["^", *[word for word, _ in words], "$"]
    for n, word in enumerate(row):
        found += [f"S{word}.{other}" for other in row[n + 1 : n + 1 + APART]]
    for word, cat in words:
        if cat not in OPEN:
            found += pieces_of(word)
    for token in part:
        if token.cat in SIZES:
            found += _sized(token, part, size)
    return found


@lru_cache(10_000)
def pieces_of(word: str) -> Features:
    """All of four letters of a word that is that long, with its edges."""
    edged = f"<{word}>"
    starts = range(len(edged) - PIECE + 1) if len(word) >= PIECE else ()
    return frozenset(f"k{edged[n : n + PIECE]}" for n in starts)


def _sized(token: Token, part: Tokens, size: int) -> Iterator[str]:
    """Of what size a value is, alone and beside each category."""
    if isinstance(token.value, (str, tuple, type(None))):
        return
    names = [f"n{token.cat}{bisect(SIZES[token.cat], token.value)}"]
    if token.cat == "time" and size:
        names.append(f"R{bisect(SHARES, token.value / size)}")
    cats = {other.cat for other in part if other is not token}
    yield from names
    yield from (f"{name}|{cat}" for name in names for cat in cats)
