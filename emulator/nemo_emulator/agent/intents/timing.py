"""When a text is shown: with a clip, from a moment on, for so long, all along."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar import texts
from nemo_emulator.agent.intents.last_word import corrected
from nemo_emulator.agent.intents.owners import NAMELY
from nemo_emulator.agent.intents.said import Said, is_number
from nemo_emulator.agent.tokens import Token

_STAYING: Final = frozenset({"stay", "stays", "remain", "remains", "be", "保留", "留着", "留下"})
_LEFT: Final = frozenset({"leave", "hands", "keep", "保留", "留着", "留下"})
_GONE: Final = frozenset(
    ("vanish", "vanishes", "disappear", "disappears", "gone", "go", "away", "off", "消失")
)
_UPON: Final = NAMELY | {"on", "under", "across", "over", "onto", "beneath", "below"}
# "2.5 seconds in would be spot on".
_FINE: Final = frozenset({"spot", "praise", "set", "quote", "stop", "comma"})
_UNITS: Final = frozenset(("unit", "second", "times", "pct", "num", "quote"))
_ALONG: Final = ("whole", "total", "all")
_LASTING: Final = frozenset({"for", "to"})
_HANGING: Final = frozenset({"hang", "up", "run", "runs", "挂", "lasts", "last"})
_SHINING: Final = frozenset({"亮", "停", "留", "挂", "待"})
_STAYING_ON: Final = ("stay on", "stays on", "stay up", "一直显示", "一直在", "一直留", "全程显示")
_LATE: Final = (["not", "show", "to"], ["not", "show", "until"])
_MOST_CLIPS: Final = 20
_THE_FILM: Final = frozenset({"the video", "this video", "that video", "my video", "our video"})
_OVER_FILM: Final = frozenset({"on", "over", "onto", "across"})
_ON_FILM: Final = _OVER_FILM | {"for", "to"}
_WHOLE_SECOND: Final = 1000


def when(m: Said) -> e.When:
    """What the words tell; where they tell nothing, what the model sees."""
    m = _there(m)
    place, length = m.trait("when"), m.one("time")
    films = _film(m)
    if _opens(m.tokens) and place != "clip":
        m = m.gone("ref", "ord")
    if _is_throughout(m.gone("whole") if films else m):
        return e.When(whole=True)
    begun = _begun(m.tokens)
    clips = (m.clips if place in ("clip", "") else ()) or _numbered(m.tokens)
    clips = clips or (m.all("slot")[:1] if m.has("pic", "clip") else ()) or films
    if clips and not (begun and not m.has("ref", "ord")):
        return e.When(clip=clips[0], length=length)
    if begun:
        return begun
    return e.When(whole=True) if place == "whole" and not m.has("span") else _spanned(m)


def _opens(tokens: Sequence[Token]) -> bool:
    """开头三秒: not with a clip that is spoken of besides."""
    return any(a.value == "start" and b.cat == "time" for a, b in pairwise(tokens))


def _film(m: Said) -> e.Clips:
    """ "On the vid", where there is one among pictures."""
    films = m.known.films if m.known else ()
    only = m.known is not None and len(films) == 1 < m.known.size
    if not only:
        return ()
    m = m if not m.has("all", "moment", "span") else m.gone("whole")
    rows = pairwise((Token(""), *m.tokens))
    upon = [a.cat == "caption" for a, b in rows if b.text in _ON_FILM]
    rows = pairwise(m.tokens)
    return films if any(_is_film(a, b, captioned=any(upon)) for a, b in rows) else ()


def _is_film(one: Token, then: Token, *, captioned: bool) -> bool:
    """ "On the video", "caption for the video": not "for the whole video"."""
    named = then.cat == "video" or (then.cat == "whole" and then.text in _THE_FILM)
    led = one.text in _ON_FILM if captioned else one.text in _OVER_FILM
    return named and led and then.text.isascii()


def _there(m: Said) -> Said:
    """Without places that no clip has: "grandma's 80th", "at last"."""
    size = m.known.size if m.known else 0
    rows = zip((Token(""), *m.tokens), m.tokens, strict=False)
    kept = tuple(
        b
        for a, b in rows
        if not (size and b.cat == "ord" and b.value > size) and (a.text, b.text) != ("at", "last")
    )
    return Said(kept, m.traits, m.asked, m.known)


def _spanned(m: Said) -> e.When:
    """For a stretch that is told, or gone after it."""
    start, lasting = m.one("span", default=(0, None))
    if start > 0 and lasting is None and any(map(_is_gone, m.tokens)):
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
        if before in _UPON and token.cat == "num" and is_small(token) and after.cat not in _UNITS
    )


def _begun(tokens: Sequence[Token]) -> e.When | None:
    """ "From second 5 for 4 seconds", "at 0:05, gone by 0:08", "half a minute in"."""
    if plain := next(filter(None, (_plain(tokens, n) for n in range(len(tokens)))), None):
        return plain
    start, length, gone = 0, None, False
    for n, token in enumerate(tokens):
        led = tokens[n - 1].cat if n else ""
        gone = gone or _is_gone(token)
        if _is_moment(token):
            if gone and not start:
                return None
            start, length = (start, token.value[0]) if gone else (token.value[0], length)
        elif token.cat == "time" and (led == "from" or _is_in(tokens, n)):
            start = int(token.value)
        elif token.cat == "time" and start and (led == "to" or (led == "by" and gone)):
            length = int(token.value) - start
        elif start and _lasts(tokens, n) and token.cat in ("time", "num"):
            length = int(token.value if token.cat == "time" else token.value * _WHOLE_SECOND)
    leaving = gone and length is None and sum(map(_is_moment, tokens)) == 1 and _is_last(tokens)
    told = start and (length is None or length > 0) and not leaving
    return e.When(start=start, length=length) if told else None


def _lasts(tokens: Sequence[Token], n: int) -> bool:
    """ "For 4 seconds", 打4秒, 亮2秒."""
    led = tokens[n - 1] if n else Token("")
    shown = led.cat in ("add", "show") and not led.text.isascii() and tokens[n].cat == "time"
    return led.cat == "for" or led.text in _SHINING or shown


def _plain(tokens: Sequence[Token], n: int) -> e.When | None:
    """ "@ 0:03, 2 s long", "from second 2 to second 6", "not before second 3"."""
    token, led = tokens[n], tokens[n - 1] if n else Token("")
    if _is_late(tokens, n):
        return e.When(start=int(token.value if token.cat == "time" else token.value[1] or 0))
    if token.cat == "time" and led.text == "@":
        rows = pairwise(tokens[n + 1 :])
        length = next((int(a.value) for a, b in rows if (a.cat, b.text) == ("time", "long")), None)
        return e.When(start=int(token.value), length=length)
    if led.cat != "to" or not _is_moment(token):
        return None
    begun = next((t.value[0] for t in tokens[:n] if _is_moment(t)), 0)
    later = begun and token.value[0] > begun
    return e.When(start=begun, length=token.value[0] - begun) if later else None


def _is_moment(token: Token) -> bool:
    """From then on."""
    return token.cat == "span" and token.value[1] is None and token.value[0] > 0


def _is_gone(token: Token) -> bool:
    return token.text in _GONE or token.text.endswith(" off")


def _is_last(tokens: Sequence[Token]) -> bool:
    """ "Till second six, then gone": the moment is told before that it goes, and led by "to"."""
    at = next(n for n, token in enumerate(tokens) if _is_moment(token))
    return bool(at) and tokens[at - 1].cat == "to"


def _is_late(tokens: Sequence[Token], n: int) -> bool:
    """ "Shouldn't show till second 2"."""
    row = [t.cat for t in tokens[max(n - 3, 0) : n]]
    early = tokens[n].cat == "span" and tokens[n].text.startswith("before")
    timed = tokens[n].cat == "time" and row in _LATE
    return timed or (early and "not" in row)


def _is_in(tokens: Sequence[Token], n: int) -> bool:
    """ "2 seconds in:", so long after the beginning."""
    after = [t.cat for t in tokens[n + 1 : n + 3]]
    return after[:1] == ["in"] and {*after[1:]} <= _FINE


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
    along = any(b.cat in _ALONG and (a.cat in _LASTING or a.text == "up") for a, b in rows)
    if any(t.cat in _ALONG and t.text.startswith(_STAYING_ON) for t in m.tokens):
        return not m.has("time", "span")
    to_end = any(a.cat == "to" and (b.cat, b.value) == ("moment", "end") for a, b in rows)
    stays = any(t.text in _STAYING | _LEFT or t.text in _HANGING for t in m.tokens)
    return not m.has("time", "span") and (along or to_end) and stays


def undenied(m: Said) -> Said:
    """Without what it shall not be: "not the whole way through"."""
    rows = zip((Token(""), *m.tokens), m.tokens, strict=False)
    kept = tuple(b for a, b in rows if not (a.cat == "not" and b.cat in (*_ALONG, "ref", "num")))
    return Said(kept, m.traits, m.asked, m.known)


def lasting(m: Said) -> Said:
    """ "Gone in a second, give it longer, 4 seconds": the last word on how long."""
    if not m.has("longer", "shorter") or not m.has("time"):
        return m
    gone = any(map(_is_gone, m.tokens))
    return m.gone("span") if gone and m.has("span") else corrected(m)


def is_place(token: Token) -> bool:
    return (token.cat == "ord" or is_number(token)) and is_small(token)


def is_small(token: Token) -> bool:
    """So many clips there may be."""
    return bool(token.value == int(token.value) and 0 < abs(token.value) <= _MOST_CLIPS)
