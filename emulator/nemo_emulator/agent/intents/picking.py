"""Which clips are meant by what stands in other clauses, or by their sort.

Read once it is known what is asked for.
"""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent.intents.alternating import alternating
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.identifying import identified
from nemo_emulator.agent.intents.leaving import left
from nemo_emulator.agent.intents.numbering import numbered
from nemo_emulator.agent.intents.numerals import numerals
from nemo_emulator.agent.intents.pinning import pinned
from nemo_emulator.agent.intents.sorting import sorted_out
from nemo_emulator.agent.intents.spanning import spanning

Owner = tuple[str, ...]
IDLE: Final = frozenset({"filler"})


def picked(
    parts: Sequence[Tokens], owners: Sequence[Owner], kinds: Sequence[str], known: Facts | None
) -> tuple[tuple[Tokens, ...], list[Owner]]:
    """The clauses with the clips that they are about; what is left of none asks for nothing."""
    if not known or not known.size:
        return tuple(parts), list(owners)
    told = alternating(parts, known)
    told = numerals(told, kinds, known.size)
    told = numbered(told, owners, kinds, known)
    told = sorted_out(told, kinds, known)
    told = spanning(told, kinds, known.size)
    told = pinned(told, kinds, known.size)
    told = identified(told, owners, kinds, known.size)
    told = left(told, kinds, known)
    idle = [IDLE.issuperset([token.cat for token in part]) for part in told]
    return tuple(told), [() if gone else n for n, gone in zip(owners, idle, strict=True)]
