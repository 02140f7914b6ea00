"""Whether a message is answered with a proper stream in its dialect (S-SSE-1 to 4, 12 to 16)."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final

from nemo_conformance.judge.verdict import Axis, Finding
from nemo_conformance.server.judge.check import Check, breach, reply_of
from nemo_conformance.server.judge.envelopes import REFUSALS
from nemo_conformance.server.judge.speech import DONE, LONGEST, Speech, text_of
from nemo_conformance.server.judge.story import Story
from nemo_conformance.server.record import Call
from nemo_contract import Code
from nemo_contract import Exposure as X
from nemo_contract.stream import read_adk, read_typed

UNWELCOME: Final = frozenset({*REFUSALS, X.TOKEN_EXPIRED, X.TOKEN_REVOKED, X.CLAIM_AS_BEARER})
TERMINAL: Final = frozenset({"done", "end", "complete", "completed", "finish", "finished", "stop"})
HEARTBEAT: Final = {"type": "heartbeat"}
KINDS: Final = "text, tool_call, tool_result, heartbeat and error"


def _welcome(story: Story) -> tuple[Call, ...]:
    """The messages that had to be answered with a stream.

    What somebody has left is known only in worlds of the kit's own.
    """
    sent = (one for one in story.of("run_sse") if not one.shows.intersection(UNWELCOME))
    return tuple(one for one in sent if story.setup.exact or one.code != Code.NO_CREDITS)


def _no_stream(story: Story) -> Iterator[Finding]:
    for call in _welcome(story):
        if not call.is_stream or call.status != 200:
            told = f"{reply_of(call)} as {call.kind or 'nothing'}"
            yield breach(f"a message was answered with {told}", "an event stream", call)


def _heard(story: Story) -> Iterator[Speech]:
    """The streams that were followed to their end."""
    return (one for one in story.speeches if not one.call.left)


def _carries(story: Story) -> Iterator[Finding]:
    want = "text, tool calls, tool results, heartbeats and empty `data:` lines, as JSON"
    for speech in _heard(story):
        if any(one is not DONE and not isinstance(one, dict) for one in speech.payloads):
            yield breach("an event's data is no JSON object", want, speech.call)
        elif speech.ended and not speech.payloads:
            yield breach("the stream carried nothing at all", want, speech.call)


def _is_terminal(payload: Any) -> bool:
    match payload:
        case {"type": str(kind)}:
            return kind.lower() in TERMINAL
        case {"turnComplete": True}:
            return True
        case _:
            return False


def _terminal(story: Story) -> Iterator[Finding]:
    want = "the stream ends by closing, without a terminal event"
    for speech in _heard(story):
        if DONE in speech.payloads:
            yield breach("the stream said [DONE]", want, speech.call)
        elif any(map(_is_terminal, speech.payloads[-1:])):
            yield breach(f"the last event was {speech.payloads[-1]}", want, speech.call)
        elif not speech.ended:
            yield breach("the stream broke off without its proper end", want, speech.call)


def _too_long(story: Story, speech: Speech) -> bool:
    """It still went on when it had to be over, and so was left."""
    return story.setup.exact and speech.call.left and speech.lasted >= LONGEST


def _endless(story: Story) -> Iterator[Finding]:
    for speech in story.speeches:
        if _too_long(story, speech):
            want = "it ends within 15 minutes"
            yield breach(
                "the stream was still open after 900 s", want, speech.call, axis=Axis.TIMING
            )


def _stream_headers(story: Story) -> Iterator[Finding]:
    for speech in story.speeches:
        headers = speech.call.reply_headers
        for name, value in (
            ("cache-control", "no-cache"),
            ("x-accel-buffering", "no"),
            ("transfer-encoding", "chunked"),
        ):
            if value not in headers.get(name, "").lower():
                told = headers.get(name) or "missing"
                yield breach(f"{name} is {told}", f"{name}: {value}", speech.call)
        if "close" in headers.get("connection", "").lower():
            yield breach("the connection is not kept alive", "keep-alive", speech.call)


def _typed(story: Story) -> Iterator[Finding]:
    for speech in story.speeches:
        for payload in speech.objects:
            if wrong := _wrong(read_typed, payload):
                yield breach(wrong, f"one of {KINDS}, with its fields", speech.call)


def _adk(story: Story) -> Iterator[Finding]:
    """Heartbeats are no events of that kit: they are the service's own in either dialect."""
    want = "an event of the Agent Development Kit"
    for speech in story.speeches:
        for payload in speech.objects:
            if payload != HEARTBEAT and (wrong := _wrong(read_adk, payload)):
                yield breach(wrong, want, speech.call)


def _wrong(read: Callable[[object], object], payload: dict[str, Any]) -> str:
    """What is wrong with a payload; empty for a good one."""
    shown = {key: payload[key] for key in list(payload)[:2]}
    try:
        return "" if read(payload) is not None else f"nobody knows the payload {shown}"
    except ValueError:
        return f"the payload {shown} lacks what it must have"


def _is_text(payload: Any) -> bool:
    return isinstance(payload, dict) and payload.get("type") == "text"


def _torn(first: str, second: str) -> bool:
    """A sentence goes over from one text to the next."""
    begins, ends = second[:1], first.rstrip(" ")[-1:]
    return (
        bool(ends)
        and (ends.isalnum() or ends in ",、，")
        and (
            (begins.isspace() and "\n" not in second[:2])
            or begins.islower()
            or begins in ",.、，。"
        )
    )


def _split(story: Story) -> Iterator[Finding]:
    for speech in story.speeches:
        said = [one.payload for one in speech.said if not one.is_idle]
        for first, second in pairwise(said):
            if _is_text(first) and _is_text(second) and _torn(text_of(first), text_of(second)):
                told = f"{text_of(first)[-20:]!r} goes on as {text_of(second)[:20]!r}"
                yield breach(f"a paragraph is split: {told}", "whole paragraphs", speech.call)


def _partials(story: Story) -> Iterator[Finding]:
    for speech in _heard(story):
        growing = ""
        for payload in speech.objects:
            text = text_of(payload)
            if payload.get("partial") and text:
                growing += text
            elif text:
                if growing and growing != text:
                    want = "their aggregate: the whole text once more"
                    yield breach("partial texts were followed by another text", want, speech.call)
                growing = ""
        if growing and speech.ended:
            yield breach("partial texts without an aggregate", "their aggregate", speech.call)


def _has_text(story: Story) -> bool:
    return any(one.texts for one in _heard(story))


STREAMS: Final = (
    Check("S-SSE-1", _no_stream, when=lambda story: bool(_welcome(story))),
    Check("S-SSE-2", _carries),
    Check("S-SSE-3", _terminal),
    Check("S-SSE-4", _endless, timed=True),
    Check("S-SSE-12", _stream_headers),
    Check("S-SSE-13", _typed),
    Check("S-SSE-14", _split, when=_has_text),
    Check("S-SSE-15", _adk),
    Check("S-SSE-16", _partials, when=_has_text),
)
