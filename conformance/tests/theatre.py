"""A renderer for tests of the server kit: a film that was rendered before, for its own uploads."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Final

from nemo_emulator.render import Rendered, RenderFailed, RenderOrder

FILM: Final = Path(__file__).with_name("film.mp4")


class Theatre:
    """Plays the film, unless a segment names a file that is none of the user's uploads."""

    async def render(self, order: RenderOrder, progress: Callable[[float], None]) -> Rendered:
        named = {
            segment.meta["url"]
            for track in order.draft.tracks
            for segment in track.segments
            if segment.meta.get("url")
        }
        if named - set(order.sources):
            raise RenderFailed("A segment names a file that is not among your uploads.")
        copyfile(FILM, order.target)
        progress(1.0)
        return Rendered(
            path=order.target,
            duration_ms=1000,
            frames=25,
            size=order.target.stat().st_size,
            width=480,
            height=272,
            encoder="pre-rendered",
        )
