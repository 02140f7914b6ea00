"""What a mind is, and the one that needs nobody."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from nemo_emulator import agent
from nemo_emulator.agent import Scene

if TYPE_CHECKING:
    from nemo_emulator.agent import Understanding  # loaded with the first message


@dataclass(frozen=True, slots=True)
class Thought:
    """What a message was understood as; ``fallback``: by the rules, since the model failed."""

    meant: "Understanding"
    fallback: bool = False


class Mind(Protocol):
    """Understands messages."""

    async def read(self, message: str, scene: Scene) -> Thought:
        """What a message asks for; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """The grammar and the lexicon: the same words, the same plan."""

    async def read(self, message: str, scene: Scene) -> Thought:
        """At once."""
        return Thought(_understood(message, uploads=bool(scene.visible)))


@lru_cache(maxsize=256)
def _understood(message: str, *, uploads: bool) -> "Understanding":
    """Suites say the same few things again and again, and reading one takes 2 ms."""
    return agent.understand(message, uploads=uploads)
