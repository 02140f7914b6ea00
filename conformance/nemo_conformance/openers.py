"""From how a client is to be reached to what starts it."""

import importlib
import shlex
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from types import MappingProxyType
from typing import Final

from nemo_conformance import faketime
from nemo_conformance.around import Around
from nemo_conformance.drivers import (
    CommandDriver,
    Driver,
    Joined,
    LocalDriver,
    StdioDriver,
    WebDriver,
)
from nemo_conformance.reach import Mistyped, Reach
from nemo_contract import Tier

KIT: Final = "nemulator"
Open = Callable[[Around], Driver]


def opener(reach: Reach) -> Open:
    """What starts the client in its surroundings. Raises ``Mistyped``."""
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
        case "faketime":
            return _faked(reach)
        case _:
            known = "real, scale:30, faketime:x30 or coop"
            raise Mistyped(f"--time {reach.time} is no way of time: {known}.")


def _faked(reach: Reach) -> Joined:
    if reach.way not in ("driver", "command"):
        raise Mistyped("--time faketime is for programs that the kit starts: --driver, --command.")
    if reach.factor > faketime.FASTEST:
        raise Mistyped(f"--time faketime goes up to x{faketime.FASTEST:g}.")
    if not faketime.shrinks(reach.factor):
        raise Mistyped(
            "libfaketime does not shorten a sleep on this machine. On Debian and Ubuntu: "
            "apt-get install faketime. Without it, say --time real."
        )
    return Joined(Tier.SCALED, reach.factor, faked=True)


def _env(reach: Reach, around: Around) -> Mapping[str, str]:
    faked = faketime.environment(reach.factor) if reach.time.startswith("faketime") else {}
    return {**around.env, **faked}


def _stdio(reach: Reach) -> Open:
    command = shlex.split(reach.driver)
    return lambda around: StdioDriver(
        command, version=version(KIT), lenient=reach.lenient, env=_env(reach, around)
    )


def _web(reach: Reach) -> Open:
    return lambda _: WebDriver(reach.service, version=version(KIT))


def _command(reach: Reach) -> Open:
    command = shlex.split(reach.command)
    return lambda around: CommandDriver(command, scale=reach.scale, env=_env(reach, around))


def _local(reach: Reach) -> Open:
    module, _, name = reach.in_process.partition(":")
    sys.path.insert(0, "")  # a console script does not look where it was started
    try:
        factory = getattr(importlib.import_module(module), name or "client")
    except (ImportError, AttributeError) as error:
        raise Mistyped(
            f"--in-process {reach.in_process}: {error}; write module:factory."
        ) from error
    return lambda around: LocalDriver(factory(), around.clock_of)


_OPENERS: Final[Mapping[str, Callable[[Reach], Open]]] = MappingProxyType(
    {"driver": _stdio, "service": _web, "command": _command, "in_process": _local}
)
