"""What examples teach the decoder of plans: messages, and what is asked of them, as numbers.

A field that a label leaves open is as it would be anyway, or of no account where it may be
anything. Of the answers to a slot any may be right.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from emulator.tests.agent_blind import COLOR_NAMES, COLORED, NAMED, within
from tools.intents.examples import Example

from nemo_emulator.agent.expecting import around
from nemo_emulator.agent.network.decoder import (
    COUNTS,
    KNOWN,
    PIECES,
    RARE,
    ROWS,
    START,
    UNKNOWN,
    UNSEEN,
    categories,
)
from nemo_emulator.agent.network.network import load as listener
from nemo_emulator.agent.network.readings import Readings
from nemo_emulator.agent.network.slots import (
    FIELDS,
    KIND,
    WHOLE,
    Around,
    Asking,
    Slot,
    defaults,
    flat,
    ordered,
    spoken,
)
from nemo_emulator.agent.scan import scan

# A category and an answer must occur so often.
LEAST_CATEGORY, LEAST_ANSWER = 8, 4
# What may be anything where a label does not tell it.
OPEN: Final = frozenset({"AddText.type", "Generate.ms", "Generate.recipe"})
# So many readings of a message count; one of the others is taken in place of the first so often.
READINGS, OTHERWISE = 4, 0.3
# Of messages put one after the other: how long they may be, and how often scenes may differ.
SHORT, LONGEST, ELSEWHERE = 16, 88, 0.5
Answers = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Said:
    """A message as numbers: its facts, its counts, the pieces and the categories of its tokens."""

    facts: tuple[int, ...]
    counts: tuple[int, ...]
    pieces: tuple[tuple[int, ...], ...]
    categories: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Ask:
    """A slot as numbers: the answer before it and where that stood, and which answers are right."""

    slot: int
    before: int
    stood: tuple[int, ...]
    said: tuple[int, ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class Taught:
    """An example with its slots, in each of its readings."""

    example: Example
    message: Readings
    around: Around
    plans: tuple[tuple[Slot, ...], ...]

    @classmethod
    def of(cls, example: Example, known: Answers) -> "Taught":
        """``known`` are the answers that there are, by slot."""
        message = Readings(scan(example.text))
        scene = around(example.facts) if example.facts else Around()
        asked = Labelled(message, scene, known=known)
        plans = tuple(asked.plan(wish) for wish in example.wishes[:READINGS])
        return cls(example, message, scene, plans)


@dataclass(frozen=True)
class Labelled(Asking):
    """The questions of a label: what it leaves open has no answer, ``~x`` is whatever has x."""

    known: Answers = field(default_factory=dict[str, Sequence[str]])

    def plan(self, wish: Any) -> tuple[Slot, ...]:
        """Of a label's edits, or of what is said instead of edits."""
        if isinstance(wish, str):
            return spoken(wish)
        rows = ordered([(name, flat(told)) for name, told in wish], self.around)
        edits = (slot for row in rows for slot in self.edit(*row))
        return (*edits, *spoken("")[1:])

    def edit(self, kind: str, told: Mapping[str, Any]) -> Iterator[Slot]:
        """One question for each field that is open."""
        usual = defaults(kind)
        yield Slot(KIND, (kind,))
        for name, unit in FIELDS[kind]:
            left = name not in told and name not in WHOLE
            unsaid = f"{kind}.{name}" in OPEN or (unit == "str" and usual.get(name) is None)
            if left and unsaid:
                yield Slot(f"{kind}.{name}")
            else:
                value = told.get(name, WHOLE.get(name, usual.get(name)))
                yield from self.field(kind, name, unit, value)

    def field(self, kind: str, name: str, unit: str, value: Any) -> Iterator[Slot]:
        """Bounds of places and parts of texts say nothing."""
        asked = f"{kind}.{name}"
        if isinstance(value, str) and value[:1] == "~" and unit == "str":
            yield Slot(asked, tuple(self._alike(asked, value)))
        elif isinstance(value, str) and value[:1] in "~<>" and value and unit in ("text", "place"):
            yield Slot(asked)
            yield from (Slot(f"{asked}.end") for _ in range(unit == "text"))
        else:
            colored = name.rsplit(".", maxsplit=1)[-1] in COLORED
            said = NAMED.get(value, value) if colored else value
            yield from super().field(kind, name, unit, said)

    def _alike(self, asked: str, bound: str) -> Iterator[str]:
        for said in self.known.get(asked, ()):
            if any(within(bound, name) for name in (said, *COLOR_NAMES.get(said, ()))):
                yield said


@dataclass(frozen=True)
class Vocabulary:
    """What there is to tell apart; places as ``decoder.unpacked`` counts them."""

    facts: tuple[str, ...]
    categories: tuple[str, ...]
    slots: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    pointing: frozenset[str]

    @classmethod
    def of(cls, rows: Sequence[Taught]) -> "Vocabulary":
        """Of all facts and slots, and of what is said often enough."""
        slots = [slot for row in rows for plan in row.plans for slot in plan]
        first = [slot for row in rows for slot in row.plans[0]]
        named = Counter(n for row in rows for t in row.message.tokens for n in categories(t))
        said = Counter((slot.name, answer) for slot in first for answer in slot.said)
        facts = sorted({name for row in rows for name in row.around.names})
        return cls(
            (UNKNOWN, KNOWN, *facts),
            tuple(sorted(name for name, count in named.items() if count >= LEAST_CATEGORY)),
            tuple(sorted({slot.name for slot in slots})),
            tuple(sorted(pair for pair, count in said.items() if count >= LEAST_ANSWER)),
            frozenset(slot.name for slot in slots if slot.places),
        )

    @cached_property
    def known(self) -> Answers:
        """The answers by slot."""
        found: dict[str, list[str]] = defaultdict(list)
        for slot, said in self.answers:
            found[slot].append(said)
        return found

    @cached_property
    def _at(self) -> tuple[Mapping[Any, int], ...]:
        parts = ((self.facts, 1), (self.categories, UNSEEN + 1), (self.slots, 1))
        at = [{name: n for n, name in enumerate(names, start=k)} for names, k in parts]
        return (*at, {pair: n for n, pair in enumerate(self.answers, start=RARE + 1)})

    def said(self, row: Taught) -> Said:
        """Its message."""
        facts, named = self._at[:2]
        scene, pieces = row.around, listener().pieces
        counts = zip((scene.shown, scene.uploads, scene.songs), COUNTS, strict=True)
        tokens = row.message.tokens
        return Said(
            tuple(facts[name] for name in ((KNOWN, *scene.names) if scene.names else (UNKNOWN,))),
            tuple(ROWS * n + min(pair) for n, pair in enumerate(counts)),
            tuple((*pieces.cut(t.text)[:PIECES],) or (pieces.unknown,) for t in tokens),
            tuple(tuple(named.get(n, UNSEEN) for n in categories(t)) for t in tokens),
        )

    def asked(self, plan: Sequence[Slot]) -> tuple[Ask, ...]:
        """Its questions; where the message says the answer, it is to be found there."""
        found, before, stood = list[Ask](), START, tuple[int, ...]()
        slots, answers = self._at[2:]
        for slot in plan:
            said = tuple(answers.get((slot.name, answer), RARE) for answer in slot.said)
            right = () if slot.places else said
            found.append(Ask(slots[slot.name], before, stood, right, slot.places))
            open_ = not slot.said and not slot.places
            before, stood = START if open_ else (*said, RARE)[0], slot.places
        return tuple(found)


def both(one: Taught, other: Taught) -> tuple[Slot, ...]:
    """The questions of two messages, one after the other."""
    shift = len(one.message.tokens)
    edits = [*_edits(one.plans[0], 0), *_edits(other.plans[0], shift)]
    edits.sort(key=lambda edit: edit[0].said)
    return (*(slot for edit in edits for slot in edit), one.plans[0][-1])


def _edits(plan: Sequence[Slot], shift: int) -> list[list[Slot]]:
    found: list[list[Slot]] = []
    for slot in plan[:-1]:
        if slot.name == KIND:
            found.append([])
        found[-1].append(replace(slot, places=tuple(n + shift for n in slot.places)))
    return found


def joined(
    rows: Sequence[Taught], count: int, chance: random.Random
) -> Iterator[tuple[Taught, Taught]]:
    """Pairs in the same language that ask for different kinds of edit; a third is Chinese."""
    for chinese, many in ((False, count * 2 // 3), (True, count // 3)):
        pool = [row for row in rows if row.example.chinese is chinese and _is_short(row)]
        for _ in range(many):
            one, other = chance.sample(pool, 2)
            if _go_together(one, other) and (
                _counts(one) == _counts(other) or chance.random() < ELSEWHERE
            ):
                yield one, other


def _is_short(row: Taught) -> bool:
    asks = not isinstance(row.example.wishes[0], str)
    return len(row.message.tokens) < SHORT and asks and row.example.scene is not None


def _go_together(one: Taught, other: Taught) -> bool:
    same = bool(one.around.shown) == bool(other.around.shown)
    return same and not set(one.example.kinds) & set(other.example.kinds)


def _counts(row: Taught) -> tuple[int, int, int]:
    return row.around.shown, row.around.uploads, row.around.songs
