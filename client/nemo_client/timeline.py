"""What a draft holds, in words: a summary, and what changed between two (contract.md 2.7, 2.8).

Drafts are read as they come: whatever is missing or strange is left out, nothing here fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]
VIDEO: Final = 0
AUDIO: Final = 1
TEXT: Final = 7
FAR: Final = 1e12


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment: times in ms, ``volume`` in per cent (None: not said), ``place`` on the screen."""

    id: str
    label: str
    name: str
    start: int
    end: int
    volume: float | None = None
    place: str = ""
    meta: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A track with at least a label."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The tracks of a draft in order; ``duration`` in ms; ``size`` of the picture in pixels."""

    lanes: tuple[Lane, ...] = ()
    duration: int = 0
    size: tuple[int, int] | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All segments of all tracks."""
        return tuple(piece for lane in self.lanes for piece in lane.pieces)


def exportable(draft: object) -> bool:
    """Some track has a segment (contract.md 2.8)."""
    return any(_list(track, "sg") for track in _list(draft, "t"))


def read_timeline(state: object) -> Timeline:
    """The timeline in a session's ``state``."""
    draft = _dict(state, "draft")
    lanes = tuple(_lane(track) for track in _list(draft, "t"))
    longest = max((piece.end for lane in lanes for piece in lane.pieces), default=0)
    return Timeline(lanes, _int(draft.get("d")) or longest, _size(state))


def summary(timeline: Timeline) -> str:
    """C-STATE-1: one line, ``Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. …``."""
    if not timeline.lanes:
        return "The timeline is empty."
    count = len(timeline.lanes)
    lines = " ".join(f"{n}. {describe(lane)}" for n, lane in enumerate(timeline.lanes, 1))
    return f"Timeline ({count} track{'s' * (count != 1)}): {lines}"


def describe(lane: Lane) -> str:
    """One track: ``BGM: Lo-fi (0-10s, 35%)``."""
    if not lane.pieces:
        return f"{lane.label}: nothing yet"
    names = ", ".join(dict.fromkeys(piece.name for piece in lane.pieces))
    volumes = {piece.volume for piece in lane.pieces}
    volume = volumes.pop() if len(volumes) == 1 else None
    loudness = "" if volume is None or lane.label == "Video" else f", {volume:g}%"
    return f"{lane.label}: {names} ({_span(lane.pieces)}{loudness})"


def seconds(ms: int) -> str:
    """A time in seconds, as short as it can be said: ``10``, ``2.5``."""
    return f"{ms / 1000:.2f}".rstrip("0").rstrip(".")


def _span(pieces: tuple[Piece, ...]) -> str:
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    return f"{seconds(start)}-{seconds(end)}s"


def _lane(track: object) -> Lane:
    kind = track.get("tt") if isinstance(track, dict) else None
    pieces = tuple(_pieces(kind, _list(track, "sg")))
    return Lane(pieces[0].label if pieces else _label(kind, ""), pieces)


def _pieces(kind: object, segments: list[Any]) -> Iterator[Piece]:
    clock = 0
    for n, segment in enumerate(segments, 1):
        meta = _dict(segment, "m")
        start = _int(_get(segment, "s"), clock)
        clock = start + _int(_get(segment, "d"))
        label = _label(kind, str(meta.get("type") or ""))
        yield Piece(
            id=str(_get(segment, "id") or f"{kind}-{n}"),
            label=label,
            name=_name(kind, meta) or f"part {n}",
            start=start,
            end=clock,
            volume=_number(meta.get("volume")),
            place=str(meta.get("position") or ""),
            meta=repr(sorted(meta.items(), key=lambda item: str(item[0]))),
        )


LABELS: Final = {
    VIDEO: {"": "Video"},
    AUDIO: {"": "BGM", "audio": "Audio", "voice": "Voice"},
    TEXT: {"": "Title", "caption": "Caption", "subtitle": "Subtitles"},
}


def _label(kind: object, type_: str) -> str:
    labels = LABELS.get(kind, {"": "Track"}) if isinstance(kind, int) else {"": "Track"}
    return labels.get(type_, labels[""])


def _name(kind: object, meta: Json) -> str:
    for key in ("text", "name") if kind == TEXT else ("name", "text", "mood", "prompt", "recipe"):
        value = meta.get(key)
        if isinstance(value, str) and value.strip():
            words = " ".join(value.split())
            return f'"{words}"' if kind == TEXT else words
    return ""


def _size(state: object) -> tuple[int, int] | None:
    canvas = _dict(state, "canvas_config")
    width, height = _int(canvas.get("width")), _int(canvas.get("height"))
    return (width, height) if width and height else None


def _get(value: object, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _dict(value: object, key: str) -> dict[str, Any]:
    found = _get(value, key)
    return found if isinstance(found, dict) else {}


def _list(value: object, key: str) -> list[Any]:
    found = _get(value, key)
    return found if isinstance(found, list) else []


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < FAR else None


def _int(value: object, default: int = 0) -> int:
    number = _number(value)
    return default if number is None else int(number)
