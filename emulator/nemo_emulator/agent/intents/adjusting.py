"""The frame of edits of one property of the picture: which, and more or less of it."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import number
from nemo_emulator.agent.intents.looking import films
from nemo_emulator.agent.intents.said import PLAIN, Said
from nemo_emulator.agent.intents.wanted import NEAR, STOP, denies, is_rid, parts_of
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
STEPS: Final = {
    "brightness": 0.15,
    "contrast": 0.2,
    "saturation": 0.2,
    "vignette": 0.4,
    "grain": 0.3,
    "blur": 0.3,
}
PROPERTIES: Final = ("adjust", "adjust_noun", "texture")
ZEROING: Final = frozenset({"归", "清", "为", "降"})
# They can be taken away.
TEXTURES: Final = frozenset({"vignette", "grain", "blur"})
# What gets darker there is a vignette.
RIMS: Final = frozenset(
    (
        *("corners", "corner", "edges", "edge", "rims", "rim", "borders", "fringes"),
        *("角落", "四角", "边缘", "四边", "四周", "角"),
    )
)
SHADES: Final = {"dark": "less", "darkness": "less", "murk": "less", "bright": "more"}
SHADES.update(dict.fromkeys(("dims", "dim", "shadow", "shadows", "shadowy"), "less"))
# A reason rather than a property, where one is named besides.
GLARES: Final = frozenset({"刺眼", "太刺眼", "晃眼", "glaring", "blinding", "dazzling"})
# A property that the model is so sure of outweighs one that is named.
SURE: Final = 80
# To be gone for good takes more than a guess.
LIKELY: Final = 32
REVERSED: Final = {"more": "less", "less": "more"}
GONE: Final = frozenset({"gone", "off", "out", "away"})
MORE: Final = frozenset({"up", "bigger", "add", "louder"})
LESS: Final = frozenset({"down", "smaller", "quieter", "softer", "over", "less"})
# Right behind a property they say which way.
AIMING: Final = {"up": "more", "down": "less"}
# 减下来点: "a bit", where it stands behind what takes away.
SOMEWHAT: Final = frozenset({"来点", "来些", "来一点"})
# What is complained of, or is not wanted too much of.
TOO: Final = "太"
FAINT: Final = frozenset({"低", "弱", "轻", "淡", "少", "小"})
GIVING: Final = frozenset({"add", "with", "put"})
MORE_WORDS: Final = frozenset(
    (
        *("stronger", "higher", "lift", "sharpen", "slight", "subtle", "faint", "hint"),
        *("强", "重", "高", "加强", "增强", "拉满"),
    )
)
LESS_WORDS: Final = frozenset(
    (
        *("weaker", "lower", "ease", "tame", "soften", "harsh", "brutal", "heavy"),
        *("弱", "轻", "低"),
    )
)
# They say it where nothing plainer does.
WEAKLY_MORE: Final = frozenset(
    (
        *("push", "bump", "boost", "punch", "punchier", "crank", "raise", "pump", "oomph", "pop"),
        *("stronger", "deeper", "richer", "bolder", "加", "提", "提高", "拉高"),
    )
)
WEAKLY_LESS: Final = frozenset(
    (
        *("pull", "knock", "dial", "rein", "easy", "easier", "drain", "calm", "mute", "muted"),
        *("scream", "screams", "screaming", "garish", "gaudy", "loud", "lurid", "neon", "tame"),
        *("减", "收", "降", "拉低", "淡"),
    )
)
# What a colour may be asked to have more or less of.
COLORS: Final = frozenset(
    ("color", "colour", "colors", "colours", "hues", "颜色", "色彩", "it", "them", "tones", "tone")
)
# What is wrong with colours that are too few.
PALE: Final = frozenset(
    (
        *("dull", "drab", "pale", "lifeless", "flat", "dreary", "bland", "insipid", "anaemic"),
        *("黯", "灰蒙蒙的", "灰蒙蒙", "灰扑扑的", "灰扑扑", "没精神"),
    )
)
TURNING: Final = frozenset(("make", "turn", "want", "go", "more", "变", "弄", "要"))
# Other words for a property.
NOUNS: Final = {
    **dict.fromkeys(("sat",), "saturation"),
    **dict.fromkeys(("noise", "noisy", "sandpaper", "specks", "speckly", "grains"), "grain"),
    **dict.fromkeys(("虚",), "blur"),
}
# What is said to be wrong, or to be wished for, and what that is more or less of.
STATES: Final = {
    **dict.fromkeys(("blinding", "glaring", "dazzling", "sunglasses"), ("brightness", "less")),
    **dict.fromkeys(("murky", "gloomy", "光"), ("brightness", "more")),
    "曝": ("brightness", "less"),
    **dict.fromkeys(("blacks", "whites", "blacker", "whiter", "milky"), ("contrast", "more")),
    **dict.fromkeys(("flat", "punchier"), ("contrast", "more")),
    **dict.fromkeys(("fuzz", "soften", "smudge"), ("blur", "more")),
    **dict.fromkeys(("garish", "gaudy", "lurid"), ("saturation", "less")),
}
# "Soften it with some blur": there is more of that.
SOFTENING: Final = frozenset({"soften", "ease"})
SHARP: Final = frozenset(("sharpen", "sharp", "sharper", "crisp", "锐化", "清晰"))
# Corners that are darker: the words themselves say more.
DARKER: Final = ("darker", "压暗", "暗一点")
# "So that the title stands out" takes nothing away.
STANDING: Final = frozenset({"stands", "stand", "comes", "come", "came", "find", "make", "of"})
LETTERS: Final = frozenset({"text", "title", "caption", "subtitle"})
PLUS, MINUS = frozenset({"+"}), frozenset({"-", "−"})
# "Take the noise out of 4".
TAKING: Final = frozenset({"take", "get", "clean"})
FEWER: Final = frozenset({"less", "not so", "not as"})
FEW: Final = frozenset({"enough", "不够", "不太够", "lacking", "needs", "missing"})


def adjust(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    """One for each property that is named; else the one that the model sees."""
    m = Said(_one_by_one(_itself(m.tokens)), m.traits, m.asked, m.known)
    named = _told(m)
    whats = tuple(dict.fromkeys(what for what, _ in named)) or (m.trait("what"),)
    loose = () if named or whats[0] not in TEXTURES else tuple(parts_of(m.tokens))[:1]
    beside = [_beside(part, len(part), whats[0]) for part in loose]
    if not loose and any(is_rid(part, PROPERTIES) for part in parts_of(m.tokens)):
        named = [(what, "none" if what in TEXTURES else way) for what, way in named]
    after = [*_afterwards(m)] if len(whats) == 1 else []
    ways = {what: [*beside, *(way for name, way in named if name == what)] for what in whats}
    ways[whats[0]] += after
    sizes = _sizes(m)
    made = [_made(m, what, _way(m, told), sizes) for what, told in ways.items()]
    edits = tuple(edit for edit in made if edit)
    return None if len(edits) < len(made) else edits if len(edits) > 1 else edits[0]


def _itself(tokens: Tokens) -> Tokens:
    """Without what it is for: "blur it so the text is easier to read", 压暗些让标题更亮."""
    found: list[Token] = []
    named = False
    for part in parts_of(tokens):
        at = next((n for n, t in enumerate(part) if t.cat in LETTERS), len(part))
        named = named or any(t.cat in PROPERTIES for t in part[:at])
        kept = [t for n, t in enumerate(part) if n <= at or not (named and _is_purpose(t))]
        found += [*kept, STOP]
    return tuple(found)


def _is_purpose(token: Token) -> bool:
    return token.cat in PROPERTIES or token.text in WEAKLY_LESS | WEAKLY_MORE


def _afterwards(m: Said) -> Iterator[str]:
    """暗角太夸张，减轻一些, 暗角别太重，稍微带点: what is said of it last."""
    parts = [*parts_of(m.tokens)]
    named = [n for n, part in enumerate(parts) if any(t.cat in PROPERTIES for t in part)]
    if len(named) != 1 or not _is_excessive(parts[named[0]]):
        return
    for part in parts[named[0] + 1 :]:
        given = any(t.cat in GIVING for t in part) and any(t.cat == "bit" for t in part)
        told = _plainly(part, {token.text for token in part})
        more, less = (given or told[0], told[1])
        if more != less:
            yield "more" if more else "less"


def _is_excessive(part: Tokens) -> bool:
    """太夸张, 别太重: there is, or there may be, too much."""
    pairs = pairwise(part)
    limited = any(a.cat == "not" and b.text.startswith(TOO) for a, b in pairs)
    return limited or any(t.cat == "word" and t.text == TOO for t in part)


def _one_by_one(tokens: Tokens) -> Tokens:
    """ "Grain 20 % vignette 30 %" says two things, each with its amount."""
    found: list[Token] = []
    for part in parts_of(tokens):
        named = [n for n, token in enumerate(part) if token.cat in PROPERTIES]
        sized = [n for n, token in enumerate(part) if amount(token) is not None]
        sized = sized or [n for n, token in enumerate(part) if token.cat in MORE | LESS]
        cuts = min(named, sized)[1:] if len(named) == len(sized) else []
        for n, token in enumerate(part):
            found += [STOP, token] if n in cuts else [token]
        found.append(STOP)
    return tuple(found)


def amount(token: Token) -> float | None:
    """ "+20 %", "-0.3"."""
    if token.cat == "percent":
        return float(token.value) / 100
    return abs(float(token.value)) if token.cat == "num" and 0 < abs(token.value) < 1 else None


def _size(tokens: Tokens) -> float | None:
    return next((size for t in tokens if (size := amount(t)) is not None), None)


def _sizes(m: Said) -> Mapping[str, float | None]:
    """What is said of each property; of all where that stands by itself."""
    rows = [(part, _size(part)) for part in parts_of(m.tokens) if not _is_excessive(part)]
    own = {what: size for part, size in rows if size is not None for what, *_ in _named(part)}
    told = (token for part, _ in rows for token in part)
    every: Mapping[str, float | None] = dict.fromkeys(STEPS, _size(tuple(told)))
    return own or every


def _told(m: Said) -> list[tuple[str, str]]:
    """The properties that the words name, unless the model is sure of another one."""
    found = [pair for part in parts_of(m.tokens) for pair in _named(part)]
    named = [(what, way) for what, way, text in found if text not in GLARES]
    named = named or [(what, way) for what, way, _ in found]
    seen, margin = m.traits.get("what", ("", 0))
    whats = {what for what, _ in named}
    mistaken = len(whats) == 1 and margin >= SURE and seen not in whats
    rimmed = whats == {"vignette"} and any(token.text in RIMS for token in m.tokens)
    if named and (not mistaken or rimmed):
        return named
    stated = _stated(m) if not named else []
    return stated if margin < PLAIN or seen in {what for what, _ in stated} else []


def _stated(m: Said) -> list[tuple[str, str]]:
    """The one thing that is said to be wrong, and what mends it."""
    found = [STATES[token.text] for token in m.tokens if token.text in STATES]
    return found[:1] if len({what for what, _ in found}) == 1 else []


def _named(part: tuple[Token, ...]) -> list[tuple[str, str, str]]:
    """The properties named in a clause, with more or less where a word says it, and the word."""
    found: list[tuple[str, str, str]] = []
    rims = any(token.text in RIMS for token in part)
    for n, token in enumerate(part):
        much = n > 0 and (part[n - 1].cat == "over" or part[n - 1].text in FEWER)
        much = much or _is_less(part[max(n - 2, 0) : n])
        if token.cat == "adjust":
            what, step = token.value
            way = _turned("more" if step > 0 else "less", turn=much or _compares(part, n))
            dark = rims and what == "brightness"
            found.append(("vignette" if dark else what, _turned(way, turn=dark), token.text))
        elif token.cat in ("adjust_noun", "texture"):
            way = "less" if _is_less(part[max(n - 2, 0) : n]) else _beside(part, n, token.value[0])
            found.append((token.value[0], way, token.text))
        elif token.text in NOUNS:
            found.append((NOUNS[token.text], _beside(part, n, NOUNS[token.text]), token.text))
        elif token.cat == "look_noun" and token.text in COLORS and (way := _colored(part, n)):
            found.append(("saturation", way, token.text))
        elif much and not rims and token.text in SHADES:
            found.append(("brightness", _turned(SHADES[token.text], turn=True), token.text))
        elif rims and token.text in SHADES:
            way = _beside(part, n, "vignette")
            found.append(("vignette", way or _turned(SHADES[token.text], turn=True), token.text))
    return found


def _is_less(before: tuple[Token, ...]) -> bool:
    """ "Not so much contrast"."""
    return [t.cat for t in before] == ["not", "much"]


def names_property(part: tuple[Token, ...]) -> bool:
    """It says that there shall be more or less colour, or so much of what is called otherwise."""
    if any(t.text in NOUNS for t in part) and any(amount(t) is not None for t in part):
        return True
    nouns = (n for n, token in enumerate(part) if token.cat == "look_noun")
    return any(_colored(part, n) for n in nouns if part[n].text in COLORS)


def _compares(part: tuple[Token, ...], n: int) -> bool:
    """ "Picture 6 is darker than the rest" is a complaint; "make it darker than that" is not."""
    wished = any(token.cat in ("make", "set") for token in part)
    return not wished and any(token.text == "than" for token in part[n + 1 : n + 2])


def _colored(part: tuple[Token, ...], n: int) -> str:
    """ "Drain a bit of the colour", "colours that pop"."""
    words = {token.text for token in part}
    if words & PALE and not any(token.text in TURNING for token in part):
        return "more"
    more, less = words & WEAKLY_MORE, words & WEAKLY_LESS
    over = any(token.cat in ("over", "remove") for token in part if token is not part[n])
    return "less" if less or over else "more" if more else ""


def _turned(way: str, *, turn: bool) -> str:
    return REVERSED[way] if turn else way


def _beside(part: tuple[Token, ...], at: int, what: str) -> str:
    """What the other words of the clause say."""
    words = {token.text for token in part}
    if words & FEW:
        return "more"
    away = any(
        denies(part, n)
        and not _is_sharpening(part, n)
        and not _is_limit(part, n)
        and (n > at or at - n <= NEAR or token.cat == "remove")
        for n, token in enumerate(part)
    )
    if what in TEXTURES and (away or _is_gone(part)):
        return "none"
    if any(token.cat == "word" and token.text == TOO for token in part):
        return "more" if words & FAINT else "less"
    if at + 1 < len(part) and part[at + 1].text in AIMING:
        return AIMING[part[at + 1].text]
    dark = at < len(part) and what == "vignette" and part[at].text.endswith(DARKER)
    softer = bool(words & SOFTENING) and (what == "blur" or dark)
    told = _plainly(part, words - SOFTENING if softer else words)
    if not any(told):
        told = (softer or dark or bool(words & WEAKLY_MORE), bool(words & WEAKLY_LESS))
    return {(True, False): "more", (False, True): "less"}.get(told, "")


def _is_sharpening(part: tuple[Token, ...], n: int) -> bool:
    """ "Not sharpen: blur"."""
    return any(t.text in SHARP for t in part[n + 1 : n + 2])


def _is_limit(part: tuple[Token, ...], n: int) -> bool:
    """别太重: some of it is wanted."""
    return any(t.text.startswith(TOO) for t in part[n + 1 : n + 2])


def _plainly(part: tuple[Token, ...], words: set[str]) -> tuple[bool, bool]:
    """More, and less, in words that mean nothing else."""
    rows = zip((STOP, *part), part, strict=False)
    cats = {b.cat for a, b in rows if not (a.cat == "less" and b.text in SOMEWHAT)}
    signs = {token.text[:1] for token in part if amount(token) is not None}
    more = cats & MORE or words & MORE_WORDS or signs & PLUS
    return bool(more), bool(cats & LESS or words & LESS_WORDS or signs & MINUS)


def _is_gone(part: tuple[Token, ...]) -> bool:
    taking = any(token.text in TAKING for token in part)
    if taking and any(token.text == "out of" for token in part):
        return True
    return any(
        token.text in GONE
        and not (n and part[n - 1].text in STANDING)
        and not any(t.text in SHADES for t in part[n + 1 : n + 2])
        for n, token in enumerate(part)
    )


def _way(m: Said, told: list[str]) -> str:
    """As the words have it, last; else as the model sees it, if it is sure that nothing is left."""
    said = [way for way in told if way]
    seen, margin = m.traits.get("way", ("", 0))
    doubtful = seen == "none" and margin < LIKELY
    return said[-1] if said else "" if doubtful else m.trait("way")


def _made(m: Said, what: Any, way: str, sizes: Mapping[str, float | None]) -> e.Edit | None:
    zero = what in (*TEXTURES, "saturation") and _is_zero(m)
    if what not in STEPS or (way not in ("more", "less", "none") and not zero):
        return None
    if way == "none" or zero:
        return e.Adjust(what=what, to=0.0, clips=m.clips or films(m))
    told = sizes.get(what)
    size = STEPS[what] * _degree(m) if told is None else told
    return e.Adjust(
        what=what, by=number(size if way == "more" else -size), clips=m.clips or films(m)
    )


def _is_zero(m: Said) -> bool:
    """ "Saturation to zero", 暗角归零."""
    return any(
        (then.cat in ("num", "percent") and then.value == 0)
        and (one.cat in ("to", "at", "set", "into") or one.text in ZEROING)
        for one, then in pairwise(m.tokens)
    )


def _degree(m: Said) -> float:
    """Half a step, one, or two; "not strong enough" is one."""
    pairs = zip(m.tokens, m.tokens[1:], strict=False)
    less = any(_is_less(pair) for pair in pairs)
    much = m.has("much") and not less and not any(token.text in FEW for token in m.tokens)
    return 0.5 if m.has("bit") else 2 if much else 1
