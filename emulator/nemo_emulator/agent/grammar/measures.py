"""The small parts of a sentence: measures, stretches of time, and which clips are meant."""

from fractions import Fraction
from typing import Any

from nemo_emulator.agent.grammar.slots import GRAMMAR, number, reduce, turned
from nemo_emulator.agent.pattern import Match, Rule
from nemo_emulator.agent.words.moods import MOODS

MOST_CLIPS = 999


def _time(m: Match) -> int | None:
    amount = sum(m.all("num", "one", "half", "fraction"), Fraction(0))
    ms = round(amount * m.one("unit", "second"))
    return ms if ms >= 0 else None


def _sum(m: Match) -> int | None:
    first, second = m.all("time")
    return first + second if first >= 60_000 > second else None


def _percent(m: Match) -> float | None:
    value = number(m.one("num", "one", "half"))
    return value if value >= 0 else None


# -- stretches of time: (start, length or None)


def _stretch(m: Match) -> tuple[int, int | None] | None:
    first, last = m.all("time", "num", "one", "point")
    first, last = (int(t * 1000) if isinstance(t, Fraction) else t for t in (first, last))
    return (first, last - first) if 0 <= first < last else None


def _edge(m: Match) -> tuple[int, int | None]:
    ms = m.one("time")
    return (0, ms) if m.one("ord", "first_few") > 0 else (-ms, ms)


# -- which clips


def _few(m: Match) -> tuple[int, ...]:
    """So many clips from the one that the ordinal names, on towards the other end."""
    count = max(1, min(int(m.one("num", "one")), MOST_CLIPS))
    first = m.one("ord", "first_few")
    return tuple(range(first, first + count) if first > 0 else range(first - count + 1, first + 1))


def _whole(value: Any) -> int | None:
    return int(value) if value == int(value) and 0 < value <= MOST_CLIPS else None


def _nth(m: Match) -> int | None:
    return _whole(m.one("num", "one"))


def _numbers(m: Match) -> tuple[int, ...] | None:
    places = tuple(_whole(value) for value in m.all("num", "one"))
    return tuple(p for p in places if p) if all(places) else None


def _range(m: Match) -> tuple[int, ...] | None:
    first, last = (_whole(value) for value in m.all("num", "one", "ord"))
    if first is None or last is None:
        return None
    return tuple(range(first, last + 1) if first <= last else range(first, last - 1, -1))


def _open_ended(m: Match) -> bool | None:
    """From a clip to the last: how many those are is not known here."""
    return True if min(m.all("ord")) < 0 else None


def _ordinals(m: Match) -> tuple[int, ...]:
    return tuple(m.all("ord"))


def _later(m: Match) -> tuple[int, ...] | None:
    """The second of two neighbours: a cut is named after the clip it leads into."""
    places = (*m.all("ord", "num"), *(p for ref in m.all("ref") for p in ref))
    places = places if len(places) > 1 else (*places, *m.all("one"))  # else "the third one"
    return (int(max(places)),) if len(places) == 2 and min(places) > 0 else None


def _every(_: Match) -> tuple[int, ...]:
    return ()


def _second(m: Match) -> tuple[int, int] | None:
    """ "The first second of": not a clip, a time."""
    return {1: (0, 1000), -1: (-1000, 1000)}.get(m.one("ord"))


TIMES: tuple[Rule, ...] = (
    reduce("time", "n and half secs", _time),
    reduce("time", "n secs and? half (?!secs)", _time),
    reduce("time", "secs and half", lambda m: m.one("unit", "second") * 3 // 2),
    reduce("time", "(n|half|fraction) secs", _time),
    reduce("time", "a_second(?=for|each|total|stop|comma|$)", lambda _: 1000),
    reduce("time", "time and? time", _sum),
    reduce("point", "nth secs", lambda m: round(m.one("nth") * m.one("unit", "second"))),
    reduce("ord", "nth", lambda m: m.one("nth") or None),
    reduce("span", "ord second (?=link* (each|all|pics|place|whole|film))", _second),
    reduce("ord", "second", lambda _: 2),
    reduce("ord", "a_second", lambda _: 2),
    reduce("span", "at_last time (?!each)", lambda m: (-m.one("time"), m.one("time"))),
    reduce("ord", "at_last", lambda _: -1),
)


def _as_mood(m: Match) -> Any:
    """A look whose name is a mood, too, is that beside music."""
    name = str(m.one("look"))
    return name if name in MOODS else None


AMOUNTS: tuple[Rule, ...] = (
    reduce("mood", "look (?=(link|look_noun)* music)", _as_mood),
    reduce("percent", "percent_of n", _percent),
    reduce("percent", "(n|half) pct", _percent),
    reduce("percent", "half (?=volume)", lambda _: 50.0),
    reduce("decibels", "n db", lambda m: number(m.one("num", "one"))),
    reduce("tempo", "(each unit)? n bpm", lambda m: number(m.one("num", "one"))),
    reduce("factor", "(n|half) times", lambda m: number(m.one("num", "one", "half"))),
)

# After one of these "last" is a verb.
_NAMED = "[pic clip video whole one title caption subtitle text transition ref]"

STRETCHES: tuple[Rule, ...] = (
    reduce("span", "(from|between)? (time|n|point) (to|dash) (time|point)", _stretch),
    reduce("span", "(from|between) (time|point) and (time|point)", _stretch),
    reduce("span", "(from|between)? secs (n) (to|dash|and) secs? (n)", _stretch),
    reduce("span", "time when (?=(show|add|put|words|quote|for))", lambda m: (m.one("time"), None)),
    reduce("span", "(for|in)? first_few time (?!each)", _edge),
    reduce("span", f"(for|in)? (?<!{_NAMED})ord time (?!each)", _edge),
    reduce("for", "ord (?=time)", lambda m: True if m.one("ord") == -1 else None),
    reduce("span", "at? point moment?", lambda m: (m.one("point"), None)),
    reduce("span", "(at|after) time (?!link*(each|pics))", lambda m: (m.one("time"), None)),
)

CLIPS: tuple[Rule, ...] = (
    reduce("pic", "orient pic", lambda m: m.one("pic")),
    reduce("into_clip", "between ord (thing)* (and|to) ord (thing)*", _later),
    reduce("into_clip", "ord (thing)* (and|to) ord (thing)* between", _later),
    reduce("into_clip", "between (pics)+ n and (pics)* n", _later),
    reduce("into_clip", "(pics) n (and|to) (pics)? n between", _later),
    reduce("ref", "(n) number_sign (thing)*", _numbers),
    reduce("between_clips", "between (each|all|ord)? (thing)+", _every),
    reduce("between_clips", "(each|all)? (thing)+ between", _every),
    reduce("ref", "(first_few|ord) (n) (thing)+", _few),
    reduce("if", "ord half (?!secs)", lambda _: True),
    reduce("if", "ord (thing)* (to|dash) ord (thing)*", _open_ended),
    reduce("ref", "from? ord (thing)* (to|dash) ord (thing)*", _range),
    reduce("ref", "from? ord (to|dash) (n) (thing)+", _range),
    reduce("ref", "(n) (to|dash) (n) (thing)+", _range),
    reduce("ref", "(thing) ord (to|dash) ord", _range),
    reduce("ref", "(pics) (n) (to|dash) (pics)? (n)", _range),
    reduce("ref", "ord (thing)* ((and|comma)+ ord (thing)*)+", _ordinals),
    reduce("ref", "ord (thing)+", _ordinals),
    reduce("ref", "(pics) number_word? (n) ((comma|and)+ (pics)? number_word? (n))*", _numbers),
    reduce("ref", "number_word (n) ((comma|and)+ number_word? (n))*", _numbers),
    reduce("ref", "(all|each)+ (thing)+", _every),
    reduce("count", "(n) (pics)+", _nth),
)

# "take the music away", 把音乐去掉: the verb goes in front of what it means.
PHRASAL: tuple[Rule, ...] = (
    GRAMMAR.rule(
        "remove",
        "(take|make|set)? (noun|place|link|all|clip)+ (off|out) (?!link*(moment|place|thing))",
        lambda m: None if m.has("fade") else True,
        "take make set off out",
    ),
    turned(
        "remove",
        "(place|link)* (noun)+ (link|all|page)* remove (?!link*(noun|place))",
        "remove",
    ),
)

RULES = (*TIMES, *AMOUNTS, *STRETCHES, *CLIPS, *PHRASAL)
