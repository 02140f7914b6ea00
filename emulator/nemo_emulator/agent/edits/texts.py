"""Edits of what is written. Lengths in ms."""

from dataclasses import dataclass
from typing import Literal

TextKind = Literal["title", "caption", "subtitle"]
AnyText = Literal["any", "title", "caption", "subtitle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a text looks; ``enter`` and ``exit`` by name.

    ``size`` in per cent of the picture's height, ``scale`` in times the present size or, of a new
    text, the usual one.
    """

    position: str = ""
    size: float = 0
    scale: float = 0
    color: str = ""
    outline: str = ""
    box: str = ""
    enter: str = ""
    exit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Where on the timeline: from ``start`` for ``length``, or while ``clip`` is shown.

    A negative start counts from the end; ``length`` None is the usual one; ``whole`` is all along.
    """

    start: int | None = None
    length: int | None = None
    clip: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddText:
    """A text; a title takes the place of one that it would cover."""

    text: str
    type: TextKind = "title"
    when: When = When()
    style: TextStyle = TextStyle()
    kind: Literal["add_text"] = "add_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeText:
    """Other words, another place or another look for texts of a type; ``any`` is the latest."""

    type: AnyText = "any"
    text: str = ""
    when: When = When()
    style: TextStyle = TextStyle()
    kind: Literal["change_text"] = "change_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveText:
    """All texts of the type; with ``clip``, those that are seen with it."""

    type: AnyText = "any"
    clip: int = 0
    kind: Literal["remove_text"] = "remove_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One subtitle; ``start`` and ``end`` None spread the lines evenly."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSubtitles:
    """Subtitles, in place of those that are there."""

    lines: tuple[Line, ...]
    style: TextStyle = TextStyle()
    kind: Literal["set_subtitles"] = "set_subtitles"
