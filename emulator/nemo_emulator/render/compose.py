"""What each frame of a chunk shows: the shot, the one it replaces, and the texts above."""

from collections.abc import Iterator
from contextlib import ExitStack

from nemo_emulator.render.blend import blend
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.overlay import lay
from nemo_emulator.render.plan import Canvas, Chunk, Shot, Span, Title
from nemo_emulator.render.players import Player, Stage
from nemo_emulator.render.stillness import appearances, pose_at
from nemo_emulator.render.text import Label, label


def frames(chunk: Chunk, stage: Stage, span: Span | None = None) -> Iterator[Frame]:
    """The chunk's frames, or those of a span of it, in order; each good until the next."""
    with ExitStack() as stack:
        yield from _Composition(chunk, span or chunk.shot.span, stage, stack).frames()


class _Composition:
    def __init__(self, chunk: Chunk, span: Span, stage: Stage, stack: ExitStack) -> None:
        self._chunk = chunk
        self._span = span
        self._canvas = stage.canvas
        self._shot = stage.player(chunk.shot, chunk.shot.age(span.start), stack)
        self._before = self._replaced(stage, stack)
        self._labels = [_Written(title, stage.canvas) for title in chunk.titles]

    def _replaced(self, stage: Stage, stack: ExitStack) -> tuple[Shot, Player] | None:
        before = self._chunk.before
        if before is None or not self._entering(self._span.start):
            return None
        return before, stage.player(before, before.age(self._span.start), stack)

    def _entering(self, at: int) -> bool:
        return at - self._chunk.shot.span.start < self._chunk.shot.entrance.frames

    def frames(self) -> Iterator[Frame]:
        shown, old, new = (Frame.empty(self._canvas.width, self._canvas.height) for _ in range(3))
        seen = appearances(self._chunk, self._span, self._canvas.fps)
        last: object = None
        for at, appearance in enumerate(seen, self._span.start):
            if appearance != last:
                self._draw(at, old, new, shown)
            last = appearance
            yield shown

    def _draw(self, at: int, old: Frame, new: Frame, shown: Frame) -> None:
        if self._entering(at):
            self._enter(at, old, new, shown)
        else:
            self._shot.draw(self._chunk.shot.age(at), shown)
        for written in self._labels:
            written.lay(at, shown)

    def _enter(self, at: int, old: Frame, new: Frame, shown: Frame) -> None:
        """The first frame of an entrance is a little on its way, its last one not quite there."""
        assert self._before is not None
        shot, player = self._before
        entrance = self._chunk.shot.entrance
        share = (at - self._chunk.shot.span.start + 1) / (entrance.frames + 1)
        player.draw(shot.age(at), old)
        self._shot.draw(self._chunk.shot.age(at), new)
        blend(entrance.kind, old, new, share, shown)


class _Written:
    """A title, drawn when it is first seen."""

    def __init__(self, title: Title, canvas: Canvas) -> None:
        self._title = title
        self._canvas = canvas
        self._label: Label | None = None

    def lay(self, at: int, frame: Frame) -> None:
        pose = pose_at(self._title, at, self._canvas.fps)
        if pose is None:
            return
        if self._label is None:
            self._label = label(self._title.meta, self._canvas)
        lay(self._label, pose, frame)
