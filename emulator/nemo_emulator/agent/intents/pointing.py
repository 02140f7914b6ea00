"""What "it", "there" and "the rest" mean: the clips that wishes beside are about, or are not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.clauses import VALUES, is_exception
from nemo_emulator.agent.intents.continuing import EVERY, HELD, goes_on, named_again
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.said import Said, is_number
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
SHOWN_THERE: Final = frozenset({"that one", "this one", "那段", "那张", "这张", "这段", "该段"})
UPON: Final = frozenset({"上面", "上头", "上边"})
COPIES: Final = frozenset({"copy", "the copy", "duplicate", "副本", "复制的", "复制品"})
MADE: Final = (e.Generate, e.AddClips, e.Duplicate)
ONE: Final = frozenset({"一段", "那段", "那张", "这张", "该段", "underneath it", "on that one"})
INTO: Final = frozenset({"into", "to", "before", "in"})
ENTERED: Final = frozenset({"入", "进"})
IDIOM: Final = ("when", "at")
AFTER_IT: Final = ("after", "it")
EACH: Final = "each"
EACH_OF_THEM: Final = frozenset({"each of them", "each of those", "each of these", "各", "各自"})
EVERYWHERE: Final = frozenset(("everywhere", "throughout", "at all times", "处处", "到处"))
# What is said of these is not said of one clip.
NAMING: Final = frozenset(("ref", "ord", "all", "others", "whole", "films", "video", "total"))
# When, not which.
LASTING: Final = frozenset({"at all", "一直", "始终", "自始至终", "从头到尾"})
# Edits after which their clips stand where they stood.
STAYING: Final = (
    *(e.SetSeconds, e.SetMotion, e.SetVolume, e.SetLook, e.Adjust, e.SetFit),
    *(e.SetSpeed, e.Trim, e.Scale, e.Extend),
)
SHOWN: Final = (*HELD, e.SetLook, e.Adjust)
STILLS: Final = ("photo", "pic", "still", "image", "照片", "相片", "图", "张")
FILMED: Final = frozenset({"video", "clip", "films"})
# Who says so of the films does not leave them out.
AMOUNTS: Final = frozenset({"time", "gain", "span", "longer", "shorter", "factor", "half"})
FILMS: Final = ("video", "clip", "vid", "film", "footage", "视频", "录像", "段", "条片")
# Who is left out.
EXCEPTED: Final = frozenset({"ref", "ord", "into_clip"})
# Nothing comes before the first clip.
PASSING: Final = (e.SetTransition, e.SetTransitionLength)
STANDING: Final = (e.SetSeconds, e.Extend, e.Scale, e.SetMotion, e.SetLook, e.Adjust, e.SetFit)
SOUND: Final = "sound"
MUSICAL: Final = (e.SetMusic, e.UseAudio, e.FadeSound, e.CutToBeat)
SOURCES: Final = frozenset(
    ("music", "mine", "speech", "clip", "video", "films", "ref", "ord", "all", "whole", "others")
)


def meant(
    edit: e.Edit,
    tokens: Sequence[Token],
    before: e.Edit | None,
    known: Facts | None = None,
    *,
    listed: bool = False,
) -> e.Edit:
    """The same edit of the clips that the one before was about, where they are not named again.

    ``listed``: several wishes before were about one clip each.
    """
    edit = _at_its_end(edit, tokens)
    if before is None or _is_named(tokens):
        return edit
    said = [token.text for token in tokens if token.cat != EACH]
    words = {word for text in said for word in (text, *text.split())}
    if isinstance(edit, e.AddText):
        places = _in_mind(before)
        told = bool(words & IT and not _is_idle(tokens)) or edit.type == "caption"
        told = told or isinstance(before, e.RemoveText)
        clip = places[0] if len(places) == 1 and told and edit.when == e.When() else 0
        return replace(edit, when=e.When(clip=clip)) if clip else edit
    if isinstance(edit, e.SetTransition) and not edit.clips:
        place = focus(before)
        led = INTO & {token.cat for token in tokens} or ENTERED & words
        out = AFTER_IT in [(one.cat, other.cat) for one, other in pairwise(tokens)]
        into = place and (led or out) and words & IT
        return replace(edit, clips=(place + out,)) if into else edit
    if not isinstance(edit, STAYING) or edit.clips or _is_of_sound(edit, before):
        return edit
    if isinstance(before, e.Swap):
        both = words & BOTH or any(token.text in EACH_OF_THEM for token in tokens)
        return replace(edit, clips=(before.one, before.other)) if both else edit
    idle = _is_idle(tokens)
    pointing = words & (IT | BOTH) and not idle
    places = _copy(edit, before) or _in_mind(before) or _added(before, known)
    if pointing and isinstance(before, e.SetTransition):
        places = before.clips if len(before.clips) == 1 else ()
    again = named_again(tokens, before)
    places = again or places
    on = again or pointing or (not (listed or idle) and goes_on(edit, before, tokens, known))
    return replace(edit, clips=places) if on else edit


def about(edit: e.Edit | None, told: Sequence[Token], tokens: Sequence[Token]) -> e.Edit | None:
    """With the clip by which a text was ``told``, for what is then said of "that picture"."""
    clips = Said(tuple(told), {}).clips if isinstance(edit, e.ChangeText) else ()
    if len(clips) != 1 or not any(t.text in SHOWN_THERE for t in tokens):
        return edit
    return e.AddText(text="", when=e.When(clip=clips[0]))


def _at_its_end(edit: e.Edit, tokens: Sequence[Token]) -> e.Edit:
    """Of the clip that stands at an end, where it is told that way."""
    open_ = isinstance(edit, STANDING) and not edit.clips
    end = _standing_at(tokens) if open_ else 0
    return replace(edit, clips=(end,)) if isinstance(edit, STANDING) and end else edit


def _standing_at(tokens: Sequence[Token]) -> int:
    """ "Hold the portrait at the end": the clip that stands there, where none is named else."""
    if _is_named(tokens) or any(t.cat in EVERY for t in tokens):
        return 0
    ends = [
        1 if then.value == "start" else -1
        for one, then in pairwise(tokens)
        if then.cat == "moment" and then.text.startswith("at the ") and _is_single(one)
    ]
    return ends[0] if len(ends) == 1 else 0


def _is_single(token: Token) -> bool:
    return token.cat in ("pic", "clip", "inside") and not token.text.endswith("s")


def of_stills(
    edit: e.Edit, own: Sequence[Tokens], told: Sequence[Token], known: Facts | None
) -> e.Edit:
    """ "Photos 3 seconds, leave the videos": only the pictures, where films are spoken of, too.

    ``own`` are the clauses of the wish; a film that is told apart in one of them is left out.
    """
    films = known.films if known else ()
    mixed = known is not None and 0 < len(films) < known.size
    if not known or not mixed or not isinstance(edit, SHOWN) or edit.clips:
        return edit
    spared = [row for row in own if any(map(_is_filmed, row)) and not _is_timed(row)]
    rows = [row for row in own if row not in spared]
    stills = any(_are_stills(row) for row in rows)
    filmed = any(t.cat in FILMED for row in rows for t in row)
    rest = [t for t in told if not any(t in row for row in rows)]
    apart = stills and not filmed and any(_is_filmed(t) for t in (*rest, *sum(spared, ())))
    left = without_these(films, known.size)
    return replace(edit, clips=left) if apart or any(map(_excepts_films, rows)) else edit


def _is_timed(row: Tokens) -> bool:
    return any(token.cat in AMOUNTS for token in row)


def _are_stills(row: Tokens) -> bool:
    """ "Each still", "the photos"."""
    each = any(a.cat == EACH and b.text == "still" for a, b in pairwise(row))
    return each or any(map(_is_still, row))


def _excepts_films(row: Tokens) -> bool:
    """ "On everything except the video"."""
    return any(a.cat == "except" and _is_filmed(b) for a, b in pairwise(row))


def _is_still(token: Token) -> bool:
    every = token.cat == "ref" and token.value == ()
    return (every or token.cat in ("pic", "count")) and any(word in token.text for word in STILLS)


def _is_filmed(token: Token) -> bool:
    return token.cat in FILMED or (
        token.cat in ("count", "ref", "whole", "sound") and any(w in token.text for w in FILMS)
    )


def sounding(edit: e.Edit, told: Sequence[Token], before: e.Edit | None) -> e.Edit:
    """With what is heard, where nobody names it: what the edit before was about.

    "Use my song, sound at 40" is about the song, "cut clip 2, also quieter" about that clip.
    """
    if not isinstance(edit, e.SetVolume) or any(map(_is_source, told)):
        return edit
    if isinstance(before, MUSICAL):
        return replace(edit, target="music", clips=())
    footage = isinstance(before, e.Trim | e.SetSpeed) and before.clips
    if footage and not any(token.cat == "sound" for token in told):
        return replace(edit, target="sound")
    return edit


def _is_source(token: Token) -> bool:
    """It says where a sound comes from."""
    return token.cat in SOURCES or (token.cat == "sound" and token.value != "any")


def pointed(
    edit: e.Edit, tokens: Tokens, before: e.Edit | None, known: Facts | None = None
) -> e.Edit:
    """The text with the clip that is meant, where it is told by a pronoun alone."""
    if not isinstance(edit, e.AddText) or before is None:
        return edit
    clip = focus(before)
    if clip and isinstance(before, e.Duplicate) and any(t.text in COPIES for t in tokens):
        kind: Any = edit.type if any(t.cat == edit.type for t in tokens) else "caption"
        return replace(edit, type=kind, when=e.When(clip=clip))
    if edit.when != e.When():
        return edit
    alone = known is not None and not known.size
    if clip and isinstance(before, MADE) and _is_upon(tokens) and not alone:
        return replace(edit, when=e.When(clip=clip), style=replace(edit.style, position=""))
    return replace(edit, when=e.When(clip=clip)) if clip and _is_on_it(tokens) else edit


def focus(edit: e.Edit) -> int:
    """The clip that an edit leaves in mind, by its place afterwards; 0 where that is not one."""
    match edit:
        case e.AddClips(at=at, clips=clips):
            return at if at in (1, -1) or len(clips) == 1 else 0
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


def with_others(tokens: Tokens, places: e.Clips, *, into: bool = False) -> Tokens:
    """With these places for the others, or with what leads into these."""
    cat = "into_clip" if into else "ref"
    return tuple(Token(cat, places, t.text) if t.cat == "others" else t for t in tokens)


def without_these(places: e.Clips, size: int) -> e.Clips:
    """All the other clips."""
    gone = {p if p > 0 else p + size + 1 for p in places}
    return tuple(p for p in range(1, size + 1) if p not in gone)


def with_all(tokens: Tokens) -> Tokens:
    """With all clips for the others."""
    return tuple(Token("all", None, t.text) if t.cat == "others" else t for t in tokens)


def with_each(tokens: Tokens) -> Tokens:
    """With each of those that are spoken of for each of all."""
    return tuple(Token("each", None, t.text) if t.value == () else t for t in tokens)


def with_clips(tokens: Tokens, places: e.Clips) -> Tokens:
    """With these clips for what a pronoun stands for, or at the beginning."""
    rest = tuple(t for t in tokens if t.cat not in ("it", "pic"))
    return (Token("ref", places, "it"), *rest)


def in_place(tokens: Tokens, place: int) -> Tokens:
    """With the place of a clip that is gone for "in its place"."""
    found: list[Token] = []
    for token in tokens:
        if token.text == "place" and token.cat == "put" and [t.cat for t in found[-1:]] == ["in"]:
            found[-1] = Token("slot", place, "in place")
        else:
            found.append(token)
    return tuple(found)


def carried(kind: str, before: e.Edit, tokens: Tokens) -> e.Clips:
    """The clips that a move, a copy or a removal without a name is about."""
    if kind == "Move":
        return (place,) if (place := focus(before)) else ()
    it = any(token.cat == "it" for token in tokens)
    return _in_mind(before) if it and kind in ("Duplicate", "Remove") else ()


def with_it(tokens: Tokens, place: int) -> Tokens:
    """With this clip for what a pronoun stands for."""
    return tuple(Token("ref", (place,), t.text) if t.cat == "it" else t for t in tokens)


def excepted(tokens: Tokens) -> e.Clips:
    """The clips that shall be left out."""
    found = (_left_out(tokens, n) for n, t in enumerate(tokens) if t.cat == "except")
    return tuple(place for at in found if at for place in places_of(tokens[at]))


def _left_out(tokens: Tokens, n: int) -> int:
    """Where it stands who is left out: "except for the last", "but not going into 3"; 0 if not."""
    for at in range(n + 1, len(tokens)):
        if tokens[at].cat in EXCEPTED or (tokens[at].cat == "num" and is_number(tokens[at])):
            return at
        if tokens[at].cat in VALUES or tokens[at].cat == "others":
            break
    return 0


def places_of(token: Token) -> e.Clips:
    """The places of a clip that is named."""
    return tuple(token.value) if token.cat in ("ref", "into_clip") else (int(token.value),)


def without(tokens: Tokens, size: int, first: int = 1) -> Tokens:
    """With all the others for those that are left out, unless something else is said of those."""
    gone = {p if p > 0 else p + size + 1 for p in excepted(tokens)}
    at = next((n for n, t in enumerate(tokens) if t.cat == "except"), 0)
    which = at == 0 or any(t.cat == "wh" for t in tokens[at:])
    if gone and which and is_exception(tokens[at:]):
        return (*tokens[:at], *tokens[at + 1 :])
    if not gone:
        return tokens
    left = tuple(p for p in range(first, size + 1) if p not in gone)
    named = _left_out(tokens, at)
    rest = tuple(t for t in (*tokens[:at], *tokens[named + 1 :]) if t.cat != "all")
    return (*rest, Token("ref", left, f"all but {tokens[named].text}"))


def _is_named(tokens: Sequence[Token]) -> bool:
    """It is said which clips are meant, or that all are."""
    return any(
        (t.cat in NAMING and t.text not in LASTING)
        or (t.cat == "num" and is_number(t) and t.value == int(t.value))
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


def _is_upon(tokens: Tokens) -> bool:
    """上面写: on what was just made, not at its top."""
    return any(a.text in UPON and b.cat in ("add", "quote") for a, b in pairwise(tokens))


def _is_of_sound(edit: e.Edit, before: e.Edit) -> bool:
    """Of the music, or of what was said about it: no clip has a part in that."""
    return any(isinstance(x, e.SetVolume) and x.target != SOUND for x in (edit, before))


def _copy(edit: e.Edit, before: e.Edit) -> e.Clips:
    """A second time and slower: the copy is, which stands behind the clip itself."""
    if not isinstance(edit, e.SetSpeed) or not isinstance(before, e.Duplicate) or before.to:
        return ()
    return tuple(p + 1 if p > 0 else p for p in before.clips[:1])


def _added(before: e.Edit, known: Facts | None) -> e.Clips:
    """Where the new clips now stand, all of them."""
    if known is None or not isinstance(before, e.AddClips):
        return ()
    count = len(before.clips) or known.total - known.shown
    first = {1: 1, -1: known.shown + 1, 0: known.shown + 1}.get(before.at, before.at)
    return tuple(range(first, first + count)) if count > 0 else ()


def _in_mind(before: e.Edit) -> e.Clips:
    """The clips that an edit was about, where they now are."""
    place: Any = 0
    match before:
        case e.Move(to=place) | e.Replace(clip=place):
            pass
        case e.Duplicate(to=place, clips=(first,)):
            place = place or first
        case e.AddClips(at=place, clips=clips) if len(clips) == 1:
            pass
        case e.AddText(when=e.When(clip=place)) | e.RemoveText(clip=place):
            pass
        case _ if isinstance(before, STAYING):
            return before.clips
        case _:
            return ()
    return (place,) if place else ()
