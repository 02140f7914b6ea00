"""Cuts chunks into pieces that are encoded each on its own, side by side over the cores. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nemo_emulator.render.plan import Chunk, RenderPlan, Span
from nemo_emulator.render.stillness import runs, steady

KEYFRAME_EVERY_S = 4
STILL_LEAST_S = 2
"""A still stretch of this length is a piece of its own: one part of it is encoded and repeated."""
LEAST_S = 0.7
UNEVEN = 1.15
"""Pieces are made shorter while one core would work this many times its fair share."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some frames of a chunk; ``still`` when they are all the same."""

    chunk: Chunk
    span: Span
    still: bool

    def parts(self, count: int) -> "list[Piece]":
        """The same frames as so many pieces, about equally long."""
        start, frames = self.span.start, self.span.frames
        edges = [start + frames * n // count for n in range(count + 1)]
        return [Piece(self.chunk, Span(*ends), self.still) for ends in pairwise(edges)]

    @property
    def weight(self) -> float:
        """What it costs, in moving frames."""
        return self.span.frames * (0.1 if self.still else 1.0)


def pieces(plan: RenderPlan, cores: int) -> tuple[Piece, ...]:
    """All frames of the clip, in order: as few pieces as keep ``cores`` cores evenly busy."""
    fps = plan.canvas.fps
    cut = [part for chunk in plan.chunks for part in _parts(chunk, fps)]
    while _makespan(cut, cores) > UNEVEN * sum(piece.weight for piece in cut) / cores:
        longest = max(range(len(cut)), key=lambda n: cut[n].weight)
        if not _divisible(cut[longest], 2, fps):
            break
        cut[longest : longest + 1] = cut[longest].parts(2)
    return tuple(_ending_together(cut, cores, fps))


def _divisible(piece: Piece, count: int, fps: int) -> bool:
    return not piece.still and piece.span.frames >= count * LEAST_S * fps


def _ending_together(cut: Sequence[Piece], cores: int, fps: int) -> Iterator[Piece]:
    """What is begun last is short, so that no core waits long for the others.

    It is taken from the film's beginning, which stays the same when something is added.
    """
    for n, piece in enumerate(cut):
        count = 2 if n % 2 else 4
        short = n < cores < len(cut) / 2 and _divisible(piece, count, fps)
        yield from piece.parts(count) if short else [piece]


def _makespan(cut: Sequence[Piece], cores: int) -> float:
    """How long the core works that works longest, when each takes the longest piece left."""
    busy = [0.0] * cores
    for weight in sorted((piece.weight for piece in cut), reverse=True):
        busy[busy.index(min(busy))] += weight
    return max(busy)


def _parts(chunk: Chunk, fps: int) -> Iterator[Piece]:
    start = chunk.shot.span.start
    for run in _long_runs(chunk, fps):
        yield from _moving(chunk, Span(start, run.start), fps)
        yield Piece(chunk, run, still=True)
        start = run.end
    yield from _moving(chunk, Span(start, chunk.shot.span.end), fps)


def _long_runs(chunk: Chunk, fps: int) -> list[Span]:
    if not steady(chunk.shot):
        return []
    return [run for run in runs(chunk, fps) if run.frames >= STILL_LEAST_S * fps]


def _moving(chunk: Chunk, span: Span, fps: int) -> list[Piece]:
    """Equal pieces, none longer than a group of pictures is anyway."""
    count = -(-span.frames // (KEYFRAME_EVERY_S * fps))
    return Piece(chunk, span, still=False).parts(count) if count else []
