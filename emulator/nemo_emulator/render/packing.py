"""The files a clip can be: which container, which codecs, who reads it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TIMESCALE = 90000
"""Divides by every frame rate there is, so that times are exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """``encoder`` None is whatever makes H.264 here; ``sound`` None is silent.

    ``reader`` is the demuxer, ``options`` are the muxer's.
    """

    name: str
    reader: str
    encoder: str | None = None
    sound: str | None
    options: Mapping[str, str] = field(default_factory=dict)


MP4 = Packing(
    name="mp4",
    reader="mov",
    sound="aac",
    # The index comes first, so that a clip plays while it is loaded.
    options={"movflags": "+faststart", "video_track_timescale": str(TIMESCALE)},
)
WEBM = Packing(name="webm", reader="matroska", encoder="libvpx-vp9", sound="libopus")
# Made of a silent MP4.
GIF = Packing(name="gif", reader="gif", sound=None)

PACKINGS = {packing.name: packing for packing in (MP4, WEBM, GIF)}
