"""A message as tokens: what the lexicon knows, numbers, measures, quoted text, and the rest."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a message: its category, what it means, and how it was written."""

    cat: str
    value: Any = None
    text: str = ""
