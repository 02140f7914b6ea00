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
            (
                *("pop", "pop in", "pops", "pops in", "popping", "popping in", "bounce", "bounces"),
                *("bouncing", "弹", "蹦"),
            ),
            "pop",
        ),
        **dict.fromkeys(
            (
                "slide",
                "slides",
                "sliding",
                "fly",
                "flies",
                "flying",
                "glide",
                "gliding",
                "滑",
                "飞",
            ),
            "slide",
        ),
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
_GONE: Final = frozenset({"away", "leave", "leaves", "exits", "disappears"})
_SLIDE: Final = "slide-left"
_NEAR: Final = 3
_TYPED: Final = "typewriter"
_MOVING: Final = "ing"
_FLYING: Final = frozenset({"飞"})
_INWARDS: Final = frozenset({"进", "入"})
# What may stand behind "slides in": else that is a slide in something.
_BEHIND: Final = frozenset({"from", "and", "stop", "comma", "at", "moment"})
_ENTERING: Final = frozenset({"add", "word", "it", "in", "set", "from", "position", "pic"})
_AWAY: Final = frozenset({"掉", "走", "没"})
# "I typed it wrong" is a mistake, no way to come.
_MISTAKES: Final = frozenset({"wrong", "wrongly", "incorrectly", "typo", "错", "错了"})
# "The same going out", 退场也一样.
_SAME: Final = frozenset({"going", "again", "back"})
_PARTING: Final = frozenset({"退场", "离场", "退出"})
_PARTINGS: Final = ("way out",)


def effects(m: Said, plain: e.TextStyle, *, changed: bool) -> tuple[str, str]:
    """A fade that is told of no end comes at the one that words name, or that the model sees."""
    if (come := _by_slide(m.tokens)) and changed:
        away = any(t.cat in _OUT or t.text in _GONE for t in m.tokens)
        return come, plain.exit or ("fade" if m.has("fade") and away else "")
    enter = (
        _directed(m.tokens) or plain.enter or ("fade" if m.has("enter_it") or _is_both(m) else "")
    )
    leave = plain.exit or ("fade" if _is_both(m) else "")
    told = m.has("enter", "enter_it", "both_ways") or _is_both(m)
    if not told and (moved := _moved(m.tokens, changed=changed)) != ("", ""):
        again = moved[0] if _is_same(m.tokens) else ""
        typed = enter if enter == _TYPED else ""
        come = typed or moved[0] or (enter if enter != "fade" else "")
        return come, moved[1] or leave or _way_out(again)
    if enter == "fade" and not told and _goes(m.tokens, changed=changed):
        return ("fade" if any(t.text in _COMING for t in m.tokens) else ""), "fade"
    if enter and not leave and _is_same(m.tokens):
        return enter, _way_out(enter)
    open_ = enter == "fade" and not told and not m.has("leave")
    if not open_ or m.trait("exit") != "yes":
        return enter, leave
    return ("fade" if m.trait("enter") == "yes" else ""), "fade"


def _directed(tokens: Sequence[Token]) -> str:
    """ "Flying in from the left"."""
    for n, token in enumerate(tokens):
        after = tokens[n + 1 : n + _NEAR + 1]
        if token.cat == "effect" and str(token.value).startswith("slide") and after[:1]:
            way = next((_FROM.get(str(t.value), "") for t in after if t.cat == "position"), "")
            return way if after[0].cat == "from" else ""
    return ""


def _by_slide(tokens: Sequence[Token]) -> str:
    """ "Comes in with a slide": no clip."""
    rows = zip(tokens, tokens[1:], tokens[2:], strict=False)
    comes = any((a.cat, b.cat, c.text) == ("in", "with", "slide") for a, b, c in rows)
    return _SLIDE if comes else ""


def _is_both(m: Said) -> bool:
    """ "Fade it in and out", where "it" is no sound."""
    return m.has("both_it") and not m.has("music", "sound", "speech")


def _way_out(enter: str) -> str:
    return _SLIDE if enter.startswith("slide") else enter


def _moved(tokens: Sequence[Token], *, changed: bool) -> tuple[str, str]:
    """ "Have the title pop in and slide out"; of a new text that is told behind its words."""
    enter, leave = "", ""
    first = next((n for n, token in enumerate(tokens) if token.cat == "quote"), len(tokens))
    for n, token in enumerate(tokens):
        move = _MOVES.get(token.text, "")
        if (
            not move
            or not (changed or n > first or _MOVING in token.text)
            or not _is_told(tokens, n)
            or any(t.cat == "quote" for t in tokens[n + 1 : n + 2])
            or any(t.text in _MISTAKES for t in tokens[n + 1 : n + _NEAR])
            or any(t.cat == "not" for t in tokens[max(n - _NEAR - 1, 0) : n])
        ):
            continue
        if any(t.cat in _OUT for t in tokens[n + 1 : n + 2]):
            leave = _SLIDE if move == "slide" else move
        else:
            enter = _way(tokens[n + 1 : n + 2 + _NEAR]) if move == "slide" else move
    return enter, leave


def _is_told(tokens: Sequence[Token], n: int) -> bool:
    """By a word that is no noun here: "slide out", "the title pops", "bounce it in"."""
    token, after = tokens[n], tokens[n + 1 : n + 4]
    cats = [t.cat for t in after]
    if token.text in _FLYING:
        return any(t.text in _INWARDS for t in after[:1])
    spoken = not token.text.isascii() or token.text.startswith("typ") or token.text.endswith(" in")
    goes = any(cat in _OUT for cat in cats[:1]) and token.cat in ("pic", "word")
    comes = cats[:2] == ["it", "in"] or (cats[:1] == ["in"] and {*cats[1:2]} <= _BEHIND)
    return spoken or goes or comes or (n > 0 and tokens[n - 1].cat in _NOUNS)


def is_entrance(tokens: Sequence[Token]) -> bool:
    """ "And pop in", "slide it in from the left": nothing else is said."""
    told = any(t.text in _MOVES and _is_told(tokens, n) for n, t in enumerate(tokens))
    return told and {token.cat for token in tokens} <= _ENTERING


def _way(after: Sequence[Token]) -> str:
    """ "From the left"."""
    return next((_FROM.get(str(t.value), _SLIDE) for t in after if t.cat == "position"), _SLIDE)


def _is_same(tokens: Sequence[Token]) -> bool:
    """ "Fade in and do the same going out", 淡入，退场也一样."""
    rows = pairwise(tokens)
    going = any({a.text, b.text} & _SAME and "out" in (a.cat, b.cat) for a, b in rows)
    return going or any(t.text in _PARTING or t.text.endswith(_PARTINGS) for t in tokens)


def _goes(tokens: Sequence[Token], *, changed: bool) -> bool:
    """ "It leaves by fading", "fade away"; of what is there, "a fade at the end"."""
    rows = [*pairwise(tokens)]
    away = any(a.cat == "fade" and (b.cat == "off" or b.text in _AWAY) for a, b in rows)
    fades = (n for n, token in enumerate(tokens) if token.cat == "fade" and changed)
    ends = any(_is_end(tokens[n + 1 : n + _NEAR]) for n in fades)
    return away or ends or any(token.text in _LEAVING for token in tokens)


def _is_end(after: Sequence[Token]) -> bool:
    cats = [token.cat for token in after if token.cat != "at"]
    return cats[:1] == ["moment"] and any(token.value == "end" for token in after)
