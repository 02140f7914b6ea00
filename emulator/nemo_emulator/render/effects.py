"""How texts come and go: names, and where a text is on its way. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from nemo_contract.draft import Effect


@dataclass(frozen=True, slots=True)
class Pose:
    """How a text is shown: opacity 0 to 1, moved by shares of the canvas height.

    ``scale`` is about its middle; ``shown`` is the share of its width that is unrolled, ``typed``
    that of its letters that are there.
    """

    opacity: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    shown: float = 1.0
    typed: float = 1.0


REST = Pose()
DISTANCE = 0.08


def _slide(x: float, y: float) -> Callable[[float], Pose]:
    """Come in moving in the direction given, becoming visible on the way."""

    def pose(share: float) -> Pose:
        left = (1 - share) ** 3
        return Pose(share, -x * DISTANCE * left, -y * DISTANCE * left)

    return pose


def _pop(share: float) -> Pose:
    """Grow a little too large, and come back."""
    left = share - 1
    return Pose(min(1.0, 3 * share), scale=max(0.05, 1 + 2.7 * left**3 + 1.7 * left**2))


def _zoom(share: float) -> Pose:
    """Come a little nearer while becoming visible."""
    return Pose(share, scale=1 - 0.25 * (1 - share) ** 2)


_POSES: dict[str, Callable[[float], Pose]] = {
    "none": lambda _share: REST,
    "fade": Pose,
    "slideup": _slide(0, -1),
    "slidedown": _slide(0, 1),
    "slideleft": _slide(-1, 0),
    "slideright": _slide(1, 0),
    "pop": _pop,
    "zoom": _zoom,
    "wipe": lambda share: Pose(shown=share),
    "typewriter": lambda share: Pose(typed=share),
}

KINDS = tuple(_POSES)

ALIASES = {
    "cut": "none",
    "fadein": "fade",
    "fadeout": "fade",
    "slide": "slideup",
    "rise": "slideup",
    "bounce": "pop",
    "zoomin": "zoom",
    "scale": "zoom",
    "reveal": "wipe",
    "type": "typewriter",
    "typing": "typewriter",
    "letterbyletter": "typewriter",
}


def effect_kind(name: str) -> str | None:
    """The kind that ``name`` means, or None."""
    plain = name.lower().translate(str.maketrans("", "", "-_ "))
    kind = ALIASES.get(plain, plain)
    return kind if kind in KINDS else None


def pose(enter: Effect, leave: Effect, at_ms: float, length_ms: float) -> Pose:
    """How a text stands ``at_ms`` after its first frame, of ``length_ms`` in all."""
    arrived = _share(at_ms, enter.duration)
    remaining = _share(length_ms - at_ms, leave.duration)
    if arrived < 1:
        return _posed(enter.kind, arrived)
    return _posed(leave.kind, remaining) if remaining < 1 else REST


def _posed(kind: str, share: float) -> Pose:
    return _POSES[effect_kind(kind) or "none"](share)


def _share(time: float, duration: float) -> float:
    return min(1.0, max(0.0, time / duration)) if duration else 1.0
