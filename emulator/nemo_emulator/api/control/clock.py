"""The clock: for testers who move it, and for clients that wait with it (driver protocol)."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator.api.control.asking import Amiss, Count, Nothing, Wish, plainly
from nemo_emulator.api.control.runs import runs
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import services
from nemo_emulator.clock import Mode, VirtualClock

router = APIRouter(prefix="/clock")


class Advance(Wish):
    """How far to move: so much, or to a moment in s since 1970."""

    seconds: float = Field(default=0.0, ge=0)
    minutes: float = Field(default=0.0, ge=0)
    hours: float = Field(default=0.0, ge=0)
    days: float = Field(default=0.0, ge=0)
    to: float | None = None

    @property
    def length(self) -> float:
        """In s."""
        return self.seconds + 60 * self.minutes + 3600 * self.hours + 86_400 * self.days


class Manner(Wish):
    """What moves the clock from now on."""

    mode: Mode | None = None
    scale: float | None = Field(default=None, gt=0)


UNTIL_WHEN: Final = (
    'Say until when, in seconds since the run\'s start ("elapsed" of GET /__nemo/clock): '
    '{"until": 30, "waiter": "poll"}; {"done": true, "waiter": "poll"} when it waits no more.'
)


class Waiting(Wish):
    """A client that waits; times in s since the run's start, in the answer's ``now`` too.

    ``seen``: body bytes read so far on the open ``/run_sse``, 0 when none is open. Time waits for a
    ``waiter`` from its first wait to ``done``; threads take a name each.
    """

    run: str | None = None
    until: float | None = None
    seen: Count = 0
    waiter: str = ""
    done: bool = False


def clock_of(request: Request, run: str | None) -> VirtualClock:
    """The clock of the run that is named, else of the one that the address is in."""
    return (runs(request).get(run).services if run else services(request)).clock


@router.get("")
async def read(request: Request, run: str | None = None, seen: int | None = None) -> Response:
    """How the clock stands; with ``seen``, when that byte of the open stream was sent."""
    clock = clock_of(request, run)
    if seen is None:
        return json_reply(asdict(clock.reading()))
    return json_reply({"now": clock.when_sent(seen), "elapsed": clock.elapsed})


@router.post("/wait")
async def wait(request: Request) -> Response:
    """Answer when it is time, or when there is something to read."""
    wish = await plainly(request, Waiting)
    clock = clock_of(request, wish.run)
    if wish.done:
        return json_reply({"now": clock.done(wish.waiter)})
    if wish.until is None:
        raise Amiss(UNTIL_WHEN)
    waiting = asyncio.ensure_future(clock.wait(wish.until, seen=wish.seen, waiter=wish.waiter))
    if await left_before(request, waiting):
        clock.done(wish.waiter)
        return Response(status_code=499)
    return json_reply({"now": await waiting})


async def left_before(request: Request, waiting: "asyncio.Future[float]") -> bool:
    """Whether the client goes away before; nobody waits for it any more then."""
    leaving = asyncio.ensure_future(request.receive())
    both: set[asyncio.Future[Any]] = {leaving, waiting}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        leaving.cancel()
        return False
    waiting.cancel()
    await asyncio.wait({waiting})
    return True


@router.post("/advance")
async def advance(request: Request) -> Response:
    """Move on, deadline by deadline."""
    wish, clock = await plainly(request, Advance), services(request).clock
    moved = await (clock.advance(wish.length) if wish.to is None else clock.advance_to(wish.to))
    return json_reply(asdict(moved))


@router.post("/idle")
async def idle(request: Request) -> Response:
    """Move on until nothing waits any more, a week at most."""
    await plainly(request, Nothing)
    return json_reply(asdict(await services(request).clock.run_until_idle()))


@router.post("/freeze")
async def freeze(request: Request) -> Response:
    """Stand still."""
    return await _changed(request, VirtualClock.freeze)


@router.post("/resume")
async def resume(request: Request) -> Response:
    """Go on as before ``freeze``."""
    return await _changed(request, VirtualClock.resume)


@router.put("")
async def set_manner(request: Request) -> Response:
    """Let the clock be moved in another way: ``mode``, or ``scale`` virtual seconds a second."""
    wish, clock = await plainly(request, Manner), services(request).clock
    if wish.mode is None and wish.scale is None:
        raise Amiss("Name a mode (real, scaled, manual, auto) or a scale.")
    if wish.scale is not None:
        clock.set_scale(wish.scale)
    if wish.mode is not None:
        clock.set_mode(wish.mode)
    return json_reply(asdict(clock.reading()))


async def _changed(request: Request, change: Callable[[VirtualClock], None]) -> Response:
    await plainly(request, Nothing)
    clock = services(request).clock
    change(clock)
    return json_reply(asdict(clock.reading()))
