"""The accepted formats, and what is known of a file once it has proved to be one of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class FileType(StrEnum):
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


class Container(StrEnum):
    """How a file is packed; the value is the format's usual name."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    MP4 = "mp4"
    MOV = "mov"
    AVI = "avi"
    WEBM = "webm"
    MKV = "mkv"
    MP3 = "mp3"
    WAV = "wav"
    M4A = "m4a"
    AAC = "aac"


ACCEPTED: Final = "mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a and aac"


class Unsupported(Exception):
    """The content is not an accepted picture, video or sound; ``reason`` is one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} Accepted are {ACCEPTED}.")
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    """Sizes in pixels, upright (orientation applied); time in ms; 0 where a thing has none."""

    container: Container
    file_type: FileType
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    fps: float = 0.0
    has_audio: bool = False
