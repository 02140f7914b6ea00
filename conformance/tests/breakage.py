"""An ASGI layer around the emulator that breaks one thing at a time."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nemo_conformance.harness.tap import operation

LEDGER: Final = "ledger"
CLAIM_PAGE: Final = "claim_page"
LINK: Final = "link"
Memory = dict[str, Any]


@dataclass(slots=True)
class Asked:
    """A request as it came; what is changed in it is what the emulator gets."""

    operation: str | None
    path: str
    run: str
    headers: dict[str, str]
    body: bytes
    memory: Memory

    @property
    def json(self) -> Any:
        """The body, None for what is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @json.setter
    def json(self, value: Any) -> None:
        self.body = json.dumps(value).encode()


@dataclass(slots=True)
class Reply:
    """A reply as the emulator gave it; what is changed in it is what the client gets."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    @property
    def json(self) -> Any:
        """The body, None for what is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @json.setter
    def json(self, value: Any) -> None:
        self.body = json.dumps(value).encode()
        self.headers["content-type"] = "application/json"

    @property
    def code(self) -> int | None:
        told = self.json
        return told.get("code") if isinstance(told, dict) else None

    def says(self, code: int, message: str = "No.", *, status: int | None = None) -> None:
        """Become a refusal."""
        self.json = {"code": code, "message": message, "data": None}
        self.status = status if status is not None else 200 if code >= 1000 else code

    def gives(self, data: Any) -> None:
        """Become a success."""
        self.status = 200
        self.json = {"code": 0, "message": "success", "data": data}


def _leave(asked: Asked) -> Reply | None:
    return None


def _keep(asked: Asked, reply: Reply) -> None:
    return None


def _pass(chunk: bytes, memory: Memory) -> bytes:
    return chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakage:
    """What is broken, by name, and the rule that it breaks.

    ``before`` may change the request, or answer it; ``after`` may change the reply (of a stream,
    only its head); ``chunk`` each piece of a stream, and the empty one that ends it. ``endless``:
    streams never end.
    """

    name: str
    rule: str
    before: Callable[[Asked], Reply | None] = _leave
    after: Callable[[Asked, Reply], None] = _keep
    chunk: Callable[[bytes, Memory], bytes] = _pass
    endless: bool = False


class Breaking:
    """The layer; ``breakage`` None lets everything through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._memories: dict[str, Memory] = {}
        self.breakage: Breakage | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self.breakage is None:
            await self._app(scope, receive, send)
            return
        run, path = _parted(scope["path"])
        what = named(scope["method"], path)
        if what is None:
            await self._app(scope, receive, send)
            return
        body = b"" if self._skips(what, scope) else await _whole(receive)
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        asked = Asked(what, path, run, headers, body, self._memories.setdefault(run, {}))
        if (instead := self.breakage.before(asked)) is not None:
            await _send(send, instead)
            return
        await self._through(self.breakage, asked, scope, receive, send)

    @staticmethod
    def _skips(what: str, scope: Scope) -> bool:
        """A body that is too long to be kept is not read."""
        return int(dict(scope["headers"]).get(b"content-length", b"0")) > 10_000_000

    async def _through(
        self, it: Breakage, asked: Asked, scope: Scope, receive: Receive, send: Send
    ) -> None:
        headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in asked.headers.items()]
        headers = [
            (k, str(len(asked.body)).encode() if k == b"content-length" else v) for k, v in headers
        ]
        answer = Answer(it, asked, send)
        await self._app({**scope, "headers": headers}, _again(asked.body, receive), answer)
        await answer.finish(receive)


class Answer:
    """Takes the emulator's reply: a stream goes on at once, all else when it is complete."""

    def __init__(self, it: Breakage, asked: Asked, send: Send) -> None:
        self._it, self._asked, self._send = it, asked, send
        self._reply: Reply | None = None
        self._streams = False
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in message["headers"]}
            self._reply = Reply(message["status"], headers)
            self._streams = "event-stream" in headers.get("content-type", "")
            if self._streams:
                self._it.after(self._asked, self._reply)
                await self._send(_start(self._reply))
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if not self._streams:
            self._body += body
            return
        changed = self._it.chunk(body, self._asked.memory) if body or not more else body
        more = more or self._it.endless
        if changed or not more:
            await self._send({"type": "http.response.body", "body": changed, "more_body": more})

    async def finish(self, receive: Receive) -> None:
        """Send what was kept back."""
        if self._streams and self._it.endless:
            while (await receive())["type"] != "http.disconnect":
                pass
        elif not self._streams and self._reply is not None:
            self._reply.body = bytes(self._body)
            self._it.after(self._asked, self._reply)
            await _send(self._send, self._reply)


def named(method: str, path: str) -> str | None:
    """What a request is for; None for what no breakage is about."""
    if path.startswith("/cdn/"):
        return LINK
    others = {"/workspace/claim": CLAIM_PAGE, "/__nemo/ledger": LEDGER}
    return others.get(path) or operation(method, path)


def _parted(path: str) -> tuple[str, str]:
    if not path.startswith("/r/"):
        return "", path
    run, _, rest = path.removeprefix("/r/").partition("/")
    return run, f"/{rest}"


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read already, then whatever comes."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _start(reply: Reply) -> Message:
    headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in reply.headers.items()]
    return {"type": "http.response.start", "status": reply.status, "headers": headers}


async def _send(send: Send, reply: Reply) -> None:
    kept = {k: v for k, v in reply.headers.items() if k != "content-length"}
    whole = replace(reply, headers={**kept, "content-length": str(len(reply.body))})
    await send(_start(whole))
    await send({"type": "http.response.body", "body": whole.body, "more_body": False})
