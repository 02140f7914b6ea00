"""What edits of pictures, texts and sound do to a draft."""

from dataclasses import replace
from typing import Any

import pytest
from emulator.tests.agent_stage import (
    bare,
    film,
    flaws,
    made,
    photo,
    photos,
    song,
    sounds_of,
    texts_of,
)

from nemo_contract.wire import Draft
from nemo_emulator.agent import CannotEdit, Edit, Scene, after, apply, direction
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.effects import steps
from nemo_emulator.agent.timeline import audio, clips, end, start, text, video

THREE = made(*photos(3))


def _after(scene: Scene, *edits: Edit) -> Draft:
    draft = apply(edits, scene)
    assert flaws(draft) == []
    return draft


def _metas(draft: Draft) -> list[Any]:
    return [video(segment) for segment in clips(draft)]


# -- pictures


def test_a_transition_is_set_for_all_or_for_one() -> None:
    """The one into a clip; never into the first."""
    draft = _after(THREE, e.SetTransition(style="wipe-left", ms=800, clips=(2,)))
    hard = _after(THREE, e.SetTransition(style="cut"))

    assert [m.transition.kind for m in _metas(draft)] == ["cut", "wipe-left", "fade"]
    assert [m.transition.duration for m in _metas(draft)] == [0, 800, 500]
    assert [m.transition.duration for m in _metas(hard)] == [0, 0, 0]


def test_a_transition_of_some_length_is_no_cut() -> None:
    """Kinds stay, cuts become fades."""
    scene = replace(THREE, draft=_after(THREE, e.SetTransition(style="cut", clips=(2,))))

    draft = _after(scene, e.SetTransitionLength(ms=900))

    assert [m.transition.kind for m in _metas(draft)] == ["cut", "fade", "fade"]
    assert [m.transition.duration for m in _metas(draft)] == [0, 900, 900]


def test_pictures_move_and_videos_do_not() -> None:
    """A motion for all is one for the pictures."""
    scene = made(photo(1), film(2), photo(3))

    draft = _after(scene, e.SetMotion(style="zoom-in", amount=0.25))
    one = _after(scene, e.SetMotion(style="still", clips=(3,)))

    assert [m.motion.kind for m in _metas(draft)] == ["zoom-in", "still", "zoom-in"]
    assert _metas(draft)[0].motion.amount == 0.25
    assert [m.motion.kind for m in _metas(one)] == ["ken-burns", "still", "still"]


def test_fit_has_a_mode_and_a_background() -> None:
    """A background alone shows the pictures whole, so that it is seen."""
    draft = _after(
        THREE,
        e.SetFit(mode="stretch", clips=(1,)),
        e.SetFit(background="#ffffff", clips=(2,)),
    )

    fits = [(m.fit.mode, m.fit.background) for m in _metas(draft)]
    assert fits == [("stretch", "blur"), ("contain", "#ffffff"), ("cover", "blur")]


@pytest.mark.parametrize(
    ("edit", "size"),
    [
        (e.SetCanvas(ratio="9:16"), (1080, 1920)),
        (e.SetCanvas(ratio="1:1"), (1080, 1080)),
        (e.SetCanvas(ratio="4:5"), (1080, 1350)),
        (e.SetCanvas(ratio="21:9"), (1920, 822)),
        (e.SetCanvas(short_side=720), (1280, 720)),
        (e.SetCanvas(ratio="9:16", short_side=720), (720, 1280)),
    ],
)
def test_a_canvas_has_a_shape_and_a_size(edit: Edit, size: tuple[int, int]) -> None:
    """Even numbers, at most 1080 by 1920."""
    canvas = _after(THREE, edit).meta["canvas"]

    assert (canvas["width"], canvas["height"]) == size


def test_another_shape_chooses_fits_anew_that_nobody_chose() -> None:
    """A fit that was asked for stays."""
    scene = replace(THREE, draft=_after(THREE, e.SetFit(mode="stretch", clips=(1,))))

    draft = _after(scene, e.SetCanvas(ratio="9:16"))

    assert [m.fit.mode for m in _metas(draft)] == ["stretch", "contain", "contain"]


def test_looks_have_names_and_properties() -> None:
    """Steps add up within what still looks like a picture; a new look starts afresh."""
    step = e.Adjust(what="brightness", by=0.7)

    bright = _metas(_after(THREE, e.SetLook(name="warm"), step, step, step))
    grey = _metas(_after(THREE, step, e.SetLook(name="noir", clips=(1,))))
    soft = _metas(_after(THREE, e.Adjust(what="blur", to=5.0, clips=(2,))))

    assert {(m.look.name, m.look.brightness) for m in bright} == {("warm", 2.0)}
    assert [m.look.brightness for m in grey] == [1.0, 1.7, 1.7]
    assert [m.look.blur for m in soft] == [0.0, 1.0, 0.0]


# -- texts


@pytest.mark.parametrize(
    ("when", "span"),
    [
        (e.When(), (0, 3000)),
        (e.When(start=2000, length=1500), (2000, 3500)),
        (e.When(start=8000, length=5000), (8000, 9000)),
        (e.When(start=-2000), (7000, 9000)),
        (e.When(start=-99_000), (0, 3000)),
        (e.When(clip=2), (3000, 6000)),
        (e.When(clip=-1, length=1000), (6000, 7000)),
        (e.When(whole=True), (0, 9000)),
    ],
)
def test_a_text_stands_where_it_is_wanted(when: e.When, span: tuple[int, int]) -> None:
    """Never longer than the video."""
    draft = _after(THREE, e.AddText(text="Hi", type="caption", when=when))

    found = texts_of(draft)[0]
    assert (start(found), end(found)) == span


def test_a_title_takes_the_place_of_a_title() -> None:
    """Where and when they would cover each other; captions are added."""
    draft = _after(
        THREE,
        e.AddText(text="Old"),
        e.AddText(text="Top", style=e.TextStyle(position="top")),
        e.AddText(text="Late", when=e.When(start=5000)),
        e.AddText(text="Note", type="caption"),
        e.AddText(text="New"),
    )

    assert {text(s).text for s in texts_of(draft)} == {"Top", "Late", "Note", "New"}


def test_texts_at_the_same_time_lie_on_tracks_of_their_own() -> None:
    """And share a track when they follow each other."""
    spans = (e.When(), e.When(start=1000), e.When(start=4000))

    draft = _after(THREE, *(e.AddText(text="x", type="caption", when=when) for when in spans))

    assert [len(track.segments) for track in draft.tracks if track.kind == 7] == [2, 1]


def test_a_style_says_how_letters_look() -> None:
    """What it leaves open is as usual for that type of text."""
    look = e.TextStyle(
        color="#ff0000", outline="#00ff00", box="#0000ff", enter="fade", exit="slide-up", size=12
    )

    meta = text(texts_of(_after(THREE, e.AddText(text="x", type="caption", style=look)))[0])

    assert (meta.color, meta.position, meta.size) == ("#ff0000", "bottom", 12)
    assert (meta.outline.color, meta.box.color, meta.box.opacity) == ("#00ff00", "#0000ff", 0.6)
    assert (meta.enter.kind, meta.exit.kind, meta.exit.duration) == ("fade", "slide-up", 500)


def test_texts_can_be_changed() -> None:
    """All of a type, or the one that came last."""
    scene = replace(
        THREE,
        draft=_after(THREE, e.AddText(text="T"), e.AddText(text="C", type="caption")),
    )

    title = _after(scene, e.ChangeText(type="title", text="U", style=e.TextStyle(scale=1.5)))
    last = _after(scene, e.ChangeText(text="D", when=e.When(start=4000)))

    assert [(text(s).text, text(s).size) for s in texts_of(title)] == [("U", 12.0), ("C", 5.0)]
    assert [(text(s).text, start(s), end(s)) for s in texts_of(last)] == [
        ("T", 0, 3000),
        ("D", 4000, 7000),
    ]


def test_new_words_for_a_text_that_is_not_there_make_one() -> None:
    """Nobody remembers whether a title was added already."""
    draft = _after(THREE, e.ChangeText(text="A"), e.ChangeText(type="caption", text="B"))

    assert [(text(s).type, text(s).text) for s in texts_of(draft)] == [
        ("title", "A"),
        ("caption", "B"),
    ]


def test_texts_are_removed_by_type_or_by_clip() -> None:
    """Those that are seen with the clip, for any part of it."""
    notes = [e.AddText(text=f"{n}", type="caption", when=e.When(clip=n)) for n in (1, 2, 3)]
    scene = replace(THREE, draft=_after(THREE, e.AddText(text="T"), *notes))

    def left(edit: Edit) -> list[str]:
        return [text(s).text for s in texts_of(_after(scene, edit))]

    assert left(e.RemoveText(type="title")) == ["1", "2", "3"]
    assert left(e.RemoveText(clip=2)) == ["T", "1", "3"]
    assert left(e.RemoveText()) == []


def test_subtitles_share_the_video_or_have_their_times() -> None:
    """New ones take the place of the old ones."""
    shared = (e.Line(text="a"), e.Line(text="b"), e.Line(text="c"))
    timed = (e.Line(text="d", start=1000, end=2500), e.Line(text="e", start=99_000, end=1))

    first = _after(THREE, e.SetSubtitles(lines=shared))
    second = _after(replace(THREE, draft=first), e.SetSubtitles(lines=timed))

    assert [start(s) for s in texts_of(first)] == [0, 3000, 6000]
    assert [(text(s).text, start(s), end(s)) for s in texts_of(second)] == [("d", 1000, 2500)]


# -- sound


def test_music_plays_to_the_end_at_35_per_cent() -> None:
    """Named as clients show it: ``BGM: Lo-fi`` (C-STATE-1)."""
    draft = _after(THREE, e.SetMusic())

    track = next(track for track in draft.tracks if track.kind == 1)
    meta = audio(track.segments[0])
    assert (track.meta["name"], meta.name, meta.mood, meta.tempo) == ("BGM", "Lo-fi", "lo-fi", 80)
    assert (meta.volume, meta.fade_out, track.segments[0].duration) == (35.0, 1500, 9000)


def test_music_grows_and_shrinks_with_the_video() -> None:
    """Its length is never its own."""
    scene = replace(THREE, draft=_after(THREE, e.SetMusic()))

    assert sounds_of(_after(scene, e.SetTotal(ms=20_000)))[0].duration == 20_000
    assert sounds_of(_after(scene, e.Remove(clips=(1, 2))))[0].duration == 3000


def test_other_music_is_as_loud_as_the_music_before() -> None:
    """Asking for music again, without a mood, gives other music of that mood."""
    scene = replace(THREE, draft=_after(THREE, e.SetMusic(mood="calm"), e.SetVolume(percent=20)))

    again = audio(sounds_of(_after(scene, e.SetMusic()))[0])
    unknown = audio(sounds_of(_after(scene, e.SetMusic(mood="polka", tempo=99)))[0])

    assert (again.mood, again.seed, again.volume) == ("calm", 1, 20)
    assert (unknown.mood, unknown.seed, unknown.tempo) == ("lo-fi", 0, 99)


def test_an_uploaded_sound_can_be_the_music() -> None:
    """The latest, or one by its place; repeated as long as the video is."""
    scene = made(*photos(3), song(4), song(5))

    latest = sounds_of(_after(scene, e.UseAudio()))[0]
    first = sounds_of(_after(scene, e.UseAudio(place=1)))[0]

    assert [audio(s).name for s in (latest, first)] == ["song5.mp3", "song4.mp3"]
    assert (audio(latest).type, audio(latest).loop, latest.duration) == ("audio", True, 9000)


def test_a_sound_that_is_not_repeated_ends_where_it_ends() -> None:
    """Foreign drafts have those."""
    scene = replace(THREE, draft=_after(THREE, e.SetMusic()))
    once = {
        "tt": 1,
        "sg": [{"id": "x", "s": 1000, "d": 9000, "m": {"type": "audio", "loop": False}}],
    }
    track = type(scene.draft.tracks[0]).model_validate(once)
    foreign = scene.draft.model_copy(update={"tracks": (*scene.draft.tracks[:1], track)})

    draft = _after(replace(scene, draft=foreign), e.Reverse())

    assert [(start(s), end(s)) for s in sounds_of(draft)] == [(1000, 9000)]


def test_volume_is_set_or_changed() -> None:
    """In per cent or in decibels, of the music or of the clips."""
    scene = made(film(1), film(2))
    scene = replace(scene, draft=_after(scene, e.SetMusic()))

    def volumes(edit: Edit) -> list[float]:
        draft = _after(scene, edit)
        return [audio(sounds_of(draft)[0]).volume, *(m.volume for m in _metas(draft))]

    assert volumes(e.SetVolume(percent=50)) == [50, 100, 100]
    assert volumes(e.SetVolume(db=-6)) == [17.5, 100, 100]
    assert volumes(e.SetVolume(db=99)) == [400, 100, 100]
    assert volumes(e.SetVolume(db=1e9)) == [400, 100, 100]
    assert volumes(e.SetVolume(db=-1e9)) == [0, 100, 100]
    assert volumes(e.SetVolume(target="sound", percent=0, clips=(2,))) == [35, 100, 0]
    assert volumes(e.SetVolume(target="all", percent=10)) == [10, 10, 10]


def test_all_sound_needs_no_music() -> None:
    """Muting everything works on clips alone."""
    assert _metas(_after(THREE, e.SetVolume(target="all", percent=0)))[0].volume == 0


def test_music_fades_and_ducks_and_goes() -> None:
    """Each property by itself."""
    scene = replace(THREE, draft=_after(THREE, e.SetMusic()))

    faded = audio(sounds_of(_after(scene, e.FadeSound(into=1000)))[0])
    ducked = audio(sounds_of(_after(scene, e.Duck(percent=150), e.Duck()))[0])

    assert (faded.fade_in, faded.fade_out, ducked.duck) == (1000, 1500, 30)
    assert sounds_of(_after(scene, e.RemoveMusic())) == []


# -- back and forth


def test_steps_to_undo_are_one_message_each() -> None:
    """Undo and redo stand alone between them."""
    edits = (e.Reverse(), e.SetMusic(), e.Undo(), e.Undo(), e.Reverse())

    assert [len(step) for step in steps(edits)] == [2, 1, 1, 1]
    assert [direction(step) for step in steps(edits)] == ["new", "undo", "undo", "new"]


def test_undo_and_redo_walk_through_history() -> None:
    """A new edit forgets what could have been redone."""
    done = after((e.Reverse(),), THREE)
    undone = after((e.Undo(),), done)

    assert undone.draft == THREE.draft
    assert after((e.Redo(),), undone).draft == done.draft
    assert after((e.SetMusic(),), undone).future == ()
    assert apply((e.Reverse(), e.Undo()), THREE) == THREE.draft


EMPTY = bare(*photos(2))


@pytest.mark.parametrize(
    ("scene", "edit", "part"),
    [
        (EMPTY, e.SetTransition(style="fade"), "timeline is empty"),
        (EMPTY, e.AddText(text="x"), "timeline is empty"),
        (EMPTY, e.SetSubtitles(lines=()), "timeline is empty"),
        (EMPTY, e.SetMusic(), "timeline is empty"),
        (THREE, e.SetCanvas(short_side=2160), "1080 pixels"),
        (THREE, e.AddText(text="x", when=e.When(start=9000)), "9.0 seconds long"),
        (THREE, e.ChangeText(type="title"), "no such text"),
        (THREE, e.RemoveText(), "no such text"),
        (THREE, e.SetVolume(percent=3), "no music yet"),
        (THREE, e.RemoveMusic(), "no music yet"),
        (THREE, e.UseAudio(), "no uploaded sound"),
        (made(photo(1), song(2)), e.UseAudio(place=2), "no upload 2"),
        (THREE, e.Undo(), "nothing to undo"),
        (THREE, e.Redo(), "nothing to redo"),
    ],
)
def test_impossible_edits_say_why(scene: Scene, edit: Edit, part: str) -> None:
    """In a sentence that tells the user what is the matter."""
    with pytest.raises(CannotEdit, match=part):
        apply((edit,), scene)


@pytest.mark.parametrize("edit", [e.SetCanvas(short_side=50), e.SetCanvas(ratio="40:1")])
def test_a_picture_that_nothing_could_render_is_refused(edit: e.SetCanvas) -> None:
    """Each side has 64 pixels at least."""
    with pytest.raises(CannotEdit, match="at least 64 pixels"):
        apply((edit,), made(*photos()))
