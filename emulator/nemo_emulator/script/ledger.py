"""What a script has done so far: calls counted, faults consumed and completed."""

from collections import Counter
from dataclasses import dataclass, field, replace

from nemo_emulator.script.effects import AnyEffect


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a request when it comes, or of a job or connection when it begins.

    ``nth`` counts from 1, calls of this operation in its run, ``nth_here`` those in its session.
    ``now`` in virtual seconds of the run.
    """

    operation: str
    nth: int = 1
    run: str = ""
    session: "Place | None" = None
    nth_here: int = 1
    now: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """A session: its id, and which session of its run it is, from 1 in the order of creation."""

    id: str
    number: int


@dataclass(frozen=True, slots=True)
class Account:
    """How often a rule has begun to apply, and how often all of it came to its end."""

    consumed: int = 0
    completed: int = 0


@dataclass(slots=True)
class Hit:
    """A rule that applies to one request; ``waiting`` is what of it has not come to its end."""

    rule: int
    effects: tuple[AnyEffect, ...]
    waiting: list[AnyEffect] = field(init=False)

    def __post_init__(self) -> None:
        self.waiting = list(self.effects)


@dataclass(slots=True)
class Ledger:
    """The accounts of a script's rules, by their numbers, and the calls counted."""

    accounts: dict[int, Account] = field(default_factory=dict[int, Account])
    _calls: Counter[tuple[str, ...]] = field(default_factory=Counter[tuple[str, ...]])

    def count(self, *what: str) -> int:
        """How many calls of this kind there have been, this one included."""
        self._calls[what] += 1
        return self._calls[what]

    def arrive(
        self, operation: str, *, now: float, run: str = "", session: Place | None = None
    ) -> Facts:
        """Count a call and say which it is."""
        nth = self.count(run, operation)
        here = nth if session is None else self.count(run, operation, session.id)
        return Facts(operation=operation, nth=nth, run=run, session=session, nth_here=here, now=now)

    def account(self, rule: int) -> Account:
        return self.accounts.get(rule, Account())

    def consume(self, rule: int) -> None:
        """It has begun to apply."""
        before = self.account(rule)
        self.accounts[rule] = replace(before, consumed=before.consumed + 1)

    def finish(self, hit: Hit, effect: AnyEffect) -> None:
        """This effect of it has come to its end; with the last one it is completed."""
        if effect not in hit.waiting:
            return
        hit.waiting.remove(effect)
        if not hit.waiting:
            before = self.account(hit.rule)
            self.accounts[hit.rule] = replace(before, completed=before.completed + 1)
