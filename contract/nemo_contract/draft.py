"""What the ``m`` of tracks, segments and the draft holds (contract.md 2.8; provenance ``kit``).

The agent writes it, the renderer and the client's summaries read it. All lengths in ms. Unknown
keys are kept; a missing key means the default given here. A transition lies in the first ``d`` ms
of the segment it leads into, while the one before it plays on; segments of a track never overlap
and the draft's length is the end of its last segment.
"""

from enum import IntEnum
from typing import Annotated, Literal

from pydantic import Field

from nemo_contract.wire import Wire

Ms = Annotated[int, Field(ge=0)]
Percent = Annotated[float, Field(ge=0, le=400)]
Share = Annotated[float, Field(ge=0, le=1)]


Curve = tuple[tuple[Ms, Percent], ...]
"""Points of a volume curve: ms after the segment's start, and per cent of its volume there."""


class TrackKind(IntEnum):
    VIDEO = 0
    AUDIO = 1
    TEXT = 7


class Canvas(Wire):
    """``draft.m.canvas``: the picture's size in pixels, frames a second, what lies behind."""

    width: int = 1920
    height: int = 1080
    fps: int = 30
    background: str = "#000000"


class DraftMeta(Wire):
    """``draft.m``"""

    canvas: Canvas = Canvas()


class Trim(Wire):
    """The part of a source clip that is used; ``end`` None means to its end."""

    start: Ms = 0
    end: Ms | None = None


class Fit(Wire):
    """How a picture fills the canvas; ``background`` is ``blur`` or a ``#rrggbb`` colour."""

    mode: Literal["cover", "contain", "stretch"] = "cover"
    background: str = "blur"


class Motion(Wire):
    """How the view moves over a picture. ``amount`` 0.2 goes from 1.0 to 1.2 times."""

    kind: str = "still"
    amount: float = 0.12
    ease: Literal["linear", "in-out"] = "linear"


class Transition(Wire):
    """Into this segment, ``d`` ms long; ``cut`` is none. Kinds: ``render.transitions``."""

    kind: str = "cut"
    duration: Annotated[Ms, Field(alias="d")] = 0


class Look(Wire):
    """Colour and texture. Brightness, contrast, saturation: 1 leaves as is; the rest 0."""

    name: str = "none"
    brightness: float = 1.0
    contrast: float = 1.0
    saturation: float = 1.0
    vignette: Share = 0.0
    grain: Share = 0.0
    blur: Share = 0.0


class Effect(Wire):
    """How a text comes or goes; ``d`` in ms."""

    kind: str = "none"
    duration: Annotated[Ms, Field(alias="d")] = 0


class Outline(Wire):
    """Around letters; ``width`` in per cent of the letter's height."""

    color: str = "#000000"
    width: float = 0.0


class Box(Wire):
    """Behind a text."""

    color: str = "#000000"
    opacity: Share = 0.0


class VideoMeta(Wire):
    """``m`` of a segment on a video track.

    ``type``: ``image`` and ``video`` have a ``url`` (the upload's ``cdn_url``), ``card`` has
    ``text``, ``color`` and ``background``, ``generated`` has ``recipe`` and ``seed``.
    """

    type: Literal["image", "video", "card", "generated"] = "image"
    url: str = ""
    name: str = ""
    trim: Trim = Trim()
    speed: Annotated[float, Field(gt=0, le=100)] = 1.0
    fit: Fit = Fit()
    motion: Motion = Motion()
    transition: Transition = Transition()
    look: Look = Look()
    volume: Percent = 100.0
    curve: Curve = ()
    fade_in: Ms = 0
    fade_out: Ms = 0
    text: str = ""
    color: str = "#ffffff"
    background: str = "#101014"
    recipe: str = ""
    seed: int = 0


class AudioMeta(Wire):
    """``m`` of a segment on an audio track.

    ``music`` is composed here (``mood``, ``tempo`` in beats a minute, ``seed``); ``audio`` is an
    uploaded file (``url``). ``volume`` and ``duck`` in per cent: ``duck`` is the level while other
    sound speaks, 100 for no ducking. Between points of ``curve`` the volume changes evenly.
    """

    type: Literal["music", "audio"] = "music"
    name: str = ""
    mood: str = "lo-fi"
    tempo: float = 0.0
    seed: int = 0
    url: str = ""
    trim: Trim = Trim()
    loop: bool = True
    volume: Percent = 100.0
    curve: Curve = ()
    duck: Percent = 100.0
    fade_in: Ms = 0
    fade_out: Ms = 0


class TextMeta(Wire):
    """``m`` of a segment on a text track.

    ``position``: ``top``, ``center``, ``bottom``, with ``-left`` or ``-right``. ``size`` is the
    letter's height in per cent of the canvas height.
    """

    type: Literal["title", "caption", "subtitle"] = "title"
    text: str = ""
    position: str = "center"
    size: Annotated[float, Field(gt=0, le=60)] = 8.0
    color: str = "#ffffff"
    font: str = ""
    bold: bool = True
    outline: Outline = Outline()
    box: Box = Box()
    enter: Effect = Effect()
    exit: Effect = Effect()
