"""How a text is to look: the colours of its parts, where it stands, how large, how it comes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar import texts
from nemo_emulator.agent.intents import entering
from nemo_emulator.agent.intents.placing import DENIED, LAID, NOUNS, position
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP, parts_of
from nemo_emulator.agent.tokens import Token

LETTERS, OUTLINE, BOX, PAGE, GROUND = "letters", "outline", "box", "page", "ground"
# What a colour belongs to when it stands beside one of these, by category or by the word itself.
_CATS: Final = {
    "outline": OUTLINE,
    "box": BOX,
    "background": BOX,
    "page": PAGE,
    "intro": PAGE,
    "outro": PAGE,
    **dict.fromkeys(("text", "font_size", "title", "caption", "subtitle"), LETTERS),
}
_LETTERS: Final = frozenset(cat for cat, part in _CATS.items() if part == LETTERS)
_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("rim", "border", "keyline", "hem", "edging", "halo", "glow"), OUTLINE),
    **dict.fromkeys(("strip", "band", "bar", "plate", "block", "panel", "banner", "bg"), BOX),
    **dict.fromkeys(("底条", "条", "色带", "横条", "框", "底框"), BOX),
    **dict.fromkeys(("sheet", "leaf", "board", "slide", "slate"), PAGE),
    **dict.fromkeys(("print", "type", "script", "typeface", "lettering", "words"), LETTERS),
}
_BEHIND: Final = frozenset({"behind", "behind it", "behind them", "underneath it"})
_ON: Final = frozenset({"on", "upon", "against", "over", "onto", "on top of"})
_COLORS: Final = frozenset({"color", "black_page", "backdrop"})
# Letters can have the colour that a look is called by.
_TINTS: Final = {"golden": "#ffd700"}
_ADJECTIVES: Final = frozenset({"word", "look_noun", "sized", "bold", "bit", "softer"})
_CORRECTING: Final = frozenset({"no", "hm no", "wait", "actually", "rather", "sorry", "不对"})
_COPULAS: Final = frozenset(
    ("in", "with", "to", "as", "look_noun", "make", "set", "put", "show", "change", "bit", "for")
)
_WISHING: Final = frozenset({"make", "set", "change", "put", "to", "with", "add", "replace"})
_INTO: Final = frozenset({"in", "go for", "into", "use", "用", "改", "换", "成", "it"})
# How much of it: "put a layer of black".
_MEASURES: Final = frozenset({"块", "层", "道"})
# 描黑边 has a colour of its own.
_SHADES: Final = ("黑", "白")
_LETTERED: Final = ("字", " letters", " lettering", " text", " font", " type", " writing")
_REACH: Final = 3
# "Don't use white"; "still white" is what it is now.
_USED: Final = frozenset({"with", "in", "make", "set", "into"})
_STILL: Final = frozenset({"still"})


@dataclass(frozen=True, slots=True)
class Color:
    """What it is said of, "" where that is not told; ``wished`` for, not only spoken of.

    ``alone`` in its clause it takes the place of what was said before: "blue, no, green".
    """

    value: str
    part: str
    wished: int = 0
    alone: bool = False


def colors(tokens: Sequence[Token]) -> tuple[Color, ...]:
    """Every colour that is wished for, with the part that it belongs to."""
    taken: set[int] = set()
    found: dict[int, str] = {}
    tokens = [_tinted(token) for token in tokens]
    told = [n for n, t in enumerate(tokens) if t.cat in _COLORS and not _is_denied(tokens, n)]
    nouns = {n: _before(tokens, n) for n in told}
    for n in told:
        if nouns[n]:
            found[n] = nouns[n]
            continue
        at, part = (n, GROUND) if tokens[n].cat == "black_page" else _ahead(tokens, n)
        part = LETTERS if tokens[n].text.endswith(_LETTERED) else part
        found[n] = part or _own(tokens, n)
        taken |= {at} if part else set()
    for n in told:
        found[n] = found[n] or _behind(tokens, n, taken)
    return tuple(
        Color(str(tokens[n].value), found[n], _is_wished(tokens, n), _is_alone(tokens, n))
        for n in told
    )


def _before(tokens: Sequence[Token], n: int) -> str:
    """背景白色字黑色, "background white text black": each noun, then its colour."""
    first = n
    while first and tokens[first - 1].cat not in ("stop", "comma", "quote"):
        first -= 1
    last = n + 1
    while last < len(tokens) and tokens[last].cat not in ("stop", "comma", "quote"):
        last += 1
    row = tokens[first:last]
    colored = [token.cat in _COLORS for token in row]
    turns = len(row) > 3 and colored == [False, True] * (len(row) // 2)
    return _part(tokens[n - 1]) if turns and all(map(_part, row[::2])) else ""


def _is_alone(tokens: Sequence[Token], n: int) -> bool:
    before, after = tokens[max(n - 2, 0) : n], tokens[n + 1 : n + 2]
    once_more = [token.cat for token in before] == ["color", "comma"]
    alone = once_more or all(token.cat == "stop" for token in before[-1:])
    again = [token.cat for token in tokens[n + 1 : n + 3]] == ["comma", "color"]
    again = again and any(t.value == tokens[n + 2].value for t in tokens[:n])
    return bool(n) and alone and (again or all(token.cat == "stop" for token in after))


def _tinted(token: Token) -> Token:
    return Token("color", _TINTS[token.text], token.text) if token.text in _TINTS else token


def _is_wished(tokens: Sequence[Token], n: int) -> int:
    """ "Make it yellow", "in yellow": else it may be what somebody complains of."""
    before = tokens[n - 1] if n else tokens[n]
    if any(token.cat == "shrug" for token in tokens[n + 1 : n + 2]):
        return 2
    if [t.cat for t in tokens[max(n - 2, 0) : n - 1]] == ["color"] and before.cat in _LETTERS:
        return 2  # "the pink writing should be brown"
    return tokens[n].text.startswith("in ") or before.cat in _WISHING or before.text in _INTO


def _part(token: Token) -> str:
    if token.value == "bars":
        return OUTLINE
    if token.cat == "outline" and any(shade in token.text for shade in _SHADES):
        return ""
    laid = BOX if token.text.startswith(LAID) else ""
    return laid or _WORDS.get(token.text) or _CATS.get(token.cat, "")


def _is_denied(tokens: Sequence[Token], n: int) -> bool:
    """ "Not red", "white doesn't read", "can't be yellow on yellow"."""
    before = [t.cat for t in tokens[max(n - _REACH, 0) : n]]
    against = before[-1:] == ["not"] or before == ["not", "color", "in"]
    against = against or (before[-2:-1] == ["not"] and before[-1] in _USED)
    against = against or any(t.text in _STILL for t in tokens[max(n - 1, 0) : n])
    after = tokens[n + 1].cat if n + 1 < len(tokens) else ""
    return against or after == "not" or (bool(n) and tokens[n - 1].text in DENIED)


def _own(tokens: Sequence[Token], n: int) -> str:
    """What the word itself says, or "on" before it."""
    token = tokens[n]
    if token.text.endswith(("边", "描边")):
        return OUTLINE
    if token.text.endswith(_LETTERED):
        return LETTERS
    return GROUND if n and tokens[n - 1].text in _ON else ""


def _ahead(tokens: Sequence[Token], n: int) -> tuple[int, str]:
    """The noun that the colour is an adjective of: "white lettering", "thin black keyline"."""
    for at in range(n + 1, min(n + 1 + _REACH, len(tokens))):
        if tokens[at].text in _BEHIND:
            return at, GROUND
        if part := _part(tokens[at]):
            page = part == LETTERS and [t.cat for t in tokens[at + 1 : at + 2]] == ["page"]
            return at, PAGE if page else part
        if tokens[at].cat not in _ADJECTIVES:
            break
    return n, ""


def _behind(tokens: Sequence[Token], n: int, taken: set[int]) -> str:
    """The noun that the colour is said of: "letters in white", "a page of colour blue"."""
    linked = tokens[n].text.startswith("in ")
    for at in range(n - 1, max(n - 2 - _REACH, -1), -1):
        if at in taken or tokens[at].cat in _COLORS:
            break
        if tokens[at].cat == "quote":
            return LETTERS if linked else ""
        if part := _part(tokens[at]):
            return part
        measure = tokens[at].text in _MEASURES or tokens[at].cat == "num"
        if tokens[at].cat not in _COPULAS and tokens[at].text != "of" and not measure:
            break
        linked = True
    return ""


def of_text(tokens: Sequence[Token]) -> dict[str, str]:
    """The colours of letters, outline and box; where one is told twice, what is wished for."""
    named = {BOX: BOX, GROUND: BOX, OUTLINE: OUTLINE}
    last = any(token.text in _CORRECTING for token in tokens)
    found: dict[str, Color] = {}
    given_up: set[tuple[str, str]] = set()
    for color in colors(tokens):
        part = named.get(color.part, LETTERS)
        old = found.get(part)
        if (part, color.value) in given_up and not (color.wished or color.alone):
            continue  # "red, no, yellow, red is like a warning"
        given_up |= {(part, old.value)} if old else set()
        if old is None or color.wished > old.wished or last or color.alone:
            found[part] = color
    return {part: color.value for part, color in found.items()}


def of_page(tokens: Sequence[Token]) -> tuple[str, str]:
    """The colours of the letters and of the page; one alone, of nothing, is that of the page."""
    letters, ground, open_ = "", "", list[str]()
    last = any(token.text in _CORRECTING for token in tokens)
    for color in colors(tokens):
        if last and ground and color.wished and not color.part:
            ground = color.value
        elif color.part in (BOX, GROUND, PAGE):
            letters, ground = letters or (ground if color.part == GROUND else ""), color.value
        elif color.part == LETTERS:
            letters = color.value
        else:
            open_.append(color.value)
    for value in open_:
        letters, ground = (letters, value) if not ground else (letters or value, ground)
    return letters, ground


# -- size

_SCALES: Final = {"more": 1.25, "less": 0.8}
_GROWTH: Final = {"bigger": "more", "up": "more", "smaller": "less", "down": "less"}
_SIZES: Final = frozenset({"bigger", "smaller", "sized", "font_size", "as"})
_SIZE: Final = "size"
_ZOOMED: Final = {"放大": 1, "缩小": -1}
_BLOWN: Final = frozenset({"blow", "blown", "scale", "size", "bump", "crank"})
# Who cannot read it complains of its size.
_UNREAD: Final = frozenset({"read", "see", "legible", "看不清", "看不见", "cannot"})
_TINY: Final = frozenset({"minuscule", "microscopic", "teensy", "ants", "ant", "蚁"})
# Per cent of the height; "the title is tiny" is no wish for a tiny one.
_USUAL: Final = 8.0
# By so much something grows "up", or shrinks; more than that is what it becomes.
_STEP: Final = 0.5
_TWICE: Final = frozenset({"twice", "double", "doubled", "两倍", "加倍", "翻倍"})
_ENOUGH: Final = frozenset({"as", "enough"})
_HEIGHTS: Final = frozenset({"height", "高度", "字高"})
_AGAIN: Final = frozenset({"again", "by"})
_SHEER: Final = ("透", "transparent", "translucent", "see", "opaque")


def scale(m: Said) -> float:
    """In times the present size, where that is told in numbers; else 0."""
    m = _opaque(m)
    texts_ = [token.text for token in m.tokens]
    if _HEIGHTS & set(texts_):
        return 0.0
    if not (m.has(*_SIZES, "scale") or _SIZE in texts_ or grown(m)):
        return 0.0
    if m.has("half"):
        again = _AGAIN & set(texts_) and not m.has("smaller", "down")
        again = again or any(t.cat == "bigger" and "倍" in t.text for t in m.tokens)  # 放大一倍半
        return 1.5 if again else float(m.one("half"))
    if m.has("percent"):
        share = float(m.one("percent")) / 100
        return _shared(m, share)
    if any(text.split(" ")[0] in _TWICE or "一倍" in text for text in texts_):
        return 2.0
    return float(m.one("factor", "scale", default=0.0))


def _shared(m: Said, share: float) -> float:
    """ "10 % bigger", 加大一成; "up to 120 %" is what it becomes."""
    way = m.has("bigger") - m.has("smaller")
    led = any(b.cat == "percent" and a.cat in _COPULAS for a, b in pairwise(m.tokens))
    if not way and not led and share <= _STEP:
        way = grown(m)
    return 1 + way * share if way else share


def _opaque(m: Said) -> Said:
    """Without how far something is seen through: 半透明, "half see-through"."""
    rows = zip(m.tokens, (*m.tokens[1:], STOP), strict=True)
    kept = tuple(a for a, b in rows if not (a.cat == "half" and b.text.startswith(_SHEER)))
    return replace(m, tokens=kept)


def grown(m: Said) -> int:
    """1 for larger, -1 for smaller, where letters grow "up" and "down" without a place."""
    if any(t.text in _ZOOMED for t in m.tokens):
        return 1 if any(_ZOOMED.get(t.text) == 1 for t in m.tokens) else -1
    told = {text for t in m.tokens if t.cat in ("up", "down") for text in (t.cat, t.text)}
    sized = any(size in text for text in told for size in ("大", "小"))
    blown = any(t.text in _BLOWN for t in m.tokens) and not m.has("position")
    counted = m.has("half", "percent", "factor") and not m.has("position")
    if not (sized or blown or counted) or not told & {"up", "down"}:
        return 0
    return 1 if "up" in told else -1


def described(tokens: Sequence[Token]) -> Iterator[int]:
    """Where a size says which text is meant, not how large it shall be: "the small words"."""
    for n, token in enumerate(tokens):
        beside = tokens[n + 1 : n + 2]
        before = tokens[n - 1].cat if n else ""
        if token.cat == "sized" and (
            any(t.cat in NOUNS or t.text in _ENOUGH for t in beside) or before in _ENOUGH
        ):
            yield n


def size(m: Said, *, changed: bool) -> float:
    """In per cent of the picture's height; a text that is there may be called by its size."""
    if m.has("percent") and _HEIGHTS & {t.text for t in m.tokens}:
        return float(m.one("percent"))
    names = {*described(m.tokens)} if changed else set[int]()
    told = (t.value for n, t in enumerate(m.tokens) if t.cat == "sized" and n not in names)
    return float(next(told, 0.0))


# -- all of it


def style(m: Said, *, changed: bool) -> e.TextStyle:
    """How a new text looks, or one that is ``changed``."""
    plain = texts.style(m)
    colored = of_text(m.tokens)
    edged = "bars" in m.all("background")
    place = position(m) or ("" if m.has("position") else m.trait("position").replace("none", ""))
    large = size(m, changed=changed)
    times = _times(m, place, large) if changed else _usual_times(m, large)
    enter, leave = entering.effects(m, plain, changed=changed)
    return e.TextStyle(
        position=place or (plain.position if changed and not (times or m.has("position")) else ""),
        size=0.0 if times else large,
        scale=times,
        color=colored.get(LETTERS, ""),
        outline=colored.get(OUTLINE, "#000000" if m.has("outline") or edged else ""),
        box=colored.get(BOX, "#000000" if m.has("box") else ""),
        enter=enter,
        exit=leave,
    )


def _usual_times(m: Said, large: float) -> float:
    """Of new letters, "make the words a bit bigger": than they usually are."""
    if large or not m.has("font_size", "text"):
        return 0.0
    told = [
        ways
        for part in parts_of(m.tokens)
        if {t.cat for t in part} & {"font_size", "text"}
        and len(ways := {_GROWTH[t.cat] for t in part if t.cat in _GROWTH}) == 1
    ]
    return _SCALES[told[0].pop()] if told and not m.has("position", "percent") else 0.0


def _times(m: Said, place: str, large: float) -> float:
    """Exactly, or more or less; "up" and "down" say where, if a place is told."""
    exact = scale(m)
    if exact:
        return exact
    if m.has("bigger", "smaller"):
        return texts.style(m).scale or _SCALES["more" if m.has("bigger") else "less"]
    if way := grown(m):
        return _SCALES["more" if way > 0 else "less"]
    seen = m.trait("scale")
    if any(_TINY & {*t.text.split()} for t in m.tokens):
        return _SCALES["more"]
    if large:
        unread = large < _USUAL and any(_UNREAD & {t.text, t.cat} for t in m.tokens)
        against = unread or seen == ("more" if large < _USUAL else "less")
        return _SCALES["more" if large < _USUAL else "less"] if against else 0.0
    return 0.0 if place else _SCALES.get(seen, 0.0)
