"""One stream as a client met it: what was said, what of it was taken, how it ended."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from nemo_conformance.judge.events import CONTENT, Event, Kind, Reader
from nemo_conformance.judge.sse import blocks, is_unusual
from nemo_conformance.judge.texts import is_noise, must_show
from nemo_conformance.record import Ending, Visit

SILENT = frozenset({Kind.IDLE, Kind.UNKNOWN})
"""What does not end a paragraph."""


@dataclass(frozen=True)
class Listening:
    """The stream of a ``/run_sse`` visit."""

    visit: Visit

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What the client took, comments and heartbeats as idle events."""
        reader = Reader()
        said = (one for block in blocks(self.visit.frames) for one in reader.read(block))
        return tuple(one for one in said if one.end <= self._taken)

    @property
    def _taken(self) -> float:
        left = self.visit.ending in (Ending.LEFT, Ending.OPEN)
        return self.visit.taken if left else float("inf")

    def has(self, *kinds: Kind) -> bool:
        """Whether it said anything of these kinds."""
        return any(one.kind in kinds for one in self.events)

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """The texts for the user, partial ones joined, aggregates left out."""
        texts: list[str] = []
        growing = False
        for one in self.events:
            if one.kind is Kind.PARTIAL and growing:
                texts[-1] += one.text
            elif one.kind in (Kind.TEXT, Kind.PARTIAL):
                texts.append(one.text)
            growing = one.kind is Kind.PARTIAL or (growing and one.kind in SILENT)
        return tuple(texts)

    @cached_property
    def text(self) -> str:
        """What the user is to read; noise is not."""
        return "\n".join(one for one in self.paragraphs if not is_noise(one))

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The sentences that must be shown."""
        return must_show(self.text)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The texts as they came, aggregates left out."""
        return tuple(one.text for one in self.events if one.kind in (Kind.TEXT, Kind.PARTIAL))

    @property
    def is_noisy(self) -> bool:
        """Noise came after an answer."""
        texts = self.paragraphs
        return len(texts) > 1 and is_noise(texts[-1]) and not is_noise(texts[0])

    @property
    def is_unusual(self) -> bool:
        """It was cut or framed in an unusual legal way."""
        return is_unusual(self.visit.frames)

    @property
    def is_odd(self) -> bool:
        """It carried types or fields that nobody knows."""
        return any(one.odd for one in self.events)

    @property
    def closed(self) -> bool:
        """The server ended it properly and the client had it all."""
        return self.visit.ending is Ending.WHOLE

    @property
    def is_silent(self) -> bool:
        """It closed without a word."""
        return self.closed and not self.has(Kind.TEXT, Kind.PARTIAL, Kind.AGGREGATE, Kind.ERROR)

    @property
    def is_lost(self) -> bool:
        """It was broken off, or the client gave it up."""
        return self.visit.ending in (Ending.CUT, Ending.LEFT)

    @property
    def lasted(self) -> float:
        """How long it was open, in virtual seconds."""
        return self.visit.ended_at - self.visit.at

    @cached_property
    def progress(self) -> tuple[float, ...]:
        """When it began, and whenever there was text or a tool."""
        return (self.visit.at, *(one.at for one in self.events if one.kind in CONTENT))

    @property
    def quiet(self) -> float:
        """The longest time without text or tools, in virtual seconds."""
        moments = (*self.progress, self.visit.ended_at)
        return max(b - a for a, b in pairwise(moments))
