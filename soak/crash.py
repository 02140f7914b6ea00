"""``kill -9`` at random moments under load, a restart, and the question what is still true.

usage: python -m soak crash [--times 200] [--seed 1]
"""

import argparse
import hashlib
import random
import re
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from soak.facts import Facts, broken
from soak.people import CROWDS, Crowd
from soak.server import Server

LIVES = 25
"""How often one data folder is crashed before a new one takes its place."""
KINDS = (*CROWDS, "start")
"""What is hit in turn; ``start``: the server dies while it starts, with work to resume."""
SETTLING = 120.0
BLOB = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}")


@dataclass(slots=True)
class Report:
    """What happened so far."""

    lives: Counter[str] = field(default_factory=Counter[str])
    hit: Counter[str] = field(default_factory=Counter[str])
    facts: int = 0
    blobs: int = 0
    wrong: list[str] = field(default_factory=list[str])


class Folder:
    """A data folder that is crashed again and again, and what was acknowledged from it."""

    def __init__(self, data: Path, report: Report, chance: random.Random) -> None:
        self.data = data
        self.facts = Facts()
        self._report = report
        self._chance = chance
        self._whole: set[str] = set()

    def crash(self, kind: str, seed: str) -> None:
        """One life: start, judge what is left of the last one, load, ``kill -9``, look around."""
        every = 3 if kind == "snapshot" else self._chance.choice((10, 60, 5_000))
        server = Server(self.data, "--pace", "fast", "--snapshot-every", str(every))
        moment = self._chance.uniform(0.0, 1.5)
        if kind == "start":
            time.sleep(moment)
            self._bury(server, Counter({"start": 1}))
            return
        url = server.wait()
        self._judge(url)
        crowd = Crowd(url, kind, seed, self.facts)
        time.sleep(moment if kind != "render" else 2 * moment)
        self._bury(server, +crowd.asking)
        crowd.end()
        self._say(crowd.refused)

    def _bury(self, server: Server, asking: Counter[str]) -> None:
        left = server.kill()
        self._report.hit.update(asking.keys())
        self._say(f"process {pid} outlived its server" for pid in left)
        self.look_around()

    def look_around(self) -> None:
        """On the disk, before anybody can tidy up."""
        root = self.data / "blobs"
        self._report.hit["half an upload on disk"] += any((root / "tmp").glob("*"))
        self._report.hit["a turn under way"] += _turns_open(self.data) > 0
        for path in root.glob("??/*"):
            name = path.relative_to(root).as_posix()
            if name not in self._whole and _whole(path, name):
                self._whole.add(name)
                self._report.blobs += 1
            elif name not in self._whole:
                self._say([f"the blob {name} is not what its name says"])

    def _judge(self, url: str) -> dict[str, Any]:
        with httpx.Client(base_url=url, timeout=60) as http:
            state: dict[str, Any] = http.get("/__nemo/snapshot").json()["state"]
        self._say(broken(self.facts, state))
        self._say(self._missing_files(state))
        return state

    def _missing_files(self, state: dict[str, Any]) -> Iterator[str]:
        named = {upload["blob"] for upload in state["uploads"].values()}
        named |= {job["result"]["blob"] for job in state["jobs"].values() if job["result"]}
        for blob in named:
            if not (self.data / "blobs" / blob[:2] / blob[2:]).is_file():
                yield f"the file {blob[:12]} is lost"
        if any((self.data / "blobs" / "tmp").iterdir()):
            yield "half an upload is still there after the start"

    def settle(self) -> None:
        """A last life in peace: everything that was accepted comes to an end, once."""
        server = Server(self.data, "--pace", "instant")
        try:
            url, end = server.wait(), time.monotonic() + SETTLING
            state = self._judge(url)
            while _going_on(state) and time.monotonic() < end:
                time.sleep(0.5)
                state = self._judge(url)
            self._say(_not_over(state))
        finally:
            server.kill()
        self._report.facts += self.facts.count

    def _say(self, sentences: Iterator[str] | list[str]) -> None:
        for sentence in sentences:
            self._report.wrong.append(sentence)
            print(f"  WRONG  {sentence}", flush=True)


def _turns_open(data: Path) -> int:
    """As the log has it; read from a copy, since the next server must find it untouched."""
    query = "SELECT json_extract(event, '$.kind') FROM events"
    with tempfile.TemporaryDirectory() as aside:
        for path in data.glob("log.sqlite3*"):
            shutil.copy(path, aside)
        log = sqlite3.connect(Path(aside) / "log.sqlite3")
        with closing(log), suppress(sqlite3.OperationalError):
            kinds = Counter(row[0] for row in log.execute(query))
            return kinds["turn_started"] - kinds["turn_ended"]
    return 0


def _whole(path: Path, name: str) -> bool:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    return BLOB.fullmatch(name) is not None and found == name.replace("/", "")


def _going_on(state: dict[str, Any]) -> bool:
    return bool(state["turns"]) or any(
        job["status"] in ("pending", "processing") for job in state["jobs"].values()
    )


def _not_over(state: dict[str, Any]) -> Iterator[str]:
    yield from (f"turn {turn} never ends" for turn in state["turns"])
    for key, job in state["jobs"].items():
        if job["status"] in ("pending", "processing"):
            yield f"render {key} never ends"
        if job["status"] == "failed" and "cancelled" not in job["error"]:
            yield f"render {key} failed: {job['error']}"
    for name, account in state["accounts"].items():
        if account["frozen"]:
            yield f"{name} has {account['frozen']} credits frozen for ever"


def crash(times: int, seed: int, root: Path) -> Report:
    """So many lives and deaths; the same seed hits at the same moments after each start."""
    report, chance = Report(), random.Random(seed)
    folder = Folder(root / "0", report, chance)
    for n in range(times):
        kind = KINDS[n % len(KINDS)]
        folder.crash(kind, f"{seed}-{n}")
        report.lives[kind] += 1
        print(
            f"{n + 1:4}  {kind:<9} {folder.facts.count} facts, {len(report.wrong)} wrong",
            flush=True,
        )
        if (n + 1) % LIVES == 0 and n + 1 < times:
            folder.settle()
            folder = Folder(root / str(n + 1), report, chance)
    folder.settle()
    return report


def main(words: list[str]) -> None:
    """Exits with 1 when anything was lost."""
    options = argparse.ArgumentParser("python -m soak crash")
    options.add_argument("--times", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    wish = options.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="nemulator-crash-") as root:
        report = crash(wish.times, wish.seed, Path(root))
    total = sum(report.lives.values())
    print(f"\n{total} x kill -9, seed {wish.seed}: " + told(report.lives))
    print("under way at the kill (lives): " + told(report.hit))
    print(f"{report.facts} acknowledged facts and {report.blobs} blobs, {len(report.wrong)} wrong")
    raise SystemExit(bool(report.wrong))


def told(counts: Counter[str]) -> str:
    """Names and numbers in a line."""
    return ", ".join(f"{name} {n}" for name, n in counts.most_common())
