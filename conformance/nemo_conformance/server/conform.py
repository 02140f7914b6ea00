"""The kit for servers as one function: hold conversations with one, judge them, report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from nemo_conformance.clock import real_seconds
from nemo_conformance.judge import Status, Verdict
from nemo_conformance.reports import Client, Report
from nemo_conformance.server.conversations import Conversation
from nemo_conformance.server.judge import judge
from nemo_conformance.server.purse import Purse
from nemo_conformance.server.record import Record
from nemo_conformance.server.report import Judged, told
from nemo_conformance.server.visit import Guest, Target
from nemo_conformance.server.wire import Unreachable
from nemo_contract import Tier

BROKEN = frozenset({Status.FAIL, Status.WARN, Status.HARNESS_ERROR})
More = Callable[[Guest, frozenset[str]], Iterable[Judged]]
"""A further lane: given who asks, and the rules that are known to be broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to talk about, how much may be sent, and who hears of each conversation.

    ``more`` are further lanes, each given the guest after the curated conversations.
    """

    conversations: Sequence[Conversation]
    purse: Purse = field(default_factory=Purse)
    more: Sequence[More] = ()
    hear: Callable[[Record, Sequence[Verdict]], None] = lambda record, verdicts: None


def conform(target: Target, plan: Plan) -> Report:
    """Judge the server. One that nobody reaches stops it: the report says so."""
    began = real_seconds()
    judged: list[Judged] = []
    stopped = ""
    with Guest(target, plan.purse) as guest:
        try:
            for one in _all(guest, plan):
                judged.append(one)
                plan.hear(*one)
        except Unreachable as error:
            stopped = str(error)
        tier = Tier.COOPERATIVE if guest.control is not None else Tier.REAL
    return told(
        Client(name=urlsplit(target.url).netloc, carrier="http", tier=tier),
        judged,
        stories={one.name: one.story for one in plan.conversations},
        seed=target.seed,
        seconds=real_seconds() - began,
        stopped=stopped,
    )


def _all(guest: Guest, plan: Plan) -> Iterator[Judged]:
    known: set[str] = set()
    for one in filter(guest.suits, plan.conversations):
        record = guest.hold(one)
        verdicts = judge(record)
        known |= {v.requirement for v in verdicts if v.status in BROKEN}
        yield record, verdicts
    for lane in plan.more:
        yield from lane(guest, frozenset(known))
