"""The frame of how a picture moves: by its name, which way, and how much."""

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.picture import STRONG, SUBTLE
from nemo_emulator.agent.intents.hints import MOTIONS, hinted
from nemo_emulator.agent.intents.looking import LEFT, MOST_NAMED, SPELT, by_hint, by_name, pictures
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.sides import OPPOSITE, PLACES, WORDS, side
from nemo_emulator.agent.intents.wanted import STOP, parts_of, told
from nemo_emulator.agent.tokens import Token

DRIFTS: Final = frozenset({"drift", "float", "glide", "move across", "sweep", "glide slowly"})
TRAVELS: Final = frozenset(
    (
        *("travel", "travels", "travelling", "gaze", "view", "camera", "eye", "eyes", "tilt", "go"),
        *("going", "glide", "move", "moves", "摇", "镜头", "移"),
    )
)
AWAY: Final = {
    **dict.fromkeys(("outwards", "outward", "backwards", "backward", "back"), "zoom-out"),
    **dict.fromkeys(("inwards", "inward", "closer"), "zoom-in"),
}
# What moves, whichever way it does.
MOVEMENTS: Final = frozenset(
    (
        *("motion", "movement", "movements", "camera move", "camera moves", "camera movement"),
        *("motions", "ken burns", "运镜", "动效", "动画", "镜头运动"),
    )
)
FREEZING: Final = frozenset(("freeze", "frozen", "froze", "halt", "kill", "pause", "冻"))
# "Freeze clip 5".
FROZEN: Final = frozenset(("freeze", "frozen", "halt"))
OUT: Final = frozenset({"out of", "out", "off", "away", "away from", "from"})
# A word for a zoom that says where it goes, or for a movement that has a name.
AIMED: Final = frozenset(("in", "out", "burns", "left", "right", "up", "down", "across", "still"))
OUTWARD: Final = frozenset(("outwards", "outward", "backwards", "backward", "inwards", "inward"))
ZOOMS: Final = frozenset({"zoom-in", "zoom-out"})
# They take turns.
TURNS: Final = ("轮", "交替", "交错", "turns", "alternate", "alternately", "alternating")
# Beside one of these a share is one of something else.
MEASURED: Final = frozenset(
    (
        *("music", "sound", "volume", "speech", "mine", "speed"),
        *("adjust", "adjust_noun", "texture"),
        *("look", "look_noun", "transition", "title", "caption", "subtitle", "text", "font_size"),
        *("faster", "slower", "longer", "shorter", "total", "video", "louder", "quieter", "not"),
    )
)
MOST_SHARE: Final = 50
SPELLED: Final[Mapping[str, str]] = MappingProxyType({"kenburns": "ken-burns"})
SUBTLY: Final = frozenset(
    ("slowly", "barely", "hardly", "subtle", "subtly", "slight", "slightly", "ever so")
)


def set_motion(m: Said) -> e.Edit | None:
    m = _wished(m)
    style = SPELLED.get(named := _motion(m), named)
    amount = None if style == "still" else _amount(m)
    return e.SetMotion(style=style, clips=pictures(m), amount=amount) if style else None


def _amount(m: Said) -> float | None:
    """ "At 0.05", "like 5 %"; else as words have it: barely, or much."""
    shares = [float(t.value) for t in m.tokens if t.cat == "num" and 0 < t.value < 1]
    shares += [t.value / 100 for part in parts_of(m.tokens) for t in part if _is_share(part, t)]
    if len(shares) == 1:
        return shares[0]
    subtle = m.has("bit") or any(token.text in SUBTLY for token in m.tokens)
    return SUBTLE if subtle else STRONG if m.has("much") else None


def _is_share(part: tuple[Token, ...], token: Token) -> bool:
    plain = not {t.cat for t in part} & MEASURED
    return token.cat == "percent" and plain and 0 < token.value <= MOST_SHARE


def _wished(m: Said) -> Said:
    """Without what is so already and stays: 前面的保持推近."""
    parts = tuple(parts_of(m.tokens))
    kept = [
        part
        for part in parts
        if not any(
            t.text == "保持" and then.cat == "motion" and then.value != "still"
            for t, then in pairwise(part)
        )
    ]
    if len(kept) in (0, len(parts)) or not any(t.cat == "motion" for part in kept for t in part):
        return m
    tokens = tuple(token for part in kept for token in (*part, STOP))
    return Said(tokens, m.traits, m.asked, m.known)


def _motion(m: Said) -> str:
    """By its name; what only drifts or pans goes the way that is told."""
    said = told(m, "motion")
    refused = {value for value, why in said.refused if why == "no"} - {"still"}
    if (refused and not said.wanted) or _is_stopped(m):
        return "still"
    if _alternates(m):
        return "ken-burns"
    way = side(m) if len(said.wanted) < MOST_NAMED else ""
    drifting = any(t.cat == "motion" and t.text in DRIFTS for t in m.tokens)
    if drifting and way:
        return f"pan-{way}"
    style = _away(m) or _swept(m) or _across(m) or by_name(m, "style", "motion")
    if not style:
        return _hinted(m, way)
    return f"pan-{way}" if way and style.startswith("pan-") and not _has_way(m, style) else style


def _hinted(m: Said, way: str) -> str:
    """Where no motion is named: a way that the view goes, unless it is plain that it stands."""
    hint, seen = by_hint(m, MOTIONS), m.traits.get("style", ("", 0))
    stands = seen[0] == "still" and seen[1] >= LEFT
    travels = _travels(m) and not hinted(m, MOTIONS) and not stands
    return f"pan-{way}" if way and (travels or hint.startswith("pan-")) else hint


def _has_way(m: Said, style: str) -> bool:
    """ "Pan from left to right": its name says where it goes."""
    words = SPELT[style.removeprefix("pan-")]
    named = (t.text for t in m.tokens if t.cat == "motion" and t.value == style)
    return any(word in text for text in named for word in words)


def _away(m: Said) -> str:
    """ "Drift closer", "a slow zoom outward": to or from what is shown."""
    for part in parts_of(m.tokens):
        named = [t for t in part if t.cat == "motion"]
        drifts = any(t.text in DRIFTS for t in named)
        loose = any(t.text.isascii() and not AIMED & {*t.text.split()} for t in named)
        words = [t.text for t in part if t.text in AWAY and (drifts or t.text in OUTWARD)]
        if words and (drifts or loose):
            return AWAY[words[-1]]
    return ""


def _alternates(m: Said) -> bool:
    """轮流推进拉远, "zoom in and out in turns": one after the other."""
    for part in parts_of(m.tokens):
        both = {t.value for t in part if t.cat == "motion"} == ZOOMS
        if both and any(t.text.startswith(TURNS) for t in part):
            return True
    return False


def _swept(m: Said) -> str:
    """左摇运镜: a movement that way."""
    named = [t.text for t in m.tokens if t.cat == "motion"]
    way = side(m) if any(t.text == "摇" for t in m.tokens) else ""
    return f"pan-{way}" if way and len(named) == 1 and named[0] in MOVEMENTS else ""


def _across(m: Said) -> str:
    """ "Pan left to right": where it ends."""
    for one, between, then in zip(m.tokens, m.tokens[1:], m.tokens[2:], strict=False):
        way = PLACES.get(str(then.value), "") or WORDS.get(then.text, "")
        pans = one.cat == "motion" and between.cat == "to" and way
        if pans and one.value == f"pan-{OPPOSITE[way]}":
            return f"pan-{way}"
    return ""


def _is_stopped(m: Said) -> bool:
    """ "Freeze the motion", "take the movement out of 1"."""
    for part in parts_of(m.tokens):
        moves = any(t.cat == "motion" and t.text in MOVEMENTS for t in part)
        moves = moves or (any(t.text in FROZEN for t in part) and any(t.cat == "ref" for t in part))
        taken = any(t.cat == "take" for t in part) and any(t.text in OUT for t in part)
        if moves and (taken or any(t.text in FREEZING for t in part)):
            return True
    return False


def _travels(m: Said) -> bool:
    """ "Let our gaze travel upwards", "come down from the treetops"."""
    return m.has("from") or any(token.text in TRAVELS for token in m.tokens)
