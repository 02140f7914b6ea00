"""Values said anew in one breath: "30 percent, no, 25", "slide left, wait, to the right"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.intents.sides import PLACES as WAYS
from nemo_emulator.agent.intents.sides import WORDS
from nemo_emulator.agent.tokens import IDLE, Token

Tokens = tuple[Token, ...]
# A clause of these alone takes back what was said before; a clause may begin with most of them.
TAKEN_BACK: Final = frozenset(
    ("wait", "no", "sorry", "excuse", "mean", "meant", "oops", "等", "不对", "错")
)
# Said while somebody thinks again; alone it takes nothing back.
HESITATING: Final = frozenset(
    ("hmm", "hm", "oh", "ah", "erm", "um", "uh", "er", "ugh", "actually", "or", "well", "but")
) | frozenset(("呃", "哦", "嗯", "哎", "啊", "噢", "额"))
MISTAKEN: Final = "mistaken"
DENYING: Final = frozenset({"不", "不是"})
# They lead to what is wanted rather: "or better 400", "yes 5".
RATHER: Final = frozenset({"better", "yes", "还是"})
EVERY: Final = frozenset({"both", "每", "都"})
LED: Final = TAKEN_BACK | RATHER | EVERY
# What stands beside the new value; "at 25" is one, "for 4" is one.
LEADING: Final = frozenset({"at", "set", "to", "make", "if", "for", "in", "filler", "and", "into"})
NAMED: Final = frozenset({"ref", "ord", "slot"})
UNITS: Final = frozenset({"percent", "decibels", "time", "span"})
HEARD: Final = frozenset({"music", "volume", "sound", "speech", "mine"})
FADING: Final = frozenset({"enter", "leave", "both_ways", "in", "out"})
DIRECTED: Final = frozenset({"style", "motion"})
SIGNS: Final = ("+", "-", "−")
MILLIS: Final = ("ms", "milli", "毫秒")
MINUTES: Final = ("min", "分")
MOST_WORDS: Final = 5


def takes_back(part: Tokens) -> bool:
    """Nothing but "no, wait" or "ah wait"."""
    words = [t for t in part if t.text not in HESITATING]
    return bool(words) and all(
        t.text in TAKEN_BACK | DENYING or t.cat in (MISTAKEN, IDLE.cat) for t in words
    )


def revised(parts: Sequence[Tokens]) -> list[Tokens]:
    """The same with bare numbers and sides in the place of those that they take back."""
    done = list(parts)
    for n, part in enumerate(parts):
        if n and len(part) <= MOST_WORDS:
            _renumbered(done, n)
            _turned(done, n)
    return done


def _renumbered(done: list[Tokens], n: int) -> None:
    """ "Music at 30 percent. No, at 25", "in 2, out 4. Sorry, both 3"."""
    numbers = [t for t in done[n] if t.cat == "num"]
    if len(numbers) != 1 or any(t.cat != "num" and not _leads(t) for t in done[n]):
        return
    at = _last(done, n, _is_measured)
    if at is None or any(map(_names, done[at])):
        return
    sure = any(t.text in RATHER for t in done[n]) or _follows(done, n)
    if not sure and not (at == n - 1 and {t.cat for t in done[at]} & HEARD):
        return
    unit = next(t for t in done[at] if t.cat in UNITS)
    sign = unit.text[:1] if unit.text[:1] in SIGNS else ""
    new = replace(unit, value=_valued(unit, numbers[0]), text=f"{sign}{numbers[0].text}")
    if any(t.text in EVERY for t in done[n]):
        done[:n] = [_timeless(part) for part in done[:n]]
        done[n] = (new,)
        return
    done[at] = tuple(new if t is unit else t for t in done[at])
    done[at + 1 : n + 1] = [(IDLE,) for _ in done[at + 1 : n + 1]]


def _turned(done: list[Tokens], n: int) -> None:
    """ "Slides to the left, wait, to the right": the way is another."""
    part = done[n]
    sides = [t for t in part if _is_side(t)]
    if len(sides) != 1 or any(not _is_side(t) and not _leads(t) for t in part):
        return
    at = _last(done, n, _is_directed)
    if at is None or not _follows(done, n):
        return
    way = WAYS.get(str(sides[0].value), "") or WORDS.get(sides[0].text, "")
    done[at] = tuple(
        sides[0] if t.cat == "position" else _towards(t, way) if way else t for t in done[at]
    )
    done[at + 1 : n + 1] = [(IDLE,) for _ in done[at + 1 : n + 1]]


def _is_side(token: Token) -> bool:
    return token.cat == "position" or token.text in WORDS


def _last(done: list[Tokens], n: int, told: Callable[[Tokens], bool]) -> int | None:
    """The clause before, past such as say nothing but that it was wrong, and other numbers."""
    for at in range(n - 1, -1, -1):
        if told(done[at]):
            return at
        if not takes_back(done[at]) and any(t.cat != "num" and not _leads(t) for t in done[at]):
            return None
    return None


def _is_measured(part: Tokens) -> bool:
    return sum(t.cat in UNITS for t in part) == 1


def _is_directed(part: Tokens) -> bool:
    return sum(t.cat == "position" or _has_way(t) for t in part) == 1


def _has_way(token: Token) -> bool:
    return token.cat in DIRECTED and str(token.value).endswith(tuple(WAYS.values()))


def _towards(token: Token, way: str) -> Token:
    if not _has_way(token):
        return token
    value = f"{str(token.value).partition('-')[0]}-{way}"
    return replace(token, value=value, text=value.replace("-", " "))


def _follows(done: list[Tokens], n: int) -> bool:
    led = done[n][0].text in TAKEN_BACK
    return led or takes_back(done[n - 1]) or done[n - 1][-1].cat == MISTAKEN


def _leads(token: Token) -> bool:
    return token.cat in LEADING or token.text in LED


def _names(token: Token) -> bool:
    number = token.cat == "num" and is_number(token)
    return number or (token.cat in NAMED and token.value != ())


def _timeless(part: Tokens) -> Tokens:
    """Without its times, where something comes or goes."""
    if not {t.cat for t in part} & FADING:
        return part
    return tuple(t for t in part if t.cat not in (*UNITS, "num"))


def _valued(old: Token, new: Token) -> Any:
    """The number, in the units of what it takes the place of."""
    number = float(new.value)
    if old.cat == "percent":
        return number
    if old.cat == "decibels":
        return -number if old.value < 0 else number
    unit = 1 if any(word in old.text for word in MILLIS) else 1000
    unit = 60_000 if unit > 1 and any(word in old.text for word in MINUTES) else unit
    ms = int(number * unit)
    if old.cat == "time":
        return ms
    start, length = old.value
    return (-ms if start < 0 else start, None if length is None else ms)
