"""Both dialects of the stream, and what is in neither."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_client.events import (
    AgentEvent,
    ErrorEvent,
    Heartbeat,
    Reader,
    Text,
    ToolCall,
    ToolResult,
    Typing,
    Unknown,
    is_activity,
)
from nemo_client.sse import Event

WIRE = Path(__file__).parents[2] / "fixtures" / "wire"
KEYS = st.sampled_from(
    [
        *("type", "content", "parts", "text", "name", "args", "author", "partial", "code"),
        *("functionCall", "functionResponse", "errorCode", "error", "thought", "message"),
    ]
)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


def read(*payloads: object, end: bool = False) -> list[AgentEvent]:
    reader = Reader()
    said = [event for payload in payloads for event in reader.read(Event(json.dumps(payload)))]
    return said + reader.close() if end else said


def adk(*parts: dict[str, Any], author: str = "nemo_agent", **more: Any) -> dict[str, Any]:
    content = {"role": "model", "parts": list(parts)}
    return {"content": content, "author": author, "invocationId": "e-1", **more}


@pytest.mark.parametrize(
    ("payload", "event"),
    [
        ({"type": "text", "content": "Hi"}, Text("Hi")),
        ({"type": "text", "content": ""}, Unknown("text")),
        ({"type": "tool_call", "name": "edit", "args": {"a": 1}}, ToolCall("edit", {"a": 1})),
        ({"type": "tool_call", "args": 7}, ToolCall("")),
        ({"type": "tool_result", "name": "edit", "result": 5}, ToolResult("edit", 5)),
        ({"type": "heartbeat", "new": 1}, Heartbeat()),
        ({"type": "error", "code": 2001, "message": "m"}, ErrorEvent(2001, "m")),
        ({"type": "error", "code": "2001"}, ErrorEvent(2001, "")),
        ({"type": "error", "code": "odd"}, ErrorEvent("odd", "")),
        ({"type": "error", "code": True}, ErrorEvent(None, "")),
        ({"type": "weather", "content": "sun"}, Unknown("weather")),
        ({"content": 5, "kind": 1}, Heartbeat()),
        ({"nothing": "known"}, Unknown()),
        ("[DONE]", Unknown()),
        ([1], Unknown()),
    ],
)
def test_typed(payload: object, event: AgentEvent) -> None:
    """Each event of the dialect ``typed``, and what it does not know (C-SSE-10)."""
    assert read(payload) == [event]


@pytest.mark.parametrize("data", ["", " ", "\n"])
def test_empty_data_is_a_heartbeat(data: str) -> None:
    """C-SSE-2: still working."""
    assert Reader().read(Event(data)) == [Heartbeat()]


def test_named_heartbeat() -> None:
    """C-SSE-2: also when its name is the event's."""
    assert Reader().read(Event("{}", "heartbeat")) == [Heartbeat()]


@pytest.mark.parametrize("data", ["not json", "{", "[" * 100_000])
def test_unreadable_data_is_ignored(data: str) -> None:
    """C-SSE-10: it ends nothing."""
    assert Reader().read(Event(data)) == [Unknown()]


def test_unescaped_error_frame() -> None:
    """Older agent kits write their errors into the frame as they are."""
    assert Reader().read(Event('{"error": "bad "quoted"')) == [ErrorEvent(None, 'bad "quoted')]


def test_adk_call_result_and_text() -> None:
    """One event may carry several things; they keep their order."""
    call = adk({"text": "Wait."}, {"functionCall": {"id": "1", "name": "edit", "args": {"x": 1}}})
    result = adk({"functionResponse": {"id": "1", "name": "edit", "response": {"ok": True}}})

    events = read(call, result, adk({"text": "Done."}))

    assert events == [
        Text("Wait."),
        ToolCall("edit", {"x": 1}),
        ToolResult("edit", {"ok": True}),
        Text("Done."),
    ]


def test_adk_aggregate_is_told_once() -> None:
    """C-SSE-9: partial texts, then the whole of them."""
    pieces = [adk({"text": text}, partial=True) for text in ("Hel", "lo")]

    assert read(*pieces, adk({"text": "Hello"})) == [Typing("Hel"), Typing("lo"), Text("Hello")]


def test_adk_aggregate_may_carry_a_call_instead() -> None:
    """The next event that is not partial ends the paragraph, whatever is in it."""
    events = read(adk({"text": "Hm"}, partial=True), adk({"functionCall": {"name": "edit"}}))

    assert events == [Typing("Hm"), Text("Hm"), ToolCall("edit")]


def test_adk_same_text_twice_is_two_texts() -> None:
    """Without partials nothing is an aggregate."""
    assert read(adk({"text": "Done."}), adk({"text": "Done."})) == [Text("Done."), Text("Done.")]


def test_adk_speakers_do_not_mix() -> None:
    """Partials of two authors at once are two paragraphs."""
    one, two = adk({"text": "A"}, partial=True), adk({"text": "B"}, author="b", partial=True)

    events = read(one, two, adk({"text": "B"}, author="b"), adk({"text": "A"}))

    assert [event for event in events if isinstance(event, Text)] == [Text("B"), Text("A")]


def test_adk_paragraph_without_its_aggregate() -> None:
    """C-SSE-11: a stream that breaks off tells what there was."""
    assert read(adk({"text": "Hal"}, partial=True), end=True) == [Typing("Hal"), Text("Hal")]


def test_adk_thoughts_are_not_told() -> None:
    """They are no text for the user, and no activity either."""
    (event,) = read(adk({"text": "secret plan", "thought": True}))

    assert event == Heartbeat()
    assert not is_activity(event)


def test_adk_user_is_not_repeated() -> None:
    """What the user said is no answer."""
    assert read(adk({"text": "make it"}, author="user")) == [Heartbeat()]


@pytest.mark.parametrize(
    ("payload", "events"),
    [
        (adk(finishReason="STOP"), [Heartbeat()]),
        (adk(partial=True), [Heartbeat()]),
        ({"errorCode": "MODEL_RETURNED_NO_CONTENT", "author": "a"}, [Heartbeat()]),
        ({"errorCode": "SAFETY", "errorMessage": "no"}, [ErrorEvent("SAFETY", "no")]),
        ({"error": "it broke"}, [ErrorEvent(None, "it broke")]),
    ],
)
def test_adk_ends_and_faults(payload: object, events: list[AgentEvent]) -> None:
    """A silent end is none of the faults."""
    assert read(payload) == events


@given(JSON)
def test_nothing_in_an_event_is_fatal(payload: object) -> None:
    """C-SSE-10: whatever JSON comes, it is read."""
    assert isinstance(read(payload, end=True), list)


@given(st.lists(st.lists(st.text(min_size=1), min_size=1), max_size=5))
def test_adk_text_is_complete_in_order_and_once(paragraphs: list[list[str]]) -> None:
    """C-SSE-11: however a paragraph is cut into partials."""
    payloads = []
    for pieces in paragraphs:
        payloads += [adk({"text": piece}, partial=True) for piece in pieces]
        payloads.append(adk({"text": "".join(pieces)}))

    texts = [event.text for event in read(*payloads) if isinstance(event, Text)]

    assert texts == ["".join(pieces) for pieces in paragraphs]


@pytest.mark.parametrize(
    "path", sorted(WIRE.glob("*typed*.json")) + sorted(WIRE.glob("*adk*.json"))
)
def test_wire_fixtures_are_known(path: Path) -> None:
    """Every event written down in the fixtures means something."""
    events = read(json.loads(path.read_text("utf-8")), end=True)

    assert not any(isinstance(event, Unknown) for event in events)
