"""The file of a recording: one exchange a line, as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final

from nemo_contract import Exchange

FORMAT: Final = "nemulator-recording/1"
BODIES: Final = ("request_body", "reply_body")


class BadRecording(ValueError):
    """A file that is no recording; the message says which line is not."""


def heading(upstream: str) -> str:
    """The first line."""
    return json.dumps({"format": FORMAT, "upstream": upstream}) + "\n"


def written(row: Exchange) -> str:
    """An exchange as a line; bodies are UTF-8 by now, or not kept."""
    kept = asdict(row) | {
        "request_headers": dict(row.request_headers),
        "reply_headers": dict(row.reply_headers),
        **{name: getattr(row, name).decode("utf-8", "replace") for name in BODIES},
    }
    return json.dumps(kept, ensure_ascii=False) + "\n"


def load(lines: Iterable[str]) -> Iterator[Exchange]:
    """The exchanges of a recording. Raises ``BadRecording``."""
    for number, line in enumerate(lines, start=1):
        kept = _document(number, line)
        if number == 1:
            if kept.get("format") != FORMAT:
                raise BadRecording(f'This is no recording; one begins with "{FORMAT}".')
            continue
        try:
            yield Exchange(**kept | {name: kept[name].encode() for name in BODIES})
        except (TypeError, KeyError, AttributeError) as error:
            raise BadRecording(f"Line {number} is no exchange ({error}).") from None


def _document(number: int, line: str) -> dict[str, Any]:
    try:
        kept = json.loads(line)
    except ValueError:
        raise BadRecording(f"Line {number} is not JSON.") from None
    if not isinstance(kept, dict):
        raise BadRecording(f"Line {number} is no object.")
    return kept
