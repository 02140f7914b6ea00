"""Numbers with units, and which clips are meant: the small parts of a sentence."""

from fractions import Fraction
from typing import Any

from nemo_emulator.agent.pattern import Grammar, Match, Rule

MACROS = {
    "n": "num|one",
    "secs": "unit|second",
    "thing": "(pic|clip|video|one)",
}
GRAMMAR = Grammar(MACROS)


def _time(m: Match) -> int | None:
    amount = sum(m.all("num", "one"), Fraction(0)) + sum(m.all("half"), Fraction(0))
    ms = round(amount * m.one("unit", "second"))
    return ms if ms >= 0 else None


def _sum(m: Match) -> int | None:
    first, second = m.all("time")
    return first + second if first >= 60_000 > second else None


def _few(m: Match) -> tuple[int, ...] | None:
    number = m.one("num", "one", default=Fraction(1))
    count = int(number)
    if number != count or not 0 < count <= 99:
        return None
    if m.one("ord", "first_few") > 0:
        return tuple(range(1, count + 1))
    return tuple(range(-count, 0))


def _ordinals(m: Match) -> tuple[int, ...]:
    return tuple(m.all("ord"))


def _whole(number: Any) -> int | None:
    return int(number) if number == int(number) and 0 < number <= 999 else None


def _nth(m: Match) -> int | None:
    return _whole(m.one("num", "one"))


def _numbers(m: Match) -> tuple[int, ...] | None:
    places = tuple(_whole(number) for number in m.all("num", "one"))
    return tuple(p for p in places if p) if all(places) else None


def _range(m: Match) -> tuple[int, ...] | None:
    first, last = m.all("num", "one", "ord")
    if not (0 < first <= last <= 99 and first == int(first) and last == int(last)):
        return None
    return tuple(range(int(first), int(last) + 1))


def _percent(m: Match) -> float | None:
    value = float(m.one("num", "one", "half"))
    return value if value >= 0 else None


_rule = GRAMMAR.rule

RULES: tuple[Rule, ...] = (
    _rule("time", "n and half secs", _time),
    _rule("time", "n secs and? half", _time),
    _rule("time", "secs and half", lambda m: m.one("unit", "second") * 3 // 2),
    _rule("time", "(n|half) secs", _time),
    _rule("time", "a_second(?=each|stop|comma|$)", lambda _: 1000),
    _rule("time", "time and? time", _sum),
    _rule("percent", "percent_of n", _percent),
    _rule("percent", "n percent", _percent),
    _rule("decibels", "n db", lambda m: float(m.one("num", "one"))),
    _rule("tempo", "n bpm", lambda m: float(m.one("num", "one"))),
    _rule("factor", "(n|half) times", lambda m: m.one("num", "one", "half")),
    _rule("ord", "nth n", _nth),
    _rule("ord", "second", lambda _: 2),
    _rule("pic", "orient pic", lambda m: m.one("pic")),
    _rule("between_clips", "between (each|all|ord)? thing+", lambda _: ()),
    _rule("ref", "first_few n thing+", _few),
    _rule("ref", "ord n thing+", _few),
    _rule("ref", "(nth)? ord thing* (to|dash) ord thing*", _range),
    _rule("ref", "nth? n (to|dash) n thing+", _range),
    _rule("ref", "thing nth? n (to|dash) n", _range),
    _rule("ref", "ord thing* ((and|comma) ord thing*)+", _ordinals),
    _rule("ref", "ord thing+", _ordinals),
    _rule("ref", "(pic|clip) n((comma|and)+ n)*", _numbers),
    _rule("ref", "(all|each) thing+", lambda _: ()),
    _rule("count", "n (pic|clip)+", _nth),
)
