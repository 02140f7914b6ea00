"""Messages from the kit to a driver."""

from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

from pydantic import ConfigDict, Field, TypeAdapter, model_validator

from nemo_conformance.driver.words import ClockMode, Consent, Message, Protocol


class KitHello(Message):
    """The first line of all; the driver answers with its own hello."""

    type: Literal["hello"]
    protocol: Protocol
    kit: str
    catalogue: str


class ClockOffer(Message):
    """How this run's time is shared.

    ``now`` in virtual seconds; ``scale`` divides waits in the mode ``scale``; ``url`` is asked in
    the mode ``coop``.
    """

    mode: ClockMode
    url: str | None = None
    now: float = 0.0
    scale: Annotated[float | None, Field(gt=0)] = None


class Start(Message):
    """A run begins with a fresh client: no token, no session, an empty home.

    ``env`` is the run's environment, with ``NEMO_TOKEN`` only if the user has one.
    """

    type: Literal["start"]
    run: str
    base_url: str
    web_url: str
    env: dict[str, str] = Field(default_factory=dict)
    home: str
    install_path: str
    clock: ClockOffer
    consent: Consent


class Intent(Message):
    """What all intents have: the run, and ``n`` that counts them from 1."""

    type: Literal["do"]
    run: str
    n: Annotated[int, Field(ge=1)]


class Say(Intent):
    """Text as a person would type it, with files beside it; the client routes it itself."""

    op: Literal["say"]
    text: str
    attach: tuple[str, ...] = ()


class Connect(Intent):
    """Get a token and a session."""

    op: Literal["connect"]


class Send(Intent):
    """Send ``text`` to the agent."""

    op: Literal["send"]
    text: str


class Upload(Intent):
    """Upload local files (``paths``) or have the service fetch ``urls``: one of the two."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["paths"]}, {"required": ["urls"]}]}
    )

    op: Literal["upload"]
    paths: Annotated[tuple[str, ...], Field(min_length=1)] = ()
    urls: Annotated[tuple[str, ...], Field(min_length=1)] = ()

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.paths) == bool(self.urls):
            raise ValueError("an upload has either paths or urls")
        return self


class State(Intent):
    """Tell how the timeline stands."""

    op: Literal["state"]


class Credits(Intent):
    """Tell how many credits there are."""

    op: Literal["credits"]


class Export(Intent):
    """Render, and leave the finished video at ``output``."""

    op: Literal["export"]
    output: str


AnyIntent = Say | Connect | Send | Upload | State | Credits | Export
Do = Annotated[AnyIntent, Field(discriminator="op")]
"""One thing the user wants; one at a time. The command carrier gets an array of them."""


class Answer(Message):
    """What the user answers to an ``ask``."""

    type: Literal["answer"]
    run: str
    n: int
    yes: bool


class Stop(Message):
    """The run ends; the wire is watched a while longer."""

    type: Literal["stop"]
    run: str


class Bye(Message):
    """The last line; the driver ends with exit code 0 within 5 s."""

    type: Literal["bye"]


Order = KitHello | Start | AnyIntent | Answer | Stop | Bye

ORDERS: Final = MappingProxyType[str, TypeAdapter[Order]](
    {
        "hello": TypeAdapter(KitHello),
        "start": TypeAdapter(Start),
        "do": TypeAdapter(Do),
        "answer": TypeAdapter(Answer),
        "stop": TypeAdapter(Stop),
        "bye": TypeAdapter(Bye),
    }
)
"""What reads each ``type``."""
