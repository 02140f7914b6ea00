"""Writes each ``adk`` frame of a long conversation in a line: ``-m tools.adk.collect FILE``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx

from nemo_emulator import Emulator, Settings
from nemo_emulator.settings import Dialect, Pace, Prices

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
SCRIPT = ("run_sse#2: trailing text", "run_sse#3: trailing error", "run_sse#4: huge 5000")
WORDS = (
    "turn these images into a smooth video with transitions",
    'add the title "Hello, 世界 \u2028 🎬"',
    "make it black and white",
    "what can you do?",
    "generate a clip of a calm beach",
    "加点音乐",
    "undo",
)


def frames() -> Iterator[str]:
    """The payloads of all events that are JSON."""
    settings = Settings(
        seed=5, pace=Pace.INSTANT, dialect=Dialect.ADK, faults=SCRIPT, prices=Prices(grant=1000)
    )
    with Emulator(settings) as emu, httpx.Client(base_url=emu.url, timeout=60) as http:
        sid = _session(http)
        for text in WORDS:
            body = {
                "app_name": "nemo_agent",
                "user_id": "me",
                "session_id": sid,
                "new_message": {"parts": [{"text": text}]},
            }
            stream = http.post("/run_sse", json=body).text
            events = stream.split("\n\n")
            yield from (event[6:] for event in events if event.startswith('data: {"'))


def _session(http: httpx.Client) -> str:
    client = {"X-Client-Id": "00000000-0000-4000-8000-000000000001"}
    token = http.post("/api/auth/anonymous-token", headers=client).json()["data"]["token"]
    http.headers["Authorization"] = f"Bearer {token}"
    made = http.post("/api/tasks/me/with-session/nemo_agent", json={"task_name": "t"})
    sid = str(made.json()["data"]["session_id"])
    picture = {"files": ("dot.png", (MEDIA / "dot.png").read_bytes())}
    http.post(f"/api/upload-video/nemo_agent/me/{sid}", files=picture)
    return sid


def main(path: Path) -> None:
    told = [frame for frame in frames() if json.loads(frame) != {"type": "heartbeat"}]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(told) + "\n", "utf-8", newline="\n")
    print(f"{len(told)} frames in {path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
