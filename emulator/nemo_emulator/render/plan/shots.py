"""The video tracks as shots: from the first frame to the last exactly one, gaps are blank."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from nemo_contract.draft import Fit, Look, TrackKind, Transition, VideoMeta
from nemo_contract.wire import Draft
from nemo_emulator.render.looks import KINDS as LOOKS
from nemo_emulator.render.looks import Grade, grade
from nemo_emulator.render.motions import KINDS as MOTIONS
from nemo_emulator.render.motions import MOST_ZOOM, Move, motion_kind
from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.plan.footage import Sources, color, footage
from nemo_emulator.render.plan.model import NO_ENTRANCE, Canvas, Entrance, Shot, Span, blank
from nemo_emulator.render.plan.pieces import Piece, at_frame, pieces
from nemo_emulator.render.transitions import CUT, transition_kind
from nemo_emulator.render.transitions import KINDS as TRANSITIONS

MOST_FACTOR = 4.0


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads video segments of one draft onto one canvas."""

    canvas: Canvas
    sources: Sources

    def shot(self, turn: int, piece: Piece) -> Shot:
        """The segment as a shot, as if it stood alone."""
        meta = piece.read(VideoMeta)
        fps = self.canvas.fps
        span = Span(at_frame(piece.start, fps), at_frame(piece.end, fps))
        return Shot(
            span=span,
            footage=footage(meta, self.sources, piece),
            fit=_fit(meta.fit, piece.name),
            move=replace(_move(meta, piece.name), frames=span.frames, turn=turn),
            grade=_grade(meta.look, piece.name),
            entrance=_entrance(meta.transition, span, fps, piece.name),
        )


def shots(draft: Draft, canvas: Canvas, sources: Sources, frames: int) -> tuple[Shot, ...]:
    """Every frame's shot. A higher track hides a lower one while it has something to show."""
    reader = Reader(canvas, sources)
    layer: list[Shot] = [blank(canvas, Span(0, frames))]
    for track in pieces(draft, TrackKind.VIDEO):
        for turn, piece in enumerate(track):
            shot = reader.shot(turn, piece)
            layer = _laid_over(layer, _ending_by(shot, frames))
    return tuple(_with_tails(layer))


def _ending_by(shot: Shot, frames: int) -> Shot:
    return replace(shot, span=Span(shot.span.start, min(shot.span.end, frames)))


def _laid_over(below: list[Shot], shot: Shot) -> list[Shot]:
    if shot.span.frames <= 0:
        return below
    parts = [part for under in below for part in _left_over(under, shot.span)]
    return sorted([*parts, shot], key=lambda part: part.span.start)


def _left_over(under: Shot, span: Span) -> Iterable[Shot]:
    """What is still seen of a shot when another one covers a span."""
    if not under.span.meets(span):
        return [under]
    before = replace(under, span=Span(under.span.start, span.start))
    return [part for part in (before, _resumed(under, span.end)) if part.span.frames > 0]


def _resumed(under: Shot, at: int) -> Shot:
    """The end of a shot that was covered: it goes on, without an entrance."""
    span = Span(at, under.span.end)
    return replace(under, span=span, skip=under.age(at), entrance=NO_ENTRANCE)


def _with_tails(layer: list[Shot]) -> Iterator[Shot]:
    """Each shot plays on for as long as the entrance of the next one lasts."""
    for shot, following in pairwise(layer):
        tail = following.entrance.frames
        move = replace(shot.move, frames=shot.move.frames + tail)
        yield replace(shot, tail=tail, move=move)
    yield layer[-1]


def _move(meta: VideoMeta, name: str) -> Move:
    kind = motion_kind(meta.motion.kind)
    if kind is None:
        raise RenderFailed(_unknown(name, "motion", meta.motion.kind, MOTIONS))
    if not 0 <= meta.motion.amount <= MOST_ZOOM - 1:
        raise RenderFailed(f"{name} moves by {meta.motion.amount:g}: stay between 0 and 1.")
    return Move(kind, meta.motion.amount, meta.motion.ease, 0)


def _entrance(transition: Transition, span: Span, fps: int, name: str) -> Entrance:
    kind = transition_kind(transition.kind)
    if kind is None:
        raise RenderFailed(_unknown(name, "transition", transition.kind, TRANSITIONS))
    frames = min(at_frame(transition.duration, fps), span.frames)
    return Entrance(kind, frames) if kind != CUT and frames > 0 else NO_ENTRANCE


def _fit(fit: Fit, name: str) -> Fit:
    if fit.background != "blur":
        color(fit.background, name)
    return fit


def _grade(look: Look, name: str) -> Grade:
    result = grade(look)
    if result is None:
        raise RenderFailed(_unknown(name, "look", look.name, LOOKS))
    for factor in (look.brightness, look.contrast, look.saturation):
        if not 0 <= factor <= MOST_FACTOR:
            raise RenderFailed(f"{name} has a look with the factor {factor:g}: stay within 0 to 4.")
    return result


def _unknown(name: str, what: str, kind: str, kinds: Iterable[str]) -> str:
    return f"{name} has the {what} {kind!r}; known are {', '.join(kinds)}."
