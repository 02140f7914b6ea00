"""Starts processes and ends them: the only module of the emulator that may.

``ForkServer``, ``Companion`` and ``ask`` serve the event loop; ``Tool`` and ``run`` are for worker
processes, which may block. Every companion leads a process group of its own, so that whatever it
started ends with it. Its standard input stays open while its parent lives: at its end the parent
is gone. ``serve_forks`` and ``end_with_input`` are the companions' side of this.
"""

import asyncio
import contextlib
import gc
import io
import os
import signal
import socket
import subprocess
import tempfile
import threading
import traceback
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, NoReturn, Self, TypeVar

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


class ForkServerGone(Exception):
    """The fork server has ended, or never came to work; ``ended`` is how."""

    def __init__(self, ended: Ended) -> None:
        self.ended = ended
        super().__init__(f"the fork server ended with {ended.code}")


class ForkServer:
    """A process that has loaded all that companions need, and that they are forked from.

    One starts in milliseconds so, and still what it does, uses up and dies of is its own alone.
    """

    def __init__(self, process: asyncio.subprocess.Process, control: socket.socket) -> None:
        self._process = process
        self._control = control
        self._turn = asyncio.Lock()
        self._errors = asyncio.create_task(_tail(process.stderr))

    @classmethod
    async def start(cls, argv: Sequence[str], *, env: Mapping[str, str] | None = None) -> Self:
        """Start a program that calls ``serve_forks``; it may still be loading after this."""
        ours, theirs = socket.socketpair()
        ours.settimeout(0)
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *argv,
                stdin=theirs.fileno(),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
                env=env,
            )
        return cls(process, ours)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def fork(self) -> "Companion":
        """Start a companion. Raises ``ForkServerGone``."""
        return await _settled(self._fork(), undo=lambda born: born.end())

    async def _fork(self) -> "Companion":
        (talk, its_talk), (errors, its_errors) = socket.socketpair(), socket.socketpair()
        try:
            with its_talk, its_errors:
                pid = await self._ask(b"fork", its_talk.fileno(), its_errors.fileno())
            streams = [await asyncio.open_unix_connection(sock=end) for end in (talk, errors)]
        except BaseException:
            talk.close()
            errors.close()
            raise
        return Companion(pid, streams[0], streams[1], lambda: self._ended(pid))

    async def _ended(self, pid: int) -> int:
        """Waits for its end, and for that of all in its group, which is not asked for twice."""
        try:
            return await self._ask(str(pid).encode())
        except ForkServerGone:
            return -signal.SIGKILL

    async def _ask(self, question: bytes, *ends: int) -> int:
        async with self._turn:
            try:
                socket.send_fds(self._control, [question], ends)
                answer = await asyncio.get_running_loop().sock_recv(self._control, 32)
            except OSError:
                answer = b""
            if not answer:
                raise ForkServerGone(await self.close())
            return int(answer)

    async def close(self) -> Ended:
        """End it. Companions that it has forked live on."""
        self._control.close()
        if self._process.returncode is None:
            # Not by the process' own method, which may take its code away from asyncio.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        return Ended(await self._process.wait(), err=await self._errors)


T = TypeVar("T")
Work = Coroutine[Any, Any, T]


async def _settled(work: Work[T], undo: Callable[[T], Work[object]]) -> T:
    """Whoever is cancelled meanwhile waits until it is done and undone again."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        with contextlib.suppress(ForkServerGone):
            await undo(await task)
        raise


Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Companion:
    """A process that is spoken with by lines and does not outlive its parent."""

    def __init__(
        self, pid: int, talk: Streams, errors: Streams, ended: Callable[[], Work[int]]
    ) -> None:
        self.pid = pid
        self._reader, self._writer = talk
        self._errors = asyncio.create_task(_tail(errors[0]))
        self._writers = (self._writer, errors[1])
        self._ended = ended
        self._code: asyncio.Task[int] | None = None

    async def send(self, line: str) -> None:
        """Write one line to it; what it no longer wants to hear is dropped."""
        with contextlib.suppress(ConnectionError):
            self._writer.write(line.encode() + b"\n")
            await self._writer.drain()

    async def lines(self) -> AsyncIterator[str]:
        """What it writes, until it closes its output."""
        with contextlib.suppress(ConnectionError):
            async for line in self._reader:
                yield line.decode(errors="replace").rstrip("\n")

    async def end(self) -> Ended:
        """Kill it with everything in its group, unless it has ended, and wait."""
        if self._code is None or not self._code.done():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        return await self.wait()

    async def wait(self) -> Ended:
        """Wait for its own end; what it leaves behind is killed."""
        if self._code is None:
            self._code = asyncio.create_task(self._ended())
        code = await asyncio.shield(self._code)
        errors = await asyncio.shield(self._errors)
        for writer in self._writers:
            writer.close()
        return Ended(code, err=errors)


async def _tail(stream: asyncio.StreamReader | None) -> bytes:
    assert stream is not None
    kept = b""
    with contextlib.suppress(ConnectionError):
        while piece := await stream.read(65536):
            kept = (kept + piece)[-TAIL_BYTES:]
    return kept


def serve_forks(work: Callable[[], None]) -> None:
    """Fork a companion for every one that the parent asks for, until the parent is gone.

    Each does ``work``, with the parent at its standard input and output, and ends. To be called
    with everything loaded and no thread started: only the thread that forks is in a fork.
    """
    control = socket.socket(fileno=os.dup(0))
    gc.freeze()  # what is there now is shared by all, as long as nobody looks at it for garbage
    while True:
        asked, ends, _, _ = socket.recv_fds(control, 32, 2)
        if not asked:
            return
        answer = _forked(work, control, ends) if ends else _reaped(int(asked))
        control.send(str(answer).encode())


def _forked(work: Callable[[], None], control: socket.socket, ends: list[int]) -> int:
    """The new process' id, in the old process."""
    pid = os.fork()
    if not pid:
        control.close()
        _become(work, *ends)
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)  # here too: whoever hears of it may kill the group at once
    for end in ends:
        os.close(end)
    return pid


def _become(work: Callable[[], None], talk: int, errors: int) -> NoReturn:
    code = 1
    try:
        os.setpgid(0, 0)
        for number, end in enumerate((talk, talk, errors)):
            os.dup2(end, number)
        os.close(talk)
        os.close(errors)
        work()
        code = 0
    except BaseException:  # noqa: BLE001 -- nothing of the server's may go on in here
        traceback.print_exc()
    finally:
        os._exit(code)


def _reaped(pid: int) -> int:
    """How a fork ended. What it left is killed first, while its number is still its own."""
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


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
