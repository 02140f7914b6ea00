"""Whom it is said of: the others are those that no other wish names, nor a remark leaves alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import EXCEPT, SCOPES, Tokens
from nemo_emulator.agent.intents.filling import filled, several_of
from nemo_emulator.agent.intents.gathering import Clause, Segment
from nemo_emulator.agent.intents.model import Model
from nemo_emulator.agent.intents.owners import CUES, OTHERS, PASSING, RUNNING
from nemo_emulator.agent.intents.pointing import excepted, remaining, with_others, without
from nemo_emulator.agent.intents.said import Said, is_number
from nemo_emulator.agent.tokens import Token

CHOSEN: Final = frozenset({"Keep", "Remove"})
# What is done to films alone.
FOOTAGE: Final = frozenset({"SetVolume", "SetSpeed", "Trim"})
# Whoever is named for the one is not among the others for the other.
ALIKE: Final = (
    frozenset({"SetSeconds", "Extend", "Scale"}),
    frozenset({"SetLook", "Adjust"}),
)
NAMED: Final = frozenset(("ref", "ord", "num", OTHERS, "all", "each", "whole", "music", "mine"))
SCOPED: Final = frozenset({OTHERS, EXCEPT})
KEPT: Final = frozenset({"keep", "praise"})
# The others are left alone.
LEFT: Final = frozenset({"keep", "not", "no", "noop", "praise"})


def resting(found: Sequence[Segment], one: Segment, model: Model) -> Segment:
    """What is said of the others is said of those that no other wish of its kind names."""
    said = {t.cat for clause in (*one.clauses, *one.own) for t in clause.tokens}
    return one if said.isdisjoint(SCOPED) else _resting(found, one, model)


def _resting(found: Sequence[Segment], one: Segment, model: Model) -> Segment:
    known = one.own[0].known
    others = [other for other in found if other is not one]
    one = _led(one)
    cats = {token.cat for clause in one.own for token in clause.tokens}
    if OTHERS not in cats and not any(EXCEPT in cats_of(clause) for clause in one.clauses):
        return one
    if any(several_of(kind, one.own, one.clauses) for kind in one.kinds):
        return one
    if CHOSEN & {*one.kinds} and any(EXCEPT in cats_of(clause) for clause in one.clauses):
        return one  # their frames know who stays
    beside = {t.cat for c in one.clauses for t in c.tokens if t.cat != EXCEPT or _is_scope(t)}
    numbered = any(t.cat == "num" and is_number(t) for c in one.own for t in c.tokens)
    scope = cats if cats & {"ref", "ord", OTHERS} or numbered else beside
    if known and EXCEPT in scope and not RUNNING & {*one.kinds}:
        first = 2 if PASSING & {*one.kinds} else 1
        return naming(one, partial(without, size=known.size, first=first), one.clauses)
    named = any(t.cat in ("ref", "ord") and t.value != () for c in one.own for t in c.tokens)
    if not known or OTHERS not in cats or named or _numbers(one):
        return one
    told = [edit for kind in one.kinds for edit in _told(others, kind, model)]
    left = _of_sort(one, remaining(told, known.size, _spared(one)))
    return (
        naming(one, partial(with_others, places=left, into=bool(PASSING & {*one.kinds})))
        if left
        else one
    )


def _led(one: Segment) -> Segment:
    """ "The rest is from the new flat, brighter colours": said of those, though in two clauses."""
    own = {token.cat for clause in one.own for token in clause.tokens}
    at = next((n for n, clause in enumerate(one.clauses) if clause in one.own), 0)
    remarks = [cats_of(clause) for clause in one.clauses[:at]][-1:]
    if own & NAMED or not any(OTHERS in cats and not cats & LEFT for cats in remarks):
        return one
    first = replace(one.own[0], tokens=(Token(OTHERS, None, OTHERS), *one.own[0].tokens))
    rest = (*one.clauses[:at], first, *one.clauses[at + 1 :])
    return Segment(one.kinds, rest, (first, *one.own[1:]))


def _spared(one: Segment) -> list[int]:
    """Those that remarks leave as they are."""
    remarks = [clause for clause in one.clauses if clause not in one.own]
    spared = [place for clause in one.clauses for place in excepted(clause.tokens)]
    if any(OTHERS in told and told & _cues(one) for told in map(cats_of, one.own)):
        kept = remarks
    elif {*one.kinds} <= FOOTAGE:
        kept = [clause for clause in remarks if cats_of(clause) & KEPT]
    else:
        kept = []
    return spared + [place for clause in kept for place in Said(clause.tokens, {}).clips]


def _told(others: Sequence[Segment], kind: str, model: Model) -> tuple[e.Edit, ...]:
    """What other wishes of the kind say, else those of a kind that is much the same."""
    kinds = () if kind in RUNNING else (kind,)
    alike = next((tuple(sorted(row)) for row in ALIKE if kind in row), ())
    for row in (kinds, alike):
        edits = tuple(
            edit
            for name in row
            for other in others
            if name in other.kinds
            for edit in filled(name, other.own, model, other.clauses).edits
        )
        if edits:
            return edits
    return ()


def _of_sort(one: Segment, places: e.Clips) -> e.Clips:
    """Of footage the others are films, too."""
    known = one.own[0].known
    films = known.films if known else ()
    sound = {*one.kinds} <= FOOTAGE and any("video" in cats_of(clause) for clause in one.own)
    return tuple(p for p in places if p in films) if sound else places


def _numbers(one: Segment) -> bool:
    """It names clips by number, beside the others."""
    return set(one.kinds) <= set(CUES) and any(Said(c.tokens, {}).clips for c in one.own)


def _cues(one: Segment) -> frozenset[str]:
    return frozenset[str]().union(*(CUES.get(kind, frozenset()) for kind in one.kinds))


def cats_of(clause: Clause) -> set[str]:
    return {token.cat for token in clause.tokens}


def _is_scope(token: Token) -> bool:
    """ "All but the first are washed out"."""
    return token.text.startswith(SCOPES)


def naming(
    one: Segment, change: Callable[[Tokens], Tokens], which: Sequence[Clause] = ()
) -> Segment:
    """With other words in the clauses of its own, or in all of these."""
    new = {id(c): replace(c, tokens=change(c.tokens)) for c in which or one.own}
    rows = [tuple(new.get(id(c), c) for c in row) for row in (one.clauses, one.own)]
    return Segment(one.kinds, rows[0], rows[1])
