"""Where clips stand that a message put somewhere else: what it then names is found there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
COPIES: Final = frozenset({"duplicate", "copies"})
COPIED: Final = ("copy", "copied", "duplicate", "dupe", "复制", "副本")
STAYING: Final = (
    *(e.SetSeconds, e.SetMotion, e.SetVolume, e.SetLook, e.Adjust, e.SetFit),
    *(e.SetSpeed, e.Trim, e.Scale, e.Extend),
)
FOOTAGE: Final = (e.Trim, e.SetSpeed)
HELD: Final = (e.SetSeconds, e.Extend, e.Scale)
SHOWN: Final = (e.SetMotion, e.SetLook, e.Adjust, e.SetFit)
SHAPING: Final = (e.Remove, e.Keep, e.Duplicate, e.AddClips, e.Replace, e.Swap, e.Reverse)
FILM: Final = ("video", "vid", "footage", "视频", "录像")
WHOLE: Final = ("whole", "entire", "整个", "全片")
EVERY: Final = frozenset({"all", "each", "total", "others"})
EACH: Final = frozenset({"each", "apiece", "每张", "各", "每段", "each of those", "each of them"})
PAIR: Final = frozenset({"both", "both of them", "俩", "两个"})
LEADING: Final = (1, 2)
NAMED: Final = frozenset(("ref", "ord", "all", "others", "total", "pic", "clip", "video", "films"))


def following(
    edit: e.Edit,
    tokens: Tokens,
    before: Sequence[e.Edit],
    known: Facts | None,
    said: Sequence[Token] = (),
) -> e.Edit:
    """The same edit of the clips that are meant, once the edits before are done.

    ``tokens`` are those of its own wish, ``said`` all.
    """
    if not isinstance(edit, STAYING) or not known or not known.shown:
        return edit
    last = before[-1] if before else None
    if isinstance(last, e.Duplicate):
        places = _copied(edit.clips, last, tokens, known)
    elif isinstance(last, e.Replace):
        places = (last.clip,) if edit.clips == (last.by,) else edit.clips
    else:
        places = _moved(edit, before, tokens, known) if last else edit.clips
        places = places or _each_of(edit, last, tokens) or _film(edit, before, said, known)
        places = _both(before, tokens) or places
    return replace(edit, clips=places) if places != edit.clips else edit


def _film(edit: Any, before: Sequence[e.Edit], said: Sequence[Token], known: Facts) -> e.Clips:
    """ "Video: mute it, half speed": there is but one that can be cut or run slower."""
    films = _films(known)
    single = isinstance(edit, FOOTAGE) and len(films) == 1
    if not single or any(isinstance(one, SHAPING) for one in before):
        return ()
    told = any(word in token.text for token in said for word in FILM)
    every = any(t.cat in EVERY or any(word in t.text for word in WHOLE) for t in said)
    return _placed(films, before, known.size) if told and not every else ()


def _each_of(edit: Any, last: e.Edit | None, tokens: Tokens) -> e.Clips:
    """ "4 to 7 pan right, each for 5 seconds": each of those."""
    places = last.clips if isinstance(last, SHOWN) else ()
    each = any(token.text in EACH for token in tokens)
    named = any(t.cat in NAMED and t.text not in EACH for t in tokens)
    plain = isinstance(edit, HELD) and not edit.clips and not named
    return places if plain and each and len(places) > 1 else ()


def _both(before: Sequence[e.Edit], tokens: Tokens) -> e.Clips:
    """Two clips that got a text each: "both for 6 seconds", 两张都停六秒."""
    told = any(t.text in PAIR or (t.cat, t.value) == ("count", 2) for t in tokens)
    clips = [one.when.clip for one in before[-2:] if isinstance(one, e.AddText)]
    named = any(t.cat in ("ref", "ord", "num") for t in tokens)
    if told and not named and before and isinstance(last := before[-1], e.Arrange):
        return _led(last.order)
    both = told and not named and len({*clips} - {0}) == 2
    return tuple(sorted(clips)) if both else ()


def _led(order: e.Clips) -> e.Clips:
    """ "4 and 5 before 1, both of them brighter": where the two stand that went together."""
    if len(order) == len(LEADING):
        return LEADING
    pairs = [(n, m) for n in range(len(order)) for m in range(n) if order[m] > order[n]]
    rows = [sorted({pair[side] + 1 for pair in pairs}) for side in (0, 1)]
    went = [tuple(row) for row in rows if len(row) == len(LEADING) and row[1] == row[0] + 1]
    return went[0] if len(went) == 1 else ()


def _copied(clips: e.Clips, last: e.Duplicate, tokens: Tokens, known: Facts) -> e.Clips:
    """ "Copy 3, the copy in black and white": it stands behind the clip, or where it was put."""
    words = "".join(token.text for token in tokens)
    told = any(t.cat in COPIES for t in tokens) or any(word in words for word in COPIED)
    if not told or len(last.clips) != 1 or clips not in ((), (-1,), last.clips):
        return clips
    (place,) = last.clips
    return (last.to or (place + 1 if place > 0 else place),)


def _moved(edit: Any, before: Sequence[e.Edit], tokens: Tokens, known: Facts) -> e.Clips:
    """ "3 comes first, sepia on 3"; "the video first, the photos 2 seconds"."""
    last, clips = before[-1], tuple[int, ...](edit.clips)
    films = _films(known)
    stills = tuple(p for p in range(1, known.size + 1) if p not in films)
    if isinstance(last, e.Move) and clips == (last.clip,):
        return (last.to,) if last.clip > 1 else clips
    if isinstance(edit, FOOTAGE) and not clips and isinstance(last, e.Move):
        return (last.to,) if last.clip in films else ()
    named = any(is_number(t) and t.cat in ("num", "ref") for t in tokens)
    if not films or named or clips not in (films, stills):
        return clips
    return (
        clips
        if any(isinstance(one, SHAPING) for one in before)
        else _placed(clips, before, known.size)
    )


def _films(known: Facts) -> e.Clips:
    """The clips on the timeline that move, where others stand still."""
    films = tuple(place for place in known.films if place <= known.size)
    return films if 0 < len(films) < known.size else ()


def _placed(places: e.Clips, before: Sequence[e.Edit], size: int) -> e.Clips:
    """Where clips stand after they were moved."""
    order = [*range(1, size + 1)]
    for one in before:
        named = (one.clip, one.to) if isinstance(one, e.Move) else getattr(one, "order", ())
        if any(not 0 < abs(place) <= size for place in named):
            return places
        if isinstance(one, e.Move):
            order = _order(order, one)
        elif isinstance(one, e.Arrange):
            order = [order[place - 1] for place in _whole(one.order, size)]
    return tuple(sorted(order.index(place) + 1 for place in places))


def _whole(order: e.Clips, size: int) -> e.Clips:
    """Those that are named lead, the others follow."""
    first = tuple(place if place > 0 else place + size + 1 for place in order)
    return (*first, *(place for place in range(1, size + 1) if place not in first))


def _order(order: list[int], move: e.Move) -> list[int]:
    """The clips after one of them was moved."""
    size = len(order)
    start, end = (place - 1 if place > 0 else place + size for place in (move.clip, move.to))
    rest = [*order[:start], *order[start + 1 :]]
    return [*rest[:end], order[start], *rest[end:]]
