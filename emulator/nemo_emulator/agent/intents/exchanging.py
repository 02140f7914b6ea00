"""What takes the place of what: "change the fade to a wipe", 淡入淡出改成向上滑."""

from collections.abc import Iterator
from typing import Any, Final

from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

# They stand between the old value and the new one.
TURNED: Final = frozenset(("改成", "换成", "改为", "换为", "变成", "变为", "改用", "换到"))
# These stand before the old one, those between the two.
TURNING: Final = frozenset(("change", "swap", "switch", "turn", "replace", "exchange", "trade"))
LINKS: Final = frozenset({"to", "into", "with", "for", "in"})


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
