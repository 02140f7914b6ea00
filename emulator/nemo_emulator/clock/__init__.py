"""Time, asked for and waited for: the emulator's one door to the clock."""

from nemo_emulator.clock.bell import Bell
from nemo_emulator.clock.errors import (
    BadTime,
    BadWait,
    ClockError,
    NothingSent,
    RunOver,
)
from nemo_emulator.clock.face import Clock, Mode, Moved, Reading, rfc3339
from nemo_emulator.clock.presets import ManualClock, ScaledClock
from nemo_emulator.clock.real import real_pause, real_seconds
from nemo_emulator.clock.stream import Stream
from nemo_emulator.clock.virtual import VirtualClock

__all__ = [
    "BadTime",
    "BadWait",
    "Bell",
    "Clock",
    "ClockError",
    "ManualClock",
    "Mode",
    "Moved",
    "NothingSent",
    "Reading",
    "RunOver",
    "ScaledClock",
    "Stream",
    "VirtualClock",
    "real_pause",
    "real_seconds",
    "rfc3339",
]
