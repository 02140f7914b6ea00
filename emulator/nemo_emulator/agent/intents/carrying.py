"""What a clause takes over from the one before: "more contrast on 3, less on 6"."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
Kinds = tuple[str, ...]
PROPERTIES: Final = frozenset({"adjust", "adjust_noun", "texture"})
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
LINKS: Final = frozenset(
    {"in", "for", "with", "at", "to", "and", "but", "only", "it", "make", "pic"}
)
FULL: Final = 100


def carried(before: Tokens, tokens: Tokens) -> Tokens:
    """The tokens with the property named before, where they say how much of it and of which clips.

    Empty where they say something else, or not enough.
    """
    named = [token for token in before if token.cat in PROPERTIES]
    cats = {token.cat for token in tokens}
    told = cats & PLACES and cats & AMOUNTS and cats <= PLACES | AMOUNTS | LINKS
    if len(named) != 1 or not told or not _is_one(before):
        return ()
    return (named[0], *_in_percent(tokens, before))


def turned(before: Tokens, tokens: Tokens) -> Tokens:
    """ "Zoom in on 2, out on 5", "pan left on 1, the opposite on 4"; empty where it says more."""
    moved = [token for token in before if token.cat == "motion"]
    kind, _, way = str(moved[0].value).partition("-") if len(moved) == 1 else ("", "", "")
    words = [token.text for token in tokens]
    back = OPPOSITE.get(way, "") if set(words) & REVERSED else ""
    named = next((word for word in words if word in WAYS_OF.get(kind, ())), "")
    fits = {token.cat for token in tokens} <= PLACES | LINKS | {"out", "up", "down", "position"}
    way = back or (WAYS_OF[kind][named] if named and fits else "")
    rest = tuple(token for token in tokens if token.text not in (named, *REVERSED))
    placed = any(token.cat in PLACES for token in tokens)
    return (Token("motion", f"{kind}-{way}", way), *rest) if way and placed else ()


def levelled(before: Tokens, tokens: Tokens) -> Tokens:
    """ "Saturation up, contrast too": up, as well; empty where more than a property is named."""
    ways = [token for token in before if token.cat in WAYS]
    named = [token for token in tokens if token.cat == "adjust_noun"]
    told = {token.cat for token in tokens} <= {"adjust_noun", "and", "but"}
    fits = told and len(named) == 1 and len({token.cat for token in ways}) == 1
    return (ways[0], *tokens) if fits else ()


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
    """ "But don't do the last one", "leave 3": left out; empty where it says something else."""
    told = tuple(token for token in tokens if token.cat != "only")
    cats = {token.cat for token in told}
    denied = bool(told) and (told[0].text in SPARING or told[0].cat == "keep")
    named = tuple(token for token in told if token.cat in ("ref", "ord", "num") and token.value)
    fits = denied and cats <= {"not", "keep", "ref", "ord", "num", *LINKS}
    placed = any(token.cat in PLACES and token.value != () for token in before)
    return (Token("except", None, "all but"), *named) if fits and named and not placed else ()


# By the kinds of the clause before, and of this one.
CARRY: Final[Mapping[tuple[Kinds, Kinds], Callable[[Tokens, Tokens], Tokens]]] = {
    (("Adjust",), ()): carried,
    (("Adjust",), ("Adjust",)): levelled,
    (("SetMotion",), ()): turned,
    (("SetLook",), ()): spared,
}
