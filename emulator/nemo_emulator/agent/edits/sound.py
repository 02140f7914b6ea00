"""Edits of what is heard. Lengths in ms."""

from dataclasses import dataclass
from typing import Literal

from nemo_emulator.agent.edits.place import Clips

Target = Literal["music", "sound", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMusic:
    """Music composed here, in place of what was there; ``tempo`` 0 is the mood's own."""

    mood: str = ""
    tempo: float = 0.0
    kind: Literal["set_music"] = "set_music"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseAudio:
    """An uploaded sound as the music: ``place`` among the sounds, -1 the latest."""

    place: int = -1
    kind: Literal["use_audio"] = "use_audio"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveMusic:
    kind: Literal["remove_music"] = "remove_music"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVolume:
    """``percent`` absolute, else ``db`` more or less than now; ``sound`` is that of the clips."""

    target: Target = "music"
    percent: float | None = None
    db: float = 0.0
    clips: Clips = ()
    kind: Literal["set_volume"] = "set_volume"


@dataclass(frozen=True, slots=True, kw_only=True)
class FadeSound:
    """How long the music takes to come and to go; None leaves that."""

    into: int | None = None
    out: int | None = None
    kind: Literal["fade_sound"] = "fade_sound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duck:
    """The music's level in per cent while the clips speak; 100 is no ducking."""

    percent: float = 30.0
    kind: Literal["duck"] = "duck"
