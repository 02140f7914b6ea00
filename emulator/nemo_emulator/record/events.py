"""The payloads of an event stream that has been recorded. Pure."""

import re
from collections.abc import Iterator
from typing import Final

_LINE: Final = re.compile(r"\r\n|\n|\r")


def payloads(body: bytes) -> Iterator[str]:
    """The data of each whole event, comments and empty ones left out."""
    held: list[str] = []
    for line in _LINE.split(body.decode("utf-8-sig", "replace")):
        if not line:
            text, held = "\n".join(held), []
            if text.strip():
                yield text
        elif line.startswith("data:"):
            held.append(line.removeprefix("data:").removeprefix(" "))
