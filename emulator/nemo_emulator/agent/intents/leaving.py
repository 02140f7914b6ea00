"""Clips that stay as they are: "all in sepia, but leave the colours of the third", 单数的别动.

Read once it is known what is asked for.
"""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import EXCEPT, Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.pointing import without_these
from nemo_emulator.agent.intents.refusing import is_refused
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import IDLE, Token

OTHERS: Final = "others"
KEPT: Final = "keep"
# What is done to pictures.
DONE: Final = frozenset({"look", "motion", "adjust", "texture", "look_noun"})
NAMED: Final = frozenset({"ref", "ord", "num", OTHERS})
# Beside what stays, these say nothing more.
BESIDE: Final = NAMED | frozenset(("keep", "look_noun", "adjust_noun", "pic", "clip", "in", "and"))
SHAPING: Final = frozenset(("Keep", "Remove", "UseOnly", "Make", "Arrange", "AddClips", "Replace"))
STILL: Final = "SetMotion"
SORTS: Final = {"video": "video", "whole": "video", "films": "video", "pic": "pic"}
LENGTHS: Final = frozenset(("time", "gain", "longer", "shorter", "factor", "faster", "slower"))


def left(parts: Sequence[Tokens], kinds: Sequence[str], known: Facts) -> list[Tokens]:
    """The clauses of looks, motions and lengths without the clips that are left as they are."""
    told = list(parts)
    if SHAPING & set(kinds):
        return told
    for n, part in enumerate(parts):
        kept, refused = _stays(part), is_refused(part) and not (n == 0 and len(parts) == 1)
        if not kept and not (refused and (STILL not in kinds or not _is_wish(part))):
            continue
        places = _places(part) or _of_sort(part, known)
        wish = _wish(parts, n)
        if not places or wish is None:
            continue
        told[n] = (IDLE,)
        _leave(told, wish, places, known.size)
    return told


def _wish(parts: Sequence[Tokens], n: int) -> int | None:
    """Where it stands what is asked for: of the others right behind, else before."""
    after = [m for m in range(n + 1, len(parts))[:1] if OTHERS in {t.cat for t in parts[m]}]
    before = (m for m in range(n - 1, -1, -1) if _is_wish(parts[m]) and not is_refused(parts[m]))
    return next((m for m in after if _is_wish(parts[m])), next(before, None))


def _leave(told: list[Tokens], wish: int, places: e.Clips, size: int) -> None:
    """The wish is none for these places."""
    excepts = [m for m in range(wish + 1) if EXCEPT in {t.cat for t in told[m]}]
    if excepts and any(t.cat == "ref" for t in told[excepts[0]]):
        told[excepts[0]] = tuple(
            Token("ref", (*t.value, *places), t.text) if t.cat == "ref" else t
            for t in told[excepts[0]]
        )
    elif {t.cat for t in told[wish]} & NAMED == {OTHERS}:
        rest = tuple(t for t in told[wish] if t.cat != OTHERS)
        told[wish] = _of(without_these(places, size), rest)
    elif not any(t.cat in (*NAMED, EXCEPT) and t.value != () for t in told[wish]):
        told[wish] = _of(without_these(places, size), told[wish])


def _of_sort(part: Tokens, known: Facts) -> e.Clips:
    """视频不动: the films, or the pictures, where there are both."""
    films = tuple(place for place in known.films if place <= known.size)
    sorts = {SORTS[t.cat] for t in part if t.cat in SORTS}
    if not 0 < len(films) < known.size or len(sorts) != 1:
        return ()
    return films if "video" in sorts else without_these(films, known.size)


def _is_wish(part: Tokens) -> bool:
    cats = {token.cat for token in part}
    return bool(cats & (DONE | LENGTHS)) and KEPT not in cats


def _stays(part: Tokens) -> bool:
    """ "Leave the third", 别的保留."""
    cats = {token.cat for token in part}
    return KEPT in cats and bool(cats & NAMED) and cats <= BESIDE


def _places(part: Tokens) -> e.Clips:
    rows = (
        tuple(t.value) if t.cat == "ref" else (int(t.value),)
        for t in part
        if t.cat in ("ref", "ord") or (t.cat == "num" and is_number(t))
    )
    return tuple(place for row in rows for place in row)


def _of(places: e.Clips, part: Tokens) -> Tokens:
    """With these clips, for all of them."""
    rest = tuple(token for token in part if token.cat != "all" and token.value != ())
    return (*rest, Token("ref", places, "those"))
