"""What one render leaves for the next: files under a folder, named by what they are made from.

Every file appears complete or not at all, and may vanish at any time: what is not there is made
again. Renders at the same time share the folder without a lock.
"""

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

ROOM_BYTES = 2_000_000_000
"""When a render begins with more than this, what was used longest ago goes."""


@dataclass(frozen=True, slots=True)
class Store:
    """``folder`` None keeps nothing."""

    folder: Path | None

    def take(self, name: str, target: Path) -> bool:
        """Put a kept file at ``target``; False when it is not kept."""
        if self.folder is None:
            return False
        try:
            _copied(self.folder / name, target)
        except OSError:
            return False
        self._touch(name)
        return True

    def keep(self, name: str, file: Path) -> None:
        """Keep a copy of a finished file. That there is no room for it does not matter."""
        self._lay(name, lambda coming: _copied(file, coming))

    def mapped(self, name: str, size: int) -> Bytes | None:
        """The bytes of a kept file of that size, read-only; None when there is none."""
        if self.folder is None:
            return None
        try:
            data = np.memmap(self.folder / name, np.uint8, "r")
        except (OSError, ValueError):
            return None
        self._touch(name)
        return np.asarray(data) if data.size == size else None

    def write(self, name: str, data: Bytes) -> None:
        """Keep bytes. That there is no room for them does not matter."""
        self._lay(name, lambda coming: coming.write_bytes(data.data))

    def _touch(self, name: str) -> None:
        """It was used just now."""
        assert self.folder is not None
        with contextlib.suppress(OSError):
            os.utime(self.folder / name)

    def _lay(self, name: str, make: Callable[[Path], object]) -> None:
        if self.folder is None:
            return
        coming = self.folder / f"{name}.{os.getpid()}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            make(coming)
            coming.replace(self.folder / name)
        except OSError:
            coming.unlink(missing_ok=True)

    def forget(self, name: str) -> None:
        """Delete a file that turned out to be bad."""
        if self.folder is not None:
            (self.folder / name).unlink(missing_ok=True)

    def made(self, name: str, target: Path, make: Callable[[Path], None]) -> Path:
        """The kept file at ``target``, or a new one that ``make`` writes there."""
        if not self.take(name, target):
            make(target)
            self.keep(name, target)
        return target

    def tidy(self, room: int = ROOM_BYTES) -> None:
        """Delete what was used longest ago until the rest fits into ``room`` bytes."""
        if self.folder is None or not self.folder.is_dir():
            return
        files = sorted(_files(self.folder), reverse=True)
        for _, size, path in files:
            room -= size
            if room < 0:
                path.unlink(missing_ok=True)


def _copied(source: Path, target: Path) -> None:
    """By a second name for the same bytes where the file system can, else byte for byte."""
    target.unlink(missing_ok=True)
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _files(folder: Path) -> list[tuple[float, int, Path]]:
    found = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            stat = path.stat()
            found.append((stat.st_mtime, stat.st_size, path))
    return found
