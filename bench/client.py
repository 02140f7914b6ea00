"""What the client costs: decoding 100 MB of stream against httpx-sse; memory of a 200 MB upload."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.sse_parsers.__main__ import HOME, set_up

from bench.table import Row, publish, row

HERE = Path(__file__).parent
ROUNDS = 3
BIG = 200_000_000
SHAPES = {
    "text": "100 MB of text events, reads of 64 kB",
    "named": "the same with event, id and a comment each",
    "crlf": "the same in Chinese, CRLF",
    "live": "the same as text, one event a read",
}
TARGET = "at least 5 x"
DATA = {
    "/api/auth/anonymous-token": {"token": "nmv_usr_1", "user_id": "anon_1", "credits": 100},
    "/api/tasks/me/with-session/nemo_agent": {"session_id": "7", "task_id": "t"},
    "/api/upload-video/nemo_agent/me/7": {
        "files": [{"filename": "a", "file_type": "video", "cdn_url": "u", "hash": "h"}]
    },
}


def seconds(python: Path, parser: str, shape: str) -> float:
    """CPU seconds of one run in its own process."""
    command = [python, HERE / "decoding.py", parser, shape]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[0])


def decoding() -> list[Row]:
    """Both parsers in turn; the ratio is how many times faster ours is."""
    rows = []
    for shape, told in SHAPES.items():
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(Path(sys.executable), "ours", shape))
            theirs.append(seconds(HOME / "venv/bin/python", "httpx-sse", shape))
        base = row(f"httpx-sse: {told}", theirs, "s CPU", ours)
        rows += [row(f"ours: {told}", ours, "s CPU", ours), base]
        if shape == "text":
            least = [seconds(Path(sys.executable), "floor", shape) for _ in range(ROUNDS)]
            rows.append(row("only splitting it and making the events", least, "s CPU", ours))
    return rows


class Sink(BaseHTTPRequestHandler):
    """A service that takes everything and keeps nothing."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Read the body away, then say yes."""
        left = int(self.headers.get("Content-Length") or 0)
        while left:
            left -= len(self.rfile.read(min(left, 1 << 20)))
        body = json.dumps({"code": 0, "message": "ok", "data": DATA[self.path]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Not told."""


@contextmanager
def sink() -> Iterator[str]:
    """Its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Sink) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def uploading() -> list[Row]:
    """The most memory above idle while 200 MB are sent, with each driver."""
    with tempfile.TemporaryDirectory() as folder, sink() as url:
        file = Path(folder) / "big.mp4"
        with file.open("wb") as big:
            big.write(b"\x00\x00\x00\x18ftypmp42")
            big.truncate(BIG)
        return [_grown(url, file, how, folder) for how in ("sync", "async")]


def _grown(url: str, file: Path, how: str, home: str) -> Row:
    command = [sys.executable, "-m", "bench.uploading", url, file, how]
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    idle, most = map(int, done.stdout.split())
    name = f"upload of 200 MB, {how}: memory above idle"
    return Row(name, (most - idle) / 1e6, "MB", most / idle, "under 30 MB")


def main() -> None:
    """Both."""
    set_up()
    publish("client", [*decoding(), *uploading()])
