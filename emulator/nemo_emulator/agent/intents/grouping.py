"""Several clips that go to one place together, or each to a place of its own: a new order."""

from collections.abc import Iterator, Mapping
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents import moving
from nemo_emulator.agent.intents.media import OTHER, VIDEO, sort_of
from nemo_emulator.agent.intents.said import Said, is_number
from nemo_emulator.agent.intents.wanted import parts_of
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
# What leads, and what follows.
SIDES: Final = {"before": 1, "after": -1}
RANKS: Final = {
    ("first_few", 1): 1,
    ("first_few", -1): -1,
    ("ord", 1): 1,
    ("ord", -1): -1,
    ("moment", "start"): 1,
    ("moment", "end"): -1,
}
JOINED: Final = frozenset({"and", "comma"})
PAIR: Final = 2
# Two clips, and where each one goes.
SHORTEST: Final = 4


def gathered(m: Said) -> e.Edit | None:
    """ "Put 5 and 6 at the front", "the last two after number 3", "videos to the end"."""
    size = m.known.shown if m.known else 0
    groups, rest = _grouped(m.tokens)
    if not groups and not rest.places and not rest.has("slot") and len(m.film) > 1:
        groups = [m.film]
    if len(groups) != 1 or not size or not m.within(groups[0]):
        return None
    group = tuple(p if p > 0 else p + size + 1 for p in groups[0])
    at = _gap(Said(rest.tokens, m.traits, m.asked, m.known), size, group)
    if not at or len({*group}) != len(group):
        return None
    left = [p for p in range(1, size + 1) if p not in group]
    first = sum(p < at for p in left)
    return e.Arrange(order=(*left[:first], *group, *left[first:]))


def _grouped(tokens: Tokens) -> tuple[list[e.Clips], Said]:
    """The clips that are named together, and what is said besides."""
    groups: list[e.Clips] = []
    rest: list[Token] = []
    n = 0
    while n < len(tokens):
        row = _row(tokens, n)
        token = tokens[n]
        if len(row) > 1:
            groups.append(row)
            n += 2 * len(row) - 1
        elif token.cat in ("ref", "films") and len(token.value) > 1:
            groups.append(tuple(token.value))
            n += 1
        else:
            rest.append(token)
            n += 1
    return groups, Said(tuple(rest), {})


def _row(tokens: Tokens, n: int) -> e.Clips:
    """ "5 and 6"."""
    found: list[int] = []
    while n < len(tokens) and tokens[n].cat == "num" and is_number(tokens[n]):
        found.append(int(tokens[n].value))
        if n + 1 == len(tokens) or tokens[n + 1].cat not in JOINED:
            break
        n += 2
    return tuple(found)


def _gap(m: Said, size: int, group: e.Clips) -> int:
    """Before which clip they go, ``size`` + 1 for the end; 0 where that is not said."""
    goals = [one for one in moving.mentions(m) if one.place not in group]
    if len({one.place for one in goals}) != 1 or m.has("others", "shift"):
        return 0
    place = goals[0].place
    side = moving.sided(m)
    if side and all(one.weight for one in goals):
        place = place if place > 0 else place + size + 1
        return place + (side == "after")
    if any(one.weight >= moving.SURE for one in goals) and place not in (1, -1):
        return 0
    if place in (1, -1):
        return 1 if place == 1 else size + 1
    return place + sum(p < place for p in group) if 0 < place <= size else 0


def two_groups(m: Said) -> e.Edit | None:
    """ "5 to 8 ahead of 1 to 4"."""
    size = m.known.shown if m.known else 0
    sides = [SIDES[t.cat] for t in m.tokens if t.cat in SIDES]
    rows = [tuple(p if p > 0 else p + size + 1 for p in row) for row in m.rows]
    fine = len(rows) == PAIR and not {*rows[0]} & {*rows[1]} and m.within(sum(rows, ()))
    if not fine or len(sides) != 1 or len(rows[0]) < PAIR or not size:
        return None
    left = [p for p in range(1, size + 1) if p not in rows[0]]
    at = left.index(rows[1][0]) if sides[0] > 0 else left.index(rows[1][-1]) + 1
    return e.Arrange(order=(*left[:at], *rows[0], *left[at:]))


def sorts_first(m: Said) -> e.Edit | None:
    """ "The films go before the photos", 照片往后排: all of one sort at an end."""
    films = m.known.films if m.known else ()
    size = m.known.shown if m.known else 0
    if not 0 < len(films) < size:
        return None
    ends = [end for part in parts_of(m.tokens) if (end := _leading_sort(part))]
    if len(set(ends)) != 1:
        return None
    stills = tuple(p for p in range(1, size + 1) if p not in films)
    return e.Arrange(order=(*films, *stills) if ends[0] == VIDEO else (*stills, *films))


def _leading_sort(part: Tokens) -> str:
    """The sort that comes first, by a clause that names none or the other one beside it."""
    told = [(n, sort) for n in range(len(part)) if (sort := sort_of(part, n))]
    sides = [SIDES.get(t.cat) or RANKS.get((t.cat, t.value)) for t in part]
    ways = [(n, way) for n, way in enumerate(sides) if way]
    if len(ways) != 1 or len({sort for _, sort in told}) != len(told) or not 0 < len(told) <= PAIR:
        return ""
    (at, way), first = ways[0], told[0][1]
    before = {token.cat for token in part[: at - 1]}
    beside = part[at].cat in SIDES and not part[at].text.isascii() and told[0][0] == at - 1
    if len(told) == 1 and beside and before & {"move", "put"}:
        first = OTHER[first]  # 放到照片前面
    if part[at - 1].cat == "at":  # 视频在前
        told = [pair for pair in told if pair[0] < at][-1:] or told
        first = told[0][1]
    leads = (
        (at > told[0][0]) == (way > 0) if len(told) == PAIR and part[at].text.isascii() else way > 0
    )
    return first if leads else OTHER[first]


def at_both_ends(m: Said) -> e.Edit | None:
    """ "6 first and 1 last", with nobody between them."""
    ends = {int(t.value) for t in m.tokens if t.cat == "ord"}
    return each_moved(m) if ends == {1, -1} and len([*_pairs(m)]) == PAIR else None


def each_moved(m: Said) -> e.Edit | None:
    """ "Open with 4 and close on 5": every one to the place that is named beside it."""
    size = m.known.shown if m.known else 0
    pairs = list(_pairs(m))
    goals = {to if to > 0 else to + size + 1: clip for clip, to in pairs}
    told = {*goals.values()}
    if len(pairs) < PAIR or not size or not len(goals) == len(told) == len(pairs):
        return None
    fine = all(0 < place <= size for place in (*goals, *told))
    return e.Arrange(order=tuple(_order(goals, size))) if fine else None


def _pairs(m: Said) -> Iterator[tuple[int, int]]:
    for part in parts_of(m.tokens):
        pair = _moved(m, part)
        if pair:
            yield pair
        elif len(part) > SHORTEST:
            yield from _halves(m, part)


def _halves(m: Said, part: Tokens) -> Iterator[tuple[int, int]]:
    """ "6 first and 1 last": in one breath."""
    at = [n for n, token in enumerate(part) if token.cat in JOINED]
    halves = (
        [_moved(m, half) for half in (part[: at[0]], part[at[0] + 1 :])] if len(at) == 1 else []
    )
    yield from (pair for pair in halves if pair and all(halves))


def _moved(m: Said, part: Tokens) -> tuple[int, int] | None:
    return moving.moved(Said(part, m.traits, m.asked, m.known))


def _order(goals: Mapping[int, int], size: int) -> Iterator[int]:
    """All clips: those with a goal there, the others as they were."""
    others = iter(p for p in range(1, size + 1) if p not in goals.values())
    for place in range(1, size + 1):
        yield goals[place] if place in goals else next(others)
