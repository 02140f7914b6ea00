"""What can go wrong with a render between its submission and its file."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from nemo_emulator.script.errors import check

_PERCENT = "per cent are 0% to 100%."


@dataclass(frozen=True, slots=True)
class FailAt:
    """The job fails when its progress comes to so many per cent."""

    percent: float
    kind: Literal["fail"] = "fail"

    def __post_init__(self) -> None:
        check(0 <= self.percent <= 100, f"fail at {self.percent}%: {_PERCENT}")


@dataclass(frozen=True, slots=True)
class StuckAt:
    """The job comes to so many per cent and stays there for ever."""

    percent: float
    kind: Literal["stuck"] = "stuck"

    def __post_init__(self) -> None:
        check(0 <= self.percent < 100, f"stuck at {self.percent}%: write 0% to 99%.")


@dataclass(frozen=True, slots=True)
class Slow:
    """The job takes so many times as long."""

    factor: float
    kind: Literal["slow"] = "slow"

    def __post_init__(self) -> None:
        check(0 < self.factor < 1e6, "slow takes a factor above 0; write slow x3.")


class Pace(StrEnum):
    """What moves a job on: being asked, virtual time, nothing (done at once), the tester's hand."""

    POLLS = "polls"
    TIME = "time"
    ONCE = "once"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Progress:
    """What moves the job on; ``polls`` is the number of polls that it takes, if polls do."""

    by: Pace
    polls: int = 3
    kind: Literal["progress"] = "progress"

    def __post_init__(self) -> None:
        check(1 <= self.polls <= 10_000, "polls= is 1 or more.")


@dataclass(frozen=True, slots=True)
class LinkMissing:
    """The first so many fetches of ``output.url`` find nothing (404); the next ones do."""

    fetches: int = 1
    kind: Literal["link-missing"] = "link-missing"

    def __post_init__(self) -> None:
        check(self.fetches >= 1, "fetches= is 1 or more.")


@dataclass(frozen=True, slots=True)
class LinkExpired:
    """``output.url`` has expired already when it is handed out."""

    kind: Literal["link-expired"] = "link-expired"


@dataclass(frozen=True, slots=True)
class FileCut:
    """The file itself has only so many per cent of its bytes, by any way it is fetched."""

    percent: float
    kind: Literal["file-cut"] = "file-cut"

    def __post_init__(self) -> None:
        check(0 <= self.percent < 100, f"file cut at {self.percent}%: write 0% to 99%.")
