"""Messages in pieces: words, parts of words, characters, whichever cut is the likeliest.

A unigram language model cuts as SentencePiece does (Kudo, Subword Regularization, 2018).
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

# Stands before each word.
GAP: Final = "\u2581"
MOST: Final = 96
# What no piece says costs so much a character.
UNKNOWN: Final = -30.0
NEVER: Final = -1e30
# Pieces are looked up by so many letters; shorter ones are tried everywhere.
BEGINNING: Final = 3
# So many words are remembered with their pieces.
KEPT: Final = 10_000
SHORT: Final = tuple(range(1, BEGINNING))


@dataclass(frozen=True)
class Pieces:
    """Pieces, each with its place in the table and its log-probability."""

    known: Mapping[str, tuple[int, float]]
    longest: int
    unknown: int

    def cut(self, message: str) -> list[int]:
        """The places of the likeliest pieces, at most ``MOST``; letters count as small ones.

        A piece never goes on in the next word, so that words are cut one by one.
        """
        found, left = list[int](), 4 * MOST
        for word in unicodedata.normalize("NFKC", message.lower()).split():
            found += self._cut((GAP + word)[:left])
            left -= len(GAP) + len(word)
            if left <= 0 or len(found) >= MOST:
                break
        return found[:MOST]

    @cached_property
    def _cut(self) -> Callable[[str], tuple[int, ...]]:
        """How a word is cut; few of them are new."""
        return lru_cache(KEPT)(self._pieces)

    def _pieces(self, text: str) -> tuple[int, ...]:
        best, found = [0.0, *[NEVER] * len(text)], [(0, self.unknown)] * (len(text) + 1)
        known, sizes, most = self.known, self._sizes, len(text)
        alone = (self.unknown, UNKNOWN)
        for start in range(most):
            before = best[start]
            for size in sizes.get(text[start : start + BEGINNING], SHORT):
                end = start + size
                piece = known.get(text[start:end]) or (alone if size == 1 else None)
                if piece and end <= most and (likely := before + piece[1]) > best[end]:
                    best[end], found[end] = likely, (start, piece[0])
        places, at = list[int](), most
        while at:
            at, place = found[at]
            places.append(place)
        return tuple(reversed(places))

    @cached_property
    def _sizes(self) -> Mapping[str, tuple[int, ...]]:
        """How long the pieces may be that begin in the same way."""
        found: dict[str, set[int]] = {}
        for piece in self.known:
            if BEGINNING <= len(piece) <= self.longest:
                found.setdefault(piece[:BEGINNING], {*SHORT}).add(len(piece))
        return {beginning: tuple(sorted(sizes)) for beginning, sizes in found.items()}
