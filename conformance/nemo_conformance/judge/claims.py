"""What a sentence claims: that something has changed, that credits are wanting."""

import re
from collections.abc import Iterable
from typing import Final

from nemo_conformance.judge.texts import sentences, squeezed

CLAIMS: Final = re.compile(
    r"\b(?:done|updated|changed|edited|applied|added|made|finished|complete[d]?|ready|went|made it"
    r"|success\w*|now has|took effect|is in place|new)\b|完成|已经|更新|修改了|添加了|成功|好了",
    re.IGNORECASE,
)
HEDGES: Final = re.compile(
    r"\b(?:no|not|nothing|never|none|without|whether|if|may|might|perhaps|unsure|check\w*|look\w*"
    r"|seems?|same|unchanged|still|before)\b|n.t\b|没|未|不|无|是否|可能|一样|相同|\?|？",
    re.IGNORECASE,
)
"""What makes a sentence another thing than a claim: it denies, asks, compares or looks."""
SELLS: Final = re.compile(
    r"(?i)\b(?:buy|purchase|get|need|top.?up|out of|more|add|insufficient|not enough|short of)\b"
    r".{0,20}credit|credits?.{0,20}(?:ran out|run out|too low|exhausted|insufficient)"
    r"|(?:购买|充值|不足|没有).{0,6}积分|积分.{0,6}(?:不足|不够)"
)
DENIES: Final = re.compile(
    r"(?i)\bnot?\b|n.t\b|never|without|nothing to do|不是|并非|无关|不需|无需|与积分"
)
NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


def says(text: str) -> frozenset[str]:
    """The sentences of a text; neither layout nor numbers make a difference."""
    return frozenset(NUMBER.sub("#", squeezed(one)) for one in sentences(text))


def claimed_anyway(unchanged: str, changed: str) -> str | None:
    """The claim in what was said where nothing had changed, if all of that was said as well where
    something had: who says the same of both did not compare."""
    if not says(unchanged) <= says(changed):
        return None
    return next((one for one in sentences(unchanged) if _claims(one)), None)


def said_alike(changed: str, unchanged: Iterable[str]) -> bool:
    """Whether nothing was said where something had changed that is not said where nothing had."""
    return any(says(changed) <= says(one) for one in unchanged)


def _claims(sentence: str) -> bool:
    return bool(CLAIMS.search(sentence)) and not HEDGES.search(sentence)


def sells(sentence: str) -> bool:
    """Whether it speaks of credits that are wanting."""
    return bool(SELLS.search(sentence)) and not DENIES.search(sentence)
