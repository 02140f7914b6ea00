"""What "it", "there" and "the rest" mean: the clips that wishes beside are about, or are not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import is_exception
from nemo_emulator.agent.intents.said import is_number
from nemo_emulator.agent.tokens import Token

Tokens = tuple[Token, ...]
IT: Final = frozenset(
    (
        *("it", "its", "them", "em", "there", "that one", "this one", "that", "those", "these"),
        *("它", "它们", "那段", "那张", "这张", "这段", "该段"),
    )
)
BOTH: Final = frozenset({"both", "俩", "它俩", "这俩", "两张都"})
ON: Final = frozenset({"in", "at", "to", "for"})
ONE: Final = frozenset({"一段", "那段", "那张", "这张", "该段", "underneath it", "on that one"})
INTO: Final = frozenset({"into", "to", "before"})
IDIOM: Final = ("when", "at")
EACH: Final = "each"
EVERYWHERE: Final = frozenset(("everywhere", "throughout", "at all times", "处处", "到处"))
# What is said of these is not said of one clip.
NAMING: Final = frozenset(("ref", "ord", "all", "others", "whole", "films", "video", "total"))
NEVER: Final = "at all"
# Without a pronoun, these say that something else is meant.
PICTURES: Final = frozenset({"pic", "clip", "video", "films", "music", "transition", "each"})
# 停六秒: so long does it stay.
LASTING: Final = frozenset({"for", "time"})
# Edits after which their clips stand where they stood.
STAYING: Final = (
    *(e.SetSeconds, e.SetMotion, e.SetVolume, e.SetLook, e.Adjust, e.SetFit),
    *(e.SetSpeed, e.Trim, e.Scale, e.Extend),
)
FOOTAGE: Final = (e.Trim, e.SetSpeed, e.SetVolume)
HELD: Final = (e.SetSeconds, e.Extend, e.Scale, e.SetMotion)
SHOWN: Final = (*HELD, e.SetLook, e.Adjust)
# Nothing comes before the first clip.
PASSING: Final = (e.SetTransition, e.SetTransitionLength)
SOUND: Final = "sound"


def meant(edit: e.Edit, tokens: Sequence[Token], before: e.Edit | None) -> e.Edit:
    """The same edit of the clips that the one before was about, where they are not named again."""
    if before is None or _is_named(tokens):
        return edit
    said = [token.text for token in tokens if token.cat != EACH]
    words = {word for text in said for word in (text, *text.split())}
    if isinstance(edit, e.AddText):
        places = _in_mind(before)
        told = bool(words & IT and not _is_idle(tokens)) or edit.type == "caption"
        clip = places[0] if len(places) == 1 and told and edit.when == e.When() else 0
        return replace(edit, when=e.When(clip=clip)) if clip else edit
    if isinstance(edit, e.SetTransition) and not edit.clips:
        place = focus(before)
        into = place and INTO & {token.cat for token in tokens} and words & IT
        return replace(edit, clips=(place,)) if into else edit
    if not isinstance(edit, STAYING) or edit.clips or _is_of_sound(edit, before):
        return edit
    if isinstance(before, e.Swap):
        return replace(edit, clips=(before.one, before.other)) if words & BOTH else edit
    pointing = words & (IT | BOTH) and not _is_idle(tokens)
    on = pointing or _goes_on(edit, before, tokens)
    return replace(edit, clips=_in_mind(before)) if on else edit


def pointed(edit: e.Edit, tokens: Tokens, before: e.Edit | None) -> e.Edit:
    """The text with the clip that is meant, where it is told by a pronoun alone."""
    if not isinstance(edit, e.AddText) or edit.when != e.When() or before is None:
        return edit
    clip = focus(before)
    return replace(edit, when=e.When(clip=clip)) if clip and _is_on_it(tokens) else edit


def focus(edit: e.Edit) -> int:
    """The clip that an edit leaves in mind, by its place afterwards; 0 where that is not one."""
    match edit:
        case e.AddClips(at=at):
            return at if at in (1, -1) else 0
        case e.Generate():
            return -1
        case e.Keep(clips=(_,)):
            return 1
        case _:
            places = _in_mind(edit)
            return places[0] if len(places) == 1 else 0


def remaining(edits: Iterable[e.Edit], size: int, spared: Sequence[int] = ()) -> e.Clips:
    """The places that are not spared and that no edit names; none where one is about all."""
    told = tuple(edits)
    rows = [getattr(edit, "clips", ()) for edit in told] + [tuple(spared)] * bool(spared)
    gone = {p if p > 0 else p + size + 1 for row in rows for p in row}
    first = 2 if any(isinstance(edit, PASSING) for edit in told) else 1
    return tuple(p for p in range(first, size + 1) if p not in gone) if rows and all(rows) else ()


def with_others(tokens: Tokens, places: e.Clips) -> Tokens:
    """With these places for the others."""
    return tuple(Token("ref", places, t.text) if t.cat == "others" else t for t in tokens)


def with_all(tokens: Tokens) -> Tokens:
    """With all clips for the others."""
    return tuple(Token("all", None, t.text) if t.cat == "others" else t for t in tokens)


def with_clip(tokens: Tokens, place: int) -> Tokens:
    """With this clip for what a pronoun stands for, or at the beginning."""
    rest = tuple(t for t in tokens if t.cat not in ("it", "pic"))
    return (Token("ref", (place,), "it"), *rest)


def excepted(tokens: Tokens) -> e.Clips:
    """The clips that shall be left out."""
    pairs = pairwise(tokens)
    found = (b.value for a, b in pairs if a.cat == "except" and b.cat == "ref")
    return tuple(place for value in found for place in value)


def without(tokens: Tokens, size: int) -> Tokens:
    """With all the others for those that are left out, unless something else is said of those."""
    gone = {p if p > 0 else p + size + 1 for p in excepted(tokens)}
    at = next((n for n, t in enumerate(tokens) if t.cat == "except"), 0)
    which = at == 0 or any(t.cat == "wh" for t in tokens[at:])
    if not gone or (which and is_exception(tokens[at:])):
        return tokens
    left = tuple(p for p in range(1, size + 1) if p not in gone)
    rest = tuple(t for t in (*tokens[:at], *tokens[at + 2 :]) if t.cat != "all")
    return (*rest, Token("ref", left, tokens[at + 1].text))


def _is_named(tokens: Sequence[Token]) -> bool:
    """It is said which clips are meant, or that all are."""
    return any(
        (t.cat in NAMING and t.text != NEVER)
        or (t.cat == "num" and is_number(t))
        or t.text in EVERYWHERE
        for t in tokens
    )


def _is_idle(tokens: Sequence[Token]) -> bool:
    """ "While you're at it" points at nothing."""
    return IDIOM in [(one.cat, other.cat) for one, other in pairwise(tokens)]


def _is_on_it(tokens: Tokens) -> bool:
    pairs = pairwise(tokens)
    it = any(a.cat in ON and b.cat == "it" for a, b in pairs)
    return it or any(token.text in ONE for token in tokens)


def _is_of_sound(edit: e.Edit, before: e.Edit) -> bool:
    """Of the music, or of what was said about it: no clip has a part in that."""
    return any(isinstance(x, e.SetVolume) and x.target != SOUND for x in (edit, before))


def _goes_on(edit: e.Edit, before: e.Edit, tokens: Sequence[Token]) -> bool:
    """Nothing is named: what follows on one clip's length, motion or sound is about that clip."""
    if any(token.cat in PICTURES for token in tokens):
        return False
    if not isinstance(before, STAYING):
        return all(t.cat in LASTING and not t.text.isascii() for t in tokens if t.cat != "time")
    again = isinstance(edit, e.Adjust) and isinstance(before, e.Adjust)
    heard = isinstance(edit, FOOTAGE) and isinstance(before, FOOTAGE)
    return again or heard or (isinstance(edit, HELD) and isinstance(before, SHOWN))


def _in_mind(before: e.Edit) -> e.Clips:
    """The clips that an edit was about, where they now are."""
    place: Any = 0
    match before:
        case e.Move(to=place) | e.Replace(clip=place):
            pass
        case e.Duplicate(to=place, clips=clips) if len(clips) == 1:
            place = place or clips[0]
        case e.AddClips(at=place, clips=clips) if len(clips) == 1:
            pass
        case e.AddText(when=e.When(clip=place)) | e.RemoveText(clip=place):
            pass
        case _ if isinstance(before, STAYING):
            return before.clips
        case _:
            return ()
    return (place,) if place else ()
