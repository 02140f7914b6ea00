"""A file that has come and is not judged yet, and the reasons for which none came.

::

    UploadError
    ├── TooLarge       compress or trim, then send again         (code 4002)
    ├── Malformed      the body is not the form that was asked for
    └── Unfetchable    an address that gives no file; send the file itself
    media.Unsupported  another format is needed                  (code 4001)
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from nemo_emulator.blobs import BlobWriter

LIMIT: Final = 209_715_200
"""Bytes of one file (contract.md 2.5 and code 4002)."""
AT_ONCE: Final = 100
"""Parts, or addresses, of one request."""
NAME_LENGTH: Final = 120


class UploadError(Exception):
    """What was sent cannot be taken in."""


class TooLarge(UploadError):
    """More bytes than allowed."""


class Malformed(UploadError):
    """Not a form with files in it."""


class Unfetchable(UploadError):
    """An address from which no file came."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that has come, and is not judged yet."""

    filename: str
    writer: BlobWriter


def display_name(raw: str) -> str:
    """A file's name as it may be shown: no folders, nothing invisible, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    stem, dot, ending = seen.strip(" .").rpartition(".")
    kept = stem[: NAME_LENGTH - 10] + dot + ending[: 9 if dot else NAME_LENGTH]
    return kept or "file"


def too_large(filename: str, limit: int) -> TooLarge:
    """The refusal of one file of more than ``limit`` bytes."""
    size = f"{limit / 2**20:g} MB ({limit:,} bytes)"
    return TooLarge(
        f"{filename} is larger than {size}. Compress it or trim it, then send it again."
    )
