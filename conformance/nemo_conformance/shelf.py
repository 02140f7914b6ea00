"""Where the smallest cases that were found are kept, to be played first the next time."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from nemo_conformance.scenarios import Scenario, read, written
from nemo_contract import CATALOGUE


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder; in it one for each client, with a file for each rule that it broke."""

    root: Path

    def kept(self, client: str) -> Iterator[Scenario]:
        """The cases, by rule; what is none, or of a rule that there is no more, is passed over."""
        for path in sorted(self._of(client).glob("*.json")):
            with suppress(OSError, ValueError):
                if path.stem in CATALOGUE:
                    case = read(path.read_text("utf-8"))
                    yield replace(case, name=f"kept-{path.stem}", tests=(path.stem,))

    def keep(self, client: str, rule: str, case: Scenario) -> None:
        """Unless one of this rule is there: it was broken just now, and stays the same."""
        path = self._of(client) / f"{rule}.json"
        if not path.exists():
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(written(case), "utf-8")

    def drop(self, client: str, rule: str) -> None:
        """It is mended."""
        with suppress(OSError):
            (self._of(client) / f"{rule}.json").unlink()

    def _of(self, client: str) -> Path:
        return self.root / (re.sub(r"[^\w.-]", "_", client).strip(".") or "client")
