"""Who else is meant: "the other two", "everywhere else", "those two", in all but one.

They are read before numbers are: what they count says how many, not which.
"""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
# What stands for some tokens, and how many those are.
Found = tuple[Token, int] | None
NONE: Final = Token("")
OTHER: Final = frozenset({"other", "remaining", "the remaining", "另外", "另"})
OTHERS: Final = frozenset({"others", "elsewhere"})
ELSE: Final = frozenset({"everywhere", "everyone", "everybody", "anywhere", "anything", "all"})
POINTING: Final = frozenset({"those", "these", "这", "那", "the"})
PICTURES: Final = frozenset({"pic", "clip", "video", "one"})
ONES: Final = frozenset({"ones", "两张", "几张"})
MEASURES: Final = frozenset({"条", "段", "个", "幅"})
COUNTED: Final = frozenset({"unit", "second", "pct", "times", "length"})
# "Zoom in on those and hold them".
ALONE: Final = frozenset({"those", "these"})
ENDING: Final = frozenset({"", "stop", "comma", "and", "then", "but", "mark"})
SAME: Final = frozenset({"same", "the same", "同"})
LESS: Final = frozenset({"less", "not so", "not as"})
DARK: Final = frozenset({"dark", "gloomy", "murky"})
DESCRIBING: Final = frozenset({"where", "of", "with", "that", "which", "who", "when", "in", "from"})
UP_TO: Final = (("up to", "and", "including"), ("up", "to", "and", "including"))
# What any reading begins with.
CUES: Final = OTHERS | ELSE | OTHER | POINTING | SAME | LESS | {"in all", "up to", "up"}
CUED: Final = frozenset({"others", "one", "no"})
# "No, actually": what was said before is taken back.
CORRECTING: Final = frozenset({"actually", "wait", "sorry", "rather", "hang"})


def scoped(tokens: Tokens) -> Tokens:
    """With one token for the others, and for those that were named before."""
    if not any(token.text in CUES or token.cat in CUED for token in tokens):
        return tokens
    found: list[Token] = []
    n = 0
    while n < len(tokens):
        token, width = _at(tokens, n)
        found.append(token)
        n += width
    return tuple(found)


def _at(tokens: Tokens, n: int) -> tuple[Token, int]:
    if tokens[n].text not in CUES and tokens[n].cat not in CUED:
        return tokens[n], 1
    readings = (reading(tokens, n) for reading in READINGS)
    return next(filter(None, readings), (tokens[n], 1))


def _others(tokens: Tokens, n: int) -> Found:
    """ "Others", "everything else", "the other two"."""
    token, count = tokens[n], _count(tokens, n + 1)
    if token.text in OTHERS and token.cat == "word":
        return Token("others", None, token.text), 1
    if token.text in ELSE and _text(tokens, n + 1) == "else":
        return Token("others", None, f"{token.text} else"), 2
    if token.text in OTHER and count:
        return Token("others", None, token.text), 1 + count
    return (token, 1 + count) if token.cat == "others" and count > 1 else None


def _all_but(tokens: Tokens, n: int) -> Found:
    fits = tokens[n].text == "in all" and [t.cat for t in tokens[n + 1 : n + 2]] == ["but"]
    return (Token("except", None, "all but"), 2) if fits else None


def _those(tokens: Tokens, n: int) -> Found:
    """ "Those two", "these three pictures"; "the two of them"."""
    token, count = tokens[n], _count(tokens, n + 1)
    if token.text not in POINTING or token.cat != "filler":
        return None
    after = tokens[n + 1] if n + 1 < len(tokens) else NONE
    if n and tokens[n - 1].cat == "newest":
        return None
    led = n > 0 and tokens[n - 1].cat not in ("it", "word")
    if token.text in ALONE and after.cat in ENDING and led:
        return Token("it", None, "those"), 1
    placed = [t.cat for t in tokens[n + 1 + count : n + 2 + count]] in (["at"], ["moment"])
    if not count or after.cat != "num" or placed:
        return None
    if token.text != "the":
        return Token("it", None, "those"), 1 + count
    rest = [t.text for t in tokens[n + 1 + count : n + 3 + count]]
    return (Token("it", None, "those"), 3 + count) if rest == ["of", "them"] else None


def _at_an_end(tokens: Tokens, n: int) -> Found:
    """ "On the two last"."""
    told = tokens[n : n + 3]
    fits = [t.cat for t in told] == ["filler", "num", "ord"] and told[0].text == "the"
    if not fits or told[1].text[-1:].isdigit() or told[2].value not in (1, -1):
        return None
    count = int(told[1].value)
    row = range(1, count + 1) if told[2].value > 0 else range(-count, 0)
    return Token("ref", tuple(row), f"{told[2].text} {told[1].text}"), 3


def _up_to(tokens: Tokens, n: int) -> Found:
    """ "Everything up to and including 4"."""
    words = [token.text for token in tokens[n : n + 4]]
    width = next((len(told) for told in UP_TO if words[: len(told)] == list(told)), 0)
    return (Token("up_to", None, "up to"), width) if width else None


def _same(tokens: Tokens, n: int) -> Found:
    """ "On that same picture", 同一张: the one that was named before."""
    if tokens[n].text not in SAME:
        return None
    if _count(tokens, n + 1) and tokens[n + 1].cat == "num":
        return Token("it", None, "those"), 1 + _count(tokens, n + 1)
    if tokens[n].text == "同":
        rest = [token.text for token in tokens[n + 1 : n + 3]]
        return (Token("it", None, "那张"), 3) if rest == ["一", "张"] else None
    named = [token.cat for token in tokens[n + 1 : n + 2]] in ([cat] for cat in PICTURES)
    return (Token("it", None, "that one"), 2) if named else None


def _described(tokens: Tokens, n: int) -> Found:
    """ "Clip 4, the one where the coach talks" is one clip, not two."""
    before = [token.text for token in tokens[max(n - 2, 0) : n]]
    told = before == [",", "the"] and _text(tokens, n + 1) in DESCRIBING
    return (Token("clip", "any", tokens[n].text), 1) if told and tokens[n].cat == "one" else None


def _corrected(tokens: Tokens, n: int) -> Found:
    """ "No, actually"."""
    if tokens[n].cat != "no":
        return None
    at = n + 2 if [t.cat for t in tokens[n + 1 : n + 2]] == ["comma"] else n + 1
    told = _text(tokens, at) in CORRECTING
    return (Token("mistaken", None, tokens[n].text), at + 1 - n) if told else None


def _less_dark(tokens: Tokens, n: int) -> Found:
    """ "More colour, less dark"."""
    fits = tokens[n].text in LESS and _text(tokens, n + 1) in DARK
    return (Token("adjust", ("brightness", 0.15), "less dark"), 2) if fits else None


READINGS: Final = (
    _at_an_end,
    _less_dark,
    _others,
    _all_but,
    _those,
    _up_to,
    _same,
    _described,
    _corrected,
)


def _text(tokens: Tokens, n: int) -> str:
    return tokens[n].text if n < len(tokens) else ""


def _count(tokens: Sequence[Token], n: int) -> int:
    """How many tokens say how many: a number in words, and what it counts; 0 for none."""
    rest = [*tokens[n : n + 3], NONE, NONE, NONE]
    if rest[0].text == "几":
        return 2 if rest[1].cat in PICTURES or rest[1].text in MEASURES else 1
    number = rest[0].cat == "num" and not rest[0].text[-1:].isdigit()
    number = number or (rest[0].cat == "num" and rest[1].cat in PICTURES)
    if not number:
        return 1 if rest[0].text in ONES else 0
    if rest[1].cat in COUNTED:
        return 0
    return 2 if rest[1].cat in PICTURES or rest[1].text in ONES else 1
