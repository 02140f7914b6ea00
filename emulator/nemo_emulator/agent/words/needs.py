"""What must stand in a text for a regular expression to match in it, so that few are tried.

A need is a choice of pieces of which one must be there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import add, or_
from typing import Final

Need = frozenset[str]
# Stands for what may be any letter, or none.
_ANY: Final = "\0"
_ESCAPED: Final = re.compile(r"\\[a-zA-Z](?:\{[^}]*\}|[*+?])?|\\.")
_CLASS: Final = re.compile(r"\[\^?\]?[^]]*\](?:\{[^}]*\}|[*+?])?")
# One of these letters, and no other; escapes are gone by then.
_LETTERS: Final = re.compile(rf"\[([^\]^\-{_ANY}]+)\](?![*?{{])")
_NEVER: Final = re.compile(r"\(\?<?!")
_AROUND: Final = re.compile(r"\(\?<?=([^()]*)\)")
_ONE: Final = re.compile(r"\((?:\?(?:-i)?:|\?P<\w+>|(?!\?))([^()]*)\)(?![?*{])")
_GROUP: Final = re.compile(r"\([^()]*\)(?:[?*+]|\{[^}]*\})?")
_OPTIONAL: Final = re.compile(r".(?:[?*]|\{[^}]*\})", re.DOTALL)
_BREAKS: Final = re.compile(rf"[{_ANY}^$.+*?]+")
_ALIKE: Final = str.maketrans("İıſ", "iis")
# A choice that was read already, as one character.
_FIRST: Final = 0xF0000
_READ: Final = re.compile("([\U000f0000-\U000ffffd])")


def needs(pattern: str) -> tuple[Need, ...]:
    """All that stands in whatever a pattern matches, or right beside it.

    Only what is written letter by letter counts, and what may not be left out.
    """
    return _Reading().needs(pattern)


def met(needed: Iterable[Need], text: str) -> bool:
    """All that is needed is there."""
    return all(any(map(text.__contains__, need)) for need in needed)


class _Reading:
    """A pattern from the inside out: each group of choices becomes one character."""

    def __init__(self) -> None:
        self._choices: list[Need] = []

    def needs(self, pattern: str) -> tuple[Need, ...]:
        plain = _LETTERS.sub(lambda m: self._named(frozenset(m[1])), _ESCAPED.sub(_ANY, pattern))
        plain = _NEVER.sub("(|", _CLASS.sub(_ANY, plain))  # a choice: it need not be there
        before = ""
        while plain != before:
            before = plain
            plain = _AROUND.sub(lambda m: f"{_ANY}{self._chosen(m[1])}{_ANY}", plain)
            plain = _ONE.sub(lambda m: self._chosen(m[1]), plain)
            plain = _GROUP.sub(_ANY, plain) if plain == before else plain
        return self._needs(self._chosen(plain))

    def _chosen(self, branches: str) -> str:
        """The pattern itself where it leaves no choice."""
        if "|" not in branches:
            return branches
        found = [max(self._needs(one), key=_worth, default=None) for one in branches.split("|")]
        certain = [need for need in found if need is not None]
        return self._named(Need().union(*certain)) if len(certain) == len(found) else _ANY

    def _named(self, need: Need) -> str:
        self._choices.append(need)
        return chr(_FIRST + len(self._choices) - 1)

    def _needs(self, plain: str) -> tuple[Need, ...]:
        """Those of a pattern without groups and choices."""
        pieces = _BREAKS.split(_OPTIONAL.sub(_ANY, plain))
        parts = [part for piece in pieces for part in _READ.split(piece) if part]
        return tuple(map(self._need, parts))

    def _need(self, part: str) -> Need:
        return self._choices[ord(part) - _FIRST] if _READ.match(part) else Need((part,))


def _worth(need: Need) -> tuple[int, int]:
    """Long pieces are rare, and so are few; a space is everywhere."""
    return min([len(piece.strip()) for piece in need]), -len(need)


class Index:
    """Which of many patterns have all that they need; sets of them are whole numbers, a bit each.

    All first needs stand in the lowest bits, the second ones behind them, and so on.
    """

    def __init__(self, rows: Sequence[Sequence[Need]]) -> None:
        self._size, self._most = len(rows), max(map(len, rows), default=0)
        self._without, self._by_key = 0, dict[str, int]()
        for n in range(self._most):
            for at, row in enumerate(rows):
                bit = 1 << n * self._size + at
                self._without |= bit if n >= len(row) else 0
                for key in row[n] if n < len(row) else ():
                    self._by_key[key] = self._by_key.get(key, 0) | bit
        self._keys = frozenset(self._by_key)

    def open(self, there: frozenset[str]) -> int:
        """Those that may match where these pieces are."""
        found = (1 << self._size) - 1
        met = reduce(or_, map(self._by_key.__getitem__, self._keys & there), self._without)
        for _ in range(self._most):
            found &= met
            met >>= self._size
        return found


def lettered(rows: Sequence[Sequence[Need]]) -> Index:
    """By single letters, for texts in which a pair says little more."""
    return Index([list(dict.fromkeys(_letters(row))) for row in rows])


def _letters(row: Sequence[Need]) -> Iterator[Need]:
    """All of a piece that must be there, the first of each in a choice."""
    for need in row:
        if len(need) > 1:
            yield Need(piece[0] for piece in need)
        else:
            yield from (Need(letter) for piece in need for letter in piece)


def keyed(rows: Sequence[Sequence[Need]]) -> Index:
    """By the rarest pair of letters in each piece, or its letter."""
    counts = Counter(key for row in rows for need in row for piece in need for key in keys(piece))
    rare = {
        piece: min(sorted(keys(piece)), key=lambda key: (-len(key), counts[key]))
        for row in rows
        for need in row
        for piece in need
    }
    return Index([[Need(rare[piece] for piece in need) for need in row] for row in rows])


def folded(text: str) -> str:
    """In small letters, and what a pattern that ignores case takes for one of a to z as that."""
    return text.translate(_ALIKE).lower()


@lru_cache(8)
def keys(text: str) -> frozenset[str]:
    """All letters and pairs of neighbours; the same text is asked about by table after table."""
    return frozenset((*text, *map(add, text, text[1:])))
