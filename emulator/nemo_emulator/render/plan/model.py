"""What a render consists of, to the frame. Frozen, and free of everything that could fail later.

Spans are in frames of the timeline, ``end`` excluded; sound keeps ms.
"""

from dataclasses import dataclass

from nemo_contract.draft import Fit, TextMeta
from nemo_emulator.render.looks import PLAIN, Grade
from nemo_emulator.render.motions import STILL, Move
from nemo_emulator.render.order import Source
from nemo_emulator.render.transitions import CUT


@dataclass(frozen=True, slots=True)
class Span:
    """From frame ``start`` up to, without, frame ``end``."""

    start: int
    end: int

    @property
    def frames(self) -> int:
        return self.end - self.start

    def meets(self, other: "Span") -> bool:
        """They have a frame in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Canvas:
    """The picture's size in pixels (even), frames a second, and the colour behind all."""

    width: int
    height: int
    fps: int
    background: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """A picture; ``name`` is what people call it."""

    source: Source
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A moving picture: ``speed`` times as fast, from ``start_ms`` of the source on.

    What lies after ``end_ms`` is not shown: the last frame before it stays.
    """

    source: Source
    name: str
    start_ms: int
    end_ms: int
    speed: float

    def frames(self, fps: int) -> int:
        """How many frames it has at a rate; at least 1."""
        return max(1, int((self.end_ms - self.start_ms) * fps / 1000 / self.speed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Animation:
    """A picture that may move, over and over: GIF and WEBP can."""

    source: Source
    name: str
    start_ms: int
    speed: float


@dataclass(frozen=True, slots=True)
class Blank:
    """One colour."""

    color: str


@dataclass(frozen=True, slots=True)
class Card:
    """A text on a colour."""

    text: str
    color: str
    background: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Drawn from nothing: a kind of ``recipes``, and the seed that places things in it."""

    recipe: str
    seed: int


Footage = Still | Animation | Clip | Card | Scene | Blank


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a shot replaces the one before: over its first ``frames`` frames."""

    kind: str
    frames: int


NO_ENTRANCE = Entrance(CUT, 0)
NO_MOVE = Move(STILL, 0.0, "linear", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What is seen during a span; it plays on for ``tail`` frames under the next one's entrance.

    ``skip`` frames of it were hidden before the span begins.
    """

    span: Span
    tail: int = 0
    skip: int = 0
    footage: Footage
    fit: Fit
    move: Move
    grade: Grade
    entrance: Entrance

    def age(self, frame: int) -> int:
        """How many frames of it were before a frame of the timeline."""
        return frame - self.span.start + self.skip


def blank(canvas: Canvas, span: Span) -> Shot:
    """Nothing but the background."""
    return Shot(
        span=span,
        footage=Blank(canvas.background),
        fit=Fit(),
        move=NO_MOVE,
        grade=PLAIN,
        entrance=NO_ENTRANCE,
    )


@dataclass(frozen=True, slots=True)
class Title:
    """A text over the picture."""

    span: Span
    meta: TextMeta


@dataclass(frozen=True, slots=True)
class Music:
    """Composed here; ``tempo`` in beats a minute, 0 for the mood's own."""

    mood: str
    tempo: float
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The sound of an upload, from ``start_ms`` to ``end_ms`` of the source."""

    source: Source
    name: str
    start_ms: int
    end_ms: int
    speed: float = 1.0
    loop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A piece of sound on the timeline. ``gain`` 1 leaves it as it is.

    Where one of ``ducked`` (ms on the timeline) is heard, it sinks to ``duck`` times its gain.
    ``curve`` has points (ms after its start, factor) between which the gain changes evenly.
    """

    origin: Music | Recording
    start_ms: int
    length_ms: int
    gain: float
    fade_in_ms: int
    fade_out_ms: int
    curve: tuple[tuple[int, float], ...] = ()
    duck: float = 1.0
    ducked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A shot with the one that its entrance replaces, and the titles above: encoded on its own.

    ``before`` is None when there is no entrance.
    """

    shot: Shot
    before: Shot | None
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderPlan:
    """The whole clip. Shots follow each other without gap or overlap from 0 to ``frames``."""

    canvas: Canvas
    frames: int
    shots: tuple[Shot, ...]
    titles: tuple[Title, ...]
    sounds: tuple[Sound, ...]
    quality: str

    @property
    def duration_ms(self) -> int:
        return round(self.frames * 1000 / self.canvas.fps)

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """One for each shot, in order."""
        before = (None, *self.shots[:-1])
        return tuple(map(self._chunk, self.shots, before))

    def _chunk(self, shot: Shot, before: Shot | None) -> Chunk:
        above = tuple(title for title in self.titles if title.span.meets(shot.span))
        replaced = before or blank(self.canvas, Span(0, 0))
        return Chunk(shot, replaced if shot.entrance.frames else None, above)
