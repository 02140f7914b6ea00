"""Where a text stands, by height and side."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP, parts_of
from nemo_emulator.agent.tokens import Token

DENIED: Final = frozenset({"not", "instead of", "rather than", "than", "不是", "不要", "而不是"})
LAID: Final = ("垫", "衬", "铺")
NOUNS: Final = frozenset({"text", "title", "caption", "subtitle"})
_SIDES: Final = {"center-left": "left", "center-right": "right"}
_LOW: Final = frozenset({"low", "lower", "foot", "lowest"})
_HIGH: Final = frozenset({"high", "higher"})
_CORNER: Final = "corner"
_MIDDLE: Final = frozenset({"中间", "正中间"})
# 放在中间: what is told behind is no gap.
_PUT: Final = frozenset({"放在", "摆在", "搁在", "居"})
_NO_MORE: Final = frozenset({"no more", "no longer", "anymore"})
# "The logo sits at the bottom": what else is there.
_SITTING: Final = frozenset({"sits", "sit", "there's", "lives", "stands"})
# "It's at the top now".
_STANDING: Final = frozenset({"it's", "it is", "they're", "they are"})
_HAVING: Final = frozenset({"有", "inside", "cannot"})
_PAIR: Final = 2
_BESIDE: Final = {"below": "bottom", "underneath": "bottom", "above": "top"}
# "Down there it hides the food": that is where it shall not be.
_HIDING: Final = ("挡", "遮", "盖", "被", "hides", "covers", "blocks")


def position(m: Said) -> str:
    """Height and side together, in whatever order they are told."""
    m = replace(m, tokens=_without_remarks(m.tokens))
    places = [n for n in range(len(m.tokens)) if _is_place(m.tokens, n)]
    told = [str(m.tokens[n].value) for n in places if not _is_edge(m.tokens, n, places)]
    words = {token.text for token in m.tokens}
    full = next((p for p in told if "-" in p and p not in _SIDES), "")
    height = next((p for p in reversed(told) if p in ("top", "bottom", "center")), "")
    high = "bottom" if words & _LOW else "top" if words & _HIGH else _middle(m.tokens)
    height = _shifted(m.tokens) or height or high
    side = next((_SIDES[p] for p in told if p in _SIDES), "right" if _CORNER in words else "")
    if full or not side:
        return full or height
    return f"{height or ('bottom' if _CORNER in words else 'center')}-{side}"


def _is_edge(tokens: Sequence[Token], n: int, places: Sequence[int]) -> bool:
    """ "Bottom centre", 下面正中: the middle of an edge that is told right before."""
    edge = n - 1 in places and tokens[n - 1].value in ("top", "bottom")
    return edge and tokens[n].value == "center"


def _without_remarks(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "To the top, the logo sits at the bottom": the place of something else is none."""
    parts = [*parts_of(tokens)]
    places = [part for part in parts if any(t.cat == "position" for t in part)]
    if len(places) < _PAIR:
        return tokens
    kept = [part for part in places if not _is_of_other(part)]
    gone = [part for part in places if part not in kept] if kept else []
    return tuple(t for part in parts if part not in gone for t in (*part, STOP))


def _is_of_other(part: Sequence[Token]) -> bool:
    """It says where something is that is no text: "the logo sits", 底下有人脸."""
    subject = [*takewhile(lambda t: t.cat != "position", part)]
    sits = any(t.text in _SITTING for t in subject) or any(t.cat in _HAVING for t in subject)
    there = not subject and any(t.cat in _HAVING or t.text in _HAVING for t in part[1:2])
    there = there or (not subject and _is_scenery(part[1:]))
    named = any(t.cat in NOUNS or t.cat in ("it", "quote") for t in part)
    stands = len(subject) in (1, 2, 3) and any(t.text in _STANDING for t in subject[:2])
    return (sits or there or stands) and not named


def _is_scenery(rest: Sequence[Token]) -> bool:
    """底下是水管: words that nobody knows, and no more."""
    return len(rest) > 1 and all(t.cat == "word" and not t.text.isascii() for t in rest)


def _middle(tokens: Sequence[Token]) -> str:
    """ "Put it in the middle": not between two clips."""
    rows = pairwise(tokens)
    told = any(
        (a.cat == "between" and b.cat in ("add", "show", "quote"))
        or ((a.cat in ("put", "move") or a.text in _PUT) and b.text in _MIDDLE)
        for a, b in rows
    )
    return "center" if told else ""


def _shifted(tokens: Sequence[Token]) -> str:
    """ "Put them up", where no other place is told in the clause."""
    for part in parts_of(tuple(tokens)):
        cats = [token.cat for token in part]
        for way, place in (("up", "top"), ("down", "bottom")):
            moved = [*cats[-3:-1], ""][:2] in (["put", "it"], ["move", "it"])
            if cats[-1:] == [way] and moved and "position" not in cats:
                return place
        moved = [t.cat for t in part[-3:-1]] in (["put", "it"], ["move", "it"])
        if moved and part[-1].text in _BESIDE:
            return _BESIDE[part[-1].text]
    return ""


def _is_place(tokens: Sequence[Token], n: int) -> bool:
    """ "Right at the bottom" is no side."""
    if tokens[n].cat != "position":
        return False
    after = tokens[n + 1].cat if n + 1 < len(tokens) else ""
    before = tokens[max(n - 2, 0) : n]
    denied = any(t.cat == "not" or t.text in DENIED | _NO_MORE for t in before)
    if denied or any(t.cat == "from" for t in before[-1:]):
        return False
    if any(t.text.startswith((*LAID, *_HIDING)) for t in tokens[n + 1 : n + 2]):
        return False
    return tokens[n].text != "right" or after not in ("position", "at", "in", "moment", "on")
