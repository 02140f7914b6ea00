"""From a record to verdicts on a server."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from nemo_conformance.judge import Axis, Status, Verdict
from nemo_conformance.judge.verdict import WEIGHT, Finding, worst
from nemo_conformance.server.judge.access import ACCESS
from nemo_conformance.server.judge.account import ACCOUNT
from nemo_conformance.server.judge.check import Check
from nemo_conformance.server.judge.drafts import DRAFTS
from nemo_conformance.server.judge.envelopes import ENVELOPES
from nemo_conformance.server.judge.exposure import exposed
from nemo_conformance.server.judge.films import FILMS
from nemo_conformance.server.judge.ownership import OWNERSHIP
from nemo_conformance.server.judge.renders import RENDERS
from nemo_conformance.server.judge.shapes import SHAPES
from nemo_conformance.server.judge.story import Story
from nemo_conformance.server.judge.streams import STREAMS
from nemo_conformance.server.judge.uploads import UPLOADS
from nemo_conformance.server.judge.work import WORK
from nemo_conformance.server.record import Record
from nemo_contract import CATALOGUE, Party, Requirement, Tier

_ALL: Final = (
    *ENVELOPES,
    *OWNERSHIP,
    *ACCESS,
    *STREAMS,
    *WORK,
    *UPLOADS,
    *ACCOUNT,
    *DRAFTS,
    *RENDERS,
    *SHAPES,
    *FILMS,
)
CHECKS: Final[Mapping[str, Check]] = MappingProxyType({one.requirement: one for one in _ALL})
"""By requirement; every rule of the server that is not excluded has one."""
ROWS: Final = tuple(row for row in CATALOGUE.values() if row.party is Party.SERVER)
EXACT: Final = frozenset({Tier.COOPERATIVE, Tier.INJECTED})


def judge(record: Record) -> tuple[Verdict, ...]:
    """A verdict on each rule of the server, in the order of the contract."""
    story = Story(record)
    return tuple(_verdict(story, row) for row in ROWS)


def _verdict(story: Story, row: Requirement) -> Verdict:
    tier = Tier.COOPERATIVE if story.setup.exact else Tier.REAL
    if story.record.broken is not None:
        broken, note = Status.HARNESS_ERROR, story.record.broken
        return Verdict(requirement=row.id, behaviour=broken, tier=tier, note=note)
    if note := _unexposed(story, row):
        idle = Status.NOT_EXERCISED
        return Verdict(requirement=row.id, behaviour=idle, tier=tier, note=note)
    findings = tuple(CHECKS[row.id].breaches(story))
    return Verdict(
        requirement=row.id,
        behaviour=_weight(row, findings, Axis.BEHAVIOUR),
        timing=_weight(row, findings, Axis.TIMING) if CHECKS[row.id].timed else None,
        tier=tier,
        findings=findings,
    )


def _unexposed(story: Story, row: Requirement) -> str:
    """Why the rule cannot be judged in this story; empty when it can."""
    if row.excluded:
        return f"not judged: {row.excluded}"
    if row.tier in EXACT and not story.setup.exact:
        return "only a server that shares its clock can be judged"
    happened = all(exposed(term, story) for term in row.exposure)
    return "" if happened and CHECKS[row.id].when(story) else row.exposed_when


def _weight(row: Requirement, findings: tuple[Finding, ...], axis: Axis) -> Status:
    broken = any(one.axis is axis for one in findings)
    return worst(Status.PASS, *([WEIGHT[row.level]] if broken else []))
