"""What can be done to a draft, as data; ``effects`` says what each does.

Clips are named by their place on the timeline: 1 is the first, -1 the last, none means all.
Lengths are in ms. An empty string or None leaves that property as it is.
"""

from typing import Annotated

from pydantic import Field

from nemo_emulator.agent.edits.clips import (
    AddCard,
    AddClips,
    Arrange,
    Duplicate,
    Generate,
    Keep,
    Make,
    Move,
    Remove,
    RemoveCard,
    Replace,
    Reverse,
    Shuffle,
    Sort,
    Swap,
    UseOnly,
)
from nemo_emulator.agent.edits.history import (
    Redo,
    StartOver,
    Undo,
)
from nemo_emulator.agent.edits.lengths import (
    CutToBeat,
    Extend,
    ExtendTotal,
    Scale,
    SetSeconds,
    SetSpeed,
    SetTotal,
    Trim,
)
from nemo_emulator.agent.edits.place import Clips
from nemo_emulator.agent.edits.sound import (
    Duck,
    FadeSound,
    RemoveMusic,
    SetMusic,
    SetVolume,
    UseAudio,
)
from nemo_emulator.agent.edits.style import (
    Adjust,
    SetCanvas,
    SetFit,
    SetLook,
    SetMotion,
    SetTransition,
    SetTransitionLength,
)
from nemo_emulator.agent.edits.texts import (
    AddText,
    ChangeText,
    Line,
    RemoveText,
    SetSubtitles,
    TextStyle,
    When,
)

Edit = Annotated[
    Make
    | UseOnly
    | Keep
    | AddClips
    | Remove
    | Duplicate
    | Move
    | Swap
    | Replace
    | Reverse
    | Shuffle
    | Arrange
    | SetSeconds
    | Extend
    | ExtendTotal
    | Scale
    | SetTotal
    | Trim
    | SetSpeed
    | SetTransition
    | SetTransitionLength
    | SetMotion
    | SetFit
    | SetCanvas
    | AddText
    | ChangeText
    | RemoveText
    | SetSubtitles
    | SetMusic
    | UseAudio
    | RemoveMusic
    | SetVolume
    | FadeSound
    | Duck
    | CutToBeat
    | SetLook
    | Adjust
    | Sort
    | AddCard
    | RemoveCard
    | Generate
    | Undo
    | Redo
    | StartOver,
    Field(discriminator="kind"),
]

__all__ = [
    "AddCard",
    "AddClips",
    "AddText",
    "Adjust",
    "Arrange",
    "ChangeText",
    "Clips",
    "CutToBeat",
    "Duck",
    "Duplicate",
    "Edit",
    "Extend",
    "ExtendTotal",
    "FadeSound",
    "Generate",
    "Keep",
    "Line",
    "Make",
    "Move",
    "Redo",
    "Remove",
    "RemoveCard",
    "RemoveMusic",
    "RemoveText",
    "Replace",
    "Reverse",
    "Scale",
    "SetCanvas",
    "SetFit",
    "SetLook",
    "SetMotion",
    "SetMusic",
    "SetSeconds",
    "SetSpeed",
    "SetSubtitles",
    "SetTotal",
    "SetTransition",
    "SetTransitionLength",
    "SetVolume",
    "Shuffle",
    "Sort",
    "StartOver",
    "Swap",
    "TextStyle",
    "Trim",
    "Undo",
    "UseAudio",
    "UseOnly",
    "When",
]
