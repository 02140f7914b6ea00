"""One meaning and the phrases for it."""

from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Row:
    """Phrases, separated by commas, that mean ``value`` of the category ``cat``."""

    cat: str
    value: object
    english: str
    chinese: str = ""

    @property
    def phrases(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """English and Chinese."""
        return _split(self.english), _split(self.chinese)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for phrase in text.split(",") if (part := " ".join(phrase.split())))


def joined(*parts: str, gap: str = " ") -> str:
    """Every way to take one phrase of each part, where "_" is none; for ``Row``."""
    rows = product(*([" ".join(word.split()) for word in part.split(",")] for part in parts))
    return ", ".join(gap.join(word for word in row if word != "_") for row in rows)
