"""Sends requests to the server under test and writes down each, with its reply."""

import json
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from socket import SHUT_RDWR
from threading import Thread
from typing import IO, Any, Final

import httpx

from nemo_conformance.record import Frame
from nemo_conformance.server.purse import Purse
from nemo_conformance.server.record import LINK, Call
from nemo_contract import Exposure

Files = tuple[tuple[str, "bytes | IO[bytes]"], ...]
KEPT: Final = 64 * 1024 * 1024
"""Bytes of a reply that are kept at most."""
SECRET: Final = frozenset({"authorization", "x-client-id", "cookie"})


class Unreachable(RuntimeError):
    """Nobody listens at the server's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request to be: ``url`` absolute, ``files`` by their names."""

    operation: str | None
    method: str
    url: str
    who: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    json: Any = None
    files: Files = ()
    shows: frozenset[Exposure] = frozenset()
    note: str = ""


class Pouring:
    """A stream that is being read, by a thread of its own."""

    def __init__(self, reply: httpx.Response, now: Callable[[], float]) -> None:
        self._reply, self._now = reply, now
        self._stopped = False
        self.frames: list[Frame] = []
        self.whole = False
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def over(self, patience: float) -> bool:
        """Whether it has ended, or does within so many real seconds."""
        self._thread.join(patience)
        return not self._thread.is_alive()

    def leave(self) -> None:
        """Go away before the end."""
        self._stopped = True
        self._close()
        self._thread.join(5.0)

    def _read(self) -> None:
        try:
            for chunk in self._reply.iter_raw():
                self.frames.append(Frame(self._now(), chunk))
            self.whole = not self._stopped
        except (httpx.HTTPError, httpx.StreamError, OSError, AttributeError):
            self.whole = False

    def _close(self) -> None:
        """Closing under a reader's hands wakes it: the socket is shut, then the reply closed."""
        stream: Any = self._reply.extensions["network_stream"]
        with suppress(OSError):
            stream.get_extra_info("socket").shutdown(SHUT_RDWR)
        with suppress(httpx.HTTPError, RuntimeError, OSError):
            self._reply.close()


class Wire:
    """One conversation on the wire; ``now`` gives its seconds."""

    def __init__(self, http: httpx.Client, purse: Purse, now: Callable[[], float]) -> None:
        self._http, self._purse, self._now = http, purse, now
        self.calls: list[Call] = []

    def send(self, ask: Ask, *, patience: float = 60.0) -> Call:
        """Ask, and read the whole reply. Raises ``Spent``, ``Unreachable``."""
        call = self._begun(ask)
        try:
            reply = self._reply(ask, patience)
            with closing(reply):
                body = reply.read()
        except (httpx.HTTPError, httpx.StreamError):
            return self._kept(replace(call, ended_at=self._now(), whole=False))
        return self._kept(self._with_body(call, reply, body))

    def open(self, ask: Ask, *, patience: float) -> "Call | tuple[Call, Pouring]":
        """Ask for a stream: that, being read, or the reply that came instead.

        What is of no known length is read as a stream, whatever it says that it is.
        """
        call = self._begun(ask)
        try:
            reply = self._reply(ask, patience)
        except (httpx.HTTPError, httpx.StreamError):
            return self._kept(replace(call, ended_at=self._now(), whole=False))
        head = _with_head(call, reply)
        if head.is_stream or "content-length" not in reply.headers:
            return self._kept(head), Pouring(reply, self._now)
        with closing(reply):
            body = reply.read()
        return self._changed(self._kept(head), self._with_body(head, reply, body))

    def ended(self, call: Call, pouring: Pouring, *, left: bool = False) -> Call:
        """A stream is over, or the kit has left it."""
        done = replace(
            call,
            ended_at=self._now(),
            frames=tuple(pouring.frames),
            whole=pouring.whole,
            left=left,
        )
        return self._changed(call, done)

    def _begun(self, ask: Ask) -> Call:
        self._purse.pay(ask.operation)
        return Call(
            n=len(self.calls) + 1,
            operation=ask.operation,
            method=ask.method,
            path=httpx.URL(ask.url).raw_path.decode(),
            who=ask.who,
            at=self._now(),
            headers={k: v for k, v in ask.headers.items() if k.lower() not in SECRET},
            asked=ask.json,
            files=tuple(name for name, _ in ask.files),
            shows=ask.shows,
            note=ask.note,
        )

    def _reply(self, ask: Ask, patience: float) -> httpx.Response:
        request = self._http.build_request(
            ask.method,
            ask.url,
            headers=dict(ask.headers),
            json=ask.json,
            files=[("files", pair) for pair in ask.files] or None,
            timeout=httpx.Timeout(patience),
        )
        try:
            return self._http.send(request, stream=True)
        except httpx.ConnectError as error:
            if ask.operation == LINK:
                raise  # where the server sent us is its own affair
            raise Unreachable(f"Nobody answers at {ask.url}: {error}.") from error

    def _with_body(self, call: Call, reply: httpx.Response, body: bytes) -> Call:
        head = _with_head(call, reply)
        told = _json(body) if "json" in head.kind else None
        if head.is_stream:
            frames = (Frame(self._now(), body),) if body else ()
            return replace(head, ended_at=self._now(), frames=frames)
        return replace(head, ended_at=self._now(), told=told, body=body[:KEPT])

    def _kept(self, call: Call) -> Call:
        self.calls.append(call)
        return call

    def _changed(self, old: Call, new: Call) -> Call:
        self.calls[self.calls.index(old)] = new
        return new


def _with_head(call: Call, reply: httpx.Response) -> Call:
    return replace(call, status=reply.status_code, reply_headers=dict(reply.headers))


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
