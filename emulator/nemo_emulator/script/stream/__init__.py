"""What the faults of a rule make of a turn's stream. Pure: timed bytes in, timed bytes out."""

from collections.abc import Iterable
from itertools import accumulate

from nemo_emulator.script.effects import AnyEffect, Cut, Drip, Late, NoEffect, Stall
from nemo_emulator.script.stream.content import TROUBLE, say
from nemo_emulator.script.stream.framing import frame, split
from nemo_emulator.script.stream.model import Pen, Piece, Stream, TypedPen
from nemo_emulator.script.stream.timing import cut, dripped, stalled

__all__ = ["TROUBLE", "Pen", "Piece", "Stream", "TypedPen", "lands_at", "transform"]


def transform(stream: Stream, effects: Iterable[AnyEffect], pen: Pen) -> Stream:
    """The stream as a client shall see it.

    Whatever their order in the rule, effects are applied to what is said, to its bytes, to its
    times, and last to its end; so ``cut after 3 events`` counts what is really sent. Heartbeats
    and comment frames count as events.
    """
    wanted = tuple(effects)
    stream = frame(say(stream, wanted, pen), wanted)
    bounds = tuple(accumulate(len(piece.data) for piece in stream.pieces))
    return _timed(split(stream, wanted), wanted, bounds)


def _timed(stream: Stream, effects: tuple[AnyEffect, ...], bounds: tuple[int, ...]) -> Stream:
    for drip in (one for one in effects if isinstance(one, Drip)):
        stream = dripped(stream, drip)
    for stall in (one for one in effects if isinstance(one, Stall)):
        stream = stalled(stream, stall, bounds)
    for how in (one for one in effects if isinstance(one, Cut)):
        stream = cut(stream, how, bounds)
    return stream


def lands_at(planned_at: float, ends_at: float, effects: Iterable[AnyEffect]) -> float | None:
    """When the edit of a turn takes effect, s after its start; None: never."""
    at: float | None = planned_at
    for effect in effects:
        match effect:
            case Late(seconds):
                at = ends_at + seconds
            case NoEffect():
                return None
            case _:
                pass
    return at
