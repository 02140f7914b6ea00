"""What can go wrong below HTTP: on a reply's bytes, and on a connection before any request."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from nemo_emulator.script.amounts import Amount
from nemo_emulator.script.errors import check, flows


class By(StrEnum):
    """How a reply ends before its time.

    ``FIN`` closes under whatever framing was promised, ``RST`` resets, ``HALF`` closes our
    direction only, ``HANG`` says nothing more and stays open, ``END`` ends the body properly.
    """

    FIN = "fin"
    RST = "rst"
    HALF = "half"
    HANG = "hang"
    END = "end"


@dataclass(frozen=True, slots=True)
class Cut:
    """The reply stops after an amount; the work behind it goes on (contract.md 2.4)."""

    after: Amount
    by: By = By.FIN
    kind: Literal["cut"] = "cut"


@dataclass(frozen=True, slots=True)
class Garbage:
    """``size`` bytes of no protocol, put in before the reply's byte ``at`` on the wire."""

    at: int = 0
    size: int = 16
    kind: Literal["garbage"] = "garbage"

    def __post_init__(self) -> None:
        check(self.at >= 0, "garbage at= counts from 0.")
        check(1 <= self.size <= 65_536, "garbage has 1 to 65536 bytes.")


@dataclass(frozen=True, slots=True)
class ContentLength:
    """The ``Content-Length`` is wrong by so many bytes; the body is as it is."""

    off: int
    kind: Literal["content-length"] = "content-length"

    def __post_init__(self) -> None:
        check(self.off, "content-length is wrong by some bytes; write +100 or -10.")


@dataclass(frozen=True, slots=True)
class SlowHead:
    """The status line and headers come at so many bytes a real second."""

    rate: float
    kind: Literal["slow-head"] = "slow-head"

    def __post_init__(self) -> None:
        flows(self.rate, "slow")


@dataclass(frozen=True, slots=True)
class SlowBody:
    """The body comes at so many bytes a real second, chunk framing included."""

    rate: float
    kind: Literal["slow-body"] = "slow-body"

    def __post_init__(self) -> None:
        flows(self.rate, "slow")


@dataclass(frozen=True, slots=True)
class Segments:
    """The reply leaves in sends of these sizes; the last one goes on."""

    sizes: tuple[int, ...]
    kind: Literal["segments"] = "segments"

    def __post_init__(self) -> None:
        check(self.sizes and min(self.sizes) >= 1, "segments are of 1 byte or more each.")


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nobody listens: connecting fails, from this connection on, for so many real seconds."""

    seconds: float
    kind: Literal["refuse"] = "refuse"

    def __post_init__(self) -> None:
        check(0 < self.seconds <= 3600, "refuse for more than 0s and at most an hour.")


class Greeting(StrEnum):
    """What a connection meets instead of HTTP."""

    CLOSE = "close"
    RESET = "reset"
    SILENCE = "silence"
    GARBAGE = "garbage"


@dataclass(frozen=True, slots=True)
class Accept:
    """The connection is accepted, and then this."""

    then: Greeting
    kind: Literal["accept"] = "accept"


@dataclass(frozen=True, slots=True)
class AcceptLate:
    """The connection is accepted at once and looked at so many real seconds later."""

    seconds: float
    kind: Literal["accept-late"] = "accept-late"

    def __post_init__(self) -> None:
        check(0 <= self.seconds <= 3600, "accept after 0s to an hour.")
