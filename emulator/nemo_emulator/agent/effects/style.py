"""What edits of the picture's look and movement do."""

from collections.abc import Callable
from functools import partial
from typing import Any

from nemo_contract.draft import Canvas, Look, Motion, Transition
from nemo_contract.wire import Draft, Segment
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects.fresh import TRANSITION, fit
from nemo_emulator.agent.effects.places import change
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.scene import Scene
from nemo_emulator.agent.timeline import canvas, clips, marked, video, with_canvas, with_clips

LONGEST_SIDE = 1920
SHORTEST_SIDE = 1080
SHORTEST_EDGE = 64
RANGES = {"brightness": (0.2, 2.0), "contrast": (0.2, 3.0), "saturation": (0.0, 3.0)}


def _changed(scene: Scene, places: e.Clips, how: Callable[[Segment], Segment]) -> Draft:
    return with_clips(scene.draft, change(clips(scene.draft), places, how))


def set_transition(edit: e.SetTransition, scene: Scene) -> Draft:
    """Into each of the clips; as long as fits."""
    ms = TRANSITION.duration if edit.ms is None else edit.ms
    led = Transition(kind=edit.style, duration=0 if edit.style == "cut" else ms)
    return _changed(scene, edit.clips, lambda s: marked(s, {"transition": led.full()}))


def set_transition_length(edit: e.SetTransitionLength, scene: Scene) -> Draft:
    """Of the transitions that there are; a cut becomes a fade."""

    def how(segment: Segment) -> Segment:
        now = video(segment).transition
        kind = TRANSITION.kind if now.kind == "cut" else now.kind
        return marked(segment, {"transition": Transition(kind=kind, duration=edit.ms).full()})

    return _changed(scene, edit.clips, how)


def set_motion(edit: e.SetMotion, scene: Scene) -> Draft:
    """How the view moves over pictures; video clips move by themselves."""
    amount = Motion().amount if edit.amount is None else edit.amount
    moved = Motion(kind=edit.style, amount=amount)

    def how(segment: Segment) -> Segment:
        return marked(segment, {"motion": moved.full()}) if _is_picture(segment) else segment

    return _changed(scene, edit.clips, how)


def _is_picture(segment: Segment) -> bool:
    return video(segment).type == "image"


def set_fit(edit: e.SetFit, scene: Scene) -> Draft:
    """Mode and background; a background alone shows the pictures whole, else it is not seen."""
    mode = edit.mode or "contain"

    def how(segment: Segment) -> Segment:
        now = video(segment).fit
        background = edit.background or now.background
        return marked(segment, {"fit": {**now.full(), "mode": mode, "background": background}})

    return _changed(scene, edit.clips, how)


def set_canvas(edit: e.SetCanvas, scene: Scene) -> Draft:
    """Another shape or size; fits that nobody chose are chosen anew."""
    old = canvas(scene.draft)
    new = resized(old, edit.ratio, edit.short_side)
    refit = partial(_refit, scene, old, new)
    return with_canvas(with_clips(scene.draft, tuple(map(refit, clips(scene.draft)))), new)


def resized(old: Canvas, ratio: str, short_side: int) -> Canvas:
    """A canvas of that ratio whose shorter side has so many pixels; both sides even.

    Raises ``CannotEdit`` above 1080 and under 64 pixels; a long side above 1920 shrinks it.
    """
    if short_side > SHORTEST_SIDE:
        raise CannotEdit(Problem.TOO_LARGE, most=SHORTEST_SIDE)
    wide, high = map(int, ratio.split(":")) if ratio else (old.width, old.height)
    short = short_side or min(old.width, old.height)
    scale = min(short / min(wide, high), LONGEST_SIDE / max(wide, high))
    size = {"width": _even(wide * scale), "height": _even(high * scale)}
    if min(size.values()) < SHORTEST_EDGE:
        raise CannotEdit(Problem.TOO_SMALL, least=SHORTEST_EDGE)
    return old.model_copy(update=size)


def _even(pixels: float) -> int:
    return max(2, round(pixels / 2) * 2)


def _refit(scene: Scene, old: Canvas, new: Canvas, segment: Segment) -> Segment:
    medium = scene.medium(video(segment).url)
    if medium is None or video(segment).fit != fit(medium, old):
        return segment
    return marked(segment, {"fit": fit(medium, new).full()})


def set_look(edit: e.SetLook, scene: Scene) -> Draft:
    """A look by name, whole: it replaces what was adjusted before."""
    look = Look(name=edit.name)
    return _changed(scene, edit.clips, lambda s: marked(s, {"look": look.full()}))


def adjust(edit: e.Adjust, scene: Scene) -> Draft:
    """One property more or less, within what still looks like a picture."""
    low, high = RANGES.get(edit.what, (0.0, 1.0))

    def how(segment: Segment) -> Segment:
        now = video(segment).look
        wish = getattr(now, edit.what) + edit.by if edit.to is None else edit.to
        value = round(min(max(wish, low), high), 3)
        return marked(segment, {"look": {**now.full(), edit.what: value}})

    return _changed(scene, edit.clips, how)


EFFECTS: dict[type, Callable[[Any, Scene], Draft]] = {
    e.SetTransition: set_transition,
    e.SetTransitionLength: set_transition_length,
    e.SetMotion: set_motion,
    e.SetFit: set_fit,
    e.SetCanvas: set_canvas,
    e.SetLook: set_look,
    e.Adjust: adjust,
}
