"""Which clause picks a song, or times its fades: "this is number three. Take song number one"."""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
Owner = tuple[str, ...]
USE: Final = "UseAudio"
PICKING: Final = frozenset({"take", "with", "put", "set", "replace", "add"})
FADE: Final = "FadeSound"
LENGTH: Final = "SetSeconds"
TIMED: Final = frozenset({"time", "each"})
BOTH: Final = frozenset({"in", "out"})
BOTH_WAYS: Final = frozenset({"both_it", "both_ways", "both_ends"})
HEARD: Final = frozenset({"music", "mine"})
PLACES: Final = frozenset({"ref", "ord", "num"})


def song_taken(
    parts: Sequence[Tokens], owners: Sequence[Owner], kinds: Sequence[str]
) -> list[Owner]:
    """The clause that says to take a song owns that wish, rather than what tells of one."""
    wished = [n for n, part in enumerate(parts) if USE in kinds and _picks(part)]
    if len(wished) != 1 or owners[wished[0]]:
        return list(owners)
    return [
        (USE,) if n == wished[0] else tuple(kind for kind in owner if kind != USE)
        for n, owner in enumerate(owners)
    ]


def _picks(part: Tokens) -> bool:
    cats = {token.cat for token in part}
    return bool(cats & PICKING and cats & HEARD and cats & PLACES)


def fades_timed(parts: Sequence[Tokens], owners: Sequence[Owner]) -> list[Owner]:
    """ "Fade it in and out, 2 seconds each": each fade, where both are told before, untimed."""
    found = [*owners]
    for n, (part, owner) in enumerate(zip(parts, owners, strict=True)):
        alone = owner == (LENGTH,) and {token.cat for token in part} == TIMED
        if alone and _are_faded(parts[:n], owners[:n]):
            found[n] = (FADE,)
    return found


def _are_faded(parts: Sequence[Tokens], owners: Sequence[Owner]) -> bool:
    """In and out, and nobody says how long."""
    cats = {token.cat for part in parts for token in part}
    both = cats >= BOTH or bool(BOTH_WAYS & cats)
    return both and "time" not in cats and any(FADE in owner for owner in owners)
