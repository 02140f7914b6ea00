"""What a video segment shows: its ``m`` and the upload behind its url become footage."""

import re
from collections.abc import Callable, Mapping

from nemo_contract.draft import VideoMeta
from nemo_emulator.render.order import RenderFailed, Source
from nemo_emulator.render.plan.model import Animation, Card, Clip, Footage, Scene, Still
from nemo_emulator.render.plan.pieces import Piece
from nemo_emulator.render.recipes import KINDS as RECIPES
from nemo_emulator.render.recipes import recipe_kind

Sources = Mapping[str, Source]

MOVING = frozenset({"gif", "webp"})

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def footage(meta: VideoMeta, sources: Sources, piece: Piece) -> Footage:
    """Raises ``RenderFailed`` for an unknown url and for what cannot be drawn."""
    return _MAKERS[meta.type](meta, sources, piece)


def _uploaded(meta: VideoMeta, sources: Sources, piece: Piece) -> Footage:
    name = piece.name
    source = found(sources, meta.url, name)
    match source.file_type:
        case "image" if source.container in MOVING:
            return _animation(meta, source, title(name, meta.name))
        case "image":
            return Still(source=source, name=title(name, meta.name))
        case "video":
            return _clip(meta, source, piece)
        case kind:
            raise RenderFailed(f"{name} should show a picture, but its file is of type {kind}.")


def _clip(meta: VideoMeta, source: Source, piece: Piece) -> Clip:
    """Where the trimmed part lasts for the segment, more of the source may play on after it."""
    name = title(piece.name, meta.name)
    start, end = trimmed(meta.trim.start, meta.trim.end, source, name)
    lasts = piece.length * meta.speed <= end - start + 1
    last = source.duration_ms if lasts else end
    return Clip(source=source, name=name, start_ms=start, end_ms=last, speed=meta.speed)


def _animation(meta: VideoMeta, source: Source, name: str) -> Animation:
    return Animation(source=source, name=name, start_ms=meta.trim.start, speed=meta.speed)


def _card(meta: VideoMeta, _sources: Sources, piece: Piece) -> Card:
    for shade in (meta.color, meta.background):
        color(shade, piece.name)
    return Card(meta.text, meta.color, meta.background)


def _scene(meta: VideoMeta, _sources: Sources, piece: Piece) -> Scene:
    kind = recipe_kind(meta.recipe)
    if kind is None:
        known = ", ".join(RECIPES)
        raise RenderFailed(f"{piece.name} has the recipe {meta.recipe!r}; known are {known}.")
    return Scene(kind, meta.seed)


_MAKERS: dict[str, Callable[[VideoMeta, Sources, Piece], Footage]] = {
    "image": _uploaded,
    "video": _uploaded,
    "card": _card,
    "generated": _scene,
}


def found(sources: Sources, url: str, name: str) -> Source:
    """The source behind a url. Raises ``RenderFailed`` when there is none."""
    source = sources.get(url)
    if source is None:
        raise RenderFailed(f"{name} uses a file that is not here: upload it again.")
    return source


def trimmed(start: int, end: int | None, source: Source, name: str) -> tuple[int, int]:
    """The part of a source that is used, in ms, ``end`` not past the source's own."""
    last = source.duration_ms if end is None else min(end, source.duration_ms)
    if start >= last:
        raise RenderFailed(
            f"{name} begins at {start} ms of a file that is used up to {last} ms: trim it earlier."
        )
    return start, last


def title(place: str, name: str) -> str:
    """What a sentence calls a segment: its place, and the file's name when it has one."""
    return f"{place} ({name})" if name else place


def color(text: str, name: str) -> str:
    """The colour itself. Raises ``RenderFailed`` unless it is ``#rrggbb``."""
    if not _COLOR.fullmatch(text):
        raise RenderFailed(f"{name} has the colour {text!r}: write it as #rrggbb.")
    return text
