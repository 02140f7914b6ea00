"""One conversation: a name, the rules it is there for, the world it wants, what is said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from nemo_conformance.server.lab import Lab

Talk = Callable[[Lab], None]
World = Mapping[str, Any]
CALM: Final[World] = {"habits": {"silent_share": 0.0, "noise_share": 0.0}}
"""A world in which every edit is answered with words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """``world`` is what a run of the emulator is made with; ``control``: it needs one.

    ``variant`` names the world where there are several. One that is not ``plain`` is left out
    with a server whose settings cannot be chosen.
    """

    name: str
    story: str
    tests: tuple[str, ...]
    talk: Talk
    world: World = field(default_factory=lambda: CALM)
    control: bool = False
    plain: bool = True


def variants(
    talk: Talk, tests: Sequence[str], worlds: Mapping[str, World], *, control: bool = False
) -> Iterator[Conversation]:
    """The same talk in several worlds; a server without runs has it once, in its own."""
    for n, (variant, world) in enumerate(worlds.items()):
        name = talk.__name__.replace("_", "-")
        yield Conversation(
            name=f"{name}:{variant}" if variant else name,
            story=(talk.__doc__ or "").strip(),
            tests=tuple(tests),
            talk=talk,
            world={**CALM, **world},
            control=control,
            plain=n == 0,
        )


def told(
    talk: Talk, *tests: str, world: World | None = None, control: bool = False
) -> Conversation:
    """A talk in one world."""
    (one,) = variants(talk, tests, {"": world or {}}, control=control)
    return one
