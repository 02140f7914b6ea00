"""Prepared pictures: each is made once, whichever shots show it, and kept for later renders."""

import threading
from dataclasses import replace

from nemo_emulator.render.fingerprint import fingerprint
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.plan import Canvas, Shot, Still
from nemo_emulator.render.prepare import prepare, working_size
from nemo_emulator.render.shelf import Shelf
from nemo_emulator.render.store import Store


class Pictures:
    """Holds the newest ``room`` in memory, all of them in the store."""

    def __init__(self, room: int, store: Store) -> None:
        self._shelf: Shelf[Frame] = Shelf(room)
        self._store = store
        # A photograph of 12 megapixels takes 100 MB while it is decoded and scaled.
        self._one_at_a_time = threading.Lock()

    def get(self, shot: Shot, still: Still, canvas: Canvas) -> Frame:
        """The still as the shot needs it. Raises ``RenderFailed`` for a bad file."""
        size = working_size(canvas, shot)
        grade = replace(shot.grade, vignette=0.0, grain=0.0)
        name = fingerprint(still, size, shot.fit, grade, canvas.background) + ".yuv"
        return self._shelf.get(name, lambda: self._made(name, shot, still, canvas))

    def _made(self, name: str, shot: Shot, still: Still, canvas: Canvas) -> Frame:
        width, height = working_size(canvas, shot)
        kept = self._store.mapped(name, width * height * 3 // 2)
        if kept is not None:
            return Frame(width, height, kept)
        with self._one_at_a_time:
            frame = prepare(shot, still, canvas)
        self._store.write(name, frame.data)
        return frame
