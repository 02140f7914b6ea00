"""What a stream said, in either dialect: texts, tools, signs of life, what nobody knows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from nemo_conformance.judge.sse import Block
from nemo_contract.stream import AdkEvent


class Kind(StrEnum):
    """What an event is for a client."""

    TEXT = "text"
    PARTIAL = "partial"
    AGGREGATE = "aggregate"
    TOOL = "tool"
    IDLE = "idle"
    ERROR = "error"
    UNKNOWN = "unknown"


CONTENT: Final = frozenset({Kind.TEXT, Kind.PARTIAL, Kind.AGGREGATE, Kind.TOOL})
"""What counts as progress; all else is a sign of life at most (C-SSE-8)."""
_FIELDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "text": frozenset({"type", "content"}),
        "tool_call": frozenset({"type", "name", "args"}),
        "tool_result": frozenset({"type", "name", "result"}),
        "heartbeat": frozenset({"type"}),
        "error": frozenset({"type", "code", "message"}),
    }
)
_ADK: Final = frozenset(
    name for key, one in AdkEvent.model_fields.items() for name in (one.alias or key,)
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing said: ``at`` virtual seconds, ``end`` the byte after it.

    ``name`` and ``payload`` are a tool's; ``odd`` says that it carries fields nobody knows.
    """

    kind: Kind
    at: float
    end: int
    text: str = ""
    name: str = ""
    payload: Any = None
    odd: bool = False


@dataclass(slots=True)
class Reader:
    """Reads blocks in order; what an aggregate repeats is known from the partial texts before."""

    partial: dict[tuple[str, str], bool] = field(default_factory=dict[tuple[str, str], bool])

    def read(self, block: Block) -> Iterator[Event]:
        """The events of a block."""
        match _json(block.data):
            case {"type": str(kind)} as payload:
                yield _typed(kind, payload, block)
            case {"error": _}:
                yield Event(Kind.ERROR, block.at, block.end)
            case {"author": str()} as payload:
                yield from self._adk(payload, block)
            case None:
                yield Event(Kind.IDLE, block.at, block.end)
            case _:
                yield Event(Kind.UNKNOWN, block.at, block.end, odd=True)

    def _adk(self, payload: dict[str, Any], block: Block) -> Iterator[Event]:
        odd = not _ADK.issuperset(payload)
        parts = (payload.get("content") or {}).get("parts") or []
        texts = [p.get("text") or "" for p in parts if not p.get("thought")]
        tools = [
            tool for p in parts if (tool := p.get("functionCall") or p.get("functionResponse"))
        ]
        if payload.get("errorCode") and payload["errorCode"] != "MODEL_RETURNED_NO_CONTENT":
            yield Event(Kind.ERROR, block.at, block.end, odd=odd)
        if "".join(texts):
            yield Event(self._kind(payload), block.at, block.end, "".join(texts), odd=odd)
        for tool in tools:
            about = tool.get("args") or tool.get("response")
            yield Event(Kind.TOOL, block.at, block.end, name=tool["name"], payload=about, odd=odd)
        if odd and not (tools or "".join(texts)):
            yield Event(Kind.UNKNOWN, block.at, block.end, odd=True)

    def _kind(self, payload: dict[str, Any]) -> Kind:
        speaker = (payload.get("author", ""), payload.get("invocationId", ""))
        if payload.get("partial"):
            self.partial[speaker] = True
            return Kind.PARTIAL
        return Kind.AGGREGATE if self.partial.pop(speaker, False) else Kind.TEXT


def _json(data: str | None) -> Any:
    if not data:
        return None
    try:
        return json.loads(data)
    except ValueError:
        return data


def _typed(kind: str, payload: dict[str, Any], block: Block) -> Event:
    odd = kind not in _FIELDS or not _FIELDS[kind].issuperset(payload)
    match kind:
        case "text":
            return Event(Kind.TEXT, block.at, block.end, str(payload.get("content", "")), odd=odd)
        case "tool_call" | "tool_result":
            about = payload.get("args") or payload.get("result")
            name = str(payload.get("name", ""))
            return Event(Kind.TOOL, block.at, block.end, name=name, payload=about, odd=odd)
        case "heartbeat":
            return Event(Kind.IDLE, block.at, block.end, odd=odd)
        case "error":
            return Event(Kind.ERROR, block.at, block.end, odd=odd)
        case _:
            return Event(Kind.UNKNOWN, block.at, block.end, odd=odd)
