"""What takes the place of what: "change the fade to a wipe", 淡入淡出改成向上滑."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP, parts_of
from nemo_emulator.agent.tokens import Token

# They stand between the old value and the new one.
TURNED: Final = frozenset(("改成", "换成", "改为", "换为", "变成", "变为", "改用", "换到"))
# These stand before the old one, those between the two.
TURNING: Final = frozenset(("change", "swap", "switch", "turn", "replace", "exchange", "trade"))
LINKS: Final = frozenset({"to", "into", "with", "for", "in"})


# Words that name a transition where they stand in the place of one.
CALLED: Final = {
    **dict.fromkeys(("slide", "slides", "滑", "滑动", "滑入"), "slide-left"),
    **dict.fromkeys(("zoom", "zooms", "缩放", "放大"), "zoom-in"),
}
JOINING: Final = frozenset({"fade", "style", "transition"})


def called(m: Said) -> Said:
    """ "Change the fade to a slide", 淡化改成滑的: what comes instead of a transition is one."""
    if not any(token.text in CALLED for token in m.tokens):
        return m
    found: list[Token] = []
    for part in parts_of(m.tokens):
        joined = False
        for n, token in enumerate(part):
            led = n > 0 and (part[n - 1].cat in LINKS or part[n - 1].text in TURNED)
            style = CALLED.get(token.text, "") if joined and led and token.cat != "style" else ""
            found.append(Token("style", style, token.text) if style else token)
            joined = joined or token.cat in JOINING
        found.append(STOP)
    return replace(m, tokens=tuple(found))


def left_behind(m: Said, *cats: str) -> frozenset[Any]:
    """The values that others take the place of."""
    return frozenset(value for part in parts_of(m.tokens) for value in _old(part, cats))


def _old(part: tuple[Token, ...], cats: tuple[str, ...]) -> Iterator[Any]:
    named = [n for n, token in enumerate(part) if token.cat in cats]
    if len(named) != 2 or part[named[0]].value == part[named[1]].value:
        return
    between, before = part[named[0] + 1 : named[1]], part[: named[0]]
    turned = any(t.text in TURNED for t in between)
    led = any(t.text in TURNING for t in before) and any(t.cat in LINKS for t in between)
    if turned or led:
        yield part[named[0]].value
