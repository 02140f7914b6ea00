"""Which processes a test has started, at whatever remove: they are known by their environment."""

import time
from pathlib import Path

MARK = "NEMO_TEST_MARK"
"""Set to a folder of the test's own."""


def marked(folder: Path) -> dict[int, int]:
    """Processes with the mark and their parents; the test itself has none."""
    found: dict[int, int] = {}
    mark = f"{MARK}={folder}".encode()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (path / "environ").read_bytes().split(b"\0"):
                state, parent = (path / "stat").read_text().rpartition(")")[2].split()[:2]
                found |= {int(path.name): int(parent)} if state != "Z" else {}
        except OSError:
            continue
    return found


def gone(folder: Path, seconds: float = 1.0) -> bool:
    """No such process is left, or soon none will be."""
    until = time.monotonic() + seconds
    while marked(folder) and time.monotonic() < until:
        time.sleep(0.01)
    return not marked(folder)
