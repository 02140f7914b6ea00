"""Frame of uploads that come in: which ones, and where to."""

from itertools import pairwise
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import moving
from nemo_emulator.agent.intents.said import DENYING, Said
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

ENDS: Final = {"first": 1, "last": -1}
# More clips than one before or after another: which of them is meant is open.
MOST_ADDED: Final = 2
MANY: Final = 2
SIDES: Final = {"before": 1, "after": -1}
PUTTING: Final = frozenset(("put", "move", "add", "set", "join", "to", "it", "on", ""))
GOALS: Final = frozenset({"put", "it", "newest", "in", "to", "at", "as", "pic", "clip"})
IGNORED: Final = frozenset({"ignore", "skip", "forget", "blurred", "leave"})


def add_clips(m: Said) -> e.Edit | tuple[e.Edit, ...] | None:
    """Uploads that are not shown yet, those named or all; beside a clip that is shown."""
    return _each_added(m) or _added(m)


def _added(m: Said) -> e.Edit | None:
    chosen = _of_the_new(m)
    m = m.gone("stop")
    fresh = m.has("newest", "arrived", "up", "more_media")
    shown, total = (m.known.shown, m.known.total) if m.known else (0, 0)
    behind = m.has("after") and not m.has("moment") and _is_behind(m)
    sided = moving.sided(m) or ("after" if behind else "")
    names = tuple(t for t in m.tokens if sided or t.cat not in ("ord", "slot") or abs(t.value) > 1)
    places = Said(names, m.traits, m.asked, m.known).gone("slot").told
    if shown and not sided:
        places = tuple(p if p > 0 else p + total + 1 for p in places)
    there, hidden = m.split(places) if shown else (places[-1:], places[:-1])
    if sided and shown and total - shown in there and len(there) > 1:
        there = tuple(p for row in m.rows if row != (total - shown,) for p in row if p in there)
    at = _at(m, sided, there)
    if chosen:
        return e.AddClips(clips=chosen, at=at) if at else None
    if not shown and not sided:
        hidden = () if fresh else places
    elif not hidden and not sided and not fresh and shown:
        hidden = there if m.has("ref") and len(there) < shown else ()
    hidden = tuple(p for p in hidden if p not in _elsewhere(m))
    fine = m.within(places) and len(hidden) < MOST_ADDED + (total - shown if shown else 0)
    if not at or not fine:
        return None
    if shown and shown == total and len(hidden) == 1:
        return moving.placed(m, hidden[0], at)
    return e.AddClips(clips=hidden, at=at)


def _elsewhere(m: Said) -> set[int]:
    """What shall not come in, and the places that are named to put something at."""
    goals = {p for t, then in pairwise(m.tokens) if t.cat == "as" for p in m.places_of(then)}
    return goals | {*m.all("passed")}


def _each_added(m: Said) -> tuple[e.Edit, ...]:
    """ "9 goes between 3 and 4. And 10 very last": each to a place of its own."""
    parts = [Said(part, m.traits, m.asked, m.known) for part in parts_of(m.tokens)]
    named = [part for part in parts if m.known and m.known.shown and m.split(part.told)[1]]
    placed = [part for part in named if part.has("into_clip", "slot", "moment") or _rank(part)]
    if len(placed) < MANY or len(placed) != len(named):
        return ()
    found = [e.AddClips(clips=m.split(p.told)[1], at=_rank(p) or _at(p, "", ())) for p in placed]
    return tuple(found)


def _rank(m: Said) -> int:
    """ "Very last", and nothing else says where to."""
    ranks = [int(t.value) for t in m.tokens if t.cat == "ord" and t.value in ENDS.values()]
    return ranks[0] if len(ranks) == 1 and not m.has("into_clip", "slot", "moment") else 0


def _at(m: Said, side: str, there: e.Clips) -> int:
    """Where to, or 0."""
    if m.has("into_clip", "slot"):
        return int(m.one("slot") or m.one("into_clip")[0])
    if side:
        return _beside(m, side, there)
    as_place = [p for t, then in pairwise(m.tokens) if t.cat == "as" for p in m.places_of(then)]
    if len(as_place) == 1:
        return as_place[0]
    if m.has("moment"):
        return 1 if m.early else -1
    unsaid = -1 if m.has("ref", "slot") and not m.has("ord") else 0
    return _goal(m) or _opens(m) or ENDS.get(m.trait("at"), unsaid or _rank(m))


def _beside(m: Said, side: str, there: e.Clips) -> int:
    if len(there) != 1:
        return SIDES[side] if not there else 0
    (other,) = there
    size = m.known.shown if m.known else 0
    other = other if other > 0 else other + size + 1
    return other + (side == "after") if other > 0 else 0


def _goal(m: Said) -> int:
    """ "Put it second", where they are named otherwise."""
    told = [
        int(t.value)
        for before, t in pairwise(m.tokens)
        if t.cat == "ord" and t.value > 1 and (before.cat in GOALS or before.text in moving.RANKING)
    ]
    return told[0] if len(told) == 1 and len([t for t in m.tokens if t.cat == "ord"]) == 1 else 0


def _opens(m: Said) -> int:
    """ "They should open the whole thing", 接到片尾."""
    told = {moving.OPENINGS.get(t.text) or moving.OPENINGS.get(t.cat) for t in m.tokens} - {None}
    return told.pop() or 0 if len(told) == 1 else 0


def _of_the_new(m: Said) -> e.Clips:
    """ "I sent two more, the first of them goes to the front, don't use the second"."""
    many = m.known.total - m.known.shown if m.known and m.known.shown else 0
    if many < MANY or not m.has("newest", "arrived", "more_media"):
        return ()
    found = [
        (t.value if t.value > 0 else many + 1 + t.value)
        for part in parts_of(m.tokens)
        for t, then in zip(part, (*part[1:], Token("")), strict=True)
        if t.cat == "ord"
        and abs(t.value) <= many
        and (then.cat == "it" or then.text in moving.RANKING)
        and not any(one.cat in DENYING or one.text in IGNORED for one in part)
    ]
    return tuple(m.known.shown + int(n) for n in found) if m.known and len(found) == 1 else ()


def _is_behind(m: Said) -> bool:
    """ "Tack them on behind": nothing is named that it could be after."""
    *rest, last = m.tokens
    tokens = (Token(""), *m.tokens)
    led = any(one.cat in PUTTING and then.cat == "after" for one, then in pairwise(tokens))
    return led or (last.cat == "after" and not {t.cat for t in rest} & {"pic", "clip", "word"})
