"""Two edits that follow each other as one, where people say one thing twice or in two steps."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, Final

from nemo_emulator.agent import bearings
from nemo_emulator.agent import edits as e

# As loud again as one step when nobody says how much.
STEP_DB: Final = 6.0
MOST_CARD_MS: Final = 10_000
_AGAIN = e.Undo | e.Redo | e.Duplicate


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
    together = _TOGETHER.get((type(one), type(other)))
    found: e.Edit | None = together(one, other) if together else None
    return found or (one if bearings.same(one, other) else None)


def _latest(one: Any, other: Any) -> Any:
    """What is said again of the same thing of the same clips replaces what was said before."""
    alike = one.clips == other.clips and getattr(one, "what", "") == getattr(other, "what", "")
    return other if alike else None


def _copied(one: e.Duplicate, other: e.Duplicate) -> e.Duplicate | None:
    """ "Copy clip 5 and use the copy as the opener": where the copy goes."""
    goes = one.clips and not one.to and other.to and not other.clips
    return replace(one, to=other.to) if goes else None


def _canvas(one: e.SetCanvas, other: e.SetCanvas) -> e.SetCanvas:
    short = other.short_side or one.short_side
    return e.SetCanvas(ratio=other.ratio or one.ratio, short_side=short)


def _fitted(one: e.SetFit, other: e.SetFit) -> e.SetFit | None:
    """Bars cannot be filled twice: a ground behind pictures that are shown whole."""
    if one.clips != other.clips:
        return None
    mode = one.mode if other.mode == "" else other.mode
    return replace(other, mode=mode, background=other.background or one.background)


def _transition(one: Any, other: e.SetTransition) -> e.SetTransition | None:
    return replace(other, ms=other.ms or one.ms) if one.clips == other.clips else None


def _lasting(one: e.SetTransition, other: e.SetTransitionLength) -> e.SetTransition | None:
    fits = one.style != "cut" and other.clips in ((), one.clips)
    return replace(one, ms=other.ms) if fits else None


def _music(one: e.SetMusic, other: e.SetMusic) -> e.SetMusic | None:
    return None if one.mood else replace(other, tempo=other.tempo or one.tempo)


def _volume(one: e.SetVolume, other: e.SetVolume) -> e.SetVolume | None:
    """Louder or quieter, and how much; of what, is said once."""
    if (
        one.percent is not None
        and other.db
        and (other.target, other.clips) == (one.target, one.clips)
    ):
        return one if (one.percent > 100) == (other.db > 0) else None  # so much, for it is too low
    if not one.db:
        return None
    if one.db * other.db > 0 and (one.target == "all") != (other.target == "all"):
        return _specific(one, other)
    if other.target == one.target and one.db * other.db > 0 and one.clips == other.clips:
        return one if abs(other.db) == STEP_DB else other
    if other.target == one.target:
        return other if one.clips == other.clips else None
    vague = other.target == "all" and other.percent is not None
    return replace(other, target=one.target) if vague else None


def _specific(one: e.SetVolume, other: e.SetVolume) -> e.SetVolume | None:
    """ "Louder please, I can't hear the song": of what, by how much, and where."""
    if one.clips and other.clips and one.clips != other.clips:
        return None
    first, then = (one, other) if other.target == "all" else (other, one)
    db = then.db if abs(first.db) == STEP_DB else first.db
    return replace(first, db=db, clips=first.clips or then.clips)


def _needless(one: e.RemoveMusic, other: e.SetVolume) -> e.RemoveMusic | None:
    """ "No music, it's too loud"."""
    return one if other.target in ("music", "all") and other.db else None


def _ducked(one: e.Duck, other: e.SetVolume) -> e.Duck | None:
    """How loud the music is while somebody speaks is no other wish."""
    again = other.target == "music" and (other.db < 0 or other.percent == one.percent)
    return one if again else None


def _trims(one: e.Trim, other: e.Trim) -> e.Trim | None:
    """Off the head and off the tail of the same clips."""
    offs = [one.head * other.head, one.tail * other.tail]
    kept = (one.start, one.end, other.start, other.end)
    if one.clips != other.clips or any(offs) or any(edge is not None for edge in kept):
        return None
    return e.Trim(clips=one.clips, head=one.head + other.head, tail=one.tail + other.tail)


def _fades(one: e.FadeSound, other: e.FadeSound) -> e.FadeSound:
    into = one.into if other.into is None else other.into
    return e.FadeSound(into=into, out=one.out if other.out is None else other.out)


def _clips_length(one: Any, other: e.SetSeconds) -> e.SetSeconds | None:
    return replace(other, clips=one.clips) if other.clips in ((), one.clips) else None


def _sped(one: e.SetSpeed, other: e.SetSpeed) -> e.SetSpeed | None:
    """ "Slow it down, half speed": the second says how much."""
    vague = one.relative and other.clips == ()
    return replace(other, clips=one.clips) if vague else _latest(one, other)


def _paced(one: e.SetSpeed, other: e.SetSeconds) -> e.SetSeconds | None:
    """ "They change too quickly, give each 4 seconds"."""
    return _clips_length(one, other) if one.relative else None


def _rather(one: e.SetSpeed, other: e.Scale) -> e.Scale | None:
    """ "They change too fast, show each twice as long"."""
    return other if one.relative and one.clips in ((), other.clips) else None


def _held(one: e.AddCard, other: e.SetTotal) -> e.AddCard | None:
    """ "End on a page ... Hold it for 5 seconds"."""
    return replace(one, ms=other.ms) if other.ms <= MOST_CARD_MS else None


def _whole_length(one: e.Scale, other: Any) -> Any:
    """ "It's too long, take 10 seconds off"."""
    return None if one.clips else other


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


_TOGETHER: Final[Mapping[tuple[type, type], Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        **{
            (kind, kind): _latest
            for kind in (
                e.SetLook,
                e.Adjust,
                e.SetTransitionLength,
                e.Scale,
                e.SetSeconds,
            )
        },
        (e.Duplicate, e.Duplicate): _copied,
        (e.SetCanvas, e.SetCanvas): _canvas,
        (e.SetFit, e.SetFit): _fitted,
        (e.SetTransition, e.SetTransition): _transition,
        (e.SetTransition, e.SetTransitionLength): _lasting,
        (e.SetTransitionLength, e.SetTransition): _transition,
        (e.SetMusic, e.SetMusic): _music,
        (e.SetVolume, e.SetVolume): _volume,
        (e.FadeSound, e.FadeSound): _fades,
        (e.RemoveMusic, e.SetVolume): _needless,
        (e.Duck, e.SetVolume): _ducked,
        (e.SetSpeed, e.SetSpeed): _sped,
        (e.SetSpeed, e.SetSeconds): _paced,
        (e.SetSpeed, e.Scale): _rather,
        (e.AddCard, e.SetTotal): _held,
        (e.Scale, e.SetSeconds): _clips_length,
        (e.Extend, e.SetSeconds): _clips_length,
        (e.Scale, e.Extend): _latest,
        (e.ExtendTotal, e.Scale): lambda one, other: None if other.clips else one,
        (e.Scale, e.SetTotal): _whole_length,
        (e.Scale, e.ExtendTotal): _whole_length,
        (e.Trim, e.Trim): _trims,
        (e.AddText, e.ChangeText): _restyled,
        (e.ChangeText, e.ChangeText): _restyled,
    }
)
