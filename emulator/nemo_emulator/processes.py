"""Starts processes and ends them: the only module of the emulator that may.

``Companion`` and ``ask`` serve the event loop; ``Tool`` and ``run`` are for worker processes,
which may block. Every companion leads a process group of its own, so that whatever it started
ends with it. Its standard input stays open while its parent lives: at its end the parent is gone.
"""

import asyncio
import contextlib
import io
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Self

TAIL_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its code (negative: the signal), and what it wrote."""

    code: int
    out: bytes = b""
    err: bytes = b""


async def ask(argv: Sequence[str], *, limit_s: float) -> Ended:
    """Run a command without input to its end; it is killed after ``limit_s`` seconds."""
    process = await asyncio.create_subprocess_exec(
        *argv,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(limit_s):
            out, err = await process.communicate()
    except TimeoutError:
        return Ended(-signal.SIGKILL, err=f"still running after {limit_s:g} s".encode())
    finally:
        await _kill(process)
    return Ended(process.returncode or 0, out, err[-TAIL_BYTES:])


async def attached(
    argv: Sequence[str], *, env: Mapping[str, str], stop: asyncio.Event, limit_s: float = 5.0
) -> int:
    """Run a command on this program's own terminal and give its exit code (negative: the signal).

    On ``stop`` it is told to end, and killed when it has not after ``limit_s`` seconds.
    """
    process = await asyncio.create_subprocess_exec(*argv, env=dict(env))
    ending, stopping = asyncio.create_task(process.wait()), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({ending, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not ending.done():
            process.terminate()
            await asyncio.wait({ending}, timeout=limit_s)
    finally:
        stopping.cancel()
        await _kill(process)
    return await ending


async def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()


class Companion:
    """A process that is spoken with by lines and does not outlive its parent."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._errors = asyncio.create_task(_tail(process.stderr))

    @classmethod
    async def start(cls, argv: Sequence[str]) -> Self:
        """Start it in a process group of its own."""
        pipe = asyncio.subprocess.PIPE
        return cls(
            await asyncio.create_subprocess_exec(
                *argv, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
            )
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    async def send(self, line: str) -> None:
        """Write one line to it; what it no longer wants to hear is dropped."""
        assert self._process.stdin is not None
        with contextlib.suppress(ConnectionError):
            self._process.stdin.write(line.encode() + b"\n")
            await self._process.stdin.drain()

    async def lines(self) -> AsyncIterator[str]:
        """What it writes, until it closes its output."""
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            yield line.decode(errors="replace").rstrip("\n")

    async def end(self) -> Ended:
        """Kill it with everything in its group, unless it ended by itself, and wait."""
        if self._process.returncode is None or self._process.returncode < 0:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        code = await self._process.wait()
        return Ended(code, err=await self._errors)

    async def wait(self) -> Ended:
        """Wait for its own end; then kill what it may have left behind."""
        await self._process.wait()
        return await self.end()


async def _tail(stream: asyncio.StreamReader | None) -> bytes:
    assert stream is not None
    kept = b""
    while piece := await stream.read(65536):
        kept = (kept + piece)[-TAIL_BYTES:]
    return kept


class Tool:
    """A command that is fed or read while it runs; use it as a context, it never outlives that."""

    def __init__(self, argv: Sequence[str], *, feeds: bool = False, reads: bool = False) -> None:
        # Errors go to a nameless file: a pipe that nobody reads would stop the command.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the context ends
        self._process = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE if feeds else subprocess.DEVNULL,
            stdout=subprocess.PIPE if reads else subprocess.DEVNULL,
            stderr=self._errors,
        )
        _LIVE.add(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            _close(stream)
        self._process.wait()
        _LIVE.discard(self._process)
        self._errors.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def write(self, data: memoryview | bytes) -> bool:
        """Feed it; False when it has stopped listening."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(data)
        except OSError:
            return False
        return True

    def read_into(self, buffer: memoryview) -> bool:
        """Fill the buffer from its output; False when too little is left."""
        assert self._process.stdout is not None
        assert isinstance(self._process.stdout, io.BufferedReader)
        return self._process.stdout.readinto(buffer) == len(buffer)

    def finish(self) -> Ended:
        """Tell it that no more comes, and wait for its end."""
        _close(self._process.stdin)
        out = self._process.stdout.read() if self._process.stdout else b""
        code = self._process.wait()
        self._errors.seek(0)
        return Ended(code, out, self._errors.read()[-TAIL_BYTES:])


_LIVE: set["subprocess.Popen[bytes]"] = set()


def run(argv: Sequence[str]) -> Ended:
    """Run a command without input to its end, blocking."""
    with Tool(argv, reads=True) as tool:
        return tool.finish()


def end_all() -> None:
    """Kill every tool of this process."""
    for process in tuple(_LIVE):
        process.kill()


def end_with_input(stdin: IO[bytes], farewell: Callable[[], None]) -> None:
    """When ``stdin`` ends, end this process and its group, after a last ``farewell``.

    For a companion: its parent holds the other end, and lets go of it even when it is killed.
    """
    threading.Thread(target=_wait_for_the_end, args=(stdin, farewell), daemon=True).start()


def _wait_for_the_end(stdin: IO[bytes], farewell: Callable[[], None]) -> None:
    while stdin.read(4096):
        pass
    end_all()
    farewell()
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _close(stream: IO[bytes] | None) -> None:
    if stream is not None:
        with contextlib.suppress(OSError):
            stream.close()
