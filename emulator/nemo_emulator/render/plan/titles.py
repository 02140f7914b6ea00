"""The text tracks, lowest first."""

from collections.abc import Iterator

from nemo_contract.draft import Effect, TextMeta, TrackKind
from nemo_contract.wire import Draft
from nemo_emulator.render.effects import KINDS as EFFECTS
from nemo_emulator.render.effects import effect_kind
from nemo_emulator.render.order import RenderFailed
from nemo_emulator.render.plan.footage import color
from nemo_emulator.render.plan.model import Span, Title
from nemo_emulator.render.plan.pieces import Piece, at_frame, pieces

POSITIONS = {
    f"{row}{side}": (column, line)
    for row, line in {"top": 0.0, "center": 0.5, "bottom": 1.0}.items()
    for side, column in {"-left": 0.0, "": 0.5, "-right": 1.0}.items()
} | {"left": (0.0, 0.5), "right": (1.0, 0.5)}

LONGEST_TEXT = 2000


def titles(draft: Draft, fps: int, frames: int) -> tuple[Title, ...]:
    """Every text that is seen for at least a frame."""
    read = (title for track in pieces(draft, TrackKind.TEXT) for title in _of(track, fps, frames))
    return tuple(title for title in read if title.span.frames > 0 and title.meta.text.strip())


def _of(track: tuple[Piece, ...], fps: int, frames: int) -> Iterator[Title]:
    for piece in track:
        span = Span(at_frame(piece.start, fps), min(at_frame(piece.end, fps), frames))
        yield Title(span, _checked(piece.read(TextMeta), piece.name))


def _checked(meta: TextMeta, name: str) -> TextMeta:
    if meta.position not in POSITIONS:
        raise RenderFailed(
            f"{name} stands at {meta.position!r}; places are {', '.join(POSITIONS)}."
        )
    if len(meta.text) > LONGEST_TEXT:
        raise RenderFailed(f"{name} has {len(meta.text)} letters; at most {LONGEST_TEXT} fit.")
    for shade in (meta.color, meta.outline.color, meta.box.color):
        color(shade, name)
    _check_effect(meta.enter, name)
    _check_effect(meta.exit, name)
    return meta


def _check_effect(effect: Effect, name: str) -> None:
    if effect_kind(effect.kind) is None:
        raise RenderFailed(f"{name} has the effect {effect.kind!r}; known: {', '.join(EFFECTS)}.")
