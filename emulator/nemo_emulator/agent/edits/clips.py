"""Edits of which clips there are, and in which order."""

from dataclasses import dataclass
from typing import Literal

from nemo_emulator.agent.edits.place import Clips

Kind = Literal["any", "image", "video"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Make:
    """A slideshow of the uploads, anew; ``count`` 0 takes all, else the latest so many."""

    of: Kind = "any"
    count: int = 0
    kind: Literal["make"] = "make"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseOnly:
    """A timeline of these uploads alone, in this order; places are those of the uploads."""

    clips: Clips
    kind: Literal["use_only"] = "use_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Of the clips on the timeline, these alone."""

    clips: Clips
    kind: Literal["keep"] = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddClips:
    """Put uploads on the timeline, before the clip at ``at`` (-1: at the end).

    Places are those of the uploads; none means those that are not there yet.
    """

    clips: Clips = ()
    at: int = -1
    kind: Literal["add_clips"] = "add_clips"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    clips: Clips
    kind: Literal["remove"] = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Each copy stands right after its original, or all at the first or last place (``to``)."""

    clips: Clips
    to: Literal[0, 1, -1] = 0
    kind: Literal["duplicate"] = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Afterwards the clip is at place ``to``."""

    clip: int
    to: int
    kind: Literal["move"] = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    one: int
    other: int
    kind: Literal["swap"] = "swap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """Show the upload ``by`` in place of a clip, as long and in the same style."""

    clip: int
    by: int
    kind: Literal["replace"] = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reverse:
    """The order of the clips, not the clips themselves."""

    kind: Literal["reverse"] = "reverse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffle:
    seed: int
    kind: Literal["shuffle"] = "shuffle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrange:
    """The clips in this order; those not named follow as they were."""

    order: Clips
    kind: Literal["arrange"] = "arrange"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """By the names of the files, or in the order of their upload."""

    by: Literal["name", "upload"]
    kind: Literal["sort"] = "sort"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCard:
    """A page of text at the beginning or the end, in place of one that is there."""

    where: Literal["intro", "outro"]
    text: str
    ms: int = 3000
    background: str = ""
    color: str = ""
    kind: Literal["add_card"] = "add_card"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCard:
    where: Literal["intro", "outro"]
    kind: Literal["remove_card"] = "remove_card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generate:
    """A clip drawn without uploads, at the end of the timeline."""

    prompt: str
    recipe: str
    ms: int = 5000
    seed: int = 0
    kind: Literal["generate"] = "generate"
