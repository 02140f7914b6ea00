"""How the steps of a turn are written on the stream, in either dialect (contract.md 2.4).

Pure: the same step gives the same bytes. ``Change``, ``Generated`` and ``Charge`` are work, not
words: they have no frame of their own.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from nemo_emulator.agent import Halt, Heartbeat, Step, Text, ToolCall, ToolResult
from nemo_emulator.settings import Dialect

HEARTBEATS = {
    "event": b'data: {"type":"heartbeat"}\n\n',
    "comment": b": heartbeat\n\n",
    "empty": b"data:\n\n",
}
LONG_RUNNING: Final = frozenset({"video_generate"})
"""Tools that Google's kit would call long-running: their result comes when it is ready."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose stream it is: names and dates that ``adk`` frames carry; ``started_at`` in s."""

    dialect: Dialect
    turn_id: str
    started_at: float
    author: str = "nemo_agent"


def frame(payload: dict[str, Any]) -> bytes:
    """One event: its payload on a single ``data:`` line."""
    return (
        b"data: "
        + json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        + b"\n\n"
    )


def frames(step: Step, n: int, voice: Voice) -> Iterator[bytes]:
    """The events of a turn's step ``n``; each is one write to the socket."""
    if isinstance(step, Heartbeat):
        yield HEARTBEATS[step.shape]
        return
    if isinstance(step, Halt):
        yield error_frame(step.code, step.message, voice)
        return
    yield from map(frame, _PAYLOADS[voice.dialect](step, n, voice))


def error_frame(code: int, message: str, voice: Voice) -> bytes:
    """What the stream says when the work broke off."""
    if voice.dialect is Dialect.TYPED:
        return frame({"type": "error", "code": code, "message": message})
    return frame(_event(voice, "error", errorCode=str(code), errorMessage=message))


def _typed(step: Step, n: int, voice: Voice) -> Iterator[dict[str, Any]]:
    match step:
        case Text():
            yield {"type": "text", "content": step.text}
        case ToolCall():
            yield {"type": "tool_call", "name": step.name, "args": dict(step.args)}
        case ToolResult():
            yield {"type": "tool_result", "name": step.name, "result": dict(step.result)}
        case _:
            return


def _adk(step: Step, n: int, voice: Voice) -> Iterator[dict[str, Any]]:
    match step:
        case Text():
            yield from _adk_text(step.text, n, voice, step.at)
        case ToolCall():
            call = {"id": f"adk-{step.call_id}", "args": dict(step.args), "name": step.name}
            thought = {"text": f"{step.name} does what is asked for; I call it.", "thought": True}
            yield _event(voice, f"{n}", step.at, parts=[thought, {"functionCall": call}])
        case ToolResult():
            answer = {
                "id": f"adk-{step.call_id}",
                "name": step.name,
                "response": dict(step.result),
            }
            yield _event(voice, f"{n}", step.at, parts=[{"functionResponse": answer}], role="user")
        case _:
            return


def _adk_text(text: str, n: int, voice: Voice, at: float) -> Iterator[dict[str, Any]]:
    """Increments first, then the whole text again."""
    half = len(text) // 2
    for k, part in enumerate((text[:half], text[half:])):
        if part:
            parts = [{"text": part}]
            yield _event(voice, f"{n}-{k}", at, parts=parts, role="model", partial=True)
    yield _event(voice, f"{n}", at, parts=[{"text": text}], role="model")


def _event(
    voice: Voice,
    name: str,
    at: float = 0.0,
    parts: list[dict[str, Any]] | None = None,
    role: str = "model",
    **more: Any,
) -> dict[str, Any]:
    content: dict[str, Any] = {"content": {"parts": parts, "role": role}} if parts else {}
    calls = [p["functionCall"] for p in parts or () if "functionCall" in p]
    lasting = [call["id"] for call in calls if call["name"] in LONG_RUNNING]
    long_running: dict[str, Any] = {"longRunningToolIds": lasting} if calls else {}
    return {
        **content,
        **more,
        "invocationId": f"e-{voice.turn_id}",
        "author": voice.author,
        "actions": {"stateDelta": {}, "artifactDelta": {}, "requestedAuthConfigs": {}},
        **long_running,
        "id": f"{voice.turn_id}-{name}",
        "timestamp": round(voice.started_at + at, 3),
    }


_PAYLOADS: dict[Dialect, Callable[[Step, int, Voice], Iterator[dict[str, Any]]]] = {
    Dialect.TYPED: _typed,
    Dialect.ADK: _adk,
}
