"""Which clauses of a message ask for which of its edits."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce
from itertools import pairwise

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import fading
from nemo_emulator.agent.intents.carrying import carried_over
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.correcting import corrected
from nemo_emulator.agent.intents.filling import filled, lacks, several_of, worded
from nemo_emulator.agent.intents.frames import SPOKEN
from nemo_emulator.agent.intents.gathering import (
    Clause,
    Segment,
    condemned,
    is_shown,
    joining,
    leading,
    lists_on,
    sharing,
)
from nemo_emulator.agent.intents.loudness import INSTRUMENTS, NOISES
from nemo_emulator.agent.intents.model import Model
from nemo_emulator.agent.intents.owners import (
    AMOUNTS,
    FRESH,
    LINKS,
    LISTABLE,
    LISTED,
    NAMELY,
    NAMERS,
    OTHERS,
    PAIRED,
    PLAIN_WORDS,
    RELATIVE,
    RIDDEN,
    RUNNING,
    SETTING,
    SHOWING,
)
from nemo_emulator.agent.intents.parting import apart, names
from nemo_emulator.agent.intents.pointing import (
    carried,
    focus,
    in_place,
    remaining,
    with_all,
    with_clips,
    with_each,
    with_it,
)
from nemo_emulator.agent.intents.resting import naming, resting
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.intents.several import adds, goes_on, is_idle, of_these
from nemo_emulator.agent.intents.wanted import is_rid
from nemo_emulator.agent.tokens import Token

VOLUME = ("SetVolume",)
# "But the third off".
HEARD = frozenset({"inside", "subject", "completely", "bit", "whole", "mood", "move", "to"})
OFF = frozenset({"remove", "off"})
# What stands in a clause that asks for something once more.
PLAIN = NAMERS | AMOUNTS | SPOKEN | LINKS | PLAIN_WORDS | {"word"}
SOUNDING = PLAIN | OFF | HEARD
BARE = SPOKEN | LINKS
FADING = ("FadeSound",)
SHOWN = BARE | SHOWING | {"clip", "count", "intro", "outro"}
EACH = frozenset({"每张", "每一张", "每段", "每个", "每幅", "each one", "each of them"})
# "That's number 2", "it's 3".
NAMED = ({"ref"}, {"ref", "one"}, {"num"}, {"num", "and"})


def segmented(clauses: Sequence[Clause], model: Model) -> list[Segment]:
    """Neighbours that ask for the same are one wish, unless each names something of its own.

    A remark goes with what follows it; values alone, and what comes last, with what came before.
    """
    found: list[Segment] = []
    waiting: tuple[Clause, ...] = ()
    clauses = _afresh(clauses)
    told = [clause.tokens for clause in clauses]
    replaces = any("Replace" in clause.kinds for clause in clauses)
    pairs = zip(clauses, told if replaces else corrected(told), strict=True)
    clauses = [c if row is c.tokens else replace(c, tokens=row) for c, row in pairs]
    clauses = carried_over(clauses)
    for n, clause in enumerate(clauses):
        if clause.kinds:
            found = _opened(found, waiting, clause, model)
            waiting = ()
        else:
            waiting = _remark(found, waiting, clauses[n:], model)
    for clause in waiting if found else ():
        found[-1] = joining(found[-1], clause)
    found = sharing([_in_order(one, clauses) for one in found])
    found = _claimed(found, model)
    found = [_told_of(*pair, model) for pair in zip((None, *found), found, strict=False)]
    found = [_of_each(resting(found, one, model)) for one in _before_some(found)]
    return _pointing(_but_some(found, model), model)


def _remark(
    found: list[Segment],
    waiting: tuple[Clause, ...],
    clauses: Sequence[Clause],
    model: Model,
) -> tuple[Clause, ...]:
    """A clause that asks for nothing by itself; the remarks that then wait for a wish."""
    clause = clauses[0]
    again = _again(found[-1:], clause, model)
    if again:
        found.append(Segment(again, (*waiting, clause), (clause,)))
        return ()
    last = found[-1] if found else None
    if last is None:
        return (*waiting, clause)
    if _belongs(clause, last) or lists_on(last, clauses):
        found[-1] = joining(last, clause)
    elif is_shown(last, clause, clauses[1:]) or (
        goes_on(last.kinds, worded(last.own), clause.tokens)
        and all(is_idle(part.tokens) for part in waiting)
    ):
        found[-1] = reduce(joining, (*waiting, clause), last)
        return ()
    elif _pairs_with(last, clause):
        found[-1] = _joined(last, Segment(last.kinds, (*waiting, clause), (clause,)))
        return ()
    elif _is_bare(clause) and not _opens(last, clauses) and not _leads(waiting, clauses):
        found[-1] = joining(last, clause)
    else:
        return (*waiting, clause)
    return waiting


def _but_some(found: list[Segment], model: Model) -> list[Segment]:
    """ "All half as long, but 6 twice as long": what is added up is not said of all, then."""
    for n, (one, other) in enumerate(pairwise(found)):
        known = one.own[0].known
        if known is None or one.kinds != other.kinds or not set(one.kinds) <= RELATIVE:
            continue
        every, some = (
            [getattr(edit, "clips", ()) for edit in _of(part, model)] for part in (one, other)
        )
        if every == [()] and len(some) == 1 and some[0] and not adds(worded(other.own)):
            left = remaining(_of(other, model), known.size)
            found[n] = naming(one, partial(of_these, places=left)) if left else one
    return found


def _opened(
    found: list[Segment], waiting: tuple[Clause, ...], clause: Clause, model: Model
) -> list[Segment]:
    """With a wish more, unless it is the last one still.

    "Clips at 80, music at 25": what is said of others before the verb is a wish, too.
    """
    listed = _leading(waiting, clause) if waiting else ()
    alone = Segment(clause.kinds, (clause,), (clause,))
    rest = waiting
    for one in [one for one in waiting if not found or rest is not waiting]:
        if _again([alone], one, model):
            at = rest.index(one) + 1
            found, rest = [*found, Segment(clause.kinds, rest[:at], (one,))], rest[at:]
    new = Segment(clause.kinds, (*rest, clause), (*listed, clause))
    same = found and set(found[-1].kinds) & set(new.kinds)
    if same and not apart(found[-1], new, model):
        return [*found[:-1], _joined(found[-1], new)]
    return [*found, new]


def _leading(waiting: tuple[Clause, ...], clause: Clause) -> tuple[Clause, ...]:
    """What was said of others before the verb."""
    listed = waiting if LISTED & set(clause.kinds) and all(map(_is_item, waiting)) else ()
    return listed or leading(waiting, clause) or condemned(waiting[-1:], clause)


def _before_some(found: list[Segment]) -> list[Segment]:
    """Where nobody knows how many clips there are, the rest are all, before some are not."""
    own = [one for one in found if one.kinds == ("SetSeconds",) and one.own[0].known is None]
    rest = [one for one in own if any(t.cat == OTHERS for c in one.own for t in c.tokens)]
    if len(rest) != 1 or own[:1] == rest:
        return found
    every = naming(rest[0], with_all)
    first = found.index(own[0])
    left = [one for one in found[first:] if one is not rest[0]]
    return [*found[:first], every, *left]


def _pointing(found: Sequence[Segment], model: Model) -> list[Segment]:
    """What goes somewhere without a name is what the wish before was about."""
    done: list[Segment] = []
    for one in found:
        edits = _of(done[-1], model) if done and len(one.kinds) == 1 else ()
        told = _vacated(one, edits[-1]) if edits and one.kinds == ("Move",) else one
        places = carried(one.kinds[0], edits[-1], _tokens(one)) if edits else ()
        if places and not _of(told, model):
            named = naming(one, partial(with_clips, places=places))
            told = named if _of(named, model) else told
        done.append(told)
    return done


def _told_of(last: Segment | None, one: Segment, model: Model) -> Segment:
    """ "4 comes first, 5 seconds on it, the rest 2": it is what was just moved."""
    cats = {token.cat for clause in one.own for token in clause.tokens}
    if last is None or OTHERS not in cats or "ref" in cats or not last.kinds:
        return one
    edits = _of(last, model)
    place = focus(edits[-1]) if edits else 0
    if "it" in cats:
        return naming(one, partial(with_it, place=place)) if place else one
    if not set(one.kinds) <= LISTABLE or OTHERS in {t.cat for t in one.own[0].tokens}:
        return one
    places = getattr(edits[-1], "clips", ()) or (place,) if edits else ()
    named = replace(one.own[0], tokens=(Token("ref", places, "it"), *one.own[0].tokens))
    new = Segment(one.kinds, (named, *one.clauses[1:]), (named, *one.own[1:]))
    fits = any(places) and one.clauses[:1] == one.own[:1]
    return new if fits and any(several_of(kind, new.own, ()) for kind in new.kinds) else one


def _of_each(one: Segment) -> Segment:
    """第2到第5张是同一节课，每张两秒: each of those that were named right before."""
    if EACH.isdisjoint([t.text for clause in one.own for t in clause.tokens]):
        return one
    at = next((n for n, clause in enumerate(one.clauses) if clause in one.own), 0)
    before = [t for clause in one.clauses[max(at - 1, 0) : at] for t in clause.tokens]
    several = any(t.cat == "ref" and len(t.value) > 1 for t in before)
    return naming(one, with_each) if several else one


def _vacated(one: Segment, before: e.Edit) -> Segment:
    """ "Kick out 4 and put the last one in its place"."""
    gone = before.clips if isinstance(before, e.Remove) else ()
    return naming(one, partial(in_place, place=gone[0])) if len(gone) == 1 else one


def _tokens(one: Segment) -> Tokens:
    return tuple(token for clause in one.own for token in clause.tokens)


def _claimed(found: list[Segment], model: Model) -> list[Segment]:
    """What a wish lacks may stand behind it, in remarks before the next one."""
    done = list(found)
    for n, (one, then) in enumerate(pairwise(found)):
        at = next((k for k, clause in enumerate(then.clauses) if clause in then.own), 0)
        said = then.clauses[:at]
        if not said:
            continue
        fuller = Segment(one.kinds, (*one.clauses, *said), (*one.own, *said))
        left = Segment(then.kinds, then.clauses[at:], then.own)
        edits, more = (_of(part, model) for part in (one, fuller))
        wanting = not edits and set(one.kinds) & PAIRED
        if not more or not (wanting or lacks(edits, more, worded(one.own), worded(said))):
            continue
        same = bool(_of(left, model)) == bool(_of(then, model))
        done[n : n + 2] = [fuller, left] if same else [one, then]
    return done


def _leads(waiting: Sequence[Clause], clauses: Sequence[Clause]) -> bool:
    """ "The one of the raffle, 10, comes out": it names what the next clause is about."""
    clause, *after = clauses[:2]
    cats = {token.cat for token in clause.tokens}
    then = {token.cat for other in after for token in other.tokens}
    wished = bool(after and after[0].kinds) and not then & {"ref", "num"}
    return bool(waiting) and cats <= {"ref", "num"} and wished


def _of(one: Segment, model: Model) -> tuple[e.Edit, ...]:
    edits = (filled(kind, one.own, model, one.clauses).edits for kind in one.kinds)
    return tuple(edit for some in edits for edit in some)


def _afresh(clauses: Sequence[Clause]) -> list[Clause]:
    """Once all is thrown away, clips are named by their upload."""
    empty = [n for n, clause in enumerate(clauses) if FRESH in clause.kinds][:1]
    if not empty:
        return list(clauses)
    return [
        replace(clause, known=replace(clause.known, shown=0, has=frozenset(), moving=None))
        if clause.known and n >= empty[0]
        else clause
        for n, clause in enumerate(clauses)
    ]


def _again(last: Sequence[Segment], clause: Clause, model: Model) -> tuple[str, ...]:
    """The kinds that a clause without a verb asks for once more, of something else."""
    if not last:
        return ()
    cats = {token.cat for token in clause.tokens}
    heard = last[0].kinds == VOLUME
    noise = heard and any(token.text in NOISES | INSTRUMENTS for token in clause.tokens)
    amounts = AMOUNTS | OFF if heard else AMOUNTS
    known = cats <= (SOUNDING if heard else PLAIN)
    if not known or not (noise or cats & NAMERS) or not cats & amounts:
        return ()
    new = Segment(last[0].kinds, (clause,), (clause,))
    told = tuple(kind for kind in new.kinds if kind in LISTABLE)
    return told if told == new.kinds and apart(last[0], new, model) else ()


def _belongs(clause: Clause, last: Segment) -> bool:
    """It says which one was meant, or that what was named shall go."""
    rid = is_rid(clause.tokens) and bool(RIDDEN & set(last.kinds))
    fades = last.kinds == FADING and fading.goes_on(clause.tokens)
    return (rid or fades) or (_identifies(clause) and not names(last))


def _identifies(clause: Clause) -> bool:
    """ "That's number 2": which one was meant."""
    cats = [token.cat for token in clause.tokens]
    return bool(cats) and clause.tokens[0].text in NAMELY and set(cats[1:]) in NAMED


def _pairs_with(last: Segment, clause: Clause) -> bool:
    """It says how long one more clip is shown."""
    if len(last.kinds) != 1:
        return False
    kind = last.kinds[0]
    told = several_of(kind, (*last.own, clause), ())
    return len(told) > max(1, len(several_of(kind, last.own, ())))


def _opens(last: Segment, clauses: Sequence[Clause]) -> bool:
    """Something else is named, and the next clause says what of it."""
    named, *then = clauses[:2]
    before = {token.cat for clause in last.clauses for token in clause.tokens}
    after = {token.cat for clause in then for token in clause.tokens}
    told = {token.cat for token in named.tokens}
    wished = bool(then and then[0].kinds) and not after & {"ref", "it"}
    alone = told == {"num"} and all(is_number(token) for token in named.tokens)
    alone = alone and not RUNNING & set(last.kinds)
    both = before & {"ref", "into_clip"} and (alone or ("ref" in told and not told & AMOUNTS))
    return wished and bool(both)


def _in_order(segment: Segment, said: Sequence[Clause]) -> Segment:
    """Its clauses as they were said."""
    if len(segment.clauses) == len(segment.own) == 1:
        return segment
    places = {id(clause): n for n, clause in enumerate(said)}
    rows = [sorted(row, key=lambda c: places[id(c)]) for row in (segment.clauses, segment.own)]
    return Segment(segment.kinds, tuple(rows[0]), tuple(rows[1]))


def _is_bare(clause: Clause) -> bool:
    cats = {token.cat for token in clause.tokens}
    return cats <= BARE or (not cats.isdisjoint(SPOKEN) and cats <= BARE | SETTING)


def _is_item(clause: Clause) -> bool:
    """A clip, and that it is shown."""
    return all(token.cat in SHOWN for token in clause.tokens)


def _joined(one: Segment, other: Segment) -> Segment:
    kinds = tuple(dict.fromkeys((*one.kinds, *other.kinds)))
    return Segment(kinds, (*one.clauses, *other.clauses), (*one.own, *other.own))
