"""Where clips stand that a message names by their old numbers, after it moved or removed others.

"Lose 1, put 6 at the end": whoever asks for both at once still sees the numbers of before.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.tokens import Token

Edits = tuple[e.Edit, ...]
NAMED: Final = frozenset({"ref", "ord", "num", "slot"})
# Who says so counts anew.
ANEW: Final = frozenset(("new", "now", "left", "remaining", "新", "新的", "剩下", "现在"))
BESIDE: Final = (" after ", " before ")
NUMBER: Final = re.compile(
    r"\d|[一二三四五六七八九十]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b"
)
ORDERING: Final = (e.Remove, e.Keep, e.Move)
# After these nobody can tell the places from the words.
OPEN: Final = (
    *(e.Make, e.UseOnly, e.AddClips, e.Duplicate, e.Swap, e.Replace, e.Reverse, e.Shuffle),
    *(e.Arrange, e.Sort, e.Undo, e.Redo, e.StartOver, e.Generate),
)


def renumbered(
    edit: e.Edit, tokens: Sequence[Token], before: Sequence[e.Edit], known: Facts | None
) -> e.Edit:
    """The same edit of the clips that its own words name by number, where they stand by now."""
    size = known.shown if known else 0
    if not size or not any(isinstance(one, ORDERING) for one in before):
        return edit
    if any(isinstance(one, OPEN) for one in before) or any(t.text in ANEW for t in tokens):
        return edit
    if _is_other_end(edit, before[-1]):
        return edit  # see settling.py
    goals = {one.to for one in before if isinstance(one, e.Move)}
    named = {place for token in tokens for place in _numbers(token)} - goals
    order = standing(before, size) if named else []
    return _at(edit, {p: n for n, p in enumerate(order, start=1) if p in named})


def _is_other_end(edit: e.Edit, before: e.Edit) -> bool:
    """ "5 goes first, 2 goes last"."""
    match before, edit:
        case e.Move(to=one), e.Move(to=other):
            return {one, other} == {1, -1}
        case _:
            return False


def all_renumbered(edits: Sequence[e.Edit], tokens: Sequence[Token], known: Facts | None) -> Edits:
    """Each of them, after those before it."""
    done: list[e.Edit] = []
    for edit in edits:
        done.append(renumbered(edit, tokens, done, known))
    return tuple(done)


def old_places(edits: Sequence[e.Edit], size: int) -> set[int]:
    """The numbers that the clips of edits had before those in front of them."""
    found = set[int]()
    for n, edit in enumerate(edits):
        if n and any(isinstance(one, ORDERING) for one in edits[:n]):
            told: Any = edit
            clip = edit.when.clip if isinstance(edit, e.AddText) else getattr(told, "clip", 0)
            found |= _places((*getattr(told, "clips", ()), clip), standing(edits[:n], size))
    return found


def _at(edit: e.Edit, where: dict[int, int]) -> e.Edit:
    told: Any = edit
    clips: e.Clips = getattr(edit, "clips", ())
    found: e.Edit = edit
    if clips and {*clips} <= where.keys():
        found = replace(told, clips=tuple(where[place] for place in clips))
    elif isinstance(edit, e.Move) and edit.clip in where:
        found = replace(edit, clip=where[edit.clip])
    elif isinstance(edit, e.AddText) and edit.when.clip in where:
        found = replace(edit, when=replace(edit.when, clip=where[edit.when.clip]))
    return found


def _numbers(token: Token) -> e.Clips:
    """The places that a token names by number; "the last" is none."""
    told = token.cat in NAMED and NUMBER.search(token.text)
    if not told or any(word in token.text for word in BESIDE):
        return ()
    places = token.value if token.cat == "ref" else (token.value,)
    return tuple(int(place) for place in places if place > 0)


def standing(before: Sequence[e.Edit], size: int) -> list[int]:
    """The clips by their old numbers, as they stand after edits."""
    order = [*range(1, size + 1)]
    for one in before:
        match one:
            case e.Remove(clips=clips):
                gone = _places(clips, order)
                order = [p for p in order if p not in gone]
            case e.Keep(clips=clips):
                kept = _places(clips, order)
                order = [p for p in order if p in kept]
            case e.Move(clip=clip, to=to) if max(abs(clip), abs(to)) <= len(order):
                place = order.pop(clip - 1 if clip > 0 else clip)
                order.insert(to - 1 if to > 0 else to + len(order) + 1, place)
            case _:
                pass
    return order


def _places(clips: e.Clips, order: Sequence[int]) -> set[int]:
    return {order[p - 1 if p > 0 else p] for p in clips if p and abs(p) <= len(order)}
