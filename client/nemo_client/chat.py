"""A conversation with the service, line by line."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from rich.console import Console

from nemo_client import flows
from nemo_client.errors import NemoError
from nemo_client.flows.desk import Desk
from nemo_client.flows.export import Exported
from nemo_client.flows.steps import Kind, Tell
from nemo_client.local import free_name
from nemo_client.report import described
from nemo_client.runners import Runner
from nemo_client.show import View

GREETING: Final = (
    'Say what you would like to make, drop files here, say "export" for the video; Ctrl-D leaves.'
)
LEAVING: Final = frozenset({"exit", "quit", ":q", "退出"})
LEFT: Final = 'Not listening any more; the work goes on. Say "status" to see what came of it.'
FAREWELL: Final = "The session is kept: nemo-client chat goes on with it."
PROMPT: Final = "› "
EDITED_PROMPT: Final = "\001\x1b[1m\002› \001\x1b[0m\002"
"""The same in bold; readline must know what takes no room, or it writes over it."""


def chat(desk: Desk, runner: Runner, view: View, lines: Iterator[str]) -> None:
    """Take line after line to where it belongs; an error ends a line, not the conversation."""
    view.tell(Tell(GREETING, Kind.HINT))
    for line in lines:
        if line.strip().lower() in LEAVING:
            break
        if line.strip():
            answer(desk, runner, view, line.strip())
    view.tell(Tell(FAREWELL, Kind.HINT))


def answer(desk: Desk, runner: Runner, view: View, line: str) -> None:
    """One line. Ctrl-C stops listening; what the service has begun goes on there."""
    target = free_name(Path.cwd() / "video.mp4")
    try:
        with view.step("working"):
            outcome = runner.run(flows.say(desk, flows.Words(line), target))
    except NemoError as error:
        view.tell(Tell(str(error), Kind.WARNING))
    except KeyboardInterrupt:
        view.tell(Tell(LEFT, Kind.HINT))
    else:
        if isinstance(outcome, Exported):
            view.finish("Your video is ready", described(outcome.path))


def typed(console: Console, stdin: TextIO, history: Path) -> Iterator[str]:
    """What the user types until Ctrl-D, or Ctrl-C on an empty line; without a terminal, the lines
    of standard input. What was typed can be called back, also by later runs."""
    if not (console.is_terminal and stdin.isatty()):
        yield from stdin
        return
    with _history(history) as edited:
        prompt = EDITED_PROMPT if edited and console.color_system else PROMPT
        while True:
            console.print()
            try:
                yield input(prompt)
            except (EOFError, KeyboardInterrupt):
                console.print()
                return


@contextlib.contextmanager
def _history(path: Path) -> Iterator[bool]:
    """What was typed in earlier runs; whether lines can be edited at all."""
    try:
        import readline  # noqa: PLC0415 - not there on every system
    except ImportError:
        yield False
        return
    with contextlib.suppress(OSError):
        readline.read_history_file(path)
    yield True
    with contextlib.suppress(OSError):
        path.touch(mode=0o600)
        readline.write_history_file(path)
