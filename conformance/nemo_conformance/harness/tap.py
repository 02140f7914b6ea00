"""Sees every request before anything is left out of it, and every byte of a stream with its time.

Pure ASGI, the outermost layer of the run's own port; nothing passes differently for it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nemo_conformance.clock import real_seconds
from nemo_conformance.harness.names import Names
from nemo_conformance.record import DraftSeen, Ending, Frame, Visit
from nemo_contract import ENDPOINTS
from nemo_contract.codes import Code
from nemo_emulator.services import Services
from nemo_emulator.world.events import TokenRevoked
from nemo_emulator.world.world import digest

UNSAID: Final = re.compile(r"\b(?:cut|reset|half-close) after 0 wire-bytes")
"""A cut after which no byte of the reply reached the client."""
BAD_TOKEN: Final = int(Code.BAD_TOKEN)
BODY: Final = 4 * 1024 * 1024
CUTS: Final = re.compile(r"(?:^|[:,]\s*)(?:cut|reset|half-close|accept)\b")
_PATTERNS: Final = tuple(
    (row.operation, row.method, re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(row.path))))
    for row in ENDPOINTS.values()
)


def operation(method: str, path: str) -> str | None:
    """The contract's name for a request, None for what the contract does not know."""
    found = (op for op, how, where in _PATTERNS if how == method and where.fullmatch(path))
    return next(found, None)


@dataclass(slots=True)
class Heard:
    """One exchange while it goes on."""

    n: int
    scope: Scope
    path: str
    intent: int
    at: float
    asked: bytearray = field(default_factory=bytearray)
    asked_bytes: int = 0
    status: int | None = None
    kind: str = ""
    told: bytearray = field(default_factory=bytearray)
    told_bytes: int = 0
    frames: list[Frame] = field(default_factory=list[Frame])
    whole: bool = False
    gone: bool = False
    over_at: float | None = None
    faults: tuple[str, ...] = ()


class Tap:
    """Keeps the visits of one run. ``consumed`` gives how often each fault began to apply."""

    def __init__(
        self,
        app: ASGIApp,
        services: Services,
        names: Names,
        consumed: Callable[[], Mapping[str, int]],
    ) -> None:
        self._app = app
        self._services = services
        self._names = names
        self._consumed = consumed
        self._heard: list[Heard] = []
        self.intent = 0
        self.turns: dict[str, int] = {}
        self.drafts: list[DraftSeen] = []
        self.active_at = real_seconds()

    spins: Callable[[], bool] = staticmethod(lambda: False)
    looks: Callable[[], None] = staticmethod(lambda: None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.spins():
            self.active_at = real_seconds()
        prefix = "" if self._services.run == "default" else f"/r/{self._services.run}"
        path = scope.get("path", "").removeprefix(prefix)
        if scope["type"] != "http" or path.startswith("/__nemo"):
            await self._app(scope, receive, send)
            return
        heard = Heard(len(self._heard) + 1, scope, path, self.intent, self._now())
        self._heard.append(heard)
        self.looks()
        self._before(heard)
        before, turns = self._consumed(), self._turn_ids()
        try:
            hearing = await _ahead(scope, self._hearing(heard, receive))
            await self._app(scope, hearing, self._saying(heard, send))
        finally:
            self._after(heard, before, turns)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Everything so far, as the judge reads it."""
        return tuple(self._visit(one) for one in self._heard)

    def _now(self) -> float:
        return self._services.clock.elapsed

    def _turn_ids(self) -> set[str]:
        state = self._services.state
        return {*state.turns, *(row.turn_id for row in state.ledger)}

    def _before(self, heard: Heard) -> None:
        """How the drafts stand before a message; and a client id is a secret from now on."""
        given = dict(heard.scope["headers"]).get(b"x-client-id", b"").decode("latin-1")
        self._names.client(given)
        if operation(heard.scope["method"], heard.path) == "run_sse":
            for session in self._services.state.sessions.values():
                draft = session.draft.dump()
                self.drafts.append(DraftSeen(heard.at, session.session_id, draft))

    def _after(self, heard: Heard, before: Mapping[str, int], turns: set[str]) -> None:
        heard.over_at = self._now() if heard.over_at is None else heard.over_at
        heard.faults = tuple(
            rule for rule, count in self._consumed().items() if count > before.get(rule, 0)
        )
        for turn in self._turn_ids() - turns:
            self.turns.setdefault(turn, heard.n)
        if any(map(UNSAID.search, heard.faults)):
            heard.status, heard.kind, heard.frames = None, "", []
        self.active_at = real_seconds()

    def _hearing(self, heard: Heard, receive: Receive) -> Receive:
        async def hearing() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                body = message.get("body", b"")
                heard.asked_bytes += len(body)
                heard.asked += body[: max(0, BODY - len(heard.asked))]
            elif not heard.whole:
                heard.gone = True
                heard.over_at = self._now()
            return message

        return hearing

    def _saying(self, heard: Heard, send: Send) -> Send:
        async def saying(message: Message) -> None:
            if message["type"] == "http.response.start":
                heard.status = message["status"]
                heard.kind = _kind(message["headers"])
            elif message["type"] == "http.response.body":
                self._note(heard, message)
            await send(message)

        return saying

    def _note(self, heard: Heard, message: Message) -> None:
        body = message.get("body", b"")
        heard.told_bytes += len(body)
        if heard.kind == "text/event-stream" and body:
            heard.frames.append(Frame(self._now(), body))
        else:
            heard.told += body[: max(0, BODY - len(heard.told))]
        if not message.get("more_body", False):
            heard.whole, heard.over_at = True, self._now()
            self._learn(heard)
            self._disown(heard)

    def _learn(self, heard: Heard) -> None:
        """Secrets that are handed out have names from then on."""
        given = _json(bytes(heard.told))
        match operation(heard.scope["method"], heard.path), given:
            case "anonymous_token", {"data": {"token": str(token)}}:
                self._names.learn("token", token)
            case "claim_token", {"data": {"claim_token": str(token)}}:
                self._names.learn("claim", token)
            case _:
                pass

    def _disown(self, heard: Heard) -> None:
        """A token that was told to be bad is bad from then on, so that it may be replaced."""
        if _code(_json(bytes(heard.told))) != BAD_TOKEN:
            return
        given = dict(heard.scope["headers"]).get(b"authorization", b"").decode("latin-1")
        token = self._services.state.tokens.get(digest(given.partition(" ")[2].strip()))
        if token and not token.revoked:
            self._services.memory.commit((TokenRevoked(token.digest),))

    def _visit(self, heard: Heard) -> Visit:
        names = self._names
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in heard.scope["headers"]
        }
        told = _json(bytes(heard.told))
        streams = heard.kind == "text/event-stream"
        return Visit(
            n=heard.n,
            operation=operation(heard.scope["method"], heard.path),
            method=heard.scope["method"],
            path=names.blotted(heard.path),
            query=names.blotted(heard.scope["query_string"].decode("latin-1")),
            at=heard.at,
            ended_at=self._now() if heard.over_at is None else heard.over_at,
            intent=heard.intent,
            headers={name: names.blotted(value) for name, value in headers.items()},
            bearer=names.bearer(headers.get("authorization")),
            client_id=names.client(headers.get("x-client-id")),
            asked=names.clean(_json(bytes(heard.asked))),
            asked_bytes=heard.asked_bytes,
            status=heard.status,
            code=_code(told),
            kind=heard.kind,
            told=None if streams else names.clean(told),
            told_bytes=heard.told_bytes,
            ending=_ending(heard),
            frames=_frames(heard),
            taken=heard.told_bytes if streams else 0,
            faults=heard.faults,
        )


async def _ahead(scope: Scope, receive: Receive) -> Receive:
    """JSON is read before anybody answers: a fault may answer without having looked."""
    head = dict(scope["headers"])
    length = int(head.get(b"content-length", b"0") or b"0")
    if not head.get(b"content-type", b"").startswith(b"application/json") or length > BODY:
        return receive
    read = [await receive()]
    while read[-1].get("more_body"):
        read.append(await receive())

    async def again() -> Message:
        return read.pop(0) if read else await receive()

    return again


def _frames(heard: Heard) -> tuple[Frame, ...]:
    """What was written of a stream; a scripted reply that is one counts as a single write."""
    if heard.kind == "text/event-stream" and heard.told:
        return (Frame(heard.at, bytes(heard.told)),)
    return tuple(heard.frames)


def _ending(heard: Heard) -> Ending:
    if heard.whole:
        return Ending.WHOLE
    if any(CUTS.search(rule) for rule in heard.faults):
        return Ending.NONE if heard.status is None else Ending.CUT
    if heard.gone:
        return Ending.LEFT
    return Ending.NONE if heard.status is None else Ending.OPEN


def _kind(headers: Any) -> str:
    found = {bytes(name).lower(): bytes(value) for name, value in headers}
    return found.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()


def _code(told: Any) -> int | None:
    """An envelope's code; a code of another type is none."""
    match told:
        case {"code": int(code)} if not isinstance(code, bool):
            return code
        case _:
            return None


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None
