"""Same seed, same script: the same streams and the same journal, on a machine that is busy.

usage: python -m soak determinism [--times 50]. Two loops burn processor time beside every run.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from nemo_emulator import Emulator, Settings
from nemo_emulator.clock import ManualClock
from nemo_emulator.settings import Dialect, Pace

MEDIA = Path(__file__).parents[1] / "fixtures" / "media"
BURN = "import time\nend = time.monotonic() + 900\nwhile time.monotonic() < end: pass"
"""Ends by itself, should nobody end it."""
SCRIPT = (
    "run_sse#2: silent",
    "run_sse#3: unknown types, comments, split every 7 bytes",
    "run_sse p=0.5: trailing text times=*",
    "credits#2: 429 retry-after=30",
    'state p=0.3: header "x-odd" "yes" times=*',
    "render job#1: fail at 40%",
)
WORDS = (
    "turn these images into a smooth video with transitions, 1 second each",
    'add the title "Hello, 世界"',
    "make it black and white",
    "what can you do?",
    "加点音乐",
)
HEADERS = {"X-Skill-Source": "soak", "X-Skill-Version": "1", "X-Skill-Platform": "unknown"}


@contextmanager
def busy(count: int = 2) -> Iterator[None]:
    """So many processes that do nothing but burn time, ended by their ids."""
    burning = [subprocess.Popen([sys.executable, "-c", BURN]) for _ in range(count)]
    try:
        yield
    finally:
        for process in burning:
            process.kill()
            process.wait()


def once(dialect: Dialect) -> bytes:
    """A conversation with everything in it; gives all that was streamed, and the journal."""
    settings = Settings(seed=42, pace=Pace.REALISTIC, dialect=dialect, faults=SCRIPT)
    with Emulator(settings, clock=ManualClock()) as emu:
        with httpx.Client(base_url=emu.url, headers=HEADERS, timeout=60) as http:
            said = list(_conversation(http, emu))
        rows = json.loads(_journal(emu.url))["requests"]
    if any(row["request"]["headers"].get("x-skill-source") != "soak" for row in rows):
        print("  another program asked at this port; once more", flush=True)
        return once(dialect)
    journal = [_lasting(row) for row in rows]
    port = emu.url.rpartition(":")[2].encode()
    told = b"\n".join(said) + json.dumps(journal, ensure_ascii=False).encode()
    return told.replace(port, b"PORT")


def _conversation(http: httpx.Client, emu: Emulator) -> Iterator[bytes]:
    client = {"X-Client-Id": "00000000-0000-4000-8000-000000000001"}
    token = http.post("/api/auth/anonymous-token", headers=client).json()["data"]["token"]
    http.headers["Authorization"] = f"Bearer {token}"
    made = http.post("/api/tasks/me/with-session/nemo_agent", json={"task_name": "t"})
    sid = made.json()["data"]["session_id"]
    yield made.content
    pictures = [("files", (name, (MEDIA / name).read_bytes())) for name in ("dot.png", "odd.jpg")]
    yield http.post(f"/api/upload-video/nemo_agent/me/{sid}", files=pictures).content
    for text in WORDS:
        yield _heard(http, emu, _message(sid, text))
        yield http.get(f"/api/state/nemo_agent/me/{sid}/latest").content
        yield http.get("/api/credits/balance/simple").content
    draft = http.get(f"/api/state/nemo_agent/me/{sid}/latest").json()["data"]["state"]["draft"]
    wish = {"id": "render_1", "sessionId": sid, "draft": draft}
    yield http.post("/api/render/proxy/lambda", json=wish).content
    emu.clock.advance(seconds=60)
    yield http.get("/api/render/proxy/lambda/render_1").content


def _heard(http: httpx.Client, emu: Emulator, body: dict[str, Any]) -> bytes:
    """The whole stream, while six minutes pass."""
    with http.stream("POST", "/run_sse", json=body) as reply:
        emu.clock.advance(seconds=360)
        return reply.read()


def _message(sid: str, text: str) -> dict[str, Any]:
    return {
        "app_name": "nemo_agent",
        "user_id": "me",
        "session_id": sid,
        "new_message": {"parts": [{"text": text}]},
    }


def _journal(url: str) -> bytes:
    return httpx.get(f"{url}/__nemo/requests").content


def _lasting(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what is measured in real time or drawn by the client's library."""
    kept = {name: value for name, value in row.items() if name != "real_seconds"}
    for side in ("request", "reply"):
        headers = {k: v for k, v in kept[side]["headers"].items() if k != "date"}
        kept[side] = {**kept[side], "headers": headers}
    if "multipart" in kept["request"]["headers"].get("content-type", ""):
        kept["request"]["headers"]["content-type"] = "multipart/form-data"
    return kept


def main(words: list[str]) -> None:
    """Exits with 1 when two runs differ."""
    options = argparse.ArgumentParser("python -m soak determinism")
    options.add_argument("--times", type=int, default=50)
    wish = options.parse_args(words)
    good = True
    with busy():
        for dialect in Dialect:
            runs = [once(dialect) for _ in range(wish.times)]
            outcomes = {hashlib.sha256(run).hexdigest()[:12] for run in runs}
            good &= len(outcomes) == 1
            size = f"{len(runs[0]):,} bytes of streams, replies and journal"
            print(f"{dialect}: {len(runs)} runs, {size}: {len(outcomes)} outcome(s)", flush=True)
            if len(outcomes) > 1:
                _show_difference(runs)
    raise SystemExit(not good)


def _show_difference(runs: list[bytes]) -> None:
    other = next(run for run in runs if run != runs[0])
    pairs = zip(runs[0], other, strict=False)
    at = next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
    with tempfile.NamedTemporaryFile(delete=False, suffix=".txt") as kept:
        kept.write(runs[0] + b"\n\n---\n\n" + other)
    print(f"  from byte {at}: {runs[0][at - 60 : at + 60]!r}\n  {other[at - 60 : at + 60]!r}")
