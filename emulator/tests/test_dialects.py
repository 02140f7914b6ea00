"""What the steps of a turn look like on the wire, in either dialect."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nemo_contract.stream import AdkEvent
from nemo_emulator.agent import Change, Heartbeat, Step, Text, ToolCall, ToolResult
from nemo_emulator.dialects import Voice, error_frame, frames
from nemo_emulator.settings import Dialect

TYPED = Voice(Dialect.TYPED, "t1", 1000.0)
ADK = Voice(Dialect.ADK, "t1", 1000.0)


def told(step: Step, voice: Voice) -> list[dict[str, Any]]:
    """The payloads of a step's frames, each checked to be one line of data."""
    payloads = []
    for frame in frames(step, 3, voice):
        text = frame.decode()
        assert text.startswith("data: ")
        assert text.endswith("\n\n")
        assert "\n" not in text[:-2]
        payloads.append(json.loads(text.removeprefix("data: ")))
    return payloads


def test_typed_text_is_one_paragraph() -> None:
    assert told(Text(at=1.0, text="Hi, 你好"), TYPED) == [{"type": "text", "content": "Hi, 你好"}]


def test_typed_tools_are_named() -> None:
    """A call and its result."""
    call = ToolCall(at=1.0, name="edit", args={"n": 1}, call_id="c")
    result = ToolResult(at=2.0, name="edit", result={"ok": True}, call_id="c")

    assert told(call, TYPED) == [{"type": "tool_call", "name": "edit", "args": {"n": 1}}]
    assert told(result, TYPED) == [{"type": "tool_result", "name": "edit", "result": {"ok": True}}]


def test_heartbeats_have_three_shapes() -> None:
    """An event, a comment, an empty line of data (contract.md 2.4)."""
    shapes = [b"".join(frames(Heartbeat(at=1.0, shape=s), 0, TYPED)) for s in ("event", "comment")]
    empty = b"".join(frames(Heartbeat(at=1.0, shape="empty"), 0, ADK))

    assert shapes == [b'data: {"type":"heartbeat"}\n\n', b": heartbeat\n\n"]
    assert empty == b"data:\n\n"


def test_work_has_no_frame() -> None:
    """An edit shows in the state, not on the stream."""
    assert told(Change(at=1.0, edits=()), TYPED) == told(Change(at=1.0, edits=()), ADK) == []


@given(st.text(min_size=1, max_size=50))
def test_adk_parts_add_up_to_their_aggregate(text: str) -> None:
    """Increments are partial; the whole follows, not partial."""
    *partial, whole = told(Text(at=1.0, text=text), ADK)

    increments = "".join(event["content"]["parts"][0]["text"] for event in partial)
    assert increments == whole["content"]["parts"][0]["text"] == text
    assert all(event["partial"] for event in partial)
    assert "partial" not in whole


def test_adk_calls_and_results_share_an_id() -> None:
    """A call is the model's, its result the user's, as ADK has it."""
    (call,) = told(ToolCall(at=1.0, name="edit", args={}, call_id="c"), ADK)
    (result,) = told(ToolResult(at=2.0, name="edit", result={}, call_id="c"), ADK)

    (_, asked), (given_back,) = call["content"]["parts"], result["content"]["parts"]
    assert asked["functionCall"]["id"] == given_back["functionResponse"]["id"] == "adk-c"
    assert (call["content"]["role"], result["content"]["role"]) == ("model", "user")
    assert (call["timestamp"], call["invocationId"], call["author"]) == (
        1001.0,
        "e-t1",
        "nemo_agent",
    )
    assert call["longRunningToolIds"] == []


def test_adk_tells_thoughts_that_are_for_nobody() -> None:
    """Before a call; typed has none, and the contract's reader leaves them out."""
    step = ToolCall(at=1.0, name="edit", args={}, call_id="c")
    (call,) = told(step, ADK)

    thought = call["content"]["parts"][0]
    assert (thought["thought"], "edit" in thought["text"]) == (True, True)
    assert AdkEvent.model_validate(call).text == ""
    assert "thought" not in json.dumps(told(step, TYPED))


def test_adk_marks_tools_that_take_long() -> None:
    """Generation, and nothing else."""
    (call,) = told(ToolCall(at=1.0, name="video_generate", args={}, call_id="c"), ADK)

    assert call["longRunningToolIds"] == ["adk-c"]


def test_an_error_ends_either_dialect() -> None:
    """typed has a type for it, adk two fields."""
    typed = json.loads(error_frame(500, "no", TYPED)[6:])
    adk = json.loads(error_frame(500, "no", ADK)[6:])

    assert typed == {"type": "error", "code": 500, "message": "no"}
    assert (adk["errorCode"], adk["errorMessage"]) == ("500", "no")
