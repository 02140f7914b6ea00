"""From a record to verdicts, and from the verdicts of many runs to one a requirement."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from nemo_conformance.judge.access import ACCESS
from nemo_conformance.judge.account import ACCOUNT
from nemo_conformance.judge.check import Check
from nemo_conformance.judge.errors import ERRORS
from nemo_conformance.judge.exports import EXPORTS
from nemo_conformance.judge.exposure import exposed
from nemo_conformance.judge.recovery import RECOVERY
from nemo_conformance.judge.routing import ROUTING
from nemo_conformance.judge.secrecy import SECRECY
from nemo_conformance.judge.story import Story
from nemo_conformance.judge.streams import STREAMS
from nemo_conformance.judge.verdict import WEIGHT, Axis, Finding, Status, Verdict, worst
from nemo_conformance.record import Record
from nemo_contract import CATALOGUE, Party, Requirement

_ALL: Final = (
    *ACCESS,
    *SECRECY,
    *ROUTING,
    *STREAMS,
    *RECOVERY,
    *ACCOUNT,
    *EXPORTS,
    *ERRORS,
)
CHECKS: Final[Mapping[str, Check]] = MappingProxyType({one.requirement: one for one in _ALL})
"""By requirement; every rule of the client has one."""
ROWS: Final = tuple(row for row in CATALOGUE.values() if row.party is Party.CLIENT)
CRASH: Final = "C-ERR-3"


def judge(record: Record) -> tuple[Verdict, ...]:
    """A verdict on each rule of the client, in the order of the contract."""
    story = Story(record)
    return tuple(_verdict(story, row) for row in ROWS)


def _verdict(story: Story, row: Requirement) -> Verdict:
    check, tier = CHECKS[row.id], story.record.setup.tier
    if broken := _broken(story, row):
        return broken
    if not story.can(*check.needs):
        missing = ", ".join(sorted(check.needs - story.record.setup.capabilities))
        note = f"the client does not declare {missing}"
        return Verdict(requirement=row.id, behaviour=Status.UNSUPPORTED, tier=tier, note=note)
    if not _is_exposed(story, row, check):
        return Verdict(
            requirement=row.id, behaviour=Status.NOT_EXERCISED, tier=tier, note=row.exposed_when
        )
    return _weighed(row, check, tuple(_before_the_end(story, check)), story)


def _before_the_end(story: Story, check: Check) -> Iterator[Finding]:
    """Of the wish in which the client broke nothing is told but that it broke: it had no chance."""
    visits = {one.n: one.intent for one in story.visits}
    for one in check.breaches(story):
        wish = story.wish(story.broke.n) if story.broke else None
        if wish is None or (visits.get(one.visit or 0, 0) < wish.n and one.at < wish.at):
            yield one


def _is_exposed(story: Story, row: Requirement, check: Check) -> bool:
    return all(exposed(term, story) for term in row.exposure) and check.when(story)


def _weighed(
    row: Requirement, check: Check, findings: tuple[Finding, ...], story: Story
) -> Verdict:
    timing = _worst(row, findings, Axis.TIMING) if check.timed else None
    return Verdict(
        requirement=row.id,
        behaviour=_worst(row, findings, Axis.BEHAVIOUR),
        timing=timing,
        tier=story.record.setup.tier,
        findings=findings,
    )


def _worst(row: Requirement, findings: Iterable[Finding], axis: Axis) -> Status:
    on_axis = (WEIGHT[one.level or row.level] for one in findings if one.axis is axis)
    return worst(Status.PASS, *on_axis)


def _broken(story: Story, row: Requirement) -> Verdict | None:
    """The verdict when driver, client or kit broke (driver-protocol.md, Messages)."""
    record, tier = story.record, story.record.setup.tier
    if record.broken is not None:
        note = record.broken
        return Verdict(requirement=row.id, behaviour=Status.HARNESS_ERROR, tier=tier, note=note)
    if story.broke is None:
        return None
    if not any(fault.consumed for fault in record.faults):
        note = f"the client broke although nothing was wrong: {story.broke.message}"
        return Verdict(requirement=row.id, behaviour=Status.HARNESS_ERROR, tier=tier, note=note)
    if row.id not in (*record.tests, CRASH):
        return None
    what = f"the client broke: {story.broke.message}"
    finding = Finding(message=what, expected="a clear message", at=story.broke.at)
    status = WEIGHT[row.level]
    return Verdict(requirement=row.id, behaviour=status, tier=tier, findings=(finding,))


def summed(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict from those of several runs on the same requirement: the worst, axis by axis."""
    many = tuple(verdicts)
    first = max(many, key=_rank)
    timings = [one.timing for one in many if one.timing is not None]
    return Verdict(
        requirement=first.requirement,
        behaviour=worst(*(one.behaviour for one in many)),
        timing=worst(*timings) if timings else None,
        tier=first.tier,
        findings=tuple(finding for one in many for finding in one.findings),
        note=first.note,
    )


def _rank(verdict: Verdict) -> int:
    return list(Status).index(verdict.status)
