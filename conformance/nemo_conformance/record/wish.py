"""What the user wanted, and what it means: the scenario says so, nobody guesses it from words."""

from dataclasses import dataclass
from enum import StrEnum


class Want(StrEnum):
    """What a wish is about (C-ROUTE-1)."""

    MESSAGE = "message"
    EXPORT = "export"
    CREDITS = "credits"
    STATE = "state"
    UPLOAD = "upload"
    CONNECT = "connect"


class Flaw(StrEnum):
    """Why an offered file cannot be uploaded.

    ``DISGUISED`` has the name of an accepted type and other content; ``BORDERLINE`` has from
    200,000,000 to 209,715,200 bytes: a client may refuse or send it.
    """

    MISSING = "missing"
    TYPE = "type"
    SIZE = "size"
    DISGUISED = "disguised"
    BORDERLINE = "borderline"


class Limit(StrEnum):
    """What the service cannot do (C-LIM-1)."""

    RATIO = "ratio"
    STREAMING_MUSIC = "streaming-music"
    PHOTO_EDITING = "photo-editing"


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that the user offered; ``flaw`` None for a good one."""

    path: str
    flaw: Flaw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One thing that the user wanted; ``op`` is how the driver was told, ``want`` what it means."""

    n: int
    op: str
    want: Want
    at: float = 0.0
    text: str = ""
    files: tuple[Offered, ...] = ()
    output: str = ""
    limit: Limit | None = None
