"""What the user and the client said to each other, as the driver told it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from nemo_conformance.driver.words import Outcome, Reason


@dataclass(frozen=True, slots=True)
class Shown:
    """The user saw this text, during wish ``n``, at virtual second ``at``."""

    n: int
    at: float
    text: str
    kind: Literal["shown"] = "shown"


@dataclass(frozen=True, slots=True)
class Asked:
    """The client asked the user."""

    n: int
    at: float
    question: str
    kind: Literal["asked"] = "asked"


@dataclass(frozen=True, slots=True)
class Answered:
    """The user answered."""

    n: int
    at: float
    yes: bool
    kind: Literal["answered"] = "answered"


@dataclass(frozen=True, slots=True)
class Handed:
    """A file was handed to the user; ``size`` in bytes, None when it was not there."""

    n: int
    at: float
    path: str
    size: int | None = None
    sha256: str | None = None
    kind: Literal["handed"] = "handed"


@dataclass(frozen=True, slots=True)
class Ended:
    """The wish ended with this outcome."""

    n: int
    at: float
    outcome: Outcome
    reason: Reason | None = None
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])
    kind: Literal["ended"] = "ended"


@dataclass(frozen=True, slots=True)
class Broke:
    """The client or its driver broke during wish ``n``."""

    n: int
    at: float
    message: str
    kind: Literal["broke"] = "broke"


@dataclass(frozen=True, slots=True)
class Restarted:
    """After wish ``n`` the client was stopped and started again on the same home."""

    n: int
    at: float
    kind: Literal["restarted"] = "restarted"


@dataclass(frozen=True, slots=True)
class Stopped:
    """The client was told to stop, after wish ``n``."""

    n: int
    at: float
    kind: Literal["stopped"] = "stopped"


Heard = Annotated[
    Shown | Asked | Answered | Handed | Ended | Broke | Restarted | Stopped,
    Field(discriminator="kind"),
]
