"""What each frame of a chunk shows: the shot, the one it replaces, and the texts above."""

from collections.abc import Iterator
from contextlib import ExitStack

from nemo_emulator.render.blend import blend
from nemo_emulator.render.effects import pose
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.overlay import lay
from nemo_emulator.render.plan import Canvas, Chunk, Shot, Title
from nemo_emulator.render.players import Player, Stage
from nemo_emulator.render.text import Label, label


def frames(chunk: Chunk, stage: Stage) -> Iterator[Frame]:
    """Every frame of the chunk in order; each is good until the next is asked for."""
    with ExitStack() as stack:
        yield from _Composition(chunk, stage, stack).frames()


class _Composition:
    def __init__(self, chunk: Chunk, stage: Stage, stack: ExitStack) -> None:
        self._chunk = chunk
        self._canvas = stage.canvas
        self._shot = stage.player(chunk.shot, chunk.shot.skip, stack)
        self._before = _replaced(chunk, stage, stack)
        self._labels = [_Written(title, stage.canvas) for title in chunk.titles]

    def frames(self) -> Iterator[Frame]:
        shown, old, new = (Frame.empty(self._canvas.width, self._canvas.height) for _ in range(3))
        span = self._chunk.shot.span
        for at in range(span.start, span.end):
            if at - span.start < self._chunk.shot.entrance.frames:
                self._enter(at, old, new, shown)
            else:
                self._shot.draw(self._chunk.shot.age(at), shown)
            for written in self._labels:
                written.lay(at, shown)
            yield shown

    def _enter(self, at: int, old: Frame, new: Frame, shown: Frame) -> None:
        """The first frame of an entrance is a little on its way, its last one not quite there."""
        assert self._before is not None
        shot, player = self._before
        entrance = self._chunk.shot.entrance
        share = (at - self._chunk.shot.span.start + 1) / (entrance.frames + 1)
        player.draw(shot.age(at), old)
        self._shot.draw(self._chunk.shot.age(at), new)
        blend(entrance.kind, old, new, share, shown)


def _replaced(chunk: Chunk, stage: Stage, stack: ExitStack) -> tuple[Shot, Player] | None:
    if chunk.before is None:
        return None
    first = chunk.before.age(chunk.shot.span.start)
    return chunk.before, stage.player(chunk.before, first, stack)


class _Written:
    """A title, drawn when it is first seen."""

    def __init__(self, title: Title, canvas: Canvas) -> None:
        self._title = title
        self._canvas = canvas
        self._label: Label | None = None

    def lay(self, at: int, frame: Frame) -> None:
        span = self._title.span
        if not span.start <= at < span.end:
            return
        if self._label is None:
            self._label = label(self._title.meta, self._canvas)
        per_frame = 1000 / self._canvas.fps
        age, length = (at - span.start + 0.5) * per_frame, span.frames * per_frame
        lay(self._label, pose(self._title.meta.enter, self._title.meta.exit, age, length), frame)
