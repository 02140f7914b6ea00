"""Texts that stand beside what they are for: a stretch of time, a moment, a clip."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

Stretch = tuple[int, int]
_AT: Final = r"(?:(?:from|between|at)\s+|从|第)?"
_TIME: Final = r"(?:\d{1,2}:\d{2}|\d{1,3}(?:\.\d+)?)(?:\s?(?:s|secs?|seconds?)(?![a-z])|\s?秒)?"
_TO: Final = r"\s?(?:-|–|—|~|to|until|till|到|至)\s?第?"
_AFTER: Final = r"(?![\w:.]\d|/\d)\s*(?:[:：)]\s*)?"
_SPAN: Final = re.compile(rf"(?<![\w.:]){_AT}({_TIME}){_TO}({_TIME}){_AFTER}", re.IGNORECASE)
_POINT: Final = re.compile(
    rf"(?<![\w.:])(?:at\s+|第)?(\d{{1,2}}:\d\d|\d{{1,3}}\s?(?:s|secs?|seconds?)(?![a-z])|\d+\s?秒)"
    rf"{_AFTER}",
    re.IGNORECASE,
)
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS: Final = {
    **{w: n for n, w in enumerate(_ORDINALS, 1)},
    **{w: n for n, w in enumerate(_NUMBERS, 1)},
    **{w: n for n, w in enumerate("一二三四五六七八九十", 1)},
    "两": 2,
    "last": -1,
}
_LATIN: Final = "|".join(word for word in _WORDS if word.isascii())
_PIC: Final = r"(?:pic|pics|photo|picture|image|clip|slide|shot|frame|number|no\.?|one)"
_NTH: Final = (
    rf"#?(?P<n>\d{{1,2}}|{_LATIN})(?:st|nd|rd|th)?\b(?!\s?(?:secs?|seconds?|mins?|minutes?)\b)"
)
_PLACE: Final = rf"(?:the\s+)?(?:{_PIC}\s*)?{_NTH}(?:\s+{_PIC}\b)?+"
_ON: Final = r"(?:on|onto|over|under|across|for|to|below)"
_HAN: Final = r"第\s?(?P<n>\d{1,2}|[一二三四五六七八九十])[张段幅页个](?:照片|图片|视频|图)?"
# A clip in front of each text, and behind each.
_HEADS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_ON}\s+{_PLACE}\s*(?:[:=]|→|->|\bsays?\b|\bit\s+says\b|\bis\b|\breads?\b)?\s+"
        r"(?:(?:please\s+)?(?:write|put|add|say|show)\s+)?(?!(?:and|then|n)\b)(?=[^\s,.;&])",
        rf"(?<!\w){_PLACE}\s*(?:=|→|->|:)\s*",
        rf"{_HAN}(?:上面?|底下|下面)?\s*(?:配文|配字|写上?|标上?|配上?|打上?|→|[:：])+\s*",
    )
)
_TAILS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:\s+(?:goes|go|belongs|comes))?\s+{_ON}\s+{_PLACE}(?=\s*(?:[,;/.\n]|and\b|&|n\b|$))",
        rf"\s*(?:写|放|打|标|加)?[在到给]{_HAN}(?:上面?|里|底下)?(?=\s*(?:[,;，；、。]|$))",
    )
)
_LEAD: Final = re.compile(r"(?:[\s,;:，；：、/|]|\b(?:and|then|n)\b)*", re.IGNORECASE)
# Behind a time "and" is a word of the line.
_MARKS: Final = re.compile(
    r"[\s,;:，；：、/|]*"
    r"(?:(?:字幕写上?|字幕(?=[\s:：])|(?:写上?|打上?|配上?|显示)(?=[\s:：]))[\s:：]*"
    r"|(?:subtitles?\s+)?(?:write|put|show|say|says|saying)[\s:]+(?-i:(?=[A-Z0-9])))?",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:[\s,;.，；。、/|]|(?<=\s)(?:and|then|n|&)\s+|(?<=[\s，,、])[和再]|(?<=\s)(?:captions?|text)\s)*$",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(r"[,;，；。、/\n]|[.!?！？](?=\s|$)|$")
# In front of the first text, when its clip stands behind it.
_VERB: Final = re.compile(
    r".*(?:[:：\n]|[,，]\s|\b(?:put|write|add|label|stick|have|words?|captions?|texts?|please)\s)"
    r"|写|标",
    re.IGNORECASE | re.DOTALL,
)
_THANKS: Final = re.compile(r"(?<=\w)[.!。！]\s*(?:thanks?\b|cheers\b|谢谢|辛苦)", re.IGNORECASE)
LONGEST: Final = 60
# "Home at last", "Home in Cornwall": behind these words no text ends.
_TOGETHER: Final = (
    r"(?:last|home|sea|dawn|dusk|night|noon|sunset|peace|work|play)\b|(?-i:[A-Z][a-z])"
)
# A text that is called one right before it, or right behind it.
_SURE: Final = {
    "AddText": (
        r"\b(?:gets?|needs?|wants?|takes?)\s+(?:the\s+|a\s+)?(?:caption|title|quote|words|text|line)\s+"
        rf"(?P<text>(?!{_ON}\b|in\b|at\b|with\b|that\b|saying\b)\w.*?)"
        rf"(?=\s*(?:[,.;!?\n]|\s(?:in|at|on)\s(?!{_TOGETHER})|$))",
    ),
    "ChangeText": (
        r"(?:^|[.!?;]\s+)(?P<text>[^.!?;]+?)\s+is\s+(?:what|how)\s+it\s+(?:should|ought|must|has)",
    ),
}
_PERHAPS: Final = {
    "AddText": (
        r"(?P<text>#\w+)",
        r"(?P<text>[©®@]\s?\w[^,.;!?\n]*)",
    ),
    "AddCard": (r"\b(?:page|card|screen|slide)\s+(?P<text>[A-Z][^,.;!?\n]*)",),
    "ChangeText": (
        r"\b(?:typo|wrong|misspelt|misspelled|mistake)\b.*?"
        r"\b(?:its|it's|(?:should|shld|must|ought\s+to)\s+(?:be|b|say|read))\s+(?P<text>\w[^,.;!?\n]*)",
    ),
}


def timed(message: str, seen: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The lines behind stretches of time, or behind moments from the first second on."""
    spans = [m for m in _SPAN.finditer(message) if _seconds(m[1]) < _seconds(m[2])]
    points = [*_POINT.finditer(message)]
    for heads, least in ((spans, 0), (points, 1)):
        begun = [_seconds(head[1]) for head in heads]
        rising = all(a <= b - least for a, b in pairwise(begun))
        if len(heads) > 1 and rising and (not least or not begun[0]):
            rows = tuple(_behind(message, heads, seen, _MARKS))
            return rows if all(0 < b - a <= LONGEST for a, b in rows) else ()
    return ()


def placed(message: str, seen: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The texts behind clips, "on 1 A, on 5 B", or before them, "A on 1, B on 5"."""
    ways: tuple[tuple[tuple[re.Pattern[str], ...], _Way], ...] = (
        (_HEADS, _behind),
        (_TAILS, _before),
    )
    for marks, way in ways:
        for mark in marks:
            found = [*mark.finditer(message)]
            if len(found) < 2 or len({_number(m["n"]) for m in found}) < len(found):
                continue
            rows = tuple(way(message, found, seen))
            if all(0 < b - a <= LONGEST for a, b in rows):
                return rows
    return ()


_Way = Callable[[str, Sequence[re.Match[str]], Sequence[Stretch]], Iterator[Stretch]]


def called(message: str, kinds: Sequence[str], told: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Texts that plain words lead to or follow; less plain ones where no text is ``told``."""
    for table in (_SURE, _PERHAPS):
        for kind in kinds:
            for pattern in table.get(kind, ()) if table is _SURE or not told else ():
                if found := re.search(pattern, message, re.IGNORECASE * (kind != "AddCard")):
                    return (found.span("text"),)
    return ()


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text.lower()]


def _seconds(text: str) -> float:
    minutes, _, seconds = re.sub(r"[^\d:.]", "", text).rpartition(":")
    return 60 * int(minutes or 0) + float(seconds)


def _behind(
    message: str,
    heads: Sequence[re.Match[str]],
    seen: Sequence[Stretch],
    mark: re.Pattern[str] = _LEAD,
) -> Iterator[Stretch]:
    """Between the marks; the last one as far as it is seen, or up to a stop."""
    for one, then in pairwise(heads):
        yield _bare(message, one.end(), then.start(), mark)
    last = heads[-1].end()
    ends = [end for begin, end in seen if begin <= last < end or last <= begin]
    until = ends[0] if ends else _until(message, last)
    thanks = _THANKS.search(message, last, until)
    yield _bare(message, last, thanks.start() if thanks else until, mark)


def _until(message: str, start: int) -> int:
    stop = _STOPS.search(message, start)
    return (stop.end() if stop[0] in "!?！？" else stop.start()) if stop else len(message)


def _before(
    message: str, tails: Sequence[re.Match[str]], seen: Sequence[Stretch]
) -> Iterator[Stretch]:
    """Up to the marks; the first from where it is seen, or behind what asks for it."""
    first = tails[0].start()
    begun = [begin for begin, _ in seen if begin < first]
    verb = _VERB.match(message, 0, first)
    start = begun[0] if begun else verb.end() if verb else 0
    for begin, tail in zip((start, *(m.end() for m in tails)), tails, strict=False):
        yield _bare(message, begin, tail.start())


def _bare(message: str, start: int, end: int, mark: re.Pattern[str] = _LEAD) -> Stretch:
    lead = mark.match(message, start, end)
    start = lead.end() if lead else start
    rest = _LINK.search(message[max(start, end - 2 * LONGEST) : end])
    return start, end - len(rest[0]) if rest else end
