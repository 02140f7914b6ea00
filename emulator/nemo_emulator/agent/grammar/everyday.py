"""What Chinese says in words of its own: less and more, taking back, one after the other."""

from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import reduce, turned, wish
from nemo_emulator.agent.pattern import Match, Rule


def _less(m: Match) -> int:
    """减两秒, 短三秒."""
    return -int(m.one("time"))


def _once_more(m: Match) -> int | None:
    """再加三秒, where nothing follows that would last so long."""
    return int(m.one("time")) if m.tokens[0].text in ("再加", "加") else None


def _risen(m: Match) -> Any:
    """提到第二个: to a place, no amount."""
    return True if m.tokens[0].text in ("提到", "加到", "调到") else None


def _not_so(m: Match) -> Any:
    """慢慢推近，别太快 says of the motion what it is."""
    return m.one("motion") if m.tokens[-1].text.startswith(("别", "不要")) else None


AMOUNTS: tuple[Rule, ...] = (
    reduce("gain", "less time", _less),
    reduce("gain", "add time (?=stop|comma|then|and|$)", _once_more),
    reduce("move", "set (?=link* (ord|moment|slot))", _risen),
    reduce("motion", "motion comma (slower|faster) (?=stop|comma|then|$)", _not_so),
)
PLACED: tuple[Rule, ...] = (
    reduce("replace", "(?<=[ref newest]) ontop (?=stop|comma|then|$)", lambda _: True),
    reduce("position", "ontop", lambda _: "top"),
    # 撤 means to take away beside what can be taken away, else to undo.
    turned(
        "remove",
        "(noun|place|look|texture|page|adjust)+ (link|all|each|page|word|look_noun)* retract",
        "retract",
    ),
    reduce("undo", "retract", lambda _: True),
    turned(
        "remove",
        "(noun|look_noun|texture|place)+ (link|all)* start_over (?=stop|comma|then|$)",
        "start_over",
    ),
)

_FIRST = ("先", "首先")


def _in_turn(m: Match) -> e.Clips | None:
    """先放六，再放二: the places in the order in which they are named."""
    if m.tokens[0].text not in _FIRST:
        return None
    found = (t.value if t.cat == "ref" else (int(t.value),) for t in m.tokens if t.cat in _PLACES)
    places = tuple(place for row in found for place in row)
    return places if all(place > 0 for place in places) and len(places) > 1 else None


def _these_alone(m: Match) -> e.Edit | None:
    places = _in_turn(m)
    return e.UseOnly(clips=places) if places else None


def _these_first(m: Match) -> e.Edit | None:
    places = _in_turn(m)
    return e.Arrange(order=places) if places else None


_PLACES = ("num", "one", "ord", "ref")
_STEP = "(put|show|for|with|link)* (num|one|ord|ref)"
_TURNS = f"then {_STEP} ((then|comma|and)+ {_STEP})+"

IN_TURN = (
    wish(f"{_TURNS} comma? others (link|all)* (remove|not|no)+", _these_alone, firm=True),
    wish(f"{_TURNS} (comma noop)?", _these_first, firm=True),
)
