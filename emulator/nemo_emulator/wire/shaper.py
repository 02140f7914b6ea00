"""Turns the bytes of one response into what is really done, by its plan. Pure."""

from collections.abc import Generator, Iterator
from typing import Final

from nemo_emulator.wire.plan import Act, Origin, Pause, Stop, WirePlan, Write

BLANK_LINE: Final = b"\r\n\r\n"
INTERIM: Final = b"HTTP/1.1 1"
SENDS: Final = 50
"""At most so many sends a second make a rate of bytes."""


class Shaper:
    """Fed with what is written, gives the acts."""

    def __init__(self, plan: WirePlan) -> None:
        self._plan = plan
        self._over = False
        self._held: bytes | None = b""
        self._body_at = 0
        self._offset = 0
        self._sends = 0
        self._said = bytearray()
        self._marks = {n for n, _ in (*plan.insert, *plan.stalls)}

    def over(self) -> bool:
        """Whether nothing more may be sent."""
        return self._over

    def feed(self, data: bytes) -> Iterator[Act]:
        """The acts for these bytes. A header block is held until it is whole."""
        body = data if self._held is None else (yield from self._begin(self._held + data))
        if body is not None:
            yield from self._say(body)

    def finish(self) -> Iterator[Act]:
        """The acts at the end of the response."""
        if not self._over:
            yield from (Write(bytes(self._said)) for _ in range(self._plan.times - 1))

    def _begin(self, held: bytes) -> Generator[Act, None, bytes | None]:
        """Say the header block once it is whole; what is left is body. Interim ones pass by."""
        head, blank, rest = held.partition(BLANK_LINE)
        while blank and head.startswith(INTERIM):
            yield Write(head + blank)
            head, blank, rest = rest.partition(BLANK_LINE)
        if not blank:
            self._held = head
            return None
        block = self._plan.head(head + blank) if self._plan.head else head + blank
        self._held, self._body_at = None, len(block)
        yield from self._say(block)
        return rest

    def _say(self, data: bytes) -> Iterator[Act]:
        while data and not self.over():
            yield from self._due()
            if self.over():
                return
            room = self._room(len(data))
            yield from self._send(self._overlaid(data[:room]))
            data, self._offset = data[room:], self._offset + room
        yield from self._due()

    @property
    def _zero(self) -> int:
        """Where the plan's offsets count from."""
        return self._body_at if self._plan.origin is Origin.BODY else 0

    def _due(self) -> Iterator[Act]:
        """What happens before the next byte."""
        at = self._offset - self._zero
        if at in self._marks:
            self._marks.remove(at)
            yield from (self._write(data) for n, data in self._plan.insert if n == at)
            yield from (Pause(seconds) for n, seconds in self._plan.stalls if n == at)
        if at == self._plan.cut_at and not self._over:
            self._over = True
            yield Stop(self._plan.end)

    def _room(self, left: int) -> int:
        """How many of the bytes left come before something else happens."""
        cut = () if self._plan.cut_at is None else (self._plan.cut_at,)
        turns = (*(self._zero + n for n in (*self._marks, *cut)), self._body_at)
        ahead = [turn - self._offset for turn in turns if turn > self._offset]
        return min(left, *ahead) if ahead else left

    def _overlaid(self, data: bytes) -> bytes:
        start = self._offset - self._zero
        end = start + len(data)
        for at, other in self._plan.replace:
            first, last = max(at, start), min(at + len(other), end)
            if first < last:
                part = other[first - at : last - at]
                data = data[: first - start] + part + data[last - start :]
        return data

    def _send(self, data: bytes) -> Iterator[Act]:
        rate = self._plan.head_rate if self._offset < self._body_at else self._plan.body_rate
        place = 0
        while place < len(data):
            part = data[place : place + (self._size(rate) or len(data))]
            place += len(part)
            yield self._write(part)
            if rate:
                yield Pause(len(part) / rate)
            elif self._plan.segments:
                yield Pause(self._plan.gap)

    def _size(self, rate: float | None) -> int | None:
        sizes = self._plan.segments
        if not sizes:
            return max(int(rate / SENDS), 1) if rate else None
        self._sends += 1
        return sizes[min(self._sends, len(sizes)) - 1]

    def _write(self, data: bytes) -> Write:
        if self._plan.times > 1:
            self._said += data
        return Write(data)
