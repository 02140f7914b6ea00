"""An emulator on a real socket, with a clock in the test's hand and a camera instead of ffmpeg."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import httpx

from nemo_emulator.app import create_app
from nemo_emulator.clock import ManualClock, VirtualClock
from nemo_emulator.render import Rendered, Renderer, RenderFailed, RenderOrder
from nemo_emulator.server import serving
from nemo_emulator.services import Services
from nemo_emulator.settings import Pace, Settings

INSTANT = Settings(pace=Pace.INSTANT, seed=7)
ATTRIBUTION = {
    "X-Skill-Source": "tests",
    "X-Skill-Version": "1.0",
    "X-Skill-Platform": "unknown",
}
MEDIA = Path(__file__).parents[2] / "fixtures" / "media"


@dataclass(slots=True)
class Camera:
    """A renderer that needs no ffmpeg; ``fails`` makes it fail with that sentence.

    While it is ``held``, it does not come to an end.
    """

    fails: str | None = None
    held: bool = False
    orders: int = 0

    async def render(self, order: RenderOrder, progress: Callable[[float], None]) -> Rendered:
        self.orders += 1
        progress(0.5)
        if self.held:
            await asyncio.Event().wait()
        if self.fails:
            raise RenderFailed(self.fails)
        missing = {
            segment.meta["url"]
            for track in order.draft.tracks
            for segment in track.segments
            if "url" in segment.meta and segment.meta["url"] not in order.sources
        }
        if missing:
            raise RenderFailed("A segment names a file that is not among your uploads.")
        order.target.write_bytes(b"film" * 1000 + str(self.orders).encode())
        progress(1.0)
        size = order.target.stat().st_size
        return Rendered(
            path=order.target,
            duration_ms=order.draft.duration or 0,
            frames=90,
            size=size,
            width=1920,
            height=1080,
            encoder="camera",
        )


class Loop:
    """An event loop in a thread, for a server beside a test that blocks."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Any) -> Any:
        job: Future[Any] = asyncio.run_coroutine_threadsafe(work, self.loop)
        return job.result(timeout=60)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


class Emu:
    """A running emulator, and a hand on what is in it."""

    def __init__(self, url: str, services: Services, loop: Loop) -> None:
        self.url = url
        self.services = services
        self.loop = loop
        self.http = httpx.Client(base_url=url, timeout=60, headers=ATTRIBUTION)

    def advance(self, seconds: float) -> None:
        """Let virtual time pass."""
        assert isinstance(self.services.clock, ManualClock)
        self.loop.run(self.services.clock.advance(seconds))

    def develop(self) -> None:
        """Let every render come to its end."""
        self.advance(90)
        for _ in range(2000):
            if not self.services.world.open_jobs():
                return
            sleep(0.005)
        raise TimeoutError("a render does not end")

    def sign_in(self, client_id: str = "00000000-0000-4000-8000-000000000001") -> "User":
        reply = self.http.post("/api/auth/anonymous-token", headers={"X-Client-Id": client_id})
        return User(self, reply.json()["data"])


class User:
    """Somebody with a token."""

    def __init__(self, emu: Emu, data: dict[str, Any]) -> None:
        self.emu = emu
        self.data = data
        self.headers = {"Authorization": f"Bearer {data['token']}"}

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.emu.http.get(path, headers=self.headers, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        headers = self.headers | more.pop("headers", {})
        return self.emu.http.post(path, headers=headers, **more)

    def session(self, language: str = "en") -> str:
        body = {"task_name": "project", "language": language}
        reply = self.post("/api/tasks/me/with-session/nemo_agent", json=body)
        return str(reply.json()["data"]["session_id"])

    def upload(self, session: str, *names: str) -> httpx.Response:
        with ExitStack() as stack:
            files = [("files", stack.enter_context((MEDIA / name).open("rb"))) for name in names]
            return self.post(f"/api/upload-video/nemo_agent/me/{session}", files=files)

    def say(self, session: str, text: str) -> str:
        """Send a message and read its stream to the end."""
        return self.post("/run_sse", json=message(session, text)).text

    def state(self, session: str) -> dict[str, Any]:
        reply = self.get(f"/api/state/nemo_agent/me/{session}/latest")
        return dict(reply.json()["data"]["state"])

    def credits(self) -> dict[str, Any]:
        return dict(self.get("/api/credits/balance/simple").json()["data"])

    def export(self, session: str, render_id: str = "render_1", **more: Any) -> httpx.Response:
        draft = self.state(session)["draft"]
        body = {"id": render_id, "sessionId": session, "draft": draft}
        return self.post("/api/render/proxy/lambda", json=body, **more)

    def poll(self, render_id: str = "render_1") -> dict[str, Any]:
        return dict(self.get(f"/api/render/proxy/lambda/{render_id}").json())


def message(session: str, text: str) -> dict[str, Any]:
    """The body of ``/run_sse``."""
    return {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": session,
        "new_message": {"parts": [{"text": text}]},
    }


def payloads(stream: str) -> list[dict[str, Any]]:
    """The JSON payloads of a stream that has ended."""
    lines = [line.removeprefix("data:").strip() for line in stream.splitlines()]
    return [json.loads(line) for line in lines if line.startswith("{")]


@contextmanager
def running(
    settings: Settings, *, clock: VirtualClock | None = None, renderer: Renderer | None = None
) -> Iterator[Emu]:
    """An emulator for as long as the context lasts."""
    loop = Loop()
    time = clock or ManualClock()
    app = create_app(settings, clock=time, renderer=renderer or Camera())
    server = serving(app)
    address = loop.run(server.__aenter__())
    emu = Emu(address.url, app.state.runs.default.services, loop)
    try:
        yield emu
    finally:
        emu.http.close()
        loop.run(server.__aexit__(None, None, None))
        loop.close()
