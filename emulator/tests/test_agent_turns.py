"""What a turn says and does on the wire, and when."""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import pairwise

import pytest
from emulator.tests.agent_stage import bare, film, made, photos

from nemo_emulator.agent import (
    CannotEdit,
    Change,
    Generated,
    Habits,
    Heartbeat,
    Scene,
    Text,
    ToolCall,
    ToolResult,
    TurnKind,
    TurnPlan,
    Understanding,
    after,
    plan,
    script,
)
from nemo_emulator.agent import edits as e
from nemo_emulator.agent.refusal import Problem
from nemo_emulator.agent.speech.answers import ANSWERS, CANNOT
from nemo_emulator.agent.speech.doings import DOINGS, doing
from nemo_emulator.agent.speech.phrase import NOISE
from nemo_emulator.agent.understanding import understand

PLAIN = Habits(silent_share=0, noise_share=0, gui_share=0)
THREE = made(*photos(3))


def _plan(message: str, scene: Scene = THREE, seed: int = 1, habits: Habits = PLAIN) -> TurnPlan:
    return plan(message, scene, seed=seed, habits=habits)


def _said(turn: TurnPlan) -> str:
    return " ".join(step.text for step in turn.steps if isinstance(step, Text))


def _changes(turn: TurnPlan) -> list[tuple[e.Edit, ...]]:
    return [step.edits for step in turn.steps if isinstance(step, Change)]


def _many(message: str, habits: Habits) -> Iterator[TurnPlan]:
    return (_plan(message, seed=seed, habits=habits) for seed in range(400))


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("what can you do?", TurnKind.ANSWER),
        ("reverse the order", TurnKind.EDIT),
        ("a 10 second sunset timelapse", TurnKind.GENERATION),
        ("blorp", TurnKind.QUESTION),
        ("remove photo 9", TurnKind.ANSWER),
        ("add a voiceover", TurnKind.ANSWER),
    ],
)
def test_a_turn_is_of_the_kind_that_it_is_paid_as(message: str, kind: TurnKind) -> None:
    """What changes nothing is an answer or a question, and free."""
    turn = _plan(message)

    assert turn.kind is kind
    assert bool(_changes(turn)) == (kind in (TurnKind.EDIT, TurnKind.GENERATION))


def test_an_edit_is_announced_made_and_reported() -> None:
    """A tool is called for each request; the draft changes once, before the last one answers."""
    turn = _plan("reverse the order and add calm music")

    kinds = [step.kind for step in turn.steps if not isinstance(step, Heartbeat)]
    calls = ["tool_call", "tool_result", "tool_call", "change", "tool_result"]
    assert kinds == ["text", "charge", *calls, "text"]
    assert _changes(turn) == [(e.Reverse(), e.SetMusic(mood="calm"))]
    assert "reversed the order" in _said(turn)
    assert "3 clips and runs for 9 seconds" in _said(turn) or "3 clips, 9 seconds" in _said(turn)


def test_calls_and_results_belong_together() -> None:
    """By an id; and they carry what a user must not see."""
    turn = _plan("reverse the order and add calm music")

    calls = [step for step in turn.steps if isinstance(step, ToolCall)]
    results = [step for step in turn.steps if isinstance(step, ToolResult)]
    assert [c.call_id for c in calls] == [r.call_id for r in results]
    assert len({c.call_id for c in calls}) == 2
    assert all(
        "workspace" in c.args and "draft_path" in r.result
        for c, r in zip(calls, results, strict=True)
    )


def test_the_same_message_is_worked_on_in_the_sessions_language() -> None:
    """Not in that of the message."""
    english, chinese = made(*photos(3)), made(*photos(3), language="zh-CN")

    assert _said(_plan("倒序播放", english)).isascii()
    assert "把顺序倒了过来" in _said(_plan("reverse the order", chinese))


def test_undoing_twice_is_two_steps() -> None:
    """Each change is one step back."""
    scene = after((e.SetMusic(),), after((e.Reverse(),), THREE))

    assert _changes(_plan("undo the last two changes", scene)) == [(e.Undo(),), (e.Undo(),)]


# -- what is needed first


def test_a_wish_on_an_empty_timeline_makes_a_slideshow_first() -> None:
    """Whoever uploads pictures and asks for music wants a video."""
    edits = _changes(_plan("add calm music", bare(*photos(2))))

    assert edits == [(e.Make(), e.SetMusic(mood="calm"))]
    assert _changes(_plan("only use the second photo", bare(*photos(2)))) == [
        (e.UseOnly(clips=(2,)),)
    ]


@pytest.mark.parametrize("message", ["make a slideshow", "add calm music", "reverse the order"])
def test_without_pictures_the_agent_asks_for_some(message: str) -> None:
    """Nothing is changed."""
    turn = _plan(message, bare())

    assert _changes(turn) == []
    assert "no pictures yet" in _said(turn)


def test_a_missing_upload_comes_with_an_instruction_for_a_screen() -> None:
    """Which no user of the API can follow (C-GUI-1)."""
    turn = _plan("make a slideshow", bare(), habits=replace(PLAIN, gui_share=1))

    assert [step.gui for step in turn.steps if isinstance(step, Text) and step.gui] == [
        "Click the Upload button or drag and drop your files into the media library."
    ]


def test_a_title_without_words_is_asked_for() -> None:
    """One question, in either language."""
    assert "What should the text say?" in _said(_plan("add a title"))
    assert "写什么" in _said(_plan("add a title", made(*photos(1), language="zh")))


def test_an_impossible_edit_is_explained() -> None:
    """After a look at the timeline."""
    turn = _plan("reverse the order, then remove photo 9")

    assert "There is no clip 9; the timeline has 3." in _said(turn)
    assert [step.name for step in turn.steps if isinstance(step, ToolCall)] == ["timeline_inspect"]


# -- answers


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("how long is the video?", "3 clips and runs for 9 seconds"),
        ("what's on the timeline?", "3 clips and runs for 9 seconds"),
        ("export the video", "ready to be exported"),
        ("how many credits do I have", "50 credits"),
        ("I love it", "Nothing was changed"),
        ("write me a poem", "I only make videos"),
        ("hello", "Send me photos"),
        ("use this song https://example.com/x", "Lo-fi, Upbeat"),
        ("remove the person from photo 2", "inside a photo"),
    ],
)
def test_talk_is_answered(message: str, part: str) -> None:
    """From the timeline where that is asked for."""
    assert part in _said(_plan(message))


def test_an_empty_timeline_is_called_empty() -> None:
    """Also when it should be exported."""
    assert "empty" in _said(_plan("export the video", bare(*photos(1))))


def test_one_clip_is_one_clip() -> None:
    """Grammar."""
    assert "1 clip " in _said(_plan("what's on the timeline?", made(film(1))))


def test_what_cannot_be_done_is_said_beside_what_was_done() -> None:
    """Never in silence."""
    turn = _plan("remove the watermark and add calm music", habits=replace(PLAIN, silent_share=1))

    assert _changes(turn) == [(e.SetMusic(mood="calm"),)]
    assert "inside a photo" in _said(turn)


def test_every_answer_has_both_languages() -> None:
    """And no braces are left in either."""
    for phrase in (*ANSWERS.values(), *CANNOT.values()):
        english = phrase.say(chinese=False, summary="", moods="")
        chinese = phrase.say(chinese=True, summary="", moods="")
        assert english.isascii()
        assert chinese == "" or not chinese.isascii()


@pytest.mark.parametrize("kind", DOINGS)
def test_every_edit_can_be_reported(kind: type) -> None:
    """In both languages; ``clips`` are named by their places."""
    needed = {
        "clips": (1, -2),
        "clip": 1,
        "to": 2,
        "one": 1,
        "other": 2,
        "by": "name",
        "order": (1,),
        "ms": 1500,
        "factor": 2.0,
        "style": "fade",
        "text": "x",
        "lines": (),
        "name": "warm",
        "what": "blur",
        "where": "intro",
        "prompt": "sea",
        "recipe": "ocean",
        "seed": 1,
    }
    names = {field.name for field in fields(kind) if field.name in needed}
    made_up = kind(
        **{
            name: needed[name]
            for name in names
            if not (name == "style" and kind is not e.SetTransition and kind is not e.SetMotion)
        }
    )

    assert doing(made_up, chinese=False).isascii()
    assert not doing(made_up, chinese=True).isascii()


def test_edits_of_all_kinds_can_be_reported() -> None:
    """The table is complete."""
    assert set(DOINGS) == set(e.Edit.__args__[0].__args__)


# -- drawing


def test_a_clip_is_drawn_in_two_stages() -> None:
    """The raw clip, announced; then music and a title by itself, announced as well."""
    turn = _plan("a 10 second sunset timelapse", bare())

    first, second = _changes(turn)
    drawn = first[0]
    kinds = [step.kind for step in turn.steps if not isinstance(step, Heartbeat)]
    assert isinstance(drawn, e.Generate)
    raw = ["charge", "text", "tool_call", "generated", "change", "tool_result"]
    assert kinds[:7] == [*raw, "text"]
    assert second == (e.SetMusic(mood="calm"), e.AddText(text="Sunset timelapse"))
    assert "music and a title on my own" in _said(turn)
    media = next(step.media for step in turn.steps if isinstance(step, Generated))
    assert media == {
        "id": f"gen_{drawn.seed}",
        "type": "generated",
        "name": "sunset timelapse",
        "prompt": "sunset timelapse",
        "recipe": "sunset",
        "seed": drawn.seed,
        "duration": 10.0,
        "width": 1920,
        "height": 1080,
    }


def test_what_was_asked_for_is_not_added_again() -> None:
    """Own music, own title, own shape."""
    turn = _plan('a 5 second clip of rain, then vertical, no music, add the title "Wet"', bare())

    first, second = _changes(turn)
    assert {edit.kind for edit in first} == {"generate", "set_canvas"}
    assert [edit.kind for edit in second] == ["add_text"]


def test_a_clip_for_a_video_that_is_there_gets_nothing_else() -> None:
    """The video has its music already, or none by choice."""
    turn = _plan("add a 5 second clip of rain at the end")

    assert [[edit.kind for edit in step] for step in _changes(turn)] == [["generate"]]


def test_a_subject_that_cannot_be_drawn_is_admitted() -> None:
    """An abstract picture is not a cat."""
    assert "abstract animation" in _said(_plan("generate a video of a dancing cat", bare()))
    assert "abstract animation" not in _said(_plan("generate a video of abstract shapes", bare()))


def test_a_video_without_uploads_is_drawn_and_with_them_is_made() -> None:
    """The same words, by what there is."""
    message = "make a video of a sunset"

    assert _plan(message, bare()).kind is TurnKind.GENERATION
    assert _plan(message, bare(*photos(2))).kind is TurnKind.EDIT


# -- habits on the wire


def test_three_in_ten_edits_end_without_a_word() -> None:
    """The documented share, and a switch (contract.md 2.4)."""
    silent = [not _said(turn) for turn in _many("reverse the order", Habits())]
    never = [not _said(turn) for turn in _many("reverse the order", PLAIN)]

    assert 0.25 < sum(silent) / len(silent) < 0.35
    assert not any(never)


def test_a_temporary_issue_trails_some_answers_and_never_stands_alone() -> None:
    """It is the last thing said, after a normal answer."""
    turns = list(_many("reverse the order", Habits(silent_share=0.5, noise_share=0.5)))

    texts = [[step.text for step in turn.steps if isinstance(step, Text)] for turn in turns]
    noisy = [said for said in texts if NOISE.english in said]
    assert 60 < len(noisy) < 140
    assert all(said[-1] == NOISE.english and len(said) > 1 for said in noisy)


def test_instructions_are_whole_in_one_paragraph() -> None:
    """Alone, or after the report; each names itself for the judge (C-GUI-1)."""
    turns = _many("reverse the order", replace(PLAIN, gui_share=1))

    found = [s for turn in turns for s in turn.steps if isinstance(s, Text) and s.gui]
    assert len(found) == 400
    assert all(step.text.endswith(step.gui) for step in found)
    assert {step.text == step.gui for step in found} == {True, False}


def test_quiet_never_lasts() -> None:
    """A heartbeat of some shape after every five seconds without anything else."""
    turns = [_plan("a 10 second sunset timelapse", bare(), seed=seed) for seed in range(20)]

    for turn in turns:
        times = [0.0, *(step.at for step in turn.steps), turn.ends_at]
        assert max(b - a for a, b in pairwise(times)) < 5.3
    shapes = {s.shape for turn in turns for s in turn.steps if isinstance(s, Heartbeat)}
    assert shapes == {"event", "comment", "empty"}


def test_chance_decides_what_the_message_leaves_open() -> None:
    """The seed of the turn, that is."""
    seeds = {_changes(_plan("shuffle the photos", seed=seed))[0] for seed in range(5)}

    assert len(seeds) == 5


def test_an_understanding_from_elsewhere_is_acted_out_the_same_way() -> None:
    """Whoever understood the message."""
    meant = Understanding(edits=(e.Reverse(),))

    assert script(meant, THREE, seed=1, habits=PLAIN) == _plan("reverse the order")


def test_a_refusal_says_itself() -> None:
    """In English where nothing else is known."""
    refusal = CannotEdit(Problem.NO_CLIP, place=4, count=3)

    assert str(refusal) == "There is no clip 4; the timeline has 3."
    assert refusal.say(chinese=True) == "没有第4个片段，时间线上一共只有3个。"


def test_what_is_not_there_need_not_be_removed() -> None:
    """Asking for a slideshow without music is no mistake; only to remove music is."""
    words = "make a slideshow, no music and remove the title"

    assert _changes(_plan(words)) == [(e.Make(),)]
    assert "no music yet" in _said(_plan("remove the music"))
    assert "no such text" in _said(_plan("remove the title"))


@pytest.mark.parametrize("said", ["generate a clip of a calm beach", "draw a calm beach clip"])
def test_a_mood_may_be_that_of_what_is_drawn(said: str) -> None:
    """It need not be about music."""
    drawn = understand(said, uploads=False)

    assert [edit.kind for edit in drawn.edits] == ["generate"]
    assert not drawn.unclear
