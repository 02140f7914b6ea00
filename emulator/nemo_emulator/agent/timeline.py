"""Reading and rewriting drafts, and what makes one valid (contract.md 2.8).

A valid draft: the clips of the video track follow each other without a gap, nothing overlaps on a
track, each transition is at most half as long as the shorter of its two clips, sound and texts end
with the last clip, ``d`` is that end, ``m.canvas`` is there. Unknown keys and tracks are kept.
"""

from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from typing import Any

from nemo_contract.draft import AudioMeta, Canvas, TextMeta, TrackKind, Transition, VideoMeta
from nemo_contract.wire import Draft, Segment, Track

Segments = tuple[Segment, ...]
NAMES = {TrackKind.VIDEO: "Video", TrackKind.AUDIO: "BGM", TrackKind.TEXT: "Title"}


def length(segment: Segment) -> int:
    """How long it takes, in ms."""
    return segment.duration or 0


def start(segment: Segment) -> int:
    """When it begins, in ms."""
    return segment.start or 0


def end(segment: Segment) -> int:
    """When it is over, in ms."""
    return start(segment) + length(segment)


def canvas(draft: Draft) -> Canvas:
    """The picture's size."""
    return Canvas.model_validate(draft.meta.get("canvas", {}))


def on(draft: Draft, kind: TrackKind) -> Segments:
    """All segments of the tracks of a kind."""
    return tuple(s for track in draft.tracks if track.kind == kind for s in track.segments)


def clips(draft: Draft) -> Segments:
    """What the video track shows, in order."""
    return on(draft, TrackKind.VIDEO)


def total(segments: Iterable[Segment]) -> int:
    """When the last of them is over, in ms."""
    return max(map(end, segments), default=0)


def video(segment: Segment) -> VideoMeta:
    """What a clip's ``m`` says."""
    return VideoMeta.model_validate(segment.meta)


def audio(segment: Segment) -> AudioMeta:
    """What a sound's ``m`` says."""
    return AudioMeta.model_validate(segment.meta)


def text(segment: Segment) -> TextMeta:
    """What a text's ``m`` says."""
    return TextMeta.model_validate(segment.meta)


def lasting(segment: Segment, ms: int) -> Segment:
    """The same for another time."""
    return segment.model_copy(update={"duration": ms})


def starting(segment: Segment, ms: int) -> Segment:
    """The same at another time."""
    return segment.model_copy(update={"start": ms})


def marked(segment: Segment, meta: dict[str, Any]) -> Segment:
    """The same with some keys of its ``m`` replaced."""
    return segment.model_copy(update={"meta": {**segment.meta, **meta}})


def new_segment(draft: Draft, ms: int, meta: dict[str, Any], *, skip: int = 0) -> Segment:
    """A segment with an id that the draft does not know; ``skip`` ids are taken meanwhile."""
    return Segment(id=f"seg_{_next_id(draft) + skip}", start=0, duration=ms, meta=meta)


def number(segment: Segment) -> int:
    """The number in an id of ours; later segments have higher ones, foreign ones 0."""
    digits = (segment.id or "").removeprefix("seg_")
    return int(digits) if digits.isdecimal() else 0


def _next_id(draft: Draft) -> int:
    return 1 + max((number(s) for track in draft.tracks for s in track.segments), default=0)


def with_canvas(draft: Draft, size: Canvas) -> Draft:
    """The same with another picture size."""
    return draft.model_copy(update={"meta": {**draft.meta, "canvas": size.full()}})


def with_clips(draft: Draft, segments: Segments) -> Draft:
    """The same with these clips, one after the other."""
    starts = accumulate(map(length, segments), initial=0)
    laid = tuple(starting(s, at) for s, at in zip(segments, starts, strict=False))
    return _with_rows(draft, TrackKind.VIDEO, [laid] if laid else [])


def with_track(draft: Draft, kind: TrackKind, segments: Segments) -> Draft:
    """The same with these as all segments of that kind, on as many tracks as they need."""
    return _with_rows(draft, kind, _rows(segments))


def _with_rows(draft: Draft, kind: TrackKind, rows: list[Segments]) -> Draft:
    old = [track for track in draft.tracks if track.kind == kind]
    rest = tuple(track for track in draft.tracks if track.kind != kind)
    fresh = [_track(kind, name) for name in _free_ids(draft, len(rows) - len(old))]
    new = (_with(track, row) for track, row in zip([*old, *fresh], rows, strict=False))
    return draft.model_copy(update={"tracks": _sorted((*rest, *new))})


def _track(kind: TrackKind, name: str) -> Track:
    return Track(id=name, kind=kind, segments=(), meta={"name": NAMES[kind]})


def _with(track: Track, segments: Segments) -> Track:
    return track.model_copy(update={"segments": segments})


def _free_ids(draft: Draft, count: int) -> list[str]:
    taken = {track.id for track in draft.tracks}
    names = (f"trk_{n}" for n in range(1, 1 + len(taken) + max(count, 0)))
    return [name for name in names if name not in taken][: max(count, 0)]


def _sorted(tracks: tuple[Track, ...]) -> tuple[Track, ...]:
    order: dict[int | None, int] = {kind: n for n, kind in enumerate(TrackKind)}
    return tuple(sorted(tracks, key=lambda track: order.get(track.kind, len(order))))


def _rows(segments: Segments) -> list[Segments]:
    """Spread over rows so that nothing overlaps: each goes to the first row that is free."""
    rows: list[Segments] = []
    for segment in sorted(segments, key=start):
        free = (n for n, row in enumerate(rows) if end(row[-1]) <= start(segment))
        n = next(free, len(rows))
        rows[n:] = [(*(rows[n] if n < len(rows) else ()), segment), *rows[n + 1 :]]
    return rows


def settled(draft: Draft) -> Draft:
    """The draft made valid: transitions fit, sound and texts end with the picture."""
    shown = tuple(_fitting(clips(draft)))
    draft = with_clips(draft, shown)
    whole = total(clips(draft))
    draft = _each(draft, TrackKind.AUDIO, lambda s: _sounding(s, whole))
    draft = _each(draft, TrackKind.TEXT, lambda s: _within(s, whole))
    return with_canvas(draft, canvas(draft)).model_copy(update={"duration": whole})


def _each(draft: Draft, kind: TrackKind, change: Callable[[Segment], Segment]) -> Draft:
    changed = (change(segment) for segment in on(draft, kind))
    return with_track(draft, kind, tuple(s for s in changed if length(s) > 0))


def _within(segment: Segment, whole: int) -> Segment:
    return lasting(segment, min(end(segment), whole) - start(segment))


def _sounding(segment: Segment, whole: int) -> Segment:
    """Music and looped sounds play to the end, whatever it is."""
    meta = audio(segment)
    if meta.type == "music" or meta.loop:
        return lasting(segment, whole - start(segment))
    return _within(segment, whole)


def _fitting(segments: Segments) -> Iterable[Segment]:
    yield from (_led_by(s, Transition(kind="cut", duration=0)) for s in segments[:1])
    for before, segment in pairwise(segments):
        most = min(length(before), length(segment)) // 2
        wish = video(segment).transition
        yield _led_by(segment, wish.model_copy(update={"duration": min(wish.duration, most)}))


def _led_by(segment: Segment, transition: Transition) -> Segment:
    return marked(segment, {"transition": transition.full()})
