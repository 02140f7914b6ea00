"""Killed at any moment (``kill -9``), started again: nothing acknowledged is lost."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from emulator.tests.family import MARK, gone, marked
from emulator.tests.stage import ATTRIBUTION, MEDIA, message

from nemo_emulator.blobs import BlobStore

SMOOTH = "turn these images into a smooth video with transitions"
API = "/api/upload-video/nemo_agent/me/"


class Process:
    """``nemo-emulator serve`` on a data folder."""

    def __init__(self, data: Path, *more: str) -> None:
        words = ["serve", "--port", "0", "--data-dir", str(data), *more]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nemo_emulator", *words], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None
        line = self._process.stderr.readline()
        said = re.search(r"http://\S+", line)
        if said is None:
            self._process.kill()
        assert said is not None, line
        self.http = httpx.Client(base_url=said[0], timeout=30, headers=ATTRIBUTION)

    def kill(self, how: int = signal.SIGKILL) -> int:
        self.http.close()
        self._process.send_signal(how)
        code = self._process.wait(timeout=20)
        assert self._process.stderr is not None
        self._process.stderr.close()
        return code


@contextmanager
def serving(data: Path, *more: str) -> Iterator[Process]:
    process = Process(data, *more)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()


def data(reply: httpx.Response) -> dict[str, Any]:
    found: dict[str, Any] = reply.json()["data"]
    return found


def sign_in(http: httpx.Client) -> dict[str, str]:
    client = {"X-Client-Id": "00000000-0000-4000-8000-000000000001"}
    token = data(http.post("/api/auth/anonymous-token", headers=client))["token"]
    http.headers["Authorization"] = f"Bearer {token}"
    return {"Authorization": f"Bearer {token}"}


def session(http: httpx.Client) -> str:
    body = {"task_name": "project"}
    return str(data(http.post("/api/tasks/me/with-session/nemo_agent", json=body))["session_id"])


def upload(http: httpx.Client, sid: str, name: str = "beach.jpg") -> dict[str, Any]:
    files = {"files": (name, (MEDIA / name).read_bytes())}
    return dict(data(http.post(f"{API}{sid}", files=files)))


def until(ready: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def state(http: httpx.Client, sid: str) -> dict[str, Any]:
    return dict(data(http.get(f"/api/state/nemo_agent/me/{sid}/latest"))["state"])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_server(
    how: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first upload on it keeps one that renders are forked from."""
    monkeypatch.setenv(MARK, str(tmp_path))
    with serving(tmp_path / "data") as one:
        sign_in(one.http)
        sid = session(one.http)
        before = len(marked(tmp_path))
        upload(one.http, sid)
        until(lambda: len(marked(tmp_path)) > before)
        one.kill(how)

        assert gone(tmp_path, 60)


def test_killed_during_a_stream(tmp_path: Path) -> None:
    """The accepted message is carried out by the next start, and charged once."""
    with serving(tmp_path, "--pace", "fast") as one:
        who, sid = sign_in(one.http), session(one.http)
        uploaded = upload(one.http, sid)
        body = message(sid, SMOOTH)
        with one.http.stream("POST", "/run_sse", json=body) as stream:
            assert stream.status_code == 200
            one.kill()

    with serving(tmp_path, "--pace", "fast") as two:
        two.http.headers.update(who)
        until(lambda: bool(state(two.http, sid)["draft"]["t"]))
        until(lambda: data(two.http.get("/api/credits/balance/simple"))["frozen"] == 0)
        left = data(two.http.get("/api/credits/balance/simple"))

        assert left == {"available": 50, "frozen": 0, "total": 50}
        assert [info["hash"] for info in state(two.http, sid)["video_infos"]] == [
            file["hash"] for file in uploaded["files"]
        ]


def test_killed_during_an_upload(tmp_path: Path) -> None:
    """What was not acknowledged leaves nothing; what was is whole."""
    with serving(tmp_path) as one:
        who, sid = sign_in(one.http), session(one.http)
        kept = upload(one.http, sid)["files"][0]["hash"]

        def half() -> Iterator[bytes]:
            yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="b.jpg"\r\n\r\n'
            yield (MEDIA / "forest.jpg").read_bytes()[:50_000]
            until(lambda: any((tmp_path / "blobs" / "tmp").iterdir()))
            one._process.kill()
            yield bytes(100_000)

        kind = {"Content-Type": "multipart/form-data; boundary=b"}
        with pytest.raises(httpx.TransportError):
            one.http.post(f"{API}{sid}", content=half(), headers=kind)
        one.kill()

    with serving(tmp_path) as two:
        two.http.headers.update(who)

        infos = state(two.http, sid)["video_infos"]
        again = upload(two.http, sid, "forest.jpg")

    blobs = BlobStore(tmp_path / "blobs")
    assert [info["hash"] for info in infos] == [kept]
    assert all(blobs.verify(name) for name in (kept, again["files"][0]["hash"]))
    assert list((tmp_path / "blobs" / "tmp").iterdir()) == []


def test_killed_during_a_render(tmp_path: Path) -> None:
    """The render is made by the next start; its file is whole."""
    with serving(tmp_path, "--pace", "instant") as one:
        who, sid = sign_in(one.http), session(one.http)
        upload(one.http, sid)
        one.http.post("/run_sse", json=message(sid, SMOOTH))
        wish = {"id": "render_1", "sessionId": sid, "draft": state(one.http, sid)["draft"]}
        one.http.post("/api/render/proxy/lambda", json=wish)
        path = "/api/render/proxy/lambda/render_1"
        until(lambda: bool(one.http.get(path).json()["status"] == "processing"))
        one.kill()

    with serving(tmp_path, "--pace", "instant") as two:
        two.http.headers.update(who)
        until(lambda: two.http.get(path).json()["status"] in ("completed", "failed"), 90)
        job = two.http.get(path).json()
        film = two.http.get("/api/render/proxy/render_1/download").content

    assert (job["status"], job["output"]["size"]) == ("completed", len(film))
    assert film[4:8] == b"ftyp"


def test_a_stopped_server_goes_quietly(tmp_path: Path) -> None:
    """SIGTERM ends it with 0, in the middle of a stream too; the next start is from a snapshot."""
    with serving(tmp_path, "--pace", "realistic") as one:
        sign_in(one.http)
        sid = session(one.http)
        with one.http.stream("POST", "/run_sse", json=message(sid, "hello")) as stream:
            assert stream.status_code == 200
            code = one.kill(signal.SIGTERM)

    assert code == 0
