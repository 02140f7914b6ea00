"""From how a client is to be reached to what starts it."""

import importlib
import shlex
from collections.abc import Callable, Mapping
from importlib.metadata import version
from types import MappingProxyType
from typing import Final

from nemo_conformance.drivers import (
    CommandDriver,
    Driver,
    Joined,
    LocalClock,
    LocalDriver,
    StdioDriver,
    WebDriver,
)
from nemo_conformance.reach import Mistyped, Reach
from nemo_contract import Tier

KIT: Final = "nemulator"
ClockOf = Callable[[str], LocalClock]


def opener(reach: Reach) -> Callable[[ClockOf], Driver]:
    """What starts the client, given what finds a run's clock. Raises ``Mistyped``."""
    return _OPENERS[reach.way](reach)


def joined(reach: Reach) -> Joined | None:
    """How it shares time; None is the best it offers. Raises ``Mistyped``."""
    match reach.time.partition(":")[0]:
        case "":
            return None
        case "real":
            return Joined(Tier.REAL)
        case "coop":
            return Joined(Tier.COOPERATIVE)
        case "scale":
            return Joined(Tier.SCALED, reach.scale)
        case _:
            raise Mistyped(f"--time {reach.time} is no way of time: real, scale:30 or coop.")


def _stdio(reach: Reach) -> Callable[[ClockOf], Driver]:
    command = shlex.split(reach.driver)
    return lambda _: StdioDriver(command, version=version(KIT), lenient=reach.lenient)


def _web(reach: Reach) -> Callable[[ClockOf], Driver]:
    return lambda _: WebDriver(reach.service, version=version(KIT))


def _command(reach: Reach) -> Callable[[ClockOf], Driver]:
    return lambda _: CommandDriver(shlex.split(reach.command), scale=reach.scale)


def _local(reach: Reach) -> Callable[[ClockOf], Driver]:
    module, _, name = reach.in_process.partition(":")
    try:
        factory = getattr(importlib.import_module(module), name or "client")
    except (ImportError, AttributeError) as error:
        raise Mistyped(
            f"--in-process {reach.in_process}: {error}; write module:factory."
        ) from error
    return lambda clock_of: LocalDriver(factory(), clock_of)


_OPENERS: Final[Mapping[str, Callable[[Reach], Callable[[ClockOf], Driver]]]] = MappingProxyType(
    {"driver": _stdio, "service": _web, "command": _command, "in_process": _local}
)
