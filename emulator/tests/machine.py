"""Anything a client or a tester may do, in any order, beside a model of what must come of it."""

import itertools
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, ClassVar

from emulator.tests.stage import Emu, User, message, running
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)

from nemo_contract import JOB_NEXT, JobStatus
from nemo_emulator import verbs
from nemo_emulator.settings import Pace, Settings

GRANT, EDIT = 100, 50
FIRST = "turn these images into a smooth video with transitions"
LATER = ("2 seconds each", "make it black and white", 'add the title "Hi"', "add lo-fi music")
TALK = ("hello", "what can you do?", "thanks", "你好")


def reachable() -> frozenset[tuple[JobStatus, JobStatus]]:
    """What a job may have become between two looks, itself included."""
    steps = {(before, after) for (before, _), after in JOB_NEXT.items()}
    steps |= {(status, status) for status in JobStatus}
    further = {(a, d) for (a, b), (c, d) in itertools.product(steps, steps) if b is c}
    return frozenset(steps | further)


ALONG = reachable()


@dataclass(slots=True, eq=False)
class Person:
    """A client and what it has done: ``paid`` counts sessions whose first edit was accepted."""

    client_id: str
    user: User
    sent: int = 0
    paid: int = 0
    good: bool = True

    @property
    def available(self) -> int:
        return GRANT - EDIT * self.paid


@dataclass(slots=True, eq=False)
class Talk:
    """A session of somebody."""

    of: Person
    sid: str
    uploads: int = 0
    edited: bool = False
    renders: set[str] = field(default_factory=set[str])


@dataclass(frozen=True, slots=True)
class Film:
    """A render that was accepted."""

    of: Person
    id: str


def code(reply: Any) -> int:
    """The envelope's code, 0 for replies that have none."""
    return int(reply.json().get("code", 0))


class EmulatorMachine(RuleBasedStateMachine):
    """Rules are requests and the hand of a tester; the invariants are read from the world."""

    people = Bundle("people")
    talks = Bundle("talks")
    films = Bundle("films")
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self.emu: Emu = self._open.enter_context(running(Settings(pace=Pace.FAST, seed=3)))
        self.everybody: list[Person] = []
        self.seen: dict[str, JobStatus] = {}
        self.names = itertools.count(1)

    def teardown(self) -> None:
        self._open.close()

    # what a client does

    @initialize(target=people)
    def first(self) -> Person:
        return self._arrive()

    @precondition(lambda self: len(self.everybody) < 4)
    @rule(target=people)
    def sign_in(self) -> Person:
        return self._arrive()

    def _arrive(self) -> Person:
        client = f"00000000-0000-4000-8000-{len(self.everybody):012}"
        person = Person(client, self.emu.sign_in(client))
        self.everybody.append(person)
        return person

    @rule(person=people)
    def sign_in_again(self, person: Person) -> None:
        """A good token is not replaced, a revoked one is."""
        headers = {"X-Client-Id": person.client_id}
        reply = self.emu.http.post("/api/auth/anonymous-token", headers=headers)
        if person.good:
            assert code(reply) == 429
        else:
            assert reply.json()["data"]["user_id"] == person.user.data["user_id"]
            person.user, person.good = User(self.emu, reply.json()["data"]), True

    @rule(target=talks, person=people)
    def begin(self, person: Person) -> Talk:
        self._welcome(person)
        return Talk(person, person.user.session())

    def _welcome(self, person: Person) -> None:
        if not person.good:
            self.sign_in_again(person)

    @rule(talk=talks)
    def upload(self, talk: Talk) -> None:
        self._welcome(talk.of)
        assert code(talk.of.user.upload(talk.sid, "dot.png")) == 0
        talk.uploads += 1
        assert len(talk.of.user.state(talk.sid)["video_infos"]) == talk.uploads

    @rule(talk=talks, text=st.sampled_from(TALK))
    def chat(self, talk: Talk, text: str) -> None:
        """Words are free."""
        assert self._say(talk, text) == 0

    @precondition(lambda self: self.everybody)
    @rule(talk=talks, text=st.sampled_from(LATER))
    def edit(self, talk: Talk, text: str) -> None:
        """The first edit of a session costs 50, or is refused; the others cost nothing."""
        if not talk.uploads:
            return
        told = self._say(talk, text if talk.edited else FIRST)
        if talk.edited:
            assert told == 0
        elif talk.of.available >= EDIT:
            assert told == 0
            talk.edited = True
            talk.of.paid += 1
        else:
            assert told == 2001

    def _say(self, talk: Talk, text: str) -> int:
        """Send it and leave at once: the work goes on."""
        self._welcome(talk.of)
        talk.of.sent += 1
        body, headers = message(talk.sid, text), talk.of.user.headers
        with self.emu.http.stream("POST", "/run_sse", json=body, headers=headers) as reply:
            if "event-stream" in reply.headers["content-type"]:
                return 0
            reply.read()
            return code(reply)

    @rule(target=films, talk=talks)
    def export(self, talk: Talk) -> Any:
        self._welcome(talk.of)
        name, ready = f"render_{next(self.names)}", bool(talk.of.user.state(talk.sid)["draft"]["t"])
        reply = talk.of.user.export(talk.sid, name)
        assert code(reply) == (0 if ready else 422)
        return Film(talk.of, name) if ready else Film(talk.of, "")

    @rule(film=films, talk=talks)
    def export_again(self, film: Film, talk: Talk) -> None:
        """The id of an accepted render is taken for its account, and for nobody else."""
        if film.id and talk.of is film.of and talk.of.user.state(talk.sid)["draft"]["t"]:
            self._welcome(talk.of)
            assert code(talk.of.user.export(talk.sid, film.id)) == 409

    @rule(film=films)
    def poll(self, film: Film) -> None:
        if film.id:
            self._welcome(film.of)
            told = film.of.user.poll(film.id)
            assert (told["progress"] == 100) == (told["status"] == "completed")
            if told["status"] == "completed":
                reply = film.of.user.get(f"/api/render/proxy/{film.id}/download")
                assert len(reply.content) == told["output"]["size"]

    @rule(film=consumes(films))
    def cancel(self, film: Film) -> None:
        if film.id:
            self._welcome(film.of)
            reply = film.of.user.post(f"/api/render/proxy/lambda/{film.id}/cancel")
            assert reply.json()["status"] in ("completed", "failed")

    @rule(person=people, talk=talks, film=films)
    def pry(self, person: Person, talk: Talk, film: Film) -> None:
        """What belongs to another is not there."""
        self._welcome(person)
        if person is not talk.of:
            state = person.user.get(f"/api/state/nemo_agent/me/{talk.sid}/latest")
            assert code(state) == 1002
            assert code(person.user.post("/run_sse", json=message(talk.sid, "hello"))) == 1002
        if person is not film.of and film.id:
            assert code(person.user.get(f"/api/render/proxy/lambda/{film.id}")) == 404

    # what a tester does

    @rule(seconds=st.sampled_from([0.1, 0.5, 2.0, 10.0, 60.0]))
    def advance(self, seconds: float) -> None:
        self.emu.advance(seconds)

    @rule(person=people)
    def revoke(self, person: Person) -> None:
        it = self.emu.services
        self._inside(lambda: verbs.revoke(it, person.user.data["user_id"]))
        person.good = False
        assert code(person.user.get("/api/credits/balance/simple")) == 1001

    @rule()
    def restore(self) -> None:
        """A world that is taken out and put back is the same world."""
        it = self.emu.services
        kept = self._inside(lambda: verbs.snapshot(it))
        self.emu.loop.run(verbs.restore(it, kept))
        now = self._inside(lambda: verbs.snapshot(it))
        for table in ("accounts", "tokens", "uploads", "ledger"):
            assert now["state"][table] == kept["state"][table]

    def _inside(self, work: Any) -> Any:
        async def there() -> Any:
            return work()

        return self.emu.loop.run(there())

    # what is always true

    @invariant()
    def the_ledger_adds_up(self) -> None:
        type(self).steps += 1
        it = self.emu.services
        rows, accounts, turns = self._inside(
            lambda: (list(it.state.ledger), dict(it.state.accounts), list(it.state.turns.values()))
        )
        for person in self.everybody:
            account = accounts[person.user.data["user_id"]]
            charged = [r.amount for r in rows if r.user_id == account.user_id and r.amount]
            frozen = sum(t.reserved for t in turns if t.user_id == account.user_id)
            assert account.available == person.available >= 0
            assert account.frozen == frozen >= 0
            assert account.available + account.frozen == GRANT - sum(charged)
            assert len(charged) <= person.sent
        assert len({row.turn_id for row in rows}) == len(rows)

    @invariant()
    def the_wire_says_the_same(self) -> None:
        for person in self.everybody:
            if person.good:
                told = person.user.credits()
                assert told["total"] == told["available"] + told["frozen"]
                assert told["available"] == person.available

    @invariant()
    def jobs_move_along_the_table(self) -> None:
        it = self.emu.services
        for key, job in self._inside(lambda: dict(it.state.jobs)).items():
            assert (self.seen.get(key, JobStatus.PENDING), job.status) in ALONG
            self.seen[key] = job.status
        assert self.seen.keys() <= it.state.jobs.keys()
