"""Choosing rows of the catalogue, and writing them for people and for programs."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from nemo_contract import CATALOGUE, Level, Party, Requirement

ID_WIDTH = max(map(len, CATALOGUE))
LEVEL_WIDTH = max(map(len, Level))


def select(*, party: Party | None = None, level: Level | None = None) -> tuple[Requirement, ...]:
    """The rows of a party and a level, in the catalogue's order; None takes all."""
    return tuple(
        row
        for row in CATALOGUE.values()
        if (party is None or row.party is party) and (level is None or row.level is level)
    )


def find(requirement_id: str) -> Requirement:
    """The row of an id, in whatever case it was typed.

    Raises ``LookupError`` with a sentence that names ids like it.
    """
    wanted = requirement_id.strip().upper()
    if wanted in CATALOGUE:
        return CATALOGUE[wanted]
    raise LookupError(f"There is no requirement {requirement_id}. {_suggestion(wanted)}")


def _suggestion(wanted: str) -> str:
    near = get_close_matches(wanted, CATALOGUE, n=3, cutoff=0.5)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return "Say nemo-conformance list to see them all."


def as_line(row: Requirement) -> str:
    """``C-SSE-6   MUST NOT send a message again ...``: one line, to be searched."""
    return f"{row.id:<{ID_WIDTH}}  {row.level:<{LEVEL_WIDTH}}  {row.text}"


def as_data(row: Requirement) -> dict[str, Any]:
    """A row as JSON data; ``excluded`` only where there is a reason."""
    provenance = {"mark": row.provenance.mark.value, "place": row.provenance.place}
    if row.provenance.heading:
        provenance["heading"] = row.provenance.heading
    data: dict[str, Any] = {
        "id": row.id,
        "party": row.party.value,
        "level": row.level.value,
        "text": row.text,
        "provenance": provenance,
        "exposure": [term.value for term in row.exposure],
        "tier": row.tier.value,
    }
    return data | ({"excluded": row.excluded} if row.excluded else {})


def as_markdown(rows: Sequence[Requirement]) -> str:
    """A table of ``rows`` with a line for each."""
    head = "| id | level | rule | source | exposure |\n| --- | --- | --- | --- | --- |\n"
    return head + "".join(map(_markdown_row, rows))


def _markdown_row(row: Requirement) -> str:
    rule = row.text + (f" (not judged: {row.excluded})" if row.excluded else "")
    cells = (f"`{row.id}`", row.level, rule, str(row.provenance), row.exposed_when)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"
