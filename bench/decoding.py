"""Decodes a long stream in this process: ``python decoding.py PARSER SHAPE`` prints CPU seconds.

It runs in the environment of the parser, so it imports nothing of the project but the decoder.
"""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import repeat

import httpx

SIZE = 100_000_000
READ = 65_536
KIND = {"content-type": "text/event-stream"}
TEXT = b'data: {"type":"text","content":"A paragraph about a beach at sunset."}\n\n'
NAMED = b'event: message\nid: 42\ndata: {"type":"text","content":"At sunset."}\n: beat\n\n'
CHINESE = 'data: {"type":"text","content":"日落时分的海滩，配上轻柔的音乐。"}\r\n\r\n'.encode()


def reads(event: bytes, size: int) -> Iterator[bytes]:
    """About 100 MB of one event after the other, in reads of that size."""
    block = event * (READ * 16 // len(event))
    block = block[: len(block) // size * size] if size > len(event) else block
    sent = 0
    while sent < SIZE:
        for start in range(0, len(block), size):
            yield block[start : start + size]
        sent += len(block)


SHAPES: dict[str, Callable[[], Iterator[bytes]]] = {
    "text": lambda: reads(TEXT, READ),
    "named": lambda: reads(NAMED, READ),
    "crlf": lambda: reads(CHINESE, READ),
    "live": lambda: reads(TEXT, len(TEXT)),
}


def ours(response: httpx.Response) -> int:
    """nemo_client.sse, fed as the client feeds it."""
    from nemo_client.sse import Decoder  # noqa: PLC0415

    decoder, events = Decoder(), 0
    for chunk in response.iter_bytes():
        events += len(decoder.feed(chunk))
    return events


def floor(response: httpx.Response) -> int:
    """No decoder at all: one string and one event for each separator, which any must make."""
    from nemo_client.sse import Event  # noqa: PLC0415

    rest, events = "", 0
    for chunk in response.iter_bytes():
        *data, rest = (rest + chunk.decode()).split("\n\ndata: ")
        rows = zip(data, repeat("message"), repeat(""), strict=False)
        events += len(list(map(tuple.__new__, repeat(Event), rows)))
    return events


def httpx_sse(response: httpx.Response) -> int:
    """httpx-sse, as its documentation says."""
    from httpx_sse import EventSource  # type: ignore[import-not-found]  # noqa: PLC0415

    return sum(1 for _ in EventSource(response).iter_sse())


PARSERS: dict[str, Callable[[httpx.Response], int]] = {
    "ours": ours,
    "floor": floor,
    "httpx-sse": httpx_sse,
}


def main(parser: str, shape: str) -> None:
    """Once, and how many events there were."""
    response = httpx.Response(200, headers=KIND, content=SHAPES[shape]())
    start = time.process_time()
    events = PARSERS[parser](response)
    print(time.process_time() - start, events)


if __name__ == "__main__":
    main(*sys.argv[1:])
