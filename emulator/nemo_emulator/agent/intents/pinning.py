"""Clips that are named in passing: "1 and the last one", "that's the 4th", "the second of these".

Read once it is known what is asked for.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import Tokens
from nemo_emulator.agent.intents.fates import GOES, fate
from nemo_emulator.agent.intents.owners import WRITING
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.words.numbers import value

Kinds = frozenset[str]
CHOSEN: Final = frozenset({"keep", "remove", "keep_only"})
# What is done to clips that are named, and counts nothing.
DONE: Final = CHOSEN | frozenset({"look", "adjust", "texture", "motion", "fit", "mute"})
AMOUNTS: Final = frozenset({"time", "gain", "factor", "scale", "fold", "half", "longer", "shorter"})
# Before a number that is listed with a clip.
LEADING: Final = frozenset({"add", "make", "set", "in", "for", "show", "motion", "look", "adjust"})
NAMELY: Final = frozenset({"that's", "thats", "it's", "that is", "it is"})
EVERY: Final = frozenset({"pic", "clip", "each", "it", "video", "films"})
CENTRE: Final = ("in the middle", "in the centre", "in the center", "正中间", "最中间")
PICTURES: Final = frozenset({"pic", "clip", "one"})
ROW: Final = re.compile(r"第?([一二三四五六七八九](?:、[一二三四五六七八九])+)[两三四五]张")
STEPS: Final = frozenset(("place", "places", "spot", "spots", "step", "steps", "slot", "slots"))
PAIR: Final = 2
IDENTIFYING: Final = frozenset({"Move", "Duplicate", "Remove"})
# Without any of these, a clause by itself stays as it is.
CHANGING: Final = frozenset({"num", "ord", "position", "moment", "fit"})
LAST: Final = "last"
UNREAD: Final = "unread"


def pinned(parts: Sequence[Tokens], kinds: Sequence[str], size: int) -> list[Tokens]:
    """The clauses with what names a clip as a name of one, and what does not as nothing."""
    named = frozenset(kinds)
    told = [_changed(part, named, size) for part in parts]
    return _fewer(_of_these(_added(told, size)))


def _changed(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """One clause by itself."""
    cats = [token.cat for token in part]
    if "ref" in cats:
        part = tuple([_row(t) if t.cat == "ref" else t for t in part])
    if not CHANGING.isdisjoint(cats):
        for change in CHANGES:
            part = change(part, kinds, size)
    return part


def _row(token: Token) -> Token:
    """第四、五两张 are the fourth and the fifth."""
    if not (found := ROW.match(token.text)):
        return token
    return Token("ref", tuple(int(value(n)) for n in found[1].split("、")), token.text)


def _clip(token: Token) -> Token:
    return Token("ref", (int(token.value),), token.text)


def _listed(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """ "1 and the last one", where nothing else is a number."""
    cats = [token.cat for token in part]
    if len(part) <= PAIR or cats.count("num") != 1:
        return part
    at = cats.index("num")
    pair = cats[at + 1 : at + 3] in (["and", "ref"], ["and", "ord"])
    led = not at or cats[at - 1] in LEADING
    done = {*cats} & (DONE | AMOUNTS)
    fits = pair and led and done and _is_clip(part[at], size)
    return (*part[:at], _clip(part[at]), *part[at + 1 :]) if fits else part


def _is_clip(token: Token, size: int) -> bool:
    return token.cat == "num" and is_number(token) and 0 < token.value <= size


def _numbered(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """ "No 3 is dark": a number, and no refusal."""
    led = len(part) > PAIR and part[0].text == "no" and _is_clip(part[1], size)
    refused = kinds & {"Remove", "Keep", "UseOnly"} or (led and part[2].cat in EVERY)
    return (_clip(part[1]), *part[2:]) if led and not refused else part


def _identified(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """ "The house goes first, that's the 4th"."""
    if len(part) != PAIR or part[0].text not in NAMELY or not kinds & IDENTIFYING:
        return part
    fits = part[1].cat in ("ord", "num") and part[1].value == int(part[1].value)
    fits = fits and 0 < part[1].value <= size
    return (part[0], _clip(part[1])) if fits else part


def _lasting(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """ "Each picture should last twice as long"."""
    if LAST not in [token.text for token in part]:
        return part
    rows = zip((Token(""), *part), part, (*part[1:], Token("")), strict=False)
    return tuple(token for one, token, then in rows if not _is_verb(one, token, then))


def _is_verb(one: Token, token: Token, then: Token) -> bool:
    every = one.cat in EVERY or (one.cat == "ref" and one.value == ())
    return (token.cat, token.text) == ("ord", LAST) and every and then.cat in AMOUNTS


def _counted(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """ "2 things": so many wishes."""
    pair = [token.cat for token in part[:PAIR]] == ["num", "changes"]
    return part[PAIR:] or part if pair else part


def _central(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """ "The picture in the middle", of an odd number of them."""
    if not size % PAIR or kinds & WRITING or "position" not in [token.cat for token in part]:
        return part
    at = next((n for n, pair in enumerate(pairwise(part)) if _is_central(*pair)), None)
    if at is None:
        return part
    return (*part[:at], Token("ref", (size // PAIR + 1,), part[at].text), *part[at + PAIR :])


def _is_central(one: Token, then: Token) -> bool:
    single = one.cat in PICTURES and not one.text.endswith("s")
    return single and then.cat == "position" and then.text in CENTRE


def _stepped(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """ "Two places to the front": so many places on, not all the way."""
    if "Move" not in kinds or len(part) < PAIR + 1:
        return part
    for n, row in enumerate(zip(part, part[1:], part[2:], strict=False)):
        number, step, end = row
        steps = number.cat in ("num", "one") and step.text in STEPS and end.cat == "moment"
        if steps and end.text.startswith("to "):
            way = -1 if end.value == "start" else 1
            return (*part[:n], Token("shift", way * int(number.value), step.text), *part[n + 3 :])
    return part


def _fitted(part: Tokens, kinds: Kinds, size: int) -> Tokens:
    """ "Fit the whole pic in": all of that one."""
    if "fit" not in [token.cat for token in part]:
        return part
    return tuple(Token("it", None, "it") if _is_whole(token) else token for token in part)


def _is_whole(token: Token) -> bool:
    every = token.cat == "ref" and token.value == ()
    return every and "whole" in token.text and not token.text.endswith("s")


CHANGES: Final[tuple[Callable[[Tokens, Kinds, int], Tokens], ...]] = (
    *(_listed, _numbered, _identified, _lasting, _counted, _central, _stepped, _fitted),
)


def _added(parts: list[Tokens], size: int) -> list[Tokens]:
    """A number alone names a clip, too.

    "Brighten 1, 3 and 4... and 6", "keep 3 and 5, keep 8", "12 needs to be gone, so does 15".
    """
    done = list(parts)
    for n, (one, part) in enumerate(pairwise(parts), start=1):
        if not 0 < len(part) <= PAIR or part[-1].cat != "num":
            continue
        cats = [token.cat for token in part]
        told = {token.cat for row in parts[:n] for token in row}
        again = len(cats) == PAIR and cats[0] in told & CHOSEN
        listed = any(t.cat == "ref" and len(t.value) > 1 for t in one)
        alone = cats == ["num"] and listed and bool(told & DONE)
        gone = cats == ["num"] and len(_places(one)) == 1 and any(map(_goes, parts[:n]))
        if (again or alone or (gone and _is_clip(part[-1], size))) and is_number(part[-1]):
            done[n] = (*part[:-1], _clip(part[-1]))
    return done


def _goes(part: Tokens) -> bool:
    return any(fate(token) == GOES for token in part) and bool(_places(part))


def _of_these(parts: list[Tokens]) -> list[Tokens]:
    """ "At 4 and at 5. Take away the second of these two"."""
    for n, part in enumerate(parts):
        it = "it" in [token.cat for token in part]
        pairs = enumerate(pairwise(part)) if it else ()
        at = next((k for k, pair in pairs if _is_of_these(*pair)), None)
        if at is None:
            continue
        row = tuple(dict.fromkeys(place for one in parts[:n] for place in _places(one)))
        nth = (len(row) + 1) // PAIR if part[at].cat == UNREAD else int(part[at].value)
        if len(row) >= PAIR and 0 < nth <= len(row) and (part[at].cat == "ord" or len(row) % PAIR):
            place = Token("ref", (row[nth - 1],), part[at].text)
            parts[n] = (*part[:at], place, *part[at + PAIR :])
    return parts


def _is_of_these(one: Token, then: Token) -> bool:
    nth = one.cat == "ord" or (one.cat == UNREAD and one.text.startswith("middle"))
    return nth and (then.cat, then.text) == ("it", "those")


def _places(part: Tokens) -> e.Clips:
    """The clips that a clause names by reference or in digits."""
    rows = (
        tuple(t.value) if t.cat == "ref" else (int(t.value),)
        for t in part
        if t.cat == "ref" or (t.cat == "num" and is_number(t))
    )
    return tuple(place for row in rows for place in row)


def _fewer(parts: list[Tokens]) -> list[Tokens]:
    """ "Two places to the front, no, just one place": as many to that side instead."""
    for n, part in enumerate(parts):
        if len(part) != PAIR:
            continue
        step = next((t for row in parts[:n] for t in row if t.cat == "shift"), None)
        again = part[0].cat in ("num", "one") and part[1].text in STEPS
        if step and again:
            way = 1 if step.value > 0 else -1
            parts[n] = (Token("shift", way * int(part[0].value), part[1].text),)
    return parts
