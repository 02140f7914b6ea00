"""Footage that plays: whatever a shot shows, frame after frame on a canvas of the output's size."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nemo_emulator.render.animation import AnimationReader
from nemo_emulator.render.clips import ClipReader, clip_stream, opening
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.generated import SceneReel
from nemo_emulator.render.grade import finish
from nemo_emulator.render.pictures import Pictures
from nemo_emulator.render.plan import Animation, Blank, Canvas, Card, Clip, Scene, Shot, Still
from nemo_emulator.render.prepare import graded, prepare_card, working_size
from nemo_emulator.render.warp import show


class Reel(Protocol):
    """The pictures of a shot at their working size; ages come one by one."""

    def at(self, age: int) -> Frame:
        """The picture that is seen at that age; good until the next is asked for."""
        ...


@dataclass(frozen=True, slots=True)
class Player:
    """Plays one shot."""

    shot: Shot
    reel: Reel

    def draw(self, age: int, target: Frame) -> None:
        """Fill ``target`` with the shot's frame of that age."""
        show(self.reel.at(age), self.shot.move.view(age), target)
        finish(target, self.shot.grade, age)


@dataclass(frozen=True, slots=True)
class Stage:
    """What players need: the canvas, the program that decodes, the pictures already prepared."""

    canvas: Canvas
    ffmpeg: Path
    pictures: Pictures

    def player(self, shot: Shot, first: int, stack: ExitStack) -> Player:
        """A player of the shot from age ``first`` on; what it opens closes with ``stack``."""
        return Player(shot, self._reel(shot, first, stack))

    def _reel(self, shot: Shot, first: int, stack: ExitStack) -> Reel:
        match shot.footage:
            case Still() as still:
                return _Same(self.pictures.get(shot, still, self.canvas))
            case Card() as card:
                return _Same(prepare_card(shot, card, self.canvas))
            case Scene() as scene:
                return SceneReel(scene, shot, self.canvas)
            case Blank(color):
                return _Same(Frame.of_color(self.canvas.width, self.canvas.height, color))
            case Animation() as animation:
                reader = AnimationReader(animation, shot, self.canvas)
                stack.callback(reader.close)
                return reader
            case Clip() as clip:
                return self._clip(shot, clip, first, stack)

    def _clip(self, shot: Shot, clip: Clip, first: int, stack: ExitStack) -> Reel:
        size = working_size(self.canvas, shot)
        begin, passed = opening(clip, self.canvas, first)
        stream = clip_stream(clip, self.canvas, shot.fit, size, begin)
        reader = ClipReader(self.ffmpeg, clip, stream, size, passed)
        stack.enter_context(reader.tool)
        return _Graded(shot, reader)


@dataclass(frozen=True, slots=True)
class _Same:
    frame: Frame

    def at(self, _age: int) -> Frame:
        return self.frame


@dataclass(frozen=True, slots=True)
class _Graded:
    shot: Shot
    reader: ClipReader

    def at(self, _age: int) -> Frame:
        return graded(self.reader.next(), self.shot)
