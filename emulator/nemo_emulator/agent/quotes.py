"""Quoted text is cut out of a message before anything else is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from nemo_emulator.agent import naming
from nemo_emulator.agent.edits import Line
from nemo_emulator.agent.words.needs import folded, met, needs

FIRST_MARK, LAST_MARK = "\uf000", "\uf7ff"

_QUOTED = re.compile(
    r"“([^“”]*)”|„([^„“”]*)[“”]|「([^「」]*)」|『([^『』]*)』|《([^《》]*)》|«([^«»]*)»|‘([^‘’]*)’"
    r"|\"([^\"]*)\"|(?<!\w)'((?:[^'\n]|(?<=\w)'(?=\w))*)'(?!\w)"
)
# Without any of these there is nothing quoted.
_OPENING = frozenset("“„「『《«‘\"'")
_MARKS = re.compile(f"[{FIRST_MARK}-{LAST_MARK}]")
LONGEST = 4000
"""So much of a message is read at once, beside subtitles of an SRT file, in characters."""
PASTED = 200_000
_STOP = rf"[^,.;!?\n，。；！？、{FIRST_MARK}-{LAST_MARK}]+"
# How a text looks or moves is not its words.
_LOOKS = (
    r"(?:[\s着上做道一个几两错成在从更再白黑红黄蓝绿金紫粉橙灰银棕深浅大小粗细居左右上下中顶底淡渐"
    r"斜竖横放\d]|[点些](?:什么|文?字|文案|话)|\w{1,6}字体(?!\w))"
)
# 写啥好呢 is a question.
_ASKED = r"[点些]?(?:什么|啥)(?:文?字|话|文案)?(?:才|比较|更)?(?:好|合适|[呢啊呀?？]|$)"
_NAMED = re.compile(
    r"(?:(?<=\btitled )|(?<=\bentitled )|(?<=\bcalled )|(?<=\bnamed )|(?<=\bthat says )"
    r"|(?<=\bsaying )|(?<=\btitle: )|(?<=\bcaption: )|(?<=\btext: )"
    r"|(?<=(?:标题|字幕|文字|题目)[：:写叫])(?![：:错得的])|(?<=[字句话页题幕词写标说叫是容]：)"
    r"|(?<=(?:一句|一行|一页|一屏|行字|个字|标题) )|(?<=[写叫打] )"
    r"|(?<=(?:改成|换成|改为|就叫|标上|打上|挂着) )(?!\d+(?:\.\d+)?\s*(?:秒|倍|%|分钟))"
    rf"|(?<=(?:标题|题目|片名|店名)(?:改成|换成|改为|就叫))(?!{_LOOKS})|(?<=[面头方张]写)(?!{_LOOKS})"
    r"|(?<=[黑白红黄蓝绿]字[：:])|(?<=[黑白红黄蓝绿]字写)"
    r"|(?<=写着|叫做|名为|写上)|(?<=写着 )|(?<=写上 )"
    r"|(?:(?<=\bwrite )|(?<=\bsays )|(?<=\breads )|(?<=\breading )"
    r"|(?-i:(?<=\bjot down )|(?<=\bto read )|(?<=\bto say )|(?<=\bshould say )|(?<=\bthe words )))"
    r"(?=(?-i:[A-Z]))"
    rf")(?![着上做道]|{_ASKED})(?=\S)({_STOP}?!*(?:！+(?=[^\s！]))?)(?!\s*[{FIRST_MARK}-{LAST_MARK}])"
    rf"(?:{naming.HOW}|(?=[,.;!?\n，。；！？、]|$)|(?<=！))",
    re.IGNORECASE,
)


_CLOCK = r"(\d+:\d\d:\d\d[,.]\d{1,3})"
SRT = re.compile(
    rf"(?m:^)[ \t]*(?:\d+[ \t]*\n[ \t]*)?{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\n]*\n"
    r"((?:(?![ \t]*(?:\n|\Z)|[ \t]*\d+[ \t]*\n[ \t]*\d+:)[^\n]+(?:\n|\Z))+)"
)
_LISTED = re.compile(
    r"(?<![a-z])(subtitles?|字幕|[行句](?=字?[:：]?\s*\n)字?)\s*[:：\n]\s*((?:[^\n/“”\"「」]+(?:\n|/))+[^\n/“”\"「」]+)$",
    re.IGNORECASE,
)

# 字幕依次是：一，二，三; 依次打三句字幕：一，二，三.
_IN_TURN = re.compile(
    r"((?:依次|一句一句|一句接一句|轮流|逐句|[两三四五六几]句|这[两三四五六几]?[句行]|歌词|台词)"
    r"[^：:\n“”\"「」]*[：:])"
    r"\s*([^：:\n“”\"「」\uf000-\uf7ff]+[，,、/／；;。！!？?][^：:\n“”\"「」\uf000-\uf7ff]+)$"
)
_TURNS = re.compile(r"[，,、/／；;。！!？?]")
# "Caption on 1: Tea, caption on 2: Cake"; 第1张写 出发，第2张写 回家.
_BY_PLACE = re.compile(
    r"((?:captions?|titles?|texts?|labels?|words?|photos?|pics?|pictures?|images?|clips?|slides?|videos?|number|no\.?|#)"
    r"(?:\s+(?:on|for|under|over|to))?"
    r"(?:\s+(?:photo|pic|picture|image|clip|slide|video|number|no\.?))?\s*#?\d{1,2}\s*[:：]\s*+(?![\d\uf000-\uf7ff]))"
    rf"({_STOP})"
    r"|(第?\s*[\d一二三四五六七八九十]+\s*(?:张|段|个|页|幅)?(?:照片|图片|视频|图)?\s*(?:写上?|标上?|配上?|配文|配字|字幕|文字)?\s*[：:]\s*+(?![\d\uf000-\uf7ff])"
    r"|第\s*[\d一二三四五六七八九十]+\s*(?:张|段|页|幅)(?:照片|图片|图)?\s*(?:写上?|标上?|配上?|配文|配字)\s++(?![\uf000-\uf7ff])"
    r"|第\s*[\d一二三四五六七八九十]+\s*[句条行]\s*+(?:(?<=\s)|[是写：:])\s*+(?![\uf000-\uf7ff]))"
    rf"({_STOP})",
    re.IGNORECASE,
)
# "Clip 1: just 0:04 to 0:09", "for 2 and 5: half speed" is no text.
_DOING = re.compile(
    r"(?<![a-z\d.])\d{1,2}:\d\d(?!\d)"
    r"|(?<![a-z])(?:\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|an?|first|last"
    r"|final|half|quarters? of a|half an?)\s?(?:seconds?|secs?|s)(?![a-z])"
    r"|^(?:at |to |in |run at |play at )?(?:half|double|normal|\d+(?:\.\d+)?x)(?: the)?"
    r" (?:speed|pace)"
    r"|^(?:mute|mute it|muted|sound off|no sound|slow(?:er)?(?: motion)?|faster|longer|shorter"
    r"|a bit (?:longer|shorter|slower|faster))$|(?<![\w.])\d+(?:\.\d+)?\s?x(?![a-z])"
    r"|[\d一二两三四五六七八九十半]秒|倍速",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"captions?|titles?|texts?|labels?|words?|写|标|配|字|句|条|行", re.IGNORECASE
)
_SHOULD_BE = re.compile(
    rf"(?:should|must|ought to|has to|needs to) be\s+(?=[{FIRST_MARK}-{LAST_MARK}])", re.IGNORECASE
)
# "Stick Happy Birthday Dave on the front": capitals, where no sentence begins.
_CAPITALS = re.compile(
    r"\b(?!(?:Photo|Pic|Picture|Image|Clip|Video|Slide|Number|No|Music|Title|Caption|Text|A|An|Some|My)s?\b)"
    r"([A-Z][\w'’]*(?:\s+(?:[A-Z\d][\w'’]*|of|the|in|and|to|&))*\s+[A-Z\d][\w'’]*!?)"
    r"(?=\s+(?:(?:on|at)\s+(?:the|it|top|photo|pic|picture|clip|slide|number)|over\s+(?:the|it)|in\s+(?:white|black|red|yellow|big|bold|large)))"
)
_PUTTING = re.compile(
    r"\b(?:stick|put|slap|pop|write|add|have|whack|with|saying|want)\s+$", re.IGNORECASE
)
# 分别写上 A B C.
_SEVERAL = re.compile(
    r"(分别(?:写上?|标上?|配上?|加上?|打上?|是|叫)(?:文字|字幕|标题)?[：:\s]*)"
    r"([^\s、，。,“”\"「\uf000-\uf7ff]+(?:[\s、，,]+[^\s、，。,“”\"「\uf000-\uf7ff]+)+)\s*$"
)

# What each of these patterns needs.
_ARROW, _EACH = "-->", "分别"
_PARTED = frozenset("\n/")
_COLONS = frozenset(":：")
_PLACING = _COLONS | {"第"}
_LEADING = tuple(frozenset(map(folded, need)) for need in needs(_NAMED.pattern))


@dataclass(frozen=True, slots=True)
class Cut:
    """A message with a mark for each quoted text, the texts by mark, and pasted subtitles."""

    text: str
    quotes: tuple[str, ...]
    subtitles: tuple[Line, ...] = ()


def has_marks(message: str) -> bool:
    """Something stands in quotation marks."""
    return bool(_QUOTED.search(message))


def marked(message: str) -> Cut:
    """Take what stands in quotation marks out of a message, and blocks of an SRT file."""
    message = _MARKS.sub(" ", message)[:LONGEST]
    blocks = _blocks(message)
    found: list[str] = []

    def mark(match: re.Match[str]) -> str:
        found.append(next(group for group in match.groups() if group is not None).strip(" \t：:"))
        return f" {chr(ord(FIRST_MARK) + len(found) - 1)} "

    message = SRT.sub(" ", message) if blocks else message
    lines = _quoted(message, mark).splitlines()
    plain = " ; ".join(words for line in lines if (words := " ".join(line.split())))
    return Cut(plain, tuple(found), blocks)


def cut(message: str) -> Cut:
    """Take what is quoted out of a message.

    Text that is named without quotes ("titled Summer 2024", "标题：夏天") counts as quoted, too,
    and so do lines after "subtitles:". Blocks of an SRT file become subtitles with their times.
    """
    message = _MARKS.sub(" ", message)[:PASTED]
    blocks = _blocks(message)
    found: list[str] = []

    def mark(match: re.Match[str]) -> str:
        found.append(next(group for group in match.groups() if group is not None).strip(" \t：:"))
        return f" {chr(ord(FIRST_MARK) + len(found) - 1)} "

    def listed(match: re.Match[str]) -> str:
        if not match[2].replace("/", "").strip():
            return match[0]
        found.append("\n".join(re.split(r"\n|/", match[2])))
        return f"{match[1]} {chr(ord(FIRST_MARK) + len(found) - 1)} "

    def capital(match: re.Match[str]) -> str:
        return mark(match) if _PUTTING.search(match.string[: match.start()]) else match[0]

    def several(match: re.Match[str]) -> str:
        texts = [text for text in re.split(r"[\s、，,]+", match[2]) if text]
        first = ord(FIRST_MARK) + len(found)
        found.extend(texts)
        return f"{match[1]} {' '.join(chr(first + n) for n in range(len(texts)))} "

    def keep(text: str) -> str:
        found.append(text.strip())
        return chr(ord(FIRST_MARK) + len(found) - 1)

    message = (SRT.sub(" ", message) if blocks else message)[:LONGEST]
    message = message if _PARTED.isdisjoint(message) else _LISTED.sub(listed, message)
    lines = _quoted(message, mark).splitlines()
    lines = [_by_place(naming.listed(_in_turn(line, keep), keep), keep) for line in lines]
    lines = [naming.named(_CAPITALS.sub(capital, line), keep) for line in lines]
    lines = [_SEVERAL.sub(several, line) if _EACH in line else line for line in lines]
    plain = " ; ".join(words for line in lines if (words := " ".join(line.split())))
    plain = _NAMED.sub(mark, plain) if met(_LEADING, folded(plain)) else plain
    plain = _SHOULD_BE.sub("should say ", plain) if found else plain
    return Cut(plain, tuple(found), blocks)


def _blocks(message: str) -> tuple[Line, ...]:
    found = SRT.finditer(message) if _ARROW in message else ()
    return tuple(map(_line, found))


def _quoted(message: str, mark: Callable[[re.Match[str]], str]) -> str:
    return message if _OPENING.isdisjoint(message) else _QUOTED.sub(mark, message)


def _by_place(line: str, keep: Callable[[str], str]) -> str:
    if _PLACING.isdisjoint(line):
        return line
    return _BY_PLACE.sub(
        lambda m: m[0] if _is_wish(m) else f"{m[1] or m[3]} {keep((m[2] or m[4]).strip())} ", line
    )


def _is_wish(match: re.Match[str]) -> bool:
    """ "Clip 1: half speed" is one, "caption on 1: half time" is none."""
    text = (match[2] or match[4]).strip()
    rest = match.string[match.end() :][:4]
    told = any(map(_DOING.search, (text, text + rest)))
    return told and not _WRITTEN.search(match[1] or match[3])


def is_too_long(message: str) -> bool:
    """It could be read in part only."""
    if len(message) <= LONGEST:
        return False
    return len(message) > PASTED or len(SRT.sub("", message).strip()) > LONGEST


def _in_turn(line: str, keep: Callable[[str], str]) -> str:
    if _COLONS.isdisjoint(line):
        return line
    return _IN_TURN.sub(lambda m: f"{m[1]} {keep(_TURNS.sub(chr(10), m[2]))} ", line)


def _line(block: re.Match[str]) -> Line:
    start, end = _ms(block[1]), _ms(block[2])
    return Line(text=" ".join(block[3].split()), start=start, end=end)


def _ms(clock: str) -> int:
    hours, minutes, seconds, rest = re.split("[:,.]", clock)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0"))
