"""Where a list of clips ends though no verb follows: "remove 3 and 5 in black and white"."""

from typing import Final

from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
STOP: Final = Token("stop")
# After these a list of clips has no value of its own.
BARE: Final = frozenset({"remove", "duplicate"})
JOINED: Final = frozenset({"and", "comma"})
ITEMS: Final = frozenset(
    ("num", "ord", "one", "pic", "clip", "video", "ref", "and", "comma", "number_word", "then")
)
NAMES: Final = frozenset({"num", "ord", "ref"})
VALUES: Final = frozenset(
    ("unit", "time", "look", "longer", "shorter", "slower", "faster", "motion", "mute", "twice")
)


def sundered(tokens: Tokens) -> Tokens:
    """The same with a stop before the last of a list, where a value follows that one."""
    if BARE.isdisjoint([token.cat for token in tokens]):
        return tokens
    done = list(tokens)
    for n, token in enumerate(tokens):
        if token.cat in BARE and (at := _last(tokens, n)):
            done[at] = STOP
    return tuple(done)


def _last(tokens: Tokens, verb: int) -> int:
    """Where the last item of the list behind a verb is joined to it; 0 unless a value follows."""
    end = next((n for n in range(verb + 1, len(tokens)) if tokens[n].cat not in ITEMS), 0)
    if not end or tokens[end].cat not in VALUES:
        return 0
    end -= tokens[end].cat == "unit"
    at = next((n for n in range(end - 1, verb, -1) if tokens[n].cat in JOINED), 0)
    before, after = tokens[verb + 1 : at], tokens[at + 1 : end]
    named = [any(t.cat in NAMES for t in row) for row in (before, after)]
    return at if at and all(named) else 0
