"""What a mind is, and the one that needs nobody."""

from dataclasses import dataclass
from typing import Protocol

from nemo_emulator.agent import Scene, Understanding, understand


@dataclass(frozen=True, slots=True)
class Thought:
    """What a message was understood as; ``fallback``: by the rules, since the model failed."""

    meant: Understanding
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
        return Thought(understand(message, uploads=bool(scene.visible)))
