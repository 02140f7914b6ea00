"""Servers that break the rules of streams and of work."""

import json

from conformance.tests.breakage import Asked, Memory, Reply
from conformance.tests.breaking import balance, count, edited, replies, streams

# streams


@replies("S-SSE-1", "run_sse")
def stream_as_text(asked: Asked, reply: Reply) -> None:
    """A stream under another media type."""
    reply.headers["content-type"] = "text/plain"


@streams("S-SSE-2")
def stream_of_words(chunk: bytes, memory: Memory) -> bytes:
    """Events that are no JSON."""
    return b"data: hello\n\n" if b"text" in chunk else chunk


@streams("S-SSE-2")
def stream_of_nothing(chunk: bytes, memory: Memory) -> bytes:
    """A stream that opens and closes."""
    return b""


@streams("S-SSE-3")
def says_done(chunk: bytes, memory: Memory) -> bytes:
    """``[DONE]`` at the end, as others do."""
    return chunk or b"data: [DONE]\n\n"


@streams("S-SSE-3")
def says_end(chunk: bytes, memory: Memory) -> bytes:
    """An event that says that it is the last."""
    return chunk or b'data: {"type":"done"}\n\n'


@streams("S-SSE-4", endless=True)
def never_closes(chunk: bytes, memory: Memory) -> bytes:
    """A stream that stays open."""
    return chunk


def _empty_draft(asked: Asked, reply: Reply) -> None:
    edited(reply, lambda told: told["data"]["state"].update(draft={"t": [], "d": 0, "m": {}}))


for rule, name in (
    ("S-SSE-7", "silent_edits_are_lost"),
    ("S-SSE-8", "work_stops_with_its_reader"),
    ("S-SSE-11", "noise_undoes_the_work"),
):
    _empty_draft.__name__ = name
    replies(rule, "state")(_empty_draft)


@replies("S-SSE-9", "credits")
def charges_for_leaving(asked: Asked, reply: Reply) -> None:
    """Work whose reader left is charged twice."""
    if count(asked.memory, "balances") > 1:
        balance(reply, 0)


@replies("S-SSE-10", "state")
def works_on(asked: Asked, reply: Reply) -> None:
    """Told to stop with its reader, and does not."""
    segment = {"id": "s", "s": 0, "d": 1000, "m": {"type": "image", "url": "x"}}
    draft = {"t": [{"id": "v", "tt": 0, "sg": [segment], "m": {}}], "d": 1000, "m": {}}
    edited(reply, lambda told: told["data"]["state"].update(draft=draft))


@replies("S-SSE-12", "run_sse")
def stream_that_is_buffered(asked: Asked, reply: Reply) -> None:
    """Nothing keeps a proxy from holding the stream back."""
    reply.headers.pop("x-accel-buffering", None)


@replies("S-SSE-12", "run_sse")
def stream_that_is_cached(asked: Asked, reply: Reply) -> None:
    """Nothing keeps a cache from keeping the stream."""
    reply.headers["cache-control"] = "max-age=60"


@streams("S-SSE-13")
def another_word_for_text(chunk: bytes, memory: Memory) -> bytes:
    """A kind that nobody knows."""
    return chunk.replace(b'"type":"text"', b'"type":"message"')


@streams("S-SSE-13")
def calls_without_name(chunk: bytes, memory: Memory) -> bytes:
    """A tool call that does not say which."""
    return chunk.replace(b'"type":"tool_call","name"', b'"type":"tool_call","tool"')


@streams("S-SSE-14")
def words_in_pieces(chunk: bytes, memory: Memory) -> bytes:
    """A paragraph is split over two events."""
    if b'"type":"text"' not in chunk:
        return chunk
    text = json.loads(chunk.removeprefix(b"data: "))["content"]
    place = text.rfind(" ", 0, len(text) - 2)
    halves = (text[:place], text[place:])
    parts = ({"type": "text", "content": half} for half in halves)
    return b"".join(b"data: " + json.dumps(part).encode() + b"\n\n" for part in parts)


@streams("S-SSE-15")
def events_of_no_invocation(chunk: bytes, memory: Memory) -> bytes:
    """An event of the other kit without what identifies it."""
    return chunk.replace(b'"invocationId"', b'"invocation_id"')


@streams("S-SSE-16")
def no_aggregate(chunk: bytes, memory: Memory) -> bytes:
    """Partial texts only."""
    return b"" if b'"text"' in chunk and b'"partial":true' not in chunk else chunk


@streams("S-SSE-16")
def another_aggregate(chunk: bytes, memory: Memory) -> bytes:
    """An aggregate that is cut short."""
    if b'"text"' not in chunk or b'"partial":true' in chunk:
        return chunk
    payload = json.loads(chunk.removeprefix(b"data: "))
    if not isinstance(payload.get("content"), dict):
        return chunk
    part = payload["content"]["parts"][0]
    part["text"] = part.get("text", "")[:-3]
    return b"data: " + json.dumps(payload).encode() + b"\n\n"
