"""The frame of how colours look: by a name, by a tint, or as they were."""

from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.hints import LOOKS, hinted, hinted_in
from nemo_emulator.agent.intents.looking import LEFT, by_hint, by_name, pictures
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import parts_of, told
from nemo_emulator.agent.tokens import Token

TINTS: Final = {"#0060ff": "cool", "#87ceeb": "cool", "#8b4513": "sepia"}
# What is grey is a wish where it is a filter, or what it shall become.
GREY: Final = "#808080"
FILTERS: Final = frozenset({"滤镜", "色调", "filter", "filters", "grading", "滤镜效果", "look"})
BROWN: Final = frozenset({"棕", "棕色", "褐", "brown"})
OTHER: Final = {"warm": "cool", "cool": "warm", "vivid": "faded", "faded": "vivid"}
WISHING: Final = ("make", "set", "add", "put", "with")
FILM_LOOKS: Final = frozenset({"film look", "film", "胶片感"})


def _tint(m: Said) -> str:
    """The look that a colour has, where the model sees none plainly."""
    _, margin = m.traits.get("name", ("", 0))
    colors = told(m, "color").wanted
    tints = {TINTS[color] for color in colors if color in TINTS}
    tints |= {"black-and-white"} if GREY in colors and m.has("make", "set") else set()
    return tints.pop() if len(tints) == 1 and margin < LEFT else ""


def _graded(m: Said) -> str:
    """A "film look" is an old one, unless it is moody, or of Hollywood."""
    film = any(t.cat == "look" and t.text in FILM_LOOKS for t in m.tokens)
    return "cinematic" if film and "cinematic" in m.all("mood") else ""


def set_look(m: Said) -> e.Edit | None:
    said = told(m, "look")
    if clips := _stripped(m) or _taken_off(m):
        return e.SetLook(name="none", clips=clips)
    name = _undone(m) or _turned(m) or _rid(m) or by_name(m, "name", "look")
    if not name and said.refused:
        old, why = said.refused[-1]
        name = OTHER.get(old, "") if why == "over" else hinted(m, LOOKS) or "none"
    name = _graded(m) or _browned(m, name) or _greyed(m) or _tint(m) or by_hint(m, LOOKS, "name")
    return e.SetLook(name=name, clips=pictures(m)) if name else None


def _stripped(m: Said) -> e.Clips:
    """ "Sepia only for 1 to 4, strip it off the others": those that are not named, or none."""
    parts = [*parts_of(m.tokens)]
    gone = [n for n, part in enumerate(parts) if _takes_off(part) and _has(part, "others")]
    if len(gone) != 1 or not m.known:
        return ()
    kept = {place for part in parts[: gone[0]] for t in part for place in m.places_of(t)}
    left = tuple(p for p in range(1, m.known.shown + 1) if p not in kept)
    return left if kept and all(place > 0 for place in kept) else ()


def _taken_off(m: Said) -> e.Clips:
    """ "The warm look is nice but take it off the last one": the clips that it is taken off."""
    parts = [*parts_of(m.tokens)]
    named = [n for n, part in enumerate(parts) if _has(part, "look")]
    if len(named) != 1 or any(_has(parts[named[0]], cat) for cat in WISHING):
        return ()
    gone = [part for part in parts[named[0] + 1 :] if _takes_it(part)]
    return Said(gone[0], m.traits, m.asked, m.known).clips if len(gone) == 1 else ()


def _takes_it(part: tuple[Token, ...]) -> bool:
    taken = _has(part, "remove") or (_has(part, "take") and _has(part, "off"))
    return taken and _has(part, "it") and not _has(part, "others")


def _takes_off(part: tuple[Token, ...]) -> bool:
    return _has(part, "remove") and (_has(part, "it") or _has(part, "look_noun"))


def _has(part: tuple[Token, ...], cat: str) -> bool:
    return any(token.cat == cat for token in part)


def _undone(m: Said) -> str:
    """ "Black and white looks dull, take the filters off", "turn it back to normal"."""
    parts = [*parts_of(m.tokens)]
    named = [n for n, part in enumerate(parts) if _has(part, "look")]
    gone = [n for n, part in enumerate(parts) if _clears(part)]
    normal = any(hinted_in(part, LOOKS) == "none" for part in parts[max(named, default=0) :])
    return "none" if normal or (gone and max(gone) > max(named, default=-1)) else ""


def _rid(m: Said) -> str:
    """ "Take the sepia off number 2", where no other look is named."""
    looks = [t for t in m.tokens if t.cat == "look"]
    told = [t for t in m.tokens if t.cat != "look_noun"]
    gone = any(a.cat == "look" and b.cat == "off" for a, b in pairwise(told))
    taken = any(a.cat == "take" and b.cat == "look" for a, b in pairwise(told))
    return "none" if gone and taken and len(looks) == 1 else ""


def _clears(part: tuple[Token, ...]) -> bool:
    filters = any(token.text in FILTERS for token in part)
    return filters and _has(part, "remove") and not _has(part, "look")


def _turned(m: Said) -> str:
    """ "It's a bit cold, make it rosier": what it shall be, not what it is."""
    parts = [*parts_of(m.tokens)]
    for before, part in pairwise(parts):
        wished = _has(part, "make") or _has(part, "set")
        was = _has(before, "look") or _has(before, "color")
        if wished and was and not (_has(part, "look") or _has(before, "make")):
            return hinted_in(part, LOOKS)
    return ""


def _greyed(m: Said) -> str:
    """ "A gray filter"."""
    grey = any(a.value == GREY and b.text in FILTERS for a, b in pairwise(m.tokens))
    return "black-and-white" if grey and GREY in told(m, "color").wanted else ""


def _browned(m: Said, name: str) -> str:
    """复古棕: an old look that is brown."""
    rows = pairwise(m.tokens)
    brown = any(a.cat == "look" and a.value == "vintage" and b.text in BROWN for a, b in rows)
    return "sepia" if brown else name
