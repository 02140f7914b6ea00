"""Edits that go back and forth in time."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    kind: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redo:
    kind: Literal["redo"] = "redo"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartOver:
    """An empty timeline; the uploads stay."""

    kind: Literal["start_over"] = "start_over"
