"""Too much of something: who complains of grain or contrast wants less of it."""

from collections.abc import Iterator
from typing import Final

from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
TOO: Final = frozenset({"too", "way too", "far too", "much too", "overly", "太", "过于", "过"})
HEAVY: Final = ("太重", "过重", "太强", "太浓", "太大", "太多", "太明显")
TOLD: Final = frozenset({"texture", "adjust"})
BESIDE: Final = 4


def lessened(tokens: Tokens) -> Tokens:
    """ "Too contrasty", "the grain is a bit much", 颗粒感太重: what is named as less of it."""
    if TOLD.isdisjoint([token.cat for token in tokens]):
        return tokens
    return tuple(_lessened(tokens))


def _lessened(tokens: Tokens) -> Iterator[Token]:
    skipped = 0
    for n, token in enumerate(tokens):
        if skipped:
            skipped -= 1
            continue
        skipped = _much(tokens[n + 1 : n + 1 + BESIDE]) if token.cat == "texture" else 0
        too = n > 0 and tokens[n - 1].text in TOO and token.cat in TOLD
        if skipped or too:
            what, value = token.value
            yield Token("adjust", (what, -value), token.text)
        else:
            yield token


def _much(after: Tokens) -> int:
    """How many tokens say that it is too much; 0 where it is not."""
    for n, token in enumerate(after):
        before = after[n - 1] if n else Token("")
        heavy = token.text.startswith(HEAVY)
        much = token.cat == "much" and (before.text in TOO or before.cat == "bit")
        if heavy or much:
            return n + 1
        if token.cat not in ("filler", "bit", "link"):
            return 0
    return 0
