"""Which clips there are, and in which order."""

from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import clips, reduce, wish
from nemo_emulator.agent.pattern import Match


def _places(m: Match) -> e.Clips | None:
    return clips(m) or None


def _use_only(m: Match) -> e.Edit | None:
    places = (-1,) if m.has("newest") and not clips(m) else _places(m)
    return e.UseOnly(clips=places) if places else None


def _go_with(m: Match) -> e.Edit | None:
    return _use_only(m) if m.tokens[0].text == "go with" else None


def _keep(m: Match) -> e.Edit | None:
    places = _places(m)
    return e.Keep(clips=places) if places else None


def _remove(m: Match) -> e.Edit | None:
    places = _places(m)
    return e.Remove(clips=places) if places else None


def _duplicate(m: Match) -> e.Edit | None:
    """Right behind, or where the end of the sentence says."""
    places = clips(m)
    to: Any = {"start": 1, "end": -1}.get(m.one("moment", default=""), 0)
    if m.tokens[-1].cat == "ord" and len(places) > 1:
        places, to = places[:-1], places[-1]
    fine = places and to in (0, 1, -1)
    return e.Duplicate(clips=places, to=to) if fine else None


def _to_an_end(places: e.Clips, *, early: bool) -> tuple[e.Edit, ...]:
    """One after the other, in the order that they have now."""
    if early:
        return tuple(e.Move(clip=clip, to=n) for n, clip in enumerate(places, start=1))
    return tuple(e.Move(clip=clip - n, to=-1) for n, clip in enumerate(places))


def _move(m: Match) -> e.Edit | tuple[e.Edit, ...] | None:
    """To an end, or to the place of a second clip named."""
    places = clips(m)
    if not places:
        return None
    if m.has("moment"):
        return _to_an_end(places, early=m.one("moment") == "start")
    return e.Move(clip=places[0], to=places[1]) if len(places) == 2 else None


def _between(m: Match) -> e.Edit | None:
    """Before the second of two neighbours."""
    places, (later,) = clips(m), m.one("into_clip")
    if len(places) != 1:
        return None
    return e.Move(clip=places[0], to=later if places[0] > later else later - 1)


def _to_slot(m: Match) -> e.Edit | None:
    places = clips(m)
    return e.Move(clip=places[0], to=m.one("slot")) if len(places) == 1 else None


def _beside(m: Match) -> e.Edit | None:
    """Before or after another clip: where that is once the clip has been taken out."""
    places = clips(m)
    if len(places) != 2:
        return None
    clip, other = places
    later = m.has("after")
    if other < 0:
        return e.Move(clip=clip, to=other if later else other - 1)
    follows = clip > other or clip < 0
    return e.Move(clip=clip, to=other + later if follows else other - 1 + later)


def _swap(m: Match) -> e.Edit | None:
    places = clips(m)
    return e.Swap(one=places[0], other=places[1]) if len(places) == 2 else None


def _replace(m: Match) -> e.Edit | None:
    """``X with Y``; in Chinese also 用 Y 替换 X."""
    places = clips(m)
    if m.has("newest") and len(places) == 1:
        return e.Replace(clip=places[0], by=-1)
    if len(places) != 2:
        return None
    if m.tokens[0].text == "switch" and m.has("with"):
        return e.Swap(one=places[0], other=places[1])
    backwards = m.tokens[0].cat == "with"
    clip, by = reversed(places) if backwards else places
    return e.Replace(clip=clip, by=by)


def _put_in_place(m: Match) -> e.Edit | None:
    """第四张用第九张顶上."""
    places = clips(m)
    if m.has("newest") and len(places) == 1:
        return e.Replace(clip=places[0], by=-1)
    return e.Replace(clip=places[0], by=places[1]) if len(places) == 2 else None


def _instead(m: Match) -> e.Edit | None:
    """The first one takes the place of the second."""
    places = clips(m)
    if m.has("newest") and len(places) == 1:
        return e.Replace(clip=places[0], by=-1)
    return e.Replace(clip=places[1], by=places[0]) if len(places) == 2 else None


def _in_its_place(m: Match) -> e.Edit | None:
    """ "Instead of the first, show the second"."""
    places = clips(m)
    if m.has("newest") and len(places) == 1:
        return e.Replace(clip=places[0], by=-1)
    return e.Replace(clip=places[0], by=places[1]) if len(places) == 2 else None


def _arrange(m: Match) -> e.Edit | None:
    places = tuple(int(n) for n in m.all("num", "one", "ord")) or clips(m)
    fine = len(places) > 1 and all(place > 0 for place in places)
    return e.Arrange(order=places) if fine else None


def _add(m: Match) -> e.Edit | None:
    if m.has("slot"):
        return e.AddClips(at=m.one("slot"))
    if m.has("newest", "but") or not clips(m):
        at = 1 if m.one("moment") == "start" else _after(m, clips(m))
        return e.AddClips(at=at)
    places = clips(m)
    return e.AddClips(
        clips=places[:1], at=1 if m.one("moment") == "start" else _after(m, places[1:])
    )


def _after(m: Match, places: e.Clips) -> int:
    if not places or places[0] < 0:
        return -1
    return places[0] + m.has("after")


def _copy_beside(m: Match) -> e.Edit | None:
    """The upload once more, before or after another clip."""
    places = clips(m)
    if len(places) != 2 or places[1] < 0:
        return None
    return e.AddClips(clips=places[:1], at=places[1] + m.has("after"))


def _goes(m: Match) -> bool | None:
    """ "Number 8 should go right after number 2": there, not away."""
    return True if m.tokens[0].text.endswith((" go", "goes")) else None


def _sort(m: Match) -> e.Edit:
    by: Any = m.one("by_name") or m.one("by_upload")
    return e.Sort(by=by)


def _reverse(m: Match) -> e.Edit | None:
    """All of them or none: some clips alone cannot be turned round."""
    return None if any(m.all("ref")) else e.Reverse()


def _shuffle(m: Match) -> e.Edit | None:
    return None if any(m.all("ref")) else e.Shuffle(seed=0)


_TARGET = "(whole|media|film|all|order|clip)"
_SEQUENCE = "(num|one|ord|ref) ((comma|and|dash|then|to)* (num|one|ord|ref))+"
_TO = "(move|put|add|set|at|link)"
_ON = "((after|before|link)* (place|moment|slot))* (after|before)?"

ORDERS = (
    reduce("move", "remove (?=link* (before|after) place)", _goes),
    wish(
        f"verb {_TARGET}* (link|{_TARGET})* (by_name|by_upload) arrived? order*", _sort, firm=True
    ),
    wish(f"verb reverse (link|{_TARGET})*", _reverse, firm=True),
    wish(f"verb {_TARGET}+ (link|{_TARGET})* reverse", _reverse, firm=True),
    wish(f"verb shuffle (link|{_TARGET})*", _shuffle, firm=True),
    wish(f"verb {_TARGET}+ (link|{_TARGET})* shuffle {_TARGET}*", _shuffle, firm=True),
    wish(
        f"verb {_TARGET}* link* order (link|{_TARGET}|word)* {_SEQUENCE} order*",
        _arrange,
        firm=True,
    ),
    wish(f"verb {_TARGET}* link* {_SEQUENCE} link* order+", _arrange, firm=True),
)

EXCHANGES = (
    wish("swap place for place", _replace),
    wish("swap link* place ((and|link)+ place)* (link|order)*", _swap),
    wish("set place (link* place)* link* order", _swap),
    wish("place link* order link* (set|move|swap)", _swap),
    wish("set place (and place)? link* (?=stop|comma|then|$)", _swap),
    wish("(with|put|show|set)? (place|newest) link* instead place", _instead),
    wish("instead place comma? (with|put|show|set|add)+ (place|newest)", _in_its_place),
    wish("place ((and|link)+ place)* link* swap (comma? link* swap)*", _swap),
    wish("place comma? with (place|newest)+ link* replace", _put_in_place),
    wish(
        "place (praise|word)* comma (set|replace) link* (place|newest)+ link*"
        " (?=stop|comma|then|and|$)",
        _replace,
    ),
    wish("place link* (not) (?=stop|comma|then|$)(?!comma (link|set)* (set|replace))", _remove),
    wish("place (not|remove) comma? (set|replace|with|link)+ (place|newest)+", _replace),
    wish("replace place link+ (place|newest)+", _replace),
    wish("set place link+ (place|newest)+", _replace),
    wish("with (place|newest)+ replace place", _replace),
    wish(
        "place (replace|with|for|by|as|set|make)+ (into|to)? (place|newest)+ replace*"
        " (?!spot|slot)",
        _replace,
    ),
)

MOVES = (
    wish("last_first", lambda _: e.Move(clip=-1, to=1), firm=True),
    wish("(put|move|set|show|add) place into_clip", _between),
    wish("(move|put|set|show)? place (link|up|down|move)* slot", _to_slot, firm=True),
    wish(
        "(?<![^comma stop then but]) place link* (before|after) place (?=stop|comma|then|$)",
        _beside,
    ),
    wish("place (link|move)* ord (?=stop|comma|then|and|$)", _move),
    wish("(move|put|set|show) place link* (before|after) place", _beside),
    wish(f"place link* {_TO}+ link* place (before|after)", _beside),
    wish(f"place link* {_TO}+ (before|after) place", _beside),
    wish("(move|put|set) place link* moment", _move),
    wish(f"place link* {_TO}+ link* moment {_TO}*", _move),
    wish("move place link* place", _move),
    wish("place link* (move|put) link* place", _move),
    wish("(put|set|show|move) place (link|word)* ord", _move),
    wish("(?<![^comma stop then but]) place link* moment (pics)? (?=stop|comma|then|$)", _move),
)

CHOICES = (
    wish("(keep|keep_only) (link|only|up)* place (comma|and)* cleared", _keep, firm=True),
    wish("(?<![^comma stop then but and]) set ref (?=stop|comma|then|and|$)", _go_with),
    wish("(set|with|add|put|show|only)+ link* place (comma|and)* cleared", _use_only, firm=True),
    wish("remove (word|link|praise)* (one|pics) comma because place", _remove),
    wish("keep_only link* place keep*", _keep),
    wish("only link* place link* keep", _keep),
    wish("keep link* place (?!(link|word|only|up)* (time|motion|longer|shorter|gain))", _keep),
    wish("place link* keep_only", _keep),
    wish("(with? only) (?!to|for|in|at) link* (place|newest)+", _use_only),
    wish("remove (link|all)* except link* place", _keep),
    wish(
        "(?<![^comma stop then but]) (with|keep|only|show|add|link|keep_only|ref|pics)* all* except"
        " link* place (all|link)* keep?"
        " (?=stop|then|but|$)",
        _remove,
    ),
    wish("remove (prep|all|only)* place (and place)*", _remove),
    wish("place+ (link|all)* remove", _remove),
    wish("(not|no) (link|show)* place", _remove),
    wish(
        "place (word|praise|love|adjust|texture|much|bit|look|because|stop)* comma"
        " link* remove (?=stop|comma|then|$)",
        _remove,
    ),
    wish("remove place (?=comma because)", _remove),
)

EXCEPTIONS = (
    wish("except place comma? (others|link|all)* (remove|not|no)+", _keep),
    wish("except place comma? (others|link|all)* keep", _remove),
)

ADDITIONS = (
    wish(
        "newest+ link* (comma|and)+ (link|add|put|move|set|all)* (add|put|move|set|at)+"
        f" link* {_ON}",
        _add,
    ),
    wish(
        f"(add|put|set|show|move) (all|link|num)* (newest|others)+ (link|media)* {_ON}"
        " (?!time|slowmo|factor)",
        _add,
    ),
    wish(f"(newest|others)+ (link|all|count)* (add|put|move|set)+ link* {_ON}", _add),
    wish("newest+ link* at link* moment", _add),
    wish("newest+ link* (move|put|add)+ link* (place (before|after)|(before|after) place)", _add),
    wish("add place link* (moment|whole|film|(after|before) place)", _add),
)

COPIES = (
    wish("(place|duplicate|link)* duplicate (place|link)* (after|before) place", _copy_beside),
    wish(
        "(moment link*)? duplicate link* place (duplicate|times|link)*"
        " ((and|comma)? (put|move|add)? link* (moment|ord))?",
        _duplicate,
    ),
    wish("place link* moment link* duplicate", _duplicate),
    wish("place link* duplicate (and|comma)? (put|move|add)? link* (moment|ord)", _duplicate),
    wish("(show|add)? place link* duplicate", _duplicate),
)

_HERE = "(?=comma|then|but|and|$)"
# What is said of a clip alone, before anything that follows a comma can claim it.
ALONE = (
    wish(
        f"(?<![look texture adjust adjust_noun])(with? only) (?!to|for|in|at) link*"
        f" (place|newest)+ {_HERE}",
        _use_only,
    ),
    wish(f"keep_only link* place {_HERE}", _keep),
    wish(f"remove place (and place)* {_HERE}", _remove),
    wish(f"trim place (and place)* {_HERE}", _remove),
)

RULES = (*ORDERS, *COPIES, *EXCHANGES, *MOVES, *CHOICES, *ADDITIONS)
