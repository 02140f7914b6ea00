# ruff: noqa: PLC0415 - only what is compared is loaded
"""Runs in an environment of its own: ``python candidates.py PARSER CASES`` prints events as JSON.

Each parser is fed as its own documentation says, one read of the network at a time.
"""

import io
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

LONGEST = 20
Chunks = list[bytes]
Found = Iterator[tuple[str, str]]


def httpx_sse(chunks: Chunks) -> Found:
    import httpx
    from httpx_sse import EventSource

    kind = {"content-type": "text/event-stream"}
    response = httpx.Response(200, headers=kind, content=iter(chunks))
    for event in EventSource(response).iter_sse():
        yield event.event, event.data


def sseclient(chunks: Chunks) -> Found:
    from sseclient import SSEClient

    class Source:
        def __iter__(self) -> Iterator[bytes]:
            return iter(chunks)

        def close(self) -> None:
            """Nothing is open."""

    for event in SSEClient(Source()).events():
        yield event.event, event.data


def openai(chunks: Chunks) -> Found:
    from openai._streaming import SSEDecoder

    for event in SSEDecoder().iter_bytes(iter(chunks)):
        yield event.event or "message", event.data


class Piecewise(io.RawIOBase):
    """A file that gives what came in one read of the network, and no more."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = [chunk for chunk in chunks if chunk]

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._chunks:
            return b""
        first = self._chunks.pop(0)
        if 0 <= size < len(first):
            self._chunks.insert(0, first[size:])
            return first[:size]
        return first


def requests_sse(chunks: Chunks) -> Found:
    import requests
    from requests_sse import EventSource

    class Over(Exception):
        """It connects again after the end; here that is the end."""

    class Session(requests.Session):
        asked = 0

        def request(self, *_: Any, **__: Any) -> requests.Response:
            if self.asked:
                raise Over
            self.asked += 1
            response = requests.Response()
            response.status_code, response.url = 200, "http://127.0.0.1/"
            response.headers["content-type"] = "text/event-stream"
            response.raw = Piecewise(chunks)
            return response

    time.sleep = lambda _: None
    try:
        with EventSource("http://127.0.0.1/", session=Session()) as source:
            for event in source:
                yield event.type or "message", event.data or ""
    except Over:
        return


def iter_lines(chunks: Chunks) -> Found:
    """What many write themselves."""
    import httpx

    for line in httpx.Response(200, content=iter(chunks)).iter_lines():
        if line.startswith("data: "):
            yield "message", line[6:]


PARSERS: dict[str, Callable[[Chunks], Found]] = {
    "httpx-sse": httpx_sse,
    "sseclient-py": sseclient,
    "openai": openai,
    "requests-sse": requests_sse,
    "iter_lines": iter_lines,
}


def events_of(parser: Callable[[Chunks], Found], chunks: Chunks) -> Any:
    """What it found, or the error that it ended with."""
    signal.alarm(LONGEST)
    try:
        return list(parser(chunks))
    except Exception as error:  # noqa: BLE001 - whatever the parser raises
        return f"{type(error).__name__}: {error}"
    finally:
        signal.alarm(0)


def too_slow(*_: object) -> None:
    """Called by the alarm."""
    raise TimeoutError(f"more than {LONGEST} s")


def main(name: str, path: str) -> None:
    """All cases."""
    signal.signal(signal.SIGALRM, too_slow)
    cases = json.loads(Path(path).read_text("utf-8"))
    found = [
        events_of(PARSERS[name], [chunk.encode("latin-1") for chunk in chunks]) for chunks in cases
    ]
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
