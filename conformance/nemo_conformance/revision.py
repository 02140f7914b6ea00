"""The catalogue as a YAML file, frozen by revision, for readers that are not Python.

Every value is written as JSON, which YAML reads alike.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from nemo_conformance.catalogue import as_data
from nemo_conformance.trails import trail
from nemo_contract import CATALOGUE, READINGS, REVISION, Requirement

FILE: Final = Path(__file__).parent / "requirements" / f"{REVISION}.yaml"


def as_yaml() -> str:
    """The whole revision: its name, its rows, its readings."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f"# Requirements of revision {REVISION}, generated from nemo_contract."
    yield "# A revision is not edited: a rule that changes gets a new id in a new revision."
    yield f'revision: "{REVISION}"'
    yield "requirements:"
    for row in CATALOGUE.values():
        yield from _item(as_data(row) | _traced(row))
    yield "readings:"
    for reading in READINGS:
        named = list(reading.requirements)
        yield from _item({"place": reading.place, "text": reading.text, "requirements": named})


def _traced(row: Requirement) -> dict[str, Any]:
    """What judges and exposes it, who breaks it; nothing for what is not judged."""
    it = trail(row)
    if it.excluded:
        return {}
    return {
        "checks": list(it.checks),
        "exposed_by": list(it.exposed_by),
        "broken_by": list(it.killed_by),
    }


def _item(data: dict[str, Any]) -> Iterator[str]:
    for n, (key, value) in enumerate(data.items()):
        yield f"  {' ' if n else '-'} {key}: {json.dumps(value, ensure_ascii=False)}"
