"""Texts as they are listed: the lines behind a colon, and what is a text by no means."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

Stretch = tuple[int, int]
# A colon that is in no time of day.
_COLON: Final = re.compile(r"[:：](?!\d|//)")
# What parts the lines, the plainest first; a comma only where they are counted.
_STROKES: Final = re.compile(r"\s*(?:\n|[/／|｜])\s*")
_SEMICOLONS: Final = re.compile(r"\s*[;；]\s*")
_SENTENCES: Final = re.compile(r"(?<=[。！？])\s*(?=\S)|(?<=[.!?])\s+(?=\S)")
_COMMAS: Final = re.compile(r"\s*[,，、]\s*")
_NUMBERS: Final = {
    **{word: n for n, word in enumerate("二三四五六七八九十", 2)},
    **{word: n for n, word in enumerate(("two", "three", "four", "five", "six", "seven"), 2)},
    "两": 2,
}
_COUNT: Final = re.compile(
    rf"(\d+|{'|'.join(_NUMBERS)})\s*(?:句|行|条|段|lines?\b|subtitles?\b|captions?\b|sentences?\b)"
)
# 四句分四行: how many there were, in a sentence of its own behind them.
_REMARK: Final = re.compile(
    rf"(?<=[。.；;\n])\s*[^。.；;\n：:，,]{{0,4}}(?:{'|'.join(_NUMBERS)}|\d)\s?(?:句|行|条|lines?\b)"
    r"[^。.；;\n]{0,16}[。.]?\s*$"
)
# Another sentence follows.
_NEXT: Final = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？])(?=\S)")
_STOPS: Final = (".", "。", "!", "?", "！", "？")
_END: Final = re.compile(r"[\s.;；。]+$")
# They stand for a text that nobody has told yet, or say how it is written.
_OPEN: Final = re.compile(
    r"\W*|\d{1,2}|[点些]?(?:什么|啥)(?:文?字|话|文案)?(?:才|比较|更)?(?:好|合适)?[呢啊呀?？]*|https?://\S+|(?:some|any|a|an|the|this|that|it|one)"
    r"|(?:something|anything|whatever|a few words"
    r"|(?:some|a|the)?\s*(?:text|words?|captions?|titles?|writing|lines?))"
    r"(?: (?:nice|cute|funny|sweet|on it|here))?"
    r"|\d+(?:\.\d+)?\s?(?:%|percent|px|pt|pixels)"
    r"(?:(?<=px)|(?<=pt)|\s(?:tall|high)|\sof (?:the )?(?:\w+ )?(?:height|width|screen|frame))"
    r"|(?:all )?(?:by itself|on its own|alone)"
    r"|[点些个行几一]*(?:什么|字|文字|文案|话|东西|句话|大字)"
    r"|.*(?:字体|字号|毛笔字|(?<=\w )font|typeface)"
    r"|(?:comic sans|helvetica|arial|times new roman|roboto|futura|garamond|verdana|calibri"
    r"|georgia|courier(?: new)?|宋体|黑体|楷体|仿宋|隶书|微软雅黑)",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"(?:\bfrom|从)\s*$", re.IGNORECASE)
_CHANGED: Final = re.compile(r"(?<=.)(?:\s+(?:in)?to\s+|\s*[改换][成为]\s*)(?=.)")
# "Replace the words A with B".
_NOT: Final = re.compile(r"\s*[,，]?\s*(?:\bnot\b|而?不是)\s*", re.IGNORECASE)


# "1) no title 2) no music": wishes, unless what stands before them are to be texts.
_NUMBER: Final = re.compile(r"(?:(?<!\S)|(?<=[:：;；,，。]))[(（]?(\d)(?:[)）]|[.、](?!\d))\s*")
_BEGINNING: Final = re.compile(r"(?:^|[:：;；。.!?！？\n])\s*$")
_TEXTS: Final = re.compile(
    r"captions?|lines?|subtitles?|subs|texts?|titles?|words|labels?|say|lyrics|字|句|写|标题|歌词|文案",
    re.IGNORECASE,
)


def unnumbered(message: str) -> str:
    """Wishes that are counted out, each in a line of its own."""
    heads: list[re.Match[str]] = []
    for match in _NUMBER.finditer(message):
        if int(match[1]) == len(heads) + 1:
            heads.append(match)
    if len(heads) < 2:
        return message
    lead = message[: heads[0].start()]
    if not _BEGINNING.search(lead) or _TEXTS.search(lead):
        return message
    bounds = [0, *(n for head in heads for n in head.span()), len(message)]
    rows = (message[a:b].strip() for a, b in zip(bounds[::2], bounds[1::2], strict=True))
    return "\n".join(filter(None, rows))


def is_open(text: str) -> bool:
    """ "Something", "a few words", 点字: what is to be shown is not said."""
    return _OPEN.fullmatch(text.strip()) is not None


def corrected(text: str, before: str = "") -> str:
    """Of "Cornwall not Cornwal" what is right; of "from A to B" what comes."""
    if _FROM.search(before) and (changed := _CHANGED.search(text)):
        return text[changed.end() :]
    right, *wrong = _NOT.split(text)
    alike = bool(wrong) and (
        _are_alike(right.split(" ")[-1], wrong[0].split(" ")[0]) or _are_alike(right, wrong[0])
    )
    return right if alike else text


def _are_alike(one: str, other: str) -> bool:
    one, other = one.lower(), other.lower()
    same = sum(letter in other for letter in one)
    most = max(len(one), len(other))
    return one[:1] == other[:1] and 2 * same + (not one.isascii()) > most


def lines(message: str, seen: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The lines behind the only colon, where they are as many as counted, or ``seen`` as well."""
    colons = [*_COLON.finditer(message)]
    if len(colons) != 1:
        return ()
    start = colons[0].end()
    counted = _counted(message[:start])
    if not counted and (remark := _REMARK.search(message, start)):
        message, counted = message[: remark.start()], _counted(remark[0])
    for mark in (_STROKES, _SEMICOLONS, _SENTENCES, _COMMAS):
        rows = tuple(_rows(message, start, mark))
        if len(rows) < 2:
            continue
        known = [any(a < end and begin < b for begin, end in seen) for a, b in rows]
        believed = mark is not _COMMAS and known[0] and known[-1] and sum(known) >= len(rows) - 1
        return rows if counted == len(rows) or (believed and not counted) else ()
    return ()


def _counted(before: str) -> int:
    found = _COUNT.findall(before.lower())
    return (_NUMBERS.get(found[-1]) or int(found[-1])) if found else 0


def _rows(message: str, start: int, mark: re.Pattern[str]) -> Iterator[Stretch]:
    """Between the marks, without spaces, and without what ends a message around a list."""
    bounds = [(start, start), *(m.span() for m in mark.finditer(message, start))]
    ends = (*(first for first, _ in bounds[1:]), len(message))
    rows = [message[a:b] for (_, a), b in zip(bounds, ends, strict=True)]
    rows[-1] = rows[-1] if mark is _SENTENCES else _NEXT.split(rows[-1])[0]
    whole = all(row.rstrip().endswith(_STOPS) for row in rows if row.strip())
    for row, (_, first) in zip(rows, bounds, strict=True):
        kept = row.rstrip() if whole or mark is _SENTENCES else _END.sub("", row)
        if kept.strip():
            yield first + len(row) - len(row.lstrip()), first + len(kept)
