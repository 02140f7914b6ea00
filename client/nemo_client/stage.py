"""A stage to play flows on: a script of answers goes in, the steps come out; no network, no time.

stage = Stage(ok({"available": 3, "frozen": 0, "total": 3}))
stage.play(credit_balance(desk))
assert stage.asked == ["credits"]
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from nemo_client.attribution import Attribution
from nemo_client.flows.desk import Account, Desk, Profile, Talk
from nemo_client.flows.steps import (
    Answer,
    Ask,
    Broken,
    Call,
    Chunk,
    Consent,
    Done,
    Drawn,
    End,
    FileFacts,
    Flow,
    Forget,
    Found,
    Identity,
    Inspect,
    Keep,
    Kind,
    Mint,
    Open,
    Read,
    Recall,
    Recalled,
    Remember,
    RenderNote,
    Reply,
    Request,
    Save,
    Saved,
    Silence,
    Step,
    Tell,
    Wait,
)

T = TypeVar("T")
JPEG = b"\xff\xd8\xff\xe0 a photo"


@dataclass(frozen=True, slots=True)
class After:
    """An answer that comes so many virtual seconds after it was asked for."""

    seconds: float
    answer: Answer


def reply(status: int, body: object, **headers: str) -> Reply:
    """A reply with a JSON body, or with bytes as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(0, status, named, data)


def ok(data: object) -> Reply:
    """Success in an envelope."""
    return reply(200, {"code": 0, "message": "ok", "data": data})


def refused(code: int, status: int = 200, **headers: str) -> Reply:
    """A refusal in an envelope."""
    return reply(status, {"code": code, "message": "no", "data": None}, **headers)


def broken(*, sent: bool = True) -> Broken:
    """No reply."""
    return Broken(0, sent)


def state(draft: object = None, **more: object) -> Reply:
    """A session's state."""
    return ok({"session_id": "7", "state": {"draft": draft, **more}})


def job(status: str, **more: object) -> Reply:
    """A render's state in the reply shape ``flat``."""
    return reply(200, {"taskId": "r", "status": status, **more})


def streaming() -> Reply:
    """The headers of an event stream."""
    return Reply(0, 200, {"content-type": "text/event-stream"}, streaming=True)


def sse(*payloads: object) -> Chunk:
    """Events of a stream in one read."""
    lines = (f"data: {json.dumps(payload)}\n\n" for payload in payloads)
    return Chunk(0, "".join(lines).encode())


def said(*texts: str) -> Chunk:
    """Text events in the dialect ``typed``."""
    return sse(*({"type": "text", "content": text} for text in texts))


def end() -> End:
    """The stream is closed in good order."""
    return End(0)


def saved(size: int = 9, *, whole: bool = True) -> Reply:
    """A file that was stored."""
    return Reply(0, 200, saved=Saved(size, "ab" * 32, whole))


def desk(**profile: str) -> Desk:
    """A desk with an open session and an anonymous token."""
    told = {"api": "http://api.test", "web": "http://web.test", "agent": "stage/1"} | profile
    account = Account(Profile(attribution=Attribution("stage", "1"), **told))
    account.identity = Identity("client-0", "nmv_usr_0", "anon_0")
    return Desk(account, Talk("7", "task-7", "me", "project", "en"), known={})


def stranger(**profile: str) -> Desk:
    """A desk that has neither token nor session yet."""
    fresh = desk(**profile)
    fresh.account.identity = fresh.talk = fresh.known = None
    return fresh


@dataclass(slots=True)
class Stage:
    """Plays flows. ``files`` are those that are there, ``kept`` is what earlier runs kept,
    ``consents`` what the user answers."""

    script: list[Answer | After] = field(default_factory=list)
    files: Mapping[str, tuple[int, bytes]] = field(default_factory=dict)
    kept: Identity | None = None
    last: Talk | None = None
    renders: tuple[RenderNote, ...] = ()
    consents: bool = False
    now: float = 0.0
    steps: list[Step[Any]] = field(default_factory=list)

    def play(self, flow: Flow[T]) -> T:
        """The flow's result; raises what it raises."""
        answer: Answer | None = None
        try:
            while True:
                step = flow.send(answer)
                self.steps.append(step)
                answer = replace(self._answer(step), now=self.now)
        except StopIteration as finished:
            result: T = finished.value
            return result

    @property
    def requests(self) -> list[Request]:
        """What was asked of the service, in order."""
        return [step.request for step in self.steps if isinstance(step, Call | Open | Save)]

    @property
    def asked(self) -> list[str]:
        """The plot: operations by name, waits in seconds, questions."""
        return [line for step in self.steps if (line := _line(step))]

    def told(self, *kinds: Kind) -> list[str]:
        """What the user was told, of these kinds or of all."""
        return [
            step.text
            for step in self.steps
            if isinstance(step, Tell) and (not kinds or step.kind in kinds)
        ]

    def count(self, operation: str) -> int:
        """How often an operation was asked for."""
        return sum(request.operation == operation for request in self.requests)

    def _answer(self, step: Step[Any]) -> Answer:
        match step:
            case Call() | Open() | Save():
                return self._next(step)
            case Read(until):
                return self._heard(until)
            case Wait(seconds):
                self.now += seconds
                return Done(0)
            case _:
                return self._at_hand(step)

    def _next(self, step: Step[Any]) -> Answer:
        if not self.script:
            raise AssertionError(f"the script ends before {_line(step)!r}; so far {self.asked}")
        answer = self.script.pop(0)
        if isinstance(answer, After):
            self.now += answer.seconds
            return answer.answer
        return answer

    def _heard(self, until: float) -> Answer:
        if not self.script:
            self.now = until
            return Silence(0)
        first = self.script[0]
        if isinstance(first, After) and self.now + first.seconds > until:
            self.script[0] = After(self.now + first.seconds - until, first.answer)
            self.now = until
            return Silence(0)
        return self._next(Read(until))

    def _at_hand(self, step: Step[Any]) -> Answer:
        match step:
            case Ask():
                return Consent(0, self.consents)
            case Mint(kind):
                minted = sum(isinstance(past, Mint) for past in self.steps)
                return Drawn(0, f"{kind}-{minted}")
            case Recall():
                return Recalled(0, self.kept, self.last, self.renders)
            case Inspect(source):
                size, head = self.files.get(source.name, (None, b""))
                found = Found.NOTHING if size is None else Found.FILE
                return FileFacts(0, source.name, size, head, found)
            case Remember(Identity() as identity):
                self.kept = identity
        return Done(0)


def _line(step: Step[Any]) -> str:
    match step:
        case Call(request) | Open(request) | Save(request, _):
            return request.operation
        case Wait(seconds):
            return f"wait {seconds:g}"
        case Ask(question):
            return f"ask {question}"
        case Keep(_, name):
            return f"keep {name.name}" if isinstance(name, Path) else "throw away"
        case Forget(render_id):
            return f"forget {render_id}"
    return ""
