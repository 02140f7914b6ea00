"""What a frame is filled from: typed tokens, and what the model makes of the clause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.pattern import Match
from nemo_emulator.agent.tokens import Token

MOST_CLIPS: Final = 999
# A trait that the model is so sure of outweighs a word.
PLAIN: Final = 64
MOST_NAMED: Final = 60
COUNTED: Final = frozenset({"word", "unit", "video", "total", "times", "speed", "pct"})
# They say when, not which.
ADVERBS: Final = frozenset({"最后", "first"})
_JOINED: Final = frozenset({"and", "comma"})


@dataclass(frozen=True)
class Said(Match):
    """A match, with the traits that the model sees in it."""

    traits: Mapping[str, tuple[str, int]]
    asked: list[int] = field(default_factory=list[int], compare=False)

    def trait(self, name: str) -> str:
        """The most likely value of a trait, or ""; how sure that is, is noted in ``asked``."""
        value, margin = self.traits.get(name, ("", 0))
        self.asked.append(margin)
        return value

    def named(self, name: str, *cats: str) -> str:
        """The value that the words name, else the one that the model sees."""
        values = {str(value) for value in self.all(*cats) if isinstance(value, str)}
        seen, margin = self.traits.get(name, ("", 0))
        if len(values) != 1 or (margin >= PLAIN and seen not in values):
            return self.trait(name)
        return values.pop()

    @property
    def places(self) -> e.Clips:
        """Every clip that is named, in order: by reference, or by a number alone."""
        rows = tuple(_rows(self.tokens))
        listed = tuple(row for row in rows if len(row) > 1)
        sure = tuple(_rows(tuple(t for t in self.tokens if t.cat != "num" or is_number(t))))
        return tuple(dict.fromkeys(place for row in listed[:1] or sure or rows for place in row))

    @property
    def every(self) -> e.Clips:
        """All that are named, row after row."""
        tokens = tuple(t for t in self.tokens if t.cat != "num" or is_number(t))
        return tuple(place for row in _rows(tokens) for place in row) or self.places

    @property
    def clips(self) -> e.Clips:
        """The clips that are named as such, else by digits that count nothing."""
        named = [t for t in self.tokens if t.cat in ("ref", "ord") and t.text not in ADVERBS]
        if not any(t.value for t in named):
            named = [t for n, t in enumerate(self.tokens) if _names(self.tokens, n)]
        rows = _rows(self.tokens[self.tokens.index(named[0]) :]) if _is_list(named) else iter(())
        listed = next(rows, ())
        return listed or tuple(dict.fromkeys(place for t in named for place in _place(t)))

    @property
    def ms(self) -> int | None:
        """The time that is named."""
        found: Any = self.one("time", "length", "gain")
        return None if found is None else int(found)

    @property
    def early(self) -> bool:
        """At the beginning."""
        return bool(self.one("moment") == "start")

    def gone(self, *cats: str) -> "Said":
        """The same without tokens of these categories."""
        return Said(tuple(t for t in self.tokens if t.cat not in cats), self.traits, self.asked)


def is_number(token: Token) -> bool:
    """In digits: 一 alone is seldom a number, and "two" is seldom a name."""
    return token.text[-1:].isdigit()


def _names(tokens: tuple[Token, ...], n: int) -> bool:
    """A number in digits that may name a clip: nothing is counted by it."""
    token = tokens[n]
    beside = {t.cat for t in (*tokens[max(n - 1, 0) : n], *tokens[n + 1 : n + 2])}
    small = token.cat == "num" and is_number(token) and 0 < token.value <= MOST_NAMED
    return small and not beside & COUNTED


def _is_list(named: list[Token]) -> bool:
    return bool(named) and all(token.cat == "num" for token in named)


def _rows(tokens: tuple[Token, ...]) -> Iterator[e.Clips]:
    """Clips as they are listed: "2, 4 and 7" is one row, and so is "5 to 8"."""
    row: e.Clips = ()
    n = 0
    while n < len(tokens):
        token, after = tokens[n], tokens[n + 1 : n + 3]
        found = _place(token) if token.cat in ("ref", "ord", "num") else ()
        if found and _is_range(found, after):
            found = tuple(range(found[0], _place(after[1])[-1] + 1))
            n += 2
        if found:
            row += found
        elif row and token.cat not in _JOINED:
            yield row
            row = ()
        n += 1
    if row:
        yield row


def _is_range(found: e.Clips, after: tuple[Token, ...]) -> bool:
    if len(after) < 2 or after[0].cat not in ("to", "dash") or after[1].cat not in ("num", "ref"):
        return False
    last = _place(after[1])
    return len(found) == 1 and bool(last) and 0 < found[0] < last[-1] <= MOST_CLIPS


def _place(token: Token) -> e.Clips:
    if token.cat == "ref":
        return tuple(token.value)
    value = token.value
    return (int(value),) if value == int(value) and value else ()
