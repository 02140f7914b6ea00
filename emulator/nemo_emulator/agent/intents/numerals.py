"""Numbers that name clips though something stands behind them, and such as only seem to.

"Make 5 real contrasty", "the cup final in 6", "3号到7号"; 照片4张 are four photos. Read once it is
known what is asked for.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent.intents.clauses import EXCEPT, Tokens
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words.numbers import value

# With these as partners a place is one to go to, and a step is one between clips.
GOING: Final = frozenset(
    (
        *("Move", "AddClips", "Duplicate", "Arrange", "Replace", "Swap", "SetTransition"),
        *("UseAudio", "Trim", "AddCard", "Sort", "SetTransitionLength"),
    )
)
LOOKS: Final = frozenset({"look", "adjust", "texture", "motion", "fit", "adjust_noun"})
MAKING: Final = frozenset({"make", "keep", "set"})
MADE: Final = "made"
DESCRIBING: Final = frozenset({"word", "inside", "subject", "changes"})
NOUNS: Final = frozenset({"pic", "clip", "video", "unit", "times", "title", "caption"})
# Without a name, or so many, nothing is counted.
COUNTING: Final = frozenset({"ref", "count"})
NONE: Final = Token("")
MEASURES: Final = frozenset({"张", "段", "条", "幅", "个"})
COUNTED: Final = re.compile(r"(?:照片|图片|相片|图|视频|录像)\d+")
EACH: Final = "图一"
# 末一幅.
LAST: Final = frozenset({"末", "最末", "末尾", "尾"})
ROW: Final = re.compile(
    r"(第?[一二三四五六七八九十\d]+(?:、第?[一二三四五六七八九十\d]+)+)[两三四五]\D?"
)
FIRST: Final = "first"
LATER: Final = ("second", "third", "fourth", "fifth", "last")
VERY: Final = "the very "
PAIR: Final = 2
RANGING: Final = frozenset({"to", "dash"})
RANKED: Final = frozenset({"ord", "ref"})


def numerals(parts: Sequence[Tokens], kinds: Sequence[str], size: int) -> list[Tokens]:
    """The clauses with numbers as what they are."""
    told = [_with_rows(part, size) for part in parts]
    if GOING & set(kinds):
        return told
    told = _paralleled([_excepted(_ranged(part, size)) for part in told])
    told = [_named(part, size) for part in told]
    return [_described(part, told[n + 1 : n + 1 + PAIR]) for n, part in enumerate(told)]


def _ref(token: Token, first: int, last: int = 0) -> Token:
    return Token("ref", tuple(range(first, (last or first) + 1)), f"the {token.text}")


def _place(token: Token) -> int:
    """The one clip that a reference or a number may name; 0 for none."""
    if token.cat == "ref":
        return int(token.value[0]) if len(token.value) == 1 else 0
    return int(token.value) if token.cat == "num" and token.value == int(token.value) else 0


def _with_rows(part: Tokens, size: int) -> Tokens:
    """With what is counted, and with rows of clips."""
    if COUNTING.isdisjoint([token.cat for token in part]):
        return part
    return tuple([_row(t) for t in _counted(part, size)])


def _counted(part: Tokens, size: int) -> Tokens:
    """照片4张 are so many, 12张图一张2秒 says it of each."""
    done: list[Token] = []
    for token in part:
        before = done[-1] if done else NONE
        measured = token.cat == "pic" and token.text in MEASURES and before.cat == "ref"
        if measured and COUNTED.fullmatch(before.text):
            done[-1] = Token("count", before.value[0], f"{before.text}{token.text}")
        elif token.cat == "count" and token.value == 1 and before.text in LAST:
            done[-1] = Token("ref", (-1,), f"{before.text}{token.text}")
        elif measured and before.text.endswith(EACH):
            done[-1] = Token("ref", (), f"每{token.text}")
        else:
            done.append(token)
    alone = len(done) > 1 and [t.cat for t in done[:PAIR]] == ["num", "ref"] and not done[1].value
    return tuple(done[1:] if alone and done[0].value == size else done)


def _row(token: Token) -> Token:
    """第五、第九两幅 are the fifth and the ninth."""
    found = ROW.fullmatch(token.text) if token.cat == "ref" and "、" in token.text else None
    if not found:
        return token
    return Token("ref", tuple(int(value(n.strip("第"))) for n in found[1].split("、")), token.text)


def _ranged(part: Tokens, size: int) -> Tokens:
    """3号到7号, 1至3号, "number one through four"."""
    if RANGING.isdisjoint([token.cat for token in part]):
        return part
    for n, (one, to, then) in enumerate(zip(part, part[1:], part[2:], strict=False)):
        if to.cat not in RANGING:
            continue
        refs = "ref" in (one.cat, then.cat)
        first, last = (_place(one), _place(then)) if refs else (0, 0)
        timed = any(t.cat in ("unit", "secs", "time", "pct") for t in part[n + 3 : n + 4])
        if 0 < first < last <= size and not timed:
            return (*part[:n], _ref(then, first, last), *part[n + 3 :])
    return part


def _excepted(part: Tokens) -> Tokens:
    """4号图除外."""
    cats = [token.cat for token in part[:PAIR]]
    alone = cats == ["ref", EXCEPT] and [t.text for t in part[PAIR:]] in ([], ["外"], ["在外"])
    return (part[1], part[0]) if alone else part


def _paralleled(parts: Sequence[Tokens]) -> list[Tokens]:
    """ "The first in sepia, the second in noir": no "first of all"."""
    firsts = [n for n, part in enumerate(parts) if part and part[0].text == FIRST]
    one = len(firsts) == 1 and any(part and _is_ordinal(part[0]) for part in parts)
    return [
        (_ref(part[0], 1), *part[1:]) if one and n == firsts[0] and len(part) > 1 else part
        for n, part in enumerate(parts)
    ]


def _is_ordinal(token: Token) -> bool:
    return token.cat in ("ord", "ref") and token.text.split()[-1:] in ([one] for one in LATER)


def _named(part: Tokens, size: int) -> Tokens:
    """ "Make 5 real contrasty", "the colour back in 3 its my best one": no word counts them."""
    if any(t.cat in ("ref", "ord") and t.value != () for t in part):
        return part
    numbers = [n for n, t in enumerate(part) if t.cat == "num" and is_number(t)]
    at = numbers[0] if len(numbers) == 1 else 0
    if not at or not 0 < _place(part[at]) <= size or not _is_led(part, at):
        return part
    after = part[at + 1 : at + 3]
    plural = any(t.text.endswith("s") and t.cat in DESCRIBING for t in after)
    fits = bool(after) and after[0].cat == "word" and not plural
    fits = fits or (part[at - 1].text == MADE and bool(after) and not plural)
    if not fits or any(t.cat in NOUNS for t in after) or not after[0].text.isascii():
        return part
    return (*part[:at], _ref(part[at], _place(part[at])), *part[at + 1 :])


def _is_led(part: Tokens, at: int) -> bool:
    """It is made, or something in it is told of."""
    before = part[at - 1]
    looks = any(token.cat in LOOKS for token in part[at + 1 :])
    made = before.text == MADE or (before.cat in MAKING and looks)
    return made or (before.cat == "in" and before.text in ("in", "on"))


def _described(part: Tokens, after: Sequence[Tokens]) -> Tokens:
    """ "The cup final in 6", "her very first cry, picture 2": the number says which one it is."""
    if RANKED.isdisjoint([token.cat for token in part]):
        return part
    ranked = [n for n, pair in enumerate(pairwise((*part, NONE))) if _is_ranked(*pair)]
    if len(ranked) != 1 or sum(t.cat in ("ref", "ord") for t in part) > 1:
        return part
    at = ranked[0]
    inside = any(
        one.cat in ("in", "for") and then.cat == "num" and is_number(then)
        for one, then in pairwise(part[at + 1 :])
    )
    named = any(len(row) == 1 and row[0].cat == "ref" and row[0].value for row in after)
    rest = (*part[:at], Token("word", None, part[at].text), *part[at + 1 :])
    return rest if inside or named else part


def _is_ranked(token: Token, then: Token) -> bool:
    """The first of its sort, and no place."""
    nth = token.cat == "ord" or (token.cat == "ref" and token.text.startswith(VERY))
    described = then.cat in DESCRIBING or (token.text == "final" and then.cat == "in")
    return nth and described
