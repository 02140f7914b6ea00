"""Edits that cannot both be meant: the one that says more stays."""

from collections.abc import Callable, Iterator
from typing import Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts

Edits = tuple[e.Edit, ...]
# A film of several clips that is shorter than this for each of them is none.
LEAST_MS: Final = 300
# Whatever is said later of the same clips is what they are.
LASTING: Final = (e.SetMotion, e.SetLook, e.SetSeconds, e.SetFit, e.SetTransition)
ENDS: Final = ((1, -1), (-1, 1))


def settled(edits: Edits, known: Facts | None) -> Edits:
    """The same without those that another one makes needless; lengths of what can have them."""
    lasting = tuple(_lasting(edit, known) for edit in edits)
    if len(lasting) < 2:
        return lasting  # nothing else makes it needless
    lasting = tuple(_both_ends(lasting, known))
    left = tuple(
        edit
        for edit in lasting
        if not any(is_said(edit, other, known) for other in lasting for is_said in NEEDLESS)
    )
    return left if known else _all_first(left)


def _both_ends(edits: Edits, known: Facts | None) -> Iterator[e.Edit]:
    """ "5 goes first, 2 goes last": both are told by where they stood before."""
    size = known.shown if known else 0
    rest = list(edits)
    while rest:
        edit = rest.pop(0)
        both = _to_both_ends(edit, rest[0], size) if rest else None
        yield both or edit
        if both:
            del rest[0]


def _to_both_ends(edit: e.Edit, after: e.Edit, size: int) -> e.Edit | None:
    if not isinstance(edit, e.Move) or not isinstance(after, e.Move) or not size:
        return None
    one, other = (p if p > 0 else p + size + 1 for p in (edit.clip, after.clip))
    first, last = (one, other) if edit.to == 1 else (other, one)
    middle = (p for p in range(1, size + 1) if p not in (first, last))
    fits = (edit.to, after.to) in ENDS and one != other
    return e.Arrange(order=(first, *middle, last)) if fits else None


def _all_first(edits: Edits) -> Edits:
    """ "Zoom into the first, the others stay still": they are all while nobody knows their places.

    Where they are known, the others have been named, and what is said of all later on is meant.
    """
    found = list(edits)
    for edit in edits:
        kind = type(edit)
        places = [
            n for n, one in enumerate(found) if isinstance(edit, LASTING) and type(one) is kind
        ]
        if edit in found and places and found[places[0]] != edit and not getattr(edit, "clips", 1):
            found.remove(edit)
            found.insert(places[0], edit)
    return tuple(found)


def _lasting(edit: e.Edit, known: Facts | None) -> e.Edit:
    """A third of a second is how long a transition takes, never how long a film is."""
    least = LEAST_MS * known.shown if known and known.shown > 1 else 0
    if isinstance(edit, e.SetTotal) and edit.ms < least:
        return e.SetTransitionLength(ms=edit.ms)
    return edit


def _undone(edit: e.Edit, other: e.Edit, known: Facts | None) -> bool:
    """ "Take the undo back": one of both, by what there is to be done."""
    if known is None or {type(edit), type(other)} != {e.Undo, e.Redo}:
        return False
    return isinstance(edit, e.Undo) == known.undone


def _ordered(edit: e.Edit, other: e.Edit, _: Facts | None) -> bool:
    """ "The shuffle was worse, sort them": an order that is named ends every other one."""
    if isinstance(edit, e.Shuffle):
        return isinstance(other, e.Sort | e.Arrange)
    ends = isinstance(edit, e.Move) and (edit.clip, edit.to) in ENDS
    return ends and isinstance(other, e.Reverse)


def _copied(edit: e.Edit, other: e.Edit, _: Facts | None) -> bool:
    """A copy that comes at an end is not moved there as well."""
    if not isinstance(edit, e.Move) or not isinstance(other, e.Duplicate):
        return False
    return other.clips == (edit.clip,) and other.to == edit.to


def _played(edit: e.Edit, other: e.Edit, known: Facts | None) -> bool:
    """Pictures have no speed; what is said of the speed of clips is not said of their length."""
    pair = (e.SetSpeed, e.Scale)
    if known is None or type(edit) is type(other):
        return False
    if not isinstance(edit, pair) or not isinstance(other, pair):
        return False
    if edit.clips and other.clips and not {*edit.clips} & {*other.clips}:
        return not known.videos and isinstance(edit, e.SetSpeed)
    return isinstance(edit, e.SetSpeed) if not known.videos else isinstance(edit, e.Scale)


def _silent(edit: e.Edit, other: e.Edit, _: Facts | None) -> bool:
    """Music that is gone has no level."""
    gone = isinstance(other, e.RemoveMusic) and isinstance(edit, e.SetVolume)
    return gone and getattr(edit, "target", "") == "music" and not getattr(edit, "percent", 0)


def _replaced(edit: e.Edit, other: e.Edit, _: Facts | None) -> bool:
    """What is put in place of a clip is not added as well."""
    if not isinstance(edit, e.AddClips) or not isinstance(other, e.Replace):
        return False
    return edit.clips in ((), (other.by,))


def _left_out(edit: e.Edit, other: e.Edit, known: Facts | None) -> bool:
    """What is not used is not removed as well."""
    if not known or not isinstance(edit, e.Remove) or not isinstance(other, e.UseOnly):
        return False
    gone = {p if p > 0 else p + known.total + 1 for p in edit.clips}
    left = set(range(1, known.total + 1)) - {*other.clips}
    return not known.shown and gone == left


def _dragging(edit: e.Edit, other: e.Edit, _: Facts | None) -> bool:
    """ "Half a second off each, it drags": how much is said."""
    exact = isinstance(other, e.Extend | e.ExtendTotal | e.SetSeconds | e.SetTotal)
    return exact and isinstance(edit, e.Scale) and edit.clips == getattr(other, "clips", ())


Needless = Callable[[e.Edit, e.Edit, Facts | None], bool]
NEEDLESS: Final[tuple[Needless, ...]] = (
    _undone,
    _ordered,
    _copied,
    _played,
    _silent,
    _replaced,
    _dragging,
    _left_out,
)
