"""Thousands of conversations of the client with a service that answers anything.

usage: python -m soak client [--times 10000] [--seed 1]
"""

import argparse
import gc
import logging
import os
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from soak.talks import SECRET, Talk, talk

WARM = 1_000
"""Memory counts from here on: by then every module is loaded and every cache is full."""
ROOM = 8 * 2**20
"""How much the process may have grown since, in bytes."""


@dataclass(slots=True)
class Report:
    """What happened so far; memory in bytes after every thousand conversations."""

    talks: int = 0
    requests: int = 0
    again: int = 0
    endings: Counter[str] = field(default_factory=Counter[str])
    memory: list[int] = field(default_factory=list[int])
    wrong: list[str] = field(default_factory=list[str])

    def add(self, came: Talk) -> None:
        """One more."""
        self.talks += 1
        self.requests += came.requests
        self.again += came.again
        self.endings += came.endings
        self.wrong += [f"seed {came.seed}: {wrong}" for wrong in came.wrong]
        if self.talks % WARM == 0:
            gc.collect()
            self.memory.append(resident())


class Listening(logging.Handler):
    """Looks for secrets in whatever is logged, at every level."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        if secret := SECRET.search(record.getMessage()):
            self._report.wrong.append(f"logged: {secret[0]}")


def resident() -> int:
    """Memory of this process that is really there, in bytes."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def run(times: int, seed: int) -> Report:
    """Talk, and judge at the end what only shows then."""
    report = Report()
    root, hearing = logging.getLogger(), Listening(report)
    root.addHandler(hearing)
    root.setLevel(logging.DEBUG)
    for number in range(seed, seed + times):
        with tempfile.TemporaryDirectory(prefix="nemo-soak-") as folder:
            report.add(talk(number, Path(folder)))
    root.removeHandler(hearing)
    root.setLevel(logging.WARNING)
    left = [thread.name for thread in threading.enumerate() if thread.name == "nemo-stream"]
    report.wrong += ["threads were left behind"] if left else []
    if len(report.memory) > 1 and max(report.memory) - report.memory[0] > ROOM:
        report.wrong.append(f"memory grew: {report.memory}")
    return report


def main(words: list[str]) -> None:
    """Print what happened; exit with 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m soak client")
    parser.add_argument("--times", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(words)
    report = run(wanted.times, wanted.seed)
    print(f"{report.talks} conversations, {report.requests} requests")
    print(f"sent again with consent: {report.again}")
    print("endings:", ", ".join(f"{name} {n}" for name, n in report.endings.most_common()))
    print("memory, MB:", ", ".join(f"{size / 1e6:.1f}" for size in report.memory))
    for wrong in report.wrong[:20]:
        print(wrong)
    raise SystemExit(f"{len(report.wrong)} findings" if report.wrong else 0)
