"""What edits say, as names that can be heard in a message: kinds, traits, and which clips."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from nemo_emulator.agent.network.traits import traits

SPEECH: Final = ("decline", "clarify", "answer")
# Edits of some clips or of all.
CLIPPED: Final = frozenset(
    (
        *("Keep", "UseOnly", "AddClips", "Remove", "Duplicate", "SetSeconds", "Extend", "Scale"),
        *("Trim", "SetSpeed", "SetTransition", "SetTransitionLength", "SetMotion", "SetFit"),
        *("SetVolume", "SetLook", "Adjust"),
    )
)
OF_UPLOADS: Final = frozenset({"UseOnly", "AddClips"})
MANY: Final = 3
Wanted = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Names:
    """Labels by what they name: kinds, and by kind ...

    ... those that are values of one trait, and those that stand for themselves.
    """

    kinds: tuple[str, ...]
    traits: Mapping[str, list[tuple[str, ...]]]
    flags: Mapping[str, list[str]]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Names":
        """All that these labels name."""
        traits: dict[str, dict[str, list[str]]] = {}
        flags: dict[str, list[str]] = {}
        kinds: list[str] = []
        for name in names:
            kind, trait = group(name)
            if "=" in name:
                traits.setdefault(kind, {}).setdefault(trait, []).append(name)
            else:
                (kinds if name == kind else flags.setdefault(kind, [])).append(name)
        rows = {kind: [tuple(v) for v in told.values()] for kind, told in traits.items()}
        return cls(tuple(kinds), rows, flags)


def labels(edits: Iterable[Wanted], shown: int, uploads: int) -> frozenset[str]:
    """All that edits say; each a name and its fields, beside so many clips and uploads."""
    return frozenset(_labels([*edits], shown, uploads))


def _labels(edits: list[Wanted], shown: int, uploads: int) -> Iterator[str]:
    for name, count in Counter(name for name, _ in edits).items():
        yield from (name, *(f"{name}#{n}" for n in range(2, min(count, MANY) + 1)))
    for name, fields in edits:
        yield from (f"{name}.{key}={value}" for key, value in traits(name, fields).items())
        if name in CLIPPED:
            most = uploads if name in OF_UPLOADS else shown
            yield from (f"{name}.{told}" for told in _clips(fields.get("clips") or (), most))


def _clips(clips: Iterable[int], most: int) -> Iterator[str]:
    places = {place if place > 0 else place + most + 1 for place in clips}
    if not places:
        yield "clips=all"
        return
    yield f"clips={len(places)}" if len(places) < MANY else "clips=many"
    if 1 in places:
        yield "has first"
    if most and most in places:
        yield "has last"
    if most and len(places) == most - 1:
        yield "all but one"


def told(edits: Iterable[Wanted]) -> frozenset[str]:
    """Of which kinds' traits something is said, by the part before the ``=``; clips always are."""
    pairs = [(name, key) for name, fields in edits for key in (*traits(name, fields), "clips")]
    return frozenset(f"{name}.{key}" for name, key in pairs)


def group(label: str) -> tuple[str, str]:
    """The kind that a label belongs to, and the trait of which it is a value, if it is one."""
    kind = label.partition(".")[0].partition("#")[0]
    trait, sign, _ = label.partition("=")
    return kind, trait if sign else f"{kind}.clips" if "." in label else ""
