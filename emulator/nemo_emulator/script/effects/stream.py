"""What can go wrong with an event stream; each of these is a change of its timed frames."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from nemo_emulator.script.amounts import Amount, Span, Unit
from nemo_emulator.script.errors import check, flows, lasts

LARGEST = 64 * 1024 * 1024


class Beat(StrEnum):
    """How a heartbeat looks (contract.md 2.4)."""

    EVENT = "event"
    COMMENT = "comment"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Silent:
    """No text at all; tools and heartbeats stay."""

    kind: Literal["silent"] = "silent"


@dataclass(frozen=True, slots=True)
class Heartbeats:
    """Nothing but heartbeats, ``every`` s, for ``lasting`` s (None: as long as the stream)."""

    every: float = 10.0
    lasting: float | None = None
    shape: Beat = Beat.EVENT
    kind: Literal["heartbeats"] = "heartbeats"

    def __post_init__(self) -> None:
        lasts(self.every, "The time between heartbeats")
        check(self.every >= 0.01, "heartbeats come every 0.01s or slower; write every=10s.")
        long = 0.0 if self.lasting is None else self.lasting
        check(0 <= long <= 10_000 * self.every, "for= is at most 10000 heartbeats.")


@dataclass(frozen=True, slots=True)
class Stall:
    """Nothing comes for so many virtual seconds; then it goes on."""

    seconds: float
    after: Amount
    kind: Literal["stall"] = "stall"

    def __post_init__(self) -> None:
        lasts(self.seconds, "A stall")
        counted = self.after.unit not in {Unit.WIRE_BYTES, Unit.ALL}
        check(counted, "A stall comes after events, bytes, % or s.")


class Tail(StrEnum):
    """``TEXT``: the noise "I encountered a temporary issue"; ``ERROR``: an error event."""

    TEXT = "text"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Trailing:
    """Something more after the last event (contract.md 2.4)."""

    what: Tail
    kind: Literal["trailing"] = "trailing"


@dataclass(frozen=True, slots=True)
class Repeat:
    """These events come twice, the copy right after."""

    events: Span = field(default_factory=lambda: Span(1, None))
    kind: Literal["repeat"] = "repeat"


class Unheard(StrEnum):
    """Whole events of a type nobody knows, or fields nobody knows in events that are known.

    ``SIGNS`` puts U+2028 for every space of the texts: some languages take it for the end of a
    line, and no event stream does (C-SSE-1).
    """

    TYPES = "types"
    FIELDS = "fields"
    SIGNS = "signs"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What no client knows, mixed in (C-SSE-10)."""

    what: Unheard
    kind: Literal["unknown"] = "unknown"


@dataclass(frozen=True, slots=True)
class Comments:
    """A comment line before every event; it looks much like an event."""

    kind: Literal["comments"] = "comments"


@dataclass(frozen=True, slots=True)
class Bom:
    """The stream begins with a byte order mark."""

    kind: Literal["bom"] = "bom"


class LineEnd(StrEnum):
    """How lines end, or another legal way to write them (C-SSE-1).

    ``MIXED`` takes LF, CR, CRLF in turn. ``FOLDED`` writes an event's JSON in three ``data`` lines,
    ``TIGHT`` no blank after the colon, ``NAMED`` the fields ``event``, ``id`` and ``retry`` before.
    """

    CR = "cr"
    CRLF = "crlf"
    MIXED = "mixed"
    FOLDED = "folded"
    TIGHT = "tight"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Lines:
    """Other line ends than LF, or lines written in another legal way."""

    end: LineEnd
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True, slots=True)
class Huge:
    """One more tool result, of so many bytes, after the first event."""

    size: int
    kind: Literal["huge"] = "huge"

    def __post_init__(self) -> None:
        check(0 < self.size <= LARGEST, "A huge event has 1 byte to 64MiB.")


@dataclass(frozen=True, slots=True)
class SplitAt:
    """Written in pieces that begin at these bytes of the body."""

    offsets: tuple[int, ...]
    kind: Literal["split-at"] = "split-at"

    def __post_init__(self) -> None:
        check(self.offsets, "split at needs offsets; write split at 1 7 20.")
        rising = all(a < b for a, b in zip((0, *self.offsets), self.offsets, strict=False))
        check(rising, "The offsets of split at rise, from 1.")


@dataclass(frozen=True, slots=True)
class SplitEvery:
    """Written in pieces of ``n`` bytes."""

    n: int
    kind: Literal["split-every"] = "split-every"

    def __post_init__(self) -> None:
        check(self.n >= 1, "A piece has at least 1 byte.")


@dataclass(frozen=True, slots=True)
class SplitUtf8:
    """Every sign of more than one byte is cut in two."""

    kind: Literal["split-utf8"] = "split-utf8"


@dataclass(frozen=True, slots=True)
class Drip:
    """The body comes at so many bytes a virtual second, in at most 20 pieces a second."""

    rate: float
    kind: Literal["drip"] = "drip"

    def __post_init__(self) -> None:
        flows(self.rate, "A drip")


@dataclass(frozen=True, slots=True)
class Late:
    """The edit takes effect only so many virtual seconds after the stream has closed."""

    seconds: float
    kind: Literal["late"] = "late"

    def __post_init__(self) -> None:
        lasts(self.seconds, "late")


@dataclass(frozen=True, slots=True)
class NoEffect:
    """The stream says what it says, and nothing is done."""

    kind: Literal["no-effect"] = "no-effect"
