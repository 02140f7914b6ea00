"""A script that can be changed while it runs: what ``emu.faults`` and the control plane use."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from nemo_emulator.script.effects import AnyEffect
from nemo_emulator.script.errors import ScriptError
from nemo_emulator.script.ledger import Ledger, Place
from nemo_emulator.script.rule import RULE, Rule
from nemo_emulator.script.script import CLEAN, Decision, Script
from nemo_emulator.script.text import parse, show


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule and its account; ``remaining`` None is without end."""

    number: int
    name: str | None
    rule: str
    remaining: int | None
    consumed: int
    completed: int


def read(rule: Rule | str | dict[str, Any]) -> Rule:
    """A rule from any of its forms. Raises ``ScriptError`` or pydantic's ``ValidationError``."""
    match rule:
        case Rule():
            return rule
        case str():
            return parse(rule)
        case _:
            return RULE.validate_python(rule)


class Faults:
    """Rules that come and go, each numbered once and for all, and what became of each."""

    def __init__(self, *, seed: int = 0) -> None:
        self._script = Script(seed=seed)
        self._ledger = Ledger()
        self._last = 0
        self._changed: list[Callable[[], None]] = []

    def __bool__(self) -> bool:
        """Whether any rule may still apply: False is the fast path."""
        return bool(self._script.rules)

    def __iter__(self) -> Iterator[Standing]:
        """Every rule in the order it is asked."""
        for number, rule in self._script.rules:
            account = self._ledger.account(number)
            left = None if rule.limit is None else rule.limit - account.consumed
            yield Standing(number, rule.name, show(rule), left, account.consumed, account.completed)

    def add(self, rule: Rule | str | dict[str, Any]) -> Standing:
        """Put a rule behind the others. Raises ``ScriptError`` for one that means nothing."""
        new = read(rule)
        if new.name is not None and new.name in {old.name for _, old in self._script.rules}:
            raise ScriptError(f'There is a rule named "{new.name}" already; remove it first.')
        self._last += 1
        rules = (*self._script.rules, (self._last, new))
        self._script = Script(rules, self._script.seed)
        for tell in tuple(self._changed):
            tell()
        return list(self)[-1]

    def put(self, rules: Iterable[Rule | str | dict[str, Any]]) -> None:
        """These rules in place of all others, as after ``clear``; one bad rule changes nothing.

        Raises ``ScriptError`` or pydantic's ``ValidationError``.
        """
        trial, new = Faults(), [read(rule) for rule in rules]
        for rule in new:
            trial.add(rule)
        self.clear()
        for rule in new:
            self.add(rule)

    @contextmanager
    def told(self, tell: Callable[[], None]) -> Iterator[None]:
        """Inside, ``tell`` is called after each new rule, by whoever adds it."""
        self._changed.append(tell)
        try:
            yield
        finally:
            self._changed.remove(tell)

    def remove(self, which: int | str) -> None:
        """Take a rule out, by its number or name. Raises ``KeyError`` if there is none."""
        gone = [n for n, rule in self._script.rules if which in (n, rule.name)]
        if not gone:
            raise KeyError(which)
        self._script = self._script.without(gone)

    def reseed(self, seed: int) -> None:
        """Throw the coins of rules that name no seed of their own with this one from here on."""
        self._script = Script(self._script.rules, seed)

    def clear(self) -> None:
        """Take all rules out; calls are counted from 1 again."""
        self._script = Script(seed=self._script.seed)
        self._ledger = Ledger()

    def meet(
        self,
        operation: str,
        *,
        now: float,
        run: str = "",
        find_session: Callable[[], Place | None] = lambda: None,
    ) -> Decision:
        """Count a call and say what it meets; what applies is consumed.

        ``find_session`` is called only if a rule may turn on the session; calls in a session are
        counted from then on. ``now`` in virtual seconds of the run.
        """
        if not self._script.rules:
            self._ledger.count(run, operation)
            return CLEAN
        session = find_session() if self._script.names_sessions(operation) else None
        facts = self._ledger.arrive(operation, now=now, run=run, session=session)
        return self._script.decide(facts, self._ledger)

    def names_sessions(self, operation: str) -> bool:
        """Whether a rule on this operation may turn on the session."""
        return self._script.names_sessions(operation)

    def peek(self, operation: str, *, now: float, run: str = "") -> Decision:
        """What the next call would meet; nothing is counted or consumed."""
        ledger = deepcopy(self._ledger)
        return self._script.decide(ledger.arrive(operation, now=now, run=run), ledger)

    def finish(self, decision: Decision, *effects: AnyEffect) -> None:
        """These effects of the decision (none named: all) have come to their end."""
        for hit in decision.hits:
            for effect in effects or hit.effects:
                self._ledger.finish(hit, effect)
