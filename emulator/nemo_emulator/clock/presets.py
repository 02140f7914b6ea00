"""Clocks as they are mostly wanted."""

from nemo_emulator.clock.face import Mode
from nemo_emulator.clock.real import wall_seconds
from nemo_emulator.clock.virtual import EPOCH, VirtualClock


class ScaledClock(VirtualClock):
    """Real time, ``scale`` virtual seconds to each real one.

    ``not_before`` is where the last run of the same data folder had come to: time never goes back.
    """

    def __init__(self, *, scale: float = 1.0, not_before: float = 0.0) -> None:
        mode = Mode.REAL if scale == 1 else Mode.SCALED
        super().__init__(max(wall_seconds(), not_before), mode=mode, scale=scale)


class ManualClock(VirtualClock):
    """Stands still until it is moved."""

    def __init__(self, start: float = EPOCH) -> None:
        super().__init__(start)
