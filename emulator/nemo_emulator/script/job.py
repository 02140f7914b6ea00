"""What a render's faults do to its life: when it ends, how far it says it is. Times in s."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.script.effects import (
    AnyEffect,
    FailAt,
    FileCut,
    LinkExpired,
    LinkMissing,
    Pace,
    Progress,
    Slow,
    StuckAt,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """How a job goes. ``factor`` stretches its time; it fails or sticks at per cent, or neither.

    Under ``POLLS`` it has come to ``n / polls`` when it was polled n times, under ``HAND`` to what
    the tester set. ``missing`` fetches of its link are 404; ``share`` of its file is there.
    """

    factor: float = 1.0
    fails_at: float | None = None
    sticks_at: float | None = None
    by: Pace = Pace.TIME
    polls: int = 1
    missing: int = 0
    expired: bool = False
    share: float = 1.0

    def due(self, created_at: float, takes: float) -> float | None:
        """When it ends of itself; None when something else decides that."""
        if self.sticks_at is not None or self.by in (Pace.POLLS, Pace.HAND):
            return None
        if self.by is Pace.ONCE:
            return created_at
        share = 1.0 if self.fails_at is None else self.fails_at / 100
        return created_at + takes * self.factor * share

    def progress(self, *, elapsed: float, takes: float, polled: int, hand: float = 0.0) -> float:
        """How far it is, 0 to 100, as what moves it on says; a failure or a stop holds it."""
        whole = takes * self.factor
        moved = {
            Pace.TIME: 100 * elapsed / whole if whole > 0 else 100.0,
            Pace.POLLS: 100 * polled / self.polls,
            Pace.ONCE: 100.0,
            Pace.HAND: hand,
        }
        return min(max(moved[self.by], 0.0), self.ceiling)

    @property
    def ceiling(self) -> float:
        """The per cent that it does not pass."""
        stops = (at for at in (self.fails_at, self.sticks_at) if at is not None)
        return min(stops, default=100.0)

    def has_failed(self, progress: float) -> bool:
        """Whether at this progress the failure has come; one that sticks before never fails."""
        return self.fails_at is not None and progress >= self.fails_at == self.ceiling

    def kept(self, size: int) -> int:
        """How many bytes of a file of that size there are."""
        return int(size * self.share)


def fate(effects: Iterable[AnyEffect]) -> Fate:
    """What the job faults of a decision come to."""
    return reduce(lambda it, effect: replace(it, **_says(effect)), effects, Fate())


def _says(effect: AnyEffect) -> dict[str, Any]:
    saying = _SAYS.get(type(effect))
    return saying(effect) if saying else {}


_SAYS: Final[Mapping[type, Callable[[Any], dict[str, Any]]]] = MappingProxyType(
    {
        FailAt: lambda effect: {"fails_at": effect.percent},
        StuckAt: lambda effect: {"sticks_at": effect.percent},
        Slow: lambda effect: {"factor": effect.factor},
        Progress: lambda effect: {"by": effect.by, "polls": effect.polls},
        LinkMissing: lambda effect: {"missing": effect.fetches},
        LinkExpired: lambda effect: {"expired": True},
        FileCut: lambda effect: {"share": effect.percent / 100},
    }
)
