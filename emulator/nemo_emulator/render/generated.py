"""Plays a drawn scene: painted frame by frame, at the shot's working size."""

from nemo_emulator.render.frame import Frame
from nemo_emulator.render.plan import Canvas, Scene, Shot
from nemo_emulator.render.prepare import graded, working_size
from nemo_emulator.render.scenery import Board, Moment, painter


class SceneReel:
    """Shows the scene of any age; its length is the shot's, the tail included."""

    def __init__(self, scene: Scene, shot: Shot, canvas: Canvas) -> None:
        self._shot = shot
        self._fps = canvas.fps
        self._painter = painter(scene.recipe, scene.seed, Board(*working_size(canvas, shot)))

    def at(self, age: int) -> Frame:
        """What is seen so many frames of the canvas after its beginning."""
        share = min(1.0, age / max(1, self._shot.move.frames - 1))
        picture = self._painter.paint(Moment(age / self._fps, share))
        return graded(Frame.of_rgb(picture), self._shot)
