"""Frames of edits of how the picture looks and moves."""

from collections.abc import Iterator
from itertools import pairwise
from math import gcd
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.picture import FAST_MS, SLOW_MS, STRONG, SUBTLE
from nemo_emulator.agent.intents.amounts import bare, ratio, time, way
from nemo_emulator.agent.intents.said import Said, is_number
from nemo_emulator.agent.intents.sides import side
from nemo_emulator.agent.intents.wanted import parts_of, told
from nemo_emulator.agent.tokens import Token

JOIN_MS: Final = 500
LASTING: Final = MappingProxyType(
    {"slower": 1, "longer": 1, "extend": 1} | {"faster": -1, "shorter": -1, "shorten": -1}
)
DIRECTED: Final = frozenset({"wipe", "slide", "cover", "reveal", "smooth"})
MOST_NAMED: Final = 2
LIKELY: Final = 32
# A trait that is seen so plainly outweighs a name.
PLAIN: Final = 100
# That something is complained of rather than asked for is believed sooner.
AS_IT_WAS: Final = frozenset({"still", "none", "cut"})
LEFT: Final = 64
# Bars that nobody wants are filled.
UNWANTED: Final = frozenset({"bars", "#000000"})
DRIFTS: Final = frozenset({"drift", "float", "glide", "move across", "sweep", "glide slowly"})
AWAY: Final = {
    **dict.fromkeys(("outwards", "outward", "backwards", "backward", "back"), "zoom-out"),
    **dict.fromkeys(("inwards", "inward", "closer"), "zoom-in"),
}
THROUGH: Final = {"#000000": "fade-black", "#ffffff": "fade-white", "#808080": "fade-grays"}
TINTS: Final = {"#0060ff": "cool", "#87ceeb": "cool", "#8b4513": "sepia"}
OTHER: Final = {"warm": "cool", "cool": "warm", "vivid": "faded", "faded": "vivid"}
# Numbers that are no places.
COUNTED: Final = frozenset(("ratio", "short", "size", "percent", "factor", "scale", "count"))
SUBTLY: Final = frozenset(("barely", "hardly", "subtle", "subtly", "slight", "slightly", "ever so"))
BLURRED: Final = ("blur", "虚化", "模糊")


def _into(m: Said) -> e.Clips:
    """The clip that a transition leads into; after a clip means into the next."""
    if m.has("into_clip"):
        return tuple(m.one("into_clip"))
    led = [m.places_of(t) for t in _led(m.tokens, "into") if t.cat == "ref" or _is_digit(t)]
    if len(led) == 1 and len(led[0]) == 1:
        return led[0]
    places = _shown(m)
    if len(places) == 2 and places[1] - places[0] == 1:
        return places[1:]
    after = any(t.cat in ("ref", "ord", "num") for t in _led(m.tokens, "after"))
    return tuple(p + 1 for p in places) if after and all(p > 0 for p in places) else places


def _led(tokens: tuple[Token, ...], cat: str) -> Iterator[Token]:
    """What stands right behind these."""
    return (after for before, after in pairwise(tokens) if before.cat == cat)


def _is_digit(token: Token) -> bool:
    return token.cat == "num" and is_number(token)


def _shown(m: Said) -> e.Clips:
    """The clips that are named; else the one number that a clause begins or ends with.

    "4 is a panorama, pan across it"; 风景那张是4，慢慢放大.
    """
    counted = m.has(*COUNTED)
    if m.clips or not m.known or m.has("time", "all", "each") or counted:
        return m.clips
    ends = [part[at] for part in parts_of(m.tokens) for at in (0, -1)]
    found = {int(t.value) for t in ends if _is_digit(t) and t.value == int(t.value)}
    told = sum(map(_is_digit, m.tokens))
    return tuple(found) if told == len(found) == 1 and 0 < max(found) <= m.known.shown else ()


def set_transition(m: Said) -> e.Edit | None:
    style = _style(m)
    fits = style and not (style == "cut" and m.has("time"))
    paced = (
        SLOW_MS if m.has("slower", "longer") else FAST_MS if m.has("faster", "shorter") else None
    )
    ms = m.one("time", default=None if style == "cut" or m.has("motion") else paced)
    return e.SetTransition(style=style, ms=ms, clips=_into(m)) if fits else None


def _style(m: Said) -> str:
    """By its name, with the way it goes; a zoom is one, too."""
    named = _named(m, "style", "style", "fade") or _through(m)
    if not named and "no" in {why for _, why in told(m, "style", "fade").refused}:
        cut = "cut" in {value for value, _ in told(m, "style").refused}
        return "fade" if cut else "cut"
    moved, way = str(m.one("motion", default="")).partition("-")[::2]
    entering = [str(value) for value in m.all("effect") if str(value).startswith("slide-")]
    if len(entering) == 1 and named.partition("-")[0] in ("", "slide"):
        named = entering[0]
    style = named or ("zoom-in" if moved == "zoom" else m.trait("style"))
    stem = style.partition("-")[0]
    if stem not in DIRECTED:
        return style
    way = way if moved == "pan" and way else "" if entering else side(m)
    return f"{stem}-{way}" if way else style


def _through(m: Said) -> str:
    """A flash of a colour, or nothing but that colour, between two clips."""
    colors = {THROUGH[value] for value in m.all("color") if value in THROUGH}
    return colors.pop() if len(colors) == 1 else ""


def _named(m: Said, name: str, *cats: str) -> str:
    """The value that the words want, unless the model is sure of another; "" if none is told."""
    said = told(m, *cats)
    values = [str(value) for value in said.wanted if isinstance(value, str)]
    seen, margin = m.traits.get(name, ("", 0))
    if not values:
        return ""
    if len(values) > 1 and seen in values and values[-1] != "none":
        return m.trait(name)
    refused = seen in {value for value, _ in said.refused}
    plain = margin >= (LEFT if seen in AS_IT_WAS else PLAIN) and not refused
    return m.trait(name) if plain and seen not in values else values[-1]


def set_transition_length(m: Said) -> e.Edit | None:
    """So long, so much of the usual length, or just longer or shorter."""
    lasting = [length for start, length in m.all("span") if start < 0]
    told = ratio(m, LASTING)
    ms = lasting[0] if lasting else time(m) if m.has("time", "to") else None
    if not ms and told is not None:
        ms = round(JOIN_MS * told.value)
    if not ms and not any(bare(m)):
        ms = {1: SLOW_MS, -1: FAST_MS}.get(way(m, LASTING))
    timed = m.gone() if m.has("time", "span") else m.gone("num")
    return e.SetTransitionLength(ms=ms, clips=_into(timed)) if ms else None


def set_motion(m: Said) -> e.Edit | None:
    style = _motion(m)
    subtle = m.has("bit") or any(token.text in SUBTLY for token in m.tokens)
    gentle = SUBTLE if subtle else STRONG if m.has("much") else None
    amount = None if style == "still" else gentle
    return e.SetMotion(style=style, clips=_shown(m), amount=amount) if style else None


def _motion(m: Said) -> str:
    """By its name; what only drifts or pans goes the way that is told."""
    drifting = [t for t in m.tokens if t.cat == "motion" and t.text in DRIFTS]
    away = next((AWAY[t.text] for t in m.tokens if t.text in AWAY), "") if drifting else ""
    said = told(m, "motion")
    if "no" in {why for _, why in said.refused} and not said.wanted:
        return "still"
    style = away or _named(m, "style", "motion") or m.trait("style")
    way = side(m) if style.startswith("pan-") and len(said.wanted) < MOST_NAMED else ""
    return f"pan-{way}" if way else style


def set_fit(m: Said) -> e.Edit | None:
    bars = told(m, "background")
    mode: Any = _named(m, "mode", "fit")
    ground = _ground(m)
    if ground is None:
        return None
    if not mode and not ground:
        unwanted = {value for value, _ in (*bars.refused, *told(m, "color").refused)}
        mode = "cover" if unwanted & UNWANTED else m.trait("mode")
    mode = "contain" if ground and mode != "stretch" else mode
    return e.SetFit(mode=mode, background=ground, clips=_shown(m)) if mode or ground else None


def _ground(m: Said) -> str | None:
    """Blurred, a colour, or nothing said; None where a colour is missing."""
    blurred = {"blur"} & {what for what, _ in m.all("texture")} or m.has("backdrop")
    kind = m.trait("ground")
    if blurred or any(t.text.startswith(BLURRED) for t in m.tokens):
        return "blur"
    colors = told(m, "color", "black_page").wanted
    if kind == "color" and not told(m, "color").refused:
        return str(colors[-1]) if colors else None
    if kind == "color":
        return str(colors[-1]) if colors else ""
    return kind.replace("none", "")


def set_canvas(m: Said) -> e.Edit | None:
    for width, height in m.all("size"):
        side = gcd(width, height)
        return e.SetCanvas(ratio=f"{width // side}:{height // side}", short_side=min(width, height))
    ratio = _ratio(m)
    short = _short(m)
    return e.SetCanvas(ratio=ratio, short_side=short) if ratio or short else None


def _ratio(m: Said) -> str:
    """In numbers, else upright or wide, else by what it is for; what is said last is wanted."""
    for cats in (("ratio",), ("orient",), ("platform",)):
        found = told(m, *cats).wanted
        seen, margin = m.traits.get("ratio", ("", 0))
        if found:
            return m.trait("ratio") if seen in found and margin >= LIKELY else str(found[-1])
    return m.trait("ratio").replace("none", "")


def _short(m: Said) -> int:
    found = told(m, "short").wanted
    seen, margin = m.traits.get("short", ("", 0))
    if found and (len(found) == 1 or margin < LIKELY or seen not in map(str, found)):
        return int(found[0])
    return int(m.trait("short").replace("none", "") or 0)


def _tint(m: Said) -> str:
    """The look that a colour has, where the model sees none plainly."""
    _, margin = m.traits.get("name", ("", 0))
    tints = {TINTS[color] for color in told(m, "color").wanted if color in TINTS}
    return tints.pop() if len(tints) == 1 and margin < LEFT else ""


def set_look(m: Said) -> e.Edit | None:
    said = told(m, "look")
    name = _named(m, "name", "look")
    if not name and said.refused:
        old, why = said.refused[-1]
        name = OTHER.get(old, "") if why == "over" else "none"
    name = name or _tint(m) or m.trait("name")
    return e.SetLook(name=name, clips=_shown(m)) if name else None
