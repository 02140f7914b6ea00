"""Guess a container from the first bytes. Pure: nothing is opened, nothing is decoded."""

import re
from types import MappingProxyType
from typing import Final

from nemo_emulator.media.info import Container

HEAD: Final = 4096
"""So many bytes from the start of a file are enough for every signature."""

_SIGNATURES: Final = tuple(
    (re.compile(pattern, re.DOTALL), container)
    for pattern, container in (
        (rb"\xff\xd8\xff", Container.JPEG),
        (rb"\x89PNG\r\n\x1a\n", Container.PNG),
        (rb"GIF8[79]a", Container.GIF),
        (rb"RIFF.{4}WEBP", Container.WEBP),
        (rb"RIFF.{4}AVI ", Container.AVI),
        (rb"(?:RIFF|RF64).{4}WAVE", Container.WAV),
        (rb"\x1a\x45\xdf\xa3.{1,64}?\x42\x82.{1,8}?webm", Container.WEBM),
        (rb"\x1a\x45\xdf\xa3.{1,64}?\x42\x82.{1,8}?matroska", Container.MKV),
        (rb".{4}(?:moov|mdat|wide|pnot)", Container.MOV),
        (rb"\xff[\xf0\xf1\xf8\xf9]", Container.AAC),
        (rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]", Container.MP3),
        (rb"ID3[\x02-\x04]", Container.MP3),
    )
)

_BRANDS: Final = MappingProxyType(
    {
        brand: container
        for container, brands in (
            (Container.M4A, "M4A  M4B  M4P "),
            (Container.MOV, "qt  "),
            (Container.MP4, "isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 avc1"),
            (Container.MP4, "M4V  M4VH M4VP MSNV dash f4v "),
            (None, "heic heix hevc mif1 msf1 avif avis crx "),
        )
        for brand in (brands.encode()[n : n + 4] for n in range(0, len(brands), 5))
    }
)
"""ISO base media brands; the still pictures among them are known, and not accepted."""


def sniff(head: bytes) -> Container | None:
    """The container that ``head`` (a file's first ``HEAD`` bytes) looks like, or None."""
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if (tag := _tag_length(head)) and (behind := sniff(head[tag:])):
        return behind
    return next((c for pattern, c in _SIGNATURES if pattern.match(head)), None)


def _by_brand(head: bytes) -> Container | None:
    """The first brand that is known decides: the major one, then the compatible ones."""
    end = int.from_bytes(head[:4], "big")
    brands = [head[8:12], *(head[n : n + 4] for n in range(16, min(end, len(head)), 4))]
    return next((_BRANDS[brand] for brand in brands if brand in _BRANDS), None)


def _tag_length(head: bytes) -> int:
    """Bytes of an ID3 tag at the start, 0 without one; its size has 7 bits a byte."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    return 10 + sum(
        (byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)
    )
