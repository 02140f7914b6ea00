"""Where clips stand by now, and where one that goes somewhere ends and the next one begins."""

from dataclasses import replace
from typing import Final

from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
NONE: Final = Token("")
PLACED: Final = frozenset({"pic", "clip", "video"})
# Where something stands by now.
NOW: Final = frozenset(
    ("now", "currently", "presently", "现在", "现", "当前", "如今", "原来", "原本")
)
LINKING: Final = frozenset(("in", "at", "order", "filler", "number_word"))
BEING: Final = frozenset({"it's", "its", "that's", "which is", "he's", "she's"})
PAIR: Final = 2
COMMAS: Final = frozenset((",", "，"))
ENDING: Final = frozenset({"stop", "comma", "mark", "then", "but"})
RANKED: Final = frozenset({"nth", "num", "ord"})
GOALS: Final = frozenset({"put", "move", "to", "into", "as"})
DOING_NEXT: Final = frozenset(("remove", "move", "put", "not", "no", "out", "swap", "duplicate"))


def standing(tokens: Tokens) -> Tokens:
    """ "It's currently at the very end", 它现在排第九: where a clip stands, marked by "now"."""
    if NOW.isdisjoint([token.text for token in tokens]):
        return tokens
    return tuple(
        replace(token, text=f"now {token.text}") if _stands(tokens, n) else token
        for n, token in enumerate(tokens)
    )


def _stands(tokens: Tokens, n: int) -> bool:
    """Right behind "currently", or before "now" where it is what something is."""
    after = tokens[n + 1] if n + 1 < len(tokens) else NONE
    if tokens[n].cat not in ("ord", "nth", "moment", "at_last") or after.cat in PLACED:
        return False
    at = n - 1
    while at > 0 and tokens[at].cat in LINKING and tokens[at].text not in NOW:
        at -= 1
    led = at >= 0 and tokens[at].text in NOW - {"now"}
    being = at >= 0 and tokens[at - (tokens[at].text == "now")].text in BEING
    return led or (being and "now" in (tokens[at].text, after.text))


def parted(tokens: Tokens) -> Tokens:
    """第8张放第一，第9张删除: what is done next is said of a clip of its own, that is no list."""
    if COMMAS.isdisjoint([token.text for token in tokens]):
        return tokens
    return tuple(
        Token("stop", None, token.text) if token.text in COMMAS and _parts(tokens, n) else token
        for n, token in enumerate(tokens)
    )


def _parts(tokens: Tokens, n: int) -> bool:
    """Behind where a clip that is named goes, and before one that something else is done to."""
    goal = [t.cat for t in tokens[max(n - 2, 0) : n]]
    since = max((k for k in range(n - 1) if tokens[k].cat in ENDING), default=-1)
    named = any(t.cat in RANKED for t in tokens[since + 1 : max(n - 2, 0)])
    if len(goal) < PAIR or goal[0] not in GOALS or goal[1] not in RANKED or not named:
        return False
    until = next((k for k in range(n + 1, len(tokens)) if tokens[k].cat in ENDING), len(tokens))
    then = [t.cat for t in tokens[n + 1 : until]]
    return bool(then) and then[0] in RANKED and not DOING_NEXT.isdisjoint(then)
