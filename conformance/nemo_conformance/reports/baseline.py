"""Known failures, kept in a TOML file: each with a reason, and none for longer than it is true.

::

    [[known]]
    id = "C-SSE-3"
    reason = "status messages come with release 2"
    expires = "2027-01-31"
    message = "nothing was said"        # the finding begins so

    [[flaky]]                           # a timing rule at T0 or T1 that fails now and then
    id = "C-ERR-2"
    reason = "slow machines"
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from nemo_conformance.judge import Status
from nemo_conformance.reports.report import Cell, Exit, Report
from nemo_contract import CATALOGUE, Tier

BROKEN: Final = frozenset({Status.FAIL, Status.WARN})
EXACT: Final = frozenset({Tier.COOPERATIVE, Tier.INJECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A failure that is expected; ``expires`` as YYYY-MM-DD, ``message`` a prefix."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    reason: str
    issue: str = ""
    message: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What is expected to fail, and what may."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    known: tuple[Known, ...] = ()
    flaky: tuple[Known, ...] = ()


class Stand(StrEnum):
    """How a broken requirement stands with the baseline."""

    UNEXPECTED = "unexpected"
    EXPECTED = "expected"
    STALE = "stale"
    HARNESS = "harness"


@dataclass(frozen=True, slots=True)
class Standing:
    """One requirement, and why it stands so."""

    id: str
    stand: Stand
    why: str


_READER: Final[TypeAdapter[Baseline]] = TypeAdapter(Baseline)


def read(text: str) -> Baseline:
    """A baseline from TOML. Raises ``ValueError`` with a sentence."""
    try:
        found = _READER.validate_python(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"This is no baseline: {error}") from error
    for one in (*found.known, *found.flaky):
        if one.id not in CATALOGUE:
            raise ValueError(f"The baseline knows {one.id}, which is no requirement.")
    return found


def judged(report: Report, baseline: Baseline, *, today: str) -> tuple[Standing, ...]:
    """Every requirement that is broken or known, and how it stands; ``today`` as YYYY-MM-DD."""
    return tuple(_standings(report, baseline, today))


def _standings(report: Report, baseline: Baseline, today: str) -> Iterator[Standing]:
    known = {one.id: one for one in baseline.known}
    flaky = {one.id: one for one in baseline.flaky}
    for id_, cell in report.requirements.items():
        if cell.status is Status.HARNESS_ERROR:
            yield Standing(id_, Stand.HARNESS, cell.note)
        elif id_ in known:
            yield _of_known(id_, cell, known[id_], today)
        elif id_ in flaky:
            yield _of_flaky(id_, cell, report, flaky[id_])
        elif cell.status in BROKEN:
            message = cell.cases[0].message if cell.cases else cell.note
            yield Standing(id_, Stand.UNEXPECTED, message)


def _of_known(id_: str, cell: Cell, known: Known, today: str) -> Standing:
    if known.expires and known.expires < today:
        return Standing(id_, Stand.STALE, f"expired on {known.expires}: {known.reason}")
    if cell.status not in BROKEN:
        return Standing(id_, Stand.STALE, f"is {cell.status} now; take it out of the baseline")
    if not any(case.message.startswith(known.message) for case in cell.cases):
        return Standing(id_, Stand.UNEXPECTED, f"fails otherwise than known: {_messages(cell)}")
    return Standing(id_, Stand.EXPECTED, known.reason)


def _of_flaky(id_: str, cell: Cell, report: Report, flaky: Known) -> Standing:
    if report.client.tier in EXACT:
        return Standing(id_, Stand.STALE, f"at {report.client.tier} nothing is flaky")
    if cell.behaviour in BROKEN:
        return Standing(id_, Stand.UNEXPECTED, _messages(cell))
    return Standing(id_, Stand.EXPECTED, flaky.reason)


def _messages(cell: Cell) -> str:
    return "; ".join(case.message for case in cell.cases) or cell.note


def exit_code(report: Report, standings: tuple[Standing, ...], *, strict: bool = False) -> Exit:
    """What the run ends with; ``strict`` minds warnings and what was not exercised, too."""
    stands = {one.stand for one in standings if _minds(report, one, strict=strict)}
    if Stand.HARNESS in stands or report.stopped:
        return Exit.HARNESS
    unexercised = any(c.status is Status.NOT_EXERCISED for c in report.requirements.values())
    if stands & {Stand.UNEXPECTED, Stand.STALE} or (strict and unexercised):
        return Exit.BROKEN
    return Exit.CLEAN


def _minds(report: Report, standing: Standing, *, strict: bool) -> bool:
    warned = report.requirements[standing.id].status is Status.WARN
    return strict or standing.stand is not Stand.UNEXPECTED or not warned


def proposed(report: Report, old: Baseline) -> str:
    """The baseline as it should be, in TOML: what is broken now, with the reasons known before."""
    reasons = {one.id: one for one in old.known}
    return "\n".join(
        _entry(id_, report.requirements[id_], reasons.get(id_)) for id_ in report.worst
    )


def _entry(id_: str, cell: Cell, old: Known | None) -> str:
    message = cell.cases[0].message if cell.cases else ""
    lines = [f"id = {_quoted(id_)}", f"reason = {_quoted(old.reason if old else 'say why')}"]
    lines += [f"issue = {_quoted(old.issue)}"] if old and old.issue else []
    lines += [f"message = {_quoted(message)}"] if message else []
    lines += [f"expires = {_quoted(old.expires)}"] if old and old.expires else []
    return "[[known]]\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
