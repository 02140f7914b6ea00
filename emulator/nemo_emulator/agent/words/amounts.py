"""Amounts that people spell out, in the digits that they stand for, in both languages."""

import re
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.words import numbers
from nemo_emulator.agent.words.rewriting import New, rewrites, rewritten

_SMALL: Final = {**numbers.english(), "one": 1, "a": 1, "an": 1}
_PARTS: Final = MappingProxyType(
    {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5}
    | {"sixth": 6, "eighth": 8, "tenth": 10}
)
_N: Final = rf"(?:\d+(?:\.\d+)?|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
_PART: Final = "(?:half|third|quarter|fourth|fifth|sixth|eighth|tenth)"
_PIECE: Final = _PART.replace("half|", "")
_UNIT: Final = r"(?:seconds?|secs?|minutes?|mins?|s|m)(?![a-z'])"
_CLIP: Final = r"(?:photo|picture|pic|image|clip|shot|slide|video|vid|frame|one)s?(?![a-z])"
# What may follow "a second" when it is a time; after anything else it is the one after the first.
_SMALL_WORD: Final = (
    "(?:and|from|off|for|each|per|on|onto|to|at|in|then|please|pls|or|so|before|after|with|longer"
    "|shorter|more|less|earlier|later|total|but|instead|either|long|apiece"
    "|is|would|will|plenty|max|too (?:early|soon|late|long|short)"
    "|of(?! (?:the|my|them|those|these|all)))(?![a-z])"
)
_CLOSED: Final = rf"(?=\s*(?:$|[.,;:!?)])| {_SMALL_WORD})"
_WHOLE: Final = (
    "(?:whole|full|entire|good|solid|long|single|mere|measly|dead|empty|boring|useless|shaky|wasted"
    "|blank|blurry|silent)"
)
_ORD: Final = (
    "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\\d+(?:st|nd|rd|th))"
)
_NTHS: Final = {name: n for n, name in enumerate(_ORD[3:].split("|\\d")[0].split("|"), 1)}
_MOMENT: Final = rf"second(?![a-z]| (?:{_CLIP}|song|track))"
_SECONDS: Final = r"(?:seconds?|secs?|s)(?![a-z'])"
# In the same sentence, and not far off: what looks further takes too long.
_NEAR: Final = r"[^.;]{0,120}"
_FRONT: Final = r"(?:start|beginning|front|head)(?![a-z])"
_BACK: Final = r"(?:end|back|tail)(?![a-z])"
_AT: Final = r"(?= (?:at|from|off) (?:the |its )?(?:very )?"
# Shares that the lexicon knows with what they are said of.
_LISTED: Final = "shorter|longer|less|speed|of the speed"
_LED: Final = ("to", "by", "at", "just", "only", "to about", "to around", "to roughly", "to maybe")
_BEFORE: Final = "(?:" + "|".join(rf"(?<=\b{w} )" for w in _LED) + ")"
# The shape of a film by its breadth at a height of one.
_SHAPED: Final[tuple[str, New]] = (
    r"(?<![\d.])2\.(?:35|39|40?)\s*(?:[:：比/]|to)\s*[1一](?!\d|\.\d)",
    "21:9",
)
_HAN: Final = "[零一二两三四五六七八九十百]"
_MARK: Final = r"(?=$|[,，。.!！?？;；、\s]|就|吧|左右|够|足|即|显|的|每)"


def _plain(value: Fraction) -> str:
    return f"{float(round(value, 3)):g}"


def _count(name: str) -> Fraction:
    return Fraction(_SMALL[name]) if name in _SMALL else Fraction(name)


def _part(name: str) -> Fraction:
    """A part as it is called, or so many of them."""
    *many, kind = name.removeprefix("and ").split()
    return (_count(many[0]) if many else Fraction(1)) / _PARTS[kind.removesuffix("s")]


def _and_part(found: re.Match[str]) -> str:
    """One and a half, a second and a quarter."""
    count, unit, part = found["n"], found["unit"] or "", found["part"]
    told = f"{found['clip'] or ''}{_plain(_count(count) + _part(part))}{unit}"
    return found[0] if found["clip"] and not found["many"] else told


def _nth(name: str) -> str:
    """The number of an ordinal: "fifth", "5th"."""
    return str(_NTHS.get(name) or name[:-2])


def _part_of_unit(found: re.Match[str]) -> str:
    return f"{_plain(_part(found['part']))} {found['unit']}"


def _share(found: re.Match[str]) -> str:
    return f"{_plain(round(_part(found['part']) * 100, 1))}%"


def _clock(found: re.Match[str]) -> str:
    """A minute ten, 3 minutes 20."""
    return f"{_plain(_count(found['n']) * 60 + _count(found['rest']))} seconds"


def _decimal(found: re.Match[str]) -> str:
    return f"{_plain(_count(found['n']))}.{_plain(_count(found['rest']))}"


def _han(written: str) -> Fraction:
    return numbers.value(written)


def _han_decimal(found: re.Match[str]) -> str:
    digits = "".join(_plain(_han(digit)) for digit in found[2])
    return f"{_plain(_han(found[1]))}.{digits}"


def _han_share(found: re.Match[str]) -> str:
    share = _han(found[2]) / (_han(found[1]) or 1)
    return _plain(share) if found[3] else f"{_plain(round(share * 100, 1))}%"


def _tenths(found: re.Match[str]) -> str:
    """三成半, 八折, 七五折."""
    rest = {"半": Fraction(5), None: Fraction(0)}.get(found[2])
    tens = _han(found[1]) * 10 + (_han(found[2]) if rest is None else rest)
    return f"{_plain(tens)}%"


def _han_clock(found: re.Match[str]) -> str:
    return f"{_plain(_han(found[1]) * 60 + _han(found[2]))}秒"


def _shared(found: re.Match[str]) -> str:
    """A 3/4 second."""
    return f"{_plain(Fraction(int(found[1]), int(found[2])))} "


def _minutes(found: re.Match[str]) -> str:
    """From minute one to minute two."""
    first, last = (_plain(_count(found[name]) * 60) for name in ("n", "rest"))
    return f"{first} seconds to {last} seconds"


_TABLE: Final[tuple[tuple[str, New], ...]] = (
    _SHAPED,
    (rf"(?<![\w.])({_N}) & (?=(?:an? )?(?:half|quarter|third)(?![a-z]))", r"\1 and "),
    # A 3/4 second crossfade.
    (rf"(?<![\d/.])([1-9])/([2-9]) (?=(?:of an? )?{_UNIT})", _shared),
    (
        rf"(?<![a-z])(?:the )?minute (?P<n>{_N}) (?:to|until|till|through) (?:the )?minute"
        rf" (?P<rest>{_N})(?![\w.:])",
        _minutes,
    ),
    (
        rf"(?<![a-z])(from|at|until|till|after|before|to) minute ({_N})(?![\w.:])",
        lambda m: f"{m[1]} {_plain(_count(m[2]) * 60)} seconds",
    ),
    # 2,5 minutes
    (rf"(?<![\d.,])(\d{{1,2}}),(\d{{1,2}})(?= ?(?:{_UNIT}|x |times))", r"\1.\2"),
    (r"(?<![a-z])no\. ?(?=\d)", "number "),
    (rf"({_CLIP} \d{{1,2}}): (?={_N} {_UNIT})", r"\1 for "),
    (r"(?<![a-z0-9])(?<!\d )x ?(\d+(?:\.\d+)?)(?![\d:a-z])", r"\1x"),
    # From the third to the sixth second, up to the fifth second.
    (
        rf"(?<![a-z])(?:the )?({_ORD}) (?:to|until|till|and) (?:the )?({_ORD}) {_MOMENT}",
        lambda m: f"second {_nth(m[1])} to second {_nth(m[2])}",
    ),
    (rf"(?<=to )the (?!first )({_ORD}) {_MOMENT}", lambda m: f"{_nth(m[1])} seconds"),
    (rf"(?<=[a-z] )the (?!first|second )({_ORD}) {_MOMENT}", lambda m: f"second {_nth(m[1])}"),
    # From second 4 to second 10, first 2 and last 3 seconds.
    (
        rf"(?<![a-z])(?:the )?seconds? (?P<n>{_N}) (?P<to>to|until|till|through|and|-)"
        rf" (?:the )?(?:second )?(?P<rest>{_N})(?![\w.]| (?:{_UNIT}|{_CLIP}))",
        lambda m: f"{_plain(_count(m['n']))} seconds to {_plain(_count(m['rest']))} seconds",
    ),
    (rf"(?<![a-z])(from|at|until|till|after|before) second ({_N})(?![\w.])", r"\1 \2 seconds"),
    (rf"(?<![a-z])(first {_N}) and (?=(?:the )?last {_N} ({_UNIT}))", r"\1 \2 and "),
    (rf"\+ ?({_N}) ?({_UNIT}|ms(?![a-z]))", r"\1 more \2"),
    (rf"(?<![\w.])(?P<n>{_N}) point (?P<rest>{_N})(?![\w.])", _decimal),
    (r"half as much time again", "1.5 times as long"),
    (r"half as long again|half again as long", "1.5 times as long"),
    (
        r"half as (?:much|loud|fast|quick) again|half again as (?:much|loud|fast|quick)",
        "1.5 times",
    ),
    (
        rf"(?<![\w.])(?P<clip>{_CLIP} )?(?P<n>{_N})(?P<unit> {_UNIT})?"
        rf" (?P<part>and (?:an? {_PART}|half|(?:two|three) {_PART}s|three quarter))(?![\w])"
        rf"(?! an? {_UNIT})"
        r"(?=(?P<many> (?:seconds|secs|minutes|mins|times))?)",
        _and_part,
    ),
    (
        rf"(?<![\w.])(?P<part>an? {_PART}|{_PART}|(?:two|three|nine) {_PART}s?)"
        rf"(?: of)?(?: an?)? (?P<unit>{_UNIT})",
        _part_of_unit,
    ),
    (
        r"(?<![a-z])(first|last|extra|another) (second|minute|sec|min) and (?:a )?half",
        r"\1 1.5 \2",
    ),
    (
        r"(?<![a-z])(first|last|final|opening|closing) (second|sec)"
        rf"(?![a-z]| (?:{_CLIP}|song|track|third))",
        r"\1 1 \2",
    ),
    (rf"(from {_N}) ({_UNIT}) to ({_N})(?![\w.:]| (?:{_UNIT}|{_CLIP}))", r"\1 \2 to \3 \2"),
    (r"(?<=\d) of a (?=second|minute)", " "),
    # 1 second at the start and 4 at the end; the last 3 seconds off clip 2 and the first 2 off 3.
    (rf"({_N} {_SECONDS}{_NEAR}{_FRONT}{_NEAR}?(?<!the) {_N}){_AT}{_BACK})", r"\1 seconds"),
    (rf"({_N} {_SECONDS}{_NEAR}{_BACK}{_NEAR}?(?<!the) {_N}){_AT}{_FRONT})", r"\1 seconds"),
    (
        rf"((?:first|last|final) {_N} {_SECONDS}{_NEAR}(?:,| and) {_NEAR}?(?:first|last|final)"
        rf" (?!one(?![a-z])|an? ){_N})"
        rf"(?!\w|\.\d| (?:{_UNIT}|{_CLIP}))",
        r"\1 seconds",
    ),
    # Make it last 12 seconds.
    (
        rf"(?<![a-z])((?:make|let|have|want|get)(?: \w+){{0,3}} (?:\d+|it|them|video|slideshow)"
        rf"|should|must|to) last (?={_N} ?{_UNIT})",
        r"\1 for ",
    ),
    # 3 seconds before it ends.
    (
        rf"({_N} {_SECONDS}) before (?:it|that|the clip|the video)"
        r"(?: (?:stops|ends|finishes)|'s over)",
        r"the last \1",
    ),
    # 1/2 as long as now.
    (
        r"(?<![\d/])([1-9])/([2-9])(?= (?:as|of|the) )",
        lambda m: f"{_plain(Fraction(int(m[1]) * 100, int(m[2])))}%",
    ),
    # From 0:05 on.
    (rf"from ((?:second )?\d+:\d\d|{_N} ?{_UNIT}) on(?:wards?)?(?![\w'])", r"after \1"),
    # From the third one on.
    (
        r"(from (?:the )?(?:photo |picture |pic |image |clip |slide |number |no )?"
        rf"(?:\d+|{_ORD})(?: one| photo| picture| pic| clip| slide)?) on(?:wards?)?(?![\w'])"
        rf"(?! (?:the |{_CLIP}|{_N}(?![\w.])(?! {_UNIT})))",
        r"\1 onwards",
    ),
    (
        rf"[,;]? (?:with |just )?the ({_ORD}|last)((?: one| photo| picture| pic| clip)?)"
        r" (?:excluded|excepted|aside|left out of it)(?![a-z])",
        r" except the \1\2",
    ),
    (
        rf"[,;]? ({_ORD}|last) (one|photo|picture|pic|clip) (?:excluded|excepted|aside)(?![a-z])",
        r" except the \1 \2",
    ),
    # Last: seven.
    (rf"(?<![a-z])(first|last|second|third|fourth|fifth): (?={_N}(?![\w:]))", r"\1 one for "),
    (rf"(?:an?|(?<![\w.])(?P<n>{_N})) {_WHOLE} (?={_UNIT})", lambda m: f"{m['n'] or 1} "),
    (rf"(?:a )?couple (?:of )?(?P<more>more )?(?={_UNIT})", lambda m: f"2 {m['more'] or ''}"),
    (
        r"\b(an extra|an additional|another|a further) (?=(?:second|sec|minute|min)"
        rf"(?! and (?:a )?(?:half|quarter)){_CLOSED})",
        r"\1 1 ",
    ),
    (rf"(?<!wait )(?<!me )(?<!on )(?<![\w])a (?=(?:second|sec){_CLOSED})", "1 "),
    (
        rf"(?<![\w.:])(?P<n>{_N}) ?(?:minutes?|mins?|m) ?(?P<rest>\d{{1,2}}|ten|fifteen|twenty"
        rf"|thirty|forty|fifty)(?![\w:%]|\.\d| (?:{_UNIT}|{_CLIP}|times|percent))",
        _clock,
    ),
    # One minute and twenty.
    (
        rf"(?<![\w.:])(?P<n>{_N}) minutes? and (?P<rest>\d{{1,2}}|ten|fifteen|twenty|thirty"
        r"|forty|fifty)(?=$|[,.;!?)]| (?:long|total|in total|please)(?![a-z]))",
        _clock,
    ),
    (
        rf"(?<![\w./])(?P<part>an? quarter(?! (?:{_LISTED}))|one {_PIECE}(?! (?:{_LISTED}))"
        rf"|three quarters?|(?:two|three|four|nine) {_PART}s"
        rf"|{_BEFORE}an? {_PIECE}"
        rf"|an? {_PIECE}(?= (?:of|the|as|off|slower|faster|quicker|quieter|softer|louder)(?![a-z]))"
        r")(?![a-z'])"
        rf"(?! (?:past|{_CLIP}))",
        _share,
    ),
)
_HAN_TABLE: Final[tuple[tuple[str, New], ...]] = (
    _SHAPED,
    (rf"百分之({_HAN}+|\d+(?:\.\d+)?)(?=的?速度|倍速)", lambda m: f"{_plain(_han(m[1]))}%"),
    (rf"({_HAN}|\d+)倍半", lambda m: f"{_plain(_han(m[1]) + Fraction(1, 2))}倍"),
    # 从第4秒截到第12秒
    (
        rf"第?({_HAN}+|\d+)秒(?:开始)?(?:一直)?(?:截|用|剪|播|放|留|保留)?[到至]第?({_HAN}+|\d+)秒",
        r"\1秒到\2秒",
    ),
    # 从20秒往后都不要
    (
        rf"从?第?({_HAN}+|\d+)秒(?:开始)?(?:往后|以后|之后|后面|起)(?:的|就|都|全|部分|内容)*"
        r"(?:不要了?|不用了?|剪掉|剪了|删掉|删了|去掉|砍掉|砍了|掐掉|掐了)",
        r"只要前\1秒",
    ),
    (r"(?<!\d)乘以?(\d(?:\.\d+)?)(?!\d|倍|\.)", r"变成\1倍"),
    (rf"(?<![结片末头])尾(?={_HAN}+秒|\d+(?:\.\d+)?秒)", "后"),
    # 一点五倍, 零点八秒
    (rf"({_HAN}+|\d+)点([零一二三四五六七八九]+|\d+)(?=秒|倍|分钟)", _han_decimal),
    # 一秒二
    (rf"({_HAN}|\d+)秒([二三四五六七八九]|\d){_MARK}", lambda m: f"{_han_decimal(m)}秒"),
    # 两分二十
    (rf"({_HAN}+|\d+)分钟?({_HAN}*十{_HAN}?|\d\d){_MARK}", _han_clock),
    (rf"每分钟({_HAN}+|\d+)(?:拍|下)(?:子)?", r"\1bpm"),
    (rf"({_HAN}+|\d+)分之({_HAN}+|\d+)(?!的?速度|倍速)(?=(秒)?)", _han_share),
    (r"(?:打个?|打到)?对折", "到50%"),
    (
        r"(?:打个?|打到)([一二三四五六七八九]|\d)([一二三四五六七八九]|\d)?折",
        lambda m: f"到{_tenths(m)}",
    ),
    (r"([一二两三四五六七八九]|\d)成([一二三四五六七八九半])?(?!为|了|一|品|[\d张个段])", _tenths),
)
_REWRITES, _HAN_REWRITES = rewrites(_TABLE), rewrites(_HAN_TABLE)
_LATIN: Final = re.compile("[a-z]")
_HAN_ONLY: Final = re.compile("[\u3400-\u9fff]")


def in_digits(text: str) -> str:
    """The text, in small letters, with amounts in digits: "1.5 seconds", 25%, 1.5倍."""
    for letters, rows in ((_LATIN, _REWRITES), (_HAN_ONLY, _HAN_REWRITES)):
        text = rewritten(text, rows) if letters.search(text) else text
    return text
