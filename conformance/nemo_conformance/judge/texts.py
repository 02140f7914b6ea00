"""Comparing what was sent with what was shown, blind to layout: whitespace and markdown marks."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

LAYOUT: Final = re.compile(r"[\s*_#>`~|•\u200b\ufeff-]+")
BLANKS: Final = re.compile(r"[ \t\r\n]+")
SENTENCE: Final = re.compile(
    r"[^.!?。！？\n]*(?:[.!?](?!\s|$)[^.!?。！？\n]*)*(?:[.!?]+|[。！？]+|\n|$)"
)
NOISE: Final = re.compile(r"encountered a temporary issue|遇到了临时问题", re.IGNORECASE)
SCREEN: Final = re.compile(
    r"click|tap\b|press|open|drag|drop|button|panel|preview|timeline|export|upload|library|menu|screen|select"
    r"|点击|打开|拖|按钮|面板|预览|时间线|时间轴|导出|上传|素材库|菜单|屏幕|选择",
    re.IGNORECASE,
)
"""Words by which a careful client may take a sentence for an instruction."""
TELLING: Final = 12
"""Signs from which on a sentence is long enough not to be said twice by chance."""


def squeezed(text: str) -> str:
    """The text without whitespace and marks of layout."""
    return LAYOUT.sub("", text)


def spaced(text: str) -> str:
    """The text with one blank for each run of ordinary whitespace."""
    return BLANKS.sub(" ", text)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, each without its outer whitespace; none is empty."""
    for match in SENTENCE.finditer(text):
        if squeezed(match[0]):
            yield match[0].strip()


def is_noise(text: str) -> bool:
    """The late "I encountered a temporary issue" (contract.md 2.4)."""
    return bool(NOISE.search(text))


def must_show(text: str) -> tuple[str, ...]:
    """The sentences that no rule lets a client drop."""
    return tuple(one for one in sentences(text) if not is_noise(one) and not SCREEN.search(one))


def missing(wanted: Iterable[str], shown: str) -> str | None:
    """The first sentence that is not in ``shown`` in its turn; None when all are."""
    seen, place = squeezed(shown), 0
    for sentence in wanted:
        found = seen.find(squeezed(sentence), place)
        if found < 0:
            return sentence
        place = found + len(squeezed(sentence))
    return None


def repeated(wanted: Iterable[str], shown: str, sent: Iterable[str]) -> str | None:
    """The first telling sentence that is shown more often than it stands in all that was sent."""
    seen, said = squeezed(shown), [squeezed(one) for one in sent]
    telling = (one for one in map(squeezed, wanted) if len(one) >= TELLING)
    return next((one for one in telling if seen.count(one) > _count(one, said)), None)


def _count(sentence: str, said: list[str]) -> int:
    return sum(other.count(sentence) for other in said)
