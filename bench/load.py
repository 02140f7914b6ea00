"""A server in a process of its own, a steady load on it, and the CPU it took."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its process and its port."""

    process: subprocess.Popen[bytes]
    port: int

    def cpu(self) -> float:
        """Seconds on a processor so far, all threads, to the nanosecond (Linux)."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def resident(self) -> float:
        """MiB in memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * PAGE / 2**20

    def peak(self) -> float:
        """The most MiB that it ever had in memory, or since ``forget_peak``."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def forget_peak(self) -> None:
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(*words: str) -> Iterator[Served]:
    """A Python module that serves, with ``PORT`` among its words replaced by a free port."""
    with running(sys.executable, *words) as server:
        yield server


@contextmanager
def running(*words: str) -> Iterator[Served]:
    """Any program that serves, likewise."""
    port = free_port()
    argv = [str(port) if word == "PORT" else word for word in words]
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Served(process, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port: int, seconds: float = 60) -> None:
    """Until somebody listens."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise TimeoutError(f"nothing listens on port {port}")


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request with keep-alive."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _one(port: int, data: bytes, times: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(times):
        writer.write(data)
        await _reply(reader)
    writer.close()


async def _reply(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith((b"http/1.1 200", b"http/1.1 201")):
        raise RuntimeError(f"The server said {head.decode()}")
    found = re.search(rb"content-length: *(\d+)", head)
    if found is not None:
        await reader.readexactly(int(found[1]))
        return
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):  # chunks, as Jetty sends
        await reader.readexactly(size + 2)
    await reader.readuntil(b"\r\n")


def load(port: int, data: bytes, *, times: int = 2000, at_once: int = 8) -> None:
    """Send a request many times over some connections."""

    async def everyone() -> None:
        await asyncio.gather(*(_one(port, data, times // at_once) for _ in range(at_once)))

    asyncio.run(everyone())


def micros(server: Served, data: bytes, *, times: int = 2000) -> float:
    """CPU microseconds of the server for one such request."""
    before = server.cpu()
    load(server.port, data, times=times)
    return (server.cpu() - before) / times * 1e6


def rounds(cases: Sequence[tuple[Served, bytes]], n: int = 5) -> list[list[float]]:
    """The figure of each case in ``n`` interleaved rounds, the order reversed every other time."""
    found: list[list[float]] = [[] for _ in cases]
    for server, data in cases:
        load(server.port, data, times=400)
    for k in range(n):
        order = list(enumerate(cases))
        for i, (server, data) in reversed(order) if k % 2 else order:
            found[i].append(micros(server, data))
    return found
