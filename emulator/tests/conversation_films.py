"""``make films``: holds the ten conversations over HTTP, renders each, lays its frames on a sheet.

In ``out/films``: NAME.mp4, and NAME.png with frames from its beginning to its end, to be looked at.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

import av
import httpx
from emulator.tests.agent_transcript import GOLDEN, counted, language, said, seed
from emulator.tests.stage import ATTRIBUTION, MEDIA, message
from PIL import Image, ImageDraw

from nemo_emulator import Emulator, Settings
from nemo_emulator.render.ffmpeg import find_ffmpeg
from nemo_emulator.settings import Pace, Prices

PHOTOS = ("beach.jpg", "forest.jpg", "mountains.jpg", "meadow.jpg", "city.png", "dandelions.jpg")
SHEET, COLUMNS, WIDTH = 12, 4, 400
ROOT = Path(__file__).parents[2]
OUT = ROOT / "out" / "films"


@contextmanager
def emulator(golden: str) -> Iterator[httpx.Client]:
    """An emulator with the seed of a conversation, and somebody with credits enough."""
    settings = Settings(pace=Pace.INSTANT, seed=seed(golden), prices=Prices(grant=5000))
    with Emulator(settings) as emu, httpx.Client(base_url=emu.url, timeout=600) as http:
        http.headers.update(ATTRIBUTION)
        client = {"X-Client-Id": "00000000-0000-4000-8000-000000000001"}
        token = http.post("/api/auth/anonymous-token", headers=client).json()["data"]["token"]
        http.headers["Authorization"] = f"Bearer {token}"
        yield http


def film(name: str, scratch: Path) -> Path:
    """Hold a conversation, export what came of it; raises when it cannot be rendered."""
    golden = (GOLDEN / f"{name}.txt").read_text("utf-8")
    with emulator(golden) as http:
        body = {"task_name": name, "language": language(golden)}
        made = http.post("/api/tasks/me/with-session/nemo_agent", json=body).json()["data"]
        session = str(made["session_id"])
        for file in files(golden, scratch):
            with file.open("rb") as opened:
                path = f"/api/upload-video/nemo_agent/me/{session}"
                http.post(path, files={"files": (file.name, opened)}).raise_for_status()
        for text in said(golden):
            http.post("/run_sse", json=message(session, text)).raise_for_status()
        return _exported(http, session, OUT / f"{name}.mp4")


def _exported(http: httpx.Client, session: str, target: Path) -> Path:
    draft = http.get(f"/api/state/nemo_agent/me/{session}/latest").json()["data"]["state"]["draft"]
    order = {"id": "render_1", "sessionId": session, "draft": draft}
    http.post("/api/render/proxy/lambda", json=order).raise_for_status()
    job: dict[str, Any] = {"status": "pending"}
    while job["status"] in ("pending", "processing"):
        sleep(0.5)
        job = http.get("/api/render/proxy/lambda/render_1").json()
    if job["status"] != "completed":
        raise SystemExit(f"{target.stem}: {job['error']}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(http.get("/api/render/proxy/render_1/download").content)
    return target


# -- what is uploaded


def files(golden: str, scratch: Path) -> Iterator[Path]:
    """As many photos, clips and songs as the conversation begins with."""
    photos, clips, songs = (counted(golden, kind) for kind in ("photo", "clip", "song"))
    yield from (MEDIA / name for name in PHOTOS[:photos])
    yield from (_looped("clip.mp4", scratch / f"clip{n}.mp4", 10) for n in range(clips))
    yield from (_looped("tone.mp3", scratch / f"song{n}.mp3", 30) for n in range(songs))


def _looped(name: str, target: Path, seconds: int) -> Path:
    """A short file over and over."""
    words = [str(find_ffmpeg().path), "-y", "-loglevel", "error", "-stream_loop", "-1"]
    words += ["-i", str(MEDIA / name), "-t", str(seconds), "-r", "25", str(target)]
    subprocess.run(words, check=True)
    return target


# -- what is looked at


def sheet(clip: Path) -> Path:
    """Twelve frames of a clip on one picture, with their times."""
    frames = list(_frames(clip, SHEET))
    high = round(WIDTH * frames[0][1].height / frames[0][1].width)
    rows = -(-len(frames) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * WIDTH, rows * high))
    draw = ImageDraw.Draw(page)
    for n, (at, frame) in enumerate(frames):
        corner = (n % COLUMNS * WIDTH, n // COLUMNS * high)
        page.paste(frame.resize((WIDTH, high)), corner)
        draw.text((corner[0] + 6, corner[1] + 4), f"{at:.1f} s", fill="#ffff00")
    target = clip.with_suffix(".png")
    page.save(target)
    return target


def _frames(clip: Path, count: int) -> Iterator[tuple[float, Image.Image]]:
    with av.open(str(clip)) as opened:
        stream = opened.streams.video[0]
        total = stream.frames
        wanted = {round((total - 1) * n / (count - 1)) for n in range(count)}
        for n, frame in enumerate(opened.decode(stream)):
            if n in wanted:
                yield float(frame.time or 0), Image.fromarray(frame.to_ndarray(format="rgb24"))


def main(names: list[str]) -> None:
    """Those that are named, or all."""
    scratch = OUT / "uploads"
    scratch.mkdir(parents=True, exist_ok=True)
    for name in names or sorted(file.stem for file in GOLDEN.glob("*.txt")):
        sys.stdout.write(f"{sheet(film(name, scratch)).relative_to(ROOT)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
