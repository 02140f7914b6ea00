"""What is taken back in the same breath: "swap 1 and 2, no wait, 1 and 3"."""

from collections.abc import Sequence
from typing import Final

from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
# A clause of these alone takes back what was said before; a clause may begin with the last ones.
TAKEN_BACK: Final = frozenset(("wait", "no", "sorry", "mean", "meant", "oops", "等", "不对", "错"))
MISTAKEN: Final = "mistaken"
MEANING: Final = frozenset({"meant", "mean"})
PLACES: Final = frozenset({"ref", "ord", "num", "slot"})
VALUES: Final = (PLACES, frozenset({"time"}), frozenset({"ratio"}), frozenset({"color"}))
BESIDE: Final = frozenset({"and", "comma", "to", "not", "no", "word", "for"})


def corrected(parts: Sequence[Tokens]) -> list[Tokens]:
    """The same without values that the clause after a correction names otherwise."""
    done = [_within(part) for part in parts]
    for n, part in enumerate(done):
        told = _meant(done, n)
        before = next((m for m in range(n - 1, -1, -1) if _values(done[m]) & told), None)
        if told and before is not None:
            gone = frozenset[str]().union(*(VALUES[row] for row in told))
            done[before] = tuple(t for t in done[before] if t.cat not in gone)
            done[n] = tuple(t for t in part if t.text not in TAKEN_BACK)
    return done


def _within(part: Tokens) -> Tokens:
    """ "第2张，不对，第3张" in one breath."""
    at = next((n for n, t in enumerate(part) if t.cat == MISTAKEN), 0)
    told = _values(part[:at]) & _values(part[at + 1 :])
    gone = frozenset[str]().union(*(VALUES[row] for row in told))
    return (*(t for t in part[:at] if t.cat not in gone), *part[at + 1 :]) if told else part


def _meant(parts: Sequence[Tokens], n: int) -> frozenset[int]:
    """Which sorts of values a clause names instead of those before."""
    part = parts[n]
    led = part and part[0].text in TAKEN_BACK and part[-1].text not in TAKEN_BACK
    before = parts[n - 1] if n else ()
    follows = before and (all(t.text in TAKEN_BACK for t in before) or before[-1].cat == MISTAKEN)
    bare = all(t.cat in BESIDE or t.cat in PLACES or _values((t,)) for t in part)
    meaning = any(t.text in MEANING for t in part)
    named = bool(part) and part[0].cat in PLACES
    again = follows and (bare or named)
    return _values(part) if (led and (bare or meaning)) or again else frozenset()


def _values(part: Tokens) -> frozenset[int]:
    """Which of the sorts of values it has."""
    return frozenset(
        n
        for t in part
        for n, row in enumerate(VALUES)
        if t.cat in row and t.value != () and (t.cat != "num" or is_number(t))
    )
