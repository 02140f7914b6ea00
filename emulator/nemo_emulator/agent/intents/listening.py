"""How edits stand to what the network hears in a message: what it hears, and they do not say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.intents.bands import passed
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.network.labels import SPEECH, Names, group, labels
from nemo_emulator.agent.network.network import Heard as Listened

# Measures are told by the bounds that they pass.
BOUNDS: Final = (-160, -128, -96, -64, -48, -32, -16, 0, 16, 32, 48, 64, 96, 128, 160)
MOST: Final = 1000
# What is heard so faintly need not be named; what is said so surely neither.
FAINT, PLAIN = -32, 32
Heard = Mapping[str, int]


def spoken(heard: Heard) -> Heard:
    """What is heard for each kind, without its traits."""
    return {name: heard[name] for name in _named(heard).kinds}


def _named(heard: Heard) -> Names:
    """What is heard by name; a network knows that already."""
    return heard.network.names if isinstance(heard, Listened) else Names.of(heard)


def kinds_of(heard: Heard) -> tuple[str, ...]:
    """The kinds that are heard by the network alone; speech and edits exclude one another.

    ``heard`` is what is heard for each of them.
    """
    found = [name for name, score in heard.items() if score > 0]
    edits = tuple(name for name in found if name not in SPEECH)
    return edits or tuple(found[:1])


def hearing(
    edits: Iterable[Any], heard: Heard, known: Facts | None, kinds: Heard | None = None
) -> Iterator[str]:
    """Signs for and against edits; ``kinds`` are what is heard for each kind, if that is known."""
    if not heard:
        return
    wanted = [(type(edit).__name__, fields_of(edit)) for edit in edits]
    shown, uploads = (known.shown, known.total) if known else (0, 0)
    said, names = labels(wanted, shown, uploads), _named(heard)
    yield from _kinds(said, kinds or spoken(heard))
    told = tuple(sorted({name for name, _ in wanted}))
    rows = [row for kind in told for row in names.traits.get(kind, ())]
    yield from _values(said, heard, rows)
    if known and shown:
        flags = [flag for kind in told for flag in names.flags.get(kind, ())]
        yield from _flags(said, heard, flags)


def _kinds(said: frozenset[str], heard: Heard) -> Iterator[str]:
    """The kind that is heard worst of those that are said, and best of all others."""
    low = min([(heard[name], name) for name in said if name in heard], default=(MOST, ""))
    high = max([(score, name) for name, score in heard.items() if name not in said])
    yield from passed("net.low", low[0], BOUNDS)
    yield from passed("net.high", high[0], BOUNDS)
    if low[0] < PLAIN:
        yield f"net.low.{low[1]}"
    if high[0] > FAINT:
        yield f"net.high.{high[1]}"


def _values(said: frozenset[str], heard: Heard, traits: Sequence[Sequence[str]]) -> Iterator[str]:
    """By how much the values of traits are heard better than others; the worst of all."""
    margins = [
        (heard[value] - max([heard[v] for v in values if v not in said], default=-MOST), value)
        for values in traits
        for value in values
        if value in said
    ]
    worst = min(margins, default=(MOST, ""))
    yield from passed("net.trait", worst[0], BOUNDS)
    if worst[0] < 0:
        yield f"net.odd.{worst[1]}"
        yield from (f"net.odd.{trait}" for trait in [group(worst[1])[1]])
    yield from passed("net.traits", sum([margin for margin, _ in margins if margin < 0]), BOUNDS)


def _flags(said: frozenset[str], heard: Heard, flags: Sequence[str]) -> Iterator[str]:
    """Whether the first, the last, all but one are meant, and whether there are several edits."""
    margins = [(heard[flag] if flag in said else -heard[flag], flag) for flag in flags]
    worst = min(margins, default=(MOST, ""))
    yield from passed("net.flag", worst[0], BOUNDS)
    if worst[0] < 0:
        yield f"net.{'over' if worst[1] in said else 'under'}.{worst[1]}"
