"""A run's home and the files that its user has."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from types import MappingProxyType
from typing import Final

from nemo_conformance.harness.names import UUID, Names
from nemo_conformance.record import Attribution, Flaw, HomeFile, Offered
from nemo_conformance.scenarios import World

MEDIA: Final = Path(__file__).parents[1] / "scenarios" / "media"
SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".jpg": "photo.jpg",
        ".jpeg": "photo.jpg",
        ".png": "picture.png",
        ".mp4": "clip.mp4",
        ".mp3": "tone.mp3",
    }
)
TOO_LARGE: Final = 209_715_201
BORDERLINE: Final = 200_000_001
LARGEST_READ: Final = 1_000_000
SKILL: Final = "---\nname: acme-video\nversion: 3.2.1\n---\n\n# Acme video\n"
PLATFORMS: Final[Mapping[str, str]] = MappingProxyType({".clawhub": "clawhub", ".cursor": "cursor"})


@dataclass(frozen=True, slots=True)
class House:
    """The folders of a run under ``root``."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def output(self) -> Path:
        return self.root / "out"

    def furnish(self, world: World) -> tuple[str, Attribution]:
        """Make the folders; gives the install path and what the headers must say then."""
        for folder in (self.home, self.output, self.root / "in"):
            folder.mkdir(parents=True, exist_ok=True)
        install = self.home / (world.skill or "skills/acme") / "SKILL.md"
        platforms = _platforms(world)
        if not world.skill:
            return str(install), Attribution(platforms=platforms)
        install.parent.mkdir(parents=True)
        install.write_text(SKILL)
        return str(install), Attribution(source="acme-video", version="3.2.1", platforms=platforms)

    def offer(self, file: Offered) -> str:
        """Put a file where the user has it; gives its path."""
        path = self.root / "in" / file.path
        if file.flaw is Flaw.MISSING or path.exists():
            return str(path)
        _make(path, file.flaw)
        return str(path)

    def kept(self, names: Names, renders: tuple[str, ...]) -> Iterator[HomeFile]:
        """The files under the home that hold a secret or a render id."""
        for path in sorted(self.home.rglob("*")):
            if path.is_file() and path.stat().st_size <= LARGEST_READ:
                text = path.read_text("utf-8", "replace")
                holds = names.found_in(text, "token:", "client:")
                holds += tuple(f"render:{one}" for one in renders if one in text)
                if holds:
                    yield HomeFile(
                        path=str(path.relative_to(self.home)),
                        mode=path.stat().st_mode & 0o777,
                        holds=holds,
                        only_id=bool(UUID.fullmatch(text.strip())),
                    )


def _platforms(world: World) -> tuple[str, ...]:
    if world.source:
        return (world.source,)
    found = (name for folder, name in PLATFORMS.items() if world.skill.startswith(folder))
    return (next(found, "unknown"),)


def _make(path: Path, flaw: Flaw | None) -> None:
    match flaw:
        case Flaw.SIZE | Flaw.BORDERLINE:
            with path.open("wb") as file:
                file.write((MEDIA / "clip.mp4").read_bytes())
                file.truncate(TOO_LARGE if flaw is Flaw.SIZE else BORDERLINE)
        case Flaw.TYPE | Flaw.DISGUISED:
            path.write_text("Just a few words, no picture.\n" * 20)
        case _:
            copyfile(MEDIA / SOURCES[path.suffix], path)


def measured(path: Path) -> tuple[int | None, str | None]:
    """A file's size in bytes and its SHA-256; None for what is not there."""
    if not path.is_file():
        return None, None
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
