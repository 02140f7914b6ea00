"""Waiting for something that another task brings about."""

from collections.abc import Awaitable, Callable

from nemo_emulator.clock.tasks import Sleeper, Tasks, sleeper

LieDown = Callable[[Sleeper, float | None], Awaitable[bool]]
"""Lets a sleeper sleep until a time (s since 1970), or for ever; True when it was rung for."""


class Bell:
    """Wakes all who listen. From the ring on they are at work, so time cannot pass them by."""

    def __init__(self, tasks: Tasks, lie_down: LieDown) -> None:
        self._tasks = tasks
        self._lie_down = lie_down
        self._ears: dict[Sleeper, None] = {}

    def ring(self) -> None:
        """Wake those who listen now, in the order in which they came."""
        ears, self._ears = self._ears, {}
        for one in ears:
            self._tasks.rouse(one, rung=True)

    async def heard(self, until: float | None = None) -> bool:
        """Listen until the bell rings, or until that time (s since 1970); gives whether it rang."""
        one = sleeper()
        self._ears[one] = None
        try:
            return await self._lie_down(one, until)
        finally:
            self._ears.pop(one, None)
