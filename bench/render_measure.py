"""Wall time, CPU time and memory of a piece of work with everything that it starts."""

import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and CPU time; ``peak`` bytes resident in all processes below together."""

    wall: float
    cpu: float
    peak: int


def cost(work: Callable[[], object]) -> Cost:
    """Do it and say what it took, all processes below this one included."""
    watch = _Watch()
    began, used = time.monotonic(), _cpu()
    with watch:
        work()
    return Cost(time.monotonic() - began, _cpu() - used - watch.own, watch.peak)


def _cpu() -> float:
    """Of this process, of those that have ended, and of those that live on, in s."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    ended = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return ended + sum(map(_used, _below(os.getpid())))


def _used(pid: int) -> float:
    """By a process and by those that it has waited for."""
    words = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / TICKS


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
        # Until it becomes another program a child shows its parent's memory as its own.
        known: set[int] = set()
        while not self._over.wait(EVERY_S):
            there = set(_below(os.getpid()))
            self.peak = max(self.peak, sum(map(_resident, there & known)))
            known = there
        self.own = time.thread_time()


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, _read(task).split()):
            yield child
            yield from _below(child)


def _resident(pid: int) -> int:
    """What several processes share counts once in all: a part of it with each."""
    told = _read(Path(f"/proc/{pid}/smaps_rollup"))
    share = next((line for line in told.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(share.split()[1]) * 1024


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
