"""libfaketime, under which the waits of an unmodified program shrink (driver-protocol.md, T1).

It reaches dynamically linked programs on Linux and nothing else, so it is tried before it is
believed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from nemo_conformance.clock import real_seconds
from nemo_conformance.processes import Program, inherited

PLACES: Final = (
    "lib/*/faketime/libfaketimeMT.so.1",
    "lib/faketime/libfaketimeMT.so.1",
    "lib64/faketime/libfaketimeMT.so.1",
    "local/lib/faketime/libfaketimeMT.so.1",
)
FASTEST: Final = 60.0
"""Beyond this the waits come out too long by tens of seconds."""
TRIED: Final = 3
"""Seconds that the trial sleeps."""


def library() -> str | None:
    """Where it is installed."""
    found = (path for place in PLACES for path in sorted(Path("/usr").glob(place)))
    return next(map(str, found), None)


def environment(scale: float) -> Mapping[str, str]:
    """What a program is started with; nothing where there is no libfaketime."""
    found = library()
    return {"LD_PRELOAD": found, "FAKETIME": f"+0 x{scale:g}"} if found else {}


def shrinks(scale: float) -> bool:
    """Whether a sleep of three seconds really became shorter."""
    env = environment(scale)
    if not env:
        return False
    began = real_seconds()
    program = Program(("sleep", str(TRIED)), env={**inherited(), **env}, heard=lambda line: None)
    try:
        return program.wait(TRIED + 2) == 0 and real_seconds() - began < TRIED / 2
    finally:
        program.close()
