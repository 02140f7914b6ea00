"""A multipart body whose files are read while they are sent (RFC 7578)."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from nemo_client.flows.steps import Found, Source

PIECE: Final = 256 * 1024
FIELD: Final = "files"


@dataclass(frozen=True, slots=True)
class Multipart:
    """The body for some sources; memory stays flat however large they are."""

    sources: tuple[Source, ...]
    boundary: str

    @property
    def headers(self) -> dict[str, str]:
        """Content type and length; the length is known beforehand."""
        return {
            "Content-Type": f"multipart/form-data; boundary={self.boundary}",
            "Content-Length": str(self.length),
        }

    @property
    def length(self) -> int:
        """The whole body, in bytes."""
        frames = sum(len(self._head(source)) + 2 for source in self.sources) + len(self._tail)
        return frames + sum(size_of(source) for source in self.sources)

    def __iter__(self) -> Iterator[bytes]:
        for source in self.sources:
            yield self._head(source)
            yield from _pieces(source)
            yield b"\r\n"
        yield self._tail

    @property
    def _tail(self) -> bytes:
        return f"--{self.boundary}--\r\n".encode()

    def _head(self, source: Source) -> bytes:
        name = source.name.translate({ord('"'): "%22", ord("\r"): "%0D", ord("\n"): "%0A"})
        return (
            f"--{self.boundary}\r\n"
            f'Content-Disposition: form-data; name="{FIELD}"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode(errors="replace")  # a file system may hold names that are no text


def found_at(path: Path) -> Found:
    """What lies there; links are followed. Nothing is opened, since a pipe would not let go."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return Found.NOTHING
    if stat.S_ISDIR(mode):
        return Found.FOLDER
    return Found.FILE if stat.S_ISREG(mode) else Found.DEVICE


def size_of(source: Source) -> int:
    """Length in bytes. Raises ``OSError`` when it cannot be known."""
    match source.content:
        case bytes() as data:
            return len(data)
        case Path() as path:
            return path.stat().st_size
        case file:
            return file.seek(0, 2)


def head_of(source: Source, length: int) -> bytes:
    """The first bytes. Raises ``OSError`` when it cannot be read."""
    match source.content:
        case bytes() as data:
            return data[:length]
        case Path() as path:
            with path.open("rb") as opened:
                return opened.read(length)
        case file:
            file.seek(0)
            return file.read(length)


def _pieces(source: Source) -> Iterator[bytes]:
    match source.content:
        case bytes() as data:
            yield data
        case Path() as path:
            with path.open("rb") as opened:
                yield from _read(opened)
        case file:
            file.seek(0)
            yield from _read(file)


def _read(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
