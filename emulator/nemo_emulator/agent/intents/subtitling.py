"""Frame of subtitles: their lines, and when each of them is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar import texts
from nemo_emulator.agent.intents import styling
from nemo_emulator.agent.intents.quoting import new
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.tokens import Token

_SECOND: Final = 1000
# "2 more", "another 2", "the next 2": that many seconds.
_ANOTHER: Final = frozenset({"up", "extra"})
_ONE_EACH: Final = frozenset({"一句", "一条", "一行", "每句", "每条", "每行", "apiece"})
_LASTING: Final = frozenset({"for", "past", "next", "after", "ord"})
_UNTIL: Final = frozenset({"to", "until", "till", "reach"})


@dataclass(frozen=True, slots=True)
class _Slot:
    """When a line is shown, in ms: from ``start`` or on from the one before, so long or till then.

    ``point``: a time alone, which is how long, or when it begins.
    """

    start: int | None = None
    length: int | None = None
    end: int | None = None
    point: bool = False


def set_subtitles(m: Said) -> e.Edit | None:
    """A pasted file, lines with their times, or lines alone."""
    if m.has("srt"):
        return e.SetSubtitles(lines=m.one("srt"))
    quotes = new(m)
    look = styling.style(m, changed=False)
    if times := stretches(m.tokens, len(quotes)):
        rows = zip(quotes, times, strict=True)
        lines = tuple(e.Line(text=text, start=start, end=end) for text, (start, end) in rows)
        return e.SetSubtitles(lines=lines, style=look)
    if clip := _upon(m, quotes):
        return e.AddText(text=quotes[0], type="caption", when=e.When(clip=clip), style=look)
    plain = tuple(
        e.Line(text=line.strip()) for q in quotes for line in q.splitlines() if line.strip()
    )
    whole = any(len(line.text) > 1 or line.text.isascii() for line in plain)
    spans = any(slot.start is not None for slot in _slots(m.tokens))
    return e.SetSubtitles(lines=plain, style=look) if whole and not spans else None


def _upon(m: Said, quotes: Sequence[str]) -> int:
    """第四张配字幕“回家了”: the one clip that a line is for, where no time is told; else 0."""
    places = {place for t in m.tokens if t.cat == "ref" for place in t.value}
    single = len(places) == len(quotes) == 1 and "\n" not in quotes[0]
    return places.pop() if single and not m.has("time", "span", "ord", "all") else 0


def stretches(
    tokens: Sequence[Token], count: int, *, lines: bool = True
) -> tuple[tuple[int, int], ...]:
    """From when to when each of so many texts is shown, in ms; none where that is not told.

    Numbers alone are seconds where the texts are ``lines``; else they may be clips.
    """
    slots = [*_slots(tokens if lines else [t for t in tokens if t.cat != "dash"])]
    if len(slots) == 1 and count > 1 and _is_of_each(tokens):
        slots *= count
    times = tuple(_timed(_begun(slots))) if len(slots) == count > 0 else ()
    return times if all(start < end for start, end in times) else ()


def _slots(tokens: Sequence[Token]) -> Iterator[_Slot]:
    """Seconds of lines need not be called so: "0-4 Welcome", "until ten"."""
    ranges = [n for n in range(len(tokens)) if _is_range(tokens[n : n + 3])]
    inside = {n + k for n in ranges for k in range(3)}
    for n, token in enumerate(tokens):
        if n in ranges:
            start, end = _ms(token), _ms(tokens[n + 2])
            yield _Slot(start, end - start)
        elif token.cat == "span":
            yield _Slot(*token.value)
        elif n not in inside and (slot := _alone(tokens, n)):
            yield slot


def _is_range(three: Sequence[Token]) -> bool:
    cats = [token.cat for token in three]
    told = cats in (["num", "to", "num"], ["num", "dash", "num"])
    return told and _ms(three[0]) < _ms(three[2])


def _alone(tokens: Sequence[Token], n: int) -> _Slot | None:
    """ "For 2 secs", "till 7 s", "after that until ten", "2 more"."""
    token, before = tokens[n], tokens[n - 1 : n] if n else ()
    after = tokens[n + 1 : n + 2]
    if token.cat == "time":
        until = any(t.cat in _UNTIL for t in before)
        led = any(t.cat in _LASTING for t in before)
        return _Slot(end=token.value) if until else _Slot(length=token.value, point=not led)
    if token.cat == "gain":
        return _Slot(length=token.value)
    if token.cat != "num" or not any(t.cat in (*_UNTIL, "for") for t in before):
        return None
    if any(t.cat in _UNTIL for t in before):
        return _Slot(end=_ms(token))
    timed = any(t.cat in ("time", "span") for t in tokens)
    more = any(t.cat in _ANOTHER for t in after) or (timed and {t.cat for t in after} <= {"stop"})
    return _Slot(length=_ms(token)) if more else None


def _ms(token: Token) -> int:
    return int(token.value * _SECOND if token.cat == "num" else token.value)


def _is_of_each(tokens: Sequence[Token]) -> bool:
    return any(t.cat == "each" or t.text in _ONE_EACH for t in tokens)


def _begun(slots: Sequence[_Slot]) -> Sequence[_Slot]:
    """ "0 s A, 4 s B, 8 s C": when each of them begins, not how long it stays."""
    points = [slot.length for slot in slots if slot.point and slot.length is not None]
    rising = len(points) == len(slots) > 1 and points[0] == 0
    if not rising or any(a >= b for a, b in pairwise(points)):
        return slots
    return [_Slot(start=point) for point in points]


def _timed(slots: Sequence[_Slot]) -> Iterator[tuple[int, int]]:
    """From when to when; what has no start of its own follows the one before."""
    at = 0
    for slot, then in zip(slots, (*slots[1:], _Slot()), strict=True):
        start = at if slot.start is None else slot.start
        if slot.length is not None:
            at = start + slot.length
        elif slot.end is not None:
            at = max(slot.end, start)
        else:
            at = then.start if then.start and then.start > start else start + texts.LATE_MS
        yield start, at
