"""What may reach the user's eyes (C-SEC-2)."""

import re
from typing import Final

_SECRET: Final = re.compile(r"\bnmv_\w+|\bBearer\s+\S+", re.IGNORECASE)
_MACHINE: Final = re.compile(r"[{}<>\[\]]|\w+=\S+")
LONGEST: Final = 200


def without_secrets(text: str) -> str:
    """``text`` with anything that looks like a token blotted out, and fit to be printed."""
    return _SECRET.sub("•••", text.encode("utf-8", "replace").decode("utf-8"))


def readable(message: object) -> str:
    """The service's own words in one line, or nothing when they are not meant for people."""
    if not isinstance(message, str) or _MACHINE.search(message):
        return ""
    words = " ".join(without_secrets(message).split())
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def count(number: int, noun: str) -> str:
    """``1 photo``, ``3 photos``."""
    return f"{number} {noun}{'s' * (number != 1)}"
