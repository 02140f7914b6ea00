"""Texts that are counted out: "1) Ready 2) Steady", "first A, second B", 第一句…第二句…."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

Stretch = tuple[int, int]
_WORDS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_CARDINALS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_HAN: Final = "一二三四五六七八九"
# What stands around a number that counts a text, and is none of it.
_MARKS: Final = (
    re.compile(r"(?<![\w.])\(?(?P<n>\d{1,2})\s?[).、:：]\s*(?!\d)"),
    re.compile(
        r"(?<!\w)(?:(?:captions?|lines?|subtitles?|pics?|photos?|under|on|no\.?|number)\s+)?#?"
        r"(?P<n>\d{1,2})(?:st|nd|rd|th)?\s+(?:lines?\s+)?(?:is\s+|says\s+|with\s+|=\s*)?",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w)(?P<n>{'|'.join(_WORDS)})\s+(?:(?:one|line|is)\b:?\s*)*", re.IGNORECASE),
    re.compile(
        rf"(?<!\w)(?:lines?|captions?|subtitles?)\s+(?P<n>{'|'.join(_CARDINALS)})\b"
        r"\s*(?:(?:is|says)\b|[:=])?\s*",
        re.IGNORECASE,
    ),
    re.compile(rf"第(?P<n>[{_HAN}\d])[句行条]\s*(?:[是写：:]\s*)?"),
)
_BEGIN: Final = re.compile(r"[\s,;:，；：、]*")
_END: Final = re.compile(r"[\s,;.，；。、]*$")
# What leads to the next number.
_LINK: Final = re.compile(
    r"(?:[\s,;.，；。、]|\b(?:and|then|the|under|on|captions?|number)\b|[和再])*$", re.IGNORECASE
)
# A, B and C "in that order".
_ORDER: Final = re.compile(r"[\s(,]*(?:\bin (?:that|this|the same) order\b|\brespectively\b)")
_COMMA: Final = re.compile(r"\s*(?:,\s*and\b|,|，|、|\band\b|和)\s*")
_GAP: Final = re.compile(r"\s*([;/|；，,、])\s*([^;/|；，,、.!?。！？\n]+?)\s*\1\s*")
# "Day 1, Day 2 and Day 3 on 4, 5 and 6".
_CLIPS: Final = (
    "photo|pic|picture|image|clip|slide|shot|frame|video|number|line|caption|second|title"
)
_SERIES: Final = re.compile(
    rf"(?<!\w)(?!(?:{_CLIPS})s?\b)(?P<w>[a-z]+) \d+(?:,? (?:(?:and|&) )?(?P=w) \d+)+"
    r"(?=,? (?:as \w+ )?(?:on|under|over|below|across) )",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"[^\W\d]+ \d+")
LONGEST: Final = 60
SHORT: Final = 30


def counted(message: str, seen: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The texts behind numbers from one on, where one that is ``seen`` stands at a number."""
    if series := _SERIES.search(message):
        return tuple(item.span() for item in _ITEM.finditer(message, *series.span()))
    if in_order := _ordered(message, seen):
        return in_order
    for mark in _MARKS:
        heads = [*_row(mark, message)]
        if len(heads) < 2:
            continue
        rows = [*_rows(message, heads, seen)]
        fine = all(0 < b - a <= LONGEST for a, b in rows)
        known = [any(begin < b and a < end for begin, end in seen) for a, b in rows]
        inside = all(heads[0].start() - 1 <= begin for begin, _ in seen)
        missed = not all(known) or len(seen) != len(rows)
        if fine and inside and missed and any(known):
            return tuple(rows)
    return ()


def between(message: str, seen: Sequence[Stretch]) -> list[Stretch]:
    """With a text that stands between two others in the same row: "A; B; C"."""
    told = [*seen]
    for (_, end), (start, _) in pairwise(seen):
        if start - end <= 2 * LONGEST and (gap := _GAP.fullmatch(message, end, start)):
            told.append(gap.span(2))
    return sorted(told)


def _ordered(message: str, seen: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """As many names as are told, up to where their order is."""
    order = _ORDER.search(message)
    if not order or not seen or seen[0][0] >= order.start():
        return ()
    start, end = seen[0][0], order.start()
    bounds = [(start, start), *(m.span() for m in _COMMA.finditer(message, start, end))]
    ends = (*(first for first, _ in bounds[1:]), end)
    rows = tuple((a, b) for (_, a), b in zip(bounds, ends, strict=True))
    plain = all(0 < b - a <= SHORT and not re.search(r"\d", message[a:b]) for a, b in rows)
    return rows if plain and len(rows) > 1 else ()


def _row(mark: re.Pattern[str], message: str) -> Iterator[re.Match[str]]:
    """One, two, three: each once and in order."""
    wanted = 1
    for match in mark.finditer(message):
        if _value(match["n"].lower()) == wanted:
            yield match
            wanted += 1


def _value(text: str) -> int:
    for words in (_WORDS, _CARDINALS):
        if text in words:
            return words.index(text) + 1
    return int(text) if text.isdigit() else _HAN.index(text) + 1


def _rows(
    message: str, heads: Sequence[re.Match[str]], seen: Sequence[Stretch]
) -> Iterator[Stretch]:
    """Between the numbers; the last one as far as it is seen, or to the sentence's end."""
    last = heads[-1].end()
    ends = [end for begin, end in seen if begin <= last < end or last <= begin]
    rest = re.search(r"[.!?\n。！？]|$", message[last:])
    until = max(ends) if ends else last + (rest.start() if rest else 0)
    until = last + len(message[last:until].split("\n", maxsplit=1)[0])
    rows = [_cut(message, a.end(), b.start(), _LINK) for a, b in pairwise(heads)]
    rows.append(_cut(message, heads[-1].end(), until, _END))
    begun = [(a, begin) for a, b in rows for begin, _ in seen if a < begin < b]
    lead = message[slice(*begun[-1])] if begun else ""
    for a, b in rows:
        at = message.find(lead, a, b) if lead else -1
        yield (at + len(lead) if at >= 0 else a), b


def _cut(message: str, start: int, end: int, tail: re.Pattern[str]) -> Stretch:
    lead = _BEGIN.match(message, start, end)
    start = lead.end() if lead else start
    near = max(start, end - 2 * LONGEST)
    rest = tail.search(message[near:end])
    return start, near + rest.start() if rest else end
