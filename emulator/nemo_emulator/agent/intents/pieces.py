"""A message as it was typed, in pieces: words, numbers, single characters, marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nemo_emulator.agent.words.lexicon import find
from nemo_emulator.agent.words.traditional import SIMPLIFIED

_HAN: Final = "\u3400-\u9fff"
# How an address ends.
_DOMAINS: Final = "com|org|net|edu|info|shop|io|app|cn|de|eu|uk|us|fr|tv"
_PIECE: Final = re.compile(
    rf"@\w[\w.]*\w|https?://[^\s{_HAN}，。,]+[^\W_]|www\.[A-Za-z0-9.-]+[A-Za-z0-9]"
    rf"|[A-Za-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_DOMAINS})(?![A-Za-z])(?:/[\w./-]*\w)?"
    r"|#?\d+(?:[.:]\d+)*|[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)*"
    rf"|[{_HAN}]|\.{{2,}}|[!?]+|\n|\S"
)
APART: Final = frozenset(",.:;!?，。：；！？、\n")
_MARKS: Final = frozenset(",.!?:;，。！？：；、\n/()（）&+-=")
MOST: Final = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """Where it stands, how it is spelled and shaped, and what the lexicon takes it for.

    ``opens``: it begins what the lexicon knows; ``gap``: a space is before it; ``part`` counts the
    stretches between commas and the like.
    """

    start: int
    end: int
    word: str
    shape: str
    cat: str
    opens: bool
    gap: bool
    part: int


def pieces(message: str) -> tuple[Piece, ...]:
    """All of a message, but not more than so many."""
    found = [*_PIECE.finditer(message)][:MOST]
    plain = _plain(message)
    han = any(_shape(one[0]) == "H" for one in found)
    cats = [*_known(plain, found)]
    out: list[Piece] = []
    for n, one in enumerate(found):
        gap = not n or found[n - 1].end() < one.start()
        before = out[-1] if out else None
        part = before.part + (before.word in APART or (han and gap)) if before else 0
        word = "#" if _is_number(one[0]) else plain[one.start() : one.end()]
        out.append(Piece(one.start(), one.end(), word, _shape(one[0]), *cats[n], gap, part))
    return tuple(out)


def _plain(message: str) -> str:
    """Small letters and simplified characters, each where it stood."""
    small = "".join(
        low if len(low := letter.lower()) == 1 else letter for letter in message.replace("’", "'")
    )
    return small.translate(SIMPLIFIED)


def _is_number(text: str) -> bool:
    return text.lstrip("#")[:1].isdigit()


def _shape(text: str) -> str:
    first = text[0]
    if _is_number(text):
        return "9"
    if "\u3400" <= first <= "\u9fff":
        return "H"
    if first.isalpha():
        if len(text) > 1 and text.isupper():
            return "AA"
        return "a" if not first.isupper() else "A" if len(text) == 1 else "Aa"
    return text if text in _MARKS else "*"


def _known(plain: str, found: Sequence[re.Match[str]]) -> Iterator[tuple[str, bool]]:
    """The category of each piece, and whether it is the first of its phrase."""
    until, cat = -1, ""
    for one in found:
        if one.start() < until:
            yield cat, False
            continue
        entry = None if _is_number(one[0]) or one[0].isspace() else find(plain, one.start())
        until = one.start() + len(entry[0]) if entry else one.end()
        cat = entry[1] if entry else _unknown(one[0])
        yield cat, True


def _unknown(text: str) -> str:
    return "num" if _is_number(text) else "word" if text[0].isalpha() else text
