"""A language model may understand messages; what it says is checked, and the rules stand behind."""

import asyncio
import json
import logging
from dataclasses import asdict, replace
from typing import Any

import pytest
from emulator.tests.agent_stage import EDIT, ENGLISH, bare, made, photos
from emulator.tests.brain_stage import Oracle, Reply, oracle, says
from emulator.tests.stage import INSTANT, Emu, payloads, running
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.agent import Understanding, after, understand
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.vetting import MOST_EDITS, amiss
from nemo_emulator.brain.address import BrainAddress
from nemo_emulator.brain.mind import Rules, Thought
from nemo_emulator.brain.model import Confused, Model, mind, understood
from nemo_emulator.brain.prompt import request
from nemo_emulator.brain.schema import UNDERSTANDING, schema
from nemo_emulator.settings import Settings
from nemo_emulator.tuning import SettingError, tuned

REVERSE = {"edits": [{"kind": "reverse"}], "unclear": "", "talk": "", "cannot": ""}
ODD = "let the last be first and the first be last, old friend"
SECRET = "sk-very-secret-token"


def read(it: Oracle, message: str = ODD, seconds: float = 30.0, token: str = "") -> Thought:
    """What the model makes of a message about three pictures."""
    model = Model(BrainAddress.parse(it.brain, token), seconds=seconds)
    return asyncio.run(model.read(message, made(*photos())))


# -- an answer that is a plan


def test_the_models_plan_is_taken() -> None:
    """It is one of our own plans, in our own types."""
    with oracle(says(REVERSE)) as it:
        assert read(it) == Thought(Understanding(edits=(e.Reverse(),)))


def test_the_model_is_asked_for_structured_output() -> None:
    """With the plan's schema, strictly; told the edits, the timeline and the message."""
    with oracle(says(REVERSE)) as it:
        read(it)

    asked = it.asked[0]
    form = asked["response_format"]
    said = [message["content"] for message in asked["messages"]]
    assert it.paths == ["/v1/chat/completions"]
    assert (asked["model"], asked["temperature"]) == ("tiny:1b", 0)
    assert (form["type"], form["json_schema"]["strict"]) == ("json_schema", True)
    assert form["json_schema"]["schema"] == schema()
    assert "- set_seconds(ms, clips) How long each clip stays." in said[0]
    assert "Clip 2: photo2.jpg, 3000 ms" in said[1]
    assert said[2] == ODD


def test_every_kind_of_edit_is_told() -> None:
    """The list comes from the plan's own types."""
    told = request("x", bare(), "m")["messages"][0]["content"]

    kinds = {edit.kind for row in ENGLISH for edit in row.edits}
    assert {kind for kind in kinds if f"- {kind}(" not in told} == set()


def test_the_timeline_is_told_with_music_and_texts() -> None:
    """So that "it" and "the title" can be understood."""
    scene = after((e.SetMusic(mood="calm"), e.AddText(text="Hello")), made(*photos(1)))

    told = request("x", scene, "m")["messages"][1]["content"]

    assert "Music: Calm, 35 %" in told
    assert "Text at 0 ms: title 'Hello'" in told


@pytest.mark.parametrize("row", ENGLISH[::9], ids=[row.text for row in ENGLISH[::9]])
def test_every_plan_of_the_rules_could_come_from_a_model(row: Any) -> None:
    """Names, bounds and types are wide enough for all that people say."""
    meant = understand(row.text)

    reply = says(json.loads(UNDERSTANDING.dump_json(meant)))

    assert understood(reply.body) == meant


def test_the_schema_is_strict() -> None:
    """Every property is required, none may be added, unions are ``anyOf``."""
    text = json.dumps(schema())

    for one in (schema(), *schema()["$defs"].values()):
        assert one["required"] == list(one["properties"])
        assert one["additionalProperties"] is False
    assert '"oneOf"' not in text
    assert '"default"' not in text
    assert "fade-black" in schema()["$defs"]["SetTransition"]["properties"]["style"]["enum"]


# -- an answer that is none: the rules read the message


BAD: dict[str, Reply] = {
    "no JSON": Reply(b"I would love to help!"),
    "an error": Reply(b"{}", status=500),
    "not allowed": Reply(b"{}", status=401),
    "elsewhere": Reply(status=307, location="http://127.0.0.1:9/v1/chat/completions"),
    "no completion": Reply(b'{"choices": []}'),
    "a list": Reply(b"[]"),
    "prose": says("Sure, I reversed it."),
    "no content": Reply(b'{"choices": [{"message": {"content": null}}]}'),
    "an unknown edit": says({"edits": [{"kind": "delete_account"}]}),
    "a wrong type": says({"edits": [{"kind": "set_seconds", "ms": "long"}]}),
    "a transition that is none": says({"edits": [{"kind": "set_transition", "style": "spiral"}]}),
    "a length below nothing": says({"edits": [{"kind": "set_seconds", "ms": -5}]}),
    "not a number": says('{"edits": [{"kind": "scale", "factor": NaN}]}'),
    "a place out of reach": says({"edits": [{"kind": "remove", "clips": [100000]}]}),
    "a colour that is none": says({"edits": [{"kind": "set_fit", "background": "url(x)"}]}),
    "a title of nothing": says({"edits": [{"kind": "add_text", "text": " "}]}),
    "a title without end": says({"edits": [{"kind": "add_text", "text": "x" * 5000}]}),
    "an unknown answer": says({"talk": "gossip"}),
    "nothing": says({}),
    "everything at once": says({**REVERSE, "talk": "hello"}),
    "too many edits": says({"edits": [{"kind": "reverse"}] * (MOST_EDITS + 1)}),
    "subtitles without end": says(
        {"edits": [{"kind": "set_subtitles", "lines": [{"text": "x"}] * 600}]}
    ),
    "too much": Reply(b" " * ((1 << 20) + 1)),
}


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_no_sound_plan_is_not_taken(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """The rules read the message, and the log says why."""
    with oracle(BAD[name]) as it, caplog.at_level(logging.WARNING, "nemo_emulator"):
        thought = read(it, "reverse the order")

    assert thought == Thought(Understanding(edits=(e.Reverse(),)), fallback=True)
    assert "the rules read this message" in caplog.text


def test_a_model_that_does_not_answer_is_not_waited_for() -> None:
    """The rules answer when its time is over."""
    with oracle(Reply(hangs=True)) as it:
        assert read(it, "reverse the order", seconds=0.2).fallback


def test_a_model_that_is_not_there_is_no_trouble() -> None:
    """Nothing listens at its address."""
    with oracle(says(REVERSE)) as it:
        gone = it
    assert read(gone, "reverse the order").fallback


def test_a_refusal_says_where_the_plan_is_wrong() -> None:
    """For whoever reads the log; without the whole answer."""
    with pytest.raises(Confused, match=r"SetSeconds\.ms is -5, not 0 to"):
        understood(BAD["a length below nothing"].body)


@given(edit=st.sampled_from([edit for row in ENGLISH for edit in row.edits]))
def test_the_rules_say_nothing_that_is_amiss(edit: e.Edit) -> None:
    """The bounds are those of our own grammar, and wider."""
    assert amiss(Understanding(edits=(EDIT.validate_python(asdict(edit)),))) == ""


# -- the token


def test_the_token_goes_to_the_model_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    """As a bearer; neither in the log, nor where settings are shown."""
    with oracle(says("prose")) as it, caplog.at_level(logging.DEBUG):
        read(it, token=SECRET)
        settings = Settings(brain=it.brain, brain_token=SECRET)

    assert it.headers[0]["Authorization"] == f"Bearer {SECRET}"
    assert SECRET not in caplog.text + repr(settings) + repr(mind(it.brain, SECRET))


def test_without_a_token_none_is_sent() -> None:
    """Local servers want none."""
    with oracle(says(REVERSE)) as it:
        read(it)

    assert "Authorization" not in it.headers[0]


def test_a_token_never_travels_in_clear() -> None:
    """Loopback aside."""
    with pytest.raises(ValueError, match="https only"):
        BrainAddress.parse("openai:http://models.example/v1:m", SECRET)


# -- the address


@pytest.mark.parametrize(
    ("text", "url", "model"),
    [
        ("openai:http://127.0.0.1:11434/v1:llama3.1", "http://127.0.0.1:11434/v1", "llama3.1"),
        ("openai:http://127.0.0.1:11434/v1:qwen2.5:7b", "http://127.0.0.1:11434/v1", "qwen2.5:7b"),
        ("openai:https://models.example/v1/:a/b", "https://models.example/v1", "a/b"),
        ("openai:http://[::1]:8000/v1:m", "http://[::1]:8000/v1", "m"),
        ("openai:http://localhost:8000:m", "http://localhost:8000", "m"),
    ],
)
def test_an_address_has_a_url_and_a_model(text: str, url: str, model: str) -> None:
    """Models may have colons and slashes in their names."""
    found = BrainAddress.parse(text)

    assert (found.url, found.model) == (url, model)


@pytest.mark.parametrize(
    "text",
    ["", "llama", "openai:", "openai:file:///x:m", "openai:http://h/v1:", "other:http://h:m"],
)
def test_anything_else_is_no_address(text: str) -> None:
    """One sentence says how to write it."""
    with pytest.raises(ValueError, match="write openai:URL:MODEL"):
        BrainAddress.parse(text)


# -- in the emulator


def asked(emu: Emu, text: str) -> list[dict[str, Any]]:
    """What the stream says to a message about two pictures, and the timeline afterwards."""
    user = emu.sign_in()
    session = user.session()
    user.upload(session, "beach.jpg", "forest.jpg")
    user.say(session, "make a slideshow")
    return payloads(user.say(session, text))


MAKE = {"edits": [{"kind": "make"}]}


def test_a_message_goes_through_the_model() -> None:
    """What no rule would understand is done."""
    with oracle(says(MAKE), says(REVERSE)) as it, running(replace(INSTANT, brain=it.brain)) as emu:
        events = asked(emu, ODD)

    calls = [event["args"]["kind"] for event in events if event["type"] == "tool_call"]
    assert calls == ["reverse"]
    assert len(it.asked) == 2


def test_a_fallback_is_said_to_the_user() -> None:
    """First of all; then the rules' plan takes place, and is paid for once."""
    with (
        oracle(Reply(status=503)) as it,
        running(replace(INSTANT, brain=it.brain)) as emu,
    ):
        events = asked(emu, "reverse the order")
        ledger = [(row.kind, row.amount) for row in emu.services.state.ledger]

    assert "by my own rules" in next(ev["content"] for ev in events if ev["type"] == "text")
    assert [ev["args"]["kind"] for ev in events if ev["type"] == "tool_call"] == ["reverse"]
    assert ledger == [("edit", 50), ("edit", 0)]


def test_nobody_is_asked_unless_told_so() -> None:
    """The rules are the default, and need no network."""
    with running(INSTANT) as emu:
        assert emu.services.mind == Rules()
    assert Settings().brain is None


@pytest.mark.parametrize("name", ["brain", "brain_token"])
def test_no_tester_can_send_messages_elsewhere(name: str) -> None:
    """Over the control plane, that is: it belongs to the server as a whole."""
    with pytest.raises(SettingError, match=f'no setting "{name}"'):
        tuned(Settings(), {name: "openai:http://127.0.0.1:1/v1:m"})
