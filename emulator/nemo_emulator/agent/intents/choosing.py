"""Frames of edits of which clips stay: lists, those at an end, and all but some."""

from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import fates
from nemo_emulator.agent.intents.making import is_late, latest
from nemo_emulator.agent.intents.media import MATERIAL, OTHER, VIDEO, medium
from nemo_emulator.agent.intents.said import DENYING, Said, is_number
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

LEAVING: Final = 2
FILMS: Final = frozenset({"video", "films", "whole"})
# What takes a place, and how it begins.
INSTEAD: Final = ("instead", "place", "代替", "顶上", "替", "补上")
PUTTING: Final = ("换", "改用", "swap in")
# What says which of a sort are meant.
SAID: Final = frozenset(
    ("num", "count", "few", "word", "inside", "subject", "texture", "look", "color", "newest")
) | frozenset(("arrived", "moment", "position", "except", "others", "time", "love", "wh"))
JOINING: Final = frozenset({"add", "and", "with", "comma", "stop"})
IDLE: Final = (
    frozenset({"bits", "forget", "entirely", "ones", "files", "completely", "扔", "才"}) | MATERIAL
)


def several(m: Said) -> e.Clips:
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
    late = m.has("after") or m.one("moment") == "end" or m.one("first_few") == -1
    if count and (late or m.early or m.has("before", "first_few")):
        return tuple(range(-count, 0)) if late else tuple(range(1, count + 1))
    return m.film if not m.has("count", "num") else ()


def _at_an_end(m: Said) -> e.Clips:
    """ "Those two at the very end"."""
    count = int(m.one("count", "num", default=1))
    return tuple(range(1, count + 1)) if m.early else tuple(range(-count, 0))


def use_only(m: Said) -> e.Edit | None:
    size = m.known.total if m.known else 0
    if size and is_late(m) and 0 < (count := latest(m)) <= size:
        return e.UseOnly(clips=tuple(range(size - count + 1, size + 1)))
    told = m.gone("stop")
    places = _anew(told) or several(told)
    if _others_follow(m, places):
        return e.Arrange(order=places)
    if places and (m.has("except") or _leaves(told)):
        gone = {p if p > 0 else p + size + 1 for p in places}
        places = tuple(p for p in range(1, size + 1) if p not in gone)
    if not places and (passed := m.all("passed")):
        places = tuple(p for p in range(1, size + 1) if p not in passed)
    places = _of_the_films(m) or (*places, *_film_beside(m, places))
    kind = e.Keep if _stay(m, places) else e.UseOnly
    return kind(clips=places) if places else None


def _anew(m: Said) -> e.Clips:
    """ "Pick 2, 4 and 9, in the order 9, 4, 2": the same clips once more."""
    rows = [row for row in m.all("ref") if len(row) > 1]
    again = len(rows) == LEAVING and sorted(rows[0]) == sorted(rows[1])
    return tuple(rows[1]) if again else ()


def _film_beside(m: Said, places: e.Clips) -> e.Clips:
    """ "The first four and the video"."""
    pairs = pairwise(t for t in m.tokens if t.text not in ("the", "that"))
    joined = any(a.cat in JOINING and t.cat in ("video", "films", "whole") for a, t in pairs)
    film = m.film if places and joined and any(len(row) > 1 for row in m.rows) else ()
    return film if len(film) == 1 and film[0] not in places else ()


def _of_the_films(m: Said) -> e.Clips:
    """ "The two videos, the second first", 用两段视频，第二段放前面: that film, then the others."""
    films = next((t.value for t in m.tokens if t.cat == "films"), ())
    named = [t.value for t in m.tokens if t.cat == "ref" and len(t.value) == 1]
    first = any(t.value in (1, "start") for t in m.tokens if t.cat in ("ord", "moment"))
    if len(named) != 1 or not (first or m.has("before")) or len(films) < LEAVING:
        return ()
    (n,) = named[0]
    film = films[n - (n > 0)] if -len(films) <= n - (n > 0) < len(films) else 0
    return (film, *(place for place in films if place != film)) if film and n not in films else ()


def _film_alone(m: Said, places: e.Clips) -> e.Clips:
    """ "Just the first photo plus the video": with nothing said of either."""
    after = (*m.tokens[1:], Token("stop"))
    told = [(a, t, b) for a, t, b in zip((Token(""), *m.tokens), m.tokens, after, strict=False)]
    joined = any(
        t.cat in FILMS and a.cat in ("and", "comma", "stop") and b.cat in ("stop", "comma", "only")
        for a, t, b in told
    )
    film = m.film if places and joined else ()
    return film if len(film) == 1 and film[0] not in places else ()


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
    before, after = {*cats[max(first - LEAVING, 0) : first]}, {*cats[first:]}
    return at > first and bool(DENYING & before) and not DENYING & after


def keep(m: Said) -> e.Edit | None:
    return _chosen(m, e.Keep)


def remove(m: Said) -> e.Edit | None:
    return _chosen(m, e.Remove)


def _instead(m: Said) -> e.Clips:
    """ "Drop 4, put 7 in instead": what goes, and what comes in its place."""
    parts = [part for part in parts_of(m.tokens) if any(t.cat != "it" for t in part)]
    named = [tuple(place for t in part for place in m.places_of(t)) for part in parts]
    if [len(places) for places in named] != [1, 1] or named[0] == named[1]:
        return ()
    gone, comes = (" ".join(t.text for t in part) for part in parts)
    told = any(word in comes for word in INSTEAD) or comes.startswith(PUTTING)
    return (*named[0], *named[1]) if told and not any(word in gone for word in INSTEAD) else ()


def _chosen(m: Said, kind: type[e.Keep | e.Remove]) -> e.Edit | None:
    """ "All but the third": what is done to the others decides."""
    told = m.gone("stop")
    places = (() if told.chosen else _of_a_sort(m, kind)) or several(told)
    if m.has("except"):
        others = fates.of_the_others(m)
        kind = {fates.STAYS: e.Remove, fates.GOES: e.Keep}.get(others, kind)
        places = fates.excepted(m) or places
    else:
        kind, places = _fated(m, kind, places)
        places = (*places, *(_film_alone(m, places) if kind is e.Keep else ()))
        if kind is e.Remove and (pair := _instead(m)):
            return e.Replace(clip=pair[0], by=pair[1])
    if kind is e.Keep and _others_follow(m, places):
        return e.Arrange(order=places)
    everything = m.known is not None and len({*places}) == m.known.shown > 0
    if kind is e.Keep and everything:
        places = _first_told(told) or places
    if not places or not m.within(places) or (kind is e.Remove and everything):
        return None
    return kind(clips=places)


def _fated(
    m: Said, kind: type[e.Keep | e.Remove], places: e.Clips
) -> tuple[type[e.Keep | e.Remove], e.Clips]:
    """By what is said of those that are named: they stay after all, or they go."""
    if kind is e.Keep:
        return e.Remove if fates.goes_alone(m) else kind, places
    if places and (_others_go(m.gone("stop")) or fates.others_go(m)):
        return e.Keep, places
    return kind, fates.of_twins(m, places) or _without(places, fates.spared(m))


def _first_told(m: Said) -> e.Clips:
    """ "Keep the odd ones, the even ones are blurred": who is told first stays, not all."""
    rows = (m.places_of(t) for t in m.tokens)
    return next((row for row in rows if len(row) > 1), ())


def _of_a_sort(m: Said, kind: type[e.Keep | e.Remove]) -> e.Clips:
    """ "Only the photos stay": those that move, or those that do not."""
    found = medium(m, "")
    if not m.known or not m.known.shown or found not in OTHER or not _is_of_all(m):
        return ()
    films = m.known.films
    wanted = found if kind is e.Keep else OTHER[found]
    stills = tuple(p for p in range(1, m.known.shown + 1) if p not in films)
    return (films if wanted == VIDEO else stills) if films and stills else ()


def _is_of_all(m: Said) -> bool:
    """ "The photo of the dog" is one, "the blurry videos" are some."""
    one = any(t.cat == "pic" and t.text.isascii() and not t.text.endswith("s") for t in m.tokens)
    said = any(t.cat in SAID and t.text not in IDLE for t in m.tokens)
    return not one and not said


def _without(places: e.Clips, spared: e.Clips) -> e.Clips:
    return tuple(p for p in places if p not in spared)


def _others_follow(m: Said, places: e.Clips) -> bool:
    """ "3, 1, 2 and then the others"."""
    turned = len(places) > 1 and list(places) != sorted(places) and min(places) > 0
    denied = m.has("except", "cleared", *DENYING) or any(
        fates.fate(t) == fates.GOES for t in m.tokens
    )
    return turned and m.has("others") and not denied


def _others_go(m: Said) -> bool:
    """ "2 and 5 stay, the others don't"."""
    cats = [t.cat for t in m.tokens]
    if "others" not in cats or not m.has("keep", "only", "keep_only"):
        return False
    at = cats.index("others")
    after = {*cats[at + 1 : at + 3]}
    kept = after & {"keep", "only", "keep_only"}
    return not kept and bool(DENYING & {*after, *cats[max(at - 1, 0) : at]})
