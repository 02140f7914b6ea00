"""The frame of edits of one property of the picture: which, and more or less of it."""

from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import number
from nemo_emulator.agent.intents.said import PLAIN, Said
from nemo_emulator.agent.intents.wanted import NEAR, denies, parts_of
from nemo_emulator.agent.tokens import Token

STEPS: Final = {
    "brightness": 0.15,
    "contrast": 0.2,
    "saturation": 0.2,
    "vignette": 0.4,
    "grain": 0.3,
    "blur": 0.3,
}
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
# A reason rather than a property, where one is named besides.
GLARES: Final = frozenset({"刺眼", "太刺眼", "晃眼", "glaring", "blinding", "dazzling"})
# To be gone for good takes more than a guess.
LIKELY: Final = 32
REVERSED: Final = {"more": "less", "less": "more"}
GONE: Final = frozenset({"gone", "off", "out", "away"})
MORE: Final = frozenset({"up", "bigger", "add", "louder"})
LESS: Final = frozenset({"down", "smaller", "quieter", "softer", "over"})
MORE_WORDS: Final = frozenset(
    (
        *("stronger", "higher", "lift", "sharpen", "slight", "subtle", "faint", "hint"),
        *("强", "重", "高", "加强", "增强"),
    )
)
LESS_WORDS: Final = frozenset(
    (
        *("weaker", "lower", "ease", "tame", "soften", "harsh", "brutal", "heavy"),
        *("弱", "轻", "低"),
    )
)
FEWER: Final = frozenset({"less", "not so", "not as"})
FEW: Final = frozenset({"enough", "不够", "不太够", "lacking", "needs", "missing"})


def adjust(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    """One for each property that is named; else the one that the model sees."""
    found = [pair for part in parts_of(m.tokens) for pair in _named(part)]
    named = [pair for *pair, text in found if text not in GLARES] or [pair for *pair, _ in found]
    seen, margin = m.traits.get("what", ("", 0))
    whats = tuple(dict.fromkeys(what for what, _ in named))
    mistaken = len(whats) == 1 and margin >= PLAIN and seen not in whats
    rimmed = whats == ("vignette",) and any(token.text in RIMS for token in m.tokens)
    if not whats or (mistaken and not rimmed):
        whats, named = (m.trait("what"),), []
    loose = () if named or whats[0] not in TEXTURES else tuple(parts_of(m.tokens))
    beside = [_beside(part, len(part), whats[0]) for part in loose]
    ways = {what: [*beside, *(way for name, way in named if name == what)] for what in whats}
    made = [_made(m, what, _way(m, told)) for what, told in ways.items()]
    edits = tuple(edit for edit in made if edit)
    return None if len(edits) < len(made) else edits if len(edits) > 1 else edits[0]


def _named(part: tuple[Token, ...]) -> list[tuple[str, str, str]]:
    """The properties named in a clause, with more or less where a word says it, and the word."""
    found: list[tuple[str, str, str]] = []
    rims = any(token.text in RIMS for token in part)
    for n, token in enumerate(part):
        much = n > 0 and (part[n - 1].cat == "over" or part[n - 1].text in FEWER)
        if token.cat == "adjust":
            what, step = token.value
            way = _turned("more" if step > 0 else "less", turn=much)
            dark = rims and what == "brightness"
            found.append(("vignette" if dark else what, _turned(way, turn=dark), token.text))
        elif token.cat in ("adjust_noun", "texture"):
            found.append((token.value[0], _beside(part, n, token.value[0]), token.text))
        elif much and not rims and token.text in SHADES:
            found.append(("brightness", _turned(SHADES[token.text], turn=True), token.text))
        elif rims and token.text in SHADES:
            way = _beside(part, n, "vignette")
            found.append(("vignette", way or _turned(SHADES[token.text], turn=True), token.text))
    return found


def _turned(way: str, *, turn: bool) -> str:
    return REVERSED[way] if turn else way


def _beside(part: tuple[Token, ...], at: int, what: str) -> str:
    """What the other words of the clause say."""
    cats = {token.cat for token in part}
    words = {token.text for token in part}
    if words & FEW:
        return "more"
    away = any(
        denies(part, n) and (n > at or at - n <= NEAR or token.cat == "remove")
        for n, token in enumerate(part)
    )
    if what in TEXTURES and (away or words & GONE):
        return "none"
    more, less = cats & MORE or words & MORE_WORDS, cats & LESS or words & LESS_WORDS
    return "" if bool(more) == bool(less) else "more" if more else "less"


def _way(m: Said, told: list[str]) -> str:
    """As the words have it, last; else as the model sees it, if it is sure that nothing is left."""
    said = [way for way in told if way]
    seen, margin = m.traits.get("way", ("", 0))
    doubtful = seen == "none" and margin < LIKELY
    return said[-1] if said else "" if doubtful else m.trait("way")


def _made(m: Said, what: Any, way: str) -> e.Edit | None:
    if what not in STEPS or way not in ("more", "less", "none"):
        return None
    if way == "none":
        return e.Adjust(what=what, to=0.0, clips=m.clips)
    size = m.one("percent") / 100 if m.has("percent") else STEPS[what] * _degree(m)
    return e.Adjust(what=what, by=number(size if way == "more" else -size), clips=m.clips)


def _degree(m: Said) -> float:
    """Half a step, one, or two; "not strong enough" is one."""
    much = m.has("much") and not any(token.text in FEW for token in m.tokens)
    return 0.5 if m.has("bit") else 2 if much else 1
