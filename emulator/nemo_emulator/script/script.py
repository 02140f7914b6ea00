"""Which faults a request meets. Pure: the same script, facts and ledger give the same decision.

On one request each layer (delay, reply, stream, work, wire, connection, job) is taken by the first
rule that wants it; a rule that finds one of its layers taken waits for a later request. So two
rules of one layer queue up, and faults that shall come together stand in one rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeVar

from nemo_emulator.script.effects import AnyEffect, Layer
from nemo_emulator.script.ledger import Facts, Hit, Ledger, Place
from nemo_emulator.script.rule import ANY, CONNECTION, RENDER_JOB, Match, Rule
from nemo_emulator.script.text import parse

E = TypeVar("E", bound=AnyEffect)


@dataclass(frozen=True, slots=True)
class Decision:
    """The rules that apply to one request, and so what is to be done."""

    hits: tuple[Hit, ...] = ()

    @property
    def effects(self) -> tuple[AnyEffect, ...]:
        return tuple(effect for hit in self.hits for effect in hit.effects)

    def all(self, *kinds: type[E]) -> tuple[E, ...]:
        """The effects of these kinds."""
        return tuple(effect for effect in self.effects if isinstance(effect, kinds))

    def one(self, kind: type[E]) -> E | None:
        """The effect of this kind, if there is one."""
        return next(iter(self.all(kind)), None)


CLEAN = Decision()


@dataclass(frozen=True, slots=True)
class Script:
    """Numbered rules in the order they are asked; ``seed`` for those that name none."""

    rules: tuple[tuple[int, Rule], ...] = ()
    seed: int = 0

    @classmethod
    def of(cls, *rules: Rule | str, seed: int = 0) -> "Script":
        """A script of these rules, numbered from 1."""
        read = (parse(rule) if isinstance(rule, str) else rule for rule in rules)
        return cls(tuple(enumerate(read, start=1)), seed)

    def without(self, numbers: Iterable[int]) -> "Script":
        gone = frozenset(numbers)
        return replace(self, rules=tuple(row for row in self.rules if row[0] not in gone))

    def decide(self, facts: Facts, ledger: Ledger) -> Decision:
        """What this request meets; what applies is consumed in the ledger."""
        taken: frozenset[Layer] = frozenset()
        hits = []
        for number, rule in self._candidates(facts, ledger):
            if taken & rule.layers:
                continue
            taken |= rule.layers
            ledger.consume(number)
            hits.append(Hit(number, rule.effects))
        return Decision(tuple(hits)) if hits else CLEAN

    def names_sessions(self, operation: str) -> bool:
        """Whether a decision on this operation may turn on the session."""
        return any(
            rule.match.session is not None and concerns(rule.match, operation)
            for _, rule in self.rules
        )

    def _candidates(self, facts: Facts, ledger: Ledger) -> list[tuple[int, Rule]]:
        consumed = {rule.name for n, rule in self.rules if rule.name and ledger.account(n).consumed}
        return [
            (n, rule)
            for n, rule in self.rules
            if (rule.limit is None or ledger.account(n).consumed < rule.limit)
            and matches(rule.match, facts)
            and (rule.match.after is None or rule.match.after in consumed)
            and lucky(rule.match, facts, self.seed)
        ]


def concerns(match: Match, operation: str) -> bool:
    """Whether the match is about the operation; ``*`` is about every request."""
    if match.operation == ANY:
        return operation not in (CONNECTION, RENDER_JOB)
    return match.operation == operation


def matches(match: Match, facts: Facts) -> bool:
    """Everything but the chance and the other rules."""
    nth = facts.nth if match.session is None else facts.nth_here
    return (
        concerns(match, facts.operation)
        and (match.nth is None or nth in match.nth)
        and match.run in (None, facts.run)
        and (match.session is None or _is_in(facts.session, match.session))
        and (match.since or 0.0) <= facts.now
        and (match.until is None or facts.now < match.until)
    )


def _is_in(place: Place | None, session: int | str) -> bool:
    return place is not None and session in (place.id, place.number)


def lucky(match: Match, facts: Facts, seed: int) -> bool:
    """The rule's coin for this call: it falls the same way whenever it is thrown again."""
    if match.p == 1:
        return True
    mine = seed if match.seed is None else match.seed
    call = f"{mine}/{facts.operation}/{facts.nth}"
    drawn = int.from_bytes(blake2b(call.encode(), digest_size=7).digest())
    return drawn < match.p * (1 << 56)
