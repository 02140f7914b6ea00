"""Words that say which clips are meant, and where they go, by how they are written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final


def _told(cat: str, value: Any, texts: str) -> dict[str, tuple[str, Any]]:
    return {text.strip(): (cat, value) for text in texts.split(",")}


# Nouns for one clip.
NOUNS: Final[Mapping[str, tuple[str, Any]]] = MappingProxyType(
    _told("ref", (1,), "opener, the opener, opening shot, the opening shot")
    | _told("ref", (-1,), "finale, the finale, closing shot, the closing shot, 压轴")
)
# The same after an article; else "closer" is a way to look, and "final" a remark.
AFTER_ARTICLE: Final[Mapping[str, tuple[str, Any]]] = MappingProxyType(
    _told("ref", (-1,), "closer")
)
# "Everything but the cat".
DEFINITE: Final = frozenset({"the", "my", "our", "his", "her", "your", "their", "that"})
ARTICLES: Final = frozenset(["the", "our", "my", "that", "this", "your", "its", "a", "as", "for"])
# Before a number or a noun they say which end is meant.
EDGES: Final[Mapping[str, int]] = MappingProxyType(
    dict.fromkeys(("opening", "the opening", "starting", "initial", "打头", "开头"), 1)
    | dict.fromkeys(("closing", "the closing", "final", "ending", "the ending", "末尾", "结尾"), -1)
)
# Beside these an end is a clip, too: "the opening and the closing shot".
FACING: Final = frozenset(
    (
        *("closing shot", "the closing shot", "closing", "the closing", "ending", "the ending"),
        *("opening shot", "the opening shot", "opening", "the opening", "final", "the final"),
    )
)
AFTER_EDGE: Final = frozenset({"num", "one", "pic", "clip", "video"})
CARDS: Final = frozenset({"slide", "screen", "title"})
# So many.
SIZES: Final[Mapping[str, int]] = MappingProxyType(
    {"pair": 2, "couple": 2, "duo": 2, "trio": 3, "both": 2, "俩": 2, "仨": 3}
)
FRAMES: Final = frozenset({"frame", "still"})
# What numbers something else than clips.
ROUNDS: Final = frozenset({"round", "version", "draft", "v", "r", "pass", "attempt", "revision"})
OWNERS: Final = frozenset({"his", "her", "their", "our", "my", "your", "its"})
# "Two is a panorama"; not "two is plenty".
BEING: Final = frozenset({"is", "has", "was", "'s", "be"})
AMPLE: Final = frozenset(
    ("enough", "plenty", "too", "fine", "ok", "okay", "good", "max", "maximum", "minimum", "better")
)
MIDDLE: Final = frozenset({"middle", "the middle", "central", "中间", "当中", "正中间", "最中间"})
WORDS: Final[Mapping[str, tuple[str, Any]]] = MappingProxyType(
    _told("onwards", None, "onward, onwards, 往后, 以后, 之后, 开始")
    | _told("past", None, "past, beyond, following")
    | _told("whatever", None, "whatever, anything, everything, whatever's, everythin")
    | _told("latter", -1, "latter, the latter")
    | _told("former", 1, "former, the former")
    | _told("ago", None, "ago")
    | _told("latest", None, "latest, most recent, recent")
    | _told("everybody", None, "everybody, everyone")
    | _told("except", None, "xcept, exept")
    | _told(
        "step",
        None,
        "notch, spots, places, steps, notches, slots, positions, rung, rungs, 格, 位, 个位置",
    )
    | _told("later", 1, "later, back, backward, backwards, down, 往后, 向后, 后退, 往后退, 往后移")
    | _told("later", -1, "earlier, forward, forwards, up, 往前, 向前, 前进, 往前提, 往前移")
    | _told("parity", 1, "odd, odds, odd numbered, 单数, 奇数, 单数张, 奇数张")
    | _told("parity", 0, "even, evens, even numbered, 双数, 偶数, 双数张, 偶数张")
    | _told("newest", None, "latecomer, straggler, newcomer, latecomers, stragglers")
)
POINTING: Final = ("that", "this")
COPIES: Final = frozenset(
    [
        "helping",
        "copy",
        "impression",
        "showing",
        "serving",
        "outing",
        "airing",
        "appearance",
        "round",
        "run",
        "go",
    ]
)
AGAIN: Final = frozenset({"second", "a second", "the second", "2nd"})
# What the last one may be called: 一段 is said of films alone.
LAST: Final = frozenset({"最后", "末尾"})
PIECES: Final = tuple([text] for text in ("一段", "那段", "这段"))
# "It could come second".
COMING: Final = frozenset({"come", "comes", "coming", "go", "goes"})
# "Every shot but the last".
BARRING: Final = frozenset({"bar", "but"})
EVERY: Final = frozenset(
    {"every", "each", "all", "everywhere", "throughout", "everybody", "everyone"}
)
OF: Final = frozenset({"of", "out of", "from", "of these", "of the"})
MOST_STEPS: Final = 20
# Between numbers they say up to where.
DASHES: Final = frozenset({"–", "—", "―", "－"})
# 从第四张起.
ONWARDS: Final = frozenset({"起", "往下"})
# From five on, 6 and up.
UPWARDS: Final = frozenset(
    ("on", "up", "upward", "upwards", "forward", "forwards", "onward", "onwards", "beyond", "往后")
)
THOUGH: Final = frozenset({"though", "although", "whereas", "while"})
# As loud as it goes.
FULL: Final = frozenset({"full", "maximum", "满"})
OPENED: Final = frozenset({"开", "给", "放", "拉"})
# What is read as one though the lexicon knows its parts.
COMPOUNDS: Final[Mapping[tuple[str, str], tuple[str, Any]]] = MappingProxyType(
    {
        ("饱", "和"): ("adjust_noun", ("saturation", 0.2)),
        ("彩", "色"): ("look_noun", None),
    }
)
