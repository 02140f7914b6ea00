"""What edits of lengths do. All in ms."""

from collections.abc import Callable
from functools import partial
from itertools import accumulate, pairwise
from typing import Any

from nemo_contract.wire import Draft, Segment
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects.places import change, chosen
from nemo_emulator.agent.effects.sound import pulse
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.scene import Scene
from nemo_emulator.agent.timeline import (
    Segments,
    clips,
    lasting,
    length,
    marked,
    video,
    with_clips,
)

LEAST_MS = 200
MOST_MS = 600_000
SPEEDS = (0.1, 20.0)


def checked(draft: Draft) -> Draft:
    """The draft, if a video may be that long."""
    whole = sum(map(length, clips(draft)))
    if whole > MOST_MS:
        raise CannotEdit(Problem.TOO_LONG, seconds=whole // 1000, most=MOST_MS // 1000)
    return draft


def _changed(scene: Scene, places: e.Clips, how: Callable[[Segment], Segment]) -> Draft:
    return with_clips(scene.draft, change(clips(scene.draft), places, how))


def _source(segment: Segment, scene: Scene) -> int:
    """How much of its source a video clip may show, in ms; 0 for what has no length."""
    medium = scene.medium(video(segment).url)
    return medium.duration_ms if medium and video(segment).type == "video" else 0


def _room(segment: Segment, scene: Scene) -> int:
    """How long a clip could stay from where it starts; 0 means as long as you like."""
    meta = video(segment)
    return int(max(_source(segment, scene) - meta.trim.start, 0) / meta.speed)


def stay(segment: Segment, scene: Scene, ms: int) -> Segment:
    """The clip for another time: pictures as asked, videos as far as they go."""
    room = _room(segment, scene)
    if not room:
        return lasting(segment, ms)
    ms = min(ms, room)
    meta = video(segment)
    trim = {"start": meta.trim.start, "end": meta.trim.start + round(ms * meta.speed)}
    return marked(lasting(segment, ms), {"trim": trim})


def set_seconds(edit: e.SetSeconds, scene: Scene) -> Draft:
    """Each of these clips for that long; cards keep their length."""
    long_enough(edit.ms)
    return _changed(scene, edit.clips, lambda s: s if "card" in s.meta else stay(s, scene, edit.ms))


def long_enough(ms: int) -> None:
    """Raises ``CannotEdit`` for a clip that nobody would see."""
    if ms < LEAST_MS:
        raise CannotEdit(Problem.TOO_SHORT, least=LEAST_MS)


def extend(edit: e.Extend, scene: Scene) -> Draft:
    """Longer or shorter by the same time each, never under the least length."""

    def how(segment: Segment) -> Segment:
        return stay(segment, scene, max(LEAST_MS, length(segment) + edit.ms))

    return _changed(scene, edit.clips, how)


def extend_total(edit: e.ExtendTotal, scene: Scene) -> Draft:
    """The whole is longer or shorter; every clip has its part in it."""
    now = sum(map(length, clips(scene.draft)))
    return set_total(e.SetTotal(ms=max(0, now + edit.ms)), scene)


def scale(edit: e.Scale, scene: Scene) -> Draft:
    """Longer or shorter by a factor, never under the least length."""

    def how(segment: Segment) -> Segment:
        return stay(segment, scene, max(LEAST_MS, round(length(segment) * edit.factor)))

    return _changed(scene, edit.clips, how)


def set_total(edit: e.SetTotal, scene: Scene) -> Draft:
    """Share the whole length among the clips in proportion; videos can't grow past their end."""
    shown = clips(scene.draft)
    if not shown:
        raise CannotEdit(Problem.NO_TIMELINE)
    long_enough(edit.ms // len(shown))
    return with_clips(scene.draft, _sharing(shown, scene, edit.ms))


def _sharing(shown: Segments, scene: Scene, ms: int) -> Segments:
    rooms = {s.id: _room(s, scene) for s in shown}
    fixed: dict[str | None, int] = {}
    while True:
        free = tuple(s for s in shown if s.id not in fixed)
        shares = _shares(free, ms - sum(fixed.values()))
        full = {name: rooms[name] for name, n in shares.items() if 0 < rooms[name] < n}
        if not full:
            return tuple(stay(s, scene, {**fixed, **shares}[s.id]) for s in shown)
        fixed |= full
        if len(fixed) == len(shown):
            raise CannotEdit(Problem.CLIPS_END, seconds=round(sum(fixed.values()) / 1000, 1))


def _shares(segments: Segments, ms: int) -> dict[str | None, int]:
    """Each clip's part, as before; the parts add up to ``ms`` exactly."""
    weights = [max(length(s), 1) for s in segments]
    whole, done, shares = sum(weights), 0, {}
    for segment, upto in zip(segments, _running(weights), strict=True):
        here = round(ms * upto / whole)
        shares[segment.id], done = here - done, here
    return shares


def _running(weights: list[int]) -> list[int]:
    return list(accumulate(weights))


def trim(edit: e.Trim, scene: Scene) -> Draft:
    """Show another part of video clips; a picture is shown for less time."""
    return _changed(scene, edit.clips, partial(_trimmed, edit, scene))


def _trimmed(edit: e.Trim, scene: Scene, segment: Segment) -> Segment:
    meta = video(segment)
    source = _source(segment, scene)
    if not source:
        return lasting(segment, _enough(length(segment) - edit.head - edit.tail))
    last = meta.trim.end or source
    begin = meta.trim.start + edit.head if edit.start is None else _within(edit.start, source)
    until = min(last - edit.tail if edit.end is None else edit.end, source)
    ms = _enough(round((until - begin) / meta.speed))
    return marked(lasting(segment, ms), {"trim": {"start": begin, "end": until}})


def _within(start: int, source: int) -> int:
    """A start as it is, or from the end of the source when negative."""
    return start if start >= 0 else max(0, source + start)


def _enough(ms: int) -> int:
    long_enough(ms)
    return ms


def set_speed(edit: e.SetSpeed, scene: Scene) -> Draft:
    """Faster is shorter, for pictures too."""
    return _changed(scene, edit.clips, partial(_at_speed, edit, scene))


def _at_speed(edit: e.SetSpeed, scene: Scene, segment: Segment) -> Segment:
    now = video(segment).speed
    slow, fast = SPEEDS
    speed = min(max(edit.factor * now if edit.relative else edit.factor, slow), fast)
    ms = max(LEAST_MS, round(length(segment) * now / speed))
    return stay(marked(segment, {"speed": speed}), scene, ms)


def cut_to_beat(edit: e.CutToBeat, scene: Scene) -> Draft:
    """Every cut falls on the nearest beat of the music; a clip has one beat at least."""
    shown = chosen(clips(scene.draft), ())
    beat = 60_000 / pulse(scene.draft)
    beats = accumulate((max(1, round(length(s) / beat)) for s in shown), initial=0)
    cuts = [round(n * beat) for n in beats]
    lengths = (until - begin for begin, until in pairwise(cuts))
    return with_clips(
        scene.draft, tuple(stay(s, scene, ms) for s, ms in zip(shown, lengths, strict=True))
    )


EFFECTS: dict[type, Callable[[Any, Scene], Draft]] = {
    e.SetSeconds: set_seconds,
    e.Extend: extend,
    e.ExtendTotal: extend_total,
    e.Scale: scale,
    e.SetTotal: set_total,
    e.Trim: trim,
    e.SetSpeed: set_speed,
    e.CutToBeat: cut_to_beat,
}
