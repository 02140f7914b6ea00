"""Frames of edits of which clips there are, and in which order."""

from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.whole import USUAL_MS
from nemo_emulator.agent.intents.said import Said

ENDS: Final = {"first": 1, "last": -1}
MOST_STEPS: Final = 20
# More clips than one before or after another: which of them is meant is open.
MOST_ADDED: Final = 2
_SIDE: Final = {1: "before", -1: "after"}


def make(m: Said) -> e.Edit:
    of: Any = m.trait("of") or "any"
    return e.Make(of="any" if (count := _latest(m)) else of, count=count)


def _latest(m: Said) -> int:
    """How many of the latest uploads."""
    last = m.one("ref", default=())
    if last and last[-1] == -1:
        return len(last)
    late = m.has("newest", "arrived") or m.one("ord") == -1 or m.one("moment") == "end"
    return int(m.one("count", "num", default=0)) if late else 0


def _several(m: Said) -> e.Clips:
    """The clips named; or so many at an end."""
    if places := m.places:
        return places
    count = int(m.one("count", default=0))
    late = m.has("after") or m.one("moment") == "end"
    if not count or not (late or m.early or m.has("before", "first_few")):
        return ()
    return tuple(range(-count, 0)) if late else tuple(range(1, count + 1))


def use_only(m: Said) -> e.Edit | None:
    return e.UseOnly(clips=places) if (places := _several(m)) else None


def keep(m: Said) -> e.Edit | None:
    return _chosen(m, e.Keep)


def remove(m: Said) -> e.Edit | None:
    return _chosen(m, e.Remove)


def _chosen(m: Said, kind: type[e.Keep | e.Remove]) -> e.Edit | None:
    """ "All but the third": what is done to the others decides."""
    if m.has("except"):
        kind = e.Keep if m.has("remove", "no", "not") else e.Remove
    return kind(clips=places) if (places := _several(m)) else None


def duplicate(m: Said) -> e.Edit | None:
    to: Any = int(m.trait("to") or 0)
    if m.has("moment"):
        to = 1 if m.early else -1
    places = m.clips or m.places
    return e.Duplicate(clips=places[:1], to=to) if places else None


def move(m: Said) -> e.Edit | None:
    """To an end; else to the place that is named second, or beside the clip there."""
    places = m.every
    if m.has("slot"):
        return e.Move(clip=places[0], to=m.one("slot")) if len(places) == 1 else None
    if m.has("into_clip"):
        (later,) = m.one("into_clip")
        clip = places[0] if len(places) == 1 else 0
        return e.Move(clip=clip, to=later if clip > later else later - 1) if clip else None
    if len(places) == 2:
        return _beside(m, *places)
    to = (1 if m.early else -1) if m.has("moment") else ENDS.get(m.trait("to"))
    return e.Move(clip=places[0], to=to) if to and len(places) == 1 else None


def _beside(m: Said, clip: int, other: int) -> e.Edit:
    side = _side(m)
    if not side:
        return e.Move(clip=clip, to=other)
    later = side == "after"
    if other < 0:
        return e.Move(clip=clip, to=other if later else other - 1)
    follows = clip > other or clip < 0
    return e.Move(clip=clip, to=other + later if follows else other - 1 + later)


def _side(m: Said) -> str:
    """Before or after the clip that is named last."""
    told = [t.cat for t in m.tokens if t.cat in ("before", "after")]
    return told[-1] if told else _SIDE.get(m.one("first_few", default=0), "")


def add_clips(m: Said) -> e.Edit | None:
    """Those named, or those that are new; at an end, or beside the clip named last."""
    fresh = m.has("newest", "arrived", "up")
    if m.has("into_clip", "slot"):
        at = m.one("slot") or m.one("into_clip")[0]
        return e.AddClips(clips=() if fresh else m.clips[:1] or m.places[:1], at=at)
    places = m.clips or (() if fresh else tuple(p for p in m.places))
    if _side(m) and places and places[-1] > 0:
        *named, other = places
        at = other + (_side(m) == "after")
        return e.AddClips(clips=tuple(named), at=at) if len(named) < MOST_ADDED else None
    if fresh and places in ((1,), (-1,)) and not m.has("moment"):
        return e.AddClips(at=places[0])
    if m.has("moment"):
        return e.AddClips(clips=places, at=1 if m.early else -1)
    to = ENDS.get(m.trait("at"))
    return e.AddClips(clips=places, at=to) if to else None


def swap(m: Said) -> e.Edit | None:
    places = m.every
    return e.Swap(one=places[0], other=places[1]) if len(places) == 2 else None


def replace(m: Said) -> e.Edit | None:
    """What is new takes the place of what is there: uploads have the higher numbers."""
    places = m.clips if m.has("newest", "arrived") and m.clips else m.every
    if len(places) == 1:
        return e.Replace(clip=places[0], by=-1)
    if len(places) != 2:
        return None
    low, high = sorted(places)
    return e.Replace(clip=high, by=low) if low < 0 else e.Replace(clip=low, by=high)


def arrange(m: Said) -> e.Edit | None:
    places = m.places
    fine = len(places) > 1 and min(places) > 0
    return e.Arrange(order=places) if fine else None


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
    times = int(m.one("num", "one", default=1))
    return (e.Undo(),) * max(1, min(times, MOST_STEPS))
