"""The report of one client: a cell a requirement, each with the cases that it was judged by."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from importlib.metadata import version
from types import MappingProxyType
from typing import Final

from pydantic import TypeAdapter

from nemo_conformance.judge import Axis, Finding, Status, Verdict, summed
from nemo_conformance.record import Record
from nemo_conformance.reports.causes import depth
from nemo_conformance.reports.trace import Moment, trace
from nemo_contract import CATALOGUE, REVISION, Tier

FORMAT: Final = "nemo-report/1"
SECRET: Final = re.compile(r"\b(nmv_usr_|clm_)[\w-]+|(?i:\bbearer\s+)[\w.~+/-]{12,}")
ORDER: Final = MappingProxyType({Status.HARNESS_ERROR: 0, Status.FAIL: 1, Status.WARN: 2})
"""What is told first."""
KEPT: Final = 3
"""Findings a requirement that are told whole; the rest is counted."""


class Exit(IntEnum):
    """What a run of the kit ends with."""

    CLEAN = 0
    BROKEN = 1
    USAGE = 2
    HARNESS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Who was judged, and how it was reached."""

    name: str
    version: str = ""
    language: str = ""
    carrier: str = ""
    tier: Tier = Tier.REAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One finding: ``replay`` is a file that runs its scenario again, from the report's folder."""

    scenario: str
    story: str
    message: str
    expected: str
    at: float
    axis: Axis
    trace: tuple[Moment, ...] = ()
    replay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One requirement. ``status`` is the worse of the two axes; ``runs`` counts its exposures."""

    status: Status
    behaviour: Status
    timing: Status | None = None
    level: str = ""
    text: str = ""
    runs: int = 0
    note: str = ""
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything about one client. ``standing`` says of which cells a baseline knew."""

    client: Client
    requirements: Mapping[str, Cell]
    format: str = FORMAT
    kit: str = ""
    catalogue: str = REVISION
    seed: int = 0
    scenarios: int = 0
    seconds: float = 0.0
    stopped: str = ""
    counts: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def worst(self) -> tuple[str, ...]:
        """The ids that are broken: failures first, and consequences after what explains them."""
        found = [id_ for id_, cell in self.requirements.items() if cell.status in ORDER]
        return tuple(
            sorted(
                found,
                key=lambda id_: (ORDER[self.requirements[id_].status], depth(id_, found)),
            )
        )


REPORT: Final[TypeAdapter[Report]] = TypeAdapter(Report)
REPORTS: Final[TypeAdapter[tuple[Report, ...]]] = TypeAdapter(tuple[Report, ...])


def told(
    client: Client,
    runs: Sequence[tuple[Record, Sequence[Verdict]]],
    *,
    stories: Mapping[str, str] | None = None,
    replays: Mapping[str, str] | None = None,
    unsupported: Iterable[str] = (),
) -> Report:
    """The report of these runs. ``stories`` and ``replays`` are by a scenario's name.

    ``unsupported`` are rules whose every scenario needs what the client did not declare.
    """
    facts = _Facts(stories or {}, replays or {}, frozenset(unsupported))
    cells = {id_: _cell(id_, runs, facts) for id_ in CATALOGUE if id_.startswith("C-")}
    return Report(
        client=client,
        requirements=cells,
        kit=version("nemulator"),
        seed=runs[0][0].seed if runs else 0,
        scenarios=len(runs),
        counts=_counts(cells),
    )


@dataclass(frozen=True, slots=True)
class _Facts:
    stories: Mapping[str, str]
    replays: Mapping[str, str]
    unsupported: frozenset[str]


def _counts(cells: Mapping[str, Cell]) -> dict[str, int]:
    return {one.value: sum(c.status is one for c in cells.values()) for one in Status}


def _cell(id_: str, runs: Sequence[tuple[Record, Sequence[Verdict]]], facts: _Facts) -> Cell:
    row = CATALOGUE[id_]
    mine = [(record, v) for record, verdicts in runs for v in verdicts if v.requirement == id_]
    if not mine:
        status = Status.UNSUPPORTED if id_ in facts.unsupported else Status.NOT_EXERCISED
        return Cell(status=status, behaviour=status, level=row.level, text=row.text)
    whole = summed([verdict for _, verdict in mine])
    missing = whole.status is Status.NOT_EXERCISED and id_ in facts.unsupported
    cases = [_case(record, f, facts) for record, v in mine for f in v.findings]
    return Cell(
        status=Status.UNSUPPORTED if missing else whole.status,
        behaviour=Status.UNSUPPORTED if missing else whole.behaviour,
        timing=whole.timing,
        level=row.level,
        text=row.text,
        runs=sum(v.behaviour not in (Status.NOT_EXERCISED, Status.UNSUPPORTED) for _, v in mine),
        note=whole.note,
        cases=tuple(cases[:KEPT]),
    )


def _case(record: Record, finding: Finding, facts: _Facts) -> Case:
    return Case(
        scenario=record.scenario,
        story=facts.stories.get(record.scenario, ""),
        message=finding.message,
        expected=finding.expected,
        at=finding.at,
        axis=finding.axis,
        trace=trace(record, finding),
        replay=facts.replays.get(record.scenario, ""),
    )


def redacted(text: str) -> str:
    """The text without secrets, should one have come this far."""
    return SECRET.sub("***", text)


def save(report: Report) -> str:
    """As JSON: what ``report.json`` holds."""
    value = REPORT.dump_python(report, mode="json")
    return redacted(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def load(text: str | bytes) -> tuple[Report, ...]:
    """The reports in a ``report.json``: one, or several merged. Raises ``ValueError``."""
    value = json.loads(text)
    many = value.get("reports") if isinstance(value, dict) else None
    return REPORTS.validate_python(many) if many else (REPORT.validate_python(value),)


def merged(reports: Iterable[Report]) -> str:
    """Several as JSON: a matrix of clients."""
    values = [REPORT.dump_python(one, mode="json") for one in reports]
    whole = {"format": "nemo-matrix/1", "reports": values}
    return redacted(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


def schema() -> str:
    """The JSON Schema of ``report.json``."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{FORMAT}"}
    return json.dumps(head | REPORT.json_schema(), indent=2) + "\n"
