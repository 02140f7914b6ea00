"""How a client is to be reached, as it was typed."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WAYS: Final = ("driver", "service", "command", "in_process")


class Mistyped(ValueError):
    """Something on the command line makes no sense; the message says what would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One of the four ways to a client.

    ``time`` is ``real``, ``scale:30``, ``faketime:x30``, ``coop`` or empty.
    """

    driver: str = ""
    service: str = ""
    command: str = ""
    in_process: str = ""
    time: str = ""
    lenient: bool = False

    @property
    def way(self) -> str:
        """Which of the four. Raises ``Mistyped`` when it is not one."""
        given = [way for way in WAYS if getattr(self, way)]
        if len(given) != 1:
            raise Mistyped("Name one client: --driver, --service, --command or --in-process.")
        return given[0]

    @property
    def words(self) -> str:
        """As it is typed. Raises ``Mistyped``."""
        way = self.way
        time = f" --time {self.time}" if self.time else ""
        return f"--{way.replace('_', '-')} {shlex.quote(getattr(self, way))}{time}"

    @property
    def scale(self) -> float:
        """Virtual seconds to a real one where the client scales its waits, else 1."""
        return self.factor if self.time.startswith("scale") else 1.0

    @property
    def factor(self) -> float:
        """What stands behind the colon of ``time``. Raises ``Mistyped``."""
        kind, _, factor = self.time.partition(":")
        return _factor(kind, factor)


def _factor(kind: str, text: str) -> float:
    try:
        factor = float(text.removeprefix("x"))
    except ValueError:
        factor = 0.0
    if factor < 1:
        raise Mistyped(f"--time {kind} needs a factor of 1 or more, such as {kind}:30.")
    return factor


def read_file(path: Path) -> str:
    """A file's text. Raises ``Mistyped``."""
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise Mistyped(f"Cannot read {path}: {error.strerror}.") from error
