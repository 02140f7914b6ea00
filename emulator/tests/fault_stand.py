"""An emulator on one of uvicorn's parsers and one of the loops, asked and heard byte by byte."""

import asyncio
import json
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from emulator.tests.stage import ATTRIBUTION, MEDIA, Camera, message
from emulator.tests.wire_stage import LOOPS, QUIET, Heard, Peer

from nemo_emulator.app import create_app
from nemo_emulator.clock import ScaledClock
from nemo_emulator.script import Match, Rule
from nemo_emulator.script.effects import AnyEffect
from nemo_emulator.server import Parser, serving
from nemo_emulator.settings import Pace, Settings

SCALE = 500.0
"""Virtual seconds to a real one."""
CLIENT = "00000000-0000-4000-8000-000000000001"
FIRST = "turn these images into a smooth video with transitions"
_DATE = re.compile(rb"(?i)(\r\ndate: )[^\r]*")


def dateless(data: bytes) -> bytes:
    """With the same date everywhere, of the same length."""
    return _DATE.sub(lambda found: found[1] + b"d" * 29, data)


def framed(head: str, body: bytes = b"") -> bytes:
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{head}Host: x\r\n{length}\r\n".encode() + body


class Stand:
    """A fresh emulator with somebody in it; the same seed, the same bytes."""

    def __init__(self, parser: str, loop: str) -> None:
        self._loop = LOOPS[loop]()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        settings = Settings(pace=Pace.INSTANT, seed=7)
        app = create_app(settings, clock=ScaledClock(scale=SCALE), renderer=Camera())
        self.services = app.state.runs.default.services
        self._server = serving(app, parser=Parser(parser))
        self.port = self.run(self._server.__aenter__()).port
        self.auth = ""
        self.sid = ""

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def close(self) -> None:
        self.run(self._server.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def script(self, operation: str, effect: AnyEffect) -> None:
        """One rule from now on."""

        async def add() -> None:
            self.services.faults.add(Rule(Match(operation=operation), (effect,)))

        self.run(add())

    def done(self) -> bool:
        """Whether every rule comes to its end, now or soon after the client has seen it."""
        for _ in range(1000):
            if all(row.completed for row in self.services.faults):
                return True
            self._thread.join(0.01)
        return False

    # what somebody does, unharmed

    def prepare(self, *, picture: bool = False, edited: bool = False) -> None:
        """Sign in, begin a session, perhaps with a picture and an edit."""
        client = f"POST /api/auth/anonymous-token HTTP/1.1\r\nX-Client-Id: {CLIENT}\r\n"
        token = self.whole(framed(client))["data"]["token"]
        more = "".join(f"{name}: {value}\r\n" for name, value in ATTRIBUTION.items())
        self.auth = f"Authorization: Bearer {token}\r\n{more}"
        wish = {"task_name": "t", "language": "zh"}
        made = self.whole(self.post("/api/tasks/me/with-session/nemo_agent", wish))
        self.sid = made["data"]["session_id"]
        if picture:
            self.whole(self.upload())
        if edited:
            with Peer(self.port) as peer:
                peer.ask_until(self.say(FIRST), (b"\r\n0\r\n\r\n",))

    def get(self, path: str) -> bytes:
        return framed(f"GET {path} HTTP/1.1\r\n{self.auth}")

    def post(self, path: str, body: Any) -> bytes:
        head = f"POST {path} HTTP/1.1\r\n{self.auth}Content-Type: application/json\r\n"
        return framed(head, json.dumps(body).encode())

    def say(self, text: str) -> bytes:
        return self.post("/run_sse", message(self.sid, text))

    def upload(self) -> bytes:
        part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="dot.png"\r\n\r\n'
        body = part + (MEDIA / "dot.png").read_bytes() + b"\r\n--b--\r\n"
        path = f"/api/upload-video/nemo_agent/me/{self.sid}"
        kind = "Content-Type: multipart/form-data; boundary=b\r\n"
        return framed(f"POST {path} HTTP/1.1\r\n{self.auth}{kind}", body)

    def export(self) -> None:
        """A render of the draft as it is."""
        draft = self.state()["draft"]
        wish = {"id": "render_1", "sessionId": self.sid, "draft": draft}
        self.whole(self.post("/api/render/proxy/lambda", wish))

    def made(self) -> None:
        """Until the real work of every render is done."""
        for _ in range(1000):
            if all(work.made.is_set() for work in self.services.jobs._work.values()):
                return
            self._thread.join(0.01)
        raise TimeoutError("the camera does not end")

    def state(self) -> dict[str, Any]:
        path = f"/api/state/nemo_agent/me/{self.sid}/latest"
        return dict(self.whole(self.get(path))["data"]["state"])

    def poll(self) -> dict[str, Any]:
        return self.whole(self.get("/api/render/proxy/lambda/render_1"))

    def developed(self) -> dict[str, Any]:
        """The render when it has ended."""
        for _ in range(400):
            job = self.poll()
            if job["status"] in ("completed", "failed"):
                return job
            self._thread.join(0.01)
        raise TimeoutError("the render does not end")

    def whole(self, request: bytes) -> dict[str, Any]:
        """The JSON of a reply that nothing happens to."""
        heard = self.reply(request)
        return dict(json.loads(heard.partition(b"\r\n\r\n")[2]))

    def reply(self, request: bytes) -> bytes:
        """All bytes of a reply with a length or in chunks, its date blotted out."""
        with Peer(self.port) as peer:
            peer.socket.sendall(request)
            head = _until(peer, b"", b"\r\n\r\n")
            found = re.search(rb"(?i)content-length: *(\d+)", head)
            if found is None:
                return dateless(head) + _until(peer, b"\r\n", b"\r\n0\r\n\r\n")[2:]
            return dateless(head) + peer.hear(int(found[1])).data

    def heard(self, request: bytes, size: int, end: str) -> Heard:
        """What comes of a request, and how the connection ends."""
        with Peer(self.port) as peer:
            found = peer.watch(request, size, end)
            return Heard(dateless(found.data), found.end, found.seconds)

    def greeting(self, *, ask: bytes) -> Heard:
        """What a new connection meets; without a request, so that no reset follows from that."""
        if ask:
            with Peer(self.port) as peer:
                peer.socket.sendall(ask)
                return peer.hear(patience=QUIET)
        with socket.socket() as one:
            one.settimeout(5)
            data = b""
            try:
                one.connect(("127.0.0.1", self.port))
                while more := one.recv(1000):
                    data += more
            except ConnectionResetError:  # perhaps before connect() has returned
                return Heard(data, "rst", 0.0)
        return Heard(data, "fin", 0.0)

    def refused(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) != 0


@contextmanager
def standing(parser: str, loop: str) -> Iterator[Stand]:
    stand = Stand(parser, loop)
    try:
        yield stand
    finally:
        stand.close()


def _until(peer: Peer, before: bytes, end: bytes) -> bytes:
    """What comes up to the end. Raises ``ValueError`` when nothing more comes."""
    data = before
    while not data.endswith(end):
        more = peer.hear(1)
        data += more.data
        if not more.data:
            raise ValueError(f"{more.end} after {data[-200:]!r}")
    return data


def head_of(reply: bytes) -> bytes:
    return reply.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def body_of(reply: bytes) -> bytes:
    return reply.partition(b"\r\n\r\n")[2]


def chunks(reply: bytes) -> list[bytes]:
    """The chunks of a chunked reply. Raises ``ValueError`` for wrong framing."""
    found: list[bytes] = []
    rest = body_of(reply)
    while True:
        size, _, rest = rest.partition(b"\r\n")
        n = int(size, 16)
        if rest[n : n + 2] != b"\r\n":
            raise ValueError(f"no line end after a chunk of {n}")
        if n == 0:
            if rest != b"\r\n":
                raise ValueError(f"{rest!r} after the last chunk")
            return found
        found.append(rest[:n])
        rest = rest[n + 2 :]
