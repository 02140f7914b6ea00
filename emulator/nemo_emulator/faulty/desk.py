"""What a run knows about its faults, and what one request met."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, Final

from starlette.types import Receive, Scope

from nemo_emulator.clock import VirtualClock
from nemo_emulator.faulty.whose import Name
from nemo_emulator.script import Decision, Faults, Place, Unit
from nemo_emulator.script.effects import LAYER as LAYERS
from nemo_emulator.script.effects import (
    AnyEffect,
    By,
    Cut,
    Delay,
    Duplicate,
    Layer,
    StreamFault,
    Twice,
)
from nemo_emulator.wire import ENDS, WireTap, wire_plan

KEY: Final = "nemo.met"
STAYING: Final = frozenset({By.HALF, By.HANG})
"""Ends after which the connection is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The faults of one run. ``began`` is the virtual second at which it began.

    ``place`` finds a session by what a request names, None for what does not exist.
    """

    faults: Faults
    clock: VirtualClock
    began: float
    place: Callable[[Name], Place | None]
    run: str = ""
    style: str = "envelope"


@dataclass(frozen=True, slots=True)
class Met:
    """The decision about one request, and the tap below it (None without a socket)."""

    desk: Desk
    decision: Decision
    tap: WireTap | None
    heard: bool = True
    """False for a request whose reply is lost: nothing that it says is faulty, only its work."""

    def unheard(self) -> "Met":
        """The same for a reply that goes to nobody."""
        return replace(self, heard=False)

    def done(self, *effects: AnyEffect) -> None:
        """These have come to their end. Said before the peer has the last byte: it may ask."""
        if effects:
            self.desk.faults.finish(self.decision, *effects)

    async def delay(self) -> None:
        """Wait as the script says, in virtual time."""
        wish = self.decision.one(Delay)
        if wish is not None:
            await self.desk.clock.sleep(wish.seconds)
            self.done(wish)

    def arm(self) -> None:
        """Give the tap its plan for this reply."""
        plan = wire_plan(self.decision.effects)
        if plan is not None and self.tap is not None:
            self.tap.arm(plan)

    async def end(self, by: By) -> None:
        """End our side of the connection. Raises ``ConnectionResetError`` where there is none."""
        if self.tap is None:
            raise ConnectionResetError("The script cuts this reply.")
        await self.tap.finish(ENDS[by])

    async def gone(self, receive: Receive, by: By) -> None:
        """Until the connection is no more. One that we leave open may stay: time goes on."""
        with self.desk.clock.resting() if by in STAYING else nullcontext():
            while (await receive())["type"] != "http.disconnect":
                pass

    async def settle(self) -> None:
        """What is done on the wire is told once the wire is done with it."""
        if self.tap is not None:
            await self.tap.settled()
        cut = self.decision.one(Cut)
        on_wire = [one for one in self.decision.effects if LAYERS[type(one)] is Layer.WIRE]
        self.done(*(one for one in on_wire if one is not cut), *self.decision.all(Duplicate))
        if self.wire_cut is not None and self._ended():
            self.done(self.wire_cut)

    def _ended(self) -> bool:
        return self.tap is not None and self.tap.ended is not None

    @property
    def stream_faults(self) -> tuple[AnyEffect, ...]:
        """What a stream's view is made with: everything it says, and where it is cut."""
        if not self.heard:
            return ()
        found = self.decision.all(*StreamFault.__args__, Cut)
        return tuple(one for one in found if one is not self.wire_cut)

    @property
    def wire_cut(self) -> Cut | None:
        """A cut at bytes of the wire, which the tap carries out."""
        cut = self.decision.one(Cut)
        return cut if cut is not None and cut.after.unit is Unit.WIRE_BYTES else None

    @property
    def twice(self) -> Duplicate | None:
        """Whether the request is to be carried out twice."""
        wish = self.decision.one(Duplicate)
        return wish if wish is not None and wish.what is Twice.REQUEST else None


def met(scope: Scope) -> Met | None:
    """What this request met, for a route that plays a stream; None: nothing."""
    found: Any = scope.get("state", {}).get(KEY)
    return found if isinstance(found, Met) else None
