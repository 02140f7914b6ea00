"""A message as tokens: what the lexicon knows, numbers, measures, quoted text, and the rest."""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a message: its category, what it means, and how it was written."""

    cat: str
    value: Any = None
    text: str = ""


# It stands where nothing more is asked for.
IDLE: Final = Token("filler", None, "")
