"""The labelled examples: what somebody said, and what was to be done about it."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from emulator.tests.agent_stage import CHINESE, ENGLISH

from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.network.traits import traits

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "fixtures" / "utterances"
BLIND = ROOT / "emulator" / "tests" / "blind"
YARDSTICK = frozenset(
    (
        *("fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        *("eleventh", "twelfth", "thirteenth", "fourteenth"),
        *("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    )
)
"""What is never learned from, so that it says how well strangers are understood."""
# What the agent promises counts twice.
TABLE = "table"
SAID = ("decline", "clarify", "answer")
TOLD = {"unclear": "clarify", "talk": "answer", "cannot": "decline"}


@dataclass(frozen=True)
class Example:
    """A message; ``scene`` None where none was given; ``wishes`` the accepted readings."""

    text: str
    scene: dict[str, Any] | None
    wishes: tuple[Any, ...]
    source: str
    topic: str = ""

    @property
    def kinds(self) -> dict[str, float]:
        """Labels of the message: 1, or NaN for what may as well be left out."""
        first, *others = self.wishes
        labels = {name: math.nan for wish in others for name in _names(wish)}
        labels |= dict.fromkeys(_names(first), 1.0)
        if self._implied(first):
            labels["Make"] = math.nan
        return labels

    @property
    def facts(self) -> Facts | None:
        """What is known of its scene."""
        if self.scene is None:
            return None
        counts = {key: self.scene[key] for key in ("photos", "videos", "songs")}
        has = frozenset(name.removesuffix(" on 2") for name in self.scene["has"]) - {"transition"}
        return Facts(**counts, shown=self.scene["slideshow"], has=has, undone=self.scene["undone"])

    @property
    def chinese(self) -> bool:
        """There is a Chinese character in it."""
        return any("\u3400" <= letter <= "\u9fff" for letter in self.text)

    def _implied(self, wish: Any) -> bool:
        """On an empty timeline whatever is wished for makes a slideshow first."""
        empty = self.scene is not None and not self.scene["slideshow"]
        return empty and isinstance(wish, list) and len(wish) > 1 and wish[0] == ["Make", {}]

    @property
    def traits(self) -> dict[str, str]:
        """What is said of each kind, where it is said once."""
        wish = self.wishes[0]
        if isinstance(wish, str):
            return {f"{wish}.topic": self.topic} if self.topic else {}
        names = [name for name, _ in wish]
        once = [(name, fields) for name, fields in wish if names.count(name) == 1]
        return {
            f"{name}.{key}": value
            for name, fields in once
            for key, value in traits(name, fields).items()
        }


def _names(wish: Any) -> list[str]:
    return [wish] if isinstance(wish, str) else [name for name, _ in wish]


def read(path: Path) -> Iterator[Example]:
    """The examples of one file, in the judge's form or the shorter one of the fixtures."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        scene = row["scene"] if isinstance(row["scene"], dict) else _scene(*row["scene"])
        yield Example(row["text"], scene, (row["expect"], *row.get("also", ())), path.stem)


def _scene(photos: int, videos: int, songs: int, slideshow: int, *has: str) -> dict[str, Any]:
    return {
        "photos": photos,
        "videos": videos,
        "songs": songs,
        "slideshow": slideshow,
        "has": [name for name in has if name != "undone"],
        "undone": "undone" in has,
    }


def table() -> Iterator[Example]:
    """The rows of the agent's own tables."""
    for row in (*ENGLISH, *CHINESE):
        kind, _, topic = row.meaning.partition(":")
        meant = "decline" if topic == "offtopic" else TOLD.get(kind, "")
        wish: Any = [[type(edit).__name__, fields_of(edit)] for edit in row.edits] or meant
        yield Example(row.text, None, (wish,), TABLE, "" if row.edits else topic)


def fields_of(edit: Any) -> dict[str, Any]:
    """The fields that are not as they would be anyway."""
    fields: dict[str, Any] = json.loads(json.dumps(asdict(edit)))
    del fields["kind"]
    return fields


def examples() -> list[Example]:
    """All that there are, each text once, and the rows of the tables again."""
    blind = (path for path in sorted(BLIND.glob("*.jsonl")) if path.stem not in YARDSTICK)
    files = (*blind, *sorted(FOLDER.glob("*.jsonl")))
    rows = [*(row for path in files for row in read(path)), *table()]
    once = [*{row.text: row for row in reversed(rows)}.values()][::-1]
    return [*once, *(row for row in once if row.source == TABLE)]
