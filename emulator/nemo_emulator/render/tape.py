"""Sound on disk: read, written and mixed block by block, so that a long film needs no memory."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

_SAMPLE_BYTES = 8


class Playable(Protocol):
    """A sound of ``length`` samples at 48 kHz."""

    @property
    def length(self) -> int: ...

    def block(self, at: int, count: int) -> Floats:
        """Shape (count, 2); within the length."""
        ...


@dataclass(frozen=True, slots=True)
class Tape:
    """A file of stereo samples as floats, nothing else."""

    path: Path
    length: int

    @classmethod
    def blank(cls, path: Path, length: int) -> Self:
        """A new file of silence."""
        with path.open("wb") as file:
            file.truncate(length * _SAMPLE_BYTES)
        return cls(path, length)

    @classmethod
    def recorded(cls, path: Path) -> Self:
        """A file that is there."""
        return cls(path, path.stat().st_size // _SAMPLE_BYTES)

    def block(self, at: int, count: int) -> Floats:
        sides = np.fromfile(self.path, np.float32, 2 * count, offset=at * _SAMPLE_BYTES)
        return sides.reshape(-1, 2)

    def add(self, at: int, part: Floats) -> None:
        """Mix a part in that ends within the length."""
        both = np.asarray(self.block(at, len(part)) + part, np.float32)
        with self.path.open("r+b") as file:
            file.seek(at * _SAMPLE_BYTES)
            file.write(both.data)


@dataclass(frozen=True, slots=True)
class Looped:
    """A tape again and again."""

    tape: Tape
    length: int

    def block(self, at: int, count: int) -> Floats:
        parts, until = [], at + count
        while at < until:
            place = at % self.tape.length
            parts.append(self.tape.block(place, min(self.tape.length - place, until - at)))
            at += len(parts[-1])
        return np.concatenate(parts)
