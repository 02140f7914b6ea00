"""Which of the places that are named a clip leaves, and which one it goes to."""

from dataclasses import dataclass
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.said import ADVERBS, Said, is_number
from nemo_emulator.agent.tokens import Token

FEW: Final = {1: "before", -1: "after"}
DENIED: Final = frozenset({"not", "no"})
# How surely a mention is that of a clip, not of a place to put one.
# Nouns for a clip by where it stands may as well be a place to go to.
ENDS: Final = ("opener", "closer", "opening", "closing", "final", "压轴", "ending")
WEIGHTS: Final = {"ref": 3, "films": 3, "num": 3, "ord": 2, "slot": 1, "moment": 0}
SURE: Final = 3
# How the place begins where a clip still stands, once that is read.
NOW: Final = "now "
AGAIN: Final = frozenset({"份", "遍", "次", "copy"})
# The end that a word is for, by how it is written or by its category.
OPENINGS: Final = {
    **dict.fromkeys(("open", "opens", "opening", "begin", "begins", "head", "lead", "leads"), 1),
    **dict.fromkeys(("kick off", "kicks off", "intro", "片头"), 1),
    **dict.fromkeys(
        ("close", "closes", "conclude", "concludes", "finish", "finishes", "tail", "outro", "片尾"),
        -1,
    ),
}
REST: Final = frozenset({"all", "others", "everybody"})
RANKED: Final = frozenset({"in", "to", "into", "at", "as"})
RANKING: Final = frozenset(
    [
        "goes",
        "go",
        "gets",
        "comes",
        "come",
        "be",
        "belongs",
        "should",
        "becomes",
        "sit",
        "sits",
        "stand",
        "is",
        "at",
    ]
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that is named: how surely as a clip, and whether words say that it is a goal."""

    place: int
    weight: int
    goal: bool
    denied: bool


def mentions(m: Said) -> tuple[Mention, ...]:
    """All of them, in order; one that several clips share is none."""
    found: list[Mention] = []
    for n, token in enumerate(m.tokens):
        place = _place(token)
        if place and m.within((place,)):
            before = m.tokens[max(n - 2, 0) : n]
            denied = any(t.cat in DENIED for t in m.tokens[max(n - 3, 0) : n])
            weight = WEIGHTS["ord"] if _is_end(token) else WEIGHTS.get(token.cat, 0)
            now = token.text.startswith(NOW)
            goal = _is_goal(token, before) and not now
            found.append(Mention(place, SURE if now else weight, goal, denied))
    return tuple(found)


def _place(token: Token) -> int:
    if token.cat in ("ref", "films"):
        return int(token.value[0]) if len(token.value) == 1 else 0
    if token.cat == "moment":
        return 1 if token.value == "start" else -1
    if end := OPENINGS.get(token.text) or OPENINGS.get(token.cat):
        return end
    named = token.cat in ("ord", "slot") or (token.cat == "num" and is_number(token))
    return int(token.value) if named and token.value == int(token.value) else 0


def _is_end(token: Token) -> bool:
    ends = token.cat == "ref" and token.value in ((1,), (-1,))
    return ends and any(end in token.text for end in ENDS)


def _is_goal(token: Token, before: tuple[Token, ...]) -> bool:
    last = before[-1:]
    if token.cat not in WEIGHTS:
        return True
    if token.cat in ("ref", "films", "num"):
        return any(t.cat == "as" for t in last)
    ranked = any(t.cat in RANKED for t in last) or any(t.text in RANKING for t in before)
    return ranked or token.text in ADVERBS


def moved(m: Said) -> tuple[int, int] | None:
    """The clip and where it goes, by what is named last or least as a clip."""
    told = mentions(m)
    if len(told) > 2:
        told = (
            tuple(one for one in told if not (one.denied and one.weight < WEIGHTS["ord"])) or told
        )
    if len(told) > 2:
        told = _distinct(told)
    if len(told) > 2:
        told = tuple(one for one in told if one.weight)
    if len(told) != 2:
        return None
    first, last = told
    if last.denied and not first.denied:
        first, last = last, first
    if first.place == last.place:
        return None
    return (last.place, first.place) if _is_turned(first, last) else (first.place, last.place)


def _distinct(told: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Each place once, as it is named most surely."""
    best: dict[int, Mention] = {}
    for one in told:
        if one.place not in best or one.weight > best[one.place].weight:
            best[one.place] = one
    return tuple(best.values())


def _is_turned(first: Mention, last: Mention) -> bool:
    """ "First comes the third": the goal stands in front."""
    return first.weight < last.weight and not last.goal


def beside(m: Said) -> e.Edit | None:
    """Before or after another clip: the one that is named behind that word, or last."""
    named = [(n, _numbered(t)) for n, t in enumerate(m.tokens) if _numbered(t)]
    if len(named) == 1 and m.has(*REST):
        clip = named[0][1]
        return (
            e.Move(clip=clip, to=1 if sided(m) == "before" else -1) if m.within((clip,)) else None
        )
    pair = tuple(place for _, place in named)
    sides = [n for n, t in enumerate(m.tokens) if side_of(t) and n > min(named, default=(0, 0))[0]]
    if len(pair) != 2 or pair[0] == pair[1] or not sides or not m.within(pair):
        return None
    return _gone(*pair, side_of(m.tokens[sides[-1]]))


def _numbered(token: Token) -> int:
    """Number words, too: "five before two"."""
    if token.cat == "num" and token.value == int(token.value):
        return int(token.value)
    return 0 if token.cat == "moment" else _place(token)


def sided(m: Said) -> str:
    """Before or after something that is named, or all the others; "" where a time is meant."""
    for n, token in enumerate(m.tokens):
        side = side_of(token)
        near = m.tokens[n + 1 : n + 4]
        if side and (
            any(_numbered(t) or t.cat in REST for t in near)
            or (not token.text.isascii() and any(_numbered(t) for t in m.tokens[max(n - 2, 0) : n]))
        ):
            return side
    return ""


def stepped(m: Said) -> tuple[int, int] | None:
    """The clip and its place so many on from where it is."""
    by = int(m.one("shift", default=0))
    places = tuple(dict.fromkeys(one.place for one in mentions(m) if one.weight))
    if not by or len(places) != 1:
        return None
    (clip,) = places
    to = clip + by
    return (clip, to) if clip * to > 0 else None


def _gone(clip: int, other: int, side: str) -> e.Edit:
    """To the place beside another clip, which may move up itself."""
    later = side == "after"
    if other < 0:
        return e.Move(clip=clip, to=other - 1 + later + (other < clip < 0))
    follows = clip > other or clip < 0
    return e.Move(clip=clip, to=other + later if follows else other - 1 + later)


def side_of(token: Token) -> str:
    """Before or after, or ""."""
    if token.cat == "first_few":
        return FEW.get(token.value, "")
    return token.cat if token.cat in ("before", "after") else ""


def placed(m: Said, clip: int, to: int) -> e.Edit:
    """One that is not shown yet comes in, one that is shown moves, or is shown there, too."""
    if m.known and 0 < m.known.shown < clip and abs(to) <= m.known.shown:
        return e.AddClips(clips=(clip,), at=to)
    side: Any = to
    again = m.has("duplicate", "copies") or any(t.text in AGAIN for t in m.tokens)
    if again and to in (1, -1):
        return e.Duplicate(clips=(clip,), to=side)
    return e.Move(clip=clip, to=to)
