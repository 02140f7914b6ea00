"""Messages from a driver to the kit."""

from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

from pydantic import ConfigDict, Field, TypeAdapter, model_validator
from pydantic.config import JsonDict

from nemo_conformance.driver.words import (
    Capability,
    Joins,
    Message,
    Outcome,
    Protocol,
    Reason,
    TokenSource,
)


class ClientIdentity(Message):
    """Who is under test."""

    name: str
    version: str = ""
    language: str = ""


class DriverHello(Message):
    """The driver's first line. Capabilities and clocks that the kit does not know are ignored."""

    type: Literal["hello"]
    protocol: Protocol
    client: ClientIdentity
    capabilities: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()

    @property
    def can(self) -> frozenset[Capability]:
        """The declared capabilities that this kit knows."""
        return frozenset(one for one in Capability if one in self.capabilities)

    @property
    def joins(self) -> frozenset[Joins]:
        """The offered clocks that this kit knows."""
        return frozenset(one for one in Joins if one in self.clock)


class Started(Message):
    """The client of this run is ready."""

    type: Literal["started"]
    run: str


class Shown(Message):
    """Something that the user would see."""

    type: Literal["shown"]
    run: str
    n: int
    text: str


class File(Message):
    """A file was handed to the user."""

    type: Literal["file"]
    run: str
    n: int
    path: str


class Ask(Message):
    """The client asks the user; ``resend`` is: may I send it again? It may cost credits."""

    type: Literal["ask"]
    run: str
    n: int
    question: str


class Facts(Message):
    """What the client believes; each fact is compared with what the server knows."""

    token_source: TokenSource | None = None
    session_id: str | None = None
    task_id: str | None = None
    available: int | None = None
    frozen: int | None = None
    total: int | None = None
    tracks: Annotated[int | None, Field(ge=0)] = None
    render_id: str | None = None
    file: str | None = None
    sha256: str | None = None
    link: str | None = None


IS_DONE: JsonDict = {"properties": {"outcome": {"const": "done"}}}
NO_REASON: JsonDict = {"properties": {"reason": {"type": "null"}}}
REASON: JsonDict = {"required": ["reason"], "properties": {"reason": {"type": "string"}}}


class Result(Message):
    """An intent has ended; ``reason`` says why it was not done."""

    model_config = ConfigDict(json_schema_extra={"if": IS_DONE, "then": NO_REASON, "else": REASON})

    type: Literal["result"]
    run: str
    n: int
    outcome: Outcome
    reason: Reason | None = None
    facts: Facts = Facts()

    @model_validator(mode="after")
    def _reason_unless_done(self) -> Self:
        if (self.outcome is Outcome.DONE) != (self.reason is None):
            raise ValueError("a result has a reason unless its outcome is done, and only then")
        return self


class Errored(Message):
    """The driver or the client broke."""

    type: Literal["errored"]
    run: str
    n: int
    message: str


class Stopped(Message):
    """The client of this run is gone."""

    type: Literal["stopped"]
    run: str


Report = DriverHello | Started | Shown | File | Ask | Result | Errored | Stopped

REPORTS: Final = MappingProxyType[str, TypeAdapter[Report]](
    {
        "hello": TypeAdapter(DriverHello),
        "started": TypeAdapter(Started),
        "shown": TypeAdapter(Shown),
        "file": TypeAdapter(File),
        "ask": TypeAdapter(Ask),
        "result": TypeAdapter(Result),
        "errored": TypeAdapter(Errored),
        "stopped": TypeAdapter(Stopped),
    }
)
"""What reads each ``type``."""
