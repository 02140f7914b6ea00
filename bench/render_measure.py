"""Wall time, CPU time and memory of a piece of work with everything that it starts."""

import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and CPU time; ``peak`` bytes resident in all child processes together."""

    wall: float
    cpu: float
    peak: int


def cost(work: Callable[[], object]) -> Cost:
    """Do it and say what it took, its ended child processes included."""
    watch = _Watch()
    began, used = time.monotonic(), _cpu()
    with watch:
        work()
    return Cost(time.monotonic() - began, _cpu() - used - watch.own, watch.peak)


def _cpu() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


class _Watch(threading.Thread):
    """Looks at the processes below this one again and again."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.own = 0.0
        """CPU seconds that the looking took."""
        self._over = threading.Event()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_exc: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(EVERY_S):
            self.peak = max(self.peak, sum(map(_resident, _below(os.getpid()))))
        self.own = time.thread_time()


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, _read(task).split()):
            # Until it becomes another program a child shows its parent's memory as its own.
            if _command(child) != _command(pid):
                yield child
                yield from _below(child)


def _command(pid: int) -> str:
    return _read(Path(f"/proc/{pid}/cmdline"))


def _resident(pid: int) -> int:
    fields = _read(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * PAGE if fields else 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
