"""What a label says about an edit besides its kind, as names to learn."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent.words import looks, style
from nemo_emulator.render.looks import ALIASES as LOOKS
from nemo_emulator.render.moods import mood_name
from nemo_emulator.render.motions import motion_kind
from nemo_emulator.render.transitions import transition_kind

Fields = Mapping[str, Any]
Named = tuple[str, str]
# What people call a dissolve is the renderer's fade.
DISSOLVES: Final = MappingProxyType({"dissolve": "fade"})


def traits(name: str, fields: Fields) -> dict[str, str]:
    """The traits of an edit by their names; none where the label leaves them open."""
    return {key: value for key, value in TRAITS.get(name, _none)(fields) if value}


def _none(_: Fields) -> Iterator[Named]:
    yield from ()


def _sign(value: Any, middle: float = 0.0) -> str:
    if isinstance(value, str):
        return {">": "more", "<": "less"}.get(value[:1], "")
    return (
        "" if value is None else "more" if value > middle else "less" if value < middle else "same"
    )


def _plain(*keys: str) -> Callable[[Fields], Iterator[Named]]:
    def told(fields: Fields) -> Iterator[Named]:
        yield from ((key, str(fields[key])) for key in keys if fields.get(key) not in (None, ""))

    return told


def _canonical(kind: Callable[[str], str | None], cat: str, rows: Any) -> Callable[[str], str]:
    known = {kind(str(row.value)): str(row.value) for row in rows if row.cat == cat}

    def named(value: str) -> str:
        plain = kind(value)
        return known.get(plain, plain or "")

    return named


def look_kind(name: str) -> str:
    """A look, as the renderer calls it."""
    plain = name.lower().replace("-", "").replace(" ", "").replace("_", "")
    return LOOKS.get(plain, plain)


_transition = _canonical(transition_kind, "style", style.ROWS)
_motion = _canonical(motion_kind, "motion", style.ROWS)
_look = _canonical(look_kind, "look", looks.ROWS)


MOODS: Final = {"lofi": "lo-fi"}


def _make(fields: Fields) -> Iterator[Named]:
    yield "of", str(fields.get("of", "any"))


def _volume(fields: Fields) -> Iterator[Named]:
    yield "target", str(fields.get("target", ""))
    percent = fields.get("percent")
    if percent is None:
        yield "way", _sign(fields.get("db"))
    elif isinstance(percent, str):
        yield "way", _sign(percent)
    else:
        yield "way", {0: "mute", 100: "full"}.get(percent, "percent")


def _fades(fields: Fields) -> Iterator[Named]:
    into, out = fields.get("into"), fields.get("out")
    none = into in (None, 0) and out in (None, 0)
    yield "way", "none" if none else "both" if into and out else "into" if into else "out"


def _fit(fields: Fields) -> Iterator[Named]:
    ground = fields.get("background", "")
    yield "mode", str(fields.get("mode", ""))
    yield "ground", "blur" if ground == "blur" else "color" if ground else "none"


def _canvas(fields: Fields) -> Iterator[Named]:
    yield "ratio", str(fields.get("ratio", "") or "none")
    yield "short", str(fields.get("short_side", "") or "none")


def _music(fields: Fields) -> Iterator[Named]:
    mood = mood_name(fields["mood"]) if fields.get("mood") else "none"
    yield "mood", MOODS.get(mood, mood)


def _adjust(fields: Fields) -> Iterator[Named]:
    yield "what", str(fields["what"])
    to = fields.get("to")
    yield "way", "none" if to == 0 else _sign(fields.get("by")) if to is None else "more"


def _text(fields: Fields) -> Iterator[Named]:
    yield "type", str(fields.get("type", ""))
    yield from _styled(fields)
    yield "when", _when(fields.get("when", {}))


def _when(when: Fields) -> str:
    if when.get("whole"):
        return "whole"
    if when.get("clip"):
        return "clip"
    start = when.get("start")
    if start is None:
        return "none"
    return "start" if start == 0 else "end" if isinstance(start, int) and start < 0 else "at"


def _styled(fields: Fields) -> Iterator[Named]:
    told = fields.get("style", {})
    yield "position", str(told.get("position", "") or "none").removeprefix("~")
    yield "scale", (_sign(told["scale"], 1) if told.get("scale") else "none")
    for key in ("enter", "exit", "outline", "box"):
        yield key, "yes" if told.get(key) else "none"


def _paced(fields: Fields) -> Iterator[Named]:
    yield "way", _sign(fields.get("factor"), 1)


def _longer(fields: Fields) -> Iterator[Named]:
    yield "way", _sign(fields.get("ms"))


def _joined(fields: Fields) -> Iterator[Named]:
    ms = fields.get("ms")
    yield "way", _sign(ms) if isinstance(ms, str) else ""


def _copies(fields: Fields) -> Iterator[Named]:
    yield "to", str(fields.get("to", 0))


def _moved(fields: Fields) -> Iterator[Named]:
    yield "to", {1: "first", -1: "last"}.get(fields.get("to", 0), "place")


def _added(fields: Fields) -> Iterator[Named]:
    yield "at", {1: "first", -1: "last"}.get(fields.get("at", -1), "place")
    yield "which", "named" if fields.get("clips") else "new"


def _trimmed(fields: Fields) -> Iterator[Named]:
    told = [key for key in ("head", "tail", "start", "end") if fields.get(key)]
    start = fields.get("start")
    late = isinstance(start, int) and start < 0
    yield "part", "late" if late else "+".join(told)


def _ducked(fields: Fields) -> Iterator[Named]:
    yield "way", "same" if fields.get("percent") == 100 else "less"


def _drawn(fields: Fields) -> Iterator[Named]:
    yield "recipe", str(fields.get("recipe", ""))


def _by(key: str, named: Callable[[str], str]) -> Callable[[Fields], Iterator[Named]]:
    def told(fields: Fields) -> Iterator[Named]:
        yield key, named(str(fields.get(key, "")))

    return told


TRAITS: Final[Mapping[str, Callable[[Fields], Iterator[Named]]]] = MappingProxyType(
    {
        "Make": _make,
        "AddCard": _plain("where"),
        "RemoveCard": _plain("where"),
        "Sort": _plain("by"),
        "SetVolume": _volume,
        "FadeSound": _fades,
        "SetTransition": _by("style", _transition),
        "SetMotion": _by("style", _motion),
        "SetLook": _by("name", _look),
        "SetMusic": _music,
        "SetFit": _fit,
        "SetCanvas": _canvas,
        "Adjust": _adjust,
        "AddText": _text,
        "ChangeText": _text,
        "RemoveText": _plain("type"),
        "SetSpeed": _paced,
        "Scale": _paced,
        "Extend": _longer,
        "ExtendTotal": _longer,
        "SetTransitionLength": _joined,
        "Duplicate": _copies,
        "Move": _moved,
        "AddClips": _added,
        "Trim": _trimmed,
        "Duck": _ducked,
        "Generate": _drawn,
    }
)
