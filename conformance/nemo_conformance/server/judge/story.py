"""A record, and what its checks keep asking of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from nemo_conformance.server.judge.speech import Speech
from nemo_conformance.server.record import LINK, Call, Record, Setup
from nemo_contract import Exposure

RENDER: Final = ("render_submit", "render_poll", "render_cancel")
ENDED: Final = frozenset({"completed", "failed"})
LONGEST: Final = 90.0
"""Virtual seconds that a render takes at most (contract.md 2.9)."""


@dataclass(frozen=True)
class Story:
    """The record and what follows from it."""

    record: Record

    @property
    def setup(self) -> Setup:
        return self.record.setup

    @property
    def calls(self) -> tuple[Call, ...]:
        return self.record.calls

    def of(self, *operations: str) -> tuple[Call, ...]:
        """The requests for these operations."""
        return tuple(one for one in self.calls if one.operation in operations)

    def showing(self, *terms: Exposure) -> tuple[Call, ...]:
        """The requests in which the kit did all of this on purpose."""
        return tuple(one for one in self.calls if one.showed(*terms))

    def after(self, call: Call, *operations: str) -> tuple[Call, ...]:
        """The later requests of the same person for these operations."""
        return tuple(one for one in self.of(*operations) if one.n > call.n and one.who == call.who)

    def before(self, call: Call, *operations: str) -> tuple[Call, ...]:
        """The earlier ones, the last first."""
        found = (one for one in self.of(*operations) if one.n < call.n and one.who == call.who)
        return tuple(reversed(tuple(found)))

    @cached_property
    def links(self) -> tuple[Call, ...]:
        return self.of(LINK)

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Every stream that began."""
        return tuple(Speech(one) for one in self.of("run_sse") if one.is_stream)

    @cached_property
    def style(self) -> str:
        """As the server says; else as its first refusal with a four-digit code shows."""
        if self.setup.style:
            return self.setup.style
        coded = (one for one in self.calls if (one.code or 0) >= 1000)
        first = next(coded, None)
        return "status" if first is not None and first.status != 200 else "envelope"

    @cached_property
    def dialect(self) -> str:
        """As the server says; else as its payloads show."""
        if self.setup.dialect:
            return self.setup.dialect
        payloads = (one for speech in self.speeches for one in speech.objects)
        return (
            "adk" if any({"author", "invocationId"} & one.keys() for one in payloads) else "typed"
        )

    @cached_property
    def shape(self) -> str:
        """As the server says; else as its first reply about a render shows."""
        if self.setup.shape:
            return self.setup.shape
        told: dict[str, Any] = next((one.told for one in self.jobs), {})
        return "superset" if {"taskId", "data"} <= told.keys() else _lone_shape(told)

    @cached_property
    def jobs(self) -> tuple[Call, ...]:
        """The replies that tell of a render."""
        return tuple(one for one in self.of(*RENDER) if one.fine and isinstance(one.told, dict))

    @cached_property
    def drafts(self) -> tuple[tuple[Call, dict[str, Any]], ...]:
        """Every draft with a segment that the server told."""
        return tuple(
            (call, draft)
            for call in self.of("state")
            if (draft := draft_in(call)) is not None and segments(draft)
        )

    def submit_of(self, call: Call) -> Call | None:
        """The accepted submit of the render that a request names."""
        name = render_of(call)
        mine = (one for one in self.before(call, "render_submit") if one.fine)
        return next((one for one in mine if render_of(one) == name), None)

    def overdue(self, poll: Call) -> bool:
        """By an exact clock the render must have ended before this."""
        submit = self.submit_of(poll)
        return self.setup.exact and submit is not None and poll.at - submit.at > LONGEST

    def balance_before(self, call: Call) -> Call | None:
        """The last balance that was read in peace before a request."""
        return next((one for one in self.before(call, "credits") if one.fine), None)

    def balance_after(self, call: Call) -> Call | None:
        """The first balance that was read in peace after a request."""
        later = self.after(call, "credits")
        running = Exposure.WORK_RUNNING
        return next((one for one in later if one.fine and not one.showed(running)), None)

    def spent(self, call: Call) -> int | None:
        """Credits between the balances around a request; None where one was not read."""
        before, after = self.balance_before(call), self.balance_after(call)
        if before is None or after is None:
            return None
        return number(before, "available") - number(after, "available")

    def state_after(self, call: Call) -> Call | None:
        """The first state of the request's session that was read after it."""
        name = session_of(call)
        later = (one for one in self.after(call, "state") if session_of(one) == name)
        return next(later, None)


def _lone_shape(told: dict[str, Any]) -> str:
    return "enveloped" if "data" in told else "flat"


def number(call: Call, name: str) -> int:
    """A whole number of an envelope's data; -1 for what is none."""
    found = call.data.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else -1


def draft_in(call: Call) -> dict[str, Any] | None:
    """The draft that a state tells or a submit carries."""
    match call.told, call.asked:
        case {"data": {"state": {"draft": dict() as draft}}}, _:
            return draft
        case _, {"draft": dict() as draft}:
            return draft
        case _:
            return None


def tracks(draft: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tracks of a draft that are objects."""
    found = draft.get("t")
    yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def segments(draft: dict[str, Any]) -> list[dict[str, Any]]:
    """The segments of all tracks that are objects."""
    lists = (track.get("sg") for track in tracks(draft))
    return [
        one for found in lists if isinstance(found, list) for one in found if isinstance(one, dict)
    ]


def session_of(call: Call) -> str | None:
    """The session that a request names, in its body or in its path."""
    match call.operation, call.asked:
        case ("run_sse" | "claim_token", {"session_id": value}):
            return str(value)
        case ("render_submit", {"sessionId": value}):
            return str(value)
        case ("upload", _):
            return call.path.rsplit("/", 1)[-1]
        case ("state", _):
            return call.path.split("/")[-2]
        case _:
            return None


def render_of(call: Call) -> str | None:
    """The render that a request names."""
    match call.operation, call.asked:
        case ("render_submit", {"id": value}):
            return str(value)
        case ("render_poll", _):
            return call.path.rsplit("/", 1)[-1]
        case ("render_download" | "render_cancel", _):
            return call.path.split("/")[-2]
        case _:
            return None


def status_of(call: Call) -> str | None:
    """The status that a render reply tells, in any of its shapes."""
    told = call.told if isinstance(call.told, dict) else {}
    found = told.get("status", call.data.get("status"))
    return found if isinstance(found, str) else None


def progress_of(call: Call) -> Any:
    """The progress that a render reply tells, in any of its shapes."""
    told = call.told if isinstance(call.told, dict) else {}
    return told.get("progress", call.data.get("progress"))


def id_of(call: Call) -> Any:
    """The id that a render reply tells, in any of its shapes."""
    told = call.told if isinstance(call.told, dict) else {}
    return told.get("taskId", call.data.get("id"))


def url_of(call: Call) -> str | None:
    """The address of a completed render's file."""
    told = call.told if isinstance(call.told, dict) else {}
    output = told.get("output")
    found = output.get("url") if isinstance(output, dict) else None
    found = found or call.data.get("outputUrl")
    return found if isinstance(found, str) else None
