"""The frame of how a picture fits the screen, and what is shown around it."""

from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.hints import FITS, hinted
from nemo_emulator.agent.intents.looking import PLAIN, by_name, pictures
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import REGRETS, denies, parts_of, told
from nemo_emulator.agent.tokens import Token

# Bars that nobody wants are filled.
UNWANTED: Final = frozenset({"bars", "#000000"})
BLURRED: Final = ("blur", "虚化", "模糊")
SMUDGED: Final = frozenset({"smudgy", "smudged", "fuzzy", "hazy", "朦胧"})
BARS: Final = frozenset(
    (
        *("bars", "strips", "bands", "stripes", "edges", "borders", "gaps", "margins", "edge"),
        *("黑边", "白边", "留白", "黑条", "边框"),
    )
)
# "No bars", "I don't want those bands".
NOT: Final = frozenset({"not", "no"})
BEARING: Final = frozenset({"stand", "bear", "abide", "want", "need"})
CROPPING: Final = frozenset(("lop", "crop", "chop", "cut", "slice", "snip", "trim", "clip", "裁"))
FILLING: Final = frozenset({"stretch", "cover"})
# "Black bars where it doesn't fit".
PLACING: Final = frozenset({"where", "wherever", "when"})
# "Give us black bars" is a wish; bars that there are are black anyway.
GIVING: Final = frozenset({"add", "with", "put", "set", "make"})
BLACK: Final = "#000000"
# A colour beside one of these is what is behind the picture.
BEHIND: Final = frozenset(
    ("behind", "around", "round", "underneath", "background", "backdrop", "bg", "背景", "底色")
)
# 背景黑色
GROUNDS: Final = frozenset({"背景", "底色", "背景色", "背景颜色"})
ON: Final = frozenset(
    {"on", "on a", "against", "with", "use", "to", "用", "换成", "改成", "成", "补成"}
)
# "Black is fine".
PLAINLY: Final = frozenset({"color", "shrug", "praise", "and", "comma"})


def set_fit(m: Said) -> e.Edit | None:
    mode: Any = by_name(m, "mode", "fit")
    ground = _ground(m)
    if ground is None:
        return None
    if not mode and not ground:
        mode = _mode(m)
    mode = "contain" if ground and mode != "stretch" else mode
    return e.SetFit(mode=mode, background=ground, clips=pictures(m)) if mode or ground else None


def _mode(m: Said) -> str:
    """What is complained of shall be otherwise; else what the words hint at, or the model sees."""
    if any(map(_crops, parts_of(m.tokens))):
        return "contain"
    bars = (*told(m, "background").refused, *told(m, "color").refused)
    if {value for value, _ in bars} & UNWANTED or any(map(_is_rid, parts_of(m.tokens))):
        return "cover"
    against = {str(value) for value, _ in told(m, "fit").refused}
    if against and against <= FILLING and not told(m, "fit").wanted:
        return "contain"
    _, margin = m.traits.get("mode", ("", 0))
    return (hinted(m, FITS) if margin < PLAIN else "") or m.trait("mode")


def _crops(part: tuple[Token, ...]) -> bool:
    """ "Don't lop the edges off": that is not about bars."""
    denied = [n for n, token in enumerate(part) if token.cat in NOT]
    return any(t.text in CROPPING for n in denied for t in part[n + 1 : n + 3])


def _is_rid(part: tuple[Token, ...]) -> bool:
    """ "Can't stand those empty strips"."""
    words = {token.text for token in part}
    not_ = [n for n, token in enumerate(part) if token.cat in NOT]
    bars = [n for n, token in enumerate(part) if token.text in BARS]
    where = any(token.text in PLACING for token in part[max(bars, default=0) :])
    not_ = [n for n in not_ if not (where and n > bars[-1])]
    denied = any(denies(part, n) for n in not_) or bool(not_ and words & BEARING)
    return bool(bars) and (denied or bool(words & REGRETS))


def _ground(m: Said) -> str | None:
    """Blurred, a colour, or nothing said; None where a colour is missing."""
    kind = m.trait("ground")
    colors = told(m, "color", "black_page")
    wanted = _wanted(m, colors.wanted)
    refused = bool(told(m, "backdrop").refused and wanted)
    if _is_blurred(m) and not refused:
        return "blur"
    if bars := _bars(m):
        return bars
    if refused or kind == "color" or _is_behind(m):
        asked = kind == "color" and not told(m, "color").refused
        return str(wanted[-1]) if wanted else None if asked else ""
    return kind.replace("none", "")


def _bars(m: Said) -> str:
    """白边, 留黑边: bars of that colour."""
    wanted = [str(value) for value in told(m, "backdrop").wanted]
    return wanted[-1] if wanted and wanted[-1].startswith("#") else ""


def _wanted(m: Said, colors: tuple[Any, ...]) -> tuple[Any, ...]:
    """ "White around them. The black depresses me": of the one it is said how it is now."""
    named = [(part, n) for part in parts_of(m.tokens) for n, t in enumerate(part) if _is_color(t)]
    blamed = {part[n].value for part, n in named if _is_subject(part, n)}
    return tuple(color for color in colors if color not in blamed) or colors


def _is_subject(part: tuple[Token, ...], n: int) -> bool:
    opens = n == 0 or part[n - 1].cat == "comma"
    return opens and any(token.cat == "word" for token in part[n + 1 : n + 2])


def _is_color(token: Token) -> bool:
    return token.cat in ("color", "black_page")


def _is_blurred(m: Said) -> bool:
    blurred = {"blur"} & {what for what, _ in m.all("texture")} or (
        m.has("backdrop") and not _bars(m)
    )
    smudged = m.has("background") and any(t.text in SMUDGED for t in m.tokens)
    return bool(blurred) or smudged or any(t.text.startswith(BLURRED) for t in m.tokens)


def _is_behind(m: Said) -> bool:
    """ "On black", "pink behind", "black is fine": a colour where the ground is told."""
    parts = [{t.cat for t in part} for part in parts_of(m.tokens)]
    plain = m.has("black_page") or any("color" in cats and cats <= PLAINLY for cats in parts)
    bars = [part for part in parts_of(m.tokens) if _is_barred(part)]
    filled = "cover" in told(m, "fit").wanted or any(map(_is_rid, parts_of(m.tokens)))
    return (
        plain
        or bool(bars and not filled)
        or any(_is_led(m.tokens, n) for n in range(len(m.tokens)))
    )


def _is_led(tokens: tuple[Token, ...], n: int) -> bool:
    """A colour that stands "on" or "behind" something."""
    before, after = tokens[max(n - 1, 0) : n], tokens[n + 1 : n + 2]
    led = any(t.text in ON | GROUNDS for t in before) or any(t.text in BEHIND for t in after)
    return tokens[n].cat == "color" and led


def _is_barred(part: tuple[Token, ...]) -> bool:
    """ "Cream bars at the side", "give us black bars"."""
    colors = [a.value for a, b in pairwise(part) if a.cat == "color" and b.text in BARS]
    given = any(token.cat in GIVING for token in part)
    return any(color != BLACK or given for color in colors) and not _is_rid(part)
