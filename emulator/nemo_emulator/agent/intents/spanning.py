"""Clips in a row, told from one of them: "4 and the two which follow", "from 3 until the end".

Read once it is known what is asked for, by what stands in one clause or right before it.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import reduce
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.pattern import Match, Rules, reduce_all
from nemo_emulator.agent.tokens import IDLE, Token
from nemo_emulator.agent.words.numbers import value

SPAN: Final = "clip_span"
INTO: Final = "into_clip"
FOLLOWING: Final = frozenset({"follow", "follows", "following"})
DIRECTLY: Final = frozenset(("directly", "immediately", "straight", "just", "right", "shortly"))
SIDES: Final = {"before": -1, "after": 1}
# 第四张和后面两张: those after it, not the last two.
BEHIND: Final = re.compile(
    r"(?:和|与|跟|以及)(?:后面?|之后|接下来)的?([一两二三四五六七八九\d])[张段个]"
)
BETWEEN: Final = re.compile(
    r"第?([一二三四五六七八九十\d]+)[张段]?[到至]第?([一二三四五六七八九十\d]+)"
)
NAMED: Final = frozenset({"ref", "ord", "num"})
# With these as partners a place is one to go to, and an end may be a time.
GOING: Final = frozenset({"Move", "AddClips", "Duplicate", "AddCard", "Arrange", "Replace"})
TIMED: Final = frozenset({"Trim", "FadeSound"})


def _places(token: Token) -> e.Clips:
    if token.cat in ("ref", INTO):
        return tuple(token.value)
    named = token.cat == "ord" or (token.cat == "num" and is_number(token))
    return (int(token.value),) if named and token.value == int(token.value) else ()


def _single(m: Match) -> int:
    """The one clip that is named, by its place from the first; 0 where there is none."""
    rows = [row for token in m.tokens if token.cat in NAMED and (row := _places(token))]
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 and rows[0][0] > 0 else 0


def _following(m: Match) -> tuple[int, int] | None:
    """ "The fourth and the two which follow it"."""
    count = m.tokens[2]
    follows = any(t.text in FOLLOWING for t in m.tokens) and not is_number(count)
    first = _single(Match(m.tokens[:1]))
    return (first, first + int(count.value)) if follows and first else None


def _to_end(m: Match) -> tuple[int, int] | None:
    """ "From the third one until the end"."""
    first = _single(m)
    return (first, 0) if first and m.one("moment") == "end" else None


def _onward(m: Match) -> tuple[int, int] | None:
    """ "Everything from the pass onward (that is 9)"."""
    first = _single(Match(m.tokens[-1:]))
    return (first, 0) if first else None


def _until(m: Match) -> tuple[int, int] | None:
    """ "Up to but not including 6"."""
    last = _single(m) - 1
    return (1, last) if last > 0 and m.tokens[0].text == "up to" else None


def _beside(m: Match) -> tuple[int, int] | None:
    """ "The photo directly before the first video"."""
    pic, *between, side, _ = m.tokens
    place = _single(m)
    near = place + SIDES[side.cat]
    one = not pic.text.endswith("s") and all(t.text in DIRECTLY for t in between)
    return (near, near) if one and place and near > 0 else None


RULES: Final = (
    reduce(SPAN, "(ref|ord|num) and (num|one) wh? word it?", _following),
    reduce(SPAN, "to except with (ref|ord|num)", _until),
    reduce(SPAN, "(all|from) from? (word|inside|subject)+ onwards num", _onward),
)
STANDING: Final = (reduce(SPAN, "(pic|clip) word* (before|after) ref", _beside),)
ENDING: Final = (reduce(SPAN, "from (ref|ord) to moment", _to_end),)


def spanning(parts: Sequence[Tokens], kinds: Sequence[str], size: int) -> list[Tokens]:
    """The clauses with the clips that stand beside, behind or up to one that is named."""
    told = list(parts)
    rules = _rules(going=bool(GOING & set(kinds)), timed=bool(TIMED & set(kinds)))
    for n, part in enumerate(parts):
        cats = {token.cat for token in part}
        if cats & NAMED:
            told[n] = _spelled(part, rules, size)
        elif n and (row := _from_there(told[n - 1], part, size)):
            told[n] = row
        elif n and {"wh", "it"} <= cats and cats & set(SIDES):
            told[n - 1 : n + 1] = _with_next(told[n - 1], part, size)
    return [_between(part, kinds) for part in told]


@cache
def _rules(*, going: bool, timed: bool) -> Rules:
    rest = () if going else STANDING if timed else (*STANDING, *ENDING)
    return Rules((*RULES, *rest))


def _spelled(part: Tokens, rules: Rules, size: int) -> Tokens:
    return tuple([_row(token, size) for token in reduce_all(part, rules)])


def _row(token: Token, size: int) -> Token:
    """With the clips of a row that ends where they do."""
    if token.cat == SPAN:
        first, last = token.value
        return Token("ref", tuple(range(first, min(last or size, size) + 1)), token.text)
    found = BEHIND.search(token.text) if token.cat == "ref" and len(token.value) > 1 else None
    count = int(value(found[1])) if found else 0
    first = token.value[0] if count else 0
    fits = 0 < first <= size - count and token.value[1:] == tuple(range(-count, 0))
    return Token("ref", tuple(range(first, first + count + 1)), token.text) if fits else token


def _from_there(one: Tokens, part: Tokens, size: int) -> Tokens:
    """ "Faster after 6, two seconds from there on", "9 onward cool, everything before it warm"."""
    row = next((_places(t) for t in one if t.cat in NAMED and _places(t)), ())
    cats = [token.cat for token in part]
    if not row or min(row) < 1:
        return ()
    if cats[-2:] == ["from", "in"] and part[-1].text == "on" and len(row) == 1:
        first = row[0] + any(token.cat == "after" for token in one)
        return (*part[:-2], Token("ref", tuple(range(first, size + 1)), "from there on"))
    if cats[:3] == ["all", "before", "it"] and row[0] > 1:
        return (Token("ref", tuple(range(1, row[0])), "all before it"), *part[3:])
    return ()


def _with_next(one: Tokens, then: Tokens, size: int) -> list[Tokens]:
    """ "Number 2 and what comes right after it"."""
    place = _single(Match(one))
    first = next(n for n, token in enumerate(then) if token.cat == "wh")
    row = [token.cat for token in then[first : first + 3]]
    near = place + SIDES.get(row[1], 0) if row[2:] == ["it"] else 0
    if not place or place == near or not 0 < near <= size:
        return [one, then]
    at = next(n for n, token in enumerate(one) if _places(token))
    both = Token("ref", tuple(sorted((place, near))), one[at].text)
    rest = (*then[:first], *then[first + 3 :])
    return [(*one[:at], both, *one[at + 1 :]), rest or (IDLE,)]


def _between(part: Tokens, kinds: Sequence[str]) -> Tokens:
    """What goes is what stands between two, not those; 第三到第五张之间 is two joins."""
    if "Remove" in kinds and any(token.cat == "remove" for token in part):
        return _gap(part)
    if INTO not in [token.cat for token in part]:
        return part
    return tuple([_joins(token) for token in part])


def _gap(part: Tokens) -> Tokens:
    """ "Throw away what is between number 2 and number 6"."""
    at = next((n for n, token in enumerate(part) if token.cat == "between"), len(part))
    row = _places(part[at + 1]) if at + 1 < len(part) else ()
    if len(row) != 2 or not 0 < row[0] < row[1] - 1:
        return part
    inner = Token("ref", tuple(range(row[0] + 1, row[1])), f"between {part[at + 1].text}")
    return (*part[:at], inner, *part[at + 2 :])


def _joins(token: Token) -> Token:
    if token.cat != INTO:
        return token
    found = BETWEEN.search(token.text)
    first, last = (int(value(number)) for number in found.groups()) if found else (0, 0)
    joins = tuple(range(first + 1, last + 1))
    return Token(INTO, joins, token.text) if joins else token
