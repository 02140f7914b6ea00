"""Which way something goes: "to the left", "from below", 往右."""

from typing import Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

PLACES: Final = {"center-left": "left", "center-right": "right", "top": "up", "bottom": "down"}
OPPOSITE: Final = {"left": "right", "right": "left", "up": "down", "down": "up"}
WORDS: Final = {
    **dict.fromkeys(("左",), "left"),
    **dict.fromkeys(("右",), "right"),
    **dict.fromkeys(("up", "upwards", "upward"), "up"),
    **dict.fromkeys(("down", "downwards", "downward"), "down"),
}
# Only something that comes from there has a way.
ORIGINS: Final = {
    **dict.fromkeys(("below", "underneath", "under", "beneath"), "down"),
    **dict.fromkeys(("above", "overhead", "on top"), "up"),
}
LEADING: Final = frozenset({"to", "from", "into", "motion", "style", "effect"})
TOWARD: Final = frozenset({"towards", "toward", "往", "向", "朝", "going", "goes", "go"})
# They name a way by themselves.
LED: Final = ("to ", "leftward", "rightward", "往", "向", "朝")
NEAR: Final = 2
# "I want right", "make it up".
WISHING: Final = frozenset({"make", "it", "set", "to", "be", "要", "改成", "换成", "应该"})


def side(m: Said) -> str:
    """ "left", "right", "up" or "down"; "" where none is said, or more than one."""
    ways = {way for n in range(len(m.tokens)) if (way := _way(m.tokens, n))}
    last = _instead(m) if ways else ""
    return last or (ways.pop() if len(ways) == 1 else "")


def _instead(m: Said) -> str:
    """ "It goes left, I want right": the last one, where nothing else is said beside it."""
    *_, last = parts_of(m.tokens)
    place = PLACES.get(str(last[-1].value), "") if last[-1].cat == "position" else ""
    alone = all(token.text in WISHING for token in last[:-1])
    return (place or WORDS.get(last[-1].text, "")) if alone else ""


def _way(tokens: tuple[Token, ...], n: int) -> str:
    token, before = tokens[n], tokens[max(n - NEAR, 0) : n]
    coming = any(t.cat == "from" for t in before)
    if coming and token.text in ORIGINS:
        return OPPOSITE[ORIGINS[token.text]]
    led = any(t.cat in LEADING or t.text in TOWARD for t in before) or _is_pan(
        tokens[n + 1 : n + 2]
    )
    place = PLACES.get(str(token.value), "") if token.cat == "position" else ""
    way = place if led or token.text.startswith(LED) else ""
    way = way or WORDS.get(token.text, "")
    return OPPOSITE.get(way, "") if coming else way


def _is_pan(after: tuple[Token, ...]) -> bool:
    """ "Left pan on the odd ones"."""
    return any(t.cat == "motion" and t.text.startswith("pan") for t in after)
