"""A scripted language model on loopback: each request is kept, and answered by the script."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(slots=True)
class Reply:
    """What the model says; ``hangs`` says nothing at all."""

    body: bytes = b""
    status: int = 200
    location: str = ""
    hangs: bool = False


def says(content: object) -> Reply:
    """A chat completion whose message holds this JSON, or this text."""
    text = content if isinstance(content, str) else json.dumps(content)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}}
    return Reply(json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


@dataclass(slots=True)
class Oracle:
    """The model: its replies in order, the last one for ever; and what it was asked."""

    replies: list[Reply]
    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    paths: list[str] = field(default_factory=list[str])

    @property
    def brain(self) -> str:
        """Its address as a setting."""
        return f"openai:http://127.0.0.1:{self.port}/v1:tiny:1b"

    def reply(self) -> Reply:
        """The next one."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def oracle(*replies: Reply) -> Iterator[Oracle]:
    """A model that answers so, for as long as the context lasts."""
    it = Oracle(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            it.asked.append(json.loads(self.rfile.read(length)))
            it.headers.append(dict(self.headers.items()))
            it.paths.append(self.path)
            reply = it.reply()
            if reply.hangs:
                self.rfile.read(1)  # until the other side gives up
                return
            self.send_response(reply.status)
            if reply.location:
                self.send_header("Location", reply.location)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    it.port = server.server_port
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
