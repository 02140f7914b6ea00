"""Proves a picture with Pillow: one named format, a limit of pixels, the first frame decoded."""

import struct
import threading
import warnings
import zlib
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PIL import Image

from nemo_emulator.media.info import Container, FileType, MediaInfo, Unsupported

PIXELS: Final = 120_000_000
"""More pixels than this are refused before any is decoded."""

Image.MAX_IMAGE_PIXELS = PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_FORMATS: Final = MappingProxyType(
    {
        Container.JPEG: ("JPEG",),
        Container.PNG: ("PNG",),
        Container.GIF: ("GIF",),
        Container.WEBP: ("WEBP",),
    }
)
_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_DAMAGES: Final = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError),
    *(MemoryError, struct.error, zlib.error, Warning),
)
"""Everything that Pillow's decoders are known to raise for bytes that make no sense."""

_ORIENTATION: Final = 0x0112
_LYING: Final = frozenset((5, 6, 7, 8))

_one_at_a_time = threading.Lock()
"""A picture at the limit takes half a gigabyte while it is decoded."""


def probe_picture(path: Path, container: Container) -> MediaInfo:
    """Width and height as they are shown. Raises ``Unsupported``."""
    try:
        width, height = _decode(path, container)
    except _BOMBS as error:
        raise Unsupported(f"The picture has more than {PIXELS:,} pixels.") from error
    except _DAMAGES as error:
        raise Unsupported("The picture is damaged or cut short.") from error
    return MediaInfo(container=container, file_type=FileType.IMAGE, width=width, height=height)


def _decode(path: Path, container: Container) -> tuple[int, int]:
    with Image.open(path, formats=_FORMATS[container]) as picture, _one_at_a_time:
        width, height = picture.size
        lying = picture.getexif().get(_ORIENTATION) in _LYING
        picture.draft(None, (width // 8, height // 8))  # an eighth proves a JPEG as well
        picture.load()
    return (height, width) if lying else (width, height)
