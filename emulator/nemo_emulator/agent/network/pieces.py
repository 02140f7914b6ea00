"""Messages in pieces: words, parts of words, characters, whichever cut is the likeliest.

A unigram language model cuts as SentencePiece does (Kudo, Subword Regularization, 2018).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Stands before each word.
GAP: Final = "\u2581"
MOST: Final = 96
# What no piece says costs so much a character.
UNKNOWN: Final = -30.0
NEVER: Final = -1e30
NONE: Final = (0, NEVER)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces, each with its place in the table and its log-probability."""

    known: Mapping[str, tuple[int, float]]
    longest: int
    unknown: int

    def cut(self, message: str) -> list[int]:
        """The places of the likeliest pieces, at most ``MOST``; letters count as small ones."""
        text = _plain(message)[: 4 * MOST]
        best, found = [0.0, *[NEVER] * len(text)], [(0, self.unknown)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                other = NONE if end > start + 1 else (self.unknown, UNKNOWN)
                place, likely = self.known.get(text[start:end], other)
                if best[start] + likely > best[end]:
                    best[end], found[end] = best[start] + likely, (start, place)
        places, at = list[int](), len(text)
        while at:
            at, place = found[at]
            places.append(place)
        return places[::-1][:MOST]


def _plain(message: str) -> str:
    words = unicodedata.normalize("NFKC", message.lower()).split()
    return "".join(GAP + word for word in words)
