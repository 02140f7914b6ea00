"""Two readings of one message, by rules and by examples: how far the second can be relied on."""

from dataclasses import replace
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.reading import Reading
from nemo_emulator.agent.ruled import Understanding

# Log-odds in units of 32, as in the model; found by cross-validation (tools/intents).
BASE: Final = 35
WEIGHTS: Final = {
    "sure": 22,
    "trust": 15,
    "spare": -32,
    "same": 46,
    "kinds": 6,
    "edits": -26,
    "unclear": -5,
    "speech": -16,
    "cannot": 42,
    "talk": 30,
    "several": -8,
    "many": 23,
    "clauses": -12,
    "long": -21,
    "words": -13,
}
# These weigh as much for each so many; what is measured counts up to its bounds.
PER: Final = 50
MOST_SURE, LEAST_TRUST, USUAL_TRUST, MOST_TRUST, MOST_LETTERS = 100, -10, 40, 80, 100
FEW: Final = 2
# What is taken, and what is asked back.
TAKEN: Final = 13


# Where the second reading is right more often than the first, though both see the same kind.
BETTER: Final = (
    ("SetVolume", "target"),
    ("Adjust", "what"),
    ("Adjust", "by"),
    ("SetLook", "name"),
    ("Make", "count"),
    ("RemoveText", "clip"),
)


def corrected(first: tuple[e.Edit, ...], second: tuple[e.Edit, ...]) -> tuple[e.Edit, ...]:
    """The first reading, with what the second one knows better."""
    if sorted(map(_kind, first)) != sorted(map(_kind, second)) or len(set(map(_kind, first))) < len(
        first
    ):
        return first
    other = {_kind(edit): edit for edit in second}
    return tuple(_corrected(edit, other[_kind(edit)]) for edit in first)


def _kind(edit: e.Edit) -> str:
    return type(edit).__name__


def _corrected(edit: Any, other: Any) -> Any:
    told = {name: getattr(other, name) for kind, name in BETTER if kind == _kind(edit)}
    known = {name: value for name, value in told.items() if value}
    if getattr(edit, "name", "") == "none" or getattr(edit, "target", "") == "all":
        return edit
    if getattr(edit, "clips", None) == () and getattr(other, "clips", ()):
        known["clips"] = other.clips
    if isinstance(edit, e.Adjust) and (edit.what == other.what or edit.to is not None):
        known = {name: value for name, value in known.items() if name == "clips"}
    return replace(edit, **known)


def confidence(reading: Reading, first: Understanding, size: int) -> int:
    """How likely the second reading is right, beside what the first one makes of it.

    ``size`` is that of the message in characters.
    """
    speech = not reading.edits
    kinds = [sorted(map(_kind, edits)) for edits in (first.edits, reading.edits)]
    told = {
        "spare": bool(reading.spare),
        "same": bool(first.edits) and first.edits == reading.edits,
        "kinds": bool(first.edits) and kinds[0] == kinds[1],
        "edits": bool(first.edits),
        "unclear": bool(first.unclear),
        "speech": speech,
        "cannot": bool(first.cannot) and speech,
        "talk": bool(first.talk) and speech,
        "several": len(reading.edits) > 1,
        "many": len(reading.edits) > FEW,
        "clauses": reading.clauses > 1,
        "long": reading.clauses > FEW,
    }
    measured = {
        "sure": max(-MOST_SURE, min(MOST_SURE, reading.sure)),
        "trust": USUAL_TRUST if speech else max(LEAST_TRUST, min(MOST_TRUST, reading.trust)),
        "words": min(size, MOST_LETTERS),
    }
    counted = sum(WEIGHTS[name] for name, yes in told.items() if yes)
    return BASE + counted + sum(WEIGHTS[k] * value for k, value in measured.items()) // PER
