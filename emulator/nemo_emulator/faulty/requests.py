"""What becomes of the messages of a request on their way in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.types import Message, Receive

DISCONNECT: Message = {"type": "http.disconnect"}


@dataclass(slots=True)
class Replaying:
    """Gives again what was read ahead, then goes on with what comes."""

    receive: Receive
    ahead: list[Message] = field(default_factory=list[Message])

    async def read(self, limit: int) -> bytes:
        """The whole body, or its beginning if it is longer than the limit."""
        body, more = bytearray(), True
        while more and len(body) <= limit:
            message = await self.receive()
            self.ahead.append(message)
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return bytes(body)

    async def __call__(self) -> Message:
        return self.ahead.pop(0) if self.ahead else await self.receive()

    def copy(self) -> Receive:
        """A client that says the same and leaves."""
        ahead = [*self.ahead, DISCONNECT]

        async def receive() -> Message:
            return ahead.pop(0) if len(ahead) > 1 else ahead[0]

        return receive


@dataclass(slots=True)
class Counting:
    """Ends a request when so many bytes of its body have come."""

    receive: Receive
    limit: int
    end: Callable[[], Awaitable[None]]
    over: bool = False
    _heard: int = 0

    async def __call__(self) -> Message:
        if not self.over:
            message = await self.receive() if self.limit else DISCONNECT
            self._heard += len(message.get("body", b""))
            if self._heard < self.limit:
                return message
            self.over = True
            await self.end()
        return DISCONNECT
