"""What was true on the server and around the client, whatever anybody said."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nemo_contract import JobStatus, TurnStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One executed turn and what it took; rows of amount 0 included (contract.md 2.6).

    ``visit`` is the request that set it going.
    """

    at: float
    session_id: str
    turn_id: str
    amount: int
    visit: int | None = None
    status: TurnStatus = TurnStatus.DONE


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """From ``at`` on the session's draft was this."""

    at: float
    session_id: str
    draft: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A render as it stood when the run ended; ``size`` in bytes and ``sha256`` of its file."""

    render_id: str
    session_id: str
    status: JobStatus
    submitted_at: float
    size: int | None = None
    sha256: str | None = None


class Meaning(StrEnum):
    """What a GUI instruction stands for where there is no screen (C-GUI-1)."""

    EXPORT = "export"
    SHOW = "show"
    EDIT = "edit"
    CLICK = "click"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """A GUI instruction that was put into a stream.

    None of ``forbidden`` may be shown; each of ``kept`` describes content and must be.
    """

    id: str
    text: str
    forbidden: tuple[str, ...]
    kept: tuple[str, ...] = ()
    means: Meaning = Meaning.CLICK


class Place(StrEnum):
    """Where a secret was found."""

    URL = "url"
    REFERER = "referer"
    ARGV = "argv"
    STDOUT = "stdout"
    STDERR = "stderr"


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret, by its name, where none belongs."""

    at: float
    place: Place
    secret: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """A request that went to another host; ``bearer`` names a token that went with it."""

    at: float
    host: str
    bearer: str | None = None
    client_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFile:
    """A file under the run's home that holds a secret or a render id, by their names.

    ``only_id``: the file is a UUID and nothing else.
    """

    path: str
    mode: int
    holds: tuple[str, ...]
    only_id: bool = False
