"""When things happen in a turn: spread over its time, with signs of life in between."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

from nemo_emulator.agent import dice
from nemo_emulator.agent.scene import Habits
from nemo_emulator.agent.step import Charge, Heartbeat, Step, TurnKind, TurnPlan

# How long turns take, in seconds (contract.md 2.4).
SPANS: Final = {
    TurnKind.ANSWER: (5.0, 15.0),
    TurnKind.QUESTION: (5.0, 15.0),
    TurnKind.EDIT: (10.0, 30.0),
    TurnKind.GENERATION: (100.0, 300.0),
}
SHAPES: Final[tuple[Literal["event", "comment", "empty"], ...]] = ("event", "comment", "empty")
LEAST_PAUSE = 0.25


def staged(kind: TurnKind, beats: tuple[Step, ...], seed: int, habits: Habits) -> TurnPlan:
    """The steps in this order, each with its time; the same seed gives the same times."""
    ends_at = round(dice.between(seed, "length", *SPANS[kind]), 3)
    timed = tuple(_timed(beats, ends_at, seed))
    return TurnPlan(kind=kind, steps=_alive(timed, ends_at, seed, habits), ends_at=ends_at)


def _timed(beats: tuple[Step, ...], ends_at: float, seed: int) -> Iterator[Step]:
    """Each beat in a slot of its own; a charge takes no time, it comes with what follows."""
    slot = ends_at / (1 + sum(not isinstance(beat, Charge) for beat in beats))
    n = 1
    for beat in beats:
        wobble = dice.between(seed, f"beat/{n}", -0.4, 0.4)
        yield replace(beat, at=round(slot * (n + wobble), 3))
        n += not isinstance(beat, Charge)


def _alive(steps: tuple[Step, ...], ends_at: float, seed: int, habits: Habits) -> tuple[Step, ...]:
    """With a heartbeat after every ``heartbeat_s`` of quiet."""
    marks = (0.0, *(step.at for step in steps), ends_at)
    shape = habits.heartbeat_shape
    shapes = SHAPES if shape == "any" else (shape,)
    beats = [
        Heartbeat(at=at, shape=dice.choose(seed, f"shape/{at}", shapes))
        for begin, until in pairwise(marks)
        for at in _ticks(begin, until, habits.heartbeat_s)
    ]
    return tuple(sorted((*steps, *beats), key=lambda step: step.at))


def _ticks(begin: float, until: float, every: float) -> Iterator[float]:
    at = begin + every
    while at < until - LEAST_PAUSE:
        yield round(at, 3)
        at += every
