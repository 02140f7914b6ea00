"""Quoted text is cut out of a message before anything else is read."""

import re

FIRST_MARK, LAST_MARK = "\uf000", "\uf7ff"

_QUOTED = re.compile(
    r"“([^“”]*)”|„([^„“”]*)[“”]|「([^「」]*)」|『([^『』]*)』|《([^《》]*)》|«([^«»]*)»|‘([^‘’]*)’"
    r"|\"([^\"]*)\"|(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w))*)'(?!\w)"
)
_MARKS = re.compile(f"[{FIRST_MARK}-{LAST_MARK}]")
LONGEST = 4000
_STOP = rf"[^,.;!?\n，。；！？、{FIRST_MARK}-{LAST_MARK}]+"
_NAMED = re.compile(
    r"(?:(?<=\btitled )|(?<=\bentitled )|(?<=\bcalled )|(?<=\bnamed )|(?<=\bthat says )"
    r"|(?<=\bsaying )|(?<=\btitle: )|(?<=\bcaption: )|(?<=\btext: )"
    r"|(?<=(?:标题|字幕|文字|题目)[：:写叫])|(?<=写着|叫做|名为|写上)"
    rf")(?![着上做道])(?=\S)({_STOP})",
    re.IGNORECASE,
)


def cut(message: str) -> tuple[str, tuple[str, ...]]:
    """The message with a mark in place of each quoted text, and the texts by mark.

    Text that is named without quotes ("titled Summer 2024", "标题：夏天") counts as quoted, too.
    """
    found: list[str] = []

    def mark(match: re.Match[str]) -> str:
        words = next(group for group in match.groups() if group is not None)
        found.append(words.strip())
        return f" {chr(ord(FIRST_MARK) + len(found) - 1)} "

    lines = _QUOTED.sub(mark, _MARKS.sub(" ", message)[:LONGEST]).splitlines()
    return _NAMED.sub(mark, " ; ".join(" ".join(line.split()) for line in lines)), tuple(found)
