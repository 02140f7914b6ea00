"""What happened around a finding about a server, on the conversation's own time axis."""

from collections.abc import Iterator
from typing import Final

from nemo_conformance.judge.verdict import Finding
from nemo_conformance.reports.trace import Moment
from nemo_conformance.server.judge.check import reply_of
from nemo_conformance.server.record import LINK, Call, Record

LINES: Final = 10
WIDTH: Final = 48


def trace(record: Record, finding: Finding) -> tuple[Moment, ...]:
    """At most ten requests, the one that the finding is about among the last."""
    last = max((n for n, one in enumerate(record.calls) if one.n == finding.visit), default=-1)
    end = last + 2 if last >= 0 else len(record.calls)
    shown = record.calls[max(0, end - LINES) : end]
    return tuple(_moments(shown, finding))


def _moments(calls: tuple[Call, ...], finding: Finding) -> Iterator[Moment]:
    for call in calls:
        here = call.n == finding.visit
        yield Moment(at=call.at, what=f"{_request(call)} -> {_reply(call)}", here=here)


def _request(call: Call) -> str:
    what = "a media link" if call.operation == LINK else call.operation or call.path
    who = f"{call.who}: " if call.who else ""
    about = _about(call)
    why = f" ({', '.join(sorted(call.shows))})" if call.shows else ""
    return f"{who}{call.method} {what}{about}{why}"


def _about(call: Call) -> str:
    match call.asked:
        case {"new_message": {"parts": [{"text": str(text)}, *_]}}:
            return f' "{text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"}"'
        case {"id": str(name)}:
            return f" {name}"
        case _:
            return f" {', '.join(call.files)}" if call.files else ""


def _reply(call: Call) -> str:
    if not call.is_stream:
        return reply_of(call)
    how = "left" if call.left else "closed" if call.whole else "broken off"
    return f"a stream of {sum(len(one.data) for one in call.frames)} bytes, {how}"
