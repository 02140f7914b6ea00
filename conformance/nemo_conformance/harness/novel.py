"""Drafts as a later service may tell of them: with keys in every part that nobody knows yet."""

import json
from collections.abc import Iterable
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEY: Final = "x_future"
NEW: Final = {"since": 2027, "of": ["nobody", None, 0.5], "until": None}


class Novel:
    """Between a run's door and the emulator; changes what state queries are told, nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "/api/state/" in scope["path"]:
            await self._app(scope, receive, _Rewriting(send))
        else:
            await self._app(scope, receive, send)


class _Rewriting:
    """Holds the reply back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] != "http.response.body":
            self._start = message
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            body = with_novelties(self._body)
            headers = [
                (name, str(len(body)).encode() if name.lower() == b"content-length" else value)
                for name, value in self._start["headers"]
            ]
            await self._send({**self._start, "headers": headers})
            await self._send({**message, "body": body})


def with_novelties(body: bytes) -> bytes:
    """The reply to a state query with a new key in the draft and in each of its parts."""
    try:
        value = json.loads(body)
    except ValueError:
        return body
    match value:
        case {"data": {"state": {"draft": dict() as draft}}}:
            for part in _parts(draft):
                part[KEY] = NEW
            return json.dumps(value, ensure_ascii=False).encode()
        case _:
            return body


def _parts(draft: dict[str, Any]) -> Iterable[dict[str, Any]]:
    yield from (draft, draft["m"])
    for track in draft["t"]:
        yield from (track, track["m"])
        for segment in track["sg"]:
            yield from (segment, segment["m"])
