"""The last word on how long something takes: "make it 3 seconds each. No, wait, 4"."""

from dataclasses import replace
from typing import Final

from nemo_emulator.agent.intents.amounts import MOST_SECONDS
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP, parts_of
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
# So many pictures are no seconds.
MANY: Final = 10
SECOND: Final = 1000
MINUTE: Final = 60_000
MINUTES: Final = ("min", "分")
# A clause that names something by itself says how long that takes.
NAMING: Final = frozenset(
    (
        *("ref", "ord", "others", "each", "all", "pic", "clip", "video", "films", "transition"),
        *("music", "title", "caption", "subtitle", "text", "sound", "volume", "motion", "page"),
        *("whole", "total", "moment", "percent", "gain", "except", "slot", "title", "swap"),
    )
)
# A number before one of these counts something, after one it names a clip.
COUNTED: Final = frozenset({"word", "pic", "clip", "video", "pct", "times", "dash", "to"})
PLACED: Final = frozenset({"in", "on", "for", "dash", "to", "number_word"})
# 2.5 would be nicer.
SAYING: Final = frozenset(
    ("would", "will", "should", "do", "does", "isnt", "isn't", "seems", "sounds")
)
# What is so now.
STATING: Final = frozenset(
    ("it's", "its", "they're", "it is", "they are", "there's", "was", "were")
)
ENOUGH: Final = frozenset(
    ("thing", "enough", "plenty", "nicer", "better", "fine", "heaps", "easily")
)


def corrected(m: Said) -> Said:
    """Without the lengths that a later one takes the place of; a number alone is one, too."""
    parts = [*parts_of(m.tokens)]
    told = [
        (n, at)
        for n, part in enumerate(parts)
        if (at := _length(part)) is not None and not _is_count(m, part[at])
    ]
    while told and parts[told[-1][0]][0].text in STATING:
        told.pop()
    if len(told) < 2 or any(t.cat in NAMING for t in parts[told[-1][0]]):
        return m
    last = told[-1]
    unit = MINUTE if all(_is_minutes(parts[n][at]) for n, at in told[:-1]) else SECOND
    if not all(_has_unit(parts, *one) for one in told[:1]) and _has_unit(parts, *last):
        return m
    kept = [
        tuple(
            _in_units(token, unit) if (n, at) == last else token
            for at, token in enumerate(part)
            if (n, at) == last or (n, at) not in told
        )
        for n, part in enumerate(parts)
    ]
    tokens = tuple(token for part in kept for token in (*part, STOP))
    return Said(tokens, m.traits, m.asked, m.known)


def _is_count(m: Said, token: Token) -> bool:
    """ "A second each, we have 40 to get through": so many there are."""
    many = m.known is not None and token.value in (m.known.shown, m.known.total)
    return many and token.cat == "num" and token.value >= MANY


def _has_unit(parts: list[Tokens], n: int, at: int) -> bool:
    return parts[n][at].cat == "time"


def _length(part: Tokens) -> int | None:
    """Where the only length stands: a time, else a number that counts nothing."""
    times = [n for n, token in enumerate(part) if token.cat == "time"]
    numbers = [n for n, token in enumerate(part) if token.cat == "num"]
    if times:
        return times[0] if len(times) == 1 else None
    if len(numbers) != 1 or not _is_bare(part, numbers[0]):
        return None
    return numbers[0]


def _is_bare(part: Tokens, n: int) -> bool:
    token, before, after = part[n], part[max(n - 1, 0) : n], part[n + 1 : n + 2]
    counted = any(t.cat in COUNTED and t.text not in SAYING | ENOUGH for t in after)
    placed = any(t.cat in PLACED for t in before)
    return token.text.isascii() and 0 < token.value <= MOST_SECONDS and not counted and not placed


def _is_minutes(token: Token) -> bool:
    """ "Six minutes is far too much, two at most"."""
    minutes = token.cat == "time" and token.value >= MINUTE and token.value % MINUTE == 0
    return minutes and any(word in token.text for word in MINUTES)


def _in_units(token: Token, unit: int) -> Token:
    bare = token.cat == "num"
    return replace(token, cat="time", value=int(token.value * unit)) if bare else token
