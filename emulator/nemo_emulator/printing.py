"""Answers of the control plane for people: a table for rows, a line for each fact. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

MOMENT: Final = 1e9
"""Seconds since 1970 that are told as a date; less is since a run's start, or a made-up epoch."""
WIDEST: Final = 60
"""Letters of one cell."""


def printed(answer: bytes, *, as_json: bool) -> str:
    """What stands on the terminal; as JSON, or as a table."""
    value = json.loads(answer)
    if as_json or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return "".join(f"{line}\n" for line in _lines(value))


def _lines(value: Mapping[str, Any]) -> Iterator[str]:
    alone = len(value) == 1
    for name, item in value.items():
        match item:
            case [dict(), *_]:
                yield from () if alone else (f"{name}:",)
                yield from table(item)
            case [_, *_] if alone:
                yield from map(str, item)
            case [_, *_]:
                yield from (_fact(name, one) for one in item)
            case dict():
                yield from (f"{name}.{line}" for line in _lines(item))
            case _:
                yield _fact(name, item)


def _fact(name: str, item: object) -> str:
    return f"{name:16} {_cell(name, item)}"


def _cell(name: str, value: object) -> str:
    """Moments as dates; only these are so large."""
    if isinstance(value, float) and value >= MOMENT and (name == "now" or name.endswith("at")):
        moment = datetime.fromtimestamp(value, UTC).isoformat(timespec="milliseconds")
        return moment.replace("+00:00", "Z")
    return cell(value)


def table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The rows under their names; what is itself a table is left out."""
    names = [name for name in rows[0] if not any(isinstance(row[name], dict) for row in rows)]
    cells = [names, *([_short(_cell(name, row[name])) for name in names] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        yield "  ".join(map(str.ljust, line, widths)).rstrip()


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def cell(value: object) -> str:
    """One value, as a person writes it."""
    match value:
        case None | "":
            return "-"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3f}".rstrip("0").rstrip(".")
        case list():
            return ",".join(map(cell, value)) or "-"
        case _:
            return str(value)
