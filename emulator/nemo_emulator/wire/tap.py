"""The transport that uvicorn writes to: passes bytes on, or does with them what a plan says."""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Final

from nemo_emulator.clock import Clock
from nemo_emulator.wire.kernel import reset_on_close, unacknowledged
from nemo_emulator.wire.plan import Act, End, Pause, Stop, WirePlan, Write
from nemo_emulator.wire.shaper import Shaper

HIGH: Final = 64 * 1024
LOW: Final = 16 * 1024
DELIVERY: Final = 0.5
"""At most so many real seconds a reset waits for the bytes before it to arrive."""


class Mark(Enum):
    """What uvicorn says besides bytes."""

    RESPONSE_DONE = 1
    CLOSE = 2


Item = bytes | WirePlan | Stop | Mark


class WireTap(asyncio.Transport):
    """A face of the real transport, one a connection.

    Until a plan is armed ``write`` *is* the real transport's. Plans, bytes and ends queue up, so a
    plan applies to the response that is written next, and to no other.
    """

    def __init__(
        self, transport: asyncio.Transport, protocol: asyncio.Protocol, clock: Clock
    ) -> None:
        """``clock`` runs in real time: faults below HTTP are the wire's, not the world's."""
        super().__init__()
        self._transport = transport
        self._protocol = protocol
        self._clock = clock
        self._queue: deque[Item] = deque()
        self._queued = 0
        self._paused = False
        self._shaper: Shaper | None = None
        self._task: asyncio.Task[None] | None = None
        self._closing = False
        self.ended: End | None = None
        self.write = transport.write  # type: ignore[method-assign]

    # what the application says

    def arm(self, plan: WirePlan) -> None:
        """The next response goes by this plan."""
        self.write = self._shape  # type: ignore[method-assign]
        self._put(plan)

    async def finish(self, end: End) -> None:
        """End our side now, behind what was written; returns when it is done.

        After that an application waits for ``http.disconnect``, and uvicorn takes it for a client
        that went away.
        """
        self._put(Stop(end))
        await self.settled()

    async def settled(self) -> None:
        """Until everything that was written is done with."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def stop_reading(self, seconds: float) -> None:
        """Shut the receive window: what the client sends stalls."""
        self._transport.pause_reading()
        await self._clock.sleep(seconds)
        if not self._transport.is_closing():
            self._transport.resume_reading()

    # what the protocol says

    def response_done(self) -> None:
        """The response has been written; its plan ends behind it."""
        if self._shaper is not None or self._queue:
            self._put(Mark.RESPONSE_DONE)

    def lost(self) -> None:
        """The connection is gone."""
        self._queue.clear()
        if self._task is not None:
            self._task.cancel()

    def let_go(self) -> None:
        """The server goes down: what hangs is closed after all."""
        if self.ended is not None:
            self._transport.abort()

    # the real transport's face

    def close(self) -> None:
        if self.ended is not None:
            return
        if self._task is None:
            self._transport.close()
            return
        self._closing = True
        self._put(Mark.CLOSE)

    def is_closing(self) -> bool:
        return self._closing or self._transport.is_closing()

    def abort(self) -> None:
        self._transport.abort()

    def writelines(self, list_of_data: Iterable[bytes | bytearray | memoryview]) -> None:
        self.write(b"".join(list_of_data))

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        self._transport.resume_reading()

    def get_write_buffer_size(self) -> int:
        return self._transport.get_write_buffer_size() + self._queued

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        self._transport.set_protocol(protocol)

    # the plan

    def _shape(self, data: bytes | bytearray | memoryview) -> None:
        if self.ended is None:
            self._put(bytes(data))

    def _put(self, item: Item) -> None:
        self._queue.append(item)
        self._queued += _size(item)
        if self._queued > HIGH and not self._paused:
            self._paused = True
            self._protocol.pause_writing()
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work(), name="wire")

    async def _work(self) -> None:
        try:
            while self._queue:
                item = self._queue.popleft()
                self._queued -= _size(item)
                self._relax()
                for act in self._acts(item):
                    await self._do(act)
        finally:
            self._task = None
        if self._shaper is None and self.ended is None:
            self.write = self._transport.write  # type: ignore[method-assign]

    def _relax(self) -> None:
        if self._paused and self._queued < LOW:
            self._paused = False
            self._protocol.resume_writing()

    def _acts(self, item: Item) -> Iterator[Act]:
        """What an item comes to; nothing once our side has ended."""
        if self.ended is not None:
            return
        match item:
            case WirePlan():
                self._shaper = Shaper(item)
            case Stop():
                yield item
            case Mark():
                yield from self._finished()
                self._shaper = None
                if item is Mark.CLOSE:
                    yield Stop(End.FIN)
            case bytes():
                yield from (Write(item),) if self._shaper is None else self._shaper.feed(item)

    def _finished(self) -> Iterator[Act]:
        if self._shaper is not None:
            yield from self._shaper.finish()

    async def _do(self, act: Act) -> None:
        if self._transport.is_closing():
            return
        match act:
            case Write(data):
                self._transport.write(data)
            case Pause(seconds):
                await self._clock.sleep(seconds)
            case Stop(end):
                await self._stop(end)

    async def _stop(self, end: End) -> None:
        self.ended = end
        self.write = self._shape  # type: ignore[method-assign]
        match end:
            case End.FIN:
                self._transport.close()
            case End.RST:
                await self._delivered()
                self.reset()
            case End.HALF:
                self._transport.write_eof()
            case End.HANG:
                pass

    def reset(self) -> None:
        """Send RST now, whatever is still on its way."""
        self.ended = End.RST
        sock = self._transport.get_extra_info("socket")
        if sock is not None:
            reset_on_close(sock)
        self._transport.abort()

    async def _delivered(self) -> None:
        """Wait until the peer has what was written: a reset would eat it."""
        until = self._clock.now() + DELIVERY
        sock = self._transport.get_extra_info("socket")
        while self._clock.now() < until and not self._transport.is_closing():
            if not self._transport.get_write_buffer_size() and not unacknowledged(sock):
                return
            await self._clock.sleep(0.001)


def _size(item: Item) -> int:
    return len(item) if isinstance(item, bytes) else 0
