"""What the agent's stream says, whichever dialect it speaks (contract.md 2.4)."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from nemo_client.sse import Event

SILENT_END: Final = "MODEL_RETURNED_NO_CONTENT"


@dataclass(frozen=True, slots=True)
class Text:
    """A whole paragraph for the user."""

    text: str


@dataclass(frozen=True, slots=True)
class Typing:
    """A piece of a paragraph that will follow whole as a ``Text``."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCall:
    """Internal: never shown (C-SSE-4)."""

    name: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolResult:
    """Internal: never shown (C-SSE-4)."""

    name: str
    result: Any = None


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Still working."""


@dataclass(frozen=True, slots=True)
class ErrorEvent:
    """The work failed; ``code`` is what the service calls it, None when it does not say."""

    code: int | str | None
    message: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """C-SSE-10: nothing we know, and ignored."""

    type: str = ""


AgentEvent = Text | Typing | ToolCall | ToolResult | Heartbeat | ErrorEvent | Unknown
Json = Mapping[str, Any]


def is_activity(event: AgentEvent) -> bool:
    """Whether the event shows work going on; only text and tools do (C-SSE-8)."""
    return isinstance(event, Text | Typing | ToolCall | ToolResult)


class Reader:
    """C-SSE-11: reads the text of either dialect complete, in order, once; they may be mixed.

    Partial texts are held until their aggregate and then told once (C-SSE-9); a stream that ends
    without it tells them at ``close``. Thoughts are never told.
    """

    def __init__(self) -> None:
        self._partial: dict[tuple[str, str], list[str]] = {}

    def read(self, event: Event) -> list[AgentEvent]:
        """What one event of the stream says; nothing in it can make this fail."""
        if _is_heartbeat(event):
            return [Heartbeat()]
        try:
            payload = json.loads(event.data)
        except (ValueError, RecursionError):
            return [_unreadable(event.data)]
        if not isinstance(payload, dict):
            return [Unknown()]
        if isinstance(payload.get("type"), str):
            return [_typed(payload)]
        return list(self._adk(payload)) or [Heartbeat()]

    def close(self) -> list[AgentEvent]:
        """The stream has ended: the paragraphs that never got their aggregate."""
        held = ["".join(pieces) for pieces in self._partial.values()]
        self._partial.clear()
        return [Text(text) for text in held]

    def _adk(self, payload: Json) -> Iterator[AgentEvent]:
        if not ADK_KEYS & payload.keys():
            yield Unknown()
            return
        speaker = (str(payload.get("author")), str(payload.get("invocationId")))
        parts = _parts(payload)
        said = _said(parts) if payload.get("author") != "user" else ""
        if payload.get("partial") is True:
            yield from self._hold(speaker, said)
        elif "content" in payload:  # what has none says nothing of the text that is held
            yield from self._release(speaker, said)
        for part in parts:
            yield from _tools(part)
        yield from _faults(payload)

    def _hold(self, speaker: tuple[str, str], said: str) -> Iterator[AgentEvent]:
        if said:
            self._partial.setdefault(speaker, []).append(said)
            yield Typing(said)

    def _release(self, speaker: tuple[str, str], said: str) -> Iterator[AgentEvent]:
        pieces = self._partial.pop(speaker, None)
        whole = said if pieces is None else "".join(pieces)
        if whole:
            yield Text(whole)


ADK_KEYS: Final = frozenset({"content", "author", "invocationId", "errorCode", "error"})


def _is_heartbeat(event: Event) -> bool:
    """C-SSE-2: a heartbeat, or an event without data: neither an error nor the end."""
    return event.type == "heartbeat" or not event.data.strip()


def _typed(payload: Json) -> AgentEvent:
    read = _TYPED.get(payload["type"])
    return read(payload) if read else Unknown(payload["type"])


def _typed_text(payload: Json) -> AgentEvent:
    content = payload.get("content")
    return Text(content) if isinstance(content, str) and content else Unknown("text")


def _typed_call(payload: Json) -> AgentEvent:
    return ToolCall(str(payload.get("name", "")), _object(payload.get("args")))


def _typed_result(payload: Json) -> AgentEvent:
    return ToolResult(str(payload.get("name", "")), payload.get("result"))


def _typed_error(payload: Json) -> AgentEvent:
    return ErrorEvent(_code(payload.get("code")), str(payload.get("message") or ""))


_TYPED: Final[Mapping[str, Callable[[Json], AgentEvent]]] = MappingProxyType(
    {
        "text": _typed_text,
        "tool_call": _typed_call,
        "tool_result": _typed_result,
        "heartbeat": lambda _: Heartbeat(),
        "error": _typed_error,
    }
)


def _parts(payload: Json) -> list[Json]:
    parts = _object(payload.get("content")).get("parts")
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _said(parts: list[Json]) -> str:
    spoken = [part.get("text") for part in parts if not part.get("thought")]
    return "".join(text for text in spoken if isinstance(text, str))


def _tools(part: Json) -> Iterator[AgentEvent]:
    if call := _object(part.get("functionCall")):
        yield ToolCall(str(call.get("name", "")), _object(call.get("args")))
    if answer := _object(part.get("functionResponse")):
        yield ToolResult(str(answer.get("name", "")), answer.get("response"))


def _faults(payload: Json) -> Iterator[AgentEvent]:
    code = _code(payload.get("errorCode"))
    if code is not None and code != SILENT_END:
        yield ErrorEvent(code, str(payload.get("errorMessage") or ""))
    if payload.get("error"):
        yield ErrorEvent(None, str(payload["error"]))


def _unreadable(data: str) -> AgentEvent:
    """Older agent kits write an error into the frame without escaping it: not JSON any more."""
    broken = re.match(r'\{"error":\s*"(.*)', data, re.DOTALL)
    return ErrorEvent(None, broken[1].rstrip('"}')) if broken else Unknown()


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _code(value: object) -> int | str | None:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() else value or None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
