"""What users call things, as the lexicon has it."""

from functools import cache

from nemo_emulator.agent.words import lettering, looks, moods, style
from nemo_emulator.agent.words.row import Row

TABLES = (style, lettering, looks, moods)


@cache
def _rows() -> dict[tuple[str, str], Row]:
    """The row of a category and a name; the first one where there are several."""
    rows = [row for table in TABLES for row in table.ROWS]
    return {(row.cat, str(row.value)): row for row in reversed(rows)}


def called(cat: str, name: str, *, chinese: bool) -> str:
    """The usual word for a name of a category; the name itself where there is none."""
    row = _rows().get((cat, name))
    return row.phrases[1 if chinese else 0][0] if row else name
