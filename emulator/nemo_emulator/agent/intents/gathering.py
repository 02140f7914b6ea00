"""Clauses, and which of them belong to the wish before or behind them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.entering import is_entrance
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.fates import facing
from nemo_emulator.agent.intents.model import NO_WORD
from nemo_emulator.agent.intents.owners import (
    CHOOSING,
    LETTERED,
    NAMERS,
    THINGS,
    WRITING,
    is_aside,
    is_left,
    is_spared,
    is_untouched,
)
from nemo_emulator.agent.intents.pointing import BOTH
from nemo_emulator.agent.intents.said import Said, is_number

Features = frozenset[str]
# They say where a text is to stand; how long it stays; which text is meant.
PLACED: Final = frozenset({"low", "lower", "lowest", "high", "higher", "放大", "缩小"})
# "Mute 2, leave 1" is not about 1.
SOUNDS: Final = frozenset({"SetVolume"})
LASTING: Final = frozenset({"show", "it", "for", "time", "num", "put", "set", "keep"})
PAIR: Final = 2
GOING: Final = frozenset({"out", "off", "remove"})
NAMED_CLIPS: Final = frozenset({"ref", "ord"})
NAMED: Final = frozenset({"title", "caption", "subtitle", "text", "quote"})

# How an item of a list is described, and what a wish has that is about something of its own.
DESCRIBED: Final = frozenset({"word", "inside", "subject", "color", "and"})
SUBJECTS: Final = NAMERS | {
    "word",
    "it",
    "pic",
    "transition",
    "title",
    "caption",
    "page",
    "cleared",
}
MOST_SAID: Final = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, its features, and the kinds of edit that it asks for.

    ``filled`` are the edits that were read already in clauses of this message.
    """

    tokens: Tokens
    features: Features
    kinds: tuple[str, ...]
    known: Facts | None = None
    heard: Mapping[str, int] = field(default_factory=lambda: NO_WORD)
    filled: dict[Any, list[Any]] = field(
        default_factory=dict[Any, list[Any]], compare=False, repr=False
    )

    @property
    def shown(self) -> tuple[Any, ...]:
        """All by which it differs from other clauses of the message."""
        return self.tokens, self.features, self.kinds, self.known


@dataclass(frozen=True, slots=True)
class Segment:
    """Clauses with a wish in common; ``clauses`` has the remarks beside them, too."""

    kinds: tuple[str, ...]
    clauses: tuple[Clause, ...]
    own: tuple[Clause, ...]


def joining(segment: Segment, clause: Clause) -> Segment:
    left = set(segment.kinds) <= SOUNDS and is_untouched(clause.tokens)
    if left or is_aside(clause.tokens) or is_spared(clause.tokens) or is_left(clause.tokens):
        return Segment(segment.kinds, (*segment.clauses, clause), segment.own)
    return Segment(segment.kinds, (*segment.clauses, clause), (*segment.own, clause))


def sharing(found: list[Segment]) -> list[Segment]:
    """ "Page A, page B, both for 4 seconds": what is said of both is said of the first, too."""
    for n, (one, then) in enumerate(pairwise(found)):
        if {*one.kinds, *then.kinds} == {"Generate"} and not has(one.own, "time"):
            found[n] = reduce(joining, _each_time(then), one)
        shared = [c for c in then.own if not c.kinds and _is_of_both(c, one)]
        if one.kinds == then.kinds and shared:
            found[n] = reduce(joining, shared, one)
    return found


def _is_of_both(clause: Clause, one: Segment) -> bool:
    """ "Both for 4 seconds"; of pages, "4 seconds each", too."""
    each = "AddCard" in one.kinds and not has(one.own, "time") and has((clause,), "each")
    return each or any(t.text in BOTH for t in clause.tokens)


def _each_time(then: Segment) -> Iterator[Clause]:
    """ "Sunset, then stars, 6 s each": the length of both."""
    for clause in then.own if has(then.own, "each") else ():
        yield replace(clause, tokens=tuple(t for t in clause.tokens if t.cat == "time"), kinds=())


def is_shown(last: Segment, clause: Clause, after: Sequence[Clause]) -> bool:
    """What is shown, and how it looks, is said of the text before, if the next wish has none."""
    follower = next((one for one in after if one.kinds), None)
    then = follower.kinds if follower else ()
    cats = {token.cat for token in clause.tokens}
    if "Generate" in last.kinds and "Generate" not in then:
        return "subject" in cats and not cats & THINGS
    if not WRITING & set(last.kinds) or not _goes_on(last, follower):
        return False
    low = any(token.text in PLACED for token in clause.tokens)
    look = bool(cats & LETTERED or low) and not cats & (THINGS - {"motion"} if low else THINGS)
    look = look or is_entrance(clause.tokens) or cats == {"all"}
    lasts = cats <= LASTING and "for" in cats and has(last.own, "quote")
    return "quote" in cats or look or lasts


def _goes_on(last: Segment, follower: Clause | None) -> bool:
    """The next wish is about no text, or about this one still."""
    if follower is None or not WRITING & set(follower.kinds):
        return True
    cats = {token.cat for token in follower.tokens}
    told = has(last.own, "quote") and "quote" in cats and last.own[-1] is last.clauses[-1]
    again = follower.kinds == last.kinds == ("AddText",) and told
    return again or (follower.kinds == last.kinds == ("ChangeText",) and not cats & NAMED)


def has(own: Sequence[Clause], cat: str) -> bool:
    return any(token.cat == cat for clause in own for token in clause.tokens)


def condemned(waiting: Sequence[Clause], clause: Clause) -> tuple[Clause, ...]:
    """ "The sixth is nothing special, out", "4 and 5 are alike, lose the second".

    What goes was named right before, and so is music that is muted with the rest.
    """
    cats = {token.cat for token in clause.tokens}
    goes = "Remove" in clause.kinds and bool(cats) and cats <= GOING
    named = any(_names_clip(one.tokens) for one in waiting)
    pair = any(len(Said(one.tokens, {}).places) == PAIR for one in waiting)
    chosen = "Remove" in clause.kinds and pair and any(map(facing, clause.tokens))
    told = (goes and named) or chosen or _is_alike(waiting, clause)
    return tuple(waiting) if told else _parallel(waiting, clause)


def _names_clip(tokens: Tokens) -> bool:
    """By name, or by a number at its end: "the kid in 6"."""
    told = [(one.cat in ("in", "at"), then.cat) for one, then in pairwise(tokens[-PAIR:])]
    ends = told == [(True, "num")] and is_number(tokens[-1])
    return ends or bool(NAMED_CLIPS & {t.cat for t in tokens})


def _parallel(waiting: Sequence[Clause], clause: Clause) -> tuple[Clause, ...]:
    """第2杯和第6杯都撤: what is told in the same words belongs to the same wish."""
    rows = [c for c in waiting[-1:] if len(c.tokens) > 1 and c.tokens[0].cat in NAMED_CLIPS]
    nouns = [(a.cat, b.text) for a, b in pairwise(clause.tokens) if b.cat == "word"]
    alike = [
        one
        for one in rows
        if {t.cat for t in one.tokens[1:]} == {"word"}
        and (one.tokens[0].cat, one.tokens[1].text) in nouns
    ]
    return tuple(alike)


def lists_on(last: Segment, clauses: Sequence[Clause]) -> bool:
    """ "Ditch the offal (7), the trotters (8) and the heart (9)": one more item of the list."""
    clause, *after = clauses[:2]
    rows = (last.own[-1].tokens, clause.tokens)
    items = all(len(row) > 1 and row[-1].cat == "ref" and row[-1].value for row in rows)
    plain = {t.cat for t in clause.tokens[:-1]} <= DESCRIBED and len(clause.tokens) <= MOST_SAID
    follows = all(SUBJECTS & {t.cat for t in one.tokens} for one in after if one.kinds)
    return set(last.kinds) <= CHOOSING and items and plain and rows[0][-2].cat == "word" and follows


def _is_alike(waiting: Sequence[Clause], clause: Clause) -> bool:
    """全部音乐跟原声都静音: what is heard besides, right before."""
    told = {token.cat for one in waiting for token in one.tokens}
    music = "music" in told and told <= {"music", "all", "filler"}
    return music and set(clause.kinds) == SOUNDS and has((clause,), "sound")


def leading(waiting: Sequence[Clause], clause: Clause) -> tuple[Clause, ...]:
    """What is to be shown belongs to the wish that shows it, wherever it stands."""
    shows = bool(WRITING & set(clause.kinds))
    first = next((n for n, one in enumerate(waiting) if has((one,), "quote")), len(waiting))
    return tuple(waiting[first:]) if shows else ()
