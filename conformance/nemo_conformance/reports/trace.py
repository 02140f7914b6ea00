"""What happened around a finding, on the virtual time axis with the ledger beside it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from nemo_conformance.judge.story import render_of, said
from nemo_conformance.judge.verdict import Finding
from nemo_conformance.record import (
    Answered,
    Asked,
    Broke,
    Ended,
    Ending,
    Handed,
    Heard,
    Record,
    Restarted,
    Shown,
    Visit,
)

LINES: Final = 12
WIDTH: Final = 64
ENDINGS: Final = {
    Ending.CUT: "the server broke it off",
    Ending.LEFT: "the client left",
    Ending.OPEN: "open to the end",
    Ending.NONE: "no reply",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One line: ``at`` virtual seconds, ``credits`` what it took, ``here`` where it goes wrong."""

    at: float
    what: str
    credits: int = 0
    here: bool = False


def trace(record: Record, finding: Finding) -> tuple[Moment, ...]:
    """At most twelve moments of the wish that the finding is about, it among them."""
    n = _wish(record, finding)
    moments = sorted(_moments(record, n, finding), key=lambda one: one.at)
    if len(moments) <= LINES:
        return tuple(moments)
    here = next((i for i, one in enumerate(moments) if one.here), len(moments) - 1)
    first = max(0, min(here - LINES // 2, len(moments) - LINES))
    return tuple(moments[first : first + LINES])


def _wish(record: Record, finding: Finding) -> int:
    visit = next((one for one in record.visits if one.n == finding.visit), None)
    if visit is not None:
        return visit.intent
    begun = [one.n for one in record.wishes if one.at <= finding.at]
    return begun[-1] if begun else 0


def _moments(record: Record, n: int, finding: Finding) -> Iterator[Moment]:
    for wish in record.wishes:
        if wish.n == n:
            text = f' "{_short(wish.text)}"' if wish.text else ""
            yield Moment(at=wish.at, what=f"the user wants: {wish.want}{text}")
    for visit in record.visits:
        if visit.intent == n or visit.n == finding.visit:
            yield from _visit(record, visit, here=visit.n == finding.visit)
    for one in record.heard:
        if one.n == n and (what := _heard(one)):
            here = finding.visit is None and one.at == finding.at
            yield Moment(at=one.at, what=what, here=here)


def _visit(record: Record, visit: Visit, *, here: bool) -> Iterator[Moment]:
    paid = sum(row.amount for row in record.ledger if row.visit == visit.n)
    yield Moment(at=visit.at, what=_request(visit), credits=paid, here=here)
    if visit.is_stream and visit.ended_at > visit.at:
        how = ENDINGS.get(visit.ending, "the stream closes")
        fault = f" (fault: {'; '.join(visit.faults)})" if visit.faults else ""
        yield Moment(at=visit.ended_at, what=f"{how}{fault}")


def _request(visit: Visit) -> str:
    about = f' "{_short(said(visit))}"' if said(visit) else ""
    render = f" {render_of(visit)}" if render_of(visit) else ""
    what = visit.operation or visit.path
    if visit.status is None:
        reply = "no reply"
    elif visit.code:
        reply = f"{visit.status}, code {visit.code}"
    else:
        reply = str(visit.status)
    return f"{visit.method} {what}{about}{render} -> {reply}"


def _heard(one: Heard) -> str:
    telling = HEARD.get(type(one))
    return telling(one) if telling else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"


HEARD: Final[Mapping[type, Callable[[Any], str]]] = MappingProxyType(
    {
        Shown: lambda one: f'shown: "{_short(one.text)}"',
        Asked: lambda one: f"asked: {one.question}",
        Answered: lambda one: "the user agrees" if one.yes else "the user says no",
        Handed: lambda one: f"file: {one.path.rsplit('/', 1)[-1]}, {one.size} bytes",
        Ended: lambda one: f"ends: {one.outcome}" + (f" ({one.reason})" if one.reason else ""),
        Broke: lambda one: f"broke: {_short(one.message)}",
        Restarted: lambda one: "the client is started again",
    }
)
