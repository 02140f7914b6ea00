"""From a draft to a plan: what is seen and heard, to the frame, and what cannot be rendered."""

from pathlib import Path
from typing import Any

import pytest
from emulator.tests.render_scene import Meta, draft, planned, segment, source
from hypothesis import given
from hypothesis import strategies as st

from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.render import RenderFailed, Source
from nemo_emulator.render.looks import Grade
from nemo_emulator.render.plan import (
    Animation,
    Blank,
    Card,
    Clip,
    Entrance,
    Music,
    Recording,
    Span,
    Still,
    plan,
)

A = source(Path("/blobs/a.jpg"))
B = source(Path("/blobs/b.png"))
FILM = source(Path("/blobs/film.mp4"), "video", duration_ms=4000, fps=30.0, has_audio=True)
TONE = source(Path("/blobs/tone.mp3"), "audio", duration_ms=2000)
SOURCES = {"a": A, "b": B, "film": FILM, "tone": TONE}


def image(start: int | None, length: int | None, url: str = "a", **meta: Any) -> Meta:
    return segment(start, length, type="image", url=url, **meta)


def refusal(told: Draft, sources: dict[str, Source] = SOURCES) -> str:
    with pytest.raises(RenderFailed) as failed:
        planned(told, sources)
    return str(failed.value)


def test_shots_follow_each_other_to_the_frame() -> None:
    """Three pictures of a second at 25 frames are 25 frames each, one after the other."""
    told = draft(image(0, 1000), image(1000, 1000, "b"), image(2000, 1000))

    result = planned(told, SOURCES)

    assert [shot.span for shot in result.shots] == [Span(0, 25), Span(25, 50), Span(50, 75)]
    assert (result.frames, result.duration_ms) == (75, 3000)


@given(
    lengths=st.lists(st.integers(1, 4000), min_size=1, max_size=6),
    fps=st.sampled_from([24, 25, 30, 60]),
)
def test_shots_cover_the_timeline_without_gap_or_overlap(lengths: list[int], fps: int) -> None:
    """However long the segments, every frame belongs to one shot; the length is rounded once."""
    segments = [image(None, length) for length in lengths]

    result = planned(draft(*segments, canvas={"fps": fps}), SOURCES)

    borders = [0, *(shot.span.end for shot in result.shots)]
    assert [shot.span.start for shot in result.shots] == borders[:-1]
    assert abs(result.frames - sum(lengths) * fps / 1000) <= 0.5 or result.frames == 1
    assert borders[-1] == result.frames


def test_a_transition_lies_in_the_segment_it_leads_into() -> None:
    """The one before plays on for as long, and its motion is spread over that too."""
    motion = {"kind": "zoom-in"}
    fade = {"kind": "cross-dissolve", "d": 400}
    told = draft(image(0, 1000, motion=motion), image(1000, 1000, "b", transition=fade))

    first, second = planned(told, SOURCES).shots

    assert second.entrance == Entrance("fade", 10)
    assert (first.tail, first.move.frames) == (10, 35)
    assert second.span == Span(25, 50)


def test_a_cut_has_no_frames() -> None:
    """A cut's length means nothing."""
    told = draft(image(0, 1000), image(1000, 1000, transition={"kind": "cut", "d": 400}))

    assert planned(told, SOURCES).shots[1].entrance.frames == 0


def test_a_transition_is_no_longer_than_its_segment() -> None:
    """Two seconds into a picture of one second are one second."""
    told = draft(image(0, 1000), image(1000, 1000, transition={"kind": "fade", "d": 2000}))

    assert planned(told, SOURCES).shots[1].entrance.frames == 25


def test_the_first_entrance_comes_from_the_background() -> None:
    """Where nothing was before, the canvas' own colour was."""
    told = draft(image(0, 1000, transition={"kind": "fade", "d": 400}))

    chunk = planned(told, SOURCES).chunks[0]

    assert chunk.before is not None
    assert chunk.before.footage == Blank("#000000")


def test_a_chunk_without_an_entrance_stands_alone() -> None:
    """After a cut nothing of the shot before is needed."""
    told = draft(image(0, 1000), image(1000, 1000))

    assert [chunk.before for chunk in planned(told, SOURCES).chunks] == [None, None]


def test_gaps_show_the_background() -> None:
    """Between two pictures, and up to the draft's own end."""
    told = draft(image(400, 400), image(1200, 400), length=2000)

    shots = planned(told, SOURCES).shots

    assert [type(shot.footage) for shot in shots] == [Blank, Still, Blank, Still, Blank]
    assert [shot.span.frames for shot in shots] == [10] * 5


def test_a_higher_track_hides_a_lower_one() -> None:
    """What was hidden goes on afterwards where it would have been."""
    lower, upper = image(0, 2000), image(800, 400, "b")
    tracks = [{"tt": 0, "sg": [lower]}, {"tt": 0, "sg": [upper]}]
    told = Draft.model_validate({"t": tracks, "m": {"canvas": {"fps": 25}}})

    shots = planned(told, SOURCES).shots

    assert [shot.span for shot in shots] == [Span(0, 20), Span(20, 30), Span(30, 50)]
    assert shots[2].age(30) == 30


def test_segments_beyond_the_draft_are_cut() -> None:
    """The draft's length rules, and a segment after it is not seen."""
    told = draft(image(0, 3000), image(3000, 1000), length=1000)

    assert [shot.span for shot in planned(told, SOURCES).shots] == [Span(0, 25)]


def test_a_clip_is_trimmed_and_sped_up() -> None:
    """A second of timeline at double speed takes two seconds of the source."""
    trim = {"start": 1000, "end": 3000}
    told = draft(segment(0, 1000, type="video", url="film", trim=trim, speed=2))

    footage = planned(told, SOURCES).shots[0].footage

    assert isinstance(footage, Clip)
    assert (footage.start_ms, footage.speed) == (1000, 2)
    assert footage.frames(25) >= 25


def test_a_clip_plays_on_under_a_transition_when_there_is_more() -> None:
    """The trimmed part fills its segment, so the rest of the source may follow."""
    told = draft(segment(0, 1000, type="video", url="film", trim={"end": 1000}))

    footage = planned(told, SOURCES).shots[0].footage

    assert isinstance(footage, Clip)
    assert footage.end_ms == FILM.duration_ms


def test_a_clip_shorter_than_its_segment_stops_at_its_trim() -> None:
    """What was cut away does not come back: the last frame stays."""
    told = draft(segment(0, 3000, type="video", url="film", trim={"end": 1000}))

    footage = planned(told, SOURCES).shots[0].footage

    assert isinstance(footage, Clip)
    assert footage.end_ms == 1000


def test_texts_are_placed_to_the_frame() -> None:
    """Empty ones, and those after the end, are not there."""
    words = (
        segment(200, 400, text="Hello"),
        segment(200, 400, text="  "),
        segment(9000, 400, text="Late"),
    )

    titles = planned(draft(image(0, 1000), text=words, length=1000), SOURCES).titles

    assert [(title.span, title.meta.text) for title in titles] == [(Span(5, 15), "Hello")]


def test_a_chunk_knows_the_texts_above_it() -> None:
    """Only those that it shares a frame with."""
    told = draft(image(0, 1000), image(1000, 1000), text=(segment(200, 400, text="Hi"),))

    assert [len(chunk.titles) for chunk in planned(told, SOURCES).chunks] == [1, 0]


def test_music_lasts_no_longer_than_the_clip() -> None:
    """Mood, tempo and seed reach the composer; volume becomes a gain."""
    music = segment(0, 5000, mood="Lo-Fi", tempo=90, seed=3, volume=50, fade_out=500)

    (sound,) = planned(draft(image(0, 1000), audio=(music,), length=1000), SOURCES).sounds

    assert sound.origin == Music("lofi", 90, 3)
    assert (sound.length_ms, sound.gain, sound.fade_out_ms) == (1000, 0.5, 500)


def test_an_unknown_mood_is_the_usual_one() -> None:
    """Any music is better than no clip."""
    told = draft(image(0, 1000), audio=(segment(0, 1000, mood="zydeco"),))

    assert planned(told, SOURCES).sounds[0].origin == Music("lofi", 0, 0)


def test_a_clip_brings_its_own_sound() -> None:
    """At its speed, for as long as it has sound."""
    told = draft(segment(0, 9000, type="video", url="film", speed=2, volume=80))

    (sound,) = planned(told, SOURCES).sounds

    assert isinstance(sound.origin, Recording)
    assert (sound.origin.speed, sound.length_ms, sound.gain) == (2, 2000, 0.8)


def test_a_muted_clip_is_not_heard() -> None:
    """Volume 0 leaves no sound."""
    told = draft(segment(0, 1000, type="video", url="film", volume=0))

    assert planned(told, SOURCES).sounds == ()


def test_music_sinks_under_a_clip_that_speaks() -> None:
    """Where the clip is heard, and only then."""
    film = segment(1000, 1000, type="video", url="film")
    music = segment(0, 3000, duck=25)

    speech, below = planned(draft(film, audio=(music,), length=3000), SOURCES).sounds

    assert (below.duck, below.ducked) == (0.25, ((1000, 2000),))
    assert speech.ducked == ()


@pytest.mark.parametrize(("length", "loop"), [(5000, True), (1500, False)])
def test_an_upload_loops_when_it_is_too_short(length: int, loop: bool) -> None:  # noqa: FBT001
    """It repeats only when it must."""
    audio = segment(0, length, type="audio", url="tone")

    (sound,) = planned(draft(image(0, length), audio=(audio,)), SOURCES).sounds

    assert isinstance(sound.origin, Recording)
    assert sound.origin.loop is loop


def test_pictures_that_may_move_are_played() -> None:
    """GIF and WEBP, from where they are trimmed and at their speed."""
    told = draft(image(0, 1000, "gif", trim={"start": 200}, speed=2))
    gif = source(Path("/blobs/a.gif"))

    (shot,) = planned(told, {"gif": gif}).shots

    name = "Segment 1 of the video track"
    assert shot.footage == Animation(source=gif, name=name, start_ms=200, speed=2)


def test_a_card_needs_no_upload() -> None:
    """Its text and its two colours are all."""
    told = draft(segment(0, 1000, type="card", text="Fin", background="#204060"))

    assert planned(told).shots[0].footage == Card("Fin", "#ffffff", "#204060")


def test_a_look_adds_to_its_name() -> None:
    """Half the contrast of a look that has its own."""
    told = draft(image(0, 1000, look={"name": "Black-and-White", "contrast": 0.5, "grain": 0.2}))

    grade = planned(told, SOURCES).shots[0].grade

    assert grade == Grade(saturation=0, contrast=0.54, grain=0.2)


def test_a_draft_of_text_alone_stands_on_the_background() -> None:
    """Titles need no picture."""
    told = draft(text=(segment(0, 1000, text="Hello"),))

    result = planned(told)

    assert result.frames == 25
    assert result.shots[0].footage == Blank("#000000")


BAD = {
    "empty": (draft(), "empty"),
    "no length": (draft(image(0, None)), "Segment 1 of the video track has no length"),
    "nothing long": (draft(image(0, 0)), "0 ms long"),
    "too long": (draft(image(0, 10), length=10**9), "1000000000 ms long"),
    "unknown url": (draft(image(0, 1000, "gone")), "not here: upload it again"),
    "sound as picture": (draft(image(0, 1000, "tone")), "of type audio"),
    "motion": (draft(image(0, 1000, motion={"kind": "wobble"})), "motion 'wobble'"),
    "amount": (draft(image(0, 1000, motion={"kind": "zoom-in", "amount": 7})), "moves by 7"),
    "transition": (draft(image(0, 1000, transition={"kind": "swirl"})), "transition 'swirl'"),
    "color": (draft(image(0, 1000, fit={"background": "blue"})), "write it as #rrggbb"),
    "look": (draft(image(0, 1000, look={"name": "acid"})), "look 'acid'"),
    "factor": (draft(image(0, 1000, look={"contrast": 9})), "factor 9"),
    "card": (draft(segment(0, 1000, type="card", background="blue")), "colour 'blue'"),
    "generated": (draft(segment(0, 1000, type="generated", recipe="elf")), "the recipe 'elf'"),
    "type": (draft(segment(0, 1000, type="hologram")), "wrong value in m.type"),
    "trim": (draft(segment(0, 1000, type="video", url="film", trim={"start": 9000})), "trim it"),
    "silent": (draft(image(0, 9), audio=(segment(0, 9, type="audio", url="a"),)), "has none"),
    "tempo": (draft(image(0, 9), audio=(segment(0, 9, tempo=3),)), "tempo of 3"),
    "position": (draft(text=(segment(0, 9, text="x", position="middle"),)), "stands at 'middle'"),
    "letters": (draft(text=(segment(0, 9, text="x" * 2001),)), "2001 letters"),
    "effect": (draft(text=(segment(0, 9, text="x", enter={"kind": "melt"}),)), "effect 'melt'"),
    "odd": (draft(image(0, 1000), canvas={"width": 641}), "641x90"),
    "large": (draft(image(0, 1000), canvas={"height": 4000}), "160x4000"),
    "rate": (draft(image(0, 1000), canvas={"fps": 17}), "17 frames a second"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_rendered_is_said(case: str) -> None:
    """The sentence names the place and the value."""
    told, words = BAD[case]

    assert words in refusal(told)


def test_a_named_segment_is_called_by_its_name() -> None:
    """People know their file names, not segment numbers."""
    told = draft(segment(0, 1000, type="video", url="film", name="party.mp4", trim={"start": 9000}))

    assert refusal(told).startswith("Segment 1 of the video track (party.mp4)")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (RenderOutput(format="avi"), "ask for mp4"),
        (RenderOutput(quality="best"), "low, medium, high"),
    ],
)
def test_only_known_outputs_are_made(output: RenderOutput, words: str) -> None:
    """Another container or quality is refused with what there is."""
    with pytest.raises(RenderFailed, match=words):
        plan(draft(image(0, 1000)), output, SOURCES)
