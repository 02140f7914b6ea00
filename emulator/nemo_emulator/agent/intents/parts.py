"""Some of the clips, told as a part of them, and which ones those are."""

from dataclasses import dataclass

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the clips: ``name`` says which, ``number`` how many or from where."""

    name: str
    number: int
    told: Tokens


def places_of(part: Part, known: Facts | None) -> e.Clips | None:
    """The clips that a part of them is, where that is certain."""
    if known is None or not known.size:
        return None
    size, n = known.size, part.number
    if part.name == "numbered" and (n in known.films or n > size - len(known.films)):
        return None
    if part.name in ("films", "film", "numbered"):
        return _films(part, known)
    if part.name == "half":
        return _halved(size, n)
    if part.name == "middle":
        first = (size - n) // 2
        return tuple(range(first + 1, first + n + 1)) if (size - n) % 2 == 0 < n < size else None
    n = n if n > 0 else n + size + 1
    ends = {"after": (n + 1, size), "from": (n, size), "before": (1, n - 1), "until": (1, n)}
    first, last = ends.get(part.name, (0, 0))
    places = tuple(range(first, last + 1)) if first else tuple(range(2 - part.number, size + 1, 2))
    return places or None


def _halved(size: int, side: int) -> e.Clips | None:
    half = size // 2
    if size % 2:
        return None
    return tuple(range(1, half + 1) if side == 1 else range(half + 1, size + 1))


def _films(part: Part, known: Facts) -> e.Clips | None:
    """Those that move, where others stand still and their number is right."""
    films = known.films
    if not films or len(films) == known.size:
        return None
    if part.name == "films":
        return films if part.number in (0, len(films)) else None
    place = part.number - 1 if part.number > 0 else part.number
    return films[place : place + 1 or None] if -len(films) <= place < len(films) else None
