"""Large files in both directions, in CPU time of the server: targets 14 and 15."""

import http.client
import json
import struct
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from bench.goal import Goal, ratio
from bench.load import Served, served
from bench.table import figures
from bench.wire import auth, emulator

UPLOAD = 200 * 2**20
FILM = 20 * 2**20
RANGE = 64 * 1024
ROUNDS = 5


def wave(path: Path, size: int) -> Path:
    """A sound file of exactly so many bytes, that any judge takes for one."""
    data = size - 44
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        size - 8,
        b"WAVE",
        b"fmt ",
        16,
        1,
        2,
        48000,
        192000,
        4,
        16,
        b"data",
        data,
    )
    with path.open("wb") as file:
        file.write(head)
        for _ in range(data >> 20):
            file.write(bytes(1 << 20))
        file.write(bytes(data & ((1 << 20) - 1)))
    return path


def send(server: Served, path: str, file: Path, headers: dict[str, str]) -> bytes:
    """Upload as multipart; gives the reply's body."""
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.wav"\r\n\r\n'
    tail = b"\r\n--b--\r\n"
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    client.putrequest("POST", path)
    size = len(head) + file.stat().st_size + len(tail)
    kind = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(size)}
    for name, value in (headers | kind).items():
        client.putheader(name, value)
    client.endheaders(head)
    with file.open("rb") as content:
        while chunk := content.read(1 << 18):
            client.send(chunk)
    client.send(tail)
    with client.getresponse() as reply:
        body = reply.read()
        if reply.status != 200:
            raise RuntimeError(body.decode())
    client.close()
    return body


def session(server: Served, headers: dict[str, str]) -> str:
    client = http.client.HTTPConnection("127.0.0.1", server.port)
    body = '{"task_name":"bench"}'
    client.request("POST", "/api/tasks/me/with-session/nemo_agent", body, headers)
    found = json.load(client.getresponse())
    client.close()
    return str(found["data"]["session_id"])


def _spent(server: Served, work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds."""
    cpu, began = server.cpu(), time.monotonic()
    work()
    return server.cpu() - cpu, time.monotonic() - began


def uploads() -> Iterator[Goal]:
    """Target 14."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        file = wave(folder / "long.wav", UPLOAD)
        bare = stack.enter_context(served("-m", "bench.bare", "fastapi", "PORT"))
        ours = emulator(stack)
        who = auth(ours)
        where = f"/api/upload-video/nemo_agent/me/{session(ours, who)}"
        who.pop("Content-Type")
        small = wave(folder / "short.wav", 1 << 20)
        send(ours, where, small, who), send(bare, "/upload", small, {})
        idle = ours.resident()
        ours.forget_peak()
        pairs = [
            (
                _spent(bare, lambda: send(bare, "/upload", file, {})),
                _spent(ours, lambda: send(ours, where, file, who)),
            )
            for _ in range(ROUNDS)
        ]
        grown = ours.peak() - idle
    theirs, mine = ([pair[n] for pair in pairs] for n in (0, 1))
    cpu = ratio([s[0] for s in theirs], [s[0] for s in mine])
    wall = ratio([s[1] for s in theirs], [s[1] for s in mine])
    figures(
        "200 MiB upload",
        {"UploadFile": [s[0] * 1000 for s in theirs], "ours": [s[0] * 1000 for s in mine]},
        "ms CPU",
    )
    what = "200 MiB upload against UploadFile and copy"
    note = f"in CPU time; {wall:.2f} x in wall time. Ours hashes, judges and syncs besides"
    yield Goal(14, what, ">= 1.5 x", f"{cpu:.2f} x", cpu >= 1.5, note)
    what = "memory that 200 MiB uploads need above idle"
    yield Goal(14, what, "<= 10 MiB", f"{grown:.1f} MiB", grown <= 10)


def downloads() -> Iterator[Goal]:
    """Target 15."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bare = stack.enter_context(served("-m", "bench.bare", "fastapi", "PORT"))
        ours = emulator(stack)
        who = auth(ours)
        where = f"/api/upload-video/nemo_agent/me/{session(ours, who)}"
        who.pop("Content-Type")
        told = json.loads(send(ours, where, wave(folder / "film.wav", FILM), who))
        link = urlsplit(told["data"]["files"][0]["cdn_url"])
        path = f"{link.path}?{link.query}"
        for server, one in ((bare, "/film"), (ours, path)):
            fetch(server, one, 2)
        whole = [
            (
                _spent(bare, lambda: fetch(bare, "/film", 10)),
                _spent(ours, lambda: fetch(ours, path, 10)),
            )
            for _ in range(ROUNDS)
        ]
        parts = [
            (
                _spent(bare, lambda: fetch(bare, "/film", 400, RANGE)),
                _spent(ours, lambda: fetch(ours, path, 400, RANGE)),
            )
            for _ in range(ROUNDS)
        ]
    yield _compared("20 MB file against stock FileResponse", whole, 2.5)
    yield _compared("64 KiB ranges against stock FileResponse", parts, 4.0)


Spent = tuple[float, float]


def _compared(what: str, pairs: list[tuple[Spent, Spent]], least: float) -> Goal:
    cpu = ratio([theirs[0] for theirs, _ in pairs], [mine[0] for _, mine in pairs])
    wall = ratio([theirs[1] for theirs, _ in pairs], [mine[1] for _, mine in pairs])
    note = f"in wall time, as the target; {cpu:.2f} x in CPU time"
    return Goal(15, what, f">= {least} x", f"{wall:.2f} x", wall >= least, note)


def fetch(server: Served, path: str, times: int, part: int | None = None) -> None:
    """Fetch it so often over one connection, whole or a part somewhere in it."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    into = bytearray(1 << 20)
    for n in range(times):
        start = n * 40_000
        asked = {"Range": f"bytes={start}-{start + part - 1}"} if part else {}
        client.request("GET", path, headers=asked)
        reply = client.getresponse()
        while reply.readinto(into):
            pass
        if reply.status not in (200, 206):
            raise RuntimeError(f"{path}: {reply.status}")
    client.close()
