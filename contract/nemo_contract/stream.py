"""The ``data:`` payloads of ``/run_sse`` in its two dialects (contract.md 2.4).

``typed`` is the service's own: five kinds told apart by ``type``. ``adk`` is the event of Google's
Agent Development Kit. Neither says that a stream is over: it ends by closing.
"""

from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from nemo_contract.wire import Number, Wire


class TextEvent(Wire):
    """``typed``: a whole paragraph for the user."""

    type: Literal["text"]
    content: str


class ToolCallEvent(Wire):
    """``typed``: the agent calls a tool; never shown."""

    type: Literal["tool_call"]
    name: str
    args: dict[str, Any] = Field(default_factory=dict)


class ToolResultEvent(Wire):
    """``typed``: what a tool gave back; never shown."""

    type: Literal["tool_result"]
    name: str
    result: Any = None


class HeartbeatEvent(Wire):
    """``typed``: still working."""

    type: Literal["heartbeat"]


class ErrorEvent(Wire):
    """``typed``: the work failed after the stream had begun."""

    type: Literal["error"]
    code: int | str
    message: str


TypedEvent = TextEvent | ToolCallEvent | ToolResultEvent | HeartbeatEvent | ErrorEvent

TYPED: Final = MappingProxyType[str, type[TypedEvent]](
    {
        "text": TextEvent,
        "tool_call": ToolCallEvent,
        "tool_result": ToolResultEvent,
        "heartbeat": HeartbeatEvent,
        "error": ErrorEvent,
    }
)
"""The model of each ``type``."""


def read_typed(payload: object) -> TypedEvent | None:
    """Read a ``typed`` payload; None for a kind we do not know, which is to be ignored (C-SSE-10).

    Raises ``ValueError`` when a known kind lacks what it must have.
    """
    match payload:
        case {"type": str(kind)} if kind in TYPED:
            return TYPED[kind].model_validate(payload)
        case _:
            return None


class FunctionCall(Wire):
    """``adk``: a tool call; the response carries the same ``id``."""

    id: str | None = None
    name: str
    args: dict[str, Any] = Field(default_factory=dict)


class FunctionResponse(Wire):
    """``adk``: a tool result."""

    id: str | None = None
    name: str
    response: dict[str, Any] = Field(default_factory=dict)


class AdkPart(Wire):
    """``adk``: text, a call or a response; ``thought`` marks text that is not for the user."""

    text: str | None = None
    thought: bool | None = None
    function_call: Annotated[FunctionCall | None, Field(alias="functionCall")] = None
    function_response: Annotated[FunctionResponse | None, Field(alias="functionResponse")] = None


class AdkContent(Wire):
    """``adk``: what an event says; the role of a tool result is ``user``."""

    parts: tuple[AdkPart, ...] = ()
    role: str | None = None


class AdkActions(Wire):
    """``adk``: side effects, empty in every event of this service."""

    state_delta: Annotated[dict[str, Any], Field(alias="stateDelta")] = Field(default_factory=dict)
    artifact_delta: Annotated[dict[str, Any], Field(alias="artifactDelta")] = Field(
        default_factory=dict
    )
    requested_auth_configs: Annotated[dict[str, Any], Field(alias="requestedAuthConfigs")] = Field(
        default_factory=dict
    )
    requested_tool_confirmations: Annotated[
        dict[str, Any], Field(alias="requestedToolConfirmations")
    ] = Field(default_factory=dict)


class AdkEvent(Wire):
    """``adk``: one event; ``timestamp`` in seconds since 1970.

    A non-partial event that follows partial ones of the same author and invocation has their whole
    text once more: it is shown once (C-SSE-9).
    """

    content: AdkContent | None = None
    partial: bool | None = None
    finish_reason: Annotated[str | None, Field(alias="finishReason")] = None
    error_code: Annotated[str | int | None, Field(alias="errorCode")] = None
    error_message: Annotated[str | None, Field(alias="errorMessage")] = None
    usage_metadata: Annotated[dict[str, Any] | None, Field(alias="usageMetadata")] = None
    invocation_id: Annotated[str, Field(alias="invocationId")]
    author: str
    actions: AdkActions
    long_running_tool_ids: Annotated[tuple[str, ...] | None, Field(alias="longRunningToolIds")] = (
        None
    )
    id: str
    timestamp: Number

    @property
    def text(self) -> str:
        """What the user is to read of it: its texts joined, thoughts left out."""
        parts = self.content.parts if self.content else ()
        return "".join(part.text or "" for part in parts if not part.thought)


class AdkError(Wire):
    """``adk``: what the kit's server writes when it breaks in the middle of a stream."""

    error: str


def read_adk(payload: object) -> AdkEvent | AdkError:
    """Read an ``adk`` payload.

    Raises ``ValueError`` when it is neither an event with all that identifies it nor an error.
    """
    match payload:
        case {"error": str()}:
            return AdkError.model_validate(payload)
        case _:
            return AdkEvent.model_validate(payload)
