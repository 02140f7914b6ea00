"""Clauses that go on with how long something takes: other clips, the last word, what goes."""

from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.last_word import corrected
from nemo_emulator.agent.intents.owners import CUTTING, NAMERS, TIMED
from nemo_emulator.agent.intents.pairing import paired
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
Kinds = tuple[str, ...]
# What a clause speaks of that says how long something else takes.
THINGS: Final = NAMERS | {"pic", "page", "transition", "quote"}
LENGTHS: Final = frozenset({"time", "gain", "num"})
MORE: Final = frozenset({"extra", "gain"})
# How long these take may stand in a clause of its own.
LATE: Final = (("FadeSound",), ("SetTransition",))
LONGEST_MS: Final = 10_000
OTHERS: Final = frozenset(("total", "whole", "title", "caption", "subtitle", "text", "motion"))
EVERY: Final = frozenset({"all", "each"})


def several(kind: str, told: Tokens, known: Facts | None) -> tuple[e.Edit, ...]:
    """Edits of a kind, where several amounts are said of several clips; else none."""
    rows = paired(kind, told, known.size if known else 0)
    found = [FRAMES[kind].build(Said(row, {}, known=known)) for row in rows]
    edits = tuple(edit for edit in found if edit and not isinstance(edit, tuple))
    return edits if len(edits) == len(found) else ()


def goes_on(kinds: Kinds, last: Tokens, clause: Tokens) -> bool:
    """A clause without a wish of its own says more of the one before."""
    return _cuts(kinds, clause) or _says_length(kinds, last, clause)


def _cuts(kinds: Kinds, clause: Tokens) -> bool:
    """ "The last 3 seconds are my thumb, chop them": it says whether they go."""
    cats = {token.cat for token in clause}
    return kinds == ("Trim",) and cats <= CUTTING and bool(cats - {*EVERY, "it"})


def _says_length(kinds: Kinds, last: Tokens, clause: Tokens) -> bool:
    """ "The transitions are too long, a second is plenty"."""
    cats, told = {token.cat for token in clause}, {token.cat for token in last}
    if kinds in LATE and cats & {"time"} and not cats & {*THINGS, *OTHERS}:
        # "Like 90s telly" is no length of these.
        short = all(t.value <= LONGEST_MS for t in clause if t.cat == "time")
        return short and not told & LENGTHS
    if not set(kinds) <= TIMED or not cats & {"time", "num"} or cats & THINGS:
        return False
    missing = not told & LENGTHS and "time" in cats
    return missing or (len(kinds) == 1 and _is_once_more((*last, *clause)))


def _is_once_more(tokens: Tokens) -> bool:
    """Another length takes the place of the one before."""
    said = Said(tokens, {})
    return corrected(said) is not said


def is_idle(clause: Tokens) -> bool:
    """It names nothing."""
    return not any(token.cat in NAMERS | {"num"} for token in clause)


def adds(tokens: Tokens) -> bool:
    """One more second for some is not said instead of what is said of all."""
    return any(token.cat in MORE for token in tokens)


def of_these(tokens: Tokens, places: e.Clips) -> Tokens:
    """With these clips for all of them."""
    rest = tuple(t for t in tokens if t.cat not in EVERY and t.value != ())
    return (Token("ref", places, "those"), *rest)
