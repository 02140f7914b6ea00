"""A rule: when, what, how often. Python, JSON (``RULE``) and text (``parse``) mean the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Final, Literal

from pydantic import ConfigDict, TypeAdapter

from nemo_contract import ENDPOINTS
from nemo_emulator.script.amounts import Span, Unit
from nemo_emulator.script.effects import (
    LAYER,
    AnyEffect,
    By,
    Cut,
    Effect,
    Header,
    Layer,
    NoHeader,
)
from nemo_emulator.script.errors import check

ANY: Final = "*"
MEDIA: Final = "media"
RENDER_JOB: Final = "render_job"
CONNECTION: Final = "connection"
_REQUEST: Final = frozenset({Layer.DELAY, Layer.REPLY, Layer.WIRE})
LAYERS: Final[Mapping[str, frozenset[Layer]]] = MappingProxyType(
    dict.fromkeys(ENDPOINTS, _REQUEST)
    | {
        ANY: _REQUEST,
        MEDIA: _REQUEST,
        "run_sse": _REQUEST | {Layer.STREAM, Layer.WORK},
        RENDER_JOB: frozenset({Layer.JOB}),
        CONNECTION: frozenset({Layer.CONNECTION}),
    }
)
"""What a rule can be about, and the layers that it has. ``media`` is a GET of a signed address,
``*`` any request, ``render_job`` a submitted render, ``connection`` one that is being opened."""
WORD: Final = re.compile(r"[A-Za-z0-9_.-]+")
SHORT: Final = 9
"""Digits up to which a session is counted (the second of its run); longer ones are its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """When a rule applies.

    ``nth`` counts the calls of the operation in the run, or in the session when one is named.
    ``since`` and ``until`` are virtual seconds of the run; ``after`` names a rule that must have
    been consumed before. A chance ``p`` is drawn from ``seed`` (None: the script's).
    """

    operation: str
    nth: Span | None = None
    run: str | None = None
    session: int | str | None = None
    p: float = 1.0
    seed: int | None = None
    since: float | None = None
    until: float | None = None
    after: str | None = None

    def __post_init__(self) -> None:
        check(self.operation in LAYERS, f'There is no operation "{self.operation}".')
        check(0 <= self.p <= 1, f"p={self.p} is no probability; write 0 to 1.")
        check(self.since is None or self.since >= 0, "from= is 0s or later.")
        check(
            self.until is None or (self.since or 0) < self.until < float("inf"),
            "until= is later than from=.",
        )
        for word in (self.run, self.after):
            check(word is None or WORD.fullmatch(word), f'"{word}" is no name; use a-z 0-9 _ . -')
        self._check_session()

    def _check_session(self) -> None:
        match self.session:
            case int():
                counted = 1 <= self.session < 10**SHORT
                check(counted, "session= counts from 1, or is an id.")
            case str():
                short = self.session.isdecimal() and len(self.session) <= SHORT
                check(not short, f"session={self.session} is a number; write it without quotes.")
                check(WORD.fullmatch(self.session), f'"{self.session}" is no session id.')
            case _:
                pass


@dataclass(frozen=True, slots=True)
class Rule:
    """``times`` None stands for once, or for every time when ``match.nth`` says which."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", defer_build=True)

    match: Match
    effects: tuple[Effect, ...]
    times: int | Literal["*"] | None = field(default=None, kw_only=True)
    name: str | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        check(self.effects, "A rule has at least one effect.")
        check(self.times in (None, "*") or self.limit, "times= is 1 or more, or *.")
        check(
            self.name is None or WORD.fullmatch(self.name), f"name={self.name}: use a-z 0-9 _ . -"
        )
        for effect in self.effects:
            self._check(effect)
        self._check_once()

    def _check(self, effect: AnyEffect) -> None:
        about = self.match.operation
        layer = LAYER[type(effect)]
        check(layer in LAYERS[about], f"{about} has no {layer} faults such as {effect.kind}.")
        if isinstance(effect, Cut) and Layer.STREAM not in LAYERS[about]:
            check(effect.by is not By.END, f"{about} is no stream; it cannot end early, only cut.")
            check(effect.after.unit is not Unit.EVENTS, f"{about} has no events; count bytes.")
        if isinstance(effect, Cut) and effect.by is By.END:
            check(effect.after.unit is not Unit.WIRE_BYTES, "end counts events, bytes, % or s.")

    def _check_once(self) -> None:
        kinds = [e.kind for e in self.effects if not isinstance(e, Header | NoHeader)]
        twice = sorted({kind for kind in kinds if kinds.count(kind) > 1})
        check(not twice, f"{', '.join(twice)} stands twice in one rule; once is enough.")

    @property
    def limit(self) -> int | None:
        """How often it applies at most; None is for ever."""
        match self.times:
            case None:
                return 1 if self.match.nth is None else None
            case "*":
                return None
            case times:
                return max(times, 0)

    @property
    def layers(self) -> frozenset[Layer]:
        """What it takes of a request."""
        return frozenset(LAYER[type(effect)] for effect in self.effects)


RULE: Final[TypeAdapter[Rule]] = TypeAdapter(Rule)
"""JSON and back; each effect is an object with its ``kind``."""
RULES: Final[TypeAdapter[tuple[Rule, ...]]] = TypeAdapter(
    tuple[Rule, ...], config=ConfigDict(defer_build=True)
)
