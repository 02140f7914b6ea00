"""Carries out turns: each step at its time, whether or not anybody is listening.

A stream is only a view of a turn: ``Live`` keeps what was said so far, and readers follow it.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from nemo_contract import TurnEvent
from nemo_emulator import agent
from nemo_emulator.agent import CannotEdit, Change, Generated, Medium, Scene, Step
from nemo_emulator.agent.edits import Edit, Redo, Undo
from nemo_emulator.clock import Bell, VirtualClock
from nemo_emulator.dialects import Voice, error_frame, frames
from nemo_emulator.memory import Memory
from nemo_emulator.script import lands_at
from nemo_emulator.settings import Settings
from nemo_emulator.world import Session, Turn
from nemo_emulator.world import events as e

log = logging.getLogger("nemo_emulator")
WORK: Final = (Change, Generated)
"""The steps of a turn that change anything."""
BROKEN = "The emulator broke on this message; its log has the trace."


def scene(session: Session) -> Scene:
    """What the agent sees of a session."""
    return Scene(
        draft=session.draft,
        media=tuple(
            Medium(
                id=upload.id,
                url=upload.url,
                name=upload.filename,
                file_type=upload.file_type,
                width=upload.width,
                height=upload.height,
                duration_ms=upload.duration_ms,
                has_audio=upload.has_audio,
            )
            for upload in session.uploads
        ),
        history=session.history,
        future=session.future,
        language=session.language,
        edits_so_far=session.edits,
    )


def direction(edits: tuple[Edit, ...]) -> Literal["new", "undo", "redo"]:
    """Which way a change goes through the history."""
    match edits:
        case (Undo(),):
            return "undo"
        case (Redo(),):
            return "redo"
        case _:
            return "new"


@dataclass(slots=True)
class Live:
    """What a running turn has said; ``over`` when nothing will follow."""

    news: Bell
    said: list[bytes] = field(default_factory=list[bytes])
    over: bool = False

    def say(self, frame: bytes) -> None:
        self.said.append(frame)
        self.news.ring()

    def end(self) -> None:
        self.over = True
        self.news.ring()

    async def follow(self) -> AsyncIterator[bytes]:
        """Every frame from the first on, as it comes."""
        n = 0
        while True:
            while n < len(self.said):
                yield self.said[n]
                n += 1
            if self.over:
                return
            await self.news.heard()

    async def ended(self) -> None:
        """Until nothing more will be said."""
        while not self.over:
            await self.news.heard()


def nothing() -> None:
    """Nobody wants to know."""


class Turns:
    """The running turns."""

    def __init__(self, settings: Settings, memory: Memory, clock: VirtualClock) -> None:
        self._settings = settings
        self._memory = memory
        self._clock = clock
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, turn: Turn, landed: Callable[[], None] = nothing) -> Live:
        """Set a turn going; it goes on by itself. ``landed``: its faults of work have happened."""
        live = Live(self._clock.bell())
        work = self._carry_out(turn, live, landed)
        task = asyncio.create_task(work, name=f"turn {turn.turn_id}")
        self._clock.watch(task)
        self._tasks[turn.turn_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(turn.turn_id, None))
        return live

    def resume(self) -> None:
        """After a restart: go on with what was running."""
        for turn in list(self._memory.state.turns.values()):
            self.start(turn)

    def abort(self, turn_id: str) -> None:
        """Break a turn off; what it reserved is released."""
        task = self._tasks.pop(turn_id, None)
        if task is not None and turn_id in self._memory.state.turns:
            task.cancel()
            self._end(turn_id, TurnEvent.ABORT)

    async def close(self) -> None:
        """Stop without ending anything: a later start goes on."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _carry_out(self, turn: Turn, live: Live, landed: Callable[[], None]) -> None:
        voice = Voice(self._settings.dialect, turn.turn_id, turn.started_at)
        try:
            await self._say_and_do(turn, live, voice)
            self._end(turn.turn_id, await self._do_late(turn, live))
            if turn.work and any(isinstance(step, WORK) for step in turn.plan.steps):
                landed()
        except CannotEdit as problem:
            live.say(error_frame(500, str(problem), voice))
            self._end(turn.turn_id, TurnEvent.FAIL)
        except Exception:
            log.exception("turn %s broke", turn.turn_id)
            live.say(error_frame(500, BROKEN, voice))
            self._end(turn.turn_id, TurnEvent.FAIL)
        finally:
            live.end()

    async def _say_and_do(self, turn: Turn, live: Live, voice: Voice) -> None:
        """Everything at its time, but for work that the script puts off or takes away."""
        pace = self._settings.pace_factor
        for n, step in enumerate(turn.plan.steps):
            await self._clock.sleep_until(turn.started_at + step.at * pace)
            if n >= turn.done_steps and not turn.work:
                self._take_effect(turn, n, step)
            for frame in frames(step, n, voice):
                live.say(frame)
        await self._clock.sleep_until(turn.started_at + turn.plan.ends_at * pace)

    async def _do_late(self, turn: Turn, live: Live) -> TurnEvent:
        """The work that was put off. Work that was taken away has failed: it costs nothing."""
        work = [(n, step) for n, step in enumerate(turn.plan.steps) if isinstance(step, WORK)]
        if not turn.work or not work:
            return TurnEvent.FINISH
        ends_at = max(turn.plan.ends_at * self._settings.pace_factor, turn.heard_until)
        at = lands_at(ends_at, ends_at, turn.work)
        if at is None:
            return TurnEvent.FAIL
        live.end()
        await self._clock.sleep_until(turn.started_at + at)
        for n, step in work:
            if n >= turn.done_steps:
                self._take_effect(turn, n, step)
        return TurnEvent.FINISH

    def _take_effect(self, turn: Turn, n: int, step: Step) -> None:
        match step:
            case Change():
                seen = scene(self._memory.state.sessions[turn.session_id])
                draft = agent.apply(step.edits, seen)
                self._memory.commit(
                    (e.DraftChanged(turn.turn_id, n, draft, direction(step.edits)),)
                )
            case Generated():
                self._memory.commit((e.MediaGenerated(turn.turn_id, n, dict(step.media)),))
            case _:
                pass

    def _end(self, turn_id: str, event: TurnEvent) -> None:
        if turn_id not in self._memory.state.turns:
            return  # the world was reset meanwhile
        self._memory.commit((e.TurnEnded(turn_id, event, self._clock.now()),))
