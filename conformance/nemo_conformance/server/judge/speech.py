"""One stream as the server spoke it: its events by the WHATWG rules, and what they carry."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from nemo_conformance.judge.sse import Block, blocks
from nemo_conformance.judge.texts import is_noise
from nemo_conformance.server.record import Call

LONGEST: Final = 900.0
"""Seconds that a stream may last (contract.md 2.4)."""
GARBLED: Final = object()
"""The payload of an event whose data is no JSON."""
DONE: Final = object()
"""The payload of ``[DONE]``, with which other services end a stream."""


@dataclass(frozen=True, slots=True)
class Said:
    """An event; ``payload`` None for a comment or empty data, ``GARBLED`` for what is no JSON."""

    payload: Any
    at: float

    @property
    def is_idle(self) -> bool:
        """A comment, or empty data."""
        return self.payload is None


@dataclass(frozen=True)
class Speech:
    """The stream of a ``run_sse`` call."""

    call: Call

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every event and comment, in order."""
        return tuple(_read(one) for one in blocks(self.call.frames))

    @cached_property
    def payloads(self) -> tuple[Any, ...]:
        """What the events with data carry."""
        return tuple(one.payload for one in self.said if not one.is_idle)

    @cached_property
    def objects(self) -> tuple[dict[str, Any], ...]:
        """Those that are objects."""
        return tuple(one for one in self.payloads if isinstance(one, dict))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What the user is to read, event by event, in either dialect."""
        return tuple(text for one in self.objects if (text := text_of(one)))

    @property
    def failed(self) -> bool:
        """It said that the work broke off."""
        return any(
            "error" in (one.get("type"), *one) or one.get("errorCode") not in SILENT
            for one in self.objects
        )

    @property
    def ended(self) -> bool:
        """The server closed it properly."""
        return self.call.whole and not self.call.left

    @property
    def is_silent(self) -> bool:
        return self.ended and not self.texts

    @property
    def is_noisy(self) -> bool:
        """It ends with a "temporary issue" after a normal answer."""
        return len(self.texts) > 1 and is_noise(self.texts[-1]) and not is_noise(self.texts[0])

    @property
    def lasted(self) -> float:
        return self.call.ended_at - self.call.at


SILENT: Final = (None, "MODEL_RETURNED_NO_CONTENT")


def text_of(payload: dict[str, Any]) -> str:
    """The text for the user in a payload of either dialect."""
    match payload:
        case {"type": "text", "content": str(text)}:
            return text
        case {"content": {"parts": [*parts]}}:
            texts = (p.get("text") for p in parts if isinstance(p, dict) and not p.get("thought"))
            return "".join(text for text in texts if isinstance(text, str))
        case _:
            return ""


def _read(block: Block) -> Said:
    if not block.data:
        return Said(None, block.at)
    if block.data.strip() == "[DONE]":
        return Said(DONE, block.at)
    try:
        return Said(json.loads(block.data), block.at)
    except ValueError:
        return Said(GARBLED, block.at)
