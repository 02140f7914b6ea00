"""Texts behind what says that they are said: "make it say Chapter two: home", "subtitle: A, B"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

Stretch = tuple[int, int]
_SAY: Final = r"(?:say|says|saying|called|titled|(?:to|should|must|shall|will|now)\s+read|reading)"
_SAID: Final = re.compile(rf"\b{_SAY}\b", re.IGNORECASE)
# They point to what comes, or say how it looks, and are none of the text.
_POINTING: Final = (
    r"(?:this|these|that|the|following|so|it|its|in|on|at|as|like|something|for|with|and|just|exactly"
    r"|simply|only|instead|now|here|there|both|first|line|lines|text|words|below|to|me|my|what)\b"
)
_LED: Final = re.compile(
    rf"\b{_SAY}\s+(?P<lead>(?!{_POINTING})\w[\w'’]*(?:[ ](?!{_POINTING})[\w'’]+){{0,3}})\s?:\s*$",
    re.IGNORECASE,
)
# 第二章：回家的路.
_CHAPTER: Final = re.compile(
    r"(?:[写成叫为是])(?:上|着)?(?P<lead>第\s?[\d一二三四五六七八九十百]{1,3}\s?[章集回季天部站话期课篇幕])\s?[:：]\s*$"
)
_NAMED: Final = r"\b(?:titles?|captions?|text|headings?|headlines?|headers?|it|them|one)\b"
_ASKED: Final = re.compile(
    rf"{_NAMED}[^.!?;:,\n]{{0,40}}?(?<!\bto )\b(?:say|(?:should|must|shall|to|now)\s+read)\s+"
    rf"(?P<text>(?!{_POINTING}\s*(?:[,.;!?]|$)|(?:something|anything)\b)\w.*?)"
    r"(?=\s+instead\b|\s*,?\s+(?:and|then|but|in|at|on)\s|\s*[,.;!?\n]|\s*$)",
    re.IGNORECASE,
)
# "What does it say?"
_TELLING: Final = re.compile(r"\b(?:do|does|did|doesn|don|can't|cannot|what)\b", re.IGNORECASE)
_SINGLE: Final = re.compile(
    r"(?:\bsubtitle|一[条句行]字幕|字幕一[条句行])\s*[:：]\s*(?P<text>[^\n;；/|｜:：]+?)[\s.。]*$",
    re.IGNORECASE,
)


def led(message: str, told: Sequence[Stretch]) -> Iterator[Stretch]:
    """With the words in front of a colon that belong to the text: "say chapter two: home"."""
    for start, end in told:
        lead = _LED.search(message, 0, start) or _CHAPTER.search(message, 0, start)
        yield (lead.start("lead") if lead else start), end


def asked(message: str) -> tuple[Stretch, ...]:
    """What a text that is there shall say: "can the caption say Ann's kitchen instead"."""
    if not _SAID.search(message):
        return ()
    found = _ASKED.search(message)
    told = found and not _TELLING.search(message, 0, found.start("text"))
    return (found.span("text"),) if found and told else ()


def single(message: str) -> tuple[Stretch, ...]:
    """One subtitle is one line, commas and all."""
    found = _SINGLE.search(message)
    return (found.span("text"),) if found else ()
