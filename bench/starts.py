"""How long until somebody is served: targets 1, 2 and 3."""

import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen
from sys import executable

from bench.bare import PATH
from bench.goal import Goal, absent, ratio
from bench.load import Served, free_port
from bench.peers import MISSING, PEERS, TOKEN
from bench.table import figures

ROUNDS = 7
FASTER = {"WireMock": 3.0, "Prism": 3.0, "Mockoon": 1.5}


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds: until connected, until the first reply, and of CPU until then."""

    connected: float
    answered: float
    cpu: float


def start(words: tuple[str, ...], path: str, ok: bytes = b" 200 ") -> Start:
    """Start it, ask until it answers, end it."""
    port = free_port()
    began = time.monotonic()
    process = Popen(
        [str(port) if word == "PORT" else word for word in words], stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        while True:
            if (found := _asked(port, path, ok)) is not None:
                cpu = Served(process, port).cpu()
                return Start(found - began, time.monotonic() - began, cpu)
            if time.monotonic() > began + 60:
                raise TimeoutError(f"{words[0]} does not answer.")
            time.sleep(0.002)
    finally:
        process.kill()
        process.wait()


def _asked(port: int, path: str, ok: bytes) -> float | None:
    """When the connection was there, if the reply is the right one."""
    with socket.socket() as one:
        if one.connect_ex(("127.0.0.1", port)):
            return None
        at = time.monotonic()
        one.settimeout(30)
        ask = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TOKEN}\r\n\r\n"
        one.sendall(ask.encode())
        try:
            return at if ok in one.recv(200) else None
        except ConnectionError:
            return None


def starts() -> Iterator[Goal]:
    """Cold starts in interleaved rounds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cases: dict[str, tuple[tuple[str, ...], str]] = {
            "FastAPI": ((executable, "-m", "bench.bare", "fastapi", "PORT"), PATH)
        }
        for peer in PEERS:
            if peer.there:
                path = "/__admin/mappings" if peer.name == "WireMock" else PATH
                cases[peer.name] = (peer.words(folder), path)
        found: dict[str, list[Start]] = {name: [] for name in (*cases, "emulator")}
        for n in range(ROUNDS):
            for name, (words, path) in cases.items():
                found[name].append(start(words, path))
            found["emulator"].append(start(_emulator(folder / str(n)), "/__nemo/health"))
    yield from _against_fastapi(found)
    yield from _against_peers(found)


def _emulator(data: Path) -> tuple[str, ...]:
    return (executable, "-m", "nemo_emulator", "serve", "--port", "PORT", "--data-dir", str(data))


def _against_fastapi(found: dict[str, list[Start]]) -> Iterator[Goal]:
    ours, bare = found["emulator"], found["FastAPI"]
    for name, starts_ in found.items():
        spent = {
            "first reply": [s.answered * 1000 for s in starts_],
            "CPU": [s.cpu * 1000 for s in starts_],
        }
        figures(f"start of {name}", spent, "ms")
    wall = ratio([s.answered for s in ours], [s.answered for s in bare])
    cpu = ratio([s.cpu for s in ours], [s.cpu for s in bare])
    what = "cold start to the first 200 against bare FastAPI"
    note = f"in CPU time {cpu:.2f} x"
    yield Goal(1, what, "<= 1.35 x", f"{wall:.2f} x", wall <= 1.35, note)
    early = median(s.connected / s.answered for s in ours)
    what = "connect() accepted, in shares of the time to the first 200"
    yield Goal(3, what, "<= 0.2 x", f"{early:.2f} x", early <= 0.2)


def _against_peers(found: dict[str, list[Start]]) -> Iterator[Goal]:
    ours = [start.answered for start in found["emulator"]]
    for name, least in FASTER.items():
        what = f"cold start: {name} against ours"
        if name not in found:
            yield absent(2, what, f">= {least} x", MISSING)
            continue
        factor = ratio([start.answered for start in found[name]], ours)
        yield Goal(2, what, f">= {least} x", f"{factor:.2f} x", factor >= least)
