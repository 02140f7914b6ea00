"""What may reach the user's eyes (C-SEC-2)."""

import re
from typing import Final

_SECRET: Final = re.compile(r"\bnmv_\w+|\bBearer\s+\S+", re.IGNORECASE)
_MACHINE: Final = re.compile(r"[{}<>\[\]]|\w+=\S+")
_ENDS: Final = ".!?…。！？"
_SCRIPTS: Final = (
    (re.compile(r"[\u3041-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7a3]"), "ko"),
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"), "zh"),
)
LEADS_HOME: Final = "this machine, while its emulator runs"
"""Where a local link leads, and how long it works."""
LONGEST: Final = 200


def without_secrets(text: str) -> str:
    """C-SEC-2: ``text`` with whatever looks like a token blotted out, and fit to be printed."""
    return _SECRET.sub("•••", text.encode("utf-8", "replace").decode("utf-8"))


def readable(message: object) -> str:
    """The service's own words in one line, or nothing when they are not meant for people."""
    if not isinstance(message, str) or _MACHINE.search(message):
        return ""
    words = " ".join(without_secrets(message).split())
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def sentence(words: str) -> str:
    """``words`` with a full stop, unless they end like a sentence already."""
    return words if not words or words[-1] in _ENDS else f"{words}."


def language_of(text: str) -> str:
    """The language somebody writes in, as an ISO code; what its letters do not tell is English."""
    for pattern, code in _SCRIPTS:
        if pattern.search(text):
            return code
    return "en"


def count(number: int, noun: str) -> str:
    """``1 photo``, ``3 photos``."""
    return f"{number} {noun}{'s' * (number != 1)}"
