"""The report as it is read first: what is broken, what happened, what was expected."""

from collections.abc import Callable, Iterator
from typing import Final

from nemo_conformance.judge import Axis, Status
from nemo_conformance.reports.baseline import Stand, Standing
from nemo_conformance.reports.causes import causes
from nemo_conformance.reports.report import Case, Cell, Report, redacted
from nemo_conformance.reports.trace import Moment
from nemo_contract import CATALOGUE, Tier

WORD: Final = {Status.FAIL: "FAIL", Status.WARN: "WARN", Status.HARNESS_ERROR: "ERROR"}
EXACT: Final = frozenset({Tier.COOPERATIVE, Tier.INJECTED})


Again = Callable[[Case], str]
"""The command that plays a case again; empty when there is none."""


def by_file(case: Case) -> str:
    """By the file that was kept, seen from the report's folder."""
    return f"nemo-conformance replay {case.replay}" if case.replay else ""


def as_text(report: Report, standings: tuple[Standing, ...] = (), *, again: Again = by_file) -> str:
    """All of it, failures first."""
    return redacted("\n".join(_lines(report, {one.id: one for one in standings}, again)))


def about(id_: str, report: Report) -> str:
    """One requirement, as it stands there; empty when it is not broken."""
    if id_ not in report.worst:
        return ""
    return redacted("\n".join(_broken(id_, report.requirements[id_], report, None, by_file)))


def _lines(report: Report, standings: dict[str, Standing], again: Again) -> Iterator[str]:
    if report.stopped:
        yield f"ERROR {report.stopped}"
        yield ""
    for id_ in report.worst:
        yield from _broken(id_, report.requirements[id_], report, standings.get(id_), again)
        yield ""
    for one in standings.values():
        if one.stand is Stand.STALE:
            yield f"STALE {one.id}  {one.why}"
    yield from _rest(report)
    yield _sum(report)


def _broken(
    id_: str, cell: Cell, report: Report, standing: Standing | None, again: Again
) -> Iterator[str]:
    if cell.status is Status.HARNESS_ERROR:
        yield f"ERROR {id_}  {cell.note}"
        return
    known = f"  (known: {standing.why})" if standing and standing.stand is Stand.EXPECTED else ""
    yield f"{WORD[cell.status]} {id_}  {cell.level} {cell.text}{known}"
    for case in cell.cases[:1]:
        yield from _case(case, report, again)
    shown = {case.scenario for case in cell.cases[:1]}
    others = [name for name in dict.fromkeys(c.scenario for c in cell.cases) if name not in shown]
    if others:
        yield f"  Also in: {', '.join(others)}"
    if why := causes(id_, report.worst):
        yield f"  Probably a consequence of {' and '.join(why)}: mend that first."
    yield f"  Why and how to mend it: nemo-conformance explain {id_}"


def _case(case: Case, report: Report, again: Again) -> Iterator[str]:
    exact = " exact" if report.client.tier in EXACT and case.axis is Axis.TIMING else ""
    yield f"  {case.message} [{case.axis}, {report.client.tier}{exact}; scenario {case.scenario}]"
    yield from map(_moment, case.trace)
    yield f"  Expected: {case.expected}. Source: {_source(case, report)}"
    if command := again(case):
        yield f"  Replay: {command}"


def _source(case: Case, report: Report) -> str:
    for id_, cell in report.requirements.items():
        if case in cell.cases:
            return str(CATALOGUE[id_].provenance)
    return ""


def _moment(one: Moment) -> str:
    paid = f"-{one.credits} credits" if one.credits else ""
    mark = "  <--" if one.here else ""
    return f"    t={one.at:<7.1f} {one.what:<72} {paid:<12}{mark}".rstrip()


def _rest(report: Report) -> Iterator[str]:
    for status, word in (
        (Status.NOT_EXERCISED, "not exercised"),
        (Status.UNSUPPORTED, "unsupported"),
    ):
        ids = [id_ for id_, cell in report.requirements.items() if cell.status is status]
        if ids:
            yield f"{word}: {', '.join(ids)}"


def _sum(report: Report) -> str:
    counts = ", ".join(f"{n} {word}" for word, n in report.counts.items() if n)
    who = f"{report.client.name} {report.client.version}".strip()
    how = f"{report.client.carrier}, {report.client.tier}"
    return (
        f"{who} ({how}): {counts}; {report.scenarios} scenarios in {report.seconds:.1f} s, "
        f"seed {report.seed}"
    )
