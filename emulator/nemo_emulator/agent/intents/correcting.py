"""What is taken back in the same breath: "swap 1 and 2, no wait, 1 and 3"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent.intents.revising import (
    HESITATING,
    MISTAKEN,
    TAKEN_BACK,
    revised,
    takes_back,
)
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import IDLE, Token

Tokens = tuple[Token, ...]
COLOR: Final = "color"
DENIED: Final = "passed"
MEANING: Final = frozenset({"meant", "mean"})
PLACES: Final = frozenset({"ref", "ord", "num", "slot"})
SLOT: Final = frozenset({"slot"})
# Of these "no" denies what follows it right away.
NAMES: Final = (
    *(frozenset({"look"}), frozenset({"motion"}), frozenset({"style", "fade"})),
    *(frozenset({"mood"}), frozenset({"percent"}), frozenset({"decibels"})),
)
VALUES: Final = (
    *(PLACES, frozenset({"time"}), frozenset({"ratio"}), frozenset({"color"})),
    *(frozenset({"shift"}), *NAMES),
)
BESIDE: Final = frozenset(
    ("and", "comma", "to", "not", "no", "word", "for", "only", "in", MISTAKEN)
)
NO_REF: Final = ("not", "ref")
INSTEAD: Final = frozenset({"instead of", "rather than", "而不是"})
# With none of these nothing is taken back in the same breath.
INSTEADS: Final = frozenset({"instead", MISTAKEN})
PLACED: Final = frozenset({"ref", "ord"})
# They say who comes in another one's place.
PUTTING: Final = frozenset({"put", "show", "with", "add", "set", "move", "take", "swap", "replace"})
NAMELY: Final = frozenset({"because", "in", "not", "praise", "word"})


def corrected(parts: Sequence[Tokens]) -> list[Tokens]:
    """The same without values that the clause after a correction names otherwise."""
    done = revised(_instead(_again(_undenied([_within(part) for part in parts]))))
    for n, part in enumerate(done):
        told = _meant(done, n)
        back = range(n - 1, -1, -1) if told else ()
        before = next((m for m in back if _values(done[m]) & told), None)
        if before is not None:
            was, gone = done[before], _replaced(told, done[before], part)
            old = {t.value for t in was if t.cat in gone & {COLOR}}
            now = tuple(t for t in was if t.cat not in gone)
            kept = tuple(t for t in part if t.text not in TAKEN_BACK)
            done[before], done[n] = _given_back(was, now, _without(kept, old))
    return done


def _replaced(told: frozenset[int], before: Tokens, part: Tokens) -> frozenset[str]:
    """ "The last one to third place, no, to second place": it is that one still."""
    cats = frozenset[str]().union(*(VALUES[row] for row in told))
    there = {token.cat for token in part} & PLACES
    slots = there == SLOT and any(token.cat in SLOT for token in before)
    return (cats - PLACES) | SLOT if slots else cats


def _given_back(was: Tokens, now: Tokens, part: Tokens) -> tuple[Tokens, Tokens]:
    """ "Sepia for 1, 2 and 3. No, only 1 and 2": a row takes the place of the other one."""
    rows = [token for token in part if token.cat == "ref"]
    gone = [token for token in was if token not in now]
    bare = len(rows) == 1 and all(t in rows or t.cat in ("only", "for", "in") for t in part)
    if not bare or [token.cat for token in gone] != ["ref"]:
        return now, part
    return tuple(rows[0] if token in gone else token for token in was), (IDLE,)


def _again(parts: list[Tokens]) -> list[Tokens]:
    """ "The last, erm, the last two": what is begun anew."""
    for n, (one, *rest) in enumerate(zip(parts, parts[1:], (*parts[2:], ()), strict=False)):
        if len(one) != 1 or one[0].cat not in PLACED:
            continue
        then = rest[1] if all(t.text in HESITATING for t in rest[0]) else rest[0]
        if then and then[0].cat in PLACED and _is_same(one[0], then[0]):
            parts[n] = (IDLE,)
    return parts


def _is_same(one: Token, then: Token) -> bool:
    """The same word begins it, if not the same clip."""
    return one.text.split()[:1] == then.text.split()[:1]


def _instead(parts: list[Tokens]) -> list[Tokens]:
    """ "Delete 3, no, not 3, 4": what is denied was named, and the next one is meant."""
    if DENIED not in [token.cat for part in parts for token in part]:
        return parts
    for n, part in enumerate(parts):
        denied = next((int(t.value) for t in part if t.cat == DENIED), 0)
        before = next((m for m in range(n) if denied and _names(parts[m], denied)), None)
        after = next((m for m in range(n + 1, len(parts)) if _is_other(parts[m], denied)), None)
        if before is None or after is None or not _is_denial(part):
            continue
        place = next(t for t in parts[after] if t.cat in PLACES)
        other = place if place.cat == "ref" else Token("ref", (int(place.value),), place.text)
        parts[before] = tuple(other if _is_at(t, denied) else t for t in parts[before])
        parts[n] = parts[after] = (IDLE,)
    return parts


def _is_denial(part: Tokens) -> bool:
    return all(t.cat in (DENIED, MISTAKEN) or t.text in TAKEN_BACK | HESITATING for t in part)


def _is_at(token: Token, place: int) -> bool:
    """It is the name of that clip."""
    if token.cat == "ref":
        return bool(token.value == (place,))
    return token.cat in PLACES and token.cat != "slot" and token.value == place


def _names(part: Tokens, place: int) -> bool:
    return any(_is_at(token, place) for token in part)


def _is_other(part: Tokens, denied: int) -> bool:
    """It names one clip and says nothing more than that it is that one."""
    named = [t for t in part if t.cat in PLACES and t.value != ()]
    single = len(named) == 1 and (named[0].cat != "ref" or len(named[0].value) == 1)
    return single and not _names(part, denied) and all(t in named or t.cat in NAMELY for t in part)


def _within(part: Tokens) -> Tokens:
    """ "第2张，不对，第3张" in one breath; "number 4 instead of number 3"."""
    if INSTEADS.isdisjoint([token.cat for token in part]):
        return part
    part = _rather(part)
    at = next((n for n, t in enumerate(part) if t.cat == MISTAKEN), 0)
    if not at:
        return part
    told = _values(part[:at]) & _values(part[at + 1 :])
    gone = frozenset[str]().union(*(VALUES[row] for row in told))
    return (*(t for t in part[:at] if t.cat not in gone), *part[at + 1 :]) if told else part


def _undenied(parts: list[Tokens]) -> list[Tokens]:
    """是第4张，不是第3张: nothing is said of that one."""
    for n, part in enumerate(parts[1:], 1):
        denied = len(part) == len(NO_REF) and tuple(t.cat for t in part) == NO_REF
        if (
            denied
            and part[0].text == "不"
            and any(t.cat == "ref" for one in parts[:n] for t in one)
        ):
            parts[n] = (IDLE,)
    return parts


def _rather(part: Tokens) -> Tokens:
    """Without the clip instead of which another one is named in front."""
    pairs = enumerate(pairwise(part))
    at = next((n for n, (t, then) in pairs if _is_instead(t, then)), 0)
    named = at and {t.cat for t in part[:at]} & PLACES and not {t.cat for t in part} & PUTTING
    return (*part[:at], *part[at + 2 :]) if named else part


def _is_instead(token: Token, then: Token) -> bool:
    return token.cat == "instead" and token.text in INSTEAD and then.cat in ("ref", "ord")


def _meant(parts: Sequence[Tokens], n: int) -> frozenset[int]:
    """Which sorts of values a clause names instead of those before."""
    part = parts[n]
    led = part and part[0].text in TAKEN_BACK and part[-1].text not in TAKEN_BACK
    before = parts[n - 1] if n else ()
    follows = before and (takes_back(before) or before[-1].cat == MISTAKEN)
    if not led and not follows:
        return frozenset()
    bare = all(t.cat in BESIDE or t.cat in PLACES or _values((t,)) for t in part)
    meaning = any(t.text in MEANING for t in part)
    named = bool(part) and part[0].cat in PLACES
    sure = bare and not (led and part[0].cat == "no")
    told = _values(part) if (led and (bare or meaning)) or (follows and (bare or named)) else ()
    return frozenset(n for n in told if sure or meaning or VALUES[n] not in NAMES)


def _without(part: Tokens, old: set[object]) -> Tokens:
    """ "Yellow, red is like a warning": without the colour that was taken back."""
    new = any(t.cat == COLOR and t.value not in old for t in part)
    return tuple(t for t in part if not (new and t.cat == COLOR and t.value in old))


def _values(part: Tokens) -> frozenset[int]:
    """Which of the sorts of values it has."""
    return frozenset(
        n
        for t in part
        for n, row in enumerate(VALUES)
        if t.cat in row and t.value != () and (t.cat != "num" or is_number(t))
    )
