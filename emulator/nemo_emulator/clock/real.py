"""The only module of the emulator that touches the real clock."""

import asyncio
import time


def real_seconds() -> float:
    """A monotonic reading in real seconds, for measuring only."""
    return time.monotonic()


def wall_seconds() -> float:
    """Real seconds since 1970."""
    return time.time()


async def real_pause(seconds: float) -> None:
    """Let real time pass."""
    await asyncio.sleep(seconds)


async def turn() -> None:
    """Let the event loop turn once: what is ready runs, what came in is taken in."""
    await asyncio.sleep(0)
