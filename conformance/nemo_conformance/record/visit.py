"""One request and its reply as the judge reads them: times, codes, bodies, the stream's frames."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Ending(StrEnum):
    """How a reply ended.

    ``WHOLE`` as HTTP has it; ``CUT`` broken off by the server; ``LEFT`` by the client, before the
    server had said all; ``OPEN`` it went on when the run ended; ``NONE`` nothing came back.
    """

    WHOLE = "whole"
    CUT = "cut"
    LEFT = "left"
    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Frame:
    """Bytes of a stream that were written at once, ``at`` virtual seconds of the run."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request to the server; times in virtual seconds of the run.

    ``n`` counts all requests; ``intent`` is the user's wish that was being done or had been done
    last (0: none yet). ``asked`` and ``told`` are JSON bodies, None for any other. ``bearer`` and
    ``client_id`` are names, not secrets. ``frames`` is what was written of an event stream and
    ``taken`` how many bytes of it the client took; ``kind`` is the reply's media type.
    """

    n: int
    operation: str | None
    method: str = "POST"
    path: str = ""
    query: str = ""
    at: float = 0.0
    ended_at: float = 0.0
    intent: int = 0
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    bearer: str | None = None
    client_id: str | None = None
    asked: Any = None
    asked_bytes: int = 0
    status: int | None = 200
    code: int | None = None
    kind: str = "application/json"
    told: Any = None
    told_bytes: int = 0
    ending: Ending = Ending.WHOLE
    frames: tuple[Frame, ...] = ()
    taken: int = 0
    faults: tuple[str, ...] = ()

    @property
    def is_stream(self) -> bool:
        """The reply is an event stream."""
        return self.kind == "text/event-stream"

    @property
    def answered(self) -> bool:
        """A whole reply came, and the client had all of it."""
        return self.status is not None and self.ending is Ending.WHOLE

    @property
    def accepted(self) -> bool:
        """It was answered with success."""
        fine = self.status is not None and 200 <= self.status < 300
        sound = self.is_readable and not self.is_garbled
        return self.answered and fine and self.code in (None, 0) and sound

    @property
    def is_readable(self) -> bool:
        """The reply is what an operation promises: a stream, JSON, or media."""
        return self.is_stream or self.told is not None or self.kind.startswith(("video/", "image/"))

    @property
    def is_garbled(self) -> bool:
        """An envelope whose code is no number: one may guess what it means, or refuse it."""
        return self.code is None and isinstance(self.told, dict) and "code" in self.told

    @property
    def refusal(self) -> int | None:
        """The code of a whole JSON reply that says no; None for all else.

        The code in the body beats the HTTP status (C-ERR-5).
        """
        if not self.answered or not isinstance(self.told, dict):
            return None
        if self.code is not None:
            return self.code or None
        return self.status if self.status is not None and self.status >= 400 else None
