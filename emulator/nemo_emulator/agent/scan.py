"""From a message to tokens."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

from nemo_emulator.agent import quotes
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words import canvas, numbers
from nemo_emulator.agent.words.amounts import in_digits
from nemo_emulator.agent.words.lexicon import find, plain
from nemo_emulator.agent.words.rewrites import rewritten
from nemo_emulator.agent.words.slang import spelled_out
from nemo_emulator.agent.words.traditional import SIMPLIFIED
from nemo_emulator.agent.words.typos import mended

_HAN = "\u3400-\u9fff"
_GAPS = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")
# People put a space where others put a comma; short words stand apart for other reasons.
_SPACED = re.compile(
    rf"(?<=[{_HAN}]{{3}}) +(?=[{_HAN}]{{3}})|(?<=[{_HAN}]{{2}}[了吧啊]) +(?=[{_HAN}]{{2}})"
)
_PICTOGRAMS = re.compile("[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]")
_HAN_ONLY = re.compile(rf"[{_HAN}]")
# No number of a film has so many digits.
_ENDLESS = re.compile(r"\d{13,}")
_DIGITS = 12
_Table = tuple[tuple[str, re.Pattern[str]], ...]


def _compiled(*rows: tuple[str, str]) -> _Table:
    return tuple((cat, re.compile(pattern)) for cat, pattern in rows)


_TENTHS = ("percent", r"([一二三四五六七八九]|\d)成(?!为|了|一)")
# What may begin with a digit, or a sign before one.
_MEASURES = _compiled(
    ("size", r"(\d{3,4})\s*(?:[x×*乘]|by)\s*(\d{3,4})(?![\d])"),
    ("short", r"(480|720|1080|1440|2160)\s*p(?![a-z0-9])"),
    ("short", r"([248])k(?![a-z0-9])"),
    ("short", r"(1080|720|1440|2160)(?!\d|\.\d|%|\s*[a-z秒毫分张帧])"),
    ("ratio", r"(\d{1,2})\s*(?:[:：比x×/]|by)\s*(\d{1,2})(?!\d)"),
    ("time", r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.(\d{1,3}))?(?!\d)"),
    ("color", r"#([0-9a-f]{6}|[0-9a-f]{3})(?![a-z0-9])"),
    ("num", r"#(\d{1,2})(?![a-z0-9])"),
    ("ord", r"(\d+)(?:st|nd|rd|th)(?![a-z0-9])"),
    ("nth", r"第\s*(\d+|[零一二两三四五六七八九十百]+)"),
    ("factor", r"(\d+(?:\.\d+)?)\s*[x×](?![a-z0-9])"),
    _TENTHS,
    ("fraction", r"(\d+)/(\d+)(?!\d)"),
    ("num", r"(?:(?<!\d)[-+−])?(?:\d+(?:\.\d+)?|\.\d+)"),
)
# What begins otherwise.
_WRITTEN = _compiled(
    ("link_url", r"(?:https?://|www\.)[^\s\u3000-\u9fff]+"),
    _TENTHS,
    ("num", r"[零一二两三四五六七八九十百千]+"),
    ("word", r"[a-z]+(?:'[a-z]+)?"),
)
_PUNCTUATION = {
    ",": "comma",
    "、": "comma",
    "&": "and",
    "+": "and",
    "-": "dash",
    "–": "dash",
    ":": "filler",
    "?": "mark",
    "(": "filler",
    ")": "filler",
} | dict.fromkeys(".!;。", "stop")


_KILO = {"2": 1440, "4": 2160, "8": 4320}


# A message is looked at by two readers, and by one of them again for each of its candidates.
@lru_cache(16)
def scan(message: str, *, named: bool = True) -> tuple[Token, ...]:
    """The tokens of a message in order; what the lexicon does not know is ``word``.

    Without ``named`` a text is what stands in quotation marks, and nothing else.
    """
    cut = quotes.cut(message) if named else quotes.marked(message)
    written = _SPACED.sub("，", cut.text) if _HAN_ONLY.search(cut.text) else cut.text
    written = plain(unicodedata.normalize("NFKC", written)).translate(SIMPLIFIED)
    written = _ENDLESS.sub(lambda found: found[0][:_DIGITS], written)
    written = rewritten(written) if _HAN_ONLY.search(written) else written
    lines = mended(spelled_out(_PICTOGRAMS.sub(" ", written).replace("点儿", "点")))
    pasted = (Token("srt", cut.subtitles),) if cut.subtitles else ()
    return (*_tokens(in_digits(_GAPS.sub("", lines)), cut.quotes), *pasted)


def _tokens(text: str, texts: tuple[str, ...]) -> Iterator[Token]:
    at = 0
    while at < len(text):
        token, width = _next(text, at, texts)
        if token is not None:
            yield token
        at += width


def _next(text: str, at: int, texts: tuple[str, ...]) -> tuple[Token | None, int]:
    letter = text[at]
    if letter == " ":
        return None, 1
    if quotes.FIRST_MARK <= letter <= quotes.LAST_MARK:
        words = texts[ord(letter) - ord(quotes.FIRST_MARK)]
        return Token("quote", words, words), 1
    if _opens_number(text, at):
        found = _literal(text, at, _MEASURES) or _known(text, at) or _marked(text, at)
    else:
        found = _known(text, at) or _marked(text, at) or _literal(text, at, _WRITTEN)
    return found or _letter(text, at)


def _known(text: str, at: int) -> tuple[Token, int] | None:
    entry = find(text, at)
    return entry and (Token(entry[1], entry[2], entry[0]), len(entry[0]))


def _marked(text: str, at: int) -> tuple[Token, int] | None:
    cat = _PUNCTUATION.get(text[at])
    return (Token(cat, None, text[at]), 1) if cat else None


def _letter(text: str, at: int) -> tuple[Token, int]:
    return Token("word", text[at], text[at]), 1


def _literal(text: str, at: int, table: _Table) -> tuple[Token, int] | None:
    """A number or measure in digits, or else what has none: also an unknown word."""
    for cat, pattern in table:
        found = pattern.match(text, at)
        if found:
            value = _VALUES.get(cat, _word)(found)
            if value is not None:
                return Token(cat, value, found[0]), found.end() - at
    return None


def _opens_number(text: str, at: int) -> bool:
    """A digit, or what may stand before one; a full stop only right before it."""
    letter = text[at]
    if letter == ".":
        return text[at + 1 : at + 2].isdigit()
    return letter in "#+-−第" or letter.isdigit()


def _word(found: re.Match[str]) -> Any:
    return found[0]


def _number(found: re.Match[str]) -> Fraction:
    return numbers.value(found[0].lstrip("#").replace("−", "-"))


def _clock(found: re.Match[str]) -> int:
    *clock, rest = found.groups()
    parts = [int(part) for part in clock if part]
    seconds = sum(part * size for part, size in zip(reversed(parts), (1, 60, 3600), strict=False))
    return seconds * 1000 + int(str(rest or "").ljust(3, "0"))


_TIMED = re.compile(r"\s*(?:s\b|secs?\b|seconds?\b|秒)", re.IGNORECASE)


def _ratio(found: re.Match[str]) -> str | None:
    """ "2 to 4: 5 seconds each" has none."""
    if _TIMED.match(found.string, found.end()) and ": " in found[0]:
        return None
    name = f"{int(found[1])}:{int(found[2])}"
    return name if name in canvas.RATIOS else None


def _size(found: re.Match[str]) -> tuple[int, int] | None:
    width, height = int(found[1]), int(found[2])
    return (width, height) if width and height else None


def _color(found: re.Match[str]) -> str:
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(d * 2 for d in digits))


def _share(found: re.Match[str]) -> Fraction | None:
    return Fraction(int(found[1]), int(found[2])) if int(found[2]) else None


_VALUES: dict[str, Callable[[re.Match[str]], Any]] = {
    "size": _size,
    "short": lambda found: _KILO.get(found[1]) or int(found[1]),
    "ratio": _ratio,
    "time": _clock,
    "color": _color,
    "ord": lambda found: int(found[1]),
    "nth": lambda found: int(numbers.value(found[1])),
    "factor": lambda found: Fraction(found[1]),
    "percent": lambda found: float(numbers.value(found[1]) * 10),
    "fraction": _share,
    "num": _number,
}
