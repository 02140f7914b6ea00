"""What a tester may wish for, held to what can be: exchanges to find, accounts to open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypedDict

from nemo_contract import ENDPOINTS, Exchange, Scope
from nemo_emulator.spelling import unknown
from nemo_emulator.world import Plan
from nemo_emulator.world.world import ALL_SCOPES

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
MOST_CREDITS: Final = 1_000_000_000
MOST_DAYS: Final = 36_500


class BadWish(ValueError):
    """What cannot be meant; the sentence says what can."""


def _known(what: str, written: str | None, known: Iterable[str]) -> None:
    there = tuple(known)
    if written is not None and written not in there:
        raise BadWish(unknown(what, written, there))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which exchanges are meant; what is None does not matter. ``path`` is a regular expression.

    Raises ``BadWish`` for what no exchange can have: a test that counts it would always be green.
    """

    operation: str | None = None
    method: str | None = None
    path: str | None = None
    status: int | None = None
    code: int | None = None
    user_id: str | None = None
    since: int = 0

    def __post_init__(self) -> None:
        _known("operation", self.operation, ENDPOINTS)
        _known("method", self.method, METHODS)
        try:
            re.compile(self.path or "")
        except re.error as error:
            raise BadWish(f"path: {error}; it is a regular expression.") from None

    def matches(self, row: Exchange) -> bool:
        """Whether the exchange is one of them; ``since`` is the number before the first."""
        same = (
            (self.operation, row.operation),
            (self.method, row.method),
            (self.status, row.status),
            (self.code, row.code),
            (self.user_id, row.user_id),
        )
        return (
            row.n > self.since
            and all(wish in (None, found) for wish, found in same)
            and (self.path is None or re.search(self.path, row.path) is not None)
        )


class Filter(TypedDict, total=False):
    """The fields of ``Wanted``, as keywords."""

    operation: str | None
    method: str | None
    path: str | None
    status: int | None
    code: int | None
    user_id: str | None
    since: int


ANYTHING = Wanted()


def credits_of(wish: int) -> int:
    """So many, if an account can have them. Raises ``BadWish``."""
    if type(wish) is not int or not 0 <= wish <= MOST_CREDITS:
        raise BadWish(f"Credits are a whole number from 0 to {MOST_CREDITS}, not {wish!r}.")
    return wish


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to be: its plan, its credits, the days that its token is good and for what.

    Raises ``BadWish``.
    """

    plan: Plan = Plan.PAID
    credits: int = 100
    days: float = 7.0
    scopes: tuple[Scope, ...] = ALL_SCOPES

    def __post_init__(self) -> None:
        _known("plan", self.plan, Plan)
        credits_of(self.credits)
        if type(self.days) not in (int, float) or not 0 < self.days <= MOST_DAYS:
            raise BadWish(f"A token is good for up to {MOST_DAYS} days, not for {self.days!r}.")
        for scope in self.scopes:
            _known("scope", scope, Scope)


class AccountFields(TypedDict, total=False):
    """The fields of ``NewAccount``, as keywords."""

    plan: Plan
    credits: int
    days: float
    scopes: tuple[Scope, ...]
