"""What a trim is told by: "second 12 to second 20", "10 to 18", "head 2s, tail 1.5s".

Read once it is known that a film is trimmed, so that seconds are taken for no clips.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent.grammar.slots import reduce
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.owners import RUNNING
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.pattern import Match, Rules, reduce_all
from nemo_emulator.agent.tokens import IDLE, Token

Owner = tuple[str, ...]
Span = tuple[int, int | None]
TRIM: Final = "Trim"
SECOND: Final = "second"
TIMES: Final = frozenset({"time", "span", "gain", "both_ends"})
# With one of these a clause says more than where a film is cut.
BESIDE: Final = frozenset(
    (
        *("time", "span", "both_ends", "moment", "each", "it", "in", "for", "at", "ref", "word"),
        *("num", "head_off", "tail_off", "video", "films"),
    )
)
SIDES: Final = {
    **dict.fromkeys(("head", "front", "top", "前面", "前头", "前边", "开头"), "start"),
    **dict.fromkeys(("tail", "tail off", "back", "后面", "后头", "后边", "末尾"), "end"),
}
LATE: Final = ("后面", "后头", "后边", "后")
EARLY: Final = "前"
LAST: Final = frozenset({"ending", "ends", "end", "finishing", "finishes", "until", "结束"})
BEGINNING: Final = ("start", "begin", "from", "从", "由")
CUT: Final = frozenset(
    (
        "chopped",
        "lopped",
        "snipped",
        "trimmed",
        "clipped",
        "sliced",
        "shaved",
        "切",
        "掐",
        "砍",
        "裁",
    )
)
LEFT: Final = frozenset({"surplus", "excess", "remainder", "leftover", "leftovers"})
SINGLE: Final = "一"
OF_FILM: Final = re.compile(r"(\d+) (?:-|to) (\d+) (?:vids?|videos?|clips?|films?)")
CLOCK: Final = re.compile(r"(0\d) (?:-|to) (\d\d)")


def _span(m: Match) -> Span | None:
    """From the one second to the other."""
    first, last = (round(value * 1000) for value in m.all("num"))
    return (first, last - first) if 0 <= first < last else None


def _moment(m: Match) -> int | None:
    """ "Second 12"."""
    named = m.tokens[0].text.endswith(SECOND) and is_number(m.tokens[1])
    return round(m.one("num") * 1000) if named else None


def _last(m: Match) -> Span | None:
    """ "Last 3 seconds off"."""
    ms = m.one("time")
    return (-ms, ms) if m.tokens[0].text == "last" else None


def _between(m: Match) -> Span | None:
    first, last = m.all("time")
    return (first, last - first) if first < last else None


RULES: Final = Rules(
    (
        reduce("time", "ord num (?!clip|video|pic)", _moment),
        reduce("span", "(between|from)? time (and|to|dash) time", _between),
        reduce("span", "for time", _last),
        reduce(
            "no", "with word", lambda m: True if [t.text for t in m.tokens] == ["w/", "o"] else None
        ),
    )
)
RANGE: Final = Rules((reduce("span", "(from|between)? num (to|dash|and) num", _span),))


def stretched(
    parts: Sequence[Tokens], owners: Sequence[Owner], kinds: Sequence[str], known: Facts | None
) -> tuple[tuple[Tokens, ...], list[Owner]]:
    """The clauses of a trim with the times that they name, and those that say them."""
    if TRIM not in kinds or set(kinds) & RUNNING:
        return tuple(parts), list(owners)
    size = known.size if known else 0
    mine = [set(owner) <= {TRIM} for owner in owners]
    told = [_told(part, size) if own else part for part, own in zip(parts, mine, strict=True)]
    both = any(token.cat == "both_ends" for part in told for token in part)
    told = [_sided(part) if own and both else part for part, own in zip(told, mine, strict=True)]
    told = _ended(told)
    rows = zip(told, owners, strict=True)
    return tuple(told), [(TRIM,) if not owner and _is_of(part) else owner for part, owner in rows]


def _told(part: Tokens, size: int) -> Tokens:
    read = reduce_all(tuple(token for one in part for token in _plain(one)), RULES)
    keeps = any(token.cat in ("keep", "only", "keep_only") for token in read)
    last = max((t.value for t in read if t.cat == "num"), default=0)
    free = not any(token.cat in TIMES for token in read)
    ranged = reduce_all(read, RANGE) if free and (keeps or last > size) else read
    return tuple(_since(token, n, ranged) for n, token in enumerate(ranged))


def _plain(token: Token) -> tuple[Token, ...]:
    """What was taken for clips, or for nothing."""
    if token.cat == "word" and token.text in CUT:
        return (Token("trim", None, token.text),)
    if token.cat == "word" and token.text in LEFT:
        return (Token("others", None, token.text),)
    found = OF_FILM.fullmatch(token.text) if token.cat == "ref" else None
    told = found or (CLOCK.fullmatch(token.text) if token.cat == "ref" else None)
    if told is None:
        return (token,)
    first, last = (int(number) * 1000 for number in told.groups())
    span = Token("span", (first, last - first), token.text)
    return (span, Token("clip", "video", "of")) if found else (span,)


def _since(token: Token, n: int, part: Tokens) -> Token:
    """后面三秒 are the last three; 前面留20秒 the first; "head 2s" is off the head."""
    if token.cat == "span" and token.value[1] is None and token.text.startswith(LATE):
        return Token("span", (-token.value[0], token.value[0]), token.text)
    timed = any(t.cat == "time" for t in part[n + 1 : n + 3])
    sided = token.cat in ("word", "before", "after", "leave") and token.text in SIDES
    loose = token.cat == "leave" or timed
    return Token("moment", SIDES[token.text], token.text) if sided and loose else token


def _sided(part: Tokens) -> Tokens:
    """掐头去尾，一头一秒: as much off each end."""
    done: list[Token] = []
    for token in part:
        single = done and done[-1].text == SINGLE and token.cat == "span"
        if single and token.text.startswith(EARLY) and token.value[1]:
            done[-1:] = [Token("time", token.value[1], token.text)]
        else:
            done.append(token)
    return tuple(done)


def _ended(parts: Sequence[Tokens]) -> list[Tokens]:
    """ "Starting at 0:08, ending 0:23"."""
    done = list(parts)
    since = (t for part in parts for t in part if t.cat == "span" and t.value[1] is None)
    start = next((t.value[0] for t in since if t.text.startswith(BEGINNING)), 0)
    for n, part in enumerate(parts):
        for at, (one, then) in enumerate(pairwise(part)):
            end = then.value[0] if then.cat == "span" else then.value
            timed = then.cat == "time" or (then.cat == "span" and then.value[1] is None)
            if start and one.text in LAST and timed and end > start:
                done = [tuple(t for t in p if t.cat != "span") for p in done]
                span = Token("span", (start, end - start), one.text)
                done[n] = (*part[:at], span, Token("only", None, "only"), *part[at + 2 :])
    return [part or (IDLE,) for part in done]


def _is_of(part: Tokens) -> bool:
    """It says how much, or where, and nothing else."""
    cats = {token.cat for token in part}
    return bool(cats & {"time", "span", "both_ends"}) and (
        cats <= BESIDE or (cats & {"span", "both_ends"} != set() and cats <= BESIDE | {"clip"})
    )
