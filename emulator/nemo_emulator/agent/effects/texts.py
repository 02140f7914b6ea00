"""What edits of texts do. Lengths in ms."""

from collections.abc import Callable
from typing import Any

from nemo_contract.draft import Box, Effect, Outline, TrackKind
from nemo_contract.wire import Draft, Segment
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects.places import index, parted
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.scene import Scene
from nemo_emulator.agent.timeline import (
    Segments,
    clips,
    end,
    lasting,
    length,
    marked,
    new_segment,
    number,
    on,
    start,
    starting,
    text,
    total,
    with_track,
)

USUAL_MS = 3000
EFFECT_MS = 500
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"position": "center", "size": 8.0},
    "caption": {"position": "bottom", "size": 5.0},
    "subtitle": {"position": "bottom", "size": 5.0},
}
COMMON: dict[str, Any] = {
    "color": "#ffffff",
    "bold": True,
    "outline": Outline(color="#000000", width=6.0).full(),
}


def add_text(edit: e.AddText, scene: Scene) -> Draft:
    """One more text; a title goes where another title stands, and that one goes."""
    begin, ms = _span(edit.when, scene, USUAL_MS)
    new = new_segment(scene.draft, ms, _meta(edit.type, edit.text, edit.style))
    new = starting(new, begin)
    others = on(scene.draft, TrackKind.TEXT)
    kept = tuple(s for s in others if edit.type != "title" or not _covers(new, s))
    return with_track(scene.draft, TrackKind.TEXT, (*kept, new))


def _meta(type_: str, words: str, style: e.TextStyle) -> dict[str, Any]:
    size = _times(LOOKS[type_]["size"], style)
    return {"type": type_, "text": words, **COMMON, **LOOKS[type_], **size, **styled(style)}


def _covers(new: Segment, old: Segment) -> bool:
    """Both are titles in the same place at the same time."""
    one, other = text(new), text(old)
    meet = start(new) < end(old) and start(old) < end(new)
    return meet and other.type == "title" and one.position == other.position


def styled(style: e.TextStyle) -> dict[str, Any]:
    """What a style says, as keys of ``m``; what it leaves open is not there."""
    given: dict[str, Any] = {
        "position": style.position,
        "size": style.size,
        "color": style.color,
        "outline": style.outline and Outline(color=style.outline, width=8.0).full(),
        "box": style.box and Box(color=style.box, opacity=0.6).full(),
        "enter": style.enter and Effect(kind=style.enter, duration=EFFECT_MS).full(),
        "exit": style.exit and Effect(kind=style.exit, duration=EFFECT_MS).full(),
    }
    return {key: value for key, value in given.items() if value}


def _span(when: e.When, scene: Scene, usual: int) -> tuple[int, int]:
    """Start and length on the timeline.

    Raises ``CannotEdit`` when nothing is shown then.
    """
    shown = clips(scene.draft)
    if not shown:
        raise CannotEdit(Problem.NO_TIMELINE)
    whole = total(shown)
    if when.whole:
        return 0, whole
    if when.clip:
        body = parted(shown)[1]
        clip = body[index(when.clip, len(body))]
        return start(clip), min(length(clip), when.length or length(clip))
    return _placed(when, whole, usual)


def _placed(when: e.When, whole: int, usual: int) -> tuple[int, int]:
    begin = when.start or 0
    begin = max(0, whole + begin) if begin < 0 else begin
    if begin >= whole:
        raise CannotEdit(Problem.PAST_END, seconds=round(whole / 1000, 1))
    return begin, min(when.length or usual, whole - begin)


def change_text(edit: e.ChangeText, scene: Scene) -> Draft:
    """All texts of the type; of any type: the one that came last.

    New words where there is no such text make one.
    """
    meant = _meant(edit.type, scene)
    if not meant and edit.text:
        kind = "title" if edit.type == "any" else edit.type
        return add_text(
            e.AddText(text=edit.text, type=kind, when=edit.when, style=edit.style), scene
        )
    if not meant:
        raise CannotEdit(Problem.NO_TEXT)
    new = {"text": edit.text} if edit.text else {}

    def how(segment: Segment) -> Segment:
        changed = marked(segment, {**new, **styled(edit.style), **_scaled(segment, edit.style)})
        if edit.when == e.When():
            return changed
        begin, ms = _span(edit.when, scene, length(segment))
        return lasting(starting(changed, begin), ms)

    others = on(scene.draft, TrackKind.TEXT)
    after = tuple(how(s) if s in meant else s for s in others)
    return with_track(scene.draft, TrackKind.TEXT, after)


def _scaled(segment: Segment, style: e.TextStyle) -> dict[str, Any]:
    """Another size in times the present one."""
    return _times(text(segment).size, style)


def _times(size: float, style: e.TextStyle) -> dict[str, Any]:
    """So many times a size, between 1 and 60."""
    times = min(max(size * style.scale, 1.0), 60.0)
    return {"size": round(times, 2)} if style.scale else {}


def _meant(type_: str, scene: Scene) -> Segments:
    found = on(scene.draft, TrackKind.TEXT)
    if type_ == "any":
        return tuple(sorted(found, key=number))[-1:]
    return tuple(s for s in found if text(s).type == type_)


def remove_text(edit: e.RemoveText, scene: Scene) -> Draft:
    """Those of the type, seen with the clip when one is named; ``any`` means every type."""
    found = on(scene.draft, TrackKind.TEXT)
    begin, ms = _span(e.When(clip=edit.clip, whole=not edit.clip), scene, 0)
    gone = tuple(
        s
        for s in found
        if edit.type in ("any", text(s).type) and start(s) < begin + ms and end(s) > begin
    )
    if not gone:
        raise CannotEdit(Problem.NO_TEXT)
    return with_track(scene.draft, TrackKind.TEXT, tuple(s for s in found if s not in gone))


def set_subtitles(edit: e.SetSubtitles, scene: Scene) -> Draft:
    """Lines with times stand there; those without share the video evenly."""
    whole = total(clips(scene.draft))
    if not whole:
        raise CannotEdit(Problem.NO_TIMELINE)
    others = tuple(s for s in on(scene.draft, TrackKind.TEXT) if text(s).type != "subtitle")
    spans = tuple(_line_span(line, n, len(edit.lines), whole) for n, line in enumerate(edit.lines))
    new = tuple(
        starting(new_segment(scene.draft, ms, _meta("subtitle", line.text, edit.style), skip=n), at)
        for n, (line, (at, ms)) in enumerate(zip(edit.lines, spans, strict=True))
    )
    return with_track(scene.draft, TrackKind.TEXT, (*others, *new))


def _line_span(line: e.Line, nth: int, count: int, whole: int) -> tuple[int, int]:
    begin = whole * nth // count if line.start is None else line.start
    until = whole * (nth + 1) // count if line.end is None else line.end
    return begin, max(0, until - begin)


EFFECTS: dict[type, Callable[[Any, Scene], Draft]] = {
    e.AddText: add_text,
    e.ChangeText: change_text,
    e.RemoveText: remove_text,
    e.SetSubtitles: set_subtitles,
}
