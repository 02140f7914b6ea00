"""What the scene says about a message: what there is, and what could be meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nemo_contract.draft import TrackKind
from nemo_emulator.agent.scene import Scene
from nemo_emulator.agent.timeline import clips, on, text

CARDS: Final = ("intro", "outro")


@dataclass(frozen=True, slots=True)
class Facts:
    """How many clips stand on the timeline, how many uploads of each sort there are.

    ``has`` names what the video has besides: music, title, caption, subtitle, intro, outro.
    """

    shown: int
    photos: int
    videos: int
    songs: int
    has: frozenset[str] = frozenset()
    undone: bool = False

    @property
    def names(self) -> Iterator[str]:
        """As features of a message."""
        yield "shown" if self.shown else "empty"
        if self.undone:
            yield "undone"
        if self.songs:
            yield "songs"
        yield "mixed" if self.photos and self.videos else "films" if self.videos else "stills"
        if 0 < self.shown < self.photos + self.videos:
            yield "more"
        yield from sorted(self.has)


def facts(scene: Scene) -> Facts:
    """Those of a session."""
    films = [medium.file_type == "video" for medium in scene.visible]
    shown = [segment.meta.get("card") for segment in clips(scene.draft)]
    texts = {text(segment).type for segment in on(scene.draft, TrackKind.TEXT)}
    music = {"music"} if on(scene.draft, TrackKind.AUDIO) else set[str]()
    return Facts(
        shown=sum(card not in CARDS for card in shown),
        photos=films.count(False),
        videos=films.count(True),
        songs=len(scene.media) - len(films),
        has=frozenset({card for card in shown if card in CARDS} | texts | music),
        undone=bool(scene.future),
    )
