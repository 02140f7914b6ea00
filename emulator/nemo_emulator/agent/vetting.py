"""What an edit may say: names that exist, numbers within reason.

Our own grammar says nothing else. Whoever else understands a message (``nemo_emulator.brain``) is
told these names and bounds, and checked by them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.speech.answers import ANSWERS, CANNOT
from nemo_emulator.agent.speech.phrase import QUESTIONS
from nemo_emulator.agent.understanding import Understanding
from nemo_emulator.agent.words import canvas, lettering, looks, style, things
from nemo_emulator.agent.words.moods import MOODS
from nemo_emulator.agent.words.row import Row
from nemo_emulator.agent.words.scenes import MUSIC

HOUR_MS: Final = 3_600_000
MOST_EDITS: Final = 40
LONGEST_TEXT: Final = 1000
MOST_LINES: Final = 500


def _named(rows: tuple[Row, ...], *cats: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(row.value) for row in rows if row.cat in cats))


_EFFECTS = ("", "fade", *_named(lettering.ROWS, "effect"))
NAMES: Final[Mapping[tuple[type, str], tuple[str, ...]]] = MappingProxyType(
    {
        (e.SetTransition, "style"): _named(style.ROWS, "style"),
        (e.SetMotion, "style"): _named((*style.ROWS, *things.ROWS), "motion"),
        (e.SetLook, "name"): _named(looks.ROWS, "look"),
        (e.SetMusic, "mood"): ("", *MOODS),
        (e.SetCanvas, "ratio"): ("", *sorted(canvas.RATIOS)),
        (e.Generate, "recipe"): tuple(MUSIC),
        (e.TextStyle, "position"): ("", *_named(lettering.ROWS, "position")),
        (e.TextStyle, "enter"): _EFFECTS,
        (e.TextStyle, "exit"): _EFFECTS,
        (Understanding, "unclear"): ("", *QUESTIONS),
        (Understanding, "talk"): ("", *ANSWERS),
        (Understanding, "cannot"): ("", *CANNOT),
    }
)
"""Which words a field may hold; "" leaves open."""

_LENGTH, _SHIFT = (0, HOUR_MS), (-HOUR_MS, HOUR_MS)
_PLACE = (-999, 999)
RANGES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "ms": _LENGTH,
        "head": _LENGTH,
        "tail": _LENGTH,
        "end": _LENGTH,
        "into": _LENGTH,
        "out": _LENGTH,
        "length": _LENGTH,
        "start": _SHIFT,
        "factor": (0.05, 20),
        "tempo": (0, 300),
        "percent": (0, 400),
        "db": (-60, 60),
        "amount": (0, 1),
        "by": (-3, 3),
        "to": (0, 3),
        "count": (0, 999),
        "short_side": (0, 4320),
        "size": (0, 60),
        "scale": (0, 5),
        "seed": (0, 1 << 53),
        "clip": _PLACE,
        "at": _PLACE,
        "one": _PLACE,
        "other": _PLACE,
        "place": _PLACE,
    }
)
"""The least and the most of a number, by the name of its field; times in ms."""
SHIFTS: Final = MappingProxyType(
    {
        (e.Extend, "ms"): _SHIFT,
        (e.ExtendTotal, "ms"): _SHIFT,
        (e.Move, "to"): _PLACE,
        (e.Duplicate, "to"): (-1, 1),
        (e.Replace, "by"): _PLACE,
    }
)
"""Where a field of that name means something else."""

COLORS: Final = frozenset({"color", "outline", "box", "background"})
_COLOR = re.compile(r"#[0-9a-f]{6}")


def amiss(meant: Understanding) -> str:
    """The first thing in an understanding that nobody could carry out, or "" for none."""
    if len(meant.edits) > MOST_EDITS:
        return f"{len(meant.edits)} edits at once"
    said = [bool(meant.unclear), bool(meant.talk), bool(meant.edits or meant.cannot)]
    if sum(said) != 1:
        return "not exactly one of edits, unclear, talk and cannot"
    return next(_faults(meant), "")


def _faults(it: Any) -> Iterator[str]:
    for field in fields(it):
        yield from _wrong(type(it), field.name, getattr(it, field.name))


def _wrong(owner: type, name: str, value: Any) -> Iterator[str]:
    where = f"{owner.__name__}.{name}"
    match value:
        case tuple():
            yield from _wrong_row(owner, name, value)
        case bool() | None:
            pass
        case int() | float():
            least, most = SHIFTS.get((owner, name)) or RANGES.get(name, _PLACE)
            if not least <= value <= most:
                yield f"{where} is {value}, not {least:g} to {most:g}"
        case str():
            yield from _wrong_text(owner, name, value)
        case _:
            yield from _faults(value)


def _wrong_row(owner: type, name: str, row: tuple[Any, ...]) -> Iterator[str]:
    if len(row) > MOST_LINES:
        yield f"{owner.__name__}.{name} has {len(row)} entries"
    for one in row:
        yield from _wrong(owner, name, one)


def _wrong_text(owner: type, name: str, text: str) -> Iterator[str]:
    where = f"{owner.__name__}.{name}"
    known = NAMES.get((owner, name))
    if known is not None and text not in known:
        yield f"{where} is {text[:40]!r}, none of {', '.join(filter(None, known))}"
    if name in COLORS and text not in ("", "blur") and not _COLOR.fullmatch(text):
        yield f"{where} is {text[:40]!r}, no #rrggbb"
    if len(text) > LONGEST_TEXT:
        yield f"{where} has {len(text)} letters"
    if name in ("text", "prompt") and not text.strip() and owner in (e.AddText, e.Generate):
        yield f"{where} is empty"
