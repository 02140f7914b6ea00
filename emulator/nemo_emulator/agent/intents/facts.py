"""What the scene says about a message: what there is, and what could be meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nemo_contract.draft import TrackKind
from nemo_emulator.agent.scene import Scene
from nemo_emulator.agent.timeline import Segments, clips, on, text, video

CARDS: Final = ("intro", "outro")


@dataclass(frozen=True, slots=True)
class Facts:
    """How many clips stand on the timeline, how many uploads of each sort there are.

    ``moving`` are the places of video clips on the timeline, photos before videos where it is None;
    ``has`` names what the video has besides: music, title, caption, subtitle, intro, outro.
    """

    shown: int
    photos: int
    videos: int
    songs: int
    has: frozenset[str] = frozenset()
    undone: bool = False
    moving: tuple[int, ...] | None = None

    @property
    def total(self) -> int:
        """How many clips were uploaded."""
        return self.photos + self.videos

    @property
    def size(self) -> int:
        """Of how many clips is spoken."""
        return self.shown or self.total

    @property
    def films(self) -> tuple[int, ...]:
        """The places of the video clips on the timeline, else among the uploads."""
        shown = self.moving
        if shown is None:
            shown = tuple(range(self.photos + 1, self.shown + 1))
        return shown or tuple(range(self.photos + 1, self.total + 1))

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
    row = clips(scene.draft)
    shown = [segment.meta.get("card") for segment in row]
    texts = {text(segment).type for segment in on(scene.draft, TrackKind.TEXT)}
    music = {"music"} if on(scene.draft, TrackKind.AUDIO) else set[str]()
    return Facts(
        shown=sum(card not in CARDS for card in shown),
        photos=films.count(False),
        videos=films.count(True),
        songs=len(scene.media) - len(films),
        has=frozenset({card for card in shown if card in CARDS} | texts | music),
        undone=bool(scene.future),
        moving=tuple(_moving(scene, row)) if any(films) else (),
    )


def _moving(scene: Scene, row: Segments) -> Iterator[int]:
    """The places of the video clips among those shown."""
    for n, segment in enumerate(row, start=1):
        medium = scene.medium(video(segment).url)
        if medium and medium.file_type == "video":
            yield n
