"""A record made easy to ask: what was done for each wish, what was sent, what was shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeVar

from nemo_conformance.driver.words import Capability, Outcome
from nemo_conformance.judge.listening import Listening
from nemo_conformance.judge.texts import squeezed
from nemo_conformance.record import (
    Answered,
    Broke,
    Ended,
    Ending,
    Heard,
    Instruction,
    Record,
    Restarted,
    Shown,
    TokenGiven,
    Visit,
    Want,
    Wish,
)
from nemo_contract.codes import Code

H = TypeVar("H", bound=Heard)
FIRST_LOOK: Final = 30.0
"""Virtual seconds from a loss to the first query (C-SSE-7)."""


@dataclass(frozen=True)
class Story:
    """The record and what follows from it."""

    record: Record

    @property
    def visits(self) -> tuple[Visit, ...]:
        return self.record.visits

    @property
    def exact(self) -> bool:
        """Upper bounds in time may be judged."""
        return self.record.setup.exact

    @property
    def anonymous(self) -> bool:
        """The user has no account of their own."""
        return self.record.setup.token is TokenGiven.NONE

    def can(self, *capabilities: Capability) -> bool:
        """Whether the client declared all of these."""
        return self.record.setup.capabilities.issuperset(capabilities)

    def of(self, *operations: str) -> tuple[Visit, ...]:
        """The requests for these operations."""
        return tuple(one for one in self.visits if one.operation in operations)

    def during(self, n: int, *operations: str) -> tuple[Visit, ...]:
        """The requests made for a wish, of these operations or of any."""
        return tuple(
            one
            for one in self.visits
            if one.intent == n and (not operations or one.operation in operations)
        )

    def after(self, visit: Visit, *operations: str) -> tuple[Visit, ...]:
        """The later requests for the same wish."""
        return tuple(one for one in self.during(visit.intent, *operations) if one.n > visit.n)

    def refused(self, code: int, *operations: str) -> tuple[Visit, ...]:
        """The requests to the API, or for these operations, that were refused with a code."""
        return tuple(
            one
            for one in (self.of(*operations) if operations else self.visits)
            if one.operation and one.refusal == code
        )

    def wishes(self, *wants: Want) -> tuple[Wish, ...]:
        """The wishes about these."""
        return tuple(one for one in self.record.wishes if one.want in wants)

    def wish(self, n: int) -> Wish | None:
        return next((one for one in self.record.wishes if one.n == n), None)

    @cached_property
    def said(self) -> str:
        """All that the user said."""
        return "\n".join(one.text for one in self.record.wishes)

    def heard(self, kind: type[H], n: int | None = None) -> tuple[H, ...]:
        """What the driver told of this kind, in one wish or in all."""
        return tuple(
            one for one in self.record.heard if isinstance(one, kind) and n in (None, one.n)
        )

    def ended(self, n: int) -> Ended | None:
        """How a wish ended, as the client says."""
        return next(iter(self.heard(Ended, n)), None)

    def is_done(self, n: int) -> bool:
        ended = self.ended(n)
        return ended is not None and ended.outcome is Outcome.DONE

    def shown(self, n: int, *, since: float = float("-inf")) -> str:
        """All that the user saw during a wish, a line each."""
        return "\n".join(one.text for one in self.heard(Shown, n) if one.at >= since)

    @cached_property
    def broke(self) -> Broke | None:
        """The client's breaking, if it broke."""
        return next(iter(self.heard(Broke)), None)

    @cached_property
    def restarts(self) -> tuple[Restarted, ...]:
        return self.heard(Restarted)

    @cached_property
    def streams(self) -> tuple[Listening, ...]:
        """Every stream that began."""
        return tuple(Listening(self._met(one)) for one in self.of("run_sse") if one.is_stream)

    def _met(self, visit: Visit) -> Visit:
        """A stream that stayed open though its client went on was left without a word.

        It was left where the next query, or the end of the wish, says at the latest.
        """
        if visit.ending is not Ending.OPEN:
            return visit
        queries = [one.at - FIRST_LOOK for one in self.after(visit, "state")]
        ended = self.ended(visit.intent)
        left = [*queries[:1], *([ended.at] if ended else [])]
        if not left:
            return visit
        at = max(min(left), visit.at)
        frames = tuple(one for one in visit.frames if one.at <= at)
        taken = sum(len(one.data) for one in frames)
        return replace(visit, ending=Ending.LEFT, ended_at=at, frames=frames, taken=taken)

    def streams_of(self, n: int) -> tuple[Listening, ...]:
        """The streams of a wish."""
        return tuple(one for one in self.streams if one.visit.intent == n)

    def forbade(self, n: int) -> bool:
        """The client asked for leave during a wish, heard no, and ended with that."""
        ended = self.ended(n)
        asked_in_vain = any(not one.yes for one in self.heard(Answered, n))
        return asked_in_vain and ended is not None and ended.outcome is Outcome.NOT_ALLOWED

    def consents(self, n: int) -> int:
        """How often the user agreed to something during a wish."""
        return sum(one.yes for one in self.heard(Answered, n))

    def sends(self, wish: Wish) -> tuple[Visit, ...]:
        """The requests that carried this wish's message, late ones included."""
        return tuple(
            one
            for one in self.of("run_sse")
            if said(one) == wish.text.strip() and self._meant(one, wish)
        )

    def _meant(self, visit: Visit, wish: Wish) -> bool:
        current = self.wish(visit.intent)
        others = current is not None and current.text.strip() == wish.text.strip()
        return visit.intent == wish.n or (visit.intent > wish.n and not others)

    def repeats_refused(self, visit: Visit) -> bool:
        """The message before this one was refused for a known reason: it came once."""
        earlier = [one for one in self.during(visit.intent, "run_sse") if one.n < visit.n]
        last = earlier[-1] if earlier else None
        return last is not None and last.refusal in set(Code) and (last.status or 0) < 500

    @cached_property
    def strange(self) -> tuple[Visit, ...]:
        """Messages that carry no wish's text."""
        wanted = {one.text.strip() for one in self.record.wishes}
        return tuple(one for one in self.of("run_sse") if said(one) not in wanted)

    def instructions_in(self, stream: Listening) -> tuple[Instruction, ...]:
        """The scripted GUI instructions that the client took from a stream."""
        text = squeezed(stream.text).casefold()
        mine = self.record.instructions
        return tuple(one for one in mine if squeezed(one.text).casefold() in text)

    def statuses(self, n: int) -> Iterator[Shown]:
        """What was shown of the client's own words: no text of a stream."""
        sent = squeezed("".join(one.text for one in self.streams_of(n)))
        for one in self.heard(Shown, n):
            if squeezed(one.text) and squeezed(one.text) not in sent:
                yield one

    def spent(self, n: int) -> int:
        """Credits that a wish's turns took."""
        mine = {one.n for one in self.during(n)}
        return sum(row.amount for row in self.record.ledger if row.visit in mine)

    def draft_at(self, session_id: str, at: float) -> object:
        """The session's draft at a moment; None before there was one."""
        known = [d for d in self.record.drafts if d.session_id == session_id and d.at <= at]
        return known[-1].draft if known else None


def said(visit: Visit) -> str:
    """The text of a message that was sent to ``/run_sse``."""
    match visit.asked:
        case {"new_message": {"parts": [*parts]}}:
            texts = (part.get("text") for part in parts if isinstance(part, dict))
            return "\n".join(one for one in texts if one and isinstance(one, str)).strip()
        case _:
            return ""


def session_of(visit: Visit) -> str | None:
    """The session that a request names, in its body or in its path."""
    match visit.operation, visit.asked:
        case ("run_sse", {"session_id": value}) | ("render_submit", {"sessionId": value}):
            return str(value)
        case ("upload", _):
            return visit.path.rsplit("/", 1)[-1]
        case ("state", _):
            return visit.path.split("/")[-2]
        case _:
            return None


def render_of(visit: Visit) -> str | None:
    """The render that a request names."""
    match visit.operation, visit.asked:
        case ("render_submit", {"id": value}):
            return str(value)
        case ("render_poll", _):
            return visit.path.rsplit("/", 1)[-1]
        case ("render_download" | "render_cancel", _):
            return visit.path.split("/")[-2]
        case _:
            return None


def data(visit: Visit) -> dict[str, object]:
    """The ``data`` of an envelope, empty when there is none."""
    match visit.told:
        case {"data": dict() as found}:
            return found
        case _:
            return {}
