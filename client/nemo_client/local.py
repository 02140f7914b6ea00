"""The steps that need no network: ids, what is kept, files. Both drivers share them."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from nemo_client.chance import Chance
from nemo_client.errors import FileUnwritable
from nemo_client.flows.steps import (
    Answer,
    Done,
    Draw,
    Drawn,
    FileFacts,
    Forget,
    Found,
    Inspect,
    Keep,
    Mint,
    Prepare,
    Recall,
    Recalled,
    Remember,
    Source,
    Step,
)
from nemo_client.formats import ACCEPTED, HEAD
from nemo_client.identity import Keeper
from nemo_client.multipart import found_at, head_of, size_of

File = Source | str | Path | bytes | BinaryIO
"""What can be uploaded: a path, bytes, an open binary file, or any of them with a name."""


@dataclass(frozen=True, slots=True)
class Local:
    """Carries them out."""

    chance: Chance
    keeper: Keeper

    def do(self, step: Step[Any], now: float) -> Answer:
        """The step's answer. Raises ``FileUnwritable`` when a file cannot be put in place."""
        match step:
            case Mint(kind):
                return Drawn(now, self._draw(kind))
            case Recall():
                kept = self.keeper
                return Recalled(now, kept.recall(), kept.talk(), kept.renders())
            case Inspect(source):
                return _inspect(source, now)
            case Remember(note):
                self.keeper.remember(note)
            case Forget(render_id):
                self.keeper.forget(render_id)
            case Prepare(path):
                _prepare(path)
            case Keep(part, name):
                _keep(part, name)
            case _:
                raise TypeError(f"{type(step).__name__} is not for this driver")
        return Done(now)

    def _draw(self, kind: Draw) -> str:
        return self.chance.uuid() if kind is Draw.UUID else self.chance.render_id()


def as_source(item: File) -> Source:
    """What a caller names as a file, as a source; a plain string is a path.

    Raises ``TypeError`` for what is no file at all.
    """
    match item:
        case Source():
            return item
        case bytes():
            return Source("file", item)
        case str() | Path():
            path = Path(item).expanduser()
            return Source(path.name, path)
        case file if hasattr(file, "read"):
            return Source(Path(str(getattr(file, "name", "file"))).name, file)
    raise TypeError(f"{type(item).__name__} is no file, path or bytes")


def free_name(path: Path) -> Path:
    """``path``, or the first of ``path-2``, ``path-3``, … that is not taken."""
    taken, number = path, 1
    while taken.exists():
        number += 1
        taken = path.with_stem(f"{path.stem}-{number}")
    return taken


def _inspect(source: Source, now: float) -> FileFacts:
    found = found_at(source.content) if isinstance(source.content, Path) else Found.FILE
    if found is not Found.FILE:
        return FileFacts(now, source.name, None, found=found)
    try:
        return FileFacts(now, source.name, size_of(source), head_of(source, HEAD))
    except (OSError, ValueError):
        return FileFacts(now, source.name, None)


_OTHER_KINDS: Final = frozenset(f".{ending}" for ending in ACCEPTED) - {".mp4"}


def _prepare(path: Path) -> None:
    """A folder that is missing is made later, but only one: more of them are a typing mistake."""
    folder = path.parent
    there = folder if folder.exists() else folder.parent
    if path.is_dir():
        raise FileUnwritable(
            f"{path} is a folder. Name a file in it, such as {path / 'video.mp4'}."
        )
    if path.suffix.lower() in _OTHER_KINDS:
        text = f"The video comes as MP4. Name it {path.with_suffix('.mp4')}, and convert it then."
        raise FileUnwritable(text)
    if not there.is_dir():
        raise FileUnwritable(f"The folder {there} is not there. Make it, or name another place.")
    if not os.access(there, os.W_OK | os.X_OK):
        raise FileUnwritable(f"{there} cannot be written to. Name another place.")


def _keep(part: Path, name: Path | None) -> None:
    try:
        if name is None:
            part.unlink(missing_ok=True)
        else:
            part.replace(name)
    except OSError as error:
        raise FileUnwritable(f"{name or part} cannot be written. Name another place.") from error
