"""Segments read and placed: every segment of a draft gets its times, its meta and a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from nemo_contract.draft import TrackKind
from nemo_contract.wire import Draft, Segment, Track, Wire
from nemo_emulator.render.order import RenderFailed

M = TypeVar("M", bound=Wire)

LONGEST_MS = 60 * 60 * 1000

_TRACK_NAMES = {TrackKind.VIDEO: "video", TrackKind.AUDIO: "audio", TrackKind.TEXT: "text"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment in its place, ms on the timeline; ``name`` is for sentences about it."""

    start: int
    end: int
    segment: Segment
    name: str

    @property
    def length(self) -> int:
        return self.end - self.start

    def read(self, model: type[M]) -> M:
        """Its ``m``. Raises ``RenderFailed`` for values that cannot be."""
        return read_meta(self.segment.meta, model, self.name)


def read_meta(meta: dict[str, object], model: type[M], name: str) -> M:
    """Read an ``m``. Raises ``RenderFailed`` naming the first wrong value."""
    try:
        return model.model_validate(meta)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise RenderFailed(f"{name} has a wrong value in m.{where}: {first['msg']}.") from error


def pieces(draft: Draft, kind: TrackKind) -> tuple[tuple[Piece, ...], ...]:
    """The segments of each track of a kind, lowest track first."""
    tracks = [track for track in draft.tracks if track.kind == kind]
    return tuple(tuple(_placed(track, _TRACK_NAMES[kind])) for track in tracks)


def _placed(track: Track, kind: str) -> Iterator[Piece]:
    at = 0
    for number, segment in enumerate(track.segments, 1):
        name = f"Segment {number} of the {kind} track"
        if segment.duration is None:
            raise RenderFailed(f"{name} has no length: give it d in ms.")
        start = at if segment.start is None else segment.start
        at = start + segment.duration
        yield Piece(start, at, segment, name)


def length_ms(draft: Draft) -> int:
    """How long the clip is: the draft's ``d``, else the end of its last segment.

    Raises ``RenderFailed`` when there is nothing to render or too much.
    """
    if not draft.exportable:
        raise RenderFailed("The draft is empty: add a picture, a clip or a text before exporting.")
    length = draft.duration
    if length is None:
        length = max(
            (piece.end for kind in TrackKind for track in pieces(draft, kind) for piece in track),
            default=0,
        )
    if not 0 < length <= LONGEST_MS:
        raise RenderFailed(f"The draft is {length} ms long; a clip can have 1 to {LONGEST_MS} ms.")
    return length


def at_frame(ms: int, fps: int) -> int:
    """The frame that begins nearest to a time; half frames round up."""
    return (2 * ms * fps + 1000) // 2000
