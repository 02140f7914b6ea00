"""uvicorn's HTTP protocols with a tap between them and their transport."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from nemo_emulator.clock import Clock
from nemo_emulator.wire.plan import Greeting, Manner
from nemo_emulator.wire.tap import WireTap

KEY: Final = "nemo.wire"
Greet = Callable[[], Greeting | None]


def no_greeting() -> None:
    """Every connection is met as it should be."""


class Wired(asyncio.Protocol):
    """Mixed in before one of uvicorn's protocols: ``scope["state"]`` has the connection's tap.

    It hands the parent a tap in place of the transport, tells it where a response ends, and meets
    a new connection as ``greet`` says.
    """

    clock: Clock
    greet: Greet
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport

    def __init__(
        self,
        config: Any,
        server_state: Any,
        app_state: Mapping[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._state = dict(app_state)
        super().__init__(config, server_state, self._state, _loop)  # type: ignore[call-arg]
        self._held: list[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        real = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance
        self._tap = WireTap(real, self, self.clock)
        self._state[KEY] = self._tap
        super().connection_made(self._tap)
        greeting = type(self).greet()
        if greeting is not None:
            self._meet(greeting, real)

    def connection_lost(self, exc: Exception | None) -> None:
        self._tap.lost()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._held is None:
            super().data_received(data)
        else:
            self._held.append(data)

    def on_response_complete(self) -> None:
        self._tap.response_done()
        super().on_response_complete()  # type: ignore[misc]

    def shutdown(self) -> None:
        self._tap.let_go()
        super().shutdown()  # type: ignore[misc]

    def _meet(self, greeting: Greeting, transport: asyncio.Transport) -> None:
        match greeting.manner:
            case Manner.CLOSE:
                transport.close()
            case Manner.RESET:
                self._tap.reset()
            case Manner.GARBAGE:
                transport.write(greeting.data)
                transport.close()
            case Manner.SILENCE:
                self._held = []
            case Manner.LATE:
                self._held = []
                self.loop.call_later(greeting.seconds, self._release)

    def _release(self) -> None:
        """Look at a connection at last."""
        held, self._held = self._held or [], None
        for data in held:
            if not self.transport.is_closing():
                self.data_received(data)


def wire_protocol(
    protocol: type[asyncio.Protocol], clock: Clock, greet: Greet = no_greeting
) -> type[asyncio.Protocol]:
    """One of uvicorn's protocols, wired: ``uvicorn.Config(app, http=wire_protocol(…))``.

    ``clock`` runs in real time. ``greet`` is asked once for each connection.
    """
    body = {"clock": clock, "greet": staticmethod(greet)}
    return type(f"Wired{protocol.__name__}", (Wired, protocol), body)


def tap_of(scope: Mapping[str, Any]) -> WireTap | None:
    """The tap below a request; None where there is no socket."""
    found = scope.get("state", {}).get(KEY)
    return found if isinstance(found, WireTap) else None
