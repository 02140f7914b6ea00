"""The agent talks as if the user had its screen; here such talk is taken out (C-GUI-1).

A sentence is an instruction when it tells somebody to do something to a screen, not when it uses
the words: "the clip opens with a beach", 门打开 and the advice to say "export" stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Action(StrEnum):
    """What an instruction stands for, where there is no screen."""

    EXPORT = "export"
    SHOW = "show"
    EDIT = "edit"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Guidance:
    """``shown`` for the user, without instructions; what they asked for, each once, in order."""

    shown: str
    actions: tuple[Action, ...] = ()


_START = r"""(?:^(?:\s*[-+•>])?|[,;:–—(*_]|\b(?:and|then|or|to|please|just|simply|now|first|next
|finally|can|could|should|may|might|must|either|ahead))\s*"""
_PART = r"""\b(?:panel|tab|menu|timeline|editor|preview|settings|window|page|sidebar|inspector
|dialog|toolbar|workspace|library|dashboard|button|icon|screen|corner)s?\b"""
_THING = r"""(?:on\s+)?
(?:the|your|this|that|it|its|them|a|an|any|here|export|save|play|download|["“'‘«])"""

_INSTRUCTIONS: Final = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        rf"{_START}(?P<act>(?:double-|right-)?(?:click|tap)\b\s*{_THING})",
        rf"{_START}(?P<act>(?:press|hit|use|find|select|choose|toggle)\b[^.;]*?{_PART})",
        rf"{_START}(?P<act>(?:re-?)?open\b[^,;]*?{_PART})",
        rf"{_START}(?P<act>(?:go|head|navigate|switch|scroll)\b[^,;]*?{_PART})",
        rf"{_START}(?P<act>drag\b\s*(?:and[\s-]drop\b|{_THING}))",
        r"(?P<act>\b(?:by|when)\s+(?:click|tapp|dragg|press)ing\b)",
        r"(?P<act>\bdrag[\s-]and[\s-]drop\b)",
        r"(?P<act>(?:\bthe\s+)?\bexport\b\W{0,2}\s*(?:button|icon|menu|panel|tab)\b)",
        r"(?P<act>\bpreview\b[^.,;]*\bin\s+(?:the|your)\s+timeline\b)",
        r"(?P<act>点击|单击|双击|右击|点一下|轻触|按下)",
        r"(?P<act>打开(?=[^，。；]{0,12}(?:面板|菜单|设置|时间[线轴]|编辑器|预览|窗口|页面|素材库|导出)))",
        r"(?P<act>拖拽|拖动|拖放|拖到|拖入)",
        r"(?P<act>导出[”」』]?\s*(?:按钮|图标|菜单|面板))",
        r"(?P<act>(?:请|可以|即可|直接)[^，。；说输发回]{0,6}导出)",
        r"(?P<act>在时间[线轴][^，。；]{0,4}(?:预览|查看)|预览[^，。；]{0,6}时间[线轴])",
    )
)
_MEANINGS: Final = (
    (Action.EXPORT, re.compile(r"export|download|save|render|导出|下载|保存", re.IGNORECASE)),
    (Action.UPLOAD, re.compile(r"upload|library|files|上传|素材库", re.IGNORECASE)),
    (Action.EDIT, re.compile(r"drag|拖", re.IGNORECASE)),
    (
        Action.SHOW,
        re.compile(r"open|preview|play|timeline|打开|预览|播放|时间[线轴]", re.IGNORECASE),
    ),
)
_SENTENCE: Final = re.compile(
    r"[^.!?。！？\n]*(?:[.!?]+[\"”’)*_]*(?=\s|$)|[。！？]+[”」』）]*|\n|$|[.!?])"
)
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』")
_CLAUSE: Final = re.compile(r"[,;:，；：–—]\s*|\s+(?:and|then|so|but)\s+")
_BULLET: Final = re.compile(r"^[ \t]*(?:\d+[.)、]|[-*•])[ \t]*$", re.MULTILINE)
_LEAD: Final = re.compile(
    r"\s*(?:to|if|when|once|for|you|please|now|then|next|finally|just|simply|and|或|请|您|你|如|若|要|想|现在)"
    r"(?:\b|(?<=[\u4e00-\u9fff]))",
    re.IGNORECASE,
)


def translate(text: str) -> Guidance:
    """C-GUI-1: take the instructions out of what the agent said, and say what they stood for."""
    pieces = [_translated(sentence) for sentence in _sentences(text)]
    actions = tuple(dict.fromkeys(action for piece in pieces for action in piece.actions))
    if not actions:
        return Guidance(text.strip())
    kept = _BULLET.sub("", "".join(piece.shown for piece in pieces))
    if kept.count("**") % 2:  # the other half went with an instruction
        kept = kept.replace("**", "")
    return Guidance(re.sub(r"\n{3,}", "\n\n", kept).strip(), actions)


def _sentences(text: str) -> Iterator[str]:
    """Pieces that end with a sentence or a line, spaces and all: joined they are the text.

    Two pieces belong together when the mark between them was inside a word or number ("0.5 s").
    """
    held = ""
    for match in _SENTENCE.finditer(text):
        held += match[0]
        if (held and not re.search(r"[.!?]$", held)) or (
            held and (match.end() == len(text) or text[match.end()].isspace())
        ):
            yield held
            held = ""


def _translated(sentence: str) -> Guidance:
    hidden = _QUOTED.sub(
        lambda quote: quote[0][0] + "\0" * (len(quote[0]) - 2) + quote[0][-1], sentence
    )
    found = [match.start("act") for rule in _INSTRUCTIONS if (match := rule.search(hidden))]
    if not found:
        return Guidance(sentence)
    at = min(found)
    return Guidance(_description(sentence, hidden, at), (_meaning(sentence[at:]),))


def _meaning(instruction: str) -> Action:
    for action, pattern in _MEANINGS:
        if pattern.search(instruction):
            return action
    return Action.EDIT


def _description(sentence: str, hidden: str, at: int) -> str:
    """What the sentence says before its instruction begins, when that is more than a lead-in."""
    cuts = [match.start() for match in _CLAUSE.finditer(hidden, 0, at)]
    kept = sentence[: cuts[-1]] if cuts else ""
    clause_end = kept.strip()
    if not clause_end or _LEAD.match(clause_end):
        return "\n" if sentence.endswith("\n") else ""
    stop = "。" if re.search(r"[\u4e00-\u9fff]$", clause_end) else "."
    return kept.rstrip() + stop
