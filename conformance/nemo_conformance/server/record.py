"""What was asked of a server and what came back: all that its judge reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from nemo_conformance.record import Frame
from nemo_contract import Exposure

LINK: Final = "link"
"""The operation of a request to an address that the server gave out."""
NO_UPLOAD: Final = "no such upload"
"""The note of a render whose draft names an upload that does not exist."""
ALTERED_KEY: Final = "kit_unknown"
"""A key that no draft has, put into one by the kit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How the server says that it is set up; what nobody said is None, and read from its replies.

    ``exact``: it shares its clock. ``epoch`` is the start of that clock, in s since 1970. Days are
    virtual ones, prices credits. ``priced``: it was given other prices than the documents have.
    """

    style: str | None = None
    dialect: str | None = None
    shape: str | None = None
    continues: bool = True
    repeats: bool = False
    token_days: float = 7.0
    per_address: int = 0
    grant: int = 100
    edit: int = 50
    generation: int = 100
    message: int = 0
    priced: bool = False
    public_url: str | None = None
    exact: bool = False
    epoch: float | None = None
    fetches: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request and its reply; times in s from the start of the conversation.

    ``who`` is a person of the conversation, empty for nobody. ``shows`` says what the kit did on
    purpose, ``note`` where no exposure does. ``told`` is a JSON reply, ``body`` any as far as it
    was kept, ``frames`` a stream's. ``whole``: it came to its proper end; ``left``: the kit left.
    """

    n: int
    operation: str | None
    method: str
    path: str
    who: str = ""
    at: float = 0.0
    ended_at: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    asked: Any = None
    files: tuple[str, ...] = ()
    status: int | None = None
    reply_headers: Mapping[str, str] = field(default_factory=dict[str, str])
    told: Any = None
    body: bytes = b""
    frames: tuple[Frame, ...] = ()
    whole: bool = True
    left: bool = False
    shows: frozenset[Exposure] = frozenset()
    note: str = ""

    @property
    def kind(self) -> str:
        """The media type of the reply."""
        return self.reply_headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_stream(self) -> bool:
        return self.kind == "text/event-stream"

    @property
    def code(self) -> int | None:
        """The code of an envelope; None where there is none."""
        match self.told:
            case {"code": int(code)} if not isinstance(code, bool):
                return code
            case _:
                return None

    @property
    def fine(self) -> bool:
        """It was answered with success."""
        return self.status is not None and self.status < 300 and self.code in (None, 0)

    @property
    def refused(self) -> bool:
        """It was answered with an error."""
        return self.status is not None and not self.fine

    @property
    def data(self) -> dict[str, Any]:
        """The ``data`` of an envelope, empty when there is none."""
        match self.told:
            case {"data": dict() as found}:
                return found
            case _:
                return {}

    def showed(self, *terms: Exposure) -> bool:
        """Whether the kit did all of this on purpose."""
        return self.shows.issuperset(terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One conversation with a server.

    ``users`` are the ids of the people in it. ``ledger`` are the rows that the server shows, None
    when it shows none; ``kept`` the drafts of its renders as it has them, by id. ``broken`` says
    why the kit could not go on, if that was nobody's fault but the kit's or the line's.
    """

    conversation: str
    setup: Setup
    calls: tuple[Call, ...] = ()
    users: Mapping[str, str] = field(default_factory=dict[str, str])
    ledger: tuple[Mapping[str, Any], ...] | None = None
    kept: Mapping[str, Any] = field(default_factory=dict[str, Any])
    broken: str | None = None
