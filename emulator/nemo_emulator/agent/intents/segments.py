"""Which clauses of a message ask for which of its edits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import EXCEPT, Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.frames import FRAMES, SPOKEN, Built
from nemo_emulator.agent.intents.model import Linear, Model
from nemo_emulator.agent.intents.owners import (
    AMOUNTS,
    CHOOSING,
    CLIPS,
    CUES,
    FRESH,
    GROUPS,
    LINKS,
    LISTABLE,
    LISTED,
    LISTS,
    NAMELY,
    NAMERS,
    NAMING,
    OTHERS,
    PAIRED,
    PLAIN_WORDS,
    RUNNING,
    SETTING,
    SHOWING,
    is_aside,
    is_later,
    named_by,
    says,
    unchosen,
    unrivalled,
)
from nemo_emulator.agent.intents.pointing import (
    excepted,
    focus,
    remaining,
    with_all,
    with_clip,
    with_others,
    without,
)
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP

Features = frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, its features, and the kinds of edit that it asks for."""

    tokens: Tokens
    features: Features
    kinds: tuple[str, ...]
    known: Facts | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """Clauses with a wish in common; ``clauses`` has the remarks beside them, too."""

    kinds: tuple[str, ...]
    clauses: tuple[Clause, ...]
    own: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """``edits`` of a kind, none where something is missing; ``trust`` in its least sure trait."""

    edits: tuple[e.Edit, ...]
    trust: int


def owned(
    rows: Sequence[dict[str, int]], kinds: Sequence[str], parts: Sequence[Tokens]
) -> list[tuple[str, ...]]:
    """For each clause the kinds that it asks for, by its scores, else by what it names."""
    best = {kind: max(row[kind] for row in rows) for kind in kinds}
    found = [
        unrivalled(row, [k for k in kinds if says(row[k], best[k])], part)
        or named_by(part, kinds, row)
        for row, part in zip(rows, parts, strict=True)
    ]
    if any(set(owner) - CHOOSING for owner in found):
        found = [unchosen(*row, parts) for row in zip(found, parts, strict=True)]
    return [
        () if is_aside(part) and _elsewhere(found, n) else tuple(sorted(owner, key=is_later))
        for n, (owner, part) in enumerate(zip(found, parts, strict=True))
    ]


def _elsewhere(found: Sequence[tuple[str, ...]], n: int) -> bool:
    """All that this clause asks for is asked for by another one, too."""
    others = {kind for m, owner in enumerate(found) if m != n for kind in owner}
    return set(found[n]) <= others & set(CUES)


def segmented(clauses: Sequence[Clause], model: Model) -> list[Segment]:
    """Neighbours that ask for the same are one wish, unless each names something of its own.

    A remark goes with what follows it; values alone, and what comes last, with what came before.
    """
    found: list[Segment] = []
    waiting: tuple[Clause, ...] = ()
    clauses = _afresh(clauses)
    for n, clause in enumerate(clauses):
        again = not clause.kinds and _again(found[-1:], clause, model)
        if not clause.kinds and found and _identifies(clause) and not _names(found[-1]):
            found[-1] = _with(found[-1], clause)
        elif again:
            found.append(Segment(again, (*waiting, clause), (clause,)))
            waiting = ()
        elif not clause.kinds and not (
            found and _is_bare(clause) and not _opens(found[-1], clauses[n:])
        ):
            waiting += (clause,)
        elif not clause.kinds:
            found[-1] = _with(found[-1], clause)
        else:
            listed = waiting if LISTED & set(clause.kinds) and all(map(_is_item, waiting)) else ()
            new = Segment(clause.kinds, (*waiting, clause), (*listed, clause))
            sooner = _again([new], waiting[-1], model) if waiting and not found else ()
            found += [Segment(sooner, waiting[-1:], waiting[-1:])] if sooner else []
            waiting = ()
            if (
                found
                and set(found[-1].kinds) & set(new.kinds)
                and not _apart(found[-1], new, model)
            ):
                found[-1] = _joined(found[-1], new)
            else:
                found.append(new)
    for clause in waiting if found else ():
        found[-1] = _with(found[-1], clause)
    found = [_in_order(one, clauses) for one in found]
    return _pointing([_rest(found, one, model) for one in _before_some(found)], model)


def _before_some(found: list[Segment]) -> list[Segment]:
    """Where nobody knows how many clips there are, the rest are all, before some are not."""
    own = [one for one in found if one.kinds == ("SetSeconds",) and one.own[0].known is None]
    rest = [one for one in own if any(t.cat == OTHERS for c in one.own for t in c.tokens)]
    if len(rest) != 1 or own[:1] == rest:
        return found
    every = _naming(rest[0], with_all)
    first = found.index(own[0])
    left = [one for one in found[first:] if one is not rest[0]]
    return [*found[:first], every, *left]


def _rest(found: Sequence[Segment], one: Segment, model: Model) -> Segment:
    """What is said of the others is said of those that no other wish of its kind names."""
    known = one.own[0].known
    cats = {token.cat for clause in one.own for token in clause.tokens}
    if known and EXCEPT in cats and not RUNNING & {*one.kinds}:
        return _naming(one, partial(without, size=known.size))
    if not known or OTHERS not in cats or cats & {"ref", "ord"}:
        return one
    spared = [place for clause in one.clauses for place in excepted(clause.tokens)]
    told = [
        edit
        for kind in one.kinds
        for other in found
        if other is not one and other.kinds == one.kinds and kind not in RUNNING
        for edit in filled(kind, other.own, model, other.clauses).edits
    ]
    left = remaining(told, known.size, spared)
    return _naming(one, partial(with_others, places=left)) if left else one


def _pointing(found: Sequence[Segment], model: Model) -> list[Segment]:
    """What goes somewhere without a name is what the wish before was about."""
    done: list[Segment] = []
    for one in found:
        edits = _of(done[-1], model) if done and one.kinds == ("Move",) else ()
        place = focus(edits[-1]) if edits else 0
        if place and not _of(one, model):
            named = _naming(one, partial(with_clip, place=place))
            done.append(named if _of(named, model) else one)
        else:
            done.append(one)
    return done


def _of(one: Segment, model: Model) -> tuple[e.Edit, ...]:
    edits = (filled(kind, one.own, model, one.clauses).edits for kind in one.kinds)
    return tuple(edit for some in edits for edit in some)


def _naming(one: Segment, change: Callable[[Tokens], Tokens]) -> Segment:
    """With other words in the clauses of its own."""
    own = tuple(replace(clause, tokens=change(clause.tokens)) for clause in one.own)
    new = dict(zip(map(id, one.own), own, strict=True))
    return Segment(one.kinds, tuple(new.get(id(c), c) for c in one.clauses), own)


def _afresh(clauses: Sequence[Clause]) -> list[Clause]:
    """Once all is thrown away, clips are named by their upload."""
    empty = [n for n, clause in enumerate(clauses) if FRESH in clause.kinds][:1]
    return [
        replace(clause, known=replace(clause.known, shown=0, has=frozenset(), moving=None))
        if clause.known and empty and n >= empty[0]
        else clause
        for n, clause in enumerate(clauses)
    ]


def _again(last: Sequence[Segment], clause: Clause, model: Model) -> tuple[str, ...]:
    """The kinds that a clause without a verb asks for once more, of something else."""
    cats = {token.cat for token in clause.tokens}
    known = cats <= NAMERS | AMOUNTS | SPOKEN | LINKS | PLAIN_WORDS | {"word"}
    if not last or not known or not cats & NAMERS or not cats & AMOUNTS:
        return ()
    new = Segment(last[0].kinds, (clause,), (clause,))
    told = tuple(kind for kind in new.kinds if kind in LISTABLE)
    return told if told == new.kinds and _apart(last[0], new, model) else ()


def _identifies(clause: Clause) -> bool:
    """ "That's number 2": which one was meant."""
    cats = [token.cat for token in clause.tokens]
    return clause.tokens[0].text in NAMELY and set(cats[1:]) <= {"ref", "one"} and "ref" in cats


def _opens(last: Segment, clauses: Sequence[Clause]) -> bool:
    """Something else is named, and the next clause says what of it."""
    named, *then = clauses[:2]
    before = {token.cat for clause in last.clauses for token in clause.tokens}
    after = {token.cat for clause in then for token in clause.tokens}
    told = {token.cat for token in named.tokens}
    wished = bool(then and then[0].kinds) and not after & {"ref", "it"}
    return wished and "ref" in before & told and not told & AMOUNTS


def _in_order(segment: Segment, said: Sequence[Clause]) -> Segment:
    """Its clauses as they were said."""
    places = {id(clause): n for n, clause in enumerate(said)}
    rows = [sorted(row, key=lambda c: places[id(c)]) for row in (segment.clauses, segment.own)]
    return Segment(segment.kinds, tuple(rows[0]), tuple(rows[1]))


def _is_bare(clause: Clause) -> bool:
    cats = {token.cat for token in clause.tokens}
    return cats <= SPOKEN | LINKS or (bool(cats & SPOKEN) and cats <= SPOKEN | LINKS | SETTING)


def _is_item(clause: Clause) -> bool:
    """A clip, and that it is shown."""
    return all(token.cat in SPOKEN | LINKS | SHOWING for token in clause.tokens)


def _with(segment: Segment, clause: Clause) -> Segment:
    if is_aside(clause.tokens):
        return Segment(segment.kinds, (*segment.clauses, clause), segment.own)
    return Segment(segment.kinds, (*segment.clauses, clause), (*segment.own, clause))


def _joined(one: Segment, other: Segment) -> Segment:
    kinds = tuple(dict.fromkeys((*one.kinds, *other.kinds)))
    return Segment(kinds, (*one.clauses, *other.clauses), (*one.own, *other.own))


def _apart(one: Segment, other: Segment, model: Model) -> bool:
    """Each is complete by itself, and they are about different things."""
    if all(kind in CUES and not _says_what(kind, other.own) for kind in other.kinds):
        return False
    pairs = [
        (
            filled(kind, one.own, model, one.clauses).edits,
            filled(kind, other.own, model, other.clauses).edits,
        )
        for kind in one.kinds
        if kind in other.kinds and kind not in LISTS
    ]
    named = _names(one) and _names(other)
    return bool(pairs) and all(
        first
        and then
        and (
            _differ(first[0], then[0])
            or (named and _of_others(first[0], then[0]))
            or _is_exception(first[0], then[0], other.own)
        )
        for first, then in pairs
    )


def _says_what(kind: str, own: Sequence[Clause]) -> bool:
    """ "Tone that down" is about what was named before."""
    cats = {token.cat for clause in own for token in clause.tokens}
    return bool(cats & (CUES[kind] | GROUPS[0]))


def _names(segment: Segment) -> bool:
    """It says which clips it is about, if only that it is about all."""
    return any(t.cat in CLIPS for clause in segment.clauses for t in clause.tokens)


def _of_others(one: Any, other: Any) -> bool:
    """All clips the one, some of them the other."""
    clips = [getattr(edit, "clips", None) for edit in (one, other)]
    return None not in clips and clips[0] != clips[1] and () in clips


def _is_exception(one: Any, other: Any, own: Sequence[Clause]) -> bool:
    """It is done to all, but otherwise to some; nothing is taken back."""
    clips, ways = (
        [getattr(edit, name, None) for edit in (one, other)] for name in ("clips", "name")
    )
    ways = ways if any(ways) else [getattr(edit, "style", None) for edit in (one, other)]
    back = any(token.value == ways[0] for clause in own for token in clause.tokens)
    return clips[0] == () and bool(clips[1]) and all(ways) and ways[0] != ways[1] and not back


def _differ(one: e.Edit, other: e.Edit) -> bool:
    values: list[tuple[Any, Any]] = [
        (getattr(one, name, None), getattr(other, name, None)) for name in NAMING
    ]
    return any(
        first and then and first != then and "any" not in (first, then) for first, then in values
    )


def filled(kind: str, own: Sequence[Clause], model: Model, beside: Sequence[Clause] = ()) -> Filled:
    """The edits of a kind that clauses ask for; what they leave out may stand beside them."""
    seen = traits(model.traits.get(kind), [clause.features for clause in beside or own])
    told = {token.cat for clause in own for token in clause.tokens}
    taken = frozenset[str]().union(*(group for group in GROUPS if group & told))
    asked: list[int] = []
    near = tuple(
        token
        for clause in beside or own
        for token in (*clause.tokens, *(() if kind in RUNNING else (STOP,)))
        if clause in own or token.cat not in taken
    )
    built = FRAMES[kind].build(Said(near, seen, asked, own[0].known))
    if kind in PAIRED and beside:
        every = tuple(token for clause in beside for token in clause.tokens)
        again = FRAMES[kind].build(Said(every, seen, asked, own[0].known))
        built = again if built is None or _is_fuller(again, built) else built
    edits = built if isinstance(built, tuple) else () if built is None else (built,)
    return Filled(edits, min(asked, default=1000))


def _is_fuller(one: Built, other: Built) -> bool:
    """It says the same of more clips."""
    if isinstance(one, e.AddClips) and isinstance(other, e.AddClips):
        return bool(one.clips) and not other.clips and one.at == other.at
    if isinstance(one, e.Arrange) and isinstance(other, e.Arrange):
        return len(one.order) > len(other.order) and {*other.order} <= {*one.order}
    return False


def traits(linear: Linear | None, found: Sequence[Features]) -> dict[str, tuple[str, int]]:
    """The most likely value of each trait, and by how much it is the most likely."""
    if linear is None:
        return {}
    rows = [linear.scores(row) for row in found]
    by_name: dict[str, list[tuple[int, str]]] = {}
    for n, label in enumerate(linear.labels):
        name, _, value = label.partition("=")
        by_name.setdefault(name, []).append((max(row[n] for row in rows), value))
    chosen: dict[str, tuple[str, int]] = {}
    for name, values in by_name.items():
        (first, value), *others = sorted(values, reverse=True)
        chosen[name] = (value, first - max((score for score, _ in others), default=-1000))
    return chosen
