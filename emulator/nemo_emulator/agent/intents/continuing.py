"""What follows on a wish without naming clips: whether it is about the same ones.

"Number 6 is dull, warm it up and raise the brightness", "4 to 8: fill the frame, and pan left".
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.tokens import Token

# Without a pronoun, these say that something else is meant.
APART: Final = frozenset({"pic", "clip", "video", "films", "music", "transition", "each", "count"})
# "Make the picture darker": what is seen of a clip that was named.
SEEN: Final = frozenset({"picture", "the picture", "image", "the image", "画面"})
# 停六秒: so long does it stay.
STAYS: Final = frozenset({"for", "time", "put", "show"})
NOWHERE: Final = frozenset({"anywhere", "nowhere"})
EVERY: Final = frozenset(("all", "each", "total", "whole", "others", "quote"))
FOOTAGE: Final = (e.Trim, e.SetSpeed, e.SetVolume)
HELD: Final = (e.SetSeconds, e.Extend, e.Scale, e.SetMotion)
LOOKED: Final = (e.SetLook, e.Adjust, e.SetFit)
# After these it is what was put somewhere.
MOVING: Final = (e.Move, e.Replace, e.Duplicate)
MANY: Final = frozenset(
    (
        *("those", "these", "them", "both", "those two", "these two", "they"),
        *("它们", "这两张", "那两张", "俩", "它俩", "这俩", "两张都"),
    )
)
SINGLE: Final = 1
# "Hold five": a number in words that was just named.
HOLDING: Final = frozenset({"show", "keep", "hold", "make", "set"})
BETWEEN: Final = "between"
PAIR: Final = frozenset({"both of them", "both of those"})
HALVES: Final = (1, -1)
ENTERING: Final = frozenset(
    ("comes in", "comes", "enters", "enter", "进", "进来", "进入", "入", "入场", "出现", "登场")
)


def goes_on(
    edit: e.Edit, before: e.Edit, tokens: Sequence[Token], known: Facts | None = None
) -> bool:
    """Nothing is named: what follows on one clip's looks, length or sound is about that clip."""
    if any((t.cat in APART and t.text not in SEEN) or t.text in NOWHERE for t in tokens):
        return False
    if isinstance(before, MOVING) and isinstance(edit, (*HELD, e.SetSpeed)):
        return not any(token.cat in EVERY for token in tokens)
    if isinstance(edit, FOOTAGE):
        return isinstance(before, FOOTAGE) or _are_films(before, known)
    if isinstance(before, e.AddText | e.RemoveText):
        return isinstance(edit, (*HELD, *LOOKED)) and not any(t.cat in EVERY for t in tokens)
    if not isinstance(before, (*FOOTAGE, *HELD, *LOOKED)):
        return all(t.cat in STAYS and not t.text.isascii() for t in tokens if t.cat != "time")
    return isinstance(edit, (*HELD, *LOOKED))


def _are_films(before: e.Edit, known: Facts | None) -> bool:
    clips = before.clips if isinstance(before, (*HELD, *LOOKED)) else ()
    return known is not None and bool(clips) and {*clips} <= {*known.films}


def _are_halves(edits: Sequence[e.Edit], size: int) -> bool:
    """ "The first three 3 seconds, the last three 5": between those is one place."""
    rows = [_clips(edit) for edit in edits[-2:]]
    several = min(map(len, rows)) > SINGLE and sum(map(len, rows)) == size
    alike = type(edits[-1]) is type(edits[-2:][0])
    return several and alike and (rows[0][0], rows[1][-1]) == HALVES


def together(edits: Sequence[e.Edit], tokens: Sequence[Token]) -> e.Edit | None:
    """What several wishes of a kind were about, one clip each, where "those two" are spoken of."""
    if not any(token.text in MANY for token in tokens):
        return None
    last = edits[-1:]
    row = [_place(edit) for edit in edits if last and type(edit) is type(last[0])]
    fits = len(row) > SINGLE and all(row) and len({*row}) == len(row)
    return e.SetMotion(style="still", clips=tuple(row)) if fits else None


def is_listed(edits: Sequence[e.Edit]) -> bool:
    """ "The first in sepia, the second in noir": of which of them more is said, nobody knows."""
    return any(
        type(one) is type(other) and _clips(one) and _clips(other) and _clips(one) != _clips(other)
        for one, other in pairwise(edits[-2:])
    )


def _clips(edit: e.Edit) -> e.Clips:
    clips: e.Clips = getattr(edit, "clips", ())
    return clips


def _place(edit: e.Edit) -> int:
    """The one clip that an edit is about; 0 for none, or several."""
    if isinstance(edit, e.AddText):
        return edit.when.clip or 0
    clips = _clips(edit)
    return clips[0] if len(clips) == SINGLE else 0


def named_again(tokens: Sequence[Token], before: e.Edit) -> e.Clips:
    """ "Fade between four and five, and hold five for ten seconds": that clip."""
    clips = before.clips if isinstance(before, e.SetTransition) else _clips(before)
    pairs = pairwise(tokens)
    again = any(
        one.cat in HOLDING and then.cat == "num" and (then.value,) == clips for one, then in pairs
    )
    return clips if again else ()


def entering(edit: e.Edit | None, told: Sequence[Token]) -> e.Edit | None:
    """ "6 comes in with a flash, hold it", 第六张用闪白进来，停2秒: it is about that clip."""
    clips = edit.clips if isinstance(edit, e.SetTransition) else ()
    led = len(clips) == SINGLE and bool(told) and told[0].cat in ("ref", "num")
    comes = led and any(
        t.text in ENTERING or (n == 1 and t.cat == "in") for n, t in enumerate(told)
    )
    return e.SetMotion(style="still", clips=clips) if comes else edit


def beside(edit: e.Edit | None, told: Sequence[Token], tokens: Sequence[Token]) -> e.Edit | None:
    """ "4 goes before 2, both of those darker": that one, and whom it was put beside."""
    if not isinstance(edit, e.Move) or not any(t.text in PAIR | MANY for t in tokens):
        return edit
    sides = {token.cat for token in told} & {"before", "after"}
    if len(sides) != SINGLE or edit.to < 1:
        return edit
    clips = (edit.to, edit.to + 1) if "before" in sides else (edit.to - 1, edit.to)
    return e.SetMotion(style="still", clips=clips) if min(clips) > 0 else edit


def of_chosen(edit: e.Edit, done: Sequence[e.Edit]) -> e.Edit:
    """ "Use 5, 3 and 1 with fades": of all that are shown then."""
    last = done[-1] if done else None
    told: Any = edit
    if not isinstance(last, e.UseOnly) or not isinstance(edit, (*HELD, *LOOKED, e.SetTransition)):
        return edit
    return replace(told, clips=()) if {*edit.clips} == {*last.clips} else edit


def joins(
    edit: e.Edit, tokens: Sequence[Token], edits: Sequence[e.Edit], known: Facts | None = None
) -> e.Edit:
    """ "2 to 5 pan up, slide between them": where those clips meet that were spoken of."""
    cats = {token.cat for token in tokens}
    if not isinstance(edit, e.SetTransition) or edit.clips or BETWEEN not in cats:
        return edit
    if cats & (APART - {"transition"}) or cats & EVERY or not edits:
        return edit
    row = _clips(edits[-1])
    if known and _are_halves(edits, known.size):
        return replace(edit, clips=row[:1])
    if len(row) == SINGLE and type(edits[-1]) is type(edits[-2:][0]):
        row = tuple(dict.fromkeys((*_clips(edits[-2:][0]), *row)))
    beside = len(row) > SINGLE and row == tuple(range(row[0], row[0] + len(row)))
    return replace(edit, clips=row[1:]) if beside else edit
