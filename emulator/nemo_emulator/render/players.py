"""Footage that plays: whatever a shot shows, frame after frame on a canvas of the output's size."""

from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nemo_emulator.render.clips import ClipReader, clip_stream
from nemo_emulator.render.frame import Frame, copy
from nemo_emulator.render.plan import Blank, Canvas, Clip, Shot, Still
from nemo_emulator.render.prepare import prepare, working_size
from nemo_emulator.render.shelf import Shelf
from nemo_emulator.render.warp import show

Pictures = Shelf[Frame]


class Player(Protocol):
    """Plays one shot from some frame of it on, in order."""

    def draw(self, age: int, target: Frame) -> None:
        """Fill ``target`` with the frame of that age; ages come one by one."""
        ...


@dataclass(frozen=True, slots=True)
class Stage:
    """What players need: the canvas, the program that decodes, the pictures already prepared."""

    canvas: Canvas
    ffmpeg: Path
    pictures: Pictures

    def player(self, shot: Shot, first: int, stack: ExitStack) -> Player:
        """A player of the shot from age ``first`` on; what it opens closes with ``stack``."""
        match shot.footage:
            case Still() as still:
                return _OfPicture(shot, self._picture(shot, still))
            case Clip() as clip:
                return self._of_clip(shot, clip, first, stack)
            case Blank(color):
                return _OfColor(Frame.of_color(self.canvas.width, self.canvas.height, color))

    def _picture(self, shot: Shot, still: Still) -> Frame:
        key = (still.source.path, working_size(self.canvas, shot), repr(shot.fit))
        return self.pictures.get(key, lambda: prepare(shot, still, self.canvas))

    def _of_clip(self, shot: Shot, clip: Clip, first: int, stack: ExitStack) -> Player:
        size = working_size(self.canvas, shot)
        stream = clip_stream(clip, self.canvas, shot.fit, size, first)
        reader = ClipReader(self.ffmpeg, clip, stream, size)
        tool: AbstractContextManager[object] = reader.tool
        stack.enter_context(tool)
        return _OfClip(shot, reader)


@dataclass(frozen=True, slots=True)
class _OfPicture:
    shot: Shot
    picture: Frame

    def draw(self, age: int, target: Frame) -> None:
        show(self.picture, self.shot.move.view(age), target)


@dataclass(frozen=True, slots=True)
class _OfClip:
    shot: Shot
    reader: ClipReader

    def draw(self, age: int, target: Frame) -> None:
        show(self.reader.next(), self.shot.move.view(age), target)


@dataclass(frozen=True, slots=True)
class _OfColor:
    frame: Frame

    def draw(self, age: int, target: Frame) -> None:
        copy(self.frame, target)
