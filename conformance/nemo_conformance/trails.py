"""From each rule to what judges it, what exposes it, and who breaks it.

Who breaks it are the broken clients and servers of the kit's own tests; their names are kept beside
the frozen catalogue, and the tests prove that each is found by its rule.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from nemo_conformance.judge.judge import CHECKS as CLIENT_CHECKS
from nemo_conformance.scenarios import curated
from nemo_conformance.server.conversations import CONVERSATIONS
from nemo_conformance.server.judge import CHECKS as SERVER_CHECKS
from nemo_contract import REVISION, Party, Requirement

BROKEN: Final = Path(__file__).parent / "requirements" / f"{REVISION}.broken.json"
"""The broken clients and servers: a JSON array of ``Broken``, written by ``tools/self_test.py``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A broken client or server: the rule it is there for, and what else the kit finds in it."""

    name: str
    breaks: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What there is about one rule."""

    id: str
    checks: tuple[str, ...]
    exposed_by: tuple[str, ...]
    killed_by: tuple[str, ...]
    excluded: str | None = None

    @property
    def is_whole(self) -> bool:
        """It is judged, exposed and broken by somebody, or says why not."""
        return bool(self.excluded or (self.checks and self.exposed_by and self.killed_by))


def trail(row: Requirement) -> Trail:
    """What there is about a rule."""
    return Trail(
        id=row.id,
        checks=_checks(row),
        exposed_by=tuple(_exposing(row.id)),
        killed_by=tuple(one.name for one in broken() if one.breaks == row.id),
        excluded=row.excluded,
    )


@cache
def broken() -> tuple[Broken, ...]:
    """All of them, clients first."""
    rows = json.loads(BROKEN.read_text("utf-8"))
    return tuple(
        Broken(name=row["name"], breaks=row["breaks"], also=tuple(row["also"])) for row in rows
    )


def _checks(row: Requirement) -> tuple[str, ...]:
    checks: Mapping[str, Any] = CLIENT_CHECKS if row.party is Party.CLIENT else SERVER_CHECKS
    return (_place(checks[row.id].breaches),) if row.id in checks else ()


def _place(check: Callable[..., Any]) -> str:
    """Where a check stands: its module within the kit, and its function."""
    module = check.__module__.removeprefix(f"{__package__}.")
    return f"{module}.{check.__qualname__.partition('.')[0]}"


def _exposing(rule: str) -> Iterator[str]:
    yield from (one.name for one in curated() if rule in one.tests)
    held = (one.name.partition(":")[0] for one in CONVERSATIONS if rule in one.tests)
    yield from dict.fromkeys(held)
