"""The edits that a wish's clauses ask for, kind by kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.frames import FRAMES, Built
from nemo_emulator.agent.intents.gathering import Clause
from nemo_emulator.agent.intents.model import Model, traits
from nemo_emulator.agent.intents.owners import GROUPS, OTHER_SOUNDS, PAIRED, UNBROKEN, is_spared
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.several import several
from nemo_emulator.agent.intents.wanted import STOP


@dataclass(frozen=True, slots=True)
class Filled:
    """``edits`` of a kind, none where something is missing; ``trust`` in its least sure trait."""

    edits: tuple[e.Edit, ...]
    trust: int


def worded(clauses: Sequence[Clause]) -> Tokens:
    """Their words, each clause with its end."""
    return tuple(token for clause in clauses for token in (*clause.tokens, STOP))


def filled(kind: str, own: Sequence[Clause], model: Model, beside: Sequence[Clause] = ()) -> Filled:
    """The edits of a kind that clauses ask for; what they leave out may stand beside them."""
    seen = traits(model.traits.get(kind), [clause.features for clause in beside or own])
    told = {token.cat for clause in own for token in clause.tokens}
    taken = frozenset[str]().union(*(group for group in GROUPS if group & told))
    wished = {t.cat for clause in own if not is_spared(clause.tokens) for t in clause.tokens}
    others = frozenset[str]().union(*(OTHER_SOUNDS.get(cat, ()) for cat in wished))
    asked: list[int] = []
    near = tuple(
        token
        for clause in beside or own
        for token in (*clause.tokens, *(() if kind in UNBROKEN else (STOP,)))
        if clause in own or token.cat not in taken | (others - _only(clause))
    )
    if pairs := several_of(kind, own, beside):
        return Filled(pairs, 1000)
    built = FRAMES[kind].build(Said(near, seen, asked, own[0].known))
    if (kind in PAIRED or kind == "Trim") and beside:
        every = tuple(token for clause in beside for token in clause.tokens)
        again = FRAMES[kind].build(Said(every, seen, asked, own[0].known))
        instead = (built is None and kind in PAIRED) or _is_fuller(again, built)
        built = again if instead else built
    edits = built if isinstance(built, tuple) else () if built is None else (built,)
    return Filled(edits, min(asked, default=1000))


def several_of(kind: str, own: Sequence[Clause], beside: Sequence[Clause]) -> tuple[e.Edit, ...]:
    """Several edits of a kind, if need be by what is said beside."""
    known = own[0].known
    rows = (several(kind, worded(clauses), known) for clauses in (own, beside))
    return next(filter(None, rows), ())


def _only(clause: Clause) -> frozenset[str]:
    """What is named and nothing else: the first of several."""
    cats = frozenset(token.cat for token in clause.tokens)
    return cats if len(cats) == 1 else frozenset()


def _is_fuller(one: Built, other: Built) -> bool:
    """It says the same of more clips, or of both ends."""
    if isinstance(one, e.Trim) and isinstance(other, e.Trim):
        ends = (other.head, other.tail) in ((one.head, 0), (0, one.tail))
        return bool(one.head and one.tail) and ends and one.clips == other.clips
    if isinstance(one, e.Replace) and isinstance(other, e.Replace):
        return other.by == -1 != one.by and other.clip in (one.clip, one.by)
    if isinstance(one, e.AddClips) and isinstance(other, e.AddClips):
        return bool(one.clips) and not other.clips and one.at == other.at
    if isinstance(one, e.Arrange) and isinstance(other, e.Arrange):
        return len(one.order) > len(other.order) and {*other.order} <= {*one.order}
    return False
