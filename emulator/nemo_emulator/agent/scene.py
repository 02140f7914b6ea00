"""What the agent sees of a session, and how it is told to behave."""

from dataclasses import dataclass
from typing import Literal

from nemo_contract.wire import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """One upload; ``file_type`` image, video or audio; ``duration_ms`` 0 for an image."""

    id: str
    url: str
    name: str
    file_type: str
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    has_audio: bool = False

    @property
    def visible(self) -> bool:
        """It can stand on the video track."""
        return self.file_type != "audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A session: its timeline, its uploads in order, and the timelines before and after.

    ``history`` has the former drafts, oldest first; the last of ``future`` is the next to redo.
    ``language`` is an ISO code.
    """

    draft: Draft
    media: tuple[Medium, ...] = ()
    history: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()
    language: str = "en"
    edits_so_far: int = 0

    @property
    def chinese(self) -> bool:
        """The agent answers in Chinese."""
        return self.language.lower().startswith("zh")

    @property
    def visible(self) -> tuple[Medium, ...]:
        """The uploads that can be seen."""
        return tuple(medium for medium in self.media if medium.visible)

    def medium(self, url: str) -> Medium | None:
        """The upload behind an address."""
        return next((medium for medium in self.media if medium.url == url), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """Switches of the behaviour on the wire (contract.md 2.4); shares are from 0 to 1.

    ``silent_share`` of the edits end without text, ``noise_share`` of the other turns end with a
    "temporary issue", ``gui_share`` of the answers speak of buttons and panels at a place
    (``speech.places``), or at any, ``two_stage_share`` of the clips drawn alone get music and a
    title by themselves. After ``heartbeat_s`` seconds of quiet comes a heartbeat of a shape, or of
    any.
    """

    silent_share: float = 0.3
    noise_share: float = 0.15
    gui_share: float = 0.6
    gui_place: Literal["any", "start", "middle", "clause", "list", "bold"] = "any"
    two_stage_share: float = 1.0
    heartbeat_s: float = 5.0
    heartbeat_shape: Literal["any", "event", "comment", "empty"] = "any"
