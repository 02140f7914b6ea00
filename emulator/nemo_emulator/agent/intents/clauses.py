"""A message as clauses of typed tokens: the values are read, the wishes are not."""

from collections.abc import Iterator
from typing import Final

from nemo_emulator.agent.grammar.measures import RULES
from nemo_emulator.agent.grammar.slots import reduce
from nemo_emulator.agent.pattern import reduce_all
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
# What ends a clause, except between the items of a list.
ENDS: Final = frozenset({"stop", "mark", "comma", "then", "but", "and"})
LISTED: Final = frozenset({"num", "ord", "ref", "quote", "pic", "one", "color"})
LONGEST: Final = 60
# 再 is "then", or "more" before one of these.
MORE: Final = "再"
DEGREES: Final = frozenset(
    (
        *("look", "adjust", "bit", "up", "down", "louder", "quieter", "longer", "shorter"),
        *("bigger", "smaller", "faster", "slower", "much"),
    )
)
# "The opening picture" is a clip, not a moment.
_NAMED: Final = (
    reduce(
        "ref",
        "moment (pic|clip)(?!with|quote)",
        lambda m: (1 if m.one("moment") == "start" else -1,),
    ),
)


def clauses(tokens: Tokens) -> tuple[Tokens, ...]:
    """The clauses of a message, without fillers, with numbers and places as values."""
    plain = tuple(token for token in tokens if token.cat != "filler")
    parts = (plain[at : at + LONGEST] for at in range(0, len(plain), LONGEST))
    typed = tuple(token for part in parts for token in reduce_all(part, (*RULES, *_NAMED)))
    return tuple(part for part in _parts(typed) if part)


def _parts(tokens: Tokens) -> Iterator[Tokens]:
    part: list[Token] = []
    for n, token in enumerate(tokens):
        before, after = part[-1:], tokens[n + 1 : n + 2]
        if _ends(token, (*before, *after)):
            yield tuple(part)
            part = []
        else:
            part.append(token)
    yield tuple(part)


def _ends(token: Token, beside: Tokens) -> bool:
    if token.text == MORE and any(t.cat in DEGREES for t in beside[-1:]):
        return False
    listed = len(beside) == 2 and all(t.cat in LISTED for t in beside)
    return token.cat in ENDS and not (listed and token.cat in ("and", "comma"))
