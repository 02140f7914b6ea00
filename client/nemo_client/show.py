"""How work looks while it is done: live in a terminal, plain without one, or as JSON lines."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.prompt import Confirm
from rich.table import Table
from rich.text import Text

from nemo_client.clock import Clock, ScaledClock
from nemo_client.errors import NemoError
from nemo_client.exits import exit_code
from nemo_client.flows.steps import Ask, Kind, Tell
from nemo_client.user import User

NEARLY: Final = 0.999
"""A bar that is full stands still, and there is more to come."""
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Look:
    """What stands before a line, how it is coloured, and how far it is moved in."""

    mark: str = ""
    style: str = ""
    indent: int = 4


Looks = Mapping[Kind, Look]
OF_A_JOB: Final[Looks] = MappingProxyType(
    {
        Kind.SAID: Look(),
        Kind.CHANGED: Look("+ ", "green"),
        Kind.SUMMARY: Look(style="cyan"),
        Kind.WARNING: Look("! ", "yellow"),
    }
)
"""A job shows what is said and done; hints lead nowhere, since nobody answers."""
OF_A_TALK: Final[Looks] = MappingProxyType(
    {
        Kind.DONE: Look(style="dim", indent=2),
        Kind.SAID: Look(indent=2),
        Kind.CHANGED: Look("+ ", "green", 2),
        Kind.SUMMARY: Look(style="cyan", indent=2),
        Kind.WARNING: Look("! ", "yellow", 2),
        Kind.HINT: Look("→ ", "dim", 2),
        Kind.LINK: Look("Keep it: ", "", 2),
        Kind.FILE: Look("Saved: ", "green", 2),
    }
)
"""A conversation shows everything but what passes."""


class View(User, Protocol):
    """A user who can also be told when work begins and what came of it."""

    console: Console
    took: dict[str, float]

    def step(self, name: str, done: str = "") -> AbstractContextManager[None]:
        """A stretch of work called ``name``; ``done`` is said when it has succeeded."""
        ...

    def finish(self, title: str, rows: Mapping[str, str]) -> None:
        """What came of it all."""
        ...

    def facts(self, facts: Mapping[str, object]) -> None:
        """The same in figures and names, for programs."""
        ...

    def failed(self, error: NemoError) -> None:
        """What went wrong, and what to do."""
        ...


def printable(text: str) -> str:
    """Text from outside without what could steer a terminal."""
    return _UNPRINTABLE.sub("", text)


def complain(sentence: str) -> None:
    """Say on standard error what went wrong."""
    errors = Console(stderr=True, highlight=False)
    errors.print(printable(sentence), style="red", markup=False, soft_wrap=True)


class Screen:
    """Shows what is told, step by step, and keeps how long each step took."""

    def __init__(
        self,
        console: Console,
        looks: Looks = OF_A_JOB,
        *,
        clock: Clock | None = None,
        consents: bool | None = None,
    ) -> None:
        self.console = console
        self.took: dict[str, float] = {}
        self._looks = looks
        self._clock = clock or ScaledClock()
        self._consents = consents
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._name = self._status = ""

    @contextmanager
    def step(self, name: str, done: str = "") -> Iterator[None]:
        """A step called ``name`` in the table of times, and ``done`` when it has succeeded."""
        with _timed(self.took, self._clock, name), self._live(name):
            yield
        if done:
            time = (f"  {self.took[name]:.1f} s", "dim")
            self.console.print(Text.assemble(("✓ ", "bold green"), done, time), soft_wrap=True)

    def tell(self, told: Tell) -> None:
        """Show a sentence, or move the bar."""
        text = printable(told.text)
        if told.kind in (Kind.STATUS, Kind.PROGRESS):
            self._working(text, told.fraction)
        else:
            self._rest()
            if told.kind in self._looks:
                self._print(self._looks[told.kind], text)

    def ask(self, question: Ask) -> bool:
        """Ask in a terminal; without one the answer is no, unless it was given beforehand."""
        if self._consents is not None or not self.console.is_terminal:
            return bool(self._consents)
        with self._paused():
            return Confirm.ask(question.text, console=self.console, default=False)

    def uploaded(self, done: int, total: int) -> None:
        """Move the bar while files are sent."""
        if self._progress is not None:
            self._working(self._status, done / max(total, 1))

    def finish(self, title: str, rows: Mapping[str, str]) -> None:
        """A summary: a frame in a terminal, aligned lines without one."""
        self.console.print()
        if self.console.is_terminal:
            self.console.print(_card(title, rows))
            return
        self.console.print(title, markup=False)
        for name, value in rows.items():
            self.console.print(f"  {name:<9} {printable(value)}", markup=False, soft_wrap=True)

    def facts(self, facts: Mapping[str, object]) -> None:
        """Not shown: people were told in sentences."""

    def failed(self, error: NemoError) -> None:
        """A sentence on standard error."""
        complain(str(error))

    def _print(self, look: Look, text: str) -> None:
        if self.console.is_terminal:
            shown = Text(look.mark + text, style=look.style)
            self.console.print(Padding(shown, (0, 0, 0, look.indent)))
            return
        for line in (look.mark + text).splitlines():
            self.console.print(" " * look.indent + line, markup=False, soft_wrap=True)

    @contextmanager
    def _live(self, name: str) -> Iterator[None]:
        self._name, self._status = name, ""
        if not self.console.is_terminal:
            yield
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24))
        with Progress(*columns, TimeElapsedColumn(), console=self.console, transient=True) as live:
            self._progress, self._task = live, live.add_task(f"{name.capitalize()}…", total=None)
            try:
                yield
            finally:
                self._progress = self._task = None

    @contextmanager
    def _paused(self) -> Iterator[None]:
        """The live line makes room for a question."""
        if self._progress is None:
            yield
            return
        self._progress.stop()
        yield
        self._progress.start()

    def _rest(self) -> None:
        """Something was said: what went before it is no longer going on."""
        if self._progress is not None and self._task is not None:
            text = f"{self._name.capitalize()}…"
            self._progress.update(self._task, description=text, total=None, completed=0)

    def _working(self, text: str, fraction: float | None) -> None:
        if self._progress is not None and self._task is not None:
            total = None if fraction is None else 1.0
            done = min(fraction or 0.0, NEARLY)
            self._progress.update(self._task, description=text, total=total, completed=done)
        elif text != self._status and not self.console.is_terminal:
            self.console.print(f"  {text}", markup=False, soft_wrap=True)
        self._status = text


class Lines:
    """The same for programs: one JSON object a line, ``kind`` and ``text`` in each."""

    def __init__(
        self, console: Console, *, clock: Clock | None = None, consents: bool | None = None
    ) -> None:
        self.console = console
        self.took: dict[str, float] = {}
        self._clock = clock or ScaledClock()
        self._consents = consents

    @contextmanager
    def step(self, name: str, done: str = "") -> Iterator[None]:
        """Its beginning and its end, when its success has a name."""
        if done:
            self._write({"kind": "step", "text": name, "done": False})
        with _timed(self.took, self._clock, name):
            yield
        if done:
            self._write({"kind": "step", "text": done, "done": True})

    def tell(self, told: Tell) -> None:
        """A line."""
        fraction = {} if told.fraction is None else {"fraction": told.fraction}
        self._write({"kind": told.kind.value, "text": told.text, **fraction})

    def ask(self, question: Ask) -> bool:
        """Nobody is there to ask: what was said beforehand, else no."""
        self._write({"kind": "ask", "text": question.text, "answer": bool(self._consents)})
        return bool(self._consents)

    def uploaded(self, done: int, total: int) -> None:
        """Not told: a line for each piece would be too many."""

    def finish(self, title: str, rows: Mapping[str, str]) -> None:
        """The last line."""
        self._write({"kind": "result", "text": title, **rows})

    def facts(self, facts: Mapping[str, object]) -> None:
        """A line of kind ``facts``."""
        self._write({"kind": "facts", **facts})

    def failed(self, error: NemoError) -> None:
        """The last line: ``reason`` is a word, ``exit`` the exit code."""
        told = {"kind": "error", "text": str(error), "reason": error.reason}
        self._write(told | {"exit": exit_code(error)})

    def _write(self, line: Mapping[str, object]) -> None:
        self.console.out(json.dumps(line, ensure_ascii=False), highlight=False)


@contextmanager
def _timed(took: dict[str, float], clock: Clock, name: str) -> Iterator[None]:
    """Keep how long it took, in s, unless it failed."""
    start = clock.now()
    yield
    took[name] = clock.now() - start


def _card(title: str, rows: Mapping[str, str]) -> Panel:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in rows.items():
        table.add_row(name, Text(printable(value)))
    return Panel(table, title=title, title_align="left", expand=False)
