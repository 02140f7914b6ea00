"""Which clauses of a message ask for which of its edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.frames import FRAMES, SPOKEN
from nemo_emulator.agent.intents.model import Linear, Model
from nemo_emulator.agent.intents.said import Said

# A clause is about a kind when it says about as much for it as the one that says most.
NEAR: Final = 64
BOTH: Final = 64
# What stands beside values in a clause that only adds them to what was said before.
LINKS: Final = frozenset(
    ("for", "in", "at", "to", "with", "each", "total", "bit", "from", "by", "as")
)
# Two edits of a kind are two wishes when they differ in one of these.
NAMING: Final = (
    "clips",
    "clip",
    "what",
    "target",
    "text",
    "where",
    "one",
    "order",
    "type",
    "prompt",
)
# What is said in one of these ways is said; a remark does not say it again.
GROUPS: Final = (
    frozenset({"ref", "ord", "num"}),
    frozenset({"time", "span", "gain", "moment"}),
    frozenset({"color"}),
    frozenset({"percent", "factor", "scale", "half", "decibels"}),
    frozenset({"title", "caption", "subtitle"}),
)
RIVALS: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "Move AddClips",
        "Adjust SetLook",
        "SetSpeed Scale",
        "UseOnly Keep",
        "Keep Remove",
        "AddText ChangeText",
        "AddText AddCard",
        "Extend SetSeconds",
        "Extend ExtendTotal",
        "ExtendTotal SetTotal",
        "Undo Redo",
        "Duck SetVolume",
        "SetTransition SetTransitionLength",
        "RemoveText RemoveCard",
    )
)
Features = frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, its features, and the kinds of edit that it asks for."""

    tokens: Tokens
    features: Features
    kinds: tuple[str, ...]


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


def owned(rows: Sequence[dict[str, int]], kinds: Sequence[str]) -> list[tuple[str, ...]]:
    """For each clause, by its scores, the kinds that it asks for."""
    best = {kind: max(row[kind] for row in rows) for kind in kinds}
    return [_unrivalled(row, [k for k in kinds if _says(row[k], best[k])]) for row in rows]


def _says(score: int, best: int) -> bool:
    return score == best or score > max(0, best - NEAR)


def _unrivalled(row: dict[str, int], kinds: list[str]) -> tuple[str, ...]:
    """Of two kinds that are two names for one wish, the likelier one, unless both are likely."""
    lost = {
        min(pair, key=lambda kind: row[kind])
        for pair in combinations(kinds, 2)
        if frozenset(pair) in RIVALS and min(row[kind] for kind in pair) < BOTH
    }
    return tuple(kind for kind in kinds if kind not in lost)


def segmented(clauses: Sequence[Clause], model: Model) -> list[Segment]:
    """Neighbours that ask for the same are one wish, unless each names something of its own.

    A remark goes with what follows it; values alone, and what comes last, with what came before.
    """
    found: list[Segment] = []
    waiting: tuple[Clause, ...] = ()
    for clause in clauses:
        if not clause.kinds and not (found and _is_bare(clause)):
            waiting += (clause,)
        elif not clause.kinds:
            found[-1] = _with(found[-1], clause)
        else:
            new = Segment(clause.kinds, (*waiting, clause), (clause,))
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
    return found


def _is_bare(clause: Clause) -> bool:
    return all(token.cat in SPOKEN | LINKS for token in clause.tokens)


def _with(segment: Segment, clause: Clause) -> Segment:
    return Segment(segment.kinds, (*segment.clauses, clause), (*segment.own, clause))


def _joined(one: Segment, other: Segment) -> Segment:
    kinds = tuple(dict.fromkeys((*one.kinds, *other.kinds)))
    return Segment(kinds, (*one.clauses, *other.clauses), (*one.own, *other.own))


def _apart(one: Segment, other: Segment, model: Model) -> bool:
    """Each is complete by itself, and they are about different things."""
    pairs = [
        (filled(kind, one.own, model).edits, filled(kind, other.own, model).edits)
        for kind in one.kinds
        if kind in other.kinds
    ]
    return all(first and then and _differ(first[0], then[0]) for first, then in pairs)


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
    tokens = (
        tuple(
            token
            for clause in beside
            for token in clause.tokens
            if clause in own or token.cat not in taken
        )
        if beside
        else tuple(token for clause in own for token in clause.tokens)
    )
    said = Said(tokens, seen)
    built = FRAMES[kind].build(said)
    edits = built if isinstance(built, tuple) else () if built is None else (built,)
    return Filled(edits, min(said.asked, default=1000))


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
