"""The steps of a flow and the answers they get: all that a driver has to know.

A flow yields steps and is sent answers; it has no socket, no sleep, no clock and no chance of its
own. Every answer carries ``now``, the virtual time in seconds.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar, cast

A = TypeVar("A", bound="Answer")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a driver sends back."""

    now: float


@dataclass(frozen=True, slots=True)
class Done(Answer):
    """The step was carried out."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A body that went to a file: length in bytes, SHA-256 in hex, whether it came whole."""

    size: int
    sha256: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Reply(Answer):
    """An HTTP reply; header names in lower case.

    ``body`` is empty when the body is an open event stream (``streaming``) or went to a file
    (``saved``).
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    streaming: bool = False
    saved: Saved | None = None


@dataclass(frozen=True, slots=True)
class Broken(Answer):
    """No reply, or a stream cut off. ``sent`` is False when certainly nothing arrived."""

    sent: bool = True


@dataclass(frozen=True, slots=True)
class Chunk(Answer):
    """The next bytes of the open stream."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Silence(Answer):
    """Nothing came until the time that was named."""


@dataclass(frozen=True, slots=True)
class End(Answer):
    """The stream was closed in good order."""


class Found(StrEnum):
    """What lies where a file should be."""

    FILE = "file"
    FOLDER = "folder"
    DEVICE = "device"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FileFacts(Answer):
    """A file to upload: ``size`` in bytes, None when it cannot be read; its first bytes; what there
    is in its place, a pipe counting as a device."""

    name: str
    size: int | None
    head: bytes = b""
    found: Found = Found.FILE


@dataclass(frozen=True, slots=True)
class Consent(Answer):
    """What the user answered."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Drawn(Answer):
    """A fresh id."""

    text: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What is kept between runs for one API origin (C-AUTH-3)."""

    client_id: str = field(repr=False)
    token: str = field(default="", repr=False)
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class RenderNote:
    """A render that was, or is about to be, submitted, and of which draft (C-EXP-7)."""

    render_id: str
    session_id: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """An open session."""

    session_id: str
    task_id: str
    user_id: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Recalled(Answer):
    """What was kept: an identity, the last session; renders whose file never came, oldest first."""

    identity: Identity | None
    talk: Talk | None = None
    renders: tuple[RenderNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to upload, from a path, from memory or from an open binary file."""

    name: str
    content: Path | bytes | BinaryIO = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request, complete: ``url`` is absolute, ``headers`` are all that matter."""

    operation: str
    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    json: Mapping[str, Any] | None = field(default=None, repr=False)
    sources: tuple[Source, ...] = ()


class Step(Generic[A]):
    """Something only a driver can do; it is answered with an ``A``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Call(Step[Reply | Broken]):
    """Ask and read the whole reply."""

    request: Request


@dataclass(frozen=True, slots=True)
class Open(Step[Reply | Broken]):
    """Ask for an event stream; any other reply is read whole."""

    request: Request


@dataclass(frozen=True, slots=True)
class Read(Step[Chunk | Silence | End | Broken]):
    """Wait for the open stream's next bytes, until the virtual time ``until`` at most."""

    until: float


@dataclass(frozen=True, slots=True)
class Close(Step[Done]):
    """Let go of the open stream, if there is one."""


@dataclass(frozen=True, slots=True)
class Save(Step[Reply | Broken]):
    """Ask and write a good reply's body into ``path``; any other reply is read whole."""

    request: Request
    path: Path


@dataclass(frozen=True, slots=True)
class Prepare(Step[Done]):
    """Make sure that a file can be put there, before there is work that leads to it.

    The driver raises ``FileUnwritable`` when it cannot.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class Keep(Step[Done]):
    """Give a finished file its real name, or throw an unfinished one away (``name`` None)."""

    part: Path
    name: Path | None


@dataclass(frozen=True, slots=True)
class Inspect(Step[FileFacts]):
    """Look at a file before it is uploaded."""

    source: Source


@dataclass(frozen=True, slots=True)
class Wait(Step[Done]):
    """Let virtual seconds pass."""

    seconds: float


class Draw(StrEnum):
    """Kinds of fresh ids."""

    UUID = "uuid"
    RENDER = "render"


@dataclass(frozen=True, slots=True)
class Mint(Step[Drawn]):
    """Make a fresh id."""

    kind: Draw


@dataclass(frozen=True, slots=True)
class Recall(Step[Recalled]):
    """What was kept for this API origin?"""


@dataclass(frozen=True, slots=True)
class Remember(Step[Done]):
    """Keep it for this API origin, readable by its owner only."""

    note: Identity | RenderNote | Talk


@dataclass(frozen=True, slots=True)
class Forget(Step[Done]):
    """The render is done and its file is there."""

    render_id: str


class Kind(StrEnum):
    """What a ``Tell`` is about."""

    STATUS = "status"
    DONE = "done"
    SAID = "said"
    CHANGED = "changed"
    SUMMARY = "summary"
    PROGRESS = "progress"
    WARNING = "warning"
    HINT = "hint"
    LINK = "link"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Tell(Step[Done]):
    """Show the user a sentence; ``fraction`` (0–1) goes with ``PROGRESS``."""

    text: str
    kind: Kind = Kind.STATUS
    fraction: float | None = None


@dataclass(frozen=True, slots=True)
class Ask(Step[Consent]):
    """Ask the user for leave; ``question`` is the driver protocol's word, ``text`` a sentence."""

    question: str
    text: str


Flow = Generator[Step[Any], Any, T]


def do(step: Step[A]) -> Flow[A]:
    """Yield one step; its answer, typed."""
    return cast("A", (yield step))
