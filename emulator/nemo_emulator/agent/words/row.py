"""One meaning and the phrases for it."""

from dataclasses import dataclass


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
