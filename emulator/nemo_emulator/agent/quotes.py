"""Quoted text is cut out of a message before anything else is read."""

import re
from dataclasses import dataclass

from nemo_emulator.agent.edits import Line

FIRST_MARK, LAST_MARK = "\uf000", "\uf7ff"

_QUOTED = re.compile(
    r"“([^“”]*)”|„([^„“”]*)[“”]|「([^「」]*)」|『([^『』]*)』|《([^《》]*)》|«([^«»]*)»|‘([^‘’]*)’"
    r"|\"([^\"]*)\"|(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w))*)'(?!\w)"
)
_MARKS = re.compile(f"[{FIRST_MARK}-{LAST_MARK}]")
LONGEST = 4000
# Where a text that nobody quoted ends: what follows says how and where it is to be shown.
_HOW = (
    r"(?=\s+(?:in\s+(?:(?:big|large|small|tiny|huge|bold|nice|bright|dark|light)\s+)*"
    r"(?:white|black|red|green|blue|yellow|orange|pink|purple|gr[ae]y|gold|silver|brown|letters|text|font)\b"
    r"|(?:at|on|in|to)\s+the\s+(?:very\s+)?(?:top|bottom|cent(?:er|re)|middle|upper|lower|left|right|start|beginning"
    r"|end|first|second|third|last|corner|opening|closing)\b"
    r"|on\s+(?:photo|picture|pic|image|clip|slide)\s*\d|for\s+(?:\d|one|two|three|four|five|ten)"
    r"|from\s+\d|(?:and|with)\s+(?:a|an|some|upbeat|calm|happy|soft|music)\b))"
)
_STOP = rf"[^,.;!?\n，。；！？、{FIRST_MARK}-{LAST_MARK}]+"
_NAMED = re.compile(
    r"(?:(?<=\btitled )|(?<=\bentitled )|(?<=\bcalled )|(?<=\bnamed )|(?<=\bthat says )"
    r"|(?<=\bsaying )|(?<=\btitle: )|(?<=\bcaption: )|(?<=\btext: )"
    r"|(?<=(?:标题|字幕|文字|题目)[：:写叫])|(?<=写着|叫做|名为|写上)"
    r"|(?:(?<=\bwrite )|(?<=\bsays )|(?<=\breads )|(?<=\breading ))(?=(?-i:[A-Z]))"
    rf")(?![着上做道])(?=\S)({_STOP}?)(?!\s*[{FIRST_MARK}-{LAST_MARK}])"
    rf"(?:{_HOW}|(?=[,.;!?\n，。；！？、]|$))",
    re.IGNORECASE,
)


_CLOCK = r"(\d+:\d\d:\d\d[,.]\d{1,3})"
_SRT = re.compile(
    rf"(?m:^)[ \t]*(?:\d+[ \t]*\n[ \t]*)?{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\n]*\n"
    r"((?:(?![ \t]*(?:\n|\Z)|[ \t]*\d+[ \t]*\n[ \t]*\d+:)[^\n]+(?:\n|\Z))+)"
)
_LISTED = re.compile(
    r"(?<![a-z])(subtitles?|字幕)\s*[:：]\s*((?:[^\n/“”\"「」]+(?:\n|/))+[^\n/“”\"「」]+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A message with a mark for each quoted text, the texts by mark, and pasted subtitles."""

    text: str
    quotes: tuple[str, ...]
    subtitles: tuple[Line, ...] = ()


def cut(message: str) -> Cut:
    """Take what is quoted out of a message.

    Text that is named without quotes ("titled Summer 2024", "标题：夏天") counts as quoted, too,
    and so do lines after "subtitles:". Blocks of an SRT file become subtitles with their times.
    """
    message = _MARKS.sub(" ", message)[:LONGEST]
    blocks = tuple(_line(block) for block in _SRT.finditer(message))
    found: list[str] = []

    def mark(match: re.Match[str]) -> str:
        found.append(next(group for group in match.groups() if group is not None).strip())
        return f" {chr(ord(FIRST_MARK) + len(found) - 1)} "

    def listed(match: re.Match[str]) -> str:
        if not match[2].replace("/", "").strip():
            return match[0]
        found.append("\n".join(re.split(r"\n|/", match[2])))
        return f"{match[1]} {chr(ord(FIRST_MARK) + len(found) - 1)} "

    lines = _QUOTED.sub(mark, _LISTED.sub(listed, _SRT.sub(" ", message))).splitlines()
    plain = " ; ".join(words for line in lines if (words := " ".join(line.split())))
    return Cut(_NAMED.sub(mark, plain), tuple(found), blocks)


def _line(block: re.Match[str]) -> Line:
    start, end = _ms(block[1]), _ms(block[2])
    return Line(text=" ".join(block[3].split()), start=start, end=end)


def _ms(clock: str) -> int:
    hours, minutes, seconds, rest = re.split("[:,.]", clock)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0"))
