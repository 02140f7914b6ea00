"""Edits of how long things take. Lengths in ms."""

from dataclasses import dataclass
from typing import Literal

from nemo_emulator.agent.edits.place import Clips


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSeconds:
    """How long each clip stays."""

    ms: int
    clips: Clips = ()
    kind: Literal["set_seconds"] = "set_seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """Each clip stays ``ms`` longer than now, or shorter when that is negative."""

    ms: int
    clips: Clips = ()
    kind: Literal["extend"] = "extend"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendTotal:
    """The whole video is ``ms`` longer than now, or shorter."""

    ms: int
    kind: Literal["extend_total"] = "extend_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Each clip stays ``factor`` times as long as now."""

    factor: float
    clips: Clips = ()
    kind: Literal["scale"] = "scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTotal:
    """How long the whole video is."""

    ms: int
    kind: Literal["set_total"] = "set_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """Take ``head`` and ``tail`` off video clips, or keep from ``start`` to ``end`` of them.

    A negative ``start`` counts from the end of the source.
    """

    clips: Clips = ()
    head: int = 0
    tail: int = 0
    start: int | None = None
    end: int | None = None
    kind: Literal["trim"] = "trim"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeed:
    """How fast clips play: 2.0 is twice as fast; ``relative`` to the present speed."""

    factor: float
    clips: Clips = ()
    relative: bool = False
    kind: Literal["set_speed"] = "set_speed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutToBeat:
    """Each clip as long as a whole number of beats, as near as possible to now."""

    kind: Literal["cut_to_beat"] = "cut_to_beat"
