"""Which clip was meant, told in passing: "it's the first", "item 2", 位置4, 那是五.

Read once it is known what is asked for.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.owners import NAMELY
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import Token

Owner = tuple[str, ...]
# Of these a clip is named by where it stands, and nothing else is counted.
SEEN: Final = frozenset(
    (
        *("SetSeconds", "Extend", "Scale", "SetMotion", "SetFit", "SetLook", "Adjust"),
        *("SetSpeed", "Trim", "SetVolume", "AddText", "RemoveText", "SetTransition", "ChangeText"),
    )
)
# "Item 2", "position 4".
ITEMS: Final = frozenset({"item", "position", "place", "spot", "slide", "frame", "位置"})
NAMED: Final = frozenset({"ref", "ord", "num", "into_clip"})
# They are about other clips than the one that is told later.
SCOPES: Final = NAMED | {"all", "each", "others", "whole", "total", "films", "music", "mine"}
PRONOUNS: Final = frozenset(("it", "its", "her", "him", "them", "that one", "this one", "它", "她"))
PAIR: Final = 2


def identified(
    parts: Sequence[Tokens], owners: Sequence[Owner], kinds: Sequence[str], size: int
) -> list[Tokens]:
    """The clauses with the clips that others say were meant in them."""
    if not set(kinds) <= SEEN:
        return list(parts)
    told = [_namely(part, size) for part in parts]
    placed = [n for n, part in enumerate(told) if any(map(_names, part))]
    if not placed:
        return [_numeral(part, size) if n else part for n, part in enumerate(told)]
    return _with_it(told, owners, placed[0]) if len(placed) == 1 else told


def _names(token: Token) -> bool:
    return token.cat in NAMED and (token.cat != "num" or is_number(token))


def _namely(part: Tokens, size: int) -> Tokens:
    """ "It's the first", "item 2": a clip."""
    if len(part) != PAIR:
        return _alone(part, size) if len(part) == 1 else part
    head, number = part
    nth = number.cat == "ord" and head.text in NAMELY
    item = head.text in ITEMS and number.cat == "num"
    return (head, _clip(number)) if (nth or item) and _is_place(number, size) else part


def _alone(part: Tokens, size: int) -> Tokens:
    """位置4."""
    (token,) = part
    slot = token.cat == "slot" and token.text.startswith(tuple(ITEMS))
    return (Token("ref", (token.value,), token.text),) if slot and _fits(token, size) else part


def _numeral(part: Tokens, size: int) -> Tokens:
    """那是五, where no clip is named else."""
    if len(part) != 1 or part[0].cat != "num" or part[0].text.isascii():
        return part
    return (_clip(part[0]),) if not is_number(part[0]) and _is_place(part[0], size) else part


def _clip(token: Token) -> Token:
    return Token("ref", (int(token.value),), f"the {token.text}")


def _is_place(token: Token, size: int) -> bool:
    return bool(token.value == int(token.value)) and (token.value == -1 or _fits(token, size))


def _fits(token: Token, size: int) -> bool:
    return bool(0 < token.value <= size)


def _with_it(parts: list[Tokens], owners: Sequence[Owner], at: int) -> list[Tokens]:
    """ "She's too dark, and no words on her: that's 3": the wishes before are about it, too."""
    token = _told(parts[at])
    if token is None:
        return parts
    done, linked = list(parts), False
    for n in range(at, -1, -1):
        wish = bool(owners[n])
        free = n < at and not any(t.cat in SCOPES for t in parts[n])
        if wish and linked and free:
            done[n] = (*parts[n], token)
        elif wish and n < at and not free:
            break
        linked = _points(parts[n]) if wish else linked
    return done


def _told(part: Tokens) -> Token | None:
    """The clip that is named at the end of a clause as the one that was meant."""
    *_, head, number = (Token(""), Token(""), *part)
    single = number.cat == "ref" and len(number.value) == 1
    digit = number.cat == "num" and is_number(number) and number.value == int(number.value)
    if head.text not in NAMELY or not (single or digit):
        return None
    return number if single else _clip(number)


def _points(part: Tokens) -> bool:
    """ "On her" is left without a noun."""
    hanging = any(a.cat in ("in", "for", "with") and b.text in NAMELY for a, b in pairwise(part))
    return hanging or any(token.text in PRONOUNS for token in part)
