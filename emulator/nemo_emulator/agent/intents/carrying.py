"""What a clause takes over from the one before: "more contrast on 3, less on 6"."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from nemo_emulator.agent.intents.clauses import EXCEPT
from nemo_emulator.agent.intents.gathering import Clause
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
Kinds = tuple[str, ...]
NOUNS: Final = frozenset({"adjust_noun", "texture"})
PROPERTIES: Final = NOUNS | {"adjust"}
PLACES: Final = frozenset({"ref", "ord", "num", "others"})
AMOUNTS: Final = frozenset({"up", "down", "percent", "bit", "much", "by", "less", "add"})
OPPOSITE: Final = {"in": "out", "left": "right", "up": "down"}
OPPOSITE.update({other: one for one, other in OPPOSITE.items()})
SPARING: Final = frozenset({"don't", "dont", "do not", "not", "不要", "别"})
REVERSED: Final = frozenset({"opposite", "the opposite", "reverse", "相反", "反过来"})
WAYS_OF: Final = {
    "zoom": {"in": "in", "out": "out"},
    "pan": {"left": "left", "right": "right", "up": "up", "down": "down"},
}
WAYS: Final = frozenset({"up", "down"})
NAMED: Final = ("in", "out", "left", "right", "up", "down")
HAN: Final = {"左": "left", "右": "right", "上": "up", "下": "down"}
ADVERB: Final = re.compile("wards?$")
# "And nothing on the last one", "put 2 back to normal".
NOTHING: Final = frozenset({"none", "nothing", "normal", "untouched", "unfiltered", "static"})
UNSET: Final = {"SetLook": ("look", "none"), "SetMotion": ("motion", "still")}
COLORED: Final = frozenset({"colour", "color", "colours", "colors", "彩色", "颜色"})
STAYING: Final = frozenset({"stay", "stays", "remain", "remains", "unchanged", "untouched"})
DESCRIBING: Final = frozenset({"word", "inside", "subject", "cannot", "clip", "video"})
LINKS: Final = frozenset(
    {"in", "for", "with", "at", "to", "and", "but", "only", "it", "make", "pic"}
)
FULL: Final = 100
ADJUSTED: Final = ("Adjust",)


def carried(before: Tokens, tokens: Tokens) -> Tokens:
    """The tokens with the property named before, where they say how much of it and of which clips.

    Empty where they say something else, or not enough.
    """
    named = [token for token in before if token.cat in PROPERTIES]
    cats = {token.cat for token in tokens}
    told = cats & PLACES and cats & AMOUNTS and cats <= PLACES | AMOUNTS | LINKS
    if len(named) != 1 or not told or not _is_one(before):
        return ()
    return (_neutral(named[0], cats), *_in_percent(tokens, before))


def _neutral(token: Token, cats: set[str]) -> Token:
    """ "Less bright on 1, more on 5": the property alone, where its way is told anew."""
    anew = token.cat == "adjust" and cats & WAYS
    return replace(token, cat="adjust_noun", text=token.value[0]) if anew else token


def turned(before: Tokens, tokens: Tokens) -> Tokens:
    """ "Zoom in on 2, out on 5", "pan left on 1, the opposite on 4"; empty where it says more."""
    moved = [token for token in before if token.cat == "motion"]
    kind, _, way = str(moved[0].value).partition("-") if len(moved) == 1 else ("", "", "")
    back = OPPOSITE.get(way, "") if {token.text for token in tokens} & REVERSED else ""
    led = next((n for n, t in enumerate(tokens) if _way(t) in WAYS_OF.get(kind, ())), -1)
    rest = tuple(t for n, t in enumerate(tokens) if n != led and t.text not in REVERSED)
    fits = {token.cat for token in rest} <= PLACES | LINKS
    way = back or (_way(tokens[led]) if led >= 0 and fits else "")
    placed = any(token.cat in PLACES for token in tokens)
    return (Token("motion", f"{kind}-{way}", way), *rest) if way and placed else ()


def _way(token: Token) -> str:
    """ "Out", "rightwards", "to the right", 向右."""
    last = ADVERB.sub("", token.text.split()[-1]) if token.text.strip() else ""
    way = HAN.get(token.text[-1:], last)
    return way if way in NAMED and token.cat != "motion" else ""


def unset(kind: str) -> Callable[[Tokens, Tokens], Tokens]:
    """ "3 and 4 nothing", "put the second back to normal"; empty where it says something else."""

    def carry(_: Tokens, tokens: Tokens) -> Tokens:
        words = NOTHING | COLORED if kind == "SetLook" else NOTHING
        told = [n for n, token in enumerate(tokens) if token.text in words]
        rest = tuple(token for n, token in enumerate(tokens) if n not in told)
        fits = {token.cat for token in rest} <= PLACES | LINKS | {"put", "set"}
        placed = any(token.cat in PLACES and token.value != () for token in rest)
        stays = any(token.text in STAYING for token in rest)
        if stays or not (told and fits and placed):
            return ()
        cat, value = UNSET[kind]
        return (*rest, Token(cat, value, tokens[told[0]].text))

    return carry


def levelled(before: Tokens, tokens: Tokens) -> Tokens:
    """ "Saturation up, contrast too": up, as well; empty where more than a property is named."""
    ways = [token for token in before if token.cat in WAYS | {"remove"}]
    named = [token for token in tokens if token.cat in NOUNS]
    gone = any(token.cat == "remove" for token in ways)
    told = {token.cat for token in tokens} <= {*NOUNS, *(() if gone else (*PLACES, *LINKS))}
    fits = told and len(named) == 1 and len({token.cat for token in ways}) == 1
    return (ways[0], *tokens) if fits else ()


def shared(tokens: Tokens, after: Tokens) -> Tokens:
    """ "The grain and the blur off on 2": said of both; empty where the first stands by itself."""
    named = [token for token in after if token.cat in PROPERTIES]
    alone = [token.cat for token in tokens if token.cat != "take"] in ([cat] for cat in NOUNS)
    fits = alone and len(named) == 1 and len(after) > 1 and named[0].cat != "adjust"
    return (*tokens, *(token for token in after if token is not named[0])) if fits else ()


def _is_one(before: Tokens) -> bool:
    """It said it of some clips, too."""
    return any(token.cat in PLACES for token in before)


def _in_percent(tokens: Tokens, before: Tokens) -> Tokens:
    """ "2 by 20 percent and 5 by 10": the latter are percent, too."""
    percent = any(token.cat == "percent" for token in before)
    at = next((n for n, token in enumerate(tokens) if token.cat == "by"), len(tokens))
    return tuple(
        replace(token, cat="percent", value=float(token.value))
        if percent and n == at + 1 and token.cat == "num" and token.value <= FULL
        else token
        for n, token in enumerate(tokens)
    )


def spared(before: Tokens, tokens: Tokens) -> Tokens:
    """ "But don't do the last one", "leave 3 in colour": left out; empty where it says more."""
    told = tuple(t for t in tokens if t.cat != "only" and t.text not in COLORED)
    plain = len(tokens) - len(told) > 1 and {t.cat for t in told} <= PLACES | LINKS
    named = tuple(t for t in told if t.cat in ("ref", "ord", "num") and t.value)
    placed = any(token.cat in PLACES and token.value != () for token in before)
    fits = bool(named) and not placed and (plain or _is_kept(told) or _is_denied(told))
    return (Token(EXCEPT, None, "all but"), *named) if fits else ()


def _is_kept(told: Tokens) -> bool:
    """ "Leave 3 as it was"."""
    plain = {"keep", "ref", "ord", "num", "wh", "because", "as", "sound", *LINKS}
    kept = any(token.cat == "keep" or token.text in STAYING for token in told)
    return kept and {token.cat for token in told if token.text not in STAYING} <= plain


def _is_denied(told: Tokens) -> bool:
    """ "Don't touch 3", "not on the logo, the last", 第三张不用."""
    rest = told[1:] if told[0].text in SPARING else ()
    cats = {token.cat for token in rest}
    led = bool(rest) and rest[0].cat in ("in", "for", "with", "at")
    return bool(rest) and cats <= {*PLACES, *LINKS, "comma", *(DESCRIBING if led else ())}


# By the kinds of the clause before, and of this one.
CARRY: Final[Mapping[tuple[Kinds, Kinds], tuple[Callable[[Tokens, Tokens], Tokens], ...]]] = {
    (("Adjust",), ()): (carried,),
    (("Adjust",), ("Adjust",)): (levelled,),
    (("SetMotion",), ()): (turned, unset("SetMotion")),
    (("SetLook",), ()): (unset("SetLook"),),
}
SPARED: Final = frozenset({"SetVolume", "SetLook", "SetMotion", "SetFit", "Adjust"})


def taken_over(last: Kinds, kinds: Kinds, before: Tokens, tokens: Tokens) -> Tokens:
    """What the clause says with what the one before said; empty where it stands by itself."""
    carries = CARRY.get((last, kinds), ())
    return next(filter(None, (carry(before, tokens) for carry in carries)), ())


def carried_over(clauses: Sequence[Clause]) -> list[Clause]:
    """ "More contrast on 3, less on 6": the property is that of the clause before."""
    found: list[Clause] = []
    for clause in clauses:
        last = found[-1] if found else clause
        told = (last.tokens, clause.tokens)
        tokens = taken_over(last.kinds, clause.kinds, *told) if found else ()
        left_out = () if tokens else _spared(found, clause)
        kinds = () if left_out else last.kinds
        tokens = tokens or left_out
        found.append(replace(clause, tokens=tokens, kinds=kinds) if tokens else clause)
    for n in range(len(found) - 2, -1, -1):
        both = found[n].kinds == found[n + 1].kinds == ADJUSTED
        tokens = shared(found[n].tokens, found[n + 1].tokens) if both else ()
        found[n] = replace(found[n], tokens=tokens) if tokens else found[n]
    return found


def _spared(found: Sequence[Clause], clause: Clause) -> Tokens:
    """Whom a clause leaves out of the wish before it."""
    last = next((one for one in reversed(found) if one.kinds), None)
    if last is None or len(last.kinds) > 1 or not set(last.kinds) <= SPARED:
        return ()
    return spared(last.tokens, clause.tokens) if clause.kinds in ((), last.kinds) else ()
