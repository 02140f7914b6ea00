"""How a job looks while it is done: a line a step, live in a terminal, plain without one."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.prompt import Confirm
from rich.table import Table
from rich.text import Text

from nemo_client.clock import Clock, ScaledClock
from nemo_client.flows.steps import Ask, Kind, Tell

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STYLES: Final[Mapping[Kind, tuple[str, str]]] = MappingProxyType(
    {
        Kind.SAID: ("", ""),
        Kind.CHANGED: ("+ ", "green"),
        Kind.SUMMARY: ("", "cyan"),
        Kind.WARNING: ("! ", "yellow"),
    }
)


def printable(text: str) -> str:
    """Text from outside without what could steer a terminal."""
    return _UNPRINTABLE.sub("", text)


class Screen:
    """The user of ``make``: shows what is told, step by step, and how long each step took."""

    def __init__(
        self, console: Console, *, clock: Clock | None = None, consents: bool | None = None
    ) -> None:
        self.console = console
        self.took: dict[str, float] = {}
        self.link = ""
        self._clock = clock or ScaledClock()
        self._consents = consents
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._status = ""

    @contextmanager
    def step(self, name: str, done: str) -> Iterator[None]:
        """A step called ``name`` in the table of times, and ``done`` when it has succeeded."""
        start = self._clock.now()
        with self._live(name):
            yield
        self.took[name] = self._clock.now() - start
        line = Text.assemble(("✓ ", "bold green"), done, (f"  {self.took[name]:.1f} s", "dim"))
        self.console.print(line, soft_wrap=True)

    def tell(self, told: Tell) -> None:
        """Show a sentence, or move the bar."""
        text = printable(told.text)
        match told.kind:
            case Kind.STATUS | Kind.PROGRESS:
                self._working(text, told.fraction)
            case Kind.LINK:
                self.link = text
            case kind if kind in STYLES:
                self._print(STYLES[kind], text)
            case _:
                pass

    def ask(self, question: Ask) -> bool:
        """Ask in a terminal; without one the answer is no, unless it was given beforehand."""
        if self._consents is not None or not self.console.is_terminal:
            return bool(self._consents)
        if self._progress is not None:
            self._progress.stop()
        return Confirm.ask(question.text, console=self.console, default=False)

    def uploaded(self, done: int, total: int) -> None:
        """Move the bar while files are sent."""
        if self._is_live:
            self._working(self._status, done / max(total, 1))

    def _print(self, look: tuple[str, str], text: str) -> None:
        mark, style = look
        if self.console.is_terminal:
            self.console.print(Padding(Text(mark + text, style=style), (0, 0, 0, 4)))
            return
        for line in (mark + text).splitlines():
            self.console.print(f"    {line}", markup=False, soft_wrap=True)

    @property
    def _is_live(self) -> bool:
        return self._progress is not None

    @contextmanager
    def _live(self, name: str) -> Iterator[None]:
        self._status = ""
        if not self.console.is_terminal:
            yield
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24))
        with Progress(*columns, TimeElapsedColumn(), console=self.console, transient=True) as live:
            self._progress, self._task = live, live.add_task(f"{name}…", total=None)
            try:
                yield
            finally:
                self._progress = self._task = None

    def _working(self, text: str, fraction: float | None) -> None:
        if self._progress is not None and self._task is not None:
            total = None if fraction is None else 1.0
            self._progress.update(
                self._task, description=text, total=total, completed=fraction or 0.0
            )
        elif text != self._status and not self.console.is_terminal:
            self.console.print(f"  {text}", markup=False, soft_wrap=True)
        self._status = text


def card(title: str, rows: Mapping[str, str]) -> Callable[[Console], None]:
    """A summary at the end; a frame in a terminal, aligned lines without one."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in rows.items():
        table.add_row(name, Text(printable(value)))

    def show(console: Console) -> None:
        if console.is_terminal:
            console.print(Panel(table, title=title, title_align="left", expand=False))
            return
        console.print(title, markup=False)
        for name, value in rows.items():
            console.print(f"  {name:<9} {printable(value)}", markup=False, soft_wrap=True)

    return show
