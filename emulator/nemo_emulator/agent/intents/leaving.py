"""Clips that stay as they are: "all in sepia, but leave the colours of the third", 单数的别动.

Read once it is known what is asked for.
"""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import EXCEPT, Tokens
from nemo_emulator.agent.intents.pointing import without_these
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import IDLE, Token

OTHERS: Final = "others"
KEPT: Final = "keep"
# What is done to pictures.
DONE: Final = frozenset({"look", "motion", "adjust", "texture", "look_noun"})
VALUES: Final = frozenset({"look", "motion", "adjust", "texture"})
NAMED: Final = frozenset({"ref", "ord", "num", OTHERS})
# Beside what stays, these say nothing more.
BESIDE: Final = NAMED | frozenset(("keep", "look_noun", "adjust_noun", "pic", "clip", "in", "and"))
SHAPING: Final = frozenset(("Keep", "Remove", "UseOnly", "Make", "Arrange", "AddClips", "Replace"))


def left(parts: Sequence[Tokens], kinds: Sequence[str], size: int) -> list[Tokens]:
    """The clauses of looks and motions without the clips that are left as they are."""
    told = list(parts)
    if SHAPING & set(kinds):
        return told
    for n, part in enumerate(parts):
        wish = next((m for m in range(n - 1, -1, -1) if _is_wish(parts[m])), None)
        if wish is None or not _stays(part):
            continue
        told[n] = (IDLE,)
        if not any(token.cat in (*NAMED, EXCEPT) and token.value != () for token in told[wish]):
            told[wish] = _of(without_these(_places(part), size), told[wish])
    return told


def _is_wish(part: Tokens) -> bool:
    cats = {token.cat for token in part}
    return bool(cats & DONE) and KEPT not in cats


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
