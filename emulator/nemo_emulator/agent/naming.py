"""Texts to show that nobody put in quotation marks, in English: capitals, colons, handles."""

import re
from collections.abc import Callable
from typing import Final

from nemo_emulator.agent.words.lexicon import find, plain

Keep = Callable[[str], str]
Patterns = tuple[re.Pattern[str], ...]

_WORD: Final = r"(?:[A-Z\d][\w'’\-]*(?:\.[\w'’\-]+)*|&|\+)"
_LINK: Final = r"(?:of|the|in|and|to|at|a|my|our|for|on|by|with|from)"
# A comma within a name or date, not one before another sentence.
_COMMA: Final = r",\s+(?!(?:I|It|Then|And|But|Make|Put|Please|Can|Could|Also|So|In|On|At)\b)"
_RUN: Final = (
    rf"(?=[^,.;!?]*[A-Z]){_WORD}(?:(?:{_COMMA}|(?:\s+{_LINK}){{0,2}}\s+)"
    rf"(?!(?:Photo|Picture|Clip|Slide)s?\b){_WORD}){{0,12}}[!?]*"
)
_END: Final = (
    r"(?=\s*$|\s*[,.;]|\s+(?:as|at|on|in|over|across|under|up|for|from|and|with|instead|please|the"
    r"|should|then|to)\b)"
)
_NAMING: Final = (
    r"(?i:\b(?:says?|saying|reads?|reading|titled|entitled|called|named|call it|jot down|the words?"
    r"|(?:should|must|ought to|has to|needs to) (?:be|say|read)"
    r"|(?:title|heading|headline|caption)(?: to| is| as| of)?)\s+)"
)
_PUTTING: Final = (
    r"(?i:\b(?:show|display|write|put|stick|have|jot down|add|slap|pop|emblazon|want|with)\s+)"
)
_NOT: Final = (
    r"(?!(?:Photo|Pic|Picture|Image|Clip|Video|Slide|Number|Ken Burns|A|An|The|My|Some)s?\b)"
)
# Where a text ends: what follows says how and where it is to be shown.
HOW: Final = (
    r"(?=\s+(?:in\s+(?:(?:big|large|small|tiny|huge|bold|nice|bright|dark|light)\s+)*"
    r"(?:white|black|red|green|blue|yellow|orange|pink|purple|gr[ae]y|gold|silver|brown|letters|text"
    r"|font)\b|(?:at|on|in|to)\s+the\s+(?:very\s+)?(?:top|bottom|cent(?:er|re)|middle|upper|lower"
    r"|left|right|start|beginning|end|first|second|third|last|corner|opening|closing)\b"
    r"|(?:on|under|over)\s+(?:photo|picture|pic|image|clip|slide)\s*\d"
    r"|as\s+(?:the|a)\s+(?:title|heading)|(?:over|on|under)\s+it\b|up\s+front|instead"
    r"|for\s+(?:\d|one|two|three|four|five|ten)|from\s+\d"
    r"|(?:and|with)\s+(?:a|an|some|find|make|put|give|add|use|set|upbeat|calm|happy|soft|music)\b))"
)
_STRICT: Final = rf"(?:{HOW}|(?=\s*$|\s*[.;]|,\s))"
_AS_TITLE: Final = (
    r"(?=\s+(?i:as\s+(?:the|a|my|our)\s+(?:big\s+)?(?:title|heading|headline|caption)))"
)
_CARRIER: Final = (
    r"(?i:\b(?:page|screen|slide|card|title|heading|headline|caption|text|words?|underneath|write"
    r"|put|says?|line|label|number|letters|lettering|font|writing|lower third)\b)"
    r"[^:\nA-Z]{0,25}:(?!\d)\s*"
)
_NO_TIME: Final = (
    r"(?!(?i:just|only|from|to|make|put|set|change|use|add|show|keep|give|let|can|remove|trim|cut)\b"
    r"|\d+(?:[.:]\d+)?\s*(?:s\b|sec|min|%|,|and\b|to\b|-\s*\d+\s*s|$))"
)
_PLAIN: Final = r"[^,.;!?/\n\uf000-\uf7ff]"
_BODY: Final = (
    rf"(?!\s){_PLAIN}+(?:,\s+(?=[A-Z\d]){_PLAIN}*|\.(?=\w){_PLAIN}*"
    rf"|(?:(?<=\bDr)|(?<=\bMr)|(?<=\bMrs)|(?<=\bSt))\.{_PLAIN}*)*[!?]*"
)
# A capital, or what else begins such a text, behind what leads up to it.
_BEGUN: Final = re.compile(r"\s(?=[^,.;!?]*[A-Z])[A-Z\d&+]")
# Of each, the first group stays, the second is the text; before it, without what none is found.
_SPOKEN: Final[tuple[Patterns, ...]] = (
    (
        re.compile("[@©]"),
        re.compile(r"()((?<![\w.])@[\w.]*\w|©\s*[A-Z]\w+(?:\s[A-Z]\w+)*)"),
    ),
    (
        re.compile(r"(?i:web ?[sa])"),
        re.compile(r"((?i:\bweb ?(?:site|address)(?: address)? ))((?:www\.)?[\w-]+(?:\.[\w-]+)+)"),
    ),
    (re.compile(":"), re.compile(rf"({_CARRIER}){_NO_TIME}({_BODY})")),
    (
        re.compile(r"(?i:\sas\s+(?:the|a|my|our)\s)"),
        re.compile(rf"({_PUTTING}?){_NOT}({_RUN}){_AS_TITLE}"),
    ),
    (_BEGUN, re.compile(rf"({_NAMING}){_NOT.replace('|The', '')}({_RUN}){_STRICT}")),
)
_BARE: Final = re.compile(rf"({_PUTTING}){_NOT}({_RUN}){_END}")
# What capitals may name that is no text: "Add Upbeat Music".
_THINGS: Final = frozenset(
    (
        *("music", "transition", "motion", "pic", "clip", "video", "style", "look", "title"),
        *("caption", "subtitle", "texture", "sound", "slideshow", "link_url", "mood", "fade"),
    )
)

_LISTED: Final = re.compile(
    r"((?i:\bsub(?:title)?s?\b|\bone by one\b|\bone after (?:the other|another)\b)[^:\n]{0,40})"
    r":\s*(\S[^:]*)$"
)
_OVER_EACH: Final = re.compile(
    r"(?i:\b(captions?|labels?|titles?)\s+(?:on|for|under)\s+(?:photos?\s+|pictures?\s+)?)"
    r"(\d+(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+)\d+)+)\s*:\s*(\S.*)$"
)
_EQUALS: Final = re.compile(
    r"()(?<![\w.])(\d{1,2}|(?i:the (?:first|second|third|fourth|fifth|last)))(?: is|\s*=)\s+"
    r"([A-Z][^,.;!?\n]*)"
)
_SMALL: Final = re.compile("[a-z]")
_SONG: Final = re.compile(r"(?i:spotify|youtube|apple music|soundcloud|\b(?:song|tune)\b)")
_MARK: Final = re.compile("[\uf000-\uf7ff]")
_LABELS: Final = re.compile(r"(?i:\b(?:label|caption|title)s?\b)")


def named(line: str, keep: Keep) -> str:
    """The line with what ``keep`` gives for each text that its words lead up to."""
    line = " ".join(line.split())
    if not _SMALL.search(line):
        return line  # capitals say nothing here
    for cue, pattern in _SPOKEN:
        if cue.search(line):
            line = pattern.sub(lambda m: m[0] if m[1].isupper() else f"{m[1]} {keep(m[2])} ", line)
    if not _BEGUN.search(line) or _SONG.search(line):
        return line
    return _BARE.sub(
        lambda m: f"{m[1]} {keep(m[2])} " if not m[1].isupper() and _is_text(m[2]) else m[0], line
    )


def _is_text(words: str) -> bool:
    """At least two words in capitals, or one that calls out; the last one is no thing of ours."""
    *before, last = plain(words.rstrip("!?")).split() or [""]
    known = find(last, 0)
    return bool(before or words[-1] in "!?") and not (known and known[1] in _THINGS)


def listed(message: str, keep: Keep) -> str:
    """Lines to be shown one after the other; texts for several pictures, each with its own."""
    if ":" in message:
        message = _OVER_EACH.sub(lambda m: _over_each(m, keep), message)
    if _LABELS.search(message):
        told = _EQUALS.sub(lambda m: f"{_place(m[2])} {keep(m[3].strip())} ", message)
        message = message if told == message else told.replace(":", " ")
    return _LISTED.sub(lambda m: _lines(m, keep), message) if ":" in message else message


def _place(written: str) -> str:
    return f"photo {written}" if written.isdigit() else written


def _over_each(found: re.Match[str], keep: Keep) -> str:
    places = re.findall(r"\d+", found[2])
    texts = [text.strip() for text in found[3].rstrip(".").split(",")]
    if len(places) != len(texts) or not all(texts):
        return found[0]
    pairs = zip(places, texts, strict=True)
    return ", ".join(f"caption on {place} {keep(text)} " for place, text in pairs)


def _lines(found: re.Match[str], keep: Keep) -> str:
    """Parted by strokes, or else by sentences."""
    if _MARK.search(found[2]):  # in quotation marks already
        return f" subtitles {found[2].replace('/', ' ')}" if "/" in found[2] else found[0]
    apart = r"\s*/\s*" if "/" in found[2] else r"(?<=[.!?])\s+"
    texts = [text for text in re.split(apart, found[2].strip()) if text]
    if len(texts) < 2 or not all(text[0].isupper() or "/" in found[2] for text in texts):
        return found[0]
    return f" subtitles {keep(chr(10).join(texts))} "
