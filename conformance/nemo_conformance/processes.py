"""Programs that the kit starts: drivers and clients under test. The only door to processes."""

import fcntl
import os
import select
import signal
import subprocess
import termios
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from struct import pack, unpack
from threading import Thread
from types import MappingProxyType
from typing import IO, Final

CHUNK: Final = 65_536
TAIL: Final = 20
"""Lines of stderr that are kept for the report."""
GRACE: Final = 5.0
"""Real seconds for a program to end by itself (driver-protocol.md, ``bye``)."""


NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
"""No variables."""


@contextmanager
def helpers(count: int) -> Iterator[ProcessPoolExecutor]:
    """So many further processes of the kit, which end with it; fresh ones, for it has threads."""
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


class CannotStart(OSError):
    """The command is not there or may not be run; the message says what to do."""


class Program:
    """A started program: ``heard`` gets each line of its stdout, then None at its end.

    ``heard`` and ``erred`` are called from threads of their own.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        heard: Callable[[str | None], None],
        erred: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.command = tuple(command)
        self.last_words: deque[str] = deque(maxlen=TAIL)
        self._heard, self._erred = heard, erred
        self._process = _started(self.command, env)
        self._busy = False
        assert self._process.stdout
        assert self._process.stderr
        self._threads = (
            Thread(target=self._listen, args=(self._process.stdout,), daemon=True),
            Thread(target=self._overhear, args=(self._process.stderr,), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def say(self, line: str) -> None:
        """Write a line to its stdin; nothing happens when it is gone."""
        with suppress(BrokenPipeError, ValueError):
            assert self._process.stdin
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()

    def has_spoken(self) -> bool:
        """Whether anything that it wrote to stdout has not been handed over yet."""
        out = self._process.stdout
        if self._busy or out is None or out.closed:
            return self._busy
        with suppress(OSError, ValueError):
            waiting: int = unpack("i", fcntl.ioctl(out, termios.FIONREAD, pack("i", 0)))[0]
            return waiting > 0
        return False

    def arguments(self) -> tuple[str, ...]:
        """The command lines of all that it has started; nothing where there is no ``/proc``."""
        return tuple(_arguments(self._process.pid))

    def wait(self, patience: float) -> int | None:
        """Its exit code once it has ended, None when it goes on after so many real seconds."""
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return None
        for thread in self._threads:
            thread.join(1.0)
        return code

    def close(self) -> None:
        """End it and everything that it started."""
        with suppress(OSError, ValueError):
            assert self._process.stdin
            self._process.stdin.close()
        if self.wait(GRACE) is None:
            self.kill()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self.wait(GRACE)

    def _listen(self, out: IO[bytes]) -> None:
        """Whoever asks ``has_spoken`` finds each byte either in the pipe or this thread busy."""
        begun = b""
        while select.select([out], [], [])[0]:
            self._busy = True
            came = out.read(CHUNK)
            *lines, begun = (begun + came).split(b"\n")
            for line in lines if came or not begun else [begun]:
                self._heard(line.decode("utf-8", "replace").rstrip("\r"))
            self._busy = False
            if not came:
                break
        self._heard(None)

    def _overhear(self, err: IO[bytes]) -> None:
        for line in iter(err.readline, b""):
            text = line.decode("utf-8", "replace").rstrip()
            self.last_words.append(text)
            self._erred(text)


def _arguments(pid: int) -> Iterator[str]:
    place = Path(f"/proc/{pid}")
    with suppress(OSError):
        yield place.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        for thread in place.joinpath("task").iterdir():
            for child in thread.joinpath("children").read_text().split():
                yield from _arguments(int(child))


def _started(command: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - the user named the command
            command,
            env=dict(env),
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise CannotStart(
            f"Cannot start {command[0]}: {error.strerror}. Is it installed, and on PATH?"
        ) from error


def inherited() -> Mapping[str, str]:
    """This process's environment without what would point a client at another service."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NEMO_")}
