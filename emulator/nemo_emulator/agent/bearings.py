"""What words that stand apart from a wish belong to: places, lengths, "the others", "it"."""

from dataclasses import replace
from typing import Any

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.grammar.slots import Wish
from nemo_emulator.agent.tokens import Token

# These name uploads, or everything there is by their nature.
_WHOLE = e.Make | e.UseOnly | e.AddClips | e.Keep | e.Remove | e.Duplicate
# These are done to everything, or not at all.
_ALL = e.Reverse | e.Shuffle | e.Sort | e.CutToBeat | e.SetTotal | e.ExtendTotal
MOST_TRANSITION_MS = 5000


def places(tokens: tuple[Token, ...]) -> e.Clips:
    """Clips that are named and that no rule has used; 最后 alone says when, not which."""
    named: list[e.Clips] = [t.value for t in tokens if t.cat == "ref"]
    counted = any(token.cat == "num" for token in tokens)
    first = [t for n, t in enumerate(tokens) if n or t.cat != "ord" or t.value != 1]
    named += [(t.value,) for t in first if t.cat == "ord" and (counted or t.value != -1)]
    return tuple(place for row in named for place in row)


def unused(tokens: tuple[Token, ...], wishes: list[Wish]) -> bool:
    """Clips are named, and nothing that is asked for is about clips."""
    edits = [edit for wish in wishes for edit in wish.edits]
    return any(t.cat == "ref" and t.value for t in tokens) and not any(map(_has_place, edits))


def _has_place(edit: Any) -> bool:
    return isinstance(edit, _WHOLE | e.Move | e.Swap | e.Replace | e.Arrange) or any(
        getattr(edit, name, None) for name in ("clips", "clip", "when")
    )


def of_some(wishes: list[Wish]) -> bool:
    """Whether something is asked of some clips that can be done to all of them only."""
    return any(isinstance(edit, _ALL) for wish in wishes for edit in wish.edits)


def about(wishes: list[Wish], where: e.Clips) -> list[Wish]:
    """The wishes of a clause in which clips stand apart: they are what it is about."""
    return [
        replace(wish, edits=tuple(_about(edit, where) for edit in wish.edits)) for wish in wishes
    ]


def _about(edit: Any, where: e.Clips) -> Any:
    match edit:
        case e.RemoveText(clip=0):
            return replace(edit, clip=where[0])
        case e.AddText() | e.ChangeText() if edit.when == e.When():
            return replace(edit, when=e.When(clip=where[0]))
        case _:
            pass
    open_ = getattr(edit, "clips", None) == () and not isinstance(edit, _WHOLE)
    return replace(edit, clips=where) if open_ else edit


def lasting(wish: Wish, ms: int) -> Wish | None:
    """The wish with a length that was said after it; None when it takes none."""
    if not wish.edits:
        return None
    *before, last = wish.edits
    if isinstance(last, e.FadeSound) and ms <= MOST_TRANSITION_MS:
        return replace(wish, edits=(*before, _fading(last, ms)))
    if not isinstance(last, e.SetTransition) or ms > MOST_TRANSITION_MS:
        return None
    if last.ms is not None or last.style == "cut":
        return None
    return replace(wish, edits=(*before, replace(last, ms=ms)))


def _fading(fade: e.FadeSound, ms: int) -> e.FadeSound:
    return e.FadeSound(into=fade.into and ms, out=fade.out and ms)


def shaped(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A shape that is named outweighs the one that a platform would mean."""
    if not any(token.cat in ("ratio", "orient", "size") for token in tokens):
        return tokens
    return tuple(replace(t, value="") if t.cat == "platform" else t for t in tokens)


def apposed(tokens: tuple[Token, ...], wish: Wish) -> Wish | None:
    """The wish before with the clips that a clause does nothing but name: "that's number 5"."""
    cats = {token.cat for token in tokens}
    if not places(tokens) or not cats <= {"ref", "and", "because", "for", "in", "only", "to", "at"}:
        return None
    (moved,) = about([wish], places(tokens))
    return moved if moved != wish else None


def removes(wishes: list[Wish]) -> bool:
    """What was asked for last is to take something away."""
    kinds = e.Remove | e.RemoveText | e.RemoveMusic | e.RemoveCard
    return bool(wishes) and any(isinstance(edit, kinds) for edit in wishes[-1].edits)


def others(wishes: list[Wish], wish: Wish) -> list[Wish] | None:
    """ "... and the others so": said of all first, so that what was said of some stays true.

    None when nothing was said of some.
    """
    if not wish.edits:
        return None
    (edit, *_) = wish.edits
    for n, earlier in enumerate(wishes):
        if any(type(one) is type(edit) and getattr(one, "clips", ()) for one in earlier.edits):
            return [*wishes[:n], wish, *wishes[n:]]
    return None


def same(one: Any, other: Any) -> bool:
    """The second says the first again, of "it"."""
    named, bare = getattr(one, "clips", None), getattr(other, "clips", None)
    return bool(named) and bare == () and replace(one, clips=()) == other


def one_drawn(wishes: list[Wish]) -> list[Wish]:
    """A clause describes one picture: whatever else is in it belongs to that."""
    drawn = [w for w in wishes if any(isinstance(edit, e.Generate) for edit in w.edits)]
    return [wish for wish in wishes if wish not in drawn[1:]]
