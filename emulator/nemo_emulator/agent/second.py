"""What two readers make of one message, and which of it can be relied on.

A candidate is what the rules say, what the examples say, or the rules with some fields from the
examples. What speaks for each are signs: whether the readers agree and how sure they are, which
values got lost, which words nobody knew. How much a sign weighs is learned (``tools/intents``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, TypeVar

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.accounting import lost
from nemo_emulator.agent.intents.bands import passed
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.listening import hearing
from nemo_emulator.agent.intents.model import Model
from nemo_emulator.agent.intents.reading import Reading, read_message
from nemo_emulator.agent.intents.seeing import Whole
from nemo_emulator.agent.intents.weighing import SPEECH
from nemo_emulator.agent.merging import once
from nemo_emulator.agent.ruled import Understanding
from nemo_emulator.agent.settling import settled

Rated = tuple[int, "Candidate"]
Read = TypeVar("Read", Reading, Understanding)
RULES, EXAMPLES, BOTH = "rules", "examples", "both"
# The examples' reading with another kind of edit, without one, or as a message that asks for none.
FULLER, LEANER, NONE = "fuller", "leaner", "none"

# So much likelier than another one is what the rules say held to be: the tables promise it.
EDGE: Final = MappingProxyType({RULES: 20, BOTH: 20})
# Where the second reading is right more often than the first, though both see the same kind.
BETTER: Final = (
    ("SetVolume", "target"),
    ("Adjust", "what"),
    ("Adjust", "by"),
    ("SetLook", "name"),
    ("Make", "count"),
    ("RemoveText", "clip"),
)
# Measures are told by the bounds that they pass.
SURE: Final = (-64, -32, -16, -8, 0, 4, 8, 12, 16, 24, 32, 48, 64, 96)
NEXT: Final = (-192, -128, -96, -64, -48, -32, -16)
WORDS: Final = (1, 2, 4, 6, 8, 11, 15, 20, 28, 40)
FEW: Final = (0, 1, 2, 3)
# What is as sure as that needs no others to compare with: they would hardly ever win.
CERTAIN: Final = 24


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading by ``source``; ``signs`` speak for it and against it."""

    source: str
    meant: Understanding
    signs: frozenset[str]


def weighed(rated: Rated) -> int:
    """A score, with what the rules are ahead."""
    score, candidate = rated
    return score + EDGE.get(candidate.source, 0)


def readings(message: str, model: Model, known: Facts | None) -> tuple[Reading, ...]:
    """By the examples: the likeliest, then others, unless it is sure."""
    whole = Whole.of(message, model, known)
    first = read_message(message, model, known, whole=whole)
    if first.edits and first.sure > CERTAIN and not first.spare:
        return (first,)
    others = (read_message(message, model, known, kinds, whole) for kinds in first.others)
    return (first, *others)


def candidates(
    first: Understanding, read: tuple[Reading, ...], known: Facts | None
) -> tuple[Candidate, ...]:
    """All that can be made of a message; the same edits once."""
    likeliest, *others = (_settled(one, known) for one in read)
    first = _settled(first, known)
    found = list(_candidates(first, likeliest, known))
    edits = {option.meant.edits for option in found}
    for reading in others:
        meant = _second(first, reading)
        if meant.edits not in edits:
            edits.add(meant.edits)
            told = (*_compared(first, meant), *_told(first, reading), *_changed(likeliest, reading))
            signs = _judged(told, reading, meant, known)
            found.append(Candidate(_source(likeliest, reading), meant, signs))
    return tuple(found)


def _settled(read: Read, known: Facts | None) -> Read:
    """The same with edits of which none makes another one needless."""
    edits = settled(read.edits, known)
    return read if edits == read.edits else replace(read, edits=edits)


def _source(likeliest: Reading, reading: Reading) -> str:
    if set(reading.kinds) <= set(SPEECH):
        return NONE
    return FULLER if len(reading.kinds) > len(set(likeliest.kinds) - {*SPEECH}) else LEANER


def _changed(likeliest: Reading, reading: Reading) -> Iterator[str]:
    """Which kinds are more and fewer than in the likeliest reading, and how sure that one was."""
    yield from (f"+{kind}" for kind in set(reading.kinds) - set(likeliest.kinds))
    yield from (f"-{kind}" for kind in set(likeliest.kinds) - set(reading.kinds))
    yield from passed("was.sure", likeliest.sure, SURE)
    yield from passed("was.trust", likeliest.trust, SURE)
    if not likeliest.filled:
        yield "was.unfilled"
    yield from (f"was.spare.{cat}" for cat in likeliest.spare)


def _candidates(
    first: Understanding, reading: Reading, known: Facts | None
) -> tuple[Candidate, ...]:
    second = _second(first, reading)
    options = {EXAMPLES: second}
    if first.edits or first.cannot or first.talk:
        options[RULES] = first
    if first.edits and second.edits:
        mended = corrected(first.edits, second.edits)
        if mended not in (first.edits, second.edits):
            options[BOTH] = replace(first, edits=mended)
    told = frozenset((*_compared(first, second), *_told(first, reading), *_differences(options)))
    # Often both say the same, and what is said of edits is said of either.
    plans = {meant.edits: meant for meant in options.values()}
    signs = {edits: _judged(told, reading, meant, known) for edits, meant in plans.items()}
    return tuple(Candidate(name, meant, signs[meant.edits]) for name, meant in options.items())


def _judged(
    told: Iterable[str], reading: Reading, meant: Understanding, known: Facts | None
) -> frozenset[str]:
    """With what is said of one candidate: which values it loses, what the network hears."""
    lost = _lost(reading, meant, _counts(known))
    heard = hearing(meant.edits, reading.heard, known, reading.spoken)
    return frozenset((*told, *lost, *heard))


def _counts(known: Facts | None) -> tuple[int, ...]:
    return (known.shown, known.photos + known.videos) if known else ()


def corrected(first: tuple[e.Edit, ...], second: tuple[e.Edit, ...]) -> tuple[e.Edit, ...]:
    """The first reading, with what the second one knows better."""
    if sorted(map(_kind, first)) != sorted(map(_kind, second)) or len(set(map(_kind, first))) < len(
        first
    ):
        return first
    other = {_kind(edit): edit for edit in second}
    return tuple(_corrected(edit, other[_kind(edit)]) for edit in first)


def _kind(edit: e.Edit) -> str:
    return type(edit).__name__


def _corrected(edit: Any, other: Any) -> Any:
    told = {name: getattr(other, name) for kind, name in BETTER if kind == _kind(edit)}
    known = {name: value for name, value in told.items() if value}
    if getattr(edit, "name", "") == "none" or getattr(edit, "target", "") == "all":
        return edit
    if getattr(edit, "clips", None) == () and getattr(other, "clips", ()):
        known["clips"] = other.clips
    if isinstance(edit, e.Adjust) and (edit.what == other.what or edit.to is not None):
        known = {name: value for name, value in known.items() if name == "clips"}
    return replace(edit, **known)


def _second(first: Understanding, reading: Reading) -> Understanding:
    """What the second reader makes of it; of mere words it leaves the choice to the first."""
    if reading.edits:
        return Understanding(edits=tuple(once(reading.edits)))
    said = reading.kinds[0] if len(reading.kinds) == 1 else ""
    # The rules know every word for credits: where they see none, something else is meant.
    other = reading.topic == "credits" and first.talk in ("", "offtopic")
    if said not in SPEECH or said == "clarify" or other:
        return Understanding(unclear=first.unclear or "request")
    if said == "decline" and reading.topic == "offtopic":
        return first if first.cannot and not first.edits else Understanding(talk="offtopic")
    if said == "decline":
        declined = bool(first.cannot) or first.talk == "offtopic"
        return (
            first
            if declined and not first.edits
            else Understanding(cannot=reading.topic or "photo")
        )
    answered = bool(first.talk) and first.talk != "offtopic"
    return (
        first if answered and not first.edits else Understanding(talk=reading.topic or "question")
    )


def _compared(first: Understanding, second: Understanding) -> Iterator[str]:
    """How the two readings stand to each other."""
    kinds = [sorted(map(_kind, meant.edits)) for meant in (first, second)]
    one, other = map(frozenset, kinds)
    if first.edits and first.edits == second.edits:
        yield "same"
    if one and kinds[0] == kinds[1]:
        yield "kinds"
    if one < other:
        yield "more" if one else "none1"
    if other < one:
        yield "less" if other else "none2"
    if one and other and not one & other:
        yield "apart"
    yield from (f"1.{kind}" for kind in one)
    yield from (f"2.{kind}" for kind in other)
    yield from (f"12.{kind}" for kind in one & other)
    for name, meant in zip("12", (first, second), strict=True):
        yield from passed(f"edits{name}", len(meant.edits), FEW)
        yield from (f"{key}{name}" for key in ("unclear", "cannot", "talk") if getattr(meant, key))


def _told(first: Understanding, reading: Reading) -> Iterator[str]:
    """How sure the second reader is, and what it could not place."""
    yield "always"
    speech = [kind for kind in reading.kinds if kind in SPEECH]
    yield from (f"says.{kind}" for kind in speech)
    if reading.edits and not reading.filled:
        yield "unfilled"
    yield from (f"spare.{cat}" for cat in reading.spare)
    yield from passed("sure", reading.sure, SURE)
    if first.edits:
        yield from passed("sure1", reading.sure, SURE)
    if reading.edits:
        yield from passed("trust", reading.trust, SURE)
    others = sorted([s for kind, s in reading.scores.items() if kind not in reading.kinds])
    yield from passed("next", others[-1] if others else 0, NEXT)
    yield from passed("after", others[-2] if len(others) > 1 else 0, NEXT)
    yield from passed("clauses", reading.clauses - 1, FEW)
    yield from (f"idle.{cat}" for cat in reading.idle)
    yield from (f"asks.{sign}" for sign in reading.signs)
    if reading.idle:
        yield from passed("weakest", reading.weakest, (*NEXT, 0))
    yield from passed("silent", reading.clauses - len(reading.edits), FEW)
    yield from passed("words", reading.words, WORDS)
    yield from passed("strange", reading.strange, FEW)
    if reading.chinese:
        yield "zh"
        yield from passed("zh.sure", reading.sure, SURE)
        yield from passed("zh.words", reading.words, WORDS)


def _lost(reading: Reading, meant: Understanding, counts: tuple[int, ...]) -> Iterator[str]:
    if meant.edits:
        cats = tuple(lost(reading.told, meant.edits, counts))
        yield from (f"lost.{cat}" for cat in cats)
        yield from passed("lost", len(cats), FEW)


def _differences(options: dict[str, Understanding]) -> Iterator[str]:
    """The fields in which two readings of one kind differ, and who has something to say there."""
    one, other = (
        {_kind(edit): edit for edit in options[name].edits} if name in options else {}
        for name in (RULES, EXAMPLES)
    )
    for kind in one.keys() & other.keys():
        if one[kind] != other[kind]:
            yield f"differ.{kind}"
            yield from _fields(one[kind], other[kind])


def _fields(one: e.Edit, other: e.Edit) -> Iterator[str]:
    for name in type(one).__slots__:
        pair = getattr(one, name), getattr(other, name)
        if pair[0] != pair[1]:
            yield f"field.{name}"
            yield f"field.{name}.{bool(pair[0]):d}{bool(pair[1]):d}"
