"""What is asked of a renderer and what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nemo_contract.wire import Draft, RenderOutput


class RenderFailed(Exception):
    """The clip could not be made; the message is a sentence: which input, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A stored upload; ``file_type`` is image, video or audio, ``container`` what its bytes are.

    Containers: jpeg, png, gif, webp, mp4, mov, avi, webm, mkv, mp3, wav, m4a, aac. Sizes in pixels.
    """

    path: Path
    file_type: str
    container: str
    width: int
    height: int
    duration_ms: int
    fps: float
    has_audio: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOrder:
    """A draft, its sources by the exact url in the draft's ``m``, and where the clip goes.

    ``cache`` is a folder for what a later render of a similar draft can use again.
    """

    draft: Draft
    output: RenderOutput
    sources: Mapping[str, Source]
    target: Path
    cache: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The finished file; ``size`` in bytes, ``width`` and ``height`` in pixels."""

    path: Path
    duration_ms: int
    frames: int
    size: int
    width: int
    height: int
    encoder: str


class Renderer(Protocol):
    """The seam to whatever makes clips."""

    async def render(self, order: RenderOrder, progress: Callable[[float], None]) -> Rendered:
        """Make the clip. ``progress`` hears rising shares from 0.0 to 1.0.

        Raises ``RenderFailed``. Cancelling ends the work within a second and leaves no files.
        """
        ...
