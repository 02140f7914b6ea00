"""Files on disk under the hash of their content: written aside, synced, renamed, never changed.

``root/ab/cdef…`` holds the content whose SHA-256 is ``abcdef…``; ``root/tmp`` what is not finished.
"""

import asyncio
import hashlib
import io
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_BUFFER: Final = 1 << 18


class BlobMissing(LookupError):
    """No blob has this hash."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Content that is safely on disk; ``hash`` is SHA-256 in hex, ``size`` in bytes."""

    hash: str
    size: int
    path: Path


class BlobStore:
    """All blobs under one folder, which holds nothing else."""

    def __init__(self, root: Path, *, name: Callable[[], str] | None = None) -> None:
        """``name`` gives the names of temporary files; without it the system's are used."""
        self._root = root
        self._aside = root / "tmp"
        self._name = name
        self._aside.mkdir(parents=True, exist_ok=True)

    def writer(self) -> "BlobWriter":
        """A new blob to write; use it in a ``with``, which throws away what was not committed."""
        return BlobWriter(self, self._temporary())

    def path(self, blob_hash: str) -> Path:
        """Where the blob is. Raises ``BlobMissing``, also for what is no hash at all."""
        place = self._place(blob_hash)
        if not place.is_file():
            raise BlobMissing(f"There is no blob {blob_hash[:12]}….")
        return place

    def open(self, blob_hash: str) -> io.BufferedReader:
        """The blob's content, for reading. Raises ``BlobMissing``."""
        return self.path(blob_hash).open("rb")

    def verify(self, blob_hash: str) -> bool:
        """Whether the content still has its hash; reads all of it. Raises ``BlobMissing``."""
        with self.open(blob_hash) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == blob_hash

    def sweep(self) -> int:
        """Remove what a killed process left half written; how many files that was."""
        leftovers = [path for path in self._aside.iterdir() if path.is_file()]
        for path in leftovers:
            path.unlink()
        return len(leftovers)

    def keep(self, aside: Path, blob_hash: str, size: int) -> Blob:
        """Move a finished file to its place, through to the disk. Blocks; writers call it."""
        place = self._place(blob_hash)
        if place.is_file() and place.stat().st_size == size:
            aside.unlink()
        else:
            _sync(aside)
            _make_folder(place.parent)
            aside.replace(place)
        _sync(place.parent)
        return Blob(blob_hash, size, place)

    def _place(self, blob_hash: str) -> Path:
        if not _HASH.fullmatch(blob_hash):
            raise BlobMissing("A blob is asked for by 64 small hexadecimal digits.")
        return self._root / blob_hash[:2] / blob_hash[2:]

    def _temporary(self) -> Path:
        if self._name is None:
            handle, path = tempfile.mkstemp(dir=self._aside)
            os.close(handle)
            return Path(path)
        fresh = self._aside / self._name()
        fresh.touch(mode=0o600, exist_ok=False)
        return fresh


class BlobWriter:
    """Takes one blob's bytes, counts and hashes them on the way.

    ``write`` as often as needed, then ``finish`` to read it back at ``path``, or ``commit``.
    """

    def __init__(self, store: BlobStore, path: Path) -> None:
        self._store = store
        self._hash = hashlib.sha256()
        self._file = path.open("wb", buffering=_BUFFER)
        self.path = path
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.abort()

    @property
    def digest(self) -> str:
        """SHA-256 of what was written so far, in hex."""
        return self._hash.hexdigest()

    def write(self, chunk: bytes | memoryview) -> None:
        """Append; returns when the bytes are with the operating system or in the buffer."""
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)

    def finish(self) -> None:
        """No more bytes: the whole content can be read at ``path``. Not yet safe on disk."""
        self._file.close()

    async def commit(self) -> Blob:
        """Make it a blob: when this returns, it survives a power cut."""
        self.finish()
        return await asyncio.to_thread(self._store.keep, self.path, self.digest, self.size)

    def abort(self) -> None:
        """Throw it away; after ``commit`` there is nothing left to throw away."""
        try:
            self._file.close()
        finally:
            self.path.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def _sync(path: Path) -> None:
    """Through to the disk: a file's bytes, or a folder's entries."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
