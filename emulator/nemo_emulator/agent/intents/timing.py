"""When a text is shown: with a clip, from a moment on, for so long, all along."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar import texts
from nemo_emulator.agent.intents.said import Said, is_number
from nemo_emulator.agent.tokens import Token

_STAYING: Final = frozenset({"stay", "stays", "remain", "remains", "be", "保留", "留着", "留下"})
_LEFT: Final = frozenset({"leave", "hands", "keep", "保留", "留着", "留下"})
_GONE: Final = frozenset(
    ("vanish", "vanishes", "disappear", "disappears", "gone", "go", "away", "off", "消失")
)
_UPON: Final = frozenset({"on", "under", "across", "over", "onto", "beneath", "below"})
_UNITS: Final = frozenset(("unit", "second", "times", "pct", "num", "quote"))
_ALONG: Final = ("whole", "total", "all")
_LASTING: Final = frozenset({"for", "to"})
_HANGING: Final = frozenset({"hang", "up", "run", "runs", "挂", "lasts", "last"})
_MOST_CLIPS: Final = 20
_WHOLE_SECOND: Final = 1000


def when(m: Said) -> e.When:
    """What the words tell; where they tell nothing, what the model sees."""
    place, length = m.trait("when"), m.one("time")
    if _is_throughout(m):
        return e.When(whole=True)
    begun = _begun(m.tokens)
    clips = m.clips if place in ("clip", "") else _numbered(m.tokens)
    if clips and not (begun and not m.has("ref", "ord")):
        return e.When(clip=clips[0], length=length)
    if begun:
        return begun
    return e.When(whole=True) if place == "whole" and not m.has("span") else _spanned(m)


def _spanned(m: Said) -> e.When:
    """For a stretch that is told, or gone after it."""
    start, lasting = m.one("span", default=(0, None))
    if start > 0 and lasting is None and any(t.text in _GONE for t in m.tokens):
        return e.When(length=start)
    if m.has("span"):
        m = Said(tuple(t for t in m.tokens if t.cat != "all" and t.value != ()), m.traits, m.asked)
    return texts.when(m)


def _numbered(tokens: Sequence[Token]) -> e.Clips:
    """ "On 2", where nothing is counted by it."""
    pairs = pairwise((*tokens, Token("")))
    rows = zip(("", *(t.text for t in tokens)), pairs, strict=False)
    return tuple(
        int(token.value)
        for before, (token, after) in rows
        if before in _UPON and token.cat == "num" and is_place(token) and after.cat not in _UNITS
    )


def _begun(tokens: Sequence[Token]) -> e.When | None:
    """ "From second 5 for 4 seconds", "at 0:05, gone by 0:08", "half a minute in"."""
    start, length, gone = 0, None, False
    for n, token in enumerate(tokens):
        led = tokens[n - 1].cat if n else ""
        gone = gone or token.text in _GONE
        if token.cat == "span" and token.value[1] is None and token.value[0] > 0:
            if gone and not start:
                return None
            start, length = (start, token.value[0]) if gone else (token.value[0], length)
        elif token.cat == "time" and (led == "from" or _is_in(tokens, n)):
            start = int(token.value)
        elif token.cat == "time" and start and (led == "to" or (led == "by" and gone)):
            length = int(token.value) - start
        elif start and led == "for" and token.cat in ("time", "num"):
            length = int(token.value if token.cat == "time" else token.value * _WHOLE_SECOND)
    told = start and (length is None or length > 0)
    return e.When(start=start, length=length) if told else None


def _is_in(tokens: Sequence[Token], n: int) -> bool:
    """ "2 seconds in:", so long after the beginning."""
    after = [t.cat for t in tokens[n + 1 : n + 3]]
    return after[:1] == ["in"] and after[1:] in ([], ["quote"], ["stop"], ["comma"])


def _is_throughout(m: Said) -> bool:
    """From the first second to the last, from start to end."""
    ends = {"start", "end"} <= set(m.all("moment")) or {"头", "尾"} <= {t.text for t in m.tokens}
    rows = pairwise(m.tokens)
    whole = any(a.cat in ("in", *_LASTING) and b.cat == "whole" for a, b in rows)
    ends = ends or (whole and not m.has("time", "span"))
    return ends or (m.one("span") == (0, _WHOLE_SECOND) and -1 in m.all("ord"))


def is_staying(m: Said) -> bool:
    """What is there now stays to the end, or all along."""
    rows = [*pairwise((Token(""), *m.tokens))]
    along = any(b.cat in _ALONG and a.cat in _LASTING for a, b in rows)
    to_end = any(a.cat == "to" and (b.cat, b.value) == ("moment", "end") for a, b in rows)
    stays = any(t.text in _STAYING | _LEFT or t.text in _HANGING for t in m.tokens)
    return not m.has("time", "span") and (along or to_end) and stays


def undenied(m: Said) -> Said:
    """Without what it shall not be: "not the whole way through"."""
    rows = zip((Token(""), *m.tokens), m.tokens, strict=False)
    kept = tuple(b for a, b in rows if not (a.cat == "not" and b.cat in (*_ALONG, "ref", "num")))
    return Said(kept, m.traits, m.asked, m.known)


def is_place(token: Token) -> bool:
    named = token.cat == "ord" or is_number(token)
    return named and token.value == int(token.value) and 0 < abs(token.value) <= _MOST_CLIPS
