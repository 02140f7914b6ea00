"""Which kinds of edit a message asks for, by what is said for each, and which instead."""

from collections.abc import Mapping
from typing import Final

from nemo_emulator.agent.intents.weighing import SPEECH

# A video of some uploads is made by choosing them.
BETTER: Final = {
    "Make": frozenset({"UseOnly"}),
    "Remove": frozenset({"Keep"}),
}
# What says less than that for a kind does not say it; what says more says it plainly.
FAINT: Final = -96
PLAIN: Final = 48
# "Make a video of these" does not ask for the song that was uploaded, too.
SONG, MAKING, BARELY = "UseAudio", "Make", 24


def likely(best: Mapping[str, int]) -> tuple[str, ...]:
    """The kinds that are likelier than not, at least one."""
    found = [
        kind
        for kind, score in best.items()
        if score > 0 and (kind != SONG or score > BARELY or best.get(MAKING, 0) <= 0)
    ]
    return tuple(found) or (max(best, key=lambda kind: best[kind]),)


def other_kinds(
    kinds: tuple[str, ...],
    best: Mapping[str, int],
    silent: list[dict[str, int]],
    alone: tuple[str, ...],
) -> tuple[tuple[str, ...], ...]:
    """What else may be meant: what the network hears alone, what silent clauses say most for, ...

    ... all but what is least sure.
    """
    edits = sorted((kind for kind in kinds if kind not in SPEECH), key=lambda kind: best[kind])
    firsts = map(_first, silent)
    fuller = {kind for kind in firsts if kind and kind not in kinds}
    found = [alone] if alone and {*alone} != {*kinds} else []
    if fuller:
        found.append((*edits, *sorted(fuller)))
    if len(edits) > 1:
        found.append(tuple(edits[1:]))
    if edits and best[edits[-1]] < PLAIN:
        found.append((max(SPEECH, key=lambda kind: best.get(kind, FAINT)),))
    return tuple(found)


def _first(row: Mapping[str, int]) -> str:
    """The edit that it says most for, if that is not faint."""
    told = [(score, kind) for kind, score in row.items() if score > FAINT and kind not in SPEECH]
    return max(told)[1] if told else ""


def needed(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Without those that another one says better."""
    return tuple(kind for kind in kinds if not BETTER.get(kind, frozenset()) & set(kinds))
