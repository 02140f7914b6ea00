"""The edits that a wish's clauses ask for, kind by kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.clipping import sorts
from nemo_emulator.agent.intents.frames import FRAMES, Built
from nemo_emulator.agent.intents.gathering import Clause
from nemo_emulator.agent.intents.items import AMOUNTS
from nemo_emulator.agent.intents.model import NO_WORD, Model, traits
from nemo_emulator.agent.intents.owners import GROUPS, OTHER_SOUNDS, PAIRED, UNBROKEN, is_spared
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.several import several
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.tokens import Token

# What comes first or second and is no clip.
COUNTED: Final = frozenset({"time", "prize", "birthday", "anniversary", "glance", "thought"})

# They say where to.
PLACING: Final = frozenset({"moment", "ord", "slot", "into_clip", "before", "after", "position"})
BESIDE: Final = frozenset({"before", "after"})

# Kinds whose letters, outlines and boxes have colours of their own.
LETTERED: Final = frozenset({"AddText", "ChangeText", "SetSubtitles"})
PARTS: Final = frozenset({"color", "text", "font_size", "outline", "box"})


@dataclass(frozen=True, slots=True)
class Filled:
    """``edits`` of a kind, none where something is missing; ``trust`` in its least sure trait."""

    edits: tuple[e.Edit, ...]
    trust: int


def worded(clauses: Sequence[Clause]) -> Tokens:
    """Their words, each clause with its end."""
    return tuple(token for clause in clauses for token in (*clause.tokens, STOP))


def filled(
    kind: str,
    own: Sequence[Clause],
    model: Model,
    beside: Sequence[Clause] = (),
    *,
    alone: bool = True,
) -> Filled:
    """The edits of a kind that clauses ask for; what they leave out may stand beside them.

    ``alone``: no other clauses ask for edits of that kind. The same clauses are asked again and
    again, by what stands around them.
    """
    # They are told apart sooner than they are hashed.
    done, key = own[0].filled, (kind, alone, len(own), len(beside))
    held: list[tuple[list[Any], Filled]] = done.setdefault(key, [])
    shown = [clause.shown for clause in (*own, *beside)]
    for told, found in held:
        if told == shown:
            return found
    found = _filled(kind, own, model, beside, alone=alone)
    held.append((shown, found))
    return found


def _filled(
    kind: str, own: Sequence[Clause], model: Model, beside: Sequence[Clause], *, alone: bool
) -> Filled:
    rows = [clause.features for clause in beside or own]
    # What is heard of the whole message is said of one edit, not of each of several.
    heard = own[0].heard if alone and own[0].heard.get(f"{kind}#2", 0) <= 0 else NO_WORD
    seen = traits(model.traits.get(kind), rows, heard, kind)
    asked: list[int] = []
    near = tuple(_near(kind, own, beside))
    if pairs := several_of(kind, own, beside):
        return Filled(pairs, 1000)
    built = FRAMES[kind].build(Said(near, seen, asked, own[0].known))
    if (kind in PAIRED or kind == "Trim") and beside:
        every = tuple(token for clause in beside for token in clause.tokens)
        again = FRAMES[kind].build(Said(every, seen, asked, own[0].known))
        instead = (built is None and kind in PAIRED) or is_fuller(again, built)
        built = again if instead else built
    edits = built if isinstance(built, tuple) else () if built is None else (built,)
    return Filled(edits, min(asked, default=1000))


def _near(kind: str, own: Sequence[Clause], beside: Sequence[Clause]) -> Iterator[Token]:
    """What is said of it, and of what stands beside what may belong to it, too."""
    taken: frozenset[str] | None = None
    for clause in beside or own:
        if clause in own:
            yield from clause.tokens
        else:
            taken = _taken(own) if taken is None else taken
            barred = taken - _only(clause) - _part_of(kind, clause)
            free = (token for token in clause.tokens if token.cat not in barred)
            yield from (token for token in free if not _is_counting(clause.tokens, token))
        if kind not in UNBROKEN:
            yield STOP


def _taken(own: Sequence[Clause]) -> frozenset[str]:
    """What a remark does not say again."""
    told = {token.cat for clause in own for token in clause.tokens}
    taken = frozenset[str]().union(*(group for group in GROUPS if group & told))
    wished = {t.cat for clause in own if not is_spared(clause.tokens) for t in clause.tokens}
    return taken.union(*(OTHER_SOUNDS.get(cat, ()) for cat in wished))


def several_of(kind: str, own: Sequence[Clause], beside: Sequence[Clause]) -> tuple[e.Edit, ...]:
    """Several edits of a kind, if need be by what is said beside."""
    if kind not in AMOUNTS:
        return ()
    known = own[0].known
    rows = (several(kind, worded(clauses), known) for clauses in (own, beside))
    return next(filter(None, rows), ())


def _is_counting(tokens: Tokens, token: Token) -> bool:
    """ "Funny the first time, not the tenth", "we won second prize": no clips in a remark."""
    if token.cat != "ord" or not token.text.isascii():
        return False
    at = tokens.index(token)
    denied = [one.cat for one in tokens[:at][-1:]] == ["not"]
    counts = any(one.text in COUNTED for one in tokens[at + 1 : at + 2])
    return denied or counts


def _only(clause: Clause) -> frozenset[str]:
    """What is named and nothing else: the first of several."""
    cats = frozenset(token.cat for token in clause.tokens if token.text != "both")
    return cats if len(cats) == 1 else frozenset()


def _part_of(kind: str, clause: Clause) -> frozenset[str]:
    """ "Yellow writing", beside a black edge: the colour of one part of the letters."""
    cats = frozenset(token.cat for token in clause.tokens)
    parts = kind in LETTERED and len(cats) > 1 and cats <= PARTS
    return cats if parts else frozenset()


def lacks(edits: Sequence[e.Edit], fuller: Sequence[e.Edit], own: Tokens, said: Tokens) -> bool:
    """What is said behind a wish tells where to, in which order, or what comes instead."""
    for one, other in zip(edits, fuller, strict=False):
        cats = [{t.cat for t in row} for row in (own, said)]
        if isinstance(one, e.Sort):
            return sorts(said) and not sorts(own)
        if isinstance(one, e.AddClips):
            told = "it" in cats[1] or ("ref" in cats[1] and bool(cats[1] & BESIDE))
            return not cats[0] & PLACING and bool(cats[1] & PLACING) and told
        return isinstance(one, e.Replace) and one != other and is_fuller(other, one)
    return False


def is_fuller(one: Built, other: Built) -> bool:
    """It says the same of more clips, or of both ends."""
    if isinstance(one, e.Trim) and isinstance(other, e.Trim):
        ends = (other.head, other.tail) in ((one.head, 0), (0, one.tail))
        both = bool(one.head and one.tail) and ends
        bound = bool(one.end and not other.end) and one.start == other.start and not other.head
        return (both or bound) and one.clips == other.clips
    if isinstance(one, e.Replace) and isinstance(other, e.Replace):
        return other.by == -1 != one.by and other.clip in (one.clip, one.by)
    if isinstance(one, e.AddClips) and isinstance(other, e.AddClips):
        return bool(one.clips) and not other.clips and one.at == other.at
    if isinstance(one, e.Arrange) and isinstance(other, e.Arrange):
        return len(one.order) > len(other.order) and {*other.order} <= {*one.order}
    return False
