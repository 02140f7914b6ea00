"""Animated GIF and WEBP, decoded frame by frame as their time comes, over and over."""

from bisect import bisect_right
from itertools import accumulate

import numpy as np

from nemo_emulator.render.frame import Frame
from nemo_emulator.render.picture import opened, plain, readable
from nemo_emulator.render.plan import Animation, Canvas, Shot
from nemo_emulator.render.prepare import behind, fitted, graded, working_size

# Browsers show frames that claim to be shorter than this for this long.
USUAL_MS, SHORTEST_MS = 100, 20
MOST_FRAMES = 2000
# As many prepared frames are kept as fit into this.
ROOM_BYTES = 96_000_000


class AnimationReader:
    """Shows the frame of a time; prepared frames are kept while there is room."""

    def __init__(self, animation: Animation, shot: Shot, canvas: Canvas) -> None:
        self._animation = animation
        self._shot = shot
        self._canvas = canvas
        self._size = working_size(canvas, shot)
        self._kept: dict[int, Frame] = {}
        with readable(animation.name):
            self._image = opened(animation)
            self._ends = list(accumulate(self._durations()))

    def close(self) -> None:
        """Let go of the file."""
        self._image.close()

    def _durations(self) -> list[int]:
        """How long each frame is shown, in ms."""
        count = min(MOST_FRAMES, getattr(self._image, "n_frames", 1))
        return [self._duration(number) for number in range(count)]

    def _duration(self, number: int) -> int:
        self._image.seek(number)
        if self._image.format == "WEBP":
            # Only a decoded frame knows its length.
            self._image.load()
        told = self._image.info.get("duration") or USUAL_MS
        return int(told) if told >= SHORTEST_MS else USUAL_MS

    def at(self, age: int) -> Frame:
        """What is seen so many frames of the canvas after its beginning."""
        played = self._animation.start_ms + age * 1000 * self._animation.speed / self._canvas.fps
        number = bisect_right(self._ends, played % self._ends[-1])
        if number not in self._kept:
            self._make_room()
            self._kept[number] = self._prepared(number)
        return self._kept[number]

    def _make_room(self) -> None:
        width, height = self._size
        if (len(self._kept) + 1) * width * height * 3 // 2 > ROOM_BYTES:
            self._kept.clear()

    def _prepared(self, number: int) -> Frame:
        with readable(self._animation.name):
            self._image.seek(number)
            image = plain(self._image, behind(self._shot, self._canvas))
        rgb = np.asarray(fitted(image, self._size, self._shot.fit))
        return graded(Frame.of_rgb(rgb), self._shot)
