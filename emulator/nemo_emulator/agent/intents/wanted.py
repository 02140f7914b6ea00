"""Of the values that were said those that are wanted: people name what they will not have, too."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

# What parts one clause from the next.
STOP: Final = Token("stop")
# What follows one of these in its clause is not wanted, up to a verb; "over" is "too much".
DENIALS: Final = frozenset({"no", "not", "remove"})
ONCE: Final = frozenset({"instead", "over"})
VERBS: Final = frozenset({"make", "set", "add", "put", "with", "into", "replace", "only", "but"})
ENOUGH: Final = frozenset({"enough"})
# "Isn't there", "couldn't it": a question that wants it.
QUESTIONS: Final = frozenset(
    {"isn't", "aren't", "can't", "couldn't", "wouldn't", "won't", "shouldn't"}
)
# What they say of what came right before.
REGRETS: Final = frozenset(
    {"mistake", "wrong", "gone", "ugly", "awful", "horrible", "丑", "难看", "错了", "别扭"}
)
ASKING: Final = frozenset({"why", "how come", "怎么", "为什么", "为啥", "怎么是"})
PUSHING: Final = ("push", "shov", "shunt", "slid", "wip", "swip", "sweep", "nudg", "roll")
NEAR: Final = 3
# "Chuck some grain on it", "knock the colours back" take nothing away.
GIVING: Final = frozenset({"chuck", "chucked", "chucking", "knock", "drop", "cut"})


@dataclass(frozen=True, slots=True)
class Told:
    """Values in order: those that are wanted, and those that are not, with what denies them."""

    wanted: tuple[Any, ...] = ()
    refused: tuple[tuple[Any, str], ...] = ()


def told(m: Said, *cats: str) -> Told:
    """The values of these categories."""
    parts = [_in_clause(part, cats) for part in parts_of(m.tokens)]
    refused = tuple(pair for part in parts for pair in part.refused)
    against = {value for value, _ in refused}
    found = tuple(value for part in parts for value in part.wanted if value not in against)
    return Told(tuple(dict.fromkeys(found)), refused)


def parts_of(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """The clauses again."""
    part: tuple[Token, ...] = ()
    for token in (*tokens, STOP):
        if token.cat != STOP.cat:
            part = (*part, token)
        elif part:
            yield part
            part = ()


def denies(part: tuple[Token, ...], n: int) -> bool:
    """What follows shall not be."""
    token, after = part[n], part[n + 1 : n + 2]
    if token.cat == "love":
        return "n't" in token.text or "hate" in token.text
    asking = n == 0 and token.text in QUESTIONS
    numbering = token.text == "no" and any(t.cat == "num" for t in after)
    plain = token.cat in DENIALS and token.text not in GIVING and not _goes(token.text)
    sated = token.text in ENOUGH and n == 0
    return sated or (plain and not asking and not numbering)


def _goes(text: str) -> bool:
    """ "Pushes the other one out" is a way to go; "take the grain away" is none."""
    return text.startswith(PUSHING) and text.endswith((" away", " off", " out"))


def _in_clause(part: tuple[Token, ...], cats: tuple[str, ...]) -> Told:
    wanted: list[Any] = []
    refused: list[tuple[Any, str]] = []
    against, since, last = "", 0, -NEAR
    for n, token in enumerate(part):
        excess = token.cat == "over" and wanted and n - last < NEAR
        if excess and not any(t.cat in cats for t in part[n + 1 : n + 2]):
            refused.append((wanted.pop(), "over"))
        elif token.cat in ONCE or denies(part, n) or token.text in ASKING:
            against, since = token.cat if token.cat in ONCE else "no", n
        if token.cat in cats:
            last = n
            if against and n - since <= NEAR:
                refused.append((token.value, against))
                against, since = "" if against in ONCE else against, n
            else:
                wanted.append(token.value)
        elif token.cat in ("transition", "comma") or (token.cat in VERBS and n > since + 1):
            against = ""
        elif token.text in REGRETS and wanted and n - last < NEAR:
            refused.append((wanted.pop(), "no"))
    return Told(tuple(wanted), tuple(refused))
