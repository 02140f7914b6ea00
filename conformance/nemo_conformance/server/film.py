"""Reading the boxes of an MP4: what is in it, and whether its index comes first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

HOLDERS: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
HEAD: Final = 8
AAC: Final = 0x40
"""The object type of MPEG-4 audio in an ``esds``."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its path of names, and what is in it."""

    path: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Film:
    """``codecs`` as their sample entries are named; ``width`` and ``height`` in pixels.

    ``fast``: the index (``moov``) stands before the media (``mdat``).
    """

    codecs: tuple[str, ...]
    width: int
    height: int
    fast: bool


def read_film(data: bytes) -> Film | None:
    """What a file is; None for what is no MP4."""
    boxes = tuple(_boxes(data, ()))
    names = [box.path[0] for box in boxes if len(box.path) == 1]
    if "moov" not in names or "mdat" not in names:
        return None
    entries = [_entry(box.body) for box in boxes if box.path[-1] == "stsd"]
    sizes = [entry[1] for entry in entries]
    return Film(
        codecs=tuple(entry[0] for entry in entries),
        width=max((w for w, _ in sizes), default=0),
        height=max((h for _, h in sizes), default=0),
        fast=names.index("moov") < names.index("mdat"),
    )


def _boxes(data: bytes, path: tuple[str, ...]) -> Iterator[Box]:
    place = 0
    while place + HEAD <= len(data):
        size, name = int.from_bytes(data[place : place + 4]), data[place + 4 : place + HEAD]
        head = HEAD
        if size == 1:
            size, head = int.from_bytes(data[place + 8 : place + 16]), 16
        end = place + size if size else len(data)
        if end <= place or end > len(data):
            return
        here = (*path, name.decode("latin-1"))
        body = data[place + head : end]
        yield Box(here, body if name != b"mdat" else b"")
        if name in HOLDERS:
            yield from _boxes(body, here)
        place = end


def _entry(stsd: bytes) -> tuple[str, tuple[int, int]]:
    """The name of the first sample entry, ``aac`` for AAC, and the size of its picture."""
    name = stsd[12:16].decode("latin-1")
    if name == "mp4a":
        return ("aac" if _is_aac(stsd) else name), (0, 0)
    return name, (int.from_bytes(stsd[40:42]), int.from_bytes(stsd[42:44]))


def _is_aac(stsd: bytes) -> bool:
    """The ``esds`` says MPEG-4 audio: a decoder descriptor (4), its length, its object type."""
    _, found, rest = stsd.partition(b"esds")
    if not found:
        return False
    place = rest.find(b"\x04", 4)
    while 0 <= place < len(rest) - 6:
        after = rest[place + 1 : place + 6].lstrip(b"\x80")
        if len(after) > 1 and after[1] == AAC:
            return True
        place = rest.find(b"\x04", place + 1)
    return False
