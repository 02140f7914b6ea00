"""What only films have, where one clip moves among pictures: a speed, a part of it, a sound."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.following import SHAPING
from nemo_emulator.agent.tokens import Token

# What is said of these is not said of the film alone.
EVERY: Final = frozenset({"all", "each", "total", "whole", "others", "count"})
SOUND: Final = "sound"
# What is heard somewhere is said to be so in words.
TELLING: Final = frozenset({"word", "inside", "subject", "clip", "video", "it"})


def of_footage(
    edit: e.Edit, tokens: Sequence[Token], known: Facts | None, done: Sequence[e.Edit] = ()
) -> e.Edit:
    """ "The agility run in slow motion": of the one film, where no clip is named.

    ``done`` are the edits before, after which it may stand somewhere else.
    """
    films = known.films if known and known.shown else ()
    shaped = any(isinstance(one, (*SHAPING, e.Move, e.Arrange)) for one in done)
    if known is None or len(films) != 1 or known.size < 2 or shaped:
        return edit
    if not isinstance(edit, e.Trim | e.SetSpeed | e.SetVolume) or edit.clips:
        return edit
    heard = not isinstance(edit, e.SetVolume) or _is_heard(edit, tokens)
    every = any(t.cat in EVERY or (t.cat == "ref" and t.value == ()) for t in tokens)
    return replace(edit, clips=films) if heard and not every else edit


def _is_heard(edit: e.SetVolume, tokens: Sequence[Token]) -> bool:
    """In a film that something is told of."""
    return edit.target == SOUND and any(token.cat in TELLING for token in tokens)
