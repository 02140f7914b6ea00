"""One rule of the API: who must keep it, how strictly, who said so, and when it can be judged."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nemo_contract.exposure import Exposure

ID: Final = re.compile(r"[CS]-[A-Z]+-[1-9][0-9]*")


class Party(StrEnum):
    """Who must keep a rule."""

    CLIENT = "client"
    SERVER = "server"


class Level(StrEnum):
    """How strictly; a broken MUST or MUST NOT is a failure, a broken SHOULD a warning."""

    MUST = "MUST"
    MUST_NOT = "MUST NOT"
    SHOULD = "SHOULD"
    MAY = "MAY"


class Mark(StrEnum):
    """Who said it, strongest first; where two disagree, the stronger wins."""

    SEED = "seed"
    PUB = "pub"
    KIT = "kit"


class Tier(StrEnum):
    """How well a client shares the run's clock; each tier allows all that the one before does."""

    REAL = "T0"
    SCALED = "T1"
    COOPERATIVE = "T2"
    INJECTED = "T3"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a rule stands: ``place`` in the contract, ``heading`` in the document that says it.

    For ``seed`` that document is the skill document, for ``pub`` the vendor's public skill
    documentation or its API reference; a ``kit`` rule is our own and has none.
    """

    mark: Mark
    place: str
    heading: str = ""

    def __str__(self) -> str:
        """One line for a table: ``seed, contract.md 2.4, "Reading the SSE Stream"``."""
        quoted = f', "{self.heading}"' if self.heading else ""
        return f"{self.mark}, {self.place}{quoted}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule of the catalogue. Ids never change and are never used again.

    ``exposure`` holds all that must have happened; ``tier`` is the least clock tier at which all of
    the rule can be judged (below it, only its lower bounds in time); ``excluded`` says why a run
    can never show it, None for a rule that is judged.
    """

    id: str
    level: Level
    provenance: Provenance
    text: str
    exposure: tuple[Exposure, ...]
    tier: Tier = Tier.REAL
    excluded: str | None = None

    def __post_init__(self) -> None:
        """Refuse an id that is not written ``C-AREA-1`` or ``S-AREA-1``."""
        if not ID.fullmatch(self.id):
            raise ValueError(f"{self.id!r} is no requirement id; write it like C-AUTH-1 or S-SSE-2")

    @property
    def party(self) -> Party:
        """Who must keep it, as the first letter of the id says."""
        return Party.CLIENT if self.id.startswith("C-") else Party.SERVER

    @property
    def area(self) -> str:
        """The middle of the id, ``SSE`` of ``C-SSE-5``."""
        return self.id.split("-")[1]

    @property
    def exposed_when(self) -> str:
        """What must have happened, as one sentence."""
        *others, last = (term.clause for term in self.exposure)
        first = f"{', '.join(others)} and " if others else ""
        return f"Judged when {first}{last}."


@dataclass(frozen=True, slots=True)
class Reading:
    """How an ambiguous place of the documents is read, and which rules follow from it."""

    place: str
    text: str
    requirements: tuple[str, ...]


def seed(section: str, heading: str) -> Provenance:
    """Said by the skill document under ``heading``; ``section`` is the contract's."""
    return Provenance(Mark.SEED, f"contract.md {section}", heading)


def pub(section: str, heading: str) -> Provenance:
    """Said by the vendor's public documentation under ``heading``."""
    return Provenance(Mark.PUB, f"contract.md {section}", heading)


def kit(section: str) -> Provenance:
    """Our own decision."""
    return Provenance(Mark.KIT, f"contract.md {section}")
