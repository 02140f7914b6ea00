"""A turn's stream as one client sees it: planned, then changed by its faults, then played."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import nullcontext
from typing import Any

from nemo_emulator.agent import Text, ToolResult, TurnPlan
from nemo_emulator.dialects import HEARTBEATS, Voice, error_frame, frame, frames
from nemo_emulator.faulty.desk import STAYING, Met
from nemo_emulator.script import Piece, Stream, transform
from nemo_emulator.script.effects import Beat, By
from nemo_emulator.settings import Dialect

PUT_IN = 1_000_000
"""Steps that a fault puts in are numbered from here on, so that no id comes twice."""


def planned(plan: TurnPlan, voice: Voice, pace: float) -> Stream:
    """What the turn will say when, at a pace (a factor on its times)."""
    pieces = (
        Piece(step.at * pace, data)
        for n, step in enumerate(plan.steps)
        for data in frames(step, n, voice)
    )
    return Stream(tuple(pieces), plan.ends_at * pace)


class VoicePen:
    """Writes what faults put in, in the dialect of the stream."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._next = PUT_IN

    def heartbeat(self, beat: Beat) -> bytes:
        return HEARTBEATS[beat.value]

    def text(self, text: str, at: float) -> bytes:
        return b"".join(frames(Text(at=at, text=text), self._number(), self._voice))

    def error(self, code: int, message: str) -> bytes:
        return error_frame(code, message, self._voice)

    def tool_result(self, name: str, result: dict[str, Any], at: float) -> bytes:
        step = ToolResult(at=at, name=name, result=result, call_id=f"{PUT_IN}")
        return b"".join(frames(step, PUT_IN, self._voice))

    def unknown(self, at: float) -> bytes:
        odd = {"type": "x_future", "content": "No client knows this."}
        if self._voice.dialect is Dialect.TYPED:
            return frame(odd)
        author = {"author": self._voice.author, "invocationId": f"e-{self._voice.turn_id}"}
        return frame({"xFuture": odd, **author, "id": f"x-{self._number()}", "timestamp": at})

    def _number(self) -> int:
        self._next += 1
        return self._next


def seen(met: Met, stream: Stream, voice: Voice) -> Stream:
    """The stream as its reader is to see it."""
    return transform(stream, met.stream_faults, VoicePen(voice))


async def play(met: Met, said: Stream, voice: Voice) -> AsyncIterator[bytes]:
    """What ``seen`` gave, each piece at its virtual time; then its end.

    A cut ends the connection here; whoever iterates is cancelled when it is gone.
    """
    for piece in said.pieces:
        await met.desk.clock.sleep_until(voice.started_at + piece.at)
        yield piece.data
    await met.desk.clock.sleep_until(voice.started_at + said.ends_at)
    met.done(*(effect for effect in met.stream_faults if effect not in said.missed))
    if said.by is not By.END:
        await met.end(said.by)
        with met.desk.clock.resting() if said.by in STAYING else nullcontext():
            await asyncio.Event().wait()
