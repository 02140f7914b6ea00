"""Holds conversations with a server, and writes each down."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Final, Self

import httpx

from nemo_conformance.clock import real_seconds
from nemo_conformance.server.control import Control, ControlError, setup_of
from nemo_conformance.server.conversations import Conversation
from nemo_conformance.server.conversations.conversation import World
from nemo_conformance.server.lab import Lab, Names, Person, Stuck
from nemo_conformance.server.purse import Purse, Spent
from nemo_conformance.server.record import Record, Setup
from nemo_conformance.server.wire import Wire

OWN: Final = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The server under test. ``seed`` makes the ids; ``patience`` is in real seconds, and
    ``afterwards`` those that a stream has to end in when its virtual time is over.
    ``token`` is used in place of one for the first person; ``web`` is where claim links lead,
    ``media`` an address that the server can upload from, ``OWN`` for those that it gave itself.
    """

    url: str
    token: str = ""
    control_token: str = ""
    web: str = ""
    media: str = ""
    patience: float = 60.0
    afterwards: float = 5.0
    seed: int = 0


@dataclass(slots=True)
class Time:
    """A conversation's seconds: moved by the kit, or passing by themselves."""

    manual: bool
    elapsed: float = 0.0
    began: float = field(default_factory=real_seconds)

    def now(self) -> float:
        return self.elapsed if self.manual else real_seconds() - self.began

    def passed(self, seconds: float) -> None:
        self.elapsed += seconds


class Guest:
    """A visitor of one server. A context manager."""

    def __init__(self, target: Target, purse: Purse | None = None) -> None:
        self.target = target
        self.purse = purse or Purse()
        self._known: dict[str, Person] = {}
        self._drafted: dict[str, str] = {}
        self._names = Names(target.seed)
        self._http = httpx.Client(trust_env=False, follow_redirects=False)
        self.control: Control | None = None

    def __enter__(self) -> Self:
        target = self.target
        self.control = Control.found(self._http, target.url, target.control_token)
        if target.token:
            self._known["ann"] = Person(name="ann", token=target.token, user_id="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def suits(self, one: Conversation) -> bool:
        """Whether it can be held with this server at all."""
        return self.control is not None or (one.plain and not one.control)

    def hold(self, one: Conversation) -> Record:
        """Hold a conversation to its end, or as far as it goes. Raises ``Unreachable``."""
        try:
            lab = self.enter(one.world)
        except (ControlError, httpx.HTTPError) as error:
            return Record(conversation=one.name, setup=Setup(), broken=str(error))
        broken = None
        try:
            one.talk(lab)
        except (Stuck, Spent):
            pass
        except (ControlError, httpx.HTTPError) as error:
            broken = str(error) or type(error).__name__
        return self.leave(lab, one.name, broken)

    def enter(self, world: World) -> Lab:
        """A lab in a world of this kind, where there are worlds. Raises ``ControlError``."""
        if self.control is None:
            return self._plain_lab()
        return self._run_lab(self.control.open({**world, "seed": self.target.seed}))

    def leave(self, lab: Lab, name: str, broken: str | None = None) -> Record:
        """The conversation is over: what was said, and what only a control plane tells."""
        record = Record(
            conversation=name,
            setup=lab.setup,
            calls=tuple(lab.wire.calls),
            users={person: user for person, user in lab.users.items() if user},
            broken=broken,
        )
        if lab.control is None:
            return record
        try:
            return _with_truth(record, lab.control)
        finally:
            with suppress(ControlError, httpx.HTTPError):
                lab.control.end()

    def _plain_lab(self) -> Lab:
        time = Time(manual=False)
        target = self.target
        return Lab(
            base=target.url.rstrip("/"),
            wire=Wire(self._http, self.purse, time.now),
            setup=Setup(fetches=bool(target.media)),
            names=self._names,
            now=time.now,
            patience=target.patience,
            afterwards=target.afterwards,
            known=self._known,
            drafted=self._drafted,
            users={},
            media="" if target.media == OWN else target.media,
            web=target.web,
        )

    def _run_lab(self, run: Control) -> Lab:
        time = Time(manual=True)
        setup = setup_of(run, fetches=bool(self.target.media))
        lab = replace(self._plain_lab(), base=run.base, setup=setup, control=run)
        return replace(
            lab,
            wire=Wire(self._http, self.purse, time.now),
            names=Names(self.target.seed),
            now=time.now,
            passed=time.passed,
            known={},
            drafted={},
            users={},
            web=run.base,
        )


def _with_truth(record: Record, run: Control) -> Record:
    """What only a control plane tells."""
    try:
        return replace(record, ledger=run.ledger(), kept=run.drafts())
    except (ControlError, httpx.HTTPError) as error:
        return replace(record, broken=record.broken or str(error))


def held(guest: Guest, conversations: Sequence[Conversation]) -> Iterator[Record]:
    """Those that can be held, one after the other."""
    for one in conversations:
        if guest.suits(one):
            yield guest.hold(one)
