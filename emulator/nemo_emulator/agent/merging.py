"""Two edits that follow each other as one, where people say one thing twice or in two steps."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from nemo_emulator.agent import bearings
from nemo_emulator.agent import edits as e

_AGAIN = e.Undo | e.Redo | e.Duplicate
# What is said again of the same thing replaces what was said before.
_LATEST = e.Adjust | e.SetTransitionLength | e.SetSpeed | e.Scale | e.SetSeconds


def once(edits: Iterable[e.Edit]) -> Iterator[e.Edit]:
    """Without repetitions, which people make when they explain; undoing twice is meant."""
    kept: list[e.Edit] = []
    for edit in edits:
        if kept and (one := merged(kept[-1], edit)):
            kept[-1] = one
        elif edit not in kept or isinstance(edit, _AGAIN):
            kept.append(edit)
    return iter(kept)


def merged(one: e.Edit, other: e.Edit) -> e.Edit | None:
    """Two edits in a row of the same thing as one, where the second says more."""
    found: e.Edit | None = None
    match one, other:
        case e.SetCanvas(), e.SetCanvas():
            short = other.short_side or one.short_side
            found = e.SetCanvas(ratio=other.ratio or one.ratio, short_side=short)
        case e.SetFit(), e.SetFit() if one.clips == other.clips:
            found = _fitted(one, other)
        case e.SetTransition(), e.SetTransition() if one.clips == other.clips:
            found = replace(other, ms=other.ms or one.ms)
        case e.SetTransition(), e.SetTransitionLength() if one.style != "cut":
            found = replace(one, ms=other.ms) if other.clips in ((), one.clips) else None
        case e.SetMusic(mood=""), e.SetMusic():
            found = replace(other, tempo=other.tempo or one.tempo)
        case e.SetVolume(), e.SetVolume() if other.target == one.target:
            found = other if one.db and one.clips == other.clips else None
        case e.FadeSound(), e.FadeSound():
            into = one.into if other.into is None else other.into
            found = e.FadeSound(into=into, out=one.out if other.out is None else other.out)
        case ((e.AddText() | e.ChangeText()), e.ChangeText()):
            found = _restyled(one, other)
        case e.Scale(clips=()), e.SetTotal() | e.ExtendTotal():
            found = other
        case e.Scale(), e.Extend() if one.clips == other.clips:
            found = other
        case e.Scale() | e.Extend(), e.SetSeconds() if other.clips in ((), one.clips):
            found = replace(other, clips=one.clips)
        case _ if isinstance(other, _LATEST) and _alike(one, other):
            found = other
        case _ if bearings.same(one, other):
            found = one
        case e.SetVolume(), e.SetVolume() if other.percent is not None and one.db:
            found = replace(other, target=one.target)
        case _:
            pass
    return found


def _fitted(one: e.SetFit, other: e.SetFit) -> e.SetFit | None:
    """Bars cannot be filled twice: a ground behind pictures that are shown whole."""
    if other.mode in ("", one.mode):
        return replace(one, background=other.background or one.background)
    return replace(other, background=other.background or one.background)


def _alike(one: Any, other: Any) -> bool:
    """Of the same property of the same clips."""
    return (
        type(one) is type(other)
        and one.clips == other.clips
        and getattr(one, "what", "") == getattr(other, "what", "")
    )


def _restyled(one: e.AddText | e.ChangeText, other: e.ChangeText) -> e.Edit | None:
    """The look of a text that was just spoken of; other words only when it had none."""
    fits = other.type in ("any", one.type) or (isinstance(one, e.ChangeText) and one.type == "any")
    if not fits or (other.text and one.text) or other.when.clip not in (0, one.when.clip):
        return None
    kind: Any = one.type if one.type != "any" else other.type
    return replace(
        one,
        type=kind,
        text=one.text or other.text,
        when=_over(one.when, other.when),
        style=_over(one.style, other.style),
    )


def _over(one: Any, other: Any) -> Any:
    """What the second says, and what the first says besides."""
    plain = type(other)()
    said = {
        field.name: getattr(other, field.name)
        for field in fields(other)
        if getattr(other, field.name) != getattr(plain, field.name)
    }
    return replace(one, **said)
