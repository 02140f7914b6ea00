"""How the view moves over a picture, as a pure function of time.

A view is a centre (shares of the picture's width and height) and a zoom of 1 or more; it never
leaves the picture. Names do not mind case, hyphens, underscores and spaces.
"""

from collections.abc import Callable
from dataclasses import dataclass

MOST_ZOOM = 2.0


@dataclass(frozen=True, slots=True)
class View:
    """What part of a picture is seen: ``zoom`` 2 is half its width and height."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0


Path = Callable[[float, float], View]


def _zoom(start: float, end: float, *, to_x: float = 0.0, to_y: float = 0.0) -> Path:
    """Zoom from share ``start`` to share ``end`` of the amount, drifting off the middle."""

    def path(time: float, amount: float) -> View:
        zoom = 1 + amount * (start + (end - start) * time)
        room = 0.5 - 0.5 / zoom
        return View(0.5 + to_x * room, 0.5 + to_y * room, zoom)

    return path


def _pan(x: float, y: float) -> Path:
    """Move from one edge to the other in the direction given, at the same zoom."""

    def path(time: float, amount: float) -> View:
        room = (0.5 - 0.5 / (1 + amount)) * (2 * time - 1)
        return View(0.5 + x * room, 0.5 + y * room, 1 + amount)

    return path


STILL = "still"

PATHS: dict[str, Path] = {
    STILL: lambda _time, _amount: View(),
    "zoomin": _zoom(0, 1),
    "zoomout": _zoom(1, 0),
    "panleft": _pan(-1, 0),
    "panright": _pan(1, 0),
    "panup": _pan(0, -1),
    "pandown": _pan(0, 1),
}

# Ken Burns takes these in turn, so that neighbours differ.
KEN_BURNS: tuple[Path, ...] = (
    _zoom(0, 1, to_x=0.6, to_y=-0.4),
    _zoom(1, 0, to_x=-0.6, to_y=0.3),
    _zoom(0, 1, to_x=-0.5, to_y=0.5),
    _zoom(1, 0, to_x=0.5, to_y=-0.5),
)

ALIASES = {"none": STILL, "static": STILL, "push": "zoomin", "pull": "zoomout"}

KINDS = (*PATHS, "kenburns")

_EASES: dict[str, Callable[[float], float]] = {
    "linear": lambda time: time,
    "in-out": lambda time: time * time * (3 - 2 * time),
}


def motion_kind(name: str) -> str | None:
    """The kind that ``name`` means, or None."""
    plain = name.lower().translate(_NOISE)
    kind = ALIASES.get(plain, plain)
    return kind if kind in KINDS else None


@dataclass(frozen=True, slots=True)
class Move:
    """A motion over ``frames`` frames; ``turn`` says the how manieth picture it is."""

    kind: str
    amount: float
    ease: str
    frames: int
    turn: int = 0

    @property
    def still(self) -> bool:
        """Every frame shows the same view."""
        return self.kind == STILL or self.amount == 0

    @property
    def most_zoom(self) -> float:
        """The largest zoom on the way."""
        return 1.0 if self.still else 1 + self.amount

    def view(self, frame: int) -> View:
        """The view at a frame, counted from the first one of the picture."""
        if self.still:
            return View()
        time = _EASES[self.ease](min(1.0, frame / max(1, self.frames - 1)))
        return self._path(time, self.amount)

    @property
    def _path(self) -> Path:
        if self.kind == "kenburns":
            return KEN_BURNS[self.turn % len(KEN_BURNS)]
        return PATHS[self.kind]


_NOISE = str.maketrans("", "", "-_ ")
