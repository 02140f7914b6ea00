"""Everything that a script can make go wrong, as data; each kind belongs to one layer."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field

from nemo_emulator.script.effects.job import (
    FailAt,
    FileCut,
    LinkExpired,
    LinkMissing,
    Pace,
    Progress,
    Slow,
    StuckAt,
)
from nemo_emulator.script.effects.reply import (
    Answer,
    Body,
    BodyText,
    Delay,
    Duplicate,
    Header,
    NoHeader,
    Shape,
    Twice,
    Work,
)
from nemo_emulator.script.effects.stream import (
    Beat,
    Bom,
    Comments,
    Drip,
    Heartbeats,
    Huge,
    Late,
    LineEnd,
    Lines,
    NoEffect,
    Repeat,
    Silent,
    SplitAt,
    SplitEvery,
    SplitUtf8,
    Stall,
    Tail,
    Trailing,
    Unheard,
    Unknown,
)
from nemo_emulator.script.effects.wire import (
    Accept,
    AcceptLate,
    By,
    ContentLength,
    Cut,
    Garbage,
    Greeting,
    Refuse,
    Segments,
    SlowBody,
    SlowHead,
)

ReplyFault = Answer | Body | BodyText | Header | NoHeader | Duplicate
StreamFault = (
    Silent
    | Heartbeats
    | Stall
    | Trailing
    | Repeat
    | Unknown
    | Comments
    | Bom
    | Lines
    | Huge
    | SplitAt
    | SplitEvery
    | SplitUtf8
    | Drip
)
WorkFault = Late | NoEffect
WireFault = Cut | Garbage | ContentLength | SlowHead | SlowBody | Segments
ConnectionFault = Refuse | Accept | AcceptLate
JobFault = FailAt | StuckAt | Slow | Progress | LinkMissing | LinkExpired | FileCut
AnyEffect = Delay | ReplyFault | StreamFault | WorkFault | WireFault | ConnectionFault | JobFault
Effect = Annotated[AnyEffect, Field(discriminator="kind")]


class Layer(StrEnum):
    """Where an effect acts. On one request, each layer is taken by one rule."""

    DELAY = "delay"
    REPLY = "reply"
    STREAM = "stream"
    WORK = "work"
    WIRE = "wire"
    CONNECTION = "connection"
    JOB = "job"


_KINDS: Final = {
    Layer.DELAY: (Delay,),
    Layer.REPLY: ReplyFault.__args__,
    Layer.STREAM: StreamFault.__args__,
    Layer.WORK: WorkFault.__args__,
    Layer.WIRE: WireFault.__args__,
    Layer.CONNECTION: ConnectionFault.__args__,
    Layer.JOB: JobFault.__args__,
}
LAYER: Final[Mapping[type, Layer]] = MappingProxyType(
    {kind: layer for layer, kinds in _KINDS.items() for kind in kinds}
)
"""The layer of every kind of effect."""

__all__ = [
    "LAYER",
    "Accept",
    "AcceptLate",
    "Answer",
    "AnyEffect",
    "Beat",
    "Body",
    "BodyText",
    "Bom",
    "By",
    "Comments",
    "ConnectionFault",
    "ContentLength",
    "Cut",
    "Delay",
    "Drip",
    "Duplicate",
    "Effect",
    "FailAt",
    "FileCut",
    "Garbage",
    "Greeting",
    "Header",
    "Heartbeats",
    "Huge",
    "JobFault",
    "Late",
    "Layer",
    "LineEnd",
    "Lines",
    "LinkExpired",
    "LinkMissing",
    "NoEffect",
    "NoHeader",
    "Pace",
    "Progress",
    "Refuse",
    "Repeat",
    "ReplyFault",
    "Segments",
    "Shape",
    "Silent",
    "Slow",
    "SlowBody",
    "SlowHead",
    "SplitAt",
    "SplitEvery",
    "SplitUtf8",
    "Stall",
    "StreamFault",
    "StuckAt",
    "Tail",
    "Trailing",
    "Twice",
    "Unheard",
    "Unknown",
    "WireFault",
    "Work",
    "WorkFault",
]
