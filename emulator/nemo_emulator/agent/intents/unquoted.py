"""Texts to be shown that nobody put in quotation marks, in messages known to ask for a text."""

import re
from typing import Final

_MARKED: Final = re.compile('[“”"「」『』《》]')
_HAN: Final = "\u3400-\u9fff"
_HANDLE: Final = re.compile(
    rf"(?<![\w.])(@[\w.{_HAN}]+|©\s*[A-Z]\w+(?:\s[A-Z]\w+)*|(?:www\.)[\w.-]+)"
)
_SAYS: Final = (
    r"(?:says?|saying|reads?|reading|titled|called|(?:should|must|to|ought to|shd) (?:be|say|read)"
    r"|(?:title|heading|caption|headline|name|text|words?|words of)(?: (?:to|into|is|for|as))?"
    r"|(?:write|jot down|show|stick|put|emblazon|have|display|call it)(?: the words?)?)"
)
_WRITTEN: Final = (
    r"(?:写上|写着|写个|写一句|写|就叫|叫|改成|改为|换成|内容是|内容为|标一句|标上|配一?句话?|打一行字?"
    r"|打一句|打几个字|打上|打字|来一页字?|显示|挂着(?:我的\w+)?|大字)"
)
# A colon, and what follows it to the end of the sentence.
_AFTER_COLON: Final = re.compile(
    r"(?<!\d)[:：]\s*(?!\d{1,2}(?:\s*(?:[:=-]|s\b)))(\S.*)$", re.DOTALL
)
_AFTER_VERB: Final = re.compile(
    rf"\b(?i:{_SAYS})\s+(?-i:((?:[A-Z\d][^\s,.;!?]*|&|\+)(?:\s+(?:[A-Z\d][^\s,;]*|of|the|in|to|at|a|and|my|for"
    r"|&|\+)(?=\s|[,.;!?]|$))*[!?]*))"
)
_LAST: Final = re.compile(
    r"\b(?i:(?:should|must|ought to) (?:be|say|read)|says|reads)\s+([^,.;!?]+)$"
)
_AFTER_WRITING: Final = re.compile(
    rf"{_WRITTEN}\s*([^，。,；;：:\s][^，。,；;]*?)(?=[，。,；;]|\s*停|\s*$)"
)
_LINES_AFTER: Final = (
    re.compile(r"(?<!\d)[:：]\s*(\S.*)$", re.DOTALL),
    re.compile(r"(?:字幕|歌词|这几?句|几句话?|行字?)(?:依次)?[是出打]?\s*(\S.*)$", re.DOTALL),
)
# What a text that stands last does not belong to any more.
_TAIL: Final = re.compile(
    r"(?:,\s+(?=[a-z])|\.\s+(?=[A-Z][a-z]+ (?:it|the|in|letters|writing))"
    r"|\s+(?=on it\b|as the\b|as a\b|instead\b|under\b|across\b|over (?:it|the)\b|at the\b"
    r"|up front\b|on (?:the|photo|picture|clip|screen)\b"
    r"|in (?:white|black|red|yellow|gold|blue|green|pink|big|large|small|bold)\b"
    r"|and (?:make|find|put|add|give|set|use|have|some)\b)"
    r"|[，,](?=停|放|要|用|颜色|字|在|出|显示|\d|大|小|白|红|黄|黑|蓝|绿|居|靠|怎)).*$",
    re.DOTALL,
)
_SENTENCES: Final = re.compile(r"(?<=[.!?。！？])\s*")
_MEASURE: Final = re.compile(
    r"[\d.一二两三四五六七八九十半]+\s*(?:秒|分钟?|s|secs?|seconds?)?[吧呢啊呀嘛.!?。！？]*",
    re.IGNORECASE,
)
LEAST_LINES: Final = 2


def quoted(message: str, *, lines: bool) -> str:
    """The message with quotation marks around what seems to be its text; else as it is."""
    if _MARKED.search(message):
        return message
    if lines:
        return _quoted_lines(message)
    shouted = sum(map(str.isupper, message)) > sum(map(str.islower, message))
    for pattern in (_HANDLE, _AFTER_COLON, _LAST, _AFTER_VERB, _AFTER_WRITING):
        if pattern is _AFTER_VERB and shouted:
            continue
        if found := pattern.search(message):
            text = _TAIL.sub("", found[1]).strip(" ,;，；")
            if text and not _MEASURE.fullmatch(text):
                at = found.start(1)
                return f"{message[:at]} “{text}” {message[at + len(text) :]}"
    return message


def _quoted_lines(message: str) -> str:
    """Lines that are parted by strokes, sentences, or else commas."""
    found = next(filter(None, (pattern.search(message) for pattern in _LINES_AFTER)), None)
    if not found:
        return message
    for parted in (re.compile(r"\s*[/／\n]\s*"), _SENTENCES, re.compile(r"\s*[、，,；;]\s*")):
        texts = [text.strip() for text in parted.split(found[1]) if text.strip()]
        if len(texts) >= LEAST_LINES:
            return message[: found.start(1)] + " ".join(f"“{text}”" for text in texts)
    return message
