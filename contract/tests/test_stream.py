"""The payloads of a stream in both dialects."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from nemo_contract.stream import (
    TYPED,
    AdkError,
    AdkEvent,
    TextEvent,
    read_adk,
    read_typed,
)

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "wire"


def example(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", TYPED)
def test_a_typed_payload_is_read_by_its_type(kind: str) -> None:
    """Each kind has its own shape."""
    assert type(read_typed(example(f"typed.{kind}"))) is TYPED[kind]


@pytest.mark.parametrize(
    "payload", [{"type": "usage", "tokens": 3}, {"type": 7}, {}, [], None, "x"]
)
def test_an_unknown_kind_is_nothing(payload: object) -> None:
    """It is to be ignored, not refused (C-SSE-10)."""
    assert read_typed(payload) is None


def test_an_unknown_field_of_a_known_kind_is_kept() -> None:
    """And does not disturb the reading."""
    payload = {"type": "text", "content": "Hi", "mood": "bright"}

    event = read_typed(payload)

    assert isinstance(event, TextEvent)
    assert event.dump() == payload


def test_a_known_kind_without_its_content_is_refused() -> None:
    """A text that has no content is broken, not empty."""
    with pytest.raises(ValidationError):
        read_typed({"type": "text"})


@pytest.mark.parametrize("name", ["partial", "aggregate", "function_call", "silent", "error"])
def test_an_adk_payload_is_an_event(name: str) -> None:
    """Everything but the bare error identifies itself."""
    assert isinstance(read_adk(example(f"adk.{name}")), AdkEvent)


def test_a_bare_error_is_told_apart() -> None:
    """It has no author, id or time."""
    assert read_adk(example("adk.failure")) == AdkError(
        error='The model is overloaded: "try again later"'
    )


@pytest.mark.parametrize("key", ["author", "invocationId", "id", "timestamp", "actions"])
def test_an_adk_event_identifies_itself(key: str) -> None:
    """One that lacks any of these is no event of the kit."""
    payload = example("adk.partial")
    del payload[key]

    with pytest.raises(ValidationError):
        read_adk(payload)


def test_thoughts_are_not_for_the_user() -> None:
    """The text of an event is what the user may read."""
    event = AdkEvent.model_validate(example("adk.thought"))

    assert event.text == "Your title is in."


@pytest.mark.parametrize("name", ["function_call", "function_response", "silent", "error"])
def test_an_event_without_words_has_no_text(name: str) -> None:
    """Tool traffic and endings say nothing."""
    assert AdkEvent.model_validate(example(f"adk.{name}")).text == ""
