"""The order in which the parts of a line are seen, by Unicode's algorithm (UAX 9). Pure.

Without embeddings and isolates, whose marks count as nothing.
"""

import unicodedata
from dataclasses import dataclass
from itertools import groupby

_LEFT, _RIGHT, _NUMBER, _NEUTRAL = "L", "R", "N", "-"
_CLASSES = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT, "EN": _NUMBER, "AN": _NUMBER}
_WITHIN_NUMBERS = frozenset({"ES", "CS", "ET"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters that run in one direction; ``text`` is in the order in which it is read."""

    text: str
    leftwards: bool


def leftwards(text: str) -> bool:
    """Whether a paragraph runs from right to left: as its first letter with a direction does."""
    strong = (_CLASSES.get(unicodedata.bidirectional(letter)) for letter in text)
    return next((kind == _RIGHT for kind in strong if kind in {_LEFT, _RIGHT}), False)


def visual(line: str, *, base: bool) -> tuple[Stretch, ...]:
    """The stretches of a line from left to right; ``base`` is the paragraph's direction."""
    if not base and line.isascii():
        return (Stretch(line, leftwards=False),)
    levels = _levels(_resolved(_kinds(line, base=base), base=base), base=base)
    pairs = groupby(zip(line, levels, strict=True), key=lambda pair: pair[1])
    parts = [(level, "".join(letter for letter, _ in group)) for level, group in pairs]
    return tuple(Stretch(text, leftwards=level % 2 == 1) for level, text in _reordered(parts))


def _kinds(line: str, *, base: bool) -> list[str]:
    """A direction for each letter; marks take that of what they stand on."""
    kinds: list[str] = []
    raw = [unicodedata.bidirectional(letter) for letter in line]
    for n, kind in enumerate(raw):
        if kind == "NSM" and kinds:
            kinds.append(kinds[-1])
        elif kind in _WITHIN_NUMBERS and _beside_number(raw, n):
            kinds.append(_NUMBER)
        else:
            kinds.append(_CLASSES.get(kind, _NEUTRAL))
    return _words_for_numbers(kinds, _RIGHT if base else _LEFT)


def _beside_number(raw: list[str], n: int) -> bool:
    """A separator between digits, or a sign such as % that touches one."""
    around = raw[n - 1] if n else "", raw[n + 1] if n + 1 < len(raw) else ""
    before, after = (_CLASSES.get(kind) == _NUMBER for kind in around)
    return (before or after) if raw[n] == "ET" else (before and after)


def _words_for_numbers(kinds: list[str], strong: str) -> list[str]:
    """After a word that runs rightwards a number belongs to it; ``strong`` is what came before."""
    told = []
    for kind in kinds:
        strong = kind if kind in {_LEFT, _RIGHT} else strong
        told.append(_LEFT if kind == _NUMBER and strong == _LEFT else kind)
    return told


def _resolved(kinds: list[str], *, base: bool) -> list[str]:
    """Neutral letters go with their neighbours when both agree, else with the paragraph."""
    own = _RIGHT if base else _LEFT
    sides = [_RIGHT if kind == _NUMBER else kind for kind in kinds]
    told, n = list(kinds), 0
    for neutral, group in groupby(sides, key=lambda side: side == _NEUTRAL):
        end = n + len(list(group))
        if neutral:
            before = sides[n - 1] if n else own
            after = sides[end] if end < len(sides) else own
            told[n:end] = [before if before == after else own] * (end - n)
        n = end
    return told


def _levels(kinds: list[str], *, base: bool) -> list[int]:
    table = {_LEFT: 2, _RIGHT: 1, _NUMBER: 2} if base else {_LEFT: 0, _RIGHT: 1, _NUMBER: 2}
    return [table[kind] for kind in kinds]


def _reordered(parts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """From the highest level down, turn round what lies at that level or above."""
    for level in (2, 1):
        turned: list[tuple[int, str]] = []
        for high, group in groupby(parts, key=lambda part: part[0] >= level):
            together = list(group)
            turned += together[::-1] if high else together
        parts = turned
    return parts
