"""One requirement, explained to the author of a client or a server."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from nemo_conformance.advice import ADVICE, Advice
from nemo_contract import Level, Reading, Requirement, Tier, readings_of

WEIGHT: Final = MappingProxyType(
    {
        Level.MUST: "breaking it is a failure",
        Level.MUST_NOT: "doing it is a failure",
        Level.SHOULD: "breaking it is a warning",
        Level.MAY: "allowed; never judged against anybody",
    }
)
CLOCK: Final = MappingProxyType(
    {
        Tier.REAL: "T0: any client can be judged, also one that knows only real time",
        Tier.SCALED: "T1: a client that scales its waits can be judged",
        Tier.COOPERATIVE: "T2: judged whole for a client on the run's clock; for others only its "
        "lower bounds",
        Tier.INJECTED: "T3: only a client inside the kit's process can be judged",
    }
)


def explain(row: Requirement) -> str:
    """Rule, weight, source, exposure, clock, readings and advice, as plain text."""
    return "\n".join(_lines(row))


def _lines(row: Requirement) -> Iterator[str]:
    yield f"{row.id}: a {row.party} {row.level} ({WEIGHT[row.level]})"
    yield ""
    yield f"  {row.text}"
    yield ""
    yield f"source    {row.provenance}"
    yield f"exposure  {row.exposed_when}"
    yield f"clock     {CLOCK[row.tier]}"
    if row.excluded:
        yield f"excluded  {row.excluded}"
    yield from map(_reading, readings_of(row.id))
    if advice := ADVICE.get(row.id):
        yield from _advised(advice)


def _advised(advice: Advice) -> Iterator[str]:
    yield f"why       {advice.why}"
    yield f"fix       {advice.fix}"
    yield ""
    yield "Broken like this:"
    yield from (f"  {line}" for line in advice.wrong)


def _reading(reading: Reading) -> str:
    return f"reading   {reading.place}: {reading.text}"
