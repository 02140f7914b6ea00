"""The report as Markdown for a summary of a CI step, and as a badge."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from nemo_conformance.judge import Status
from nemo_conformance.reports.report import Cell, Report, redacted

SIGN: Final = {
    Status.PASS: "✅",
    Status.INFO: "✅",
    Status.WARN: "⚠️",
    Status.FAIL: "❌",
    Status.HARNESS_ERROR: "💥",
    Status.NOT_EXERCISED: "➖",
    Status.UNSUPPORTED: "▫️",
}


def as_markdown(reports: Sequence[Report]) -> str:
    """A table of clients and, for each, what it breaks."""
    return redacted("\n".join(_lines(reports)) + "\n")


def _lines(reports: Sequence[Report]) -> Iterator[str]:
    yield "## NemoVideo client conformance"
    yield ""
    yield "| client | tier | pass | fail | warn | not exercised | unsupported |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for report in reports:
        counts = [str(report.counts.get(one, 0)) for one in _COLUMNS]
        yield f"| {report.client.name} | {report.client.tier} | {' | '.join(counts)} |"
    for report in reports:
        yield from _broken(report)


_COLUMNS = (Status.PASS, Status.FAIL, Status.WARN, Status.NOT_EXERCISED, Status.UNSUPPORTED)


def _broken(report: Report) -> Iterator[str]:
    if not report.worst:
        return
    yield ""
    yield f"### {report.client.name}"
    yield ""
    for id_ in report.worst:
        yield from _rule(id_, report.requirements[id_])


def _rule(id_: str, cell: Cell) -> Iterator[str]:
    yield f"- {SIGN[cell.status]} **{id_}** {cell.level}: {cell.text}"
    for case in cell.cases[:1]:
        yield f"  - `{case.scenario}` at {case.at:g} s: {case.message}; expected: {case.expected}"


def as_badge(report: Report) -> str:
    """What shields.io reads at an endpoint."""
    failed, passed = report.counts.get(Status.FAIL, 0), report.counts.get(Status.PASS, 0)
    broke = report.counts.get(Status.HARNESS_ERROR, 0) or report.stopped
    colour = "lightgrey" if broke else "red" if failed else "brightgreen"
    message = "no verdict" if broke else f"{failed} broken" if failed else f"{passed} kept"
    value = {"schemaVersion": 1, "label": "nemo conformance", "message": message, "color": colour}
    return json.dumps(value) + "\n"
