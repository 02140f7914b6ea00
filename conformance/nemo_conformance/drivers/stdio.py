"""A driver that speaks JSON lines on stdin and stdout: one process, many runs."""

import json
from collections.abc import Callable, Mapping, Sequence
from queue import Empty, Queue
from typing import Final

from nemo_conformance.clock import real_seconds
from nemo_conformance.driver.messages import read_report
from nemo_conformance.driver.orders import AnyIntent, Bye, Order, Start, Stop
from nemo_conformance.driver.reports import DriverHello, Report, Started, Stopped
from nemo_conformance.drivers.driver import (
    PATIENCE,
    DriverGone,
    Ear,
    NoDriver,
    StoodStill,
    ends,
    greeting,
    silent,
)
from nemo_conformance.processes import NOTHING, Program, inherited

TICK: Final = 0.25
READY: Final = 30.0
"""Real seconds for a driver to say hello: it may have to compile first."""


class StdioDriver:
    """Started once; ``lenient`` lets other lines than messages pass on stdout."""

    carrier = "stdio"

    def __init__(
        self,
        command: Sequence[str],
        *,
        version: str,
        lenient: bool = False,
        patience: float = PATIENCE,
        env: Mapping[str, str] = NOTHING,
    ) -> None:
        """Start it and wait for its hello. Raises ``NoDriver``, ``CannotStart``."""
        self._lines: Queue[str | None] = Queue()
        self._lenient = lenient
        self._patience = patience
        self._ear: Ear | None = None
        self._program = Program(
            command, env={**inherited(), **env}, heard=self._lines.put, erred=self._erred
        )
        try:
            self.hello = self._greet(version)
        except BaseException:
            self._program.kill()
            self._program.close()
            raise

    def run(self, start: Start, intents: Sequence[AnyIntent], ear: Ear) -> None:
        self._ear = ear
        try:
            self._say(start)
            self._until(lambda it: isinstance(it, Started) and it.run == start.run, ear, start.run)
            for intent in intents:
                ear.begins(intent.n)
                self._say(intent)
                self._do(intent, ear)
            self._say(Stop(type="stop", run=start.run))
            self._until(lambda it: isinstance(it, Stopped) and it.run == start.run, ear, start.run)
        finally:
            self._ear = None

    def unheard(self) -> bool:
        return self._program.has_spoken() or self._lines.unfinished_tasks > 0

    def arguments(self) -> tuple[str, ...]:
        return self._program.arguments()

    def close(self) -> None:
        self._say(Bye(type="bye"))
        self._program.close()

    def _greet(self, version: str) -> DriverHello:
        self._say(greeting(version))
        began = real_seconds()
        while real_seconds() - began < READY:
            line = self._next(TICK)
            hello = self._read(line) if line else None
            if line is not None:
                self._lines.task_done()
            if isinstance(hello, DriverHello):
                return hello
        raise NoDriver(
            f"{self._program.command[0]} said no hello within {READY:.0f} s; answer the first line "
            "with a hello (nemo-conformance schema driver.hello)."
        )

    def _do(self, intent: AnyIntent, ear: Ear) -> None:
        last = self._until(lambda it: ends(it, intent.n), ear, intent.run)
        if last is None:
            end = silent(intent.run, intent.n, self._patience)
            ear.hears(end)
            raise StoodStill(end.message)

    def _until(self, found: Callable[[Report], bool], ear: Ear, run: str) -> Report | None:
        """Hear everything up to that message; None when nothing moves any more."""
        spoken = real_seconds()
        while real_seconds() - max(spoken, ear.active_at()) < self._patience:
            line = self._next(TICK)
            if line is None:
                continue
            spoken = real_seconds()
            report = self._heard(line, ear, run)
            self._lines.task_done()
            if report is not None and found(report):
                return report
        return None

    def _heard(self, line: str, ear: Ear, run: str) -> Report | None:
        report = self._report(line, ear)
        if report is None or getattr(report, "run", run) != run:
            return None
        answer = ear.hears(report)
        if answer:
            self._say(answer)
        return report

    def _next(self, patience: float) -> str | None:
        """The next line; None when none came. Raises ``DriverGone`` at the end of stdout."""
        try:
            line = self._lines.get(timeout=patience)
        except Empty:
            return None
        if line is None:
            self._lines.put(None)
            self._gone()
        return line

    def _gone(self) -> None:
        code = self._program.wait(1.0)
        words = " / ".join(self._program.last_words) or "no word on stderr"
        name = self._program.command[0]
        problem = f"{name} ended with exit code {code}: {words}"
        raise NoDriver(problem) if not hasattr(self, "hello") else DriverGone(problem)

    def _report(self, line: str, ear: Ear) -> Report | None:
        ear.overhears(line, "stdout")
        if not self._lenient:
            return self._read(line)
        try:
            return self._read(line)
        except NoDriver:
            return None

    def _read(self, line: str) -> Report | None:
        try:
            return read_report(line)
        except ValueError as error:
            raise NoDriver(f"{error} It was: {line[:200]}") from error

    def _say(self, order: Order) -> None:
        self._program.say(json.dumps(order.dump(), ensure_ascii=False))

    def _erred(self, line: str) -> None:
        if self._ear:
            self._ear.overhears(line, "stderr")
