"""A stand-in for the service on this machine: a script of raw replies, a list of what was asked."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

SSE = "text/event-stream"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they go out, one write a piece; then what becomes of the connection: ``keep``,
    ``close``, ``reset``, or ``hang`` until the peer goes away."""

    pieces: tuple[bytes, ...]
    then: str = "keep"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def plain(body: bytes, *, status: int = 200, kind: str = JSON, length: int | None = None) -> Raw:
    """A whole reply; ``length`` may lie about the body's."""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n"
    head += f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    return Raw((head.encode() + body,), "keep" if length is None else "close")


def envelope(data: object, *, code: int = 0) -> Raw:
    """A reply in the contract's envelope."""
    return plain(json.dumps({"code": code, "message": "m", "data": data}).encode())


def chunked(*pieces: bytes, kind: str = SSE, then: str = "keep", end: bytes = b"0\r\n\r\n") -> Raw:
    """A chunked body; without its ``end`` it is cut off."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    framed = (b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return Raw((head, *framed, end), then)


@dataclass(slots=True)
class Loopback:
    """Answers request after request with the script's next reply."""

    script: list[Raw]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    gone: threading.Event = field(default_factory=threading.Event)

    @property
    def plot(self) -> list[str]:
        """Methods and paths, in order."""
        return [f"{request.method} {request.path}" for request in self.asked]

    def serve(self, listener: socket.socket) -> None:
        """Until the listener is closed."""
        while True:
            try:
                wire, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connection, args=(wire,), daemon=True).start()

    def _connection(self, wire: socket.socket) -> None:
        with wire, wire.makefile("rb") as incoming:
            while request := _read_request(incoming):
                self.asked.append(request)
                reply = self.script.pop(0)
                if not self._reply(wire, reply):
                    return

    def _reply(self, wire: socket.socket, reply: Raw) -> bool:
        try:
            for piece in reply.pieces:
                wire.sendall(piece)
            if reply.then == "hang":
                wire.recv(1)
                self.gone.set()
        except OSError:
            self.gone.set()
        if reply.then == "reset":
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return reply.then == "keep"


def _read_request(incoming: BinaryIO) -> Asked | None:
    try:
        first = incoming.readline().decode().split()
    except OSError:
        return None
    if not first:
        return None
    headers: dict[str, str] = {}
    while line := incoming.readline().decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = incoming.read(int(headers.get("content-length", 0)))
    return Asked(first[0], first[1], headers, body)


@contextmanager
def loopback(*script: Raw) -> Iterator[Loopback]:
    """A running stand-in; its address is ``url``."""
    server = Loopback(list(script))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        threading.Thread(target=server.serve, args=(listener,), daemon=True).start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
