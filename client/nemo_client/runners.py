"""Either driver behind one ordinary function, for programs that do one thing after the other."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

import httpx

from nemo_client.adriver import AsyncDriver
from nemo_client.chance import RealChance
from nemo_client.clock import AsyncClock, AsyncScaledClock, Clock, ScaledClock
from nemo_client.coop import AsyncCoopClock, CoopClock
from nemo_client.driver import Driver
from nemo_client.flows.steps import Flow
from nemo_client.identity import Keeper
from nemo_client.injected import AsyncInjectedClock, InjectedClock
from nemo_client.local import Local
from nemo_client.settings import Settings
from nemo_client.transport import trusting
from nemo_client.user import User

T = TypeVar("T")
Offer = Mapping[str, Any]
"""A clock as ``start`` offers it: its ``mode``; the ``url`` and ``run`` of a shared one, or the
``clock`` itself."""


class Runner(Protocol):
    """Carries out flows."""

    def run(self, flow: Flow[T]) -> T:
        """The flow's result; raises what the flow raises."""
        ...

    def close(self) -> None:
        """Let go of everything; work that the service has begun goes on."""
        ...


MakeRunner = Callable[[Settings, User, Offer], Runner]


class SyncRunner:
    """With the sync driver."""

    def __init__(self, settings: Settings, user: User, offer: Offer) -> None:
        self._http = httpx.Client(**trusting(environment=not settings.is_loopback))
        self._coop = CoopClock(offer["url"], offer["run"]) if offer.get("mode") == "coop" else None
        self._driver = Driver(self._http, self._clock(settings, offer), _local(settings), user)

    def run(self, flow: Flow[T]) -> T:
        """The flow's result; raises what the flow raises."""
        return self._driver.run(flow)

    def close(self) -> None:
        """Let go of everything; work that the service has begun goes on."""
        self._driver.let_go()
        self._http.close()
        if self._coop:
            self._coop.close()

    def _clock(self, settings: Settings, offer: Offer) -> Clock:
        if offer.get("mode") == "injected":
            return InjectedClock(offer["clock"])
        return self._coop or ScaledClock(settings.scale)


class AsyncRunner:
    """With the async driver, on an event loop of its own."""

    def __init__(self, settings: Settings, user: User, offer: Offer) -> None:
        self._loop = asyncio.Runner()
        self._http = httpx.AsyncClient(**trusting(environment=not settings.is_loopback))
        coop = offer.get("mode") == "coop"
        self._coop = AsyncCoopClock(offer["url"], offer["run"]) if coop else None
        self._driver = AsyncDriver(self._http, self._clock(settings, offer), _local(settings), user)

    def run(self, flow: Flow[T]) -> T:
        """The flow's result; raises what the flow raises."""
        return self._loop.run(self._driver.run(flow))

    def close(self) -> None:
        """Let go of everything; work that the service has begun goes on."""
        self._loop.run(self._driver.let_go())
        self._loop.run(self._http.aclose())
        if self._coop:
            self._loop.run(self._coop.aclose())
        self._loop.close()

    def _clock(self, settings: Settings, offer: Offer) -> AsyncClock:
        if offer.get("mode") == "injected":
            return AsyncInjectedClock(offer["clock"])
        return self._coop or AsyncScaledClock(settings.scale)


def _local(settings: Settings) -> Local:
    return Local(RealChance(), Keeper(settings.folder))
