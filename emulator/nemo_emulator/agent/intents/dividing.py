"""Clauses in one breath: "odd ones zoom in even ones zoom out" says two things of two groups."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from nemo_emulator.agent.intents.refusing import refused_at
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
# Of these a clip has one.
VALUES: Final = {"look": "look", "motion": "motion", "style": "style", "fade": "style"}
# "Colour only on the last one".
COLORS: Final = frozenset({"color", "colour", "彩色"})
PLACES: Final = frozenset({"ref", "ord", "into_clip", "others"})
JOINING: Final = frozenset({"and", "comma", "to", "dash"})
PARTING: Final = frozenset({"and", "comma"})
# They belong to what follows.
LEADING: Final = frozenset({"slower", "faster", "bit", "much", "make", "with", "for", "in"})
# The way alone says how the next one moves.
WAYS: Final = frozenset(
    ("in", "out", "left", "right", "up", "down", "leftwards", "rightwards", "upwards", "downwards")
)
ON: Final = frozenset({"in", "for"})
# What may be a value though its category is none.
WORDED: Final = COLORS | WAYS
# Said on both sides of two clips, it is said of each by itself.
SAID: Final = frozenset(
    ("look", "motion", "style", "factor", "time", "gain", "percent", "longer", "shorter", "adjust")
)
MOVED: Final = "move"
COMMA: Final = re.compile(r"\s*[,，]\s*")
MOST: Final = 60
PAIR: Final = 2
CLIPS: Final = "clips"


@dataclass(frozen=True, slots=True)
class Piece:
    """A value, or clips in a row; where it begins and ends."""

    what: str
    value: object
    start: int
    end: int


def divided(part: Tokens) -> tuple[Tokens, ...]:
    """Cut where the second of two values begins that are each said of clips of their own."""
    part, apart = _unlisted(part)
    at = apart or _cut(part) or refused_at(part)
    if not at:
        return (part,)
    first = part[: at - 1] if part[at - 1].cat in PARTING else part[:at]
    return (first, *divided(part[at:]))


def _unlisted(part: Tokens) -> tuple[Tokens, int]:
    """ "2x for clip 1, clip 2 at normal speed": those two are no list; where the second begins."""
    for n, token in enumerate(part[1:-1], 1):
        two = token.cat == "ref" and len(token.value) == PAIR
        if two and len(texts := COMMA.split(token.text)) == PAIR and _are_told(part, n):
            pair = (Token("ref", (p,), t) for p, t in zip(token.value, texts, strict=True))
            return (*part[:n], *pair, *part[n + 1 :]), n + 1
    return part, 0


def _are_told(part: Tokens, n: int) -> bool:
    """The same sort of thing is said before them and behind them."""
    before, after = ({t.cat for t in row} for row in (part[:n], part[n + 1 :]))
    both, named = before & after, PLACES | {"num"}
    moved = MOVED in both and bool(before & named) and bool(after & named)
    return moved or bool(both & SAID and not (before | after) & named)


def _cut(part: Tokens) -> int:
    """Where the second begins; 0 where one thing is said."""
    if len([t for t in part if t.cat in VALUES or t.text in WORDED]) < PAIR:
        return 0
    pieces = tuple(_pieces(part))
    for (n, one), (m, other) in _pairs(pieces):
        between = [piece for piece in pieces[n + 1 : m] if piece.what == CLIPS]
        before = any(piece.what == CLIPS for piece in pieces[:n])
        after = any(piece.what == CLIPS for piece in pieces[m + 1 :])
        if len(between) == 1:
            return _between(part, (one, between[0], other), before=before, after=after)
    return 0


def _between(part: Tokens, pieces: tuple[Piece, Piece, Piece], *, before: bool, after: bool) -> int:
    """Two values and clips between them, which belong to the one that has none of its own."""
    one, clips, other = pieces
    if before and after:
        return _comma(part, clips.start, other.start)
    if before:
        return _comma(part, one.end, clips.start) or clips.start
    if after:
        return _comma(part, clips.end, other.start) or _led(part, other.start)
    return _inner(part, clips)


def _pairs(
    pieces: Sequence[Piece],
) -> Iterator[tuple[tuple[int, Piece], tuple[int, Piece]]]:
    """Two different values of one sort, next to each other."""
    values = [(n, piece) for n, piece in enumerate(pieces) if piece.what != CLIPS]
    for one, other in pairwise(values):
        if one[1].what == other[1].what and one[1].value != other[1].value:
            yield one, other


def _comma(part: Tokens, start: int, end: int) -> int:
    """Right behind what parts them."""
    return next((n + 1 for n in range(start, end) if part[n].cat in PARTING), 0)


def _inner(part: Tokens, clips: Piece) -> int:
    """ "Vintage on the first three, the last three noir": two groups that only a comma parts."""
    named = [n for n in range(clips.start, clips.end) if part[n].cat in PARTING]
    refs = all(part[n].cat in PLACES for n in range(clips.start, clips.end) if n not in named)
    return named[0] + 1 if len(named) == 1 and refs else 0


def _led(part: Tokens, at: int) -> int:
    while at and part[at - 1].cat in LEADING:
        at -= 1
    return at


def _pieces(part: Tokens) -> Iterator[Piece]:
    n = 0
    while n < len(part):
        token, end = part[n], n + 1
        if token.text in COLORS and [t.cat for t in part[n + 1 : n + 2]] == ["only"]:
            yield Piece("look", "none", n, end)
        elif token.cat in VALUES:
            yield Piece(VALUES[token.cat], token.value, n, end)
        elif _is_place(token):
            while end + 1 < len(part) and part[end].cat in JOINING and _is_place(part[end + 1]):
                end += 2
            yield Piece(CLIPS, None, n, end)
        elif token.text in WAYS and _is_on(part[n + 1 : n + 3]):
            yield Piece("motion", token.text, n, end)
        n = end


def _is_on(after: Tokens) -> bool:
    """ "Zoom in on 2, out on 4": which clips it goes that way on."""
    return len(after) > 1 and after[0].cat in ON and _is_place(after[1])


def _is_place(token: Token) -> bool:
    number = token.cat == "num" and token.text[-1:].isdigit() and 0 < token.value <= MOST
    return number or (token.cat in PLACES and token.value != ())
