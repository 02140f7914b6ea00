"""How much longer or shorter something shall be than it is."""

from itertools import pairwise
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent.intents.amounts import way
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

LENGTH: Final = MappingProxyType(
    {
        "longer": 1,
        "extend": 1,
        "extra": 1,
        "add": 1,
        "shorter": -1,
        "shorten": -1,
        "down": -1,
        "trim": -1,
        "less": -1,
        "remove": -1,
        "off": -1,
        "take": -1,
        "faster": -1,
        "slower": 1,
        "up": 1,
    }
)
# What is added to, or taken from, what is now.
ADDED: Final = frozenset({"add", "extra"})
LOST: Final = frozenset({"off", "less", "remove"})
CHANGED: Final = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "minus",
                "dock",
                "docked",
                "shed",
                "sheds",
                "lop",
                "shave",
                "claw",
                "overruns",
                "overrun",
                "overshoots",
                "削",
                "砍",
                "扣",
            ),
            -1,
        ),
        **dict.fromkeys(
            ("stretch", "stretched", "plus", "gain", "gained", "gains", "tack", "撑"), 1
        ),
    }
)
GIVING: Final = ("giv", "gave", "给", "let", "another")
SUMMING: Final = "起"
AIMS: Final = frozenset({"to", "into", "at", "set", "stop", "only"})
EARLY: Final = frozenset({"early", "soon", "sooner"})
NEAR: Final = 3
# "Another four seconds shorter": behind a gain that is none.
FEWER: Final = frozenset(("shorter", "less", "off", "down", "fewer"))


def change(m: Said) -> int:
    """How much more or less of it is said right beside a time, in milliseconds; 0 for none."""
    if m.has("gain"):
        return signed(m)
    for n, token in enumerate(m.tokens):
        if token.cat == "time":
            return (_sign(m.tokens, n) or _by_that(m.tokens)) * int(token.value)
    return 0


def _by_that(tokens: tuple[Token, ...]) -> int:
    """ "We are 8 seconds over, cut that much": which way; 0 where it is not said."""
    for n, token in enumerate(tokens):
        much = [t.text for t in tokens[n + 1 : n + 3]] == ["么", "多"]
        if token.cat in LENGTH and (much or token.text.endswith((" by that", " by this"))):
            return LENGTH[token.cat]
    return 0


def _sign(tokens: tuple[Token, ...], n: int) -> int:
    return _after(tokens, n) or _before(tokens[max(n - NEAR, 0) : n])


def _after(tokens: tuple[Token, ...], n: int) -> int:
    """ "2 secs less than now", "a second too early", "five seconds off"."""
    after = tokens[n + 1 : n + 2]
    taken = any(t.cat == "trim" for t in tokens[max(n - 1, 0) : n])
    if taken and any(t.cat in ("from", "off") for t in after):
        return -1
    if any(t.cat == "off" and t.text == "off" for t in after):
        return -1
    if any(t.text in EARLY for t in tokens[n + 1 : n + 3]):
        return 1
    if any(t.cat in ("longer", "shorter") and t.text.isascii() for t in after):
        return LENGTH[after[0].cat]
    return -1 if any(t.text.startswith("less than") for t in after) else 0


def _before(tokens: tuple[Token, ...]) -> int:
    for token in reversed(tokens):
        if token.cat in AIMS or token.text == SUMMING:
            return 0
        if token.text in CHANGED:
            return CHANGED[token.text]
        if token.cat in ADDED | LOST and not any(word in token.text for word in GIVING):
            return 1 if token.cat in ADDED else -1
    return 0


def signed(m: Said) -> int:
    """So much more or less; 再多15秒 says itself which."""
    if m.has("gain"):
        ms = int(m.one("gain"))
        if any(a.cat == "gain" and b.text in FEWER for a, b in pairwise(m.tokens)):
            return -abs(ms)
        less = m.trait("way") == "less" and m.has("trim", "shorten", "remove", "off", "take")
        return -abs(ms) if less else ms
    ms = m.ms or 0
    sides = (_sign(m.tokens, n) for n, token in enumerate(m.tokens) if token.cat == "time")
    if ms > 0 and (side := next(filter(None, sides), 0)):
        return side * ms
    return -ms if ms > 0 and way(m, LENGTH) < 0 else ms
