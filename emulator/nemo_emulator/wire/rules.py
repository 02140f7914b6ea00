"""What the script's faults below HTTP come to on the wire. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial, reduce
from hashlib import shake_128
from typing import Final

from nemo_emulator.script import Unit, misstated
from nemo_emulator.script.effects import (
    Accept,
    AcceptLate,
    AnyEffect,
    By,
    ContentLength,
    Cut,
    Duplicate,
    Garbage,
    Segments,
    SlowBody,
    SlowHead,
    Twice,
)
from nemo_emulator.wire.plan import End, Greeting, Manner, WirePlan

ENDS: Final = {By.FIN: End.FIN, By.RST: End.RST, By.HALF: End.HALF, By.HANG: End.HANG}
"""``By.END`` is none of the wire's: the body ends as it should."""
BANNER: Final = 64


def garbage(size: int) -> bytes:
    """So many bytes of no protocol, always the same; the first is no sign that HTTP knows."""
    return b"\x16" + shake_128(b"garbage").digest(size)[1:]


def wire_plan(effects: Iterable[AnyEffect]) -> WirePlan | None:
    """The plan that these effects ask for, None if they ask for none.

    A cut that counts anything but wire bytes is the middleware's: it sees bodies.
    """
    plan = reduce(_with, effects, WirePlan())
    return None if plan == WirePlan() else plan


def _with(plan: WirePlan, effect: AnyEffect) -> WirePlan:
    match effect:
        case Cut(after, by) if after.unit is Unit.WIRE_BYTES and by in ENDS:
            return replace(plan, cut_at=int(after.n), end=ENDS[by])
        case Garbage(at, size):
            return replace(plan, insert=((at, garbage(size)),))
        case ContentLength():
            return replace(plan, head=partial(misstated, effect=effect))
        case SlowHead(rate):
            return replace(plan, head_rate=rate)
        case SlowBody(rate):
            return replace(plan, body_rate=rate)
        case _:
            return _sent(plan, effect)


def _sent(plan: WirePlan, effect: AnyEffect) -> WirePlan:
    match effect:
        case Segments(sizes):
            return replace(plan, segments=sizes)
        case Duplicate(Twice.REPLY):
            return replace(plan, times=2)
        case _:
            return plan


def greeting(effects: Iterable[AnyEffect]) -> Greeting | None:
    """How these effects meet a new connection, None: as it should be met."""
    for effect in effects:
        match effect:
            case Accept(then):
                return Greeting(Manner(then.value), garbage(BANNER))
            case AcceptLate(seconds):
                return Greeting(Manner.LATE, seconds=seconds)
            case _:
                pass
    return None
