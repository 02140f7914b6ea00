"""How a text comes and how it goes."""

from collections.abc import Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

_LEAVING: Final = frozenset(("leave", "leaves", "leaving", "disappear", "vanish", "消失", "退场"))
_COMING: Final = frozenset({"enter", "enters", "arrives", "appears", "出现", "进来"})
_MOVES: Final = MappingProxyType(
    {
        **dict.fromkeys(
            ("pop", "pop in", "pops", "pops in", "bounce", "bounces", "弹", "蹦"), "pop"
        ),
        **dict.fromkeys(("slide", "slides", "sliding", "fly", "flies", "glide", "滑"), "slide"),
        **dict.fromkeys(("typed", "typing", "types itself", "打字"), "typewriter"),
    }
)
# Where it comes from, and which way it goes then.
_FROM: Final = {
    "center-left": "slide-right",
    "center-right": "slide-left",
    "top": "slide-down",
    "bottom": "slide-up",
}
_NOUNS: Final = frozenset({"title", "caption", "subtitle", "text", "it", "and", "stop"})
_OUT: Final = frozenset({"out", "off", "leave"})
_SLIDE: Final = "slide-left"
_NEAR: Final = 3
# "I typed it wrong" is a mistake, no way to come.
_MISTAKES: Final = frozenset({"wrong", "wrongly", "incorrectly", "typo", "错", "错了"})
# "The same going out", 退场也一样.
_SAME: Final = frozenset({"going", "again", "back"})
_PARTING: Final = frozenset({"退场", "离场", "退出"})
_PARTINGS: Final = ("way out",)


def effects(m: Said, plain: e.TextStyle, *, changed: bool) -> tuple[str, str]:
    """A fade that is told of no end comes at the one that words name, or that the model sees."""
    enter, leave = plain.enter or ("fade" if m.has("enter_it") else ""), plain.exit
    told = m.has("enter", "enter_it", "both_ways")
    if changed and not told and (moved := _moved(m.tokens)) != ("", ""):
        again = moved[0] if _is_same(m.tokens) else ""
        return moved[0] or (enter if enter != "fade" else ""), moved[1] or leave or _way_out(again)
    if enter == "fade" and not told and _goes(m.tokens):
        return ("fade" if any(t.text in _COMING for t in m.tokens) else ""), "fade"
    if enter and not leave and _is_same(m.tokens):
        return enter, _way_out(enter)
    open_ = enter == "fade" and not told and not m.has("leave")
    if not open_ or m.trait("exit") != "yes":
        return enter, leave
    return ("fade" if m.trait("enter") == "yes" else ""), "fade"


def _way_out(enter: str) -> str:
    return _SLIDE if enter.startswith("slide") else enter


def _moved(tokens: Sequence[Token]) -> tuple[str, str]:
    """ "Have the title pop in and slide out"."""
    enter, leave = "", ""
    for n, token in enumerate(tokens):
        move = _MOVES.get(token.text, "")
        if (
            not move
            or not _is_told(tokens, n)
            or any(t.text in _MISTAKES for t in tokens[n + 1 : n + _NEAR])
            or any(t.cat == "not" for t in tokens[n - _NEAR - 1 : n])
        ):
            continue
        if any(t.cat in _OUT for t in tokens[n + 1 : n + 2]):
            leave = _SLIDE if move == "slide" else move
        else:
            enter = _way(tokens[n + 1 : n + 1 + _NEAR]) if move == "slide" else move
    return enter, leave


def _is_told(tokens: Sequence[Token], n: int) -> bool:
    """By a word that is no noun here: "slide out", "the title pops"."""
    token, after = tokens[n], tokens[n + 1 : n + 2]
    spoken = not token.text.isascii() or token.text.startswith("typ") or token.text.endswith(" in")
    goes = any(t.cat in _OUT for t in after) and token.cat in ("pic", "word")
    return spoken or goes or (n > 0 and tokens[n - 1].cat in _NOUNS)


def _way(after: Sequence[Token]) -> str:
    """ "From the left"."""
    return next((_FROM.get(str(t.value), _SLIDE) for t in after if t.cat == "position"), _SLIDE)


def _is_same(tokens: Sequence[Token]) -> bool:
    """ "Fade in and do the same going out", 淡入，退场也一样."""
    rows = pairwise(tokens)
    going = any({a.text, b.text} & _SAME and "out" in (a.cat, b.cat) for a, b in rows)
    return going or any(t.text in _PARTING or t.text.endswith(_PARTINGS) for t in tokens)


def _goes(tokens: Sequence[Token]) -> bool:
    """ "It leaves by fading", "fade away"."""
    rows = pairwise(tokens)
    away = any(a.cat == "fade" and b.cat == "off" for a, b in rows)
    return away or any(token.text in _LEAVING for token in tokens)
