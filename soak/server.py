"""A served emulator that can be killed at any moment, together with all that it started."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


class Server:
    """``nemo-emulator serve`` on a data folder; it is only started here, ``wait`` for it."""

    def __init__(self, data: Path, *more: str) -> None:
        words = ["serve", "--port", "0", "--data-dir", str(data), *more]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nemo_emulator", *words], stderr=subprocess.PIPE, text=True
        )

    def wait(self) -> str:
        """Until it listens; gives its base URL. Raises ``RuntimeError`` with what it said."""
        assert self._process.stderr is not None
        said = ""
        for line in self._process.stderr:
            said += line
            if found := re.search(r"listens on (http://\S+)", line):
                return found[1]
        raise RuntimeError(f"The server did not start: {said}")

    def kill(self, patience: float = 20.0) -> list[int]:
        """``kill -9``, now; gives those of its processes that go on for ``patience`` s after it."""
        below = list(descendants(self._process.pid))
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        assert self._process.stderr is not None
        self._process.stderr.close()
        end = time.monotonic() + patience
        while (left := [pid for pid in below if alive(pid)]) and time.monotonic() < end:
            time.sleep(0.02)
        return left


def descendants(pid: int) -> Iterator[int]:
    """Every process below this one (Linux; elsewhere none are known)."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, task.read_text().split()):
                yield child
                yield from descendants(child)


def alive(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
