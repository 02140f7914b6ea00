"""What edits of the clips and their order do."""

from collections.abc import Callable
from typing import Any

from nemo_contract.draft import Motion
from nemo_contract.wire import Draft, Segment
from nemo_emulator.agent import dice
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects.fresh import TRANSITION, clip, fit, joined
from nemo_emulator.agent.effects.lengths import long_enough
from nemo_emulator.agent.effects.places import index, indices, parted
from nemo_emulator.agent.refusal import CannotEdit, Problem
from nemo_emulator.agent.scene import Medium, Scene
from nemo_emulator.agent.timeline import (
    Segments,
    canvas,
    clips,
    lasting,
    length,
    new_segment,
    video,
    with_clips,
)


def make(edit: e.Make, scene: Scene) -> Draft:
    """All uploads of the kind, or the latest so many, one after the other. Texts and sound stay."""
    media = tuple(m for m in scene.visible if edit.of in ("any", m.file_type))
    if not media:
        raise CannotEdit(Problem.NO_PICTURES)
    return _of(scene.draft, media[-edit.count :])


def _of(draft: Draft, media: tuple[Medium, ...]) -> Draft:
    return with_clips(draft, tuple(clip(draft, medium, n) for n, medium in enumerate(media)))


def use_only(edit: e.UseOnly, scene: Scene) -> Draft:
    """Uploads that are on the timeline keep their look, the others are new."""
    chosen = _uploads(edit.clips, scene)
    shown = {video(s).url: s for s in clips(scene.draft)}
    kept = (
        shown.get(medium.url) or clip(scene.draft, medium, n) for n, medium in enumerate(chosen)
    )
    return with_clips(scene.draft, joined(scene.draft, tuple(kept)))


def _uploads(places: e.Clips, scene: Scene) -> tuple[Medium, ...]:
    media = scene.visible
    if not media:
        raise CannotEdit(Problem.NO_PICTURES)
    return tuple(media[n] for n in indices(places, len(media), Problem.NO_UPLOAD))


def add_clips(edit: e.AddClips, scene: Scene) -> Draft:
    """At the end, or before the clip that is at that place."""
    before, shown, after = parted(clips(scene.draft))
    media = _uploads(edit.clips, scene)
    if not edit.clips:
        media = _missing(media, shown)
    new = tuple(clip(scene.draft, medium, n) for n, medium in enumerate(media))
    at = len(shown) if edit.at < 0 else min(max(edit.at - 1, 0), len(shown))
    order = (*before, *shown[:at], *new, *shown[at:], *after)
    return with_clips(scene.draft, joined(scene.draft, order))


def _missing(media: tuple[Medium, ...], shown: Segments) -> tuple[Medium, ...]:
    urls = {video(s).url for s in shown}
    missing = tuple(medium for medium in media if medium.url not in urls)
    if not missing:
        raise CannotEdit(Problem.NOTHING_NEW)
    return missing


def _reordered(scene: Scene, how: Callable[[Segments], Segments]) -> Draft:
    """Another order of the clips between the cards; those stay at their ends."""
    before, shown, after = parted(clips(scene.draft))
    if not shown:
        raise CannotEdit(Problem.NO_TIMELINE)
    return with_clips(scene.draft, joined(scene.draft, (*before, *how(shown), *after)))


def remove(edit: e.Remove, scene: Scene) -> Draft:
    """The others close up."""

    def how(shown: Segments) -> Segments:
        gone = set(indices(edit.clips, len(shown)))
        if len(gone) == len(shown):
            raise CannotEdit(Problem.NOTHING_LEFT)
        return tuple(s for n, s in enumerate(shown) if n not in gone)

    return _reordered(scene, how)


def keep(edit: e.Keep, scene: Scene) -> Draft:
    """The others go."""

    def how(shown: Segments) -> Segments:
        kept = set(indices(edit.clips, len(shown)))
        return tuple(s for n, s in enumerate(shown) if n in kept)

    return _reordered(scene, how)


def duplicate(edit: e.Duplicate, scene: Scene) -> Draft:
    """Copies with ids of their own."""

    def how(shown: Segments) -> Segments:
        chosen = sorted(indices(edit.clips, len(shown)))
        copies = {n: _copy(scene.draft, shown[n], k) for k, n in enumerate(chosen)}
        if edit.to:
            both = (tuple(copies.values()), shown)
            return (*both[0], *both[1]) if edit.to > 0 else (*both[1], *both[0])
        pairs = ((s, copies[n]) if n in copies else (s,) for n, s in enumerate(shown))
        return tuple(s for pair in pairs for s in pair)

    return _reordered(scene, how)


def _copy(draft: Draft, segment: Segment, nth: int) -> Segment:
    led = video(segment).transition
    meta = segment.meta if led.kind != "cut" else {**segment.meta, "transition": TRANSITION.full()}
    return new_segment(draft, length(segment), meta, skip=nth)


def move(edit: e.Move, scene: Scene) -> Draft:
    """Take it out, put it back in."""

    def how(shown: Segments) -> Segments:
        at, to = index(edit.clip, len(shown)), index(edit.to, len(shown))
        rest = (*shown[:at], *shown[at + 1 :])
        return (*rest[:to], shown[at], *rest[to:])

    return _reordered(scene, how)


def swap(edit: e.Swap, scene: Scene) -> Draft:
    """Two clips change places."""

    def how(shown: Segments) -> Segments:
        one, other = index(edit.one, len(shown)), index(edit.other, len(shown))
        order = list(shown)
        order[one], order[other] = shown[other], shown[one]
        return tuple(order)

    return _reordered(scene, how)


def replace_clip(edit: e.Replace, scene: Scene) -> Draft:
    """The new picture stays as long and moves as the old one did."""
    medium = _uploads((edit.by,), scene)[0]

    def how(shown: Segments) -> Segments:
        at = index(edit.clip, len(shown))
        return (*shown[:at], _showing(shown[at], medium, scene), *shown[at + 1 :])

    return _reordered(scene, how)


def _showing(segment: Segment, medium: Medium, scene: Scene) -> Segment:
    drop = ("trim", "speed", "volume", "fade_in", "fade_out", "text", "recipe", "seed")
    kept = {key: value for key, value in segment.meta.items() if key not in drop}
    shown: dict[str, Any] = {
        "type": medium.file_type,
        "url": medium.url,
        "name": medium.name,
        "fit": fit(medium, canvas(scene.draft)).full(),
    }
    if medium.file_type == "video":
        shown["motion"] = Motion(kind="still").full()
        segment = lasting(segment, min(length(segment), max(medium.duration_ms, 1)))
    return segment.model_copy(update={"meta": {**kept, **shown}})


def reverse(edit: e.Reverse, scene: Scene) -> Draft:
    """The last becomes the first."""
    return _reordered(scene, lambda shown: shown[::-1])


def shuffle(edit: e.Shuffle, scene: Scene) -> Draft:
    """An order that the seed decides."""
    return _reordered(scene, lambda shown: dice.shuffled(edit.seed, "order", shown))


def arrange(edit: e.Arrange, scene: Scene) -> Draft:
    """Those named first, the rest after them."""

    def how(shown: Segments) -> Segments:
        first = indices(edit.order, len(shown))
        rest = (n for n in range(len(shown)) if n not in first)
        return tuple(shown[n] for n in (*first, *rest))

    return _reordered(scene, how)


def sort(edit: e.Sort, scene: Scene) -> Draft:
    """Clips that are not uploads go last."""
    uploads = [medium.url for medium in scene.media]

    def key(segment: Segment) -> tuple[str, int]:
        meta = video(segment)
        place = uploads.index(meta.url) if meta.url in uploads else len(uploads)
        return (meta.name.casefold() if edit.by == "name" else "", place)

    return _reordered(scene, lambda shown: tuple(sorted(shown, key=key)))


def add_card(edit: e.AddCard, scene: Scene) -> Draft:
    """A card of that side gives way to the new one."""
    long_enough(edit.ms)
    shown = _without_card(scene, edit.where)
    card = new_segment(scene.draft, edit.ms, _card(edit))
    order = (card, *shown) if edit.where == "intro" else (*shown, card)
    return with_clips(scene.draft, joined(scene.draft, order))


def _card(edit: e.AddCard) -> dict[str, Any]:
    # There is nothing behind a card that could be blurred.
    background = "" if edit.background == "blur" else edit.background
    colors = {"background": background, "color": edit.color}
    return {
        "type": "card",
        "name": edit.text or edit.where,
        "text": edit.text,
        "card": edit.where,
        "transition": TRANSITION.full(),
        **{key: value for key, value in colors.items() if value},
    }


def _without_card(scene: Scene, where: str) -> Segments:
    shown = clips(scene.draft)
    if not shown:
        raise CannotEdit(Problem.NO_TIMELINE)
    return tuple(s for s in shown if s.meta.get("card") != where)


def remove_card(edit: e.RemoveCard, scene: Scene) -> Draft:
    """The intro or outro goes."""
    shown = _without_card(scene, edit.where)
    if shown == clips(scene.draft):
        raise CannotEdit(Problem.NO_CARD)
    return with_clips(scene.draft, joined(scene.draft, shown))


def generate(edit: e.Generate, scene: Scene) -> Draft:
    """The recipe's picture, ``ms`` long, at the end."""
    long_enough(edit.ms)
    meta = {
        "type": "generated",
        "name": edit.prompt,
        "recipe": edit.recipe,
        "seed": edit.seed,
        "transition": TRANSITION.full(),
    }
    new = new_segment(scene.draft, edit.ms, meta)
    return with_clips(scene.draft, (*clips(scene.draft), new))


def nothing(edit: e.StartOver, scene: Scene) -> Draft:
    """No track at all; the canvas stays."""
    return scene.draft.model_copy(update={"tracks": ()})


EFFECTS: dict[type, Callable[[Any, Scene], Draft]] = {
    e.Make: make,
    e.UseOnly: use_only,
    e.AddClips: add_clips,
    e.Keep: keep,
    e.Remove: remove,
    e.Duplicate: duplicate,
    e.Move: move,
    e.Swap: swap,
    e.Replace: replace_clip,
    e.Reverse: reverse,
    e.Shuffle: shuffle,
    e.Arrange: arrange,
    e.Sort: sort,
    e.AddCard: add_card,
    e.RemoveCard: remove_card,
    e.Generate: generate,
    e.StartOver: nothing,
}
