"""The emulator's speed: each target a ratio within one run. ``python -m bench api [N…]``."""

import sys
from collections.abc import Callable, Iterator

from bench import files, inside, starts, streams, wire
from bench.goal import Goal, publish_goals

PARTS: tuple[tuple[tuple[int, ...], Callable[[], Iterator[Goal]]], ...] = (
    ((1, 2, 3), starts.starts),
    ((4,), inside.fixture),
    ((5,), inside.resets),
    ((5,), wire.resets),
    ((6,), wire.requests),
    ((7,), inside.routes),
    ((8,), wire.layers),
    ((9,), wire.writes),
    ((10,), inside.states),
    ((11,), wire.peers),
    ((12,), streams.beats),
    ((13,), streams.leaving),
    ((14,), files.uploads),
    ((15,), files.downloads),
    ((16,), inside.faults),
    ((17,), streams.timelapse),
    ((18,), wire.memory),
)


def main() -> None:
    """All of them, or those whose numbers are named."""
    wanted = {int(word) for word in sys.argv[2:]}
    goals: list[Goal] = []
    for numbers, part in PARTS:
        if not wanted or wanted & set(numbers):
            print(
                f"target {', '.join(map(str, numbers))}: {part.__name__}",
                file=sys.stderr,
                flush=True,
            )
            goals.extend(part())
    publish_goals("api", goals)
