"""The whole thing as its users run it: programs, a real render, a real file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import av
import pytest

ROOT = Path(__file__).parents[2]
MEDIA = ROOT / "fixtures" / "media"
EXEC = [sys.executable, "-m", "nemo_emulator", "exec", "--scale", "15", "--"]
MAKE = [sys.executable, "-m", "nemo_client", "make"]


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command against an emulator of its own; it must succeed."""
    argv = [*EXEC, *map(str, words)]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=180, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def described(clip: Path) -> tuple[str, str, int, int, int, str]:
    """Codecs, size, number of frames, pixel format; every frame is decoded."""
    with av.open(str(clip), format="mov") as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        frames = sum(1 for _ in film.decode(video))
        assert video.average_rate == 30
        size = video.width, video.height
        return str(video.name), str(audio.name), *size, frames, str(video.pix_fmt)


def atoms(clip: Path) -> list[bytes]:
    """The names of the file's outermost boxes, in order."""
    data, found, at = clip.read_bytes(), list[bytes](), 0
    while at + 8 <= len(data):
        found.append(data[at + 4 : at + 8])
        at += int.from_bytes(data[at : at + 4], "big") or len(data)
    return found


@pytest.mark.parametrize(
    ("wish", "size"), [("", (1920, 1080)), (" in 9:16 for TikTok", (1080, 1920))]
)
def test_photos_become_a_video(tmp_path: Path, wish: str, size: tuple[int, int]) -> None:
    """The main job: 1 s a picture is 60 frames, H.264 and AAC, ready to stream."""
    clip = tmp_path / "clip.mp4"
    words = "turn these images into a smooth video with transitions, 1 second each, with music"

    done = run(
        *MAKE, MEDIA / "beach.jpg", MEDIA / "forest.jpg", "--prompt", words + wish, "-o", clip
    )

    assert str(clip) in done.stdout.replace("\n", "")
    assert described(clip) == ("h264", "aac", *size, 60, "yuv420p")
    assert atoms(clip).index(b"moov") < atoms(clip).index(b"mdat")


def test_curl_alone_says_what_is_wrong(tmp_path: Path) -> None:
    """A file that is none ends the conversation with the server's own words."""
    argv = [*EXEC, str(ROOT / "docs" / "curl.sh"), str(ROOT / "README.md"), str(tmp_path / "x.mp4")]

    done = subprocess.run(argv, capture_output=True, text=True, timeout=180, check=False)

    assert done.returncode == 1
    assert "README.md was not taken." in done.stderr
    assert '"code":4001' in done.stderr
    assert "Traceback" not in done.stderr


def test_curl_alone_holds_the_whole_conversation(tmp_path: Path) -> None:
    """docs/curl.sh, as the README says."""
    clip = tmp_path / "curl.mp4"

    done = run(ROOT / "docs" / "curl.sh", MEDIA / "beach.jpg", clip)

    assert "render   completed 100 %" in done.stdout
    assert '"type":"tool_call"' in done.stdout
    assert described(clip)[:2] == ("h264", "aac")


def test_no_lock_file_names_a_host() -> None:
    """Hashes pin what is installed; where it comes from is the user's business."""
    locks = sorted(ROOT.glob("*.lock"))

    assert len(locks) == 3
    assert [lock.name for lock in locks if "://" in lock.read_text("utf-8")] == []
    assert all("--hash=sha256:" in lock.read_text("utf-8") for lock in locks)


def test_the_compose_file_publishes_on_loopback_only() -> None:
    """Nobody else reaches the demo."""
    text = (ROOT / "docker-compose.yml").read_text("utf-8")

    ports = [line.strip() for line in text.splitlines() if line.strip().endswith(':8787"')]

    assert ports == ['- "127.0.0.1:${PORT:-8787}:8787"']


def test_the_base_install_is_the_client_alone() -> None:
    """``pip install nemulator`` brings no server and no video library."""
    code = (
        "import json, sys, nemo_client.cli\n"
        "heavy = {'fastapi', 'uvicorn', 'numpy', 'PIL', 'cv2', 'av', 'hypothesis', 'pytest'}\n"
        "print(json.dumps(sorted(heavy & set(sys.modules))))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("COV")},
    )

    assert json.loads(done.stdout) == []
