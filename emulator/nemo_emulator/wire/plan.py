"""What shall happen to the bytes of one response, and to a connection that is accepted. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class End(StrEnum):
    """How our side of a connection ends.

    ``FIN`` closes, ``RST`` resets, ``HALF`` closes our direction and goes on reading, ``HANG``
    says nothing more and stays open.
    """

    FIN = "fin"
    RST = "rst"
    HALF = "half"
    HANG = "hang"


class Origin(StrEnum):
    """Where offsets count from: the status line, or the first byte after the header block."""

    WIRE = "wire"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class WirePlan:
    """The faults of one response; offsets in bytes, chunk framing included; times in real s.

    It ends with its response, so that a connection that is kept alive goes on unharmed.

    cut_at: stop before this byte, then ``end``.
    insert: bytes put in before the byte at an offset.
    replace: bytes put in place of as many from an offset on.
    stalls: seconds of silence before the byte at an offset.
    segments: sizes of the successive sends, the last one goes on; ``gap`` s between them.
    head_rate, body_rate: bytes a second.
    head: the raw header block, rewritten; offsets count after that.
    times: how often the whole response is sent.
    """

    origin: Origin = Origin.WIRE
    cut_at: int | None = None
    end: End = End.RST
    insert: tuple[tuple[int, bytes], ...] = ()
    replace: tuple[tuple[int, bytes], ...] = ()
    stalls: tuple[tuple[int, float], ...] = ()
    segments: tuple[int, ...] = ()
    gap: float = 0.002
    head_rate: float | None = None
    body_rate: float | None = None
    head: Callable[[bytes], bytes] | None = None
    times: int = 1


class Manner(StrEnum):
    """What a connection meets when it is accepted."""

    CLOSE = "close"
    RESET = "reset"
    SILENCE = "silence"
    GARBAGE = "garbage"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Greeting:
    """``data`` is sent before ``GARBAGE`` closes; ``LATE`` looks at the connection after s."""

    manner: Manner
    data: bytes = b""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Write:
    """Send these bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait so many real seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Stop:
    """End our side; nothing more is sent."""

    end: End


Act = Write | Pause | Stop
