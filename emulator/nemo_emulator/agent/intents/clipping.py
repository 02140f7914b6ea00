"""Frames of edits of which clips there are, and in which order."""

from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.whole import USUAL_MS
from nemo_emulator.agent.intents import moving
from nemo_emulator.agent.intents.making import is_late, latest
from nemo_emulator.agent.intents.said import DENYING, SURE, Said, is_number
from nemo_emulator.agent.tokens import Token

ENDS: Final = {"first": 1, "last": -1}
MOST_STEPS: Final = 20
# More clips than one before or after another: which of them is meant is open.
MOST_ADDED: Final = 2
COUNTED: Final = frozenset({"word", "arrived", "newest", "mine"})
AGAIN: Final = frozenset({"份", "遍", "次", "copy"})
RANKS: Final = frozenset({"first", "last", "at last", "最后", "finally"})
PAIR: Final = 2
RANGE: Final = frozenset({"to", "through", "到"})
SIDES: Final = {"before": 1, "after": -1}
PUTTING: Final = frozenset(("put", "move", "add", "set", "join", "to", "it", "on", ""))
USING: Final = frozenset({"use", "用", "using", "stays", "stay"})


def _several(m: Said) -> e.Clips:
    """The clips named; or so many at an end; or the one that moves among pictures."""
    places = m.chosen
    if m.has("moment") and not m.has("ref", "ord") and not any(map(is_number, m.tokens)):
        return _at_an_end(m)
    if m.has("latter", "former"):
        places = places[-1:] if m.has("latter") else places[:1]
    counted = any(t.cat == "num" and then.cat == "video" for t, then in pairwise(m.tokens))
    if places:
        return places if m.within(places) and not (counted and not m.has("ref")) else ()
    count = int(m.one("count", default=0))
    late = m.has("after") or m.one("moment") == "end"
    if count and (late or m.early or m.has("before", "first_few")):
        return tuple(range(-count, 0)) if late else tuple(range(1, count + 1))
    return m.film if not m.has("count", "num") else ()


def _at_an_end(m: Said) -> e.Clips:
    """ "Those two at the very end"."""
    count = int(m.one("count", "num", default=1))
    return tuple(range(1, count + 1)) if m.early else tuple(range(-count, 0))


def use_only(m: Said) -> e.Edit | None:
    size = m.known.total if m.known else 0
    if size and is_late(m) and (count := latest(m)):
        return e.UseOnly(clips=tuple(range(size - count + 1, size + 1)))
    places = _several(m)
    if _others_follow(m, places):
        return e.Arrange(order=places)
    if places and (m.has("except") or _leaves(m)):
        gone = {p if p > 0 else p + size + 1 for p in places}
        places = tuple(p for p in range(1, size + 1) if p not in gone)
    kind = e.Keep if _stay(m, places) else e.UseOnly
    return kind(clips=places) if places else None


def _stay(m: Said, places: e.Clips) -> bool:
    """They stand on the timeline already, in this order."""
    shown = m.known.shown if m.known else 0
    there = [p if p > 0 else p + shown + 1 for p in places]
    return bool(shown) and there == sorted(there) and max(there, default=0) <= shown


def _leaves(m: Said) -> bool:
    """ "Skip the first, the rest goes in"."""
    cats = [t.cat for t in m.tokens]
    first = next((n for n, cat in enumerate(cats) if cat in ("ref", "ord", "num")), 0)
    at = cats.index("others") if "others" in cats else 0
    before, after = {*cats[max(first - 2, 0) : first]}, {*cats[first:]}
    return at > first and bool(DENYING & before) and not DENYING & after


def keep(m: Said) -> e.Edit | None:
    return _chosen(m, e.Keep)


def remove(m: Said) -> e.Edit | None:
    return _chosen(m, e.Remove)


def _chosen(m: Said, kind: type[e.Keep | e.Remove]) -> e.Edit | None:
    """ "All but the third": what is done to the others decides."""
    if m.has("except"):
        kept = m.has("keep", "show", "add") or any(t.text in USING for t in m.tokens)
        gone = m.has(*DENYING) or (m.has("all") and not kept and kind is e.Remove)
        kind = e.Keep if gone else e.Remove if kept or m.has("all") else kind
    places = _several(m)
    if kind is e.Remove:
        places = tuple(p for p in places if p not in _spared(m))
    if kind is e.Remove and places and _others_go(m):
        kind = e.Keep
    if kind is e.Keep and _others_follow(m, places):
        return e.Arrange(order=places)
    everything = m.known is not None and len({*places}) == m.known.shown > 0
    if not places or (kind is e.Remove and everything):
        return None
    return kind(clips=places)


def _spared(m: Said) -> e.Clips:
    """ "Don't bin 4, it's 5 that has to go"."""
    found: list[int] = []
    for before, verb, token in zip((Token(""), *m.tokens), m.tokens, m.tokens[1:], strict=False):
        denied = before.cat in ("not", "no") and verb.cat == "remove"
        if denied or (verb.cat == "keep" and verb.text.startswith(("don't", "do not", "别"))):
            found += m.places_of(token)
    return tuple(found)


def _others_follow(m: Said, places: e.Clips) -> bool:
    """ "3, 1, 2 and then the others"."""
    turned = len(places) > 1 and list(places) != sorted(places) and min(places) > 0
    return turned and m.has("others") and not m.has("except", "cleared", *DENYING)


def _others_go(m: Said) -> bool:
    """ "2 and 5 stay, the others don't"."""
    cats = [t.cat for t in m.tokens]
    if "others" not in cats or not m.has("keep", "only", "keep_only"):
        return False
    at = cats.index("others")
    after = {*cats[at + 1 : at + 3]}
    kept = after & {"keep", "only", "keep_only"}
    return not kept and bool(DENYING & {*after, *cats[max(at - 1, 0) : at]})


def duplicate(m: Said) -> e.Edit | None:
    """What is named; "as the last one", or an end that it does not stand at, is where to."""
    goals = {n + 1 for n, t in enumerate(m.tokens) if t.cat == "as"}
    named = [(n, p) for n, t in enumerate(m.tokens) if t.cat in SURE for p in m.places_of(t)]
    places = tuple(dict.fromkeys(p for n, p in named if n not in goals))
    to = [p for n, p in named if n in goals]
    if places and not to:
        to = [t.value for t in m.tokens if t.cat == "ord" and t.value in (1, -1)]
    to += [1 if moment == "start" else -1 for moment in m.all("moment")]
    to += [1 if t.cat == "intro" else -1 for t in m.tokens if t.cat in ("intro", "outro")]
    to = [p for p in to if (p,) != places]
    places = places or m.clips or m.film or _uncounted(m).places
    if not (places or m.has("each", "all", "ref")) or not m.within(places):
        return None
    side: Any = to[-1] if to and to[-1] in (1, -1) else 0 if to else int(m.trait("to") or 0)
    return e.Duplicate(clips=places, to=side)


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
        return _between(m)
    if m.has("last_first"):
        return e.Move(clip=-1, to=1)
    if len(row := _row(m)) > PAIR:
        return e.Arrange(order=row) if m.within(row) else None
    if not m.has("shift") and moving.sided(m):
        return moving.beside(m)
    pair = moving.stepped(m) if m.has("shift") else moving.moved(m) or _to_an_end(m)
    return _placed(m, *pair) if pair and m.within(pair) else None


def _placed(m: Said, clip: int, to: int) -> e.Edit:
    """One that is not shown yet comes in, one that is shown moves, or is shown there, too."""
    if m.known and 0 < m.known.shown < clip and abs(to) <= m.known.shown:
        return e.AddClips(clips=(clip,), at=to)
    side: Any = to
    again = m.has("duplicate", "copies") or any(t.text in AGAIN for t in m.tokens)
    if again and to in (1, -1):
        return e.Duplicate(clips=(clip,), to=side)
    return e.Move(clip=clip, to=to)


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
    places = m.chosen or m.film
    (later,) = m.one("into_clip")
    clip = places[0] if len(places) == 1 else 0
    return e.Move(clip=clip, to=later if clip > later else later - 1) if clip else None


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


def add_clips(m: Said) -> e.Edit | None:
    """Uploads that are not shown yet, those named or all; beside a clip that is shown."""
    fresh = m.has("newest", "arrived", "up", "more_media")
    shown, total = (m.known.shown, m.known.total) if m.known else (0, 0)
    sided = moving.sided(m) or ("after" if m.has("after") and _is_behind(m) else "")
    names = tuple(t for t in m.tokens if sided or t.cat not in ("ord", "slot") or abs(t.value) > 1)
    places = Said(names, m.traits, m.asked, m.known).gone("slot").told
    if shown and not sided:
        places = tuple(p if p > 0 else p + total + 1 for p in places)
    there, hidden = m.split(places) if shown else (places[-1:], places[:-1])
    if sided and shown and total - shown in there and len(there) > 1:
        there = tuple(p for row in m.rows if row != (total - shown,) for p in row if p in there)
    at = _at(m, sided, there)
    if not shown and not sided:
        hidden = () if fresh else places
    elif not hidden and not sided and not fresh and shown:
        hidden = there if m.has("ref") and len(there) < shown else ()
    hidden = tuple(p for p in hidden if p not in m.all("passed"))
    fine = m.within(places) and len(hidden) < MOST_ADDED + (total - shown if shown else 0)
    if not at or not fine:
        return None
    if shown and shown == total and len(hidden) == 1:
        return _placed(m, hidden[0], at)
    return e.AddClips(clips=hidden, at=at)


def _at(m: Said, side: str, there: e.Clips) -> int:
    """Where to, or 0."""
    if m.has("into_clip", "slot"):
        return int(m.one("slot") or m.one("into_clip")[0])
    if side and len(there) == 1:
        (other,) = there
        size = m.known.shown if m.known else 0
        other = other if other > 0 else other + size + 1
        return other + (side == "after") if other > 0 else 0
    if side:
        return SIDES[side] if not there else 0
    as_place = [p for t, then in pairwise(m.tokens) if t.cat == "as" for p in m.places_of(then)]
    if len(as_place) == 1:
        return as_place[0]
    if m.has("moment"):
        return 1 if m.early else -1
    return ENDS.get(m.trait("at"), 0)


def _is_behind(m: Said) -> bool:
    """ "Tack them on behind": nothing is named that it could be after."""
    *rest, last = m.tokens
    tokens = (Token(""), *m.tokens)
    led = any(one.cat in PUTTING and then.cat == "after" for one, then in pairwise(tokens))
    return led or (last.cat == "after" and not {t.cat for t in rest} & {"pic", "clip", "word"})


def swap(m: Said) -> e.Edit | None:
    places = tuple(dict.fromkeys(m.told))
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
    if len(there) == 1 and not hidden and fresh:
        return e.Replace(clip=there[0], by=-1)
    return _higher(m) if len(there) in (1, PAIR) and not hidden else None


def _higher(m: Said) -> e.Edit | None:
    """Uploads have the higher numbers."""
    places = m.clips if m.has("newest", "arrived") and m.clips else m.every
    if len(places) == 1:
        return e.Replace(clip=places[0], by=-1)
    if len(places) != PAIR:
        return None
    low, high = sorted(places)
    return e.Replace(clip=high, by=low) if low < 0 else e.Replace(clip=low, by=high)


def reverse(m: Said) -> e.Edit | None:
    """The places that are named beside it are the ends."""
    size = m.known.shown if m.known else 0
    ends = {1, 2, -1, -2, size, size - 1}
    return e.Reverse() if not {*m.told} - ends or {1, size} <= {*m.told} else None


def arrange(m: Said) -> e.Edit | None:
    """Numbers in the order they are said; ordinals beside numbers are ranks."""
    size = m.known.shown if m.known else 0
    places = _digits(m, size) or _sequence(m) or m.places
    fine = len(places) > 1 and min(places) > 0 and len({*places}) == len(places)
    falling = [t for t in m.tokens if t.cat == "ref" and RANGE & {*t.text.split()}]
    fine = fine and (not falling or len(places) == size)
    return e.Arrange(order=places) if fine and m.within(places) else None


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
    if any(t.cat != "ref" and t.value != int(t.value) for t in told):
        return ()
    places = tuple(p for t in told for p in (t.value if t.cat == "ref" else (int(t.value),)))
    return places if len({*places}) == len(places) else max(rows, key=len, default=())


def sort(m: Said) -> e.Edit | None:
    by: Any = m.trait("by")
    return e.Sort(by=by) if by else None


def generate(m: Said) -> e.Edit | None:
    kinds = ("subject", "timelapse", "word", "inside", "mood")
    words = [t.text for t in m.tokens if t.cat in kinds]
    recipe = m.one("subject") or m.trait("recipe")
    prompt = (" " if all(w.isascii() for w in words) else "").join(words) or recipe
    return e.Generate(prompt=prompt, recipe=recipe, ms=m.ms or USUAL_MS) if recipe else None


def undo(m: Said) -> tuple[e.Edit, ...]:
    last = m.one("ref", default=())
    times = abs(int(m.one("shift", "num", "one", default=len(last) or 1)))
    return (e.Undo(),) * max(1, times) if times <= MOST_STEPS else ()
