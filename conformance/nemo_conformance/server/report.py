"""The report of one server: the same cells, files and exit codes as a client's."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Final

from nemo_conformance.judge import Status, Verdict, summed
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.reports import Case, Cell, Client, Report
from nemo_conformance.server.judge import ROWS
from nemo_conformance.server.record import Record
from nemo_conformance.server.trace import trace
from nemo_contract import CATALOGUE

KEPT: Final = 3
Judged = tuple[Record, Sequence[Verdict]]


def told(  # noqa: PLR0913 - what a report has
    server: Client,
    judged: Sequence[Judged],
    *,
    stories: Mapping[str, str],
    seed: int = 0,
    seconds: float = 0.0,
    stopped: str = "",
) -> Report:
    """The report of these conversations; ``stories`` are by a conversation's name."""
    cells = {row.id: _cell(row.id, judged, stories) for row in ROWS}
    counts = {one.value: sum(c.status is one for c in cells.values()) for one in Status}
    return Report(
        client=server,
        requirements=cells,
        kit=version("nemulator"),
        seed=seed,
        scenarios=len(judged),
        seconds=seconds,
        stopped=stopped,
        counts=counts,
    )


def _cell(id_: str, judged: Sequence[Judged], stories: Mapping[str, str]) -> Cell:
    row = CATALOGUE[id_]
    mine = [(record, v) for record, verdicts in judged for v in verdicts if v.requirement == id_]
    if not mine:
        idle = Status.NOT_EXERCISED
        note = row.exposed_when
        return Cell(status=idle, behaviour=idle, level=row.level, text=row.text, note=note)
    whole = summed([verdict for _, verdict in mine])
    cases = [_case(record, f, stories) for record, v in mine for f in v.findings]
    return Cell(
        status=whole.status,
        behaviour=whole.behaviour,
        timing=whole.timing,
        level=row.level,
        text=row.text,
        runs=sum(v.behaviour is not Status.NOT_EXERCISED for _, v in mine),
        note=whole.note,
        cases=tuple(cases[:KEPT]),
    )


def _case(record: Record, finding: Finding, stories: Mapping[str, str]) -> Case:
    return Case(
        scenario=record.conversation,
        story=stories.get(record.conversation, ""),
        message=finding.message,
        expected=finding.expected,
        at=finding.at,
        axis=finding.axis,
        trace=trace(record, finding),
    )
