"""Frames of edits of which clips there are, and in which order."""

from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import fates, grouping, moving
from nemo_emulator.agent.intents.said import SURE, Said, is_number
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

ENDS: Final = {"first": 1, "last": -1}
MOST_STEPS: Final = 20
COUNTED: Final = frozenset({"word", "arrived", "newest", "mine"})
RANKS: Final = frozenset({"first", "first one", "last", "at last", "最后", "finally"})
PAIR: Final = 2
TURNS: Final = frozenset(
    ("time", "go", "run", "round", "appearance", "showing", "look", "viewing", "遍", "次", "回")
)
LEADING: Final = frozenset({"to", "move", "put"})
NAME: Final = "name"
UPLOAD: Final = "upload"
SORTED: Final = {"by_name": NAME, "by_upload": UPLOAD}
BY: Final = {
    NAME: frozenset({"name", "names", "filename", "filenames", "alphabet", "alphabetical", "名"}),
    UPLOAD: frozenset(
        ("upload", "uploaded", "uploads", "sent", "handed", "gave", "dropped", "posted", "传")
    ),
}
SWAPPED: Final = frozenset({"ref", "slot", "num", "ord", "films"})
ONCE_MORE: Final = frozenset({"again", "up", "one", "num", "duplicate"})
TOPS: Final = frozenset({"top", "the top", "at the top", "最上面", "最上头"})
LISTED: Final = frozenset({"num", "ref", "ord", "and", "comma"})
REPLACING: Final = frozenset({"with", "by", "用", "换成", "替换成", "替换为", "换为", "改成"})
RANGE: Final = frozenset({"to", "through", "到"})
SIDES: Final = {"before": 1, "after": -1}


def duplicate(m: Said) -> e.Edit | None:
    """What is named; "as the last one", or an end that it does not stand at, is where to."""
    m = _once(_staying(m))
    goals = {n + 1 for n, t in enumerate(m.tokens) if t.cat == "as"}
    named = [(n, p) for n, t in enumerate(m.tokens) if t.cat in SURE for p in m.places_of(t)]
    places = tuple(dict.fromkeys(p for n, p in named if n not in goals))
    to = [p for n, p in named if n in goals]
    if places and not to:
        to = [t.value for t in m.tokens if t.cat == "ord" and t.value in (1, -1)]
    goal_free = tuple(t for n, t in enumerate(m.tokens) if n not in goals)
    rest = Said(goal_free, m.traits, m.asked, m.known).gone("stop")
    ends = [end for t in m.tokens if (end := _end_of(t))]
    places = places or rest.clips or m.film
    if not places and ends and (to or ends[1:] or m.has("it")):
        places, ends = (ends[0],), ends[1:]
    to = to or _led(m, places)
    to = [p for p in to + ends if (p,) != places]
    places = places or _uncounted(rest).places
    if not (places or m.has("each", "all", "ref")) or not m.within(places):
        return None
    side: Any = to[-1] if to and to[-1] in (1, -1) else 0 if to else int(m.trait("to") or 0)
    return e.Duplicate(clips=places, to=side)


def _led(m: Said, places: e.Clips) -> list[int]:
    """复制到最后: the end that it is put at, beside the clip that is named."""
    led = (t.value for n, t in enumerate(m.tokens) if t.cat == "ord" and _is_led(m.tokens, n))
    return [end for end in led if places and end in (1, -1) and end not in places]


def _is_led(tokens: tuple[Token, ...], n: int) -> bool:
    return any(t.cat in LEADING for t in tokens[max(n - PAIR, 0) : n])


def _staying(m: Said) -> Said:
    """Without clauses in which something else goes: "4 must be gone, 2 be there twice"."""
    parts = list(parts_of(m.tokens))
    left = [part for part in parts if not fates.goes(part)]
    named = any(m.places_of(t) for part in left for t in part)
    kept = left if named else parts
    return Said(tuple(t for part in kept for t in part), m.traits, m.asked, m.known)


def _end_of(token: Token) -> int:
    """The end of the video that a word is for, or 0."""
    if token.cat == "position" and token.text in TOPS:
        return 1
    if token.cat == "moment":
        return 1 if token.value == "start" else -1
    return moving.OPENINGS.get(token.text) or moving.OPENINGS.get(token.cat) or 0


def _once(m: Said) -> Said:
    """Without "a second copy", "the second time": that is how often, not which."""
    then = (*m.tokens[1:], Token(""))
    kept = [
        t
        for t, after in zip(m.tokens, then, strict=True)
        if not (t.cat == "ord" and t.value == PAIR and _is_turn(after))
    ]
    return Said(tuple(kept), m.traits, m.asked, m.known)


def _is_turn(token: Token) -> bool:
    return token.cat in ("duplicate", "copies", "again") or token.text in TURNS


def _uncounted(m: Said) -> Said:
    """Without numbers in words that count something else: "two days"."""
    after = (*m.tokens[1:], Token(""))
    kept = [
        t
        for t, then in zip(m.tokens, after, strict=True)
        if t.cat != "num" or is_number(t) or then.cat not in COUNTED
    ]
    return Said(tuple(kept), m.traits, m.asked, m.known)


def move(m: Said) -> e.Edit | None:
    """The last one first; so many places on; beside another clip; into a gap; or to a place."""
    if m.has("into_clip"):
        return _between(m.gone("stop"))
    several = grouping.each_moved(m) or grouping.sorts_first(m)
    m = m.gone("stop")
    if m.has("last_first"):
        return e.Move(clip=-1, to=1)
    if len(row := _row(m)) > PAIR and not several:
        return e.Arrange(order=row) if m.within(row) else None
    if several := several or grouping.gathered(m):
        return several
    if not m.has("shift") and moving.sided(m):
        return moving.beside(m)
    pair = moving.stepped(m) if m.has("shift") else moving.moved(m) or _to_an_end(m)
    return moving.placed(m, *pair) if pair and m.within(pair) else None


def _row(m: Said) -> e.Clips:
    """ "First the fifth, then 2, then 1": more clips than one that moves and where to."""
    told = [t for t in m.tokens if t.cat in ("ref", "num") or (t.cat == "ord" and t.value > 0)]
    if len(m.tokens) and told and told[0].cat == "ord" and told[0].text in RANKS:
        told = told[1:]
    places = tuple(p for t in told for p in m.places_of(t))
    turned = list(places) != sorted(places) and any(len(m.places_of(t)) > PAIR for t in told)
    if m.has("moment", "before", "after") or not (m.has("then") or turned):
        return ()
    return places if len({*places}) == len(places) and min(places, default=0) > 0 else ()


def _between(m: Said) -> e.Edit | None:
    ends = tuple(1 if moment == "start" else -1 for moment in m.all("moment"))
    places = m.chosen or m.film or ends
    (later,) = m.one("into_clip")
    clip = places[0] if len(places) == 1 else 0
    return e.Move(clip=clip, to=later if clip > later or clip < 0 else later - 1) if clip else None


def _to_an_end(m: Said) -> tuple[int, int] | None:
    """The clip that is named, to where the model sees it go; or the one that moves."""
    places, told = m.places, moving.mentions(m)
    if len(told) == 1 and told[0].weight < moving.SURE and len(m.film) == 1:
        return m.film[0], told[0].place
    side = next((side for t in m.tokens if (side := moving.side_of(t))), "")
    if side and not m.has("all", "others", "everybody"):
        return None
    to = SIDES[side] if side else ENDS.get(m.trait("to"))
    return (places[0], to) if to and len(places) == 1 and places[0] != to else None


def _praised(m: Said) -> set[int]:
    """Where those stand that are said to be fine: "1 and 2 are fine, it's 3 and 4"."""
    found: set[int] = set()
    for n, token in enumerate(m.tokens):
        at = n
        while token.cat == "praise" and at and m.tokens[at - 1].cat in LISTED:
            at -= 1
            found.add(at)
    return found if any(m.places_of(t) for n, t in enumerate(m.tokens) if n not in found) else set()


def swap(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    """Two that are named, or pair after pair; what stays where it is, is none of them."""
    held = {n + 1 for n, token in enumerate(m.tokens) if token.cat == "keep"} | _praised(m)
    m = Said(tuple(t for n, t in enumerate(m.tokens) if n not in held), m.traits, m.asked, m.known)
    rows = [row for row in m.rows if len(row) > 1]
    if len(rows) > 1 and all(len(row) == PAIR for row in rows) and m.within(sum(rows, ())):
        return tuple(e.Swap(one=one, other=other) for one, other in dict.fromkeys(rows))
    pair = len(rows) == 1 and len(rows[0]) == len({*rows[0]}) == PAIR
    places = rows[0] if pair else tuple(dict.fromkeys(m.told))
    if len(places) < PAIR:
        told = (p for t in m.tokens if t.cat in SWAPPED for p in m.places_of(t))
        places = tuple(dict.fromkeys(told)) or places
    if not places and m.known and m.known.size == PAIR:
        places = (1, 2)
    films = m.film
    places = places or (films if len(films) == PAIR else ())
    fine = len(places) == PAIR and m.within(places)
    return e.Swap(one=places[0], other=places[1]) if fine else None


def replace(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    """What is new takes the place of what is there."""
    if not m.known or not m.known.shown:
        return _higher(m)
    m = _uncounted(m)
    there, hidden = m.split(m.told)
    if hidden and len(there) > len(hidden):
        there = tuple(p for p in there if p > 0)
    if len(there) == len(hidden) > 0 and m.within(hidden):
        return tuple(e.Replace(clip=p, by=by) for p, by in zip(there, hidden, strict=True))
    fresh = m.has("newest", "arrived", "latest", "more_media")
    if len(there) == 1 and not hidden and fresh and there != (-1,):
        return e.Replace(clip=there[0], by=-1)
    return _higher(m) if len(there) in (1, PAIR) and not hidden else None


def _higher(m: Said) -> e.Edit | None:
    """Uploads have the higher numbers; nothing takes its own place."""
    places = m.clips if m.has("newest", "arrived") and m.clips else m.every
    if len(places) == 1:
        return e.Replace(clip=places[0], by=-1)
    if len(places) != PAIR or places[0] == places[1]:
        return None
    if _replaced_by(m) == places:
        return e.Replace(clip=places[0], by=places[1])
    low, high = sorted(places)
    return e.Replace(clip=high, by=low) if low < 0 else e.Replace(clip=low, by=high)


def _replaced_by(m: Said) -> e.Clips:
    """ "Replace 5 with 2", 第4张换成第1个传的, where all are shown already: as it is said."""
    if not m.known or m.known.total > m.known.shown:
        return ()
    rows = zip(m.tokens, m.tokens[1:], m.tokens[2:], strict=False)
    led = ((a, b) for a, way, b in rows if way.text in REPLACING)
    found = (m.places_of(a) + m.places_of(b) for a, b in led)
    return next((places for places in found if len(places) == PAIR), ())


def reverse(m: Said) -> e.Edit | None:
    """The places that are named beside it are the ends."""
    size = m.known.shown if m.known else 0
    ends = {1, 2, -1, -2, size, size - 1}
    told = {p for p in m.told if not size or abs(p) <= size}
    return e.Reverse() if not told - ends or {1, size} <= {*m.told} else None


def arrange(m: Said) -> e.Edit | None:
    """Numbers in the order they are said; ordinals beside numbers are ranks."""
    if group := grouping.two_groups(m) or grouping.sorts_first(m) or grouping.at_both_ends(m):
        return group
    size = m.known.shown if m.known else 0
    places = _digits(m, size) or _sequence(m) or m.places
    fine = len(places) > 1 and min(places) > 0 and len({*places}) == len(places)
    if anew := _anew(m, size):
        return e.Arrange(order=anew)
    falling = [t for t in m.tokens if t.cat == "ref" and RANGE & {*t.text.split()}]
    fine = fine and (not falling or len(places) == size)
    return e.Arrange(order=places) if fine and m.within(places) else None


def _anew(m: Said, size: int) -> e.Clips:
    """2到4的顺序改成4、2、3: the same clips once more are the order in which they stand there."""
    rows = [row for row in m.all("ref") if len(row) > 1]
    if len(rows) != PAIR or sorted(rows[0]) != sorted(rows[1]) or min(rows[0]) < 1:
        return ()
    places = iter(rows[1])
    return tuple(next(places) if p in rows[1] else p for p in range(1, size + 1))


def _digits(m: Said, size: int) -> e.Clips:
    """ "3412": every clip once, without a gap."""
    for value in reversed(m.all("num")):
        told = tuple(int(digit) for digit in str(value) if digit.isdigit())
        if size > PAIR and sorted(told) == list(range(1, size + 1)):
            return told
    return ()


def _sequence(m: Said) -> e.Clips:
    """All numbers, or all ordinals; where some are said twice, the longest list."""
    rows = [tuple(row) for row in m.all("ref")]
    numbers = [t for t in m.tokens if t.cat in ("ref", "num")]
    cats = ("ref", "num", "one") if len(numbers) > 1 else ("ref", "num", "ord")
    told = [t for t in m.tokens if t.cat in cats and t.text not in (RANKS if numbers else ())]
    told = [_as_rank(t) if n == 0 and len(told) > 1 else t for n, t in enumerate(told)]
    if any(t.cat != "ref" and t.value != int(t.value) for t in told):
        return ()
    places = tuple(p for t in told for p in (t.value if t.cat == "ref" else (int(t.value),)))
    return places if len({*places}) == len(places) else max(rows, key=len, default=())


def _as_rank(token: Token) -> Token:
    """ "First 6, then 2"."""
    fine = token.cat == "ref" and token.text == f"first {len(token.value)}"
    return Token("num", len(token.value), token.text) if fine else token


def sort(m: Said) -> e.Edit | None:
    by: Any = _by(m) or m.trait("by")
    return e.Sort(by=by) if by else None


def sorts(tokens: tuple[Token, ...]) -> bool:
    """It is said by what the clips are sorted."""
    return bool(_by(Said(tokens, {})))


def _by(m: Said) -> str:
    """What the words name alone: "according to my upload", "alphabet is no use here"."""
    told: set[str] = set()
    for part in parts_of(m.tokens):
        named = {by for by, signs in BY.items() if any(signs & {*t.text.split()} for t in part)}
        named |= {by for t in part if (by := SORTED.get(t.cat))}
        denied = any(t.cat in ("no", "not") or t.text == "told" for t in part)
        told |= {UPLOAD if by == NAME else NAME for by in named} if denied else named
    return told.pop() if len(told) == 1 else ""


def undo(m: Said) -> tuple[e.Edit, ...]:
    told = [part for part in parts_of(m.tokens) if any(t.cat == "undo" for t in part)]
    parts = [Said(part, m.traits, m.asked, m.known) for part in told] or [m]
    first = parts[0].tokens
    more = [part for part in parts[1:] if part.has(*ONCE_MORE) or part.tokens == first[:1]]
    times = sum(map(_times, (parts[0], *more)))
    return (e.Undo(),) * times if times <= MOST_STEPS else ()


def _times(m: Said) -> int:
    """How often: "the last two", "three steps"; a clip that is named counts nothing."""
    last = m.one("ref", default=())
    return max(1, abs(int(m.one("shift", "num", "one", default=len(last) or 1))))
