"""The layer between the journal and the routes: everything that goes wrong with a request."""

from collections.abc import Callable
from functools import partial
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nemo_emulator.faulty.desk import KEY, Desk, Met
from nemo_emulator.faulty.replies import Cutting, Rewriting, send_reply
from nemo_emulator.faulty.requests import Counting, Replaying
from nemo_emulator.faulty.whose import IN_BODY, whose
from nemo_emulator.script import CLEAN, Place, Unit, answered, changed
from nemo_emulator.script.effects import (
    Answer,
    Body,
    BodyText,
    Cut,
    Header,
    NoHeader,
    Work,
)
from nemo_emulator.wire import tap_of

AHEAD: Final = 8 * 1024 * 1024
"""Bytes of a body that are read to find out whose it is."""


class Faulty:
    """Pure ASGI. ``desk`` gives the run's faults (None: not for this request), ``name`` the
    operation, ``media`` among them (None: none that a rule could be about)."""

    def __init__(
        self,
        app: ASGIApp,
        desk: Callable[[Scope], Desk | None],
        name: Callable[[Scope], str | None],
    ) -> None:
        self._app = app
        self._desk = desk
        self._name = name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        desk = self._desk(scope) if scope["type"] == "http" else None
        operation = None if desk is None else self._name(scope)
        if desk is None or operation is None:
            await self._app(scope, receive, send)
            return
        if not desk.faults:
            desk.faults.meet(operation, now=0.0, run=desk.run)
            await self._app(scope, receive, send)
            return
        await self._meet(desk, operation, scope, Replaying(receive), send)

    async def _meet(
        self, desk: Desk, operation: str, scope: Scope, asked: Replaying, send: Send
    ) -> None:
        find = await _search(desk, operation, scope, asked)
        now = desk.clock.now() - desk.began
        decision = desk.faults.meet(operation, now=now, run=desk.run, find_session=find)
        if decision is CLEAN:
            await self._app(scope, asked, send)
            return
        await self._suffer(Met(desk, decision, tap_of(scope)), operation, scope, asked, send)

    async def _suffer(
        self, met: Met, operation: str, scope: Scope, asked: Replaying, send: Send
    ) -> None:
        """Carry a request out, or not, with all that it met."""
        scope["state"][KEY] = met
        await met.delay()
        met.arm()
        cutting = _cutting(met, operation, send)
        counting = _counting(met, operation, asked)
        say: Send = cutting or send
        if counting is not None:
            say = partial(_unless_over, counting, say)
        await self._carry_out(met, scope, asked, counting or asked, say)
        if (cutting and cutting.over) or (counting and counting.over):
            await met.gone(asked.receive, met.decision.all(Cut)[0].by)
        await met.settle()

    async def _carry_out(
        self, met: Met, scope: Scope, asked: Replaying, receive: Receive, send: Send
    ) -> None:
        answer = met.decision.one(Answer)
        twice = met.twice or (answer and answer.work is Work.DONE)
        if twice:
            await asked.read(1 << 40)
            unheard = {**scope, "state": {**scope["state"], KEY: met.unheard()}}
            await self._app(unheard, asked.copy(), _nobody)
        if answer is None:
            await self._app(scope, receive, _rewriting(met, send))
            return
        reply = changed(answered(answer, met.desk.style), met.decision.effects)
        met.done(answer, *met.decision.all(Body, BodyText, Header, NoHeader))
        await send_reply(send, reply)


async def _search(
    desk: Desk, operation: str, scope: Scope, asked: Replaying
) -> Callable[[], Place | None]:
    """How to find the session; the body is read only if it matters and tells."""
    if not desk.faults.names_sessions(operation):
        return lambda: None
    body = await asked.read(AHEAD) if operation in IN_BODY else b""
    named = whose(operation, scope["path"], body)
    return lambda: None if named is None else desk.place(named)


def _rewriting(met: Met, send: Send) -> Send:
    effects = met.decision.all(Body, BodyText, Header, NoHeader)
    return Rewriting(send, effects, partial(met.done, *effects)) if effects else send


def _cutting(met: Met, operation: str, send: Send) -> Cutting | None:
    """A cut of the reply's body; a stream's is the stream's own, the wire's the tap's."""
    cut = met.decision.one(Cut)
    if cut is None or operation == "run_sse" or cut.after.unit is Unit.WIRE_BYTES:
        return None
    if operation == "upload" and cut.after.unit is Unit.BYTES:
        return None
    return Cutting(send, cut, partial(_end, met))


def _counting(met: Met, operation: str, receive: Receive) -> Counting | None:
    """A cut of what comes up."""
    cut = met.decision.one(Cut)
    if cut is None or operation != "upload" or cut.after.unit is not Unit.BYTES:
        return None
    return Counting(receive, int(cut.after.n), partial(_end, met, cut))


async def _end(met: Met, cut: Cut) -> None:
    if cut.after.unit is Unit.SECONDS:
        await met.desk.clock.sleep(cut.after.n)
    met.done(cut)
    await met.end(cut.by)


async def _unless_over(counting: Counting, send: Send, message: Message) -> None:
    if not counting.over:
        await send(message)


async def _nobody(message: Message) -> None:
    """Hears a reply that is lost."""
