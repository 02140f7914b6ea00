"""What moves a clock by itself: real time, or the rest of all who take part."""

import asyncio
from typing import Final

from nemo_emulator.clock.errors import BadTime
from nemo_emulator.clock.face import Mode
from nemo_emulator.clock.hand import FASTEST, checked
from nemo_emulator.clock.schedule import TURNS, Schedule

LEAST: Final = 0.001
"""Real seconds; event loops keep no finer alarm."""


class Drive:
    """The mode of a clock, carried out."""

    def __init__(self, mode: Mode, scale: float) -> None:
        self.schedule = Schedule(self._rested)
        self.mode = mode
        self.scale = scale
        self._by_hand = False
        self._steps = False
        self._alarm: asyncio.Handle | None = None
        self._alarm_at = 0.0
        self.go()

    def change(self, mode: Mode, scale: float) -> None:
        """Another mode from here on. Raises ``BadTime`` for a scale that no clock has."""
        if not 0 < checked(scale) <= FASTEST:
            wrong = f"A clock cannot run at {scale:g}; give a scale above 0 and up to {FASTEST:g}"
            raise BadTime(f"{wrong}, or freeze it.")
        self.mode, self.scale = mode, scale
        self.go()

    def take(self) -> None:
        """Somebody moves the clock by hand from here on."""
        self._by_hand = True
        self.schedule.excused = frozenset()
        self.go()

    def leave(self) -> None:
        """And now no more."""
        self._by_hand = False
        self.schedule.excused = frozenset()
        self.go()

    def go(self) -> None:
        """Move as the mode says, unless somebody moves by hand."""
        self.schedule.heeds_holds = not self.mode.runs
        self.schedule.hand.run(self.scale if self.mode.runs and not self._by_hand else 0.0)
        self._disarm()
        if (at := self.schedule.next_at()) is not None:
            self.expect(at)
        self.schedule.look()

    def expect(self, at: float) -> None:
        """Somebody waits until then: where real time moves the clock, have the loop call."""
        if self.schedule.hand.speed and (self._alarm is None or at < self._alarm_at):
            self._disarm()
            self._call(at, self.schedule.hand.real(at))

    def _call(self, at: float, seconds: float) -> None:
        self._alarm_at = at
        self._alarm = asyncio.get_running_loop().call_later(seconds, self._ring)

    def _disarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _ring(self) -> None:
        """Wake all whose time has come; an alarm may come a little early."""
        self._alarm = None
        it = self.schedule
        while (at := it.next_at()) is not None:
            if not it.hand.passed(at):
                self._call(at, max(it.hand.real(at), LEAST))
                break
            it.fire()

    def _rested(self) -> None:
        """All is at rest: when the participants move the clock, take the next step soon."""
        if self._may_step() and not self._steps:
            self._steps = True
            asyncio.get_running_loop().call_soon(self._step, TURNS)

    def _step(self, turns: int) -> None:
        """Step to the next deadline if all stays at rest for some turns of the loop."""
        it = self.schedule
        if self._may_step() and it.rests and turns and it.turns():
            asyncio.get_running_loop().call_soon(self._step, turns - 1)
            return
        self._steps = False
        if self._may_step() and it.rests:
            it.fire()

    def _may_step(self) -> bool:
        return self.mode is Mode.AUTO and not self._by_hand and bool(self.schedule.client.waiters)
