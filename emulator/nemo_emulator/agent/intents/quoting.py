"""The texts that shall be shown, of all that are quoted."""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

_OLD: Final = frozenset({"not", "no", "replace"})
_OLD_WORDS: Final = frozenset({"instead of", "rather than", "不是", "而不是"})


def new(m: Said) -> tuple[str, ...]:
    """The texts to be shown, not those that are there now; none if one is empty."""
    told = tuple(map(str, m.all("quote")))
    found = tuple(
        str(token.value)
        for n, token in enumerate(m.tokens)
        if token.cat == "quote" and not _is_old(m.tokens, n)
    )
    return (found or told) if all(told) else ()


def _is_old(tokens: Sequence[Token], n: int) -> bool:
    before = tokens[n - 1] if n else None
    return before is not None and (before.cat in _OLD or before.text in _OLD_WORDS)
