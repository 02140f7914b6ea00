"""Where a chunk shows the same picture frame after frame, so that one of them is enough. Pure."""

from collections.abc import Iterator
from itertools import groupby

from nemo_emulator.render.effects import Pose, pose
from nemo_emulator.render.plan import Blank, Card, Chunk, Shot, Span, Still, Title

STEADY = (Still, Card, Blank)


def pose_at(title: Title, at: int, fps: int) -> Pose | None:
    """How a title stands in the middle of a frame of the timeline; None when it is not shown."""
    if not title.span.start <= at < title.span.end:
        return None
    per_frame = 1000 / fps
    age, length = (at - title.span.start + 0.5) * per_frame, title.span.frames * per_frame
    return pose(title.meta.enter, title.meta.exit, age, length)


def steady(shot: Shot) -> bool:
    """Every frame of the shot is like its first one."""
    return isinstance(shot.footage, STEADY) and shot.move.still and not shot.grade.grain


def appearances(chunk: Chunk, span: Span, fps: int) -> Iterator[object]:
    """For each frame of the span something that equals the last one's if nothing changes."""
    moving = not steady(chunk.shot)
    entered = chunk.shot.span.start + chunk.shot.entrance.frames
    for at in range(span.start, span.end):
        yield at if moving or at < entered else tuple(pose_at(t, at, fps) for t in chunk.titles)


def runs(chunk: Chunk, fps: int) -> Iterator[Span]:
    """The chunk's span cut into stretches that each show one picture; moving ones are one frame."""
    start = chunk.shot.span.start
    for _, same in groupby(appearances(chunk, chunk.shot.span, fps)):
        end = start + sum(1 for _ in same)
        yield Span(start, end)
        start = end
