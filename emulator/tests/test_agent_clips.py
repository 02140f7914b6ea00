"""What edits of the clips, their order and their lengths do to a draft."""

from dataclasses import replace

import pytest
from emulator.tests.agent_stage import (
    bare,
    film,
    flaws,
    lengths,
    made,
    names,
    photo,
    photos,
    song,
    sounds_of,
)

from nemo_contract.wire import Draft
from nemo_emulator.agent import CannotEdit, Edit, Scene, apply
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.timeline import clips, video

THREE = made(*photos(3))


def _after(scene: Scene, *edits: Edit) -> Draft:
    draft = apply(edits, scene)
    assert flaws(draft) == []
    return draft


def _order(draft: Draft) -> str:
    return "".join(name.partition(".")[0][-1] for name in names(draft))


def test_a_slideshow_has_every_picture_for_three_seconds() -> None:
    """Slow moves, half a second of fade into each but the first."""
    draft = THREE.draft

    metas = [video(segment) for segment in clips(draft)]
    assert names(draft) == ["photo1.jpg", "photo2.jpg", "photo3.jpg"]
    assert lengths(draft) == [3000, 3000, 3000]
    assert draft.duration == 9000
    assert [m.transition.kind for m in metas] == ["cut", "fade", "fade"]
    assert [m.transition.duration for m in metas] == [0, 500, 500]
    assert {m.motion.kind for m in metas} == {"ken-burns"}
    assert draft.meta["canvas"] == {
        "width": 1920,
        "height": 1080,
        "fps": 30,
        "background": "#000000",
    }


def test_ids_are_numbered_and_never_used_again() -> None:
    """A clip made anew is another clip."""
    again = _after(THREE, e.Make())

    assert [segment.id for segment in clips(THREE.draft)] == ["seg_1", "seg_2", "seg_3"]
    assert [segment.id for segment in clips(again)] == ["seg_4", "seg_5", "seg_6"]
    assert [track.id for track in again.tracks] == ["trk_1"]


def test_video_clips_play_whole_and_still() -> None:
    """They move by themselves."""
    draft = _after(bare(photo(1), film(2, ms=7000)), e.Make())

    assert lengths(draft) == [3000, 7000]
    assert video(clips(draft)[1]).motion.kind == "still"


@pytest.mark.parametrize(
    ("edit", "shown"),
    [(e.Make(of="image"), "13"), (e.Make(of="video"), "2"), (e.Make(count=2), "23")],
)
def test_a_slideshow_takes_what_was_asked_for(edit: Edit, shown: str) -> None:
    """A kind of upload, or the latest so many."""
    assert _order(_after(bare(photo(1), film(2), photo(3), song(4)), edit)) == shown


def test_pictures_of_another_shape_are_shown_whole() -> None:
    """Covering would cut more than a third of them off."""
    draft = _after(bare(photo(1, 900, 1600), photo(2, 1600, 1200), photo(3, 0, 0)), e.Make())

    assert [video(s).fit.mode for s in clips(draft)] == ["contain", "cover", "cover"]


def test_a_remade_slideshow_keeps_titles_and_music() -> None:
    """They are fitted to the new length."""
    scene = replace(THREE, draft=_after(THREE, e.SetMusic(), e.AddText(text="Hi")))

    draft = _after(scene, e.Make(count=1))

    assert [len(track.segments) for track in draft.tracks] == [1, 1, 1]
    assert sounds_of(draft)[0].duration == 3000


@pytest.mark.parametrize(
    ("edit", "order"),
    [
        (e.UseOnly(clips=(2,)), "2"),
        (e.UseOnly(clips=(3, 1)), "31"),
        (e.Keep(clips=(-1, 1)), "13"),
        (e.Remove(clips=(2,)), "13"),
        (e.Remove(clips=(-2, -1)), "1"),
        (e.Duplicate(clips=(1,)), "1123"),
        (e.Duplicate(clips=(1, 2), to=-1), "12312"),
        (e.Duplicate(clips=(3,), to=1), "3123"),
        (e.Move(clip=3, to=1), "312"),
        (e.Move(clip=1, to=-1), "231"),
        (e.Swap(one=1, other=-1), "321"),
        (e.Reverse(), "321"),
        (e.Arrange(order=(3, 1)), "312"),
        (e.Replace(clip=2, by=1), "113"),
        (e.AddClips(clips=(1,)), "1231"),
        (e.AddClips(clips=(3,), at=2), "1323"),
        (e.AddClips(clips=(3,), at=99), "1233"),
    ],
)
def test_clips_come_in_the_order_asked_for(edit: Edit, order: str) -> None:
    """Transitions stay between them: never into the first, always into the others."""
    draft = _after(THREE, edit)

    kinds = [video(segment).transition.kind for segment in clips(draft)]
    assert _order(draft) == order
    assert kinds == ["cut", *["fade"] * (len(order) - 1)]


def test_shuffling_follows_the_seed() -> None:
    """All clips, in an order of its own."""
    five = made(*photos(5))

    orders = {_order(_after(five, e.Shuffle(seed=seed))) for seed in range(8)}

    assert len(orders) > 3
    assert {"".join(sorted(order)) for order in orders} == {"12345"}
    assert _order(_after(five, e.Shuffle(seed=1))) == _order(_after(five, e.Shuffle(seed=1)))


def test_sorting_goes_by_name_or_by_upload() -> None:
    """Clips that are not uploads go last."""
    scene = bare(photo(3), photo(1), photo(2))

    by_name = _after(scene, e.Make(), e.Sort(by="name"))
    by_upload = _after(scene, e.Make(), e.Sort(by="name"), e.Sort(by="upload"))
    drawn = _after(scene, e.Generate(prompt="x", recipe="rain"), e.AddClips(), e.Sort(by="upload"))

    assert (_order(by_name), _order(by_upload)) == ("123", "312")
    assert names(drawn)[-1] == "x"


def test_a_clip_used_alone_keeps_its_look() -> None:
    """Working through a batch does not undo what was done to a picture."""
    scene = replace(THREE, draft=_after(THREE, e.SetLook(name="warm", clips=(2,))))

    draft = _after(scene, e.UseOnly(clips=(2, 2, 3)))

    assert [video(s).look.name for s in clips(draft)] == ["warm", "none"]


def test_new_uploads_are_added_at_the_end_or_before_a_clip() -> None:
    """Only those that are not there yet."""
    scene = replace(made(*photos(2)), media=photos(3))

    assert _order(_after(scene, e.AddClips())) == "123"
    assert _order(_after(scene, e.AddClips(at=1))) == "312"


def test_a_picture_that_takes_another_s_place_stays_as_long() -> None:
    """A video does so as far as it goes; the fit is the new picture's own."""
    scene = made(photo(1), photo(2, 900, 1600), film(3, ms=2000))

    draft = _after(scene, e.Replace(clip=1, by=2), e.Replace(clip=2, by=3))

    assert lengths(draft)[:2] == [3000, 2000]
    assert video(clips(draft)[0]).fit.mode == "contain"
    assert video(clips(draft)[1]).motion.kind == "still"


# -- cards and drawn clips


def test_cards_stand_at_the_ends_and_are_not_counted() -> None:
    """The first picture is the first picture, whatever comes before it."""
    cards = (e.AddCard(where="intro", text="A"), e.AddCard(where="outro", text="B", ms=2000))

    draft = _after(THREE, *cards, e.Remove(clips=(1,)), e.Reverse())

    assert names(draft) == ["A", "photo3.jpg", "photo2.jpg", "B"]
    assert lengths(draft) == [3000, 3000, 3000, 2000]


def test_a_new_card_replaces_the_old_one() -> None:
    """An empty one is a plain page, named after its place."""
    draft = _after(
        THREE,
        e.AddCard(where="outro", text="Old"),
        e.AddCard(where="outro", text="", background="#112233", color="#445566"),
    )

    card = clips(draft)[-1]
    assert names(draft)[-1] == "outro"
    assert (card.meta["background"], card.meta["color"]) == ("#112233", "#445566")
    assert len(clips(_after(replace(THREE, draft=draft), e.RemoveCard(where="outro")))) == 3


def test_a_card_has_nothing_behind_it_to_blur() -> None:
    """It keeps its usual colour."""
    draft = _after(THREE, e.AddCard(where="intro", text="A", background="blur"))

    assert "background" not in clips(draft)[0].meta


def test_each_picture_for_two_seconds_leaves_cards_alone() -> None:
    """They are no pictures."""
    draft = _after(THREE, e.AddCard(where="intro", text="A"), e.SetSeconds(ms=2000))

    assert lengths(draft) == [3000, 2000, 2000, 2000]


def test_a_drawn_clip_is_part_of_the_timeline() -> None:
    """It needs no upload, but a recipe and a seed."""
    draft = _after(bare(), e.Generate(prompt="sea", recipe="ocean", ms=4000, seed=7))

    meta = video(clips(draft)[0])
    assert (meta.type, meta.recipe, meta.seed, draft.duration) == ("generated", "ocean", 7, 4000)


def test_starting_over_leaves_an_empty_timeline() -> None:
    """Of the same shape."""
    draft = _after(THREE, e.SetCanvas(ratio="1:1"), e.SetMusic(), e.StartOver())

    assert (draft.tracks, draft.duration) == ((), 0)
    assert draft.meta["canvas"]["width"] == 1080


# -- lengths


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (e.SetSeconds(ms=2000), [2000, 2000, 2000]),
        (e.SetSeconds(ms=5000, clips=(2, -1)), [3000, 5000, 5000]),
        (e.Scale(factor=2), [6000, 6000, 6000]),
        (e.Scale(factor=0.01, clips=(1,)), [200, 3000, 3000]),
        (e.Extend(ms=500, clips=(1,)), [3500, 3000, 3000]),
        (e.Extend(ms=-9000), [200, 200, 200]),
        (e.SetTotal(ms=10_000), [3333, 3334, 3333]),
        (e.ExtendTotal(ms=-3000), [2000, 2000, 2000]),
        (e.SetSpeed(factor=2), [1500, 1500, 1500]),
        (e.Trim(clips=(1,), head=1000, tail=500), [1500, 3000, 3000]),
    ],
)
def test_pictures_last_as_long_as_asked(edit: Edit, expected: list[int]) -> None:
    """To the millisecond, and in all."""
    draft = _after(THREE, edit)

    assert lengths(draft) == expected
    assert draft.duration == sum(expected)


def test_transitions_shrink_with_their_clips() -> None:
    """To half of the shorter neighbour, after everything else was done."""
    short = _after(THREE, e.SetTransition(style="fade", ms=2000), e.SetSeconds(ms=1000))
    long = _after(THREE, e.SetTransition(style="fade", ms=2000), e.SetSeconds(ms=5000))

    assert [video(s).transition.duration for s in clips(short)] == [0, 500, 500]
    assert [video(s).transition.duration for s in clips(long)] == [0, 2000, 2000]


FILMS = made(photo(1), film(2, ms=4000), film(3, ms=20_000))


def test_a_video_clip_cannot_be_longer_than_it_is() -> None:
    """Each stays as long as it can."""
    draft = _after(FILMS, e.SetSeconds(ms=6000))

    assert lengths(draft) == [6000, 4000, 6000]
    assert video(clips(draft)[2]).trim.end == 6000


def test_a_whole_length_is_shared_by_those_that_can_stretch() -> None:
    """In proportion to what they had; the short video keeps its own length."""
    draft = _after(FILMS, e.SetTotal(ms=40_000))

    assert lengths(draft)[1:] == [4000, 20_000]
    assert draft.duration == 40_000


@pytest.mark.parametrize(
    ("edit", "part", "ms"),
    [
        (e.Trim(clips=(2,), head=1000), (1000, 4000), 3000),
        (e.Trim(clips=(2,), tail=1500), (0, 2500), 2500),
        (e.Trim(clips=(3,), start=5000, end=8000), (5000, 8000), 3000),
        (e.Trim(clips=(3,), start=19_000, end=25_000), (19_000, 20_000), 1000),
        (e.SetSeconds(ms=2500, clips=(2,)), (0, 2500), 2500),
    ],
)
def test_trimming_shows_another_part(edit: Edit, part: tuple[int, int], ms: int) -> None:
    """From where to where of the source, and so how long."""
    place = getattr(edit, "clips", (1,))[0]

    clip = clips(_after(FILMS, edit))[place - 1]

    assert (video(clip).trim.start, video(clip).trim.end, clip.duration) == (*part, ms)


def test_speed_shortens_and_can_be_changed_again() -> None:
    """Relative to now, or to the full speed; within what is bearable."""
    fast = _after(FILMS, e.SetSpeed(factor=2, clips=(2,)))
    faster = _after(replace(FILMS, draft=fast), e.SetSpeed(factor=1.5, clips=(2,), relative=True))
    plain = _after(replace(FILMS, draft=faster), e.SetSpeed(factor=1, clips=(2,)))
    wild = _after(FILMS, e.SetSpeed(factor=1000, clips=(3,)))

    assert [lengths(d)[1] for d in (fast, faster, plain)] == [2000, 1333, 3999]
    assert video(clips(wild)[2]).speed == 20


def test_cuts_fall_on_the_beat() -> None:
    """A clip has one beat at least; the music says how long that is."""
    draft = _after(
        THREE, e.SetMusic(mood="upbeat", tempo=100), e.SetSeconds(ms=250, clips=(1,)), e.CutToBeat()
    )

    assert lengths(draft) == [600, 3000, 3000]


# -- what cannot be done

EMPTY = bare(*photos(2))


@pytest.mark.parametrize(
    ("scene", "edit", "part"),
    [
        (bare(), e.Make(), "no pictures yet"),
        (bare(song(1)), e.UseOnly(clips=(1,)), "no pictures yet"),
        (EMPTY, e.UseOnly(clips=(3,)), "no upload 3"),
        (EMPTY, e.Reverse(), "timeline is empty"),
        (EMPTY, e.SetTotal(ms=5000), "timeline is empty"),
        (EMPTY, e.SetSeconds(ms=5000), "timeline is empty"),
        (EMPTY, e.AddCard(where="intro", text="x"), "timeline is empty"),
        (THREE, e.Remove(clips=(4,)), "no clip 4"),
        (THREE, e.Remove(clips=(-4,)), "no clip 4"),
        (THREE, e.Move(clip=0, to=1), "no clip 0"),
        (THREE, e.Remove(clips=(1, 2, 3)), "no clip at all"),
        (THREE, e.RemoveCard(where="outro"), "no such card"),
        (THREE, e.AddClips(), "already"),
        (THREE, e.SetSeconds(ms=10), "at least 200 ms"),
        (THREE, e.SetTotal(ms=300), "at least 200 ms"),
        (THREE, e.SetSeconds(ms=300_000), "600 seconds long at most"),
        (THREE, e.Trim(head=5000), "at least 200 ms"),
        (made(film(1, ms=2000)), e.SetTotal(ms=9000), "2.0 seconds in all"),
        (THREE, e.CutToBeat(), "no music yet"),
    ],
)
def test_impossible_edits_say_why(scene: Scene, edit: Edit, part: str) -> None:
    """In a sentence that tells the user what is the matter."""
    with pytest.raises(CannotEdit, match=part):
        apply((edit,), scene)
