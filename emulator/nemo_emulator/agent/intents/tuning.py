"""Which clause picks a song: "this is number three. Take song number one"."""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
Owner = tuple[str, ...]
USE: Final = "UseAudio"
PICKING: Final = frozenset({"take", "with", "put", "set", "replace", "add"})
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
