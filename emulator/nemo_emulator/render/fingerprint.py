"""What makes two pieces of work the same: everything that could change the result, as a hash.

Uploads count by content, times from the piece's own beginning; names count for nothing.
"""

import hashlib
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from nemo_emulator.render.order import Source
from nemo_emulator.render.plan import Chunk, Shot, Span, Title

LIBRARIES = ("av", "numpy", "opencv-python-headless", "pillow")
WHOLE_BYTES = 64_000_000
"""Larger files are known by name, size and age: reading them would take longer than it saves."""

T = TypeVar("T", Shot, Title)

_NAMELESS = frozenset({"name", "path"})


def fingerprint(*parts: object) -> str:
    """A hash of values, of the renderer's code and of the libraries that it stands on."""
    told = repr([plain(part) for part in parts])
    return hashlib.sha256(f"{_code()} {told}".encode()).hexdigest()


def plain(value: object) -> object:
    """The same for equal values in any process: classes, fields, contents of files."""
    match value:
        case Source(path=path):
            return ["Source", content(path), _fields(value)]
        case BaseModel():
            return [type(value).__name__, value.model_dump()]
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value):
            return [type(value).__name__, _fields(value)]
        case _:
            return value


def _fields(value: Any) -> dict[str, object]:
    names = (field.name for field in fields(value) if field.name not in _NAMELESS)
    return {name: plain(getattr(value, name)) for name in names}


def from_zero(chunk: Chunk, span: Span) -> tuple[Chunk, int]:
    """What is seen in a span of a chunk, as if the timeline began with it, and its frames.

    What is not seen in it is left out: the shot before, and titles.
    """
    start, shot = span.start, chunk.shot
    entering = span.start < shot.span.start + shot.entrance.frames
    before = _earlier(chunk.before, start) if chunk.before and entering else None
    titles = (title for title in chunk.titles if title.span.meets(span))
    seen = Chunk(_earlier(shot, start), before, tuple(_earlier(t, start) for t in titles))
    return seen, span.frames


def _earlier(thing: T, by: int) -> T:
    return replace(thing, span=Span(thing.span.start - by, thing.span.end - by))


def content(path: Path) -> str:
    """The hash of a file; of a large one, or one that is not there, what tells it from others."""
    try:
        stat = path.stat()
    except OSError:
        return f"missing {path}"
    if stat.st_size > WHOLE_BYTES:
        return f"{path} {stat.st_size} {stat.st_mtime_ns}"
    return _hashed(path, stat.st_size, stat.st_mtime_ns)


@cache
def _hashed(path: Path, _size: int, _changed_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


@cache
def _code() -> str:
    """Changes with every release, and with every edit of this package."""
    here = Path(__file__).parent
    files = sorted([*here.rglob("*.py"), *here.glob("*.c")])
    texts = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return " ".join([texts, *(version(library) for library in LIBRARIES)])
