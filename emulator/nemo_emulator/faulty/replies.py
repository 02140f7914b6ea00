"""What becomes of the messages of a reply on their way out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.types import Message, Send

from nemo_emulator.script import Amount, Reply, Unit, changed
from nemo_emulator.script.effects import AnyEffect, Body, BodyText, Cut

End = Callable[[Cut], Awaitable[None]]


async def send_reply(send: Send, reply: Reply) -> None:
    """A whole reply, as two messages."""
    headers = list(reply.headers)
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


@dataclass(slots=True)
class Rewriting:
    """Passes a changed reply on: kept until it is whole if its body changes."""

    send: Send
    effects: tuple[AnyEffect, ...]
    done: Callable[[], None]
    _start: Message | None = None
    _body: bytearray = field(default_factory=bytearray)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is None:
            await self.send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._say(self._start)

    async def _begin(self, start: Message) -> None:
        bodies = [one for one in self.effects if isinstance(one, Body | BodyText)]
        if bodies:
            self._start = start
            return
        reply = changed(_reply(start, b""), self.effects)
        self.done()
        await self.send({**start, "headers": list(reply.headers)})

    async def _say(self, start: Message) -> None:
        self._start = None
        self.done()
        await send_reply(self.send, changed(_reply(start, bytes(self._body)), self.effects))


def _reply(start: Message, body: bytes) -> Reply:
    return Reply(start["status"], tuple(start.get("headers", ())), body)


@dataclass(slots=True)
class Cutting:
    """Passes a reply on up to an amount of its body, then ends the connection.

    What is said after that is said to nobody.
    """

    send: Send
    cut: Cut
    end: End
    over: bool = False
    _left: int | None = None

    async def __call__(self, message: Message) -> None:
        if self.over:
            return
        if message["type"] == "http.response.start":
            self._left = _limit(self.cut.after, message)
            await self._begin(message)
            return
        body = message.get("body", b"")
        if self._left is None or len(body) < self._left:
            self._left = None if self._left is None else self._left - len(body)
            await self.send(message)
            return
        await self.send({"type": message["type"], "body": body[: self._left], "more_body": True})
        await self._end()

    async def _begin(self, start: Message) -> None:
        """An end before any byte of the body is an end before the headers, if it is at 0."""
        if self._left == 0:
            await self._end()
        else:
            await self.send(start)

    async def _end(self) -> None:
        self.over = True
        await self.end(self.cut)


def _limit(after: Amount, start: Message) -> int | None:
    """The amount in bytes of this reply's body; None: unknown, so that it ends as usual.

    An amount of time is no byte at all: until then nothing is said.
    """
    match after.unit:
        case Unit.BYTES:
            return int(after.n)
        case Unit.PERCENT | Unit.ALL:
            lengths = dict(start.get("headers", ()))
            share = 1.0 if after.unit is Unit.ALL else after.n / 100
            length = lengths.get(b"content-length")
            return None if length is None else int(int(length) * share)
        case _:
            return 0
