"""Frames of edits of how the picture looks and moves."""

from collections.abc import Iterator
from itertools import pairwise
from math import gcd
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.picture import FAST_MS, SLOW_MS
from nemo_emulator.agent.intents.amounts import bare, beside, ratio, time, way
from nemo_emulator.agent.intents.exchanging import called, left_behind
from nemo_emulator.agent.intents.hints import OWN, RATIOS, TRANSITIONS, Hints, hinted
from nemo_emulator.agent.intents.last_word import STATING, corrected
from nemo_emulator.agent.intents.said import FILMS, Said, is_number
from nemo_emulator.agent.intents.sides import side
from nemo_emulator.agent.intents.wanted import STOP, parts_of, told
from nemo_emulator.agent.network.traits import DISSOLVES
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words.canvas import RATIOS as RATIO_NAMES

JOIN_MS: Final = 500
LASTING: Final = MappingProxyType(
    {"slower": 1, "longer": 1, "extend": 1} | {"faster": -1, "shorter": -1, "shorten": -1}
)
# How softly is no way that it goes.
SOFTENING: Final = frozenset({"bit", "smooth", "slower", "percent"})
CURTAIN: Final = "vert-open"
ROUND: Final = frozenset({"circle-open", "vert-open", "horz-open"})
SHUTTING: Final = ("收", "合", "闭", "缩", "closing", "closes", "shrink", "shutting", "shuts")
DIRECTED: Final = frozenset({"wipe", "slide", "cover", "reveal", "smooth"})
MOST_NAMED: Final = 2
LIKELY: Final = 32
# A trait that is seen so plainly outweighs a name.
PLAIN: Final = 100
# That something is complained of rather than asked for is believed sooner.
AS_IT_WAS: Final = frozenset({"still", "none", "cut"})
LEFT: Final = 64
# How a way is spelt in the name of a transition.
SPELT: Final = {
    "left": ("left", "左"),
    "right": ("right", "右"),
    "up": ("up", "上"),
    "down": ("down", "下"),
}
THROUGH: Final = {"#000000": "fade-black", "#ffffff": "fade-white", "#808080": "fade-grays"}
LEADING: Final = frozenset({"for", "in", "only"})
PLURAL: Final = frozenset({"films", "movies", "videos", "vids", "video clips", "video bits"})
ALONE: Final = frozenset({"transition", "into_clip", "with", "add", "set", "to", "into", "all"})
MOST_OVER: Final = 10
# Numbers that are no places.
COUNTED: Final = frozenset(
    ("ratio", "short", "size", "percent", "factor", "scale", "count", "music")
)


def _into(m: Said) -> e.Clips:
    """The clip that a transition leads into; after a clip means into the next."""
    if m.has("into_clip"):
        return tuple(dict.fromkeys(place for row in m.all("into_clip") for place in row))
    led = [m.places_of(t) for t in _led(m.tokens, "into") if t.cat in ("ref", "num")]
    if led and all(len(row) == 1 for row in led):
        return tuple(dict.fromkeys(place for row in led for place in row))
    places = pictures(m)
    if len(places) == 2 and abs(places[1] - places[0]) == 1:
        return (_far_end(m, places),)
    after = any(t.cat in ("ref", "ord", "num") for t in _led(m.tokens, "after"))
    return tuple(p + 1 for p in places) if after and all(p > 0 for p in places) else places


def _far_end(m: Said, places: e.Clips) -> int:
    """ "Fade to 5 from 4": the one that it does not come from."""
    left = {place for t in _led(m.tokens, "from") for place in m.places_of(t) or _number(t)}
    return next((place for place in places if left and place not in left), places[1])


def _number(token: Token) -> e.Clips:
    return (int(token.value),) if _is_digit(token) else ()


def _led(tokens: tuple[Token, ...], cat: str) -> Iterator[Token]:
    """What stands right behind these."""
    return (after for before, after in pairwise(tokens) if before.cat == cat)


def _is_digit(token: Token) -> bool:
    return token.cat == "num" and is_number(token)


def pictures(m: Said) -> e.Clips:
    """The clips that are named; else the one number that a clause begins or ends with.

    "4 is a panorama, pan across it"; 风景那张是4，慢慢放大.
    """
    counted = m.has(*COUNTED)
    if m.clips or films(m):
        return m.clips or films(m)
    if not m.known or m.has("time", "all", "each") or counted:
        return m.clips
    ends = [part[at] for part in parts_of(m.tokens) for at in (0, -1)]
    found = {int(t.value) for t in ends if _is_digit(t) and t.value == int(t.value)}
    told = sum(map(_is_digit, m.tokens))
    return tuple(found) if told == len(found) == 1 and 0 < max(found) <= m.known.shown else ()


def films(m: Said) -> e.Clips:
    """ "On my two videos": those that move, where others stand still."""
    told = [t for t in m.tokens if t.cat == "films" and any(word in t.text for word in FILMS)]
    known = m.known.films if m.known and m.known.films != tuple(range(1, m.known.size + 1)) else ()
    led = zip(m.tokens, m.tokens[1:], strict=False)
    plural = any(a.cat in LEADING and b.text in PLURAL for a, b in led)
    return tuple(told[0].value) if told else known if plural else ()


def set_transition(m: Said) -> e.Edit | None:
    m = called(m)
    style = _style(m)
    style = DISSOLVES.get(style, style)
    fits = style and not (style == "cut" and m.has("time"))
    paced = (
        SLOW_MS if m.has("slower", "longer") else FAST_MS if m.has("faster", "shorter") else None
    )
    paced = _over(m) or paced
    ms = corrected(m).one("time", default=None if style == "cut" or m.has("motion") else paced)
    return e.SetTransition(style=style, ms=ms, clips=_into(m)) if fits else None


def _over(m: Said) -> int | None:
    """ "Fade into five over 2": where a clause ends like that, it counts seconds."""
    for part in parts_of(m.tokens):
        before, *last = part[-2:]
        if before.text == "over" and last and last[0].cat == "num" and last[0].value <= MOST_OVER:
            return int(last[0].value * 1000)
    return None


def _style(m: Said) -> str:
    """By its name, with the way it goes; a zoom is one, too."""
    if own := hinted(m, OWN):
        return own
    named = _faded(m) or by_name(m, "style", "style", "fade") or _through(m)
    named = _shut(m, _opened(m, named))
    if not named and "no" in {why for _, why in told(m, "style", "fade").refused}:
        cut = "cut" in {value for value, _ in told(m, "style").refused}
        return "fade" if cut else "cut"
    moved, way = str(m.one("motion", default="")).partition("-")[::2]
    entering = [str(value) for value in m.all("effect") if str(value).startswith("slide-")]
    if len(entering) == 1 and named.partition("-")[0] in ("", "slide"):
        named = entering[0]
    style = named or ("zoom-in" if moved == "zoom" else by_hint(m, TRANSITIONS))
    stem = style.partition("-")[0]
    if stem not in DIRECTED or _has_way(m, style):
        return style
    way = way if moved == "pan" and way else "" if entering else side(m)
    return f"{stem}-{way}" if way else style


def _opened(m: Said, style: str) -> str:
    """A curtain is none of the other shapes that open."""
    drawn = any(t.cat == "style" and t.value == CURTAIN for t in m.tokens)
    return CURTAIN if drawn and style.endswith("-open") else style


def _shut(m: Said, style: str) -> str:
    """ "A circle that closes", 圆圈收拢."""
    closing = any(token.text.startswith(SHUTTING) for token in m.tokens)
    return style.replace("-open", "-close") if closing and style in ROUND else style


def _has_way(m: Said, style: str) -> bool:
    """ "Slide to the left": its name says where it goes."""
    way = style.partition("-")[2]
    named = [t.text for t in m.tokens if t.cat == "style" and t.value == style]
    return any(word in text for text in named for word in SPELT.get(way, ()))


def _faded(m: Said) -> str:
    """淡黑, "fade gently into white", "white between them when they fade": through that colour."""
    for part in parts_of(m.tokens):
        for n, token in enumerate(part):
            if token.cat == "fade" and (through := _led_to(part[n + 1 :])):
                return through
    fades = m.has("fade") and m.has("between_clips")
    return _through(m) if fades else _blackened(m)


def _led_to(rest: tuple[Token, ...]) -> str:
    """The colour right behind, or led by where it goes, or comes from."""
    first = next((t for t in rest if t.cat not in SOFTENING), STOP)
    after = next((t for t in rest[rest.index(first) + 1 :]), STOP) if first is not STOP else STOP
    led = after if first.cat in ("to", "into", "from") else first
    return THROUGH.get(str(led.value), "") if led.cat == "color" else ""


def _blackened(m: Said) -> str:
    """ "Fade, 2 to 3, to black", where the model hears so, too."""
    seen = m.traits.get("style", ("", 0))[0]
    rows = zip(m.tokens, m.tokens[1:], strict=False)
    led = {THROUGH.get(str(b.value)) for a, b in rows if a.cat == "to" and b.cat == "color"}
    return seen if m.has("fade") and seen in led else ""


def by_hint(m: Said, hints: Hints, name: str = "style") -> str:
    """What the words hint at, unless the model is sure of something else."""
    _, margin = m.traits.get(name, ("", 0))
    hint = hinted(m, hints) if margin < PLAIN else ""
    return hint or m.trait(name)


def _through(m: Said) -> str:
    """A flash of a colour, or nothing but that colour, between two clips."""
    colors = {THROUGH[value] for value in told(m, "color").wanted if value in THROUGH}
    return colors.pop() if len(colors) == 1 else ""


def by_name(m: Said, name: str, *cats: str) -> str:
    """The value that the words want, unless the model is sure of another; "" if none is told."""
    said = told(m, *cats)
    old = left_behind(m, *cats)
    values = [str(v) for v in said.wanted if isinstance(v, str) and v not in old]
    seen, margin = m.traits.get(name, ("", 0))
    if not values:
        return ""
    values = [value for value in values if not _is_vaguer(value, values)]
    if len(values) > 1 and seen in values and values[-1] != "none":
        return m.trait(name)
    refused = seen in {*old, *(value for value, _ in said.refused)}
    alike = _stem(seen) == _stem(values[-1])
    alike = alike or (seen == "fade" and _is_joining(m)) or (seen == "cut" and _is_plain(m, *cats))
    plain = margin >= (LEFT if seen in AS_IT_WAS else PLAIN) and not refused and not alike
    return m.trait(name) if plain and seen not in values else values[-1]


def _is_joining(m: Said) -> bool:
    """转场换像素化: the one that is named beside the noun is no mere fade."""
    named = [{t.cat for t in part} for part in parts_of(m.tokens)]
    return any({"transition", "style"} <= cats for cats in named)


def _is_plain(m: Said, *cats: str) -> bool:
    """ "Radial transition into 3": a clause that says nothing else than which one."""
    parts = [{t.cat for t in part} for part in parts_of(m.tokens)]
    named = (told for told in parts if "transition" in told and told & {*cats})
    return any(told <= {*cats, *ALONE} for told in named)


def _stem(value: str) -> str:
    return value.partition("-")[0]


def _is_vaguer(value: str, values: list[str]) -> bool:
    """ "Whiteout fade": a fade, but one through white."""
    return any(other.startswith(f"{value}-") for other in values)


def set_transition_length(m: Said) -> e.Edit | None:
    """So long, so much of the usual length, or just longer or shorter."""
    m = corrected(beside(m, "transition"))
    lasting = [length for start, length in m.all("span") if start < 0]
    told = ratio(m, LASTING)
    lasting += [start for start, length in m.all("span") if start > 0 and length is None]
    ms = lasting[0] if lasting else time(m) if m.has("time", "to") else None
    if told is not None and (now := _now(m)):
        ms = round(now * told.value)
    if not ms and told is not None:
        ms = round(JOIN_MS * told.value)
    alone = tuple(bare(m))
    if not ms and len(alone) == 1 and alone[0] != int(alone[0]):
        ms = round(alone[0] * 1000)
    if not ms and not alone:
        ms = {1: SLOW_MS, -1: FAST_MS}.get(way(m, LASTING))
    m = _unlasting(m)
    timed = m.gone() if m.has("time", "span") else m.gone("num")
    return e.SetTransitionLength(ms=ms, clips=_into(timed)) if ms else None


def _unlasting(m: Said) -> Said:
    """ "The transitions last too long": no clip is the last."""
    rows = zip((Token(""), *m.tokens), m.tokens, strict=False)
    kept = tuple(t for led, t in rows if not (led.cat == "transition" and t.text == "last"))
    return Said(kept, m.traits, m.asked, m.known)


def _now(m: Said) -> int:
    """ "Double the length of the fade, it's a second now": how long it takes as it is."""
    told = (part for part in parts_of(m.tokens) if part[0].text in STATING)
    return next((int(t.value) for part in told for t in part if t.cat == "time"), 0)


def set_canvas(m: Said) -> e.Edit | None:
    for width, height in m.all("size"):
        side = gcd(width, height)
        return e.SetCanvas(ratio=f"{width // side}:{height // side}", short_side=min(width, height))
    ratio = _ratio(m)
    short = _short(m)
    return e.SetCanvas(ratio=ratio, short_side=short) if ratio or short else None


def _ratio(m: Said) -> str:
    """In numbers, else upright or wide, else by what it is for; what is said last is wanted."""
    if numbers := _numbers(m):
        return numbers
    m = _arriving(m)
    for cats in (("ratio",), ("orient",), ("platform",)):
        found = told(m, *cats).wanted
        seen, margin = m.traits.get("ratio", ("", 0))
        if found:
            return m.trait("ratio") if seen in found and margin >= LIKELY else str(found[-1])
    return by_hint(m, RATIOS, "ratio").replace("none", "")


def _arriving(m: Said) -> Said:
    """ "Back to widescreen from square": without what it comes from."""
    before = (Token(""), *m.tokens)
    left = tuple(t for led, t in zip(before, m.tokens, strict=False) if led.cat != "from")
    return Said(left, m.traits, m.asked, m.known)


def _numbers(m: Said) -> str:
    """ "A frame of 4 to 5", "nine wide sixteen high"."""
    for one, between, other in zip(m.tokens, m.tokens[1:], m.tokens[2:], strict=False):
        name = f"{one.value}:{other.value}" if one.cat == other.cat == "num" else ""
        if name in RATIO_NAMES and (between.cat in ("to", "by") or between.text == "wide"):
            return name
    return ""


def _short(m: Said) -> int:
    found = told(m, "short").wanted
    seen, margin = m.traits.get("short", ("", 0))
    if found and (len(found) == 1 or margin < LIKELY or seen not in map(str, found)):
        return int(found[0])
    return int(m.trait("short").replace("none", "") or 0)
