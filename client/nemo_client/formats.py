"""What may be uploaded, by name and by first bytes (contract.md 2.5)."""

import re
from typing import Final

PICTURES: Final = ("jpg", "png", "gif", "webp")
CLIPS: Final = ("mp4", "mov", "avi", "webm", "mkv")
SOUNDS: Final = ("mp3", "wav", "m4a", "aac")
ACCEPTED: Final = (*CLIPS, *PICTURES, *SOUNDS)
LIMIT: Final = 209_715_200
HEAD: Final = 16

_ENDING: Final = re.compile(rf"\.({'|'.join((*ACCEPTED, 'jpeg'))})$", re.IGNORECASE)
_MAGIC: Final = re.compile(
    rb"\xff\xd8\xff"  # jpg
    rb"|\x89PNG\r\n\x1a\n"
    rb"|GIF8[79]a"
    rb"|RIFF....(?:WEBP|AVI |WAVE)"
    rb"|....ftyp"  # mp4, mov, m4a
    rb"|....(?:moov|mdat|wide|free|skip)"  # older mov
    rb"|\x1a\x45\xdf\xa3"  # mkv, webm
    rb"|ID3"
    rb"|\xff[\xe2-\xff]",  # mp3 and aac frames
    re.DOTALL,
)


def acceptable(name: str, head: bytes) -> bool:
    """Whether the service could take it: the content says so, or at least the name does."""
    return bool(_MAGIC.match(head) or _ENDING.search(name))


def amount(size: int) -> str:
    """A size in bytes for people, in units of a thousand: ``312 kB``, ``1.4 MB``."""
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    return f"{size / 1e3:.0f} kB" if size < 999_500 else f"{size / 1e6:.1f} MB"
