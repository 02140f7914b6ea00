"""Edits of how the picture looks and moves."""

from dataclasses import dataclass
from typing import Literal

from nemo_emulator.agent.edits.place import Clips


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTransition:
    """How clips follow each other; it is the one into each of ``clips``. ``ms`` None: 500."""

    style: str
    ms: int | None = None
    clips: Clips = ()
    kind: Literal["set_transition"] = "set_transition"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTransitionLength:
    ms: int
    clips: Clips = ()
    kind: Literal["set_transition_length"] = "set_transition_length"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMotion:
    """How the view moves; ``ken-burns`` alternates. ``amount`` None: 0.12."""

    style: str
    clips: Clips = ()
    amount: float | None = None
    kind: Literal["set_motion"] = "set_motion"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFit:
    """How pictures fill the canvas; ``background`` is ``blur`` or a colour."""

    mode: Literal["", "cover", "contain", "stretch"] = ""
    background: str = ""
    clips: Clips = ()
    kind: Literal["set_fit"] = "set_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCanvas:
    """The picture's shape (``9:16``) and the pixels of its shorter side."""

    ratio: str = ""
    short_side: int = 0
    kind: Literal["set_canvas"] = "set_canvas"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLook:
    """Colours by name; ``none`` takes all looks away."""

    name: str
    clips: Clips = ()
    kind: Literal["set_look"] = "set_look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjust:
    """One property of the look: added to what it is now, or set when ``to`` is given."""

    what: Literal["brightness", "contrast", "saturation", "vignette", "grain", "blur"]
    by: float = 0.0
    to: float | None = None
    clips: Clips = ()
    kind: Literal["adjust"] = "adjust"
