"""The second reader: frames filled by typed values and traits, and what makes it abstain."""

from typing import Any

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent import understand
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.accounting import lost
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.model import Linear, Model, load
from nemo_emulator.agent.intents.reading import Reading, read
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.second import corrected
from nemo_emulator.agent.tokens import Token
from nemo_emulator.agent.understanding import Understanding, agreed

FILLED: tuple[tuple[str, str, dict[str, str], Edit | None], ...] = (
    ("Make", "a film of the last 4 photos", {"of": "image"}, e.Make(count=4)),
    ("Remove", "remove 3 photos", {}, None),
    ("Remove", "remove 5 to 8", {}, e.Remove(clips=(5, 6, 7, 8))),
    ("Remove", "remove the first 2 photos", {}, e.Remove(clips=(1, 2))),
    ("AddClips", "the newest ones, as the last one", {}, e.AddClips(at=-1)),
    ("FadeSound", "the music in over 2 seconds, 3 seconds, 4 seconds", {"way": "into"}, None),
    (
        "FadeSound",
        "the music in for the first 2 seconds, then 3 seconds at the end",
        {"way": "both"},
        e.FadeSound(into=2000, out=3000),
    ),
    ("Duck", "leave the music alone while they speak", {"way": "same"}, e.Duck(percent=100.0)),
    ("Duck", "stop lowering the music when they speak", {"way": "less"}, e.Duck(percent=100.0)),
    ("Duck", "music too low, leave it at 60%", {"way": "same"}, e.Duck(percent=60.0)),
    ("SetVolume", "cut the music by 6 dB", {"way": "more"}, e.SetVolume(target="music", db=-6.0)),
    ("SetVolume", "music +6db", {"way": "less"}, e.SetVolume(target="music", db=6.0)),
    (
        "SetVolume",
        "turn the sound of the clips off",
        {"way": "more", "target": "sound"},
        e.SetVolume(target="sound", percent=0.0),
    ),
    ("FadeSound", "the music in over the first 2 seconds", {"way": "out"}, e.FadeSound(into=2000)),
    (
        "FadeSound",
        "the music fades at both ends, 3 seconds",
        {"way": "out"},
        e.FadeSound(into=3000, out=3000),
    ),
    ("SetTotal", "add 8 seconds to the film in total", {}, e.ExtendTotal(ms=8000)),
    ("SetTotal", "超了8秒，总长帮我压掉这么多", {}, e.ExtendTotal(ms=-8000)),
    ("SetTotal", "全部加起来90秒", {}, e.SetTotal(ms=90_000)),
    ("SetTotal", "total runtime minus 2s", {}, e.ExtendTotal(ms=-2000)),
    ("SetTotal", "cut five seconds from the total length", {}, e.ExtendTotal(ms=-5000)),
    ("SetTotal", "stretch it by that much, 8 seconds", {}, e.ExtendTotal(ms=8000)),
    ("SetSeconds", "2 secs less than now, every photo", {}, e.Extend(ms=-2000)),
    ("SetSeconds", "photo 2 goes 2 seconds too early", {}, e.Extend(ms=2000, clips=(2,))),
    ("SetSeconds", "photo 2, 2 seconds longer", {}, e.Extend(ms=2000, clips=(2,))),
    ("SetSeconds", "the entire film 80 seconds long", {}, e.SetTotal(ms=80_000)),
    ("Extend", "第5张停久点8秒", {"way": "more"}, e.SetSeconds(ms=8000, clips=(5,))),
    ("Extend", "the whole film 15 seconds longer", {"way": "more"}, e.ExtendTotal(ms=15_000)),
    ("ExtendTotal", "2 seconds longer, each", {"way": "more"}, e.Extend(ms=2000)),
    ("SetSpeed", "run it at its natural speed", {"way": "more"}, e.SetSpeed(factor=1.0)),
    ("SetSpeed", "每张图的时长变成现在的1.5倍", {"way": "more"}, e.Scale(factor=1.5)),
    ("Trim", "chop a second off front and end", {}, e.Trim(head=1000, tail=1000)),
    ("Scale", "twice as long, no, half as long", {"way": "less"}, e.Scale(factor=0.5)),
    ("Scale", "20% longer", {"way": "more"}, e.Scale(factor=1.2)),
    ("Trim", "by 3 seconds", {"part": "tail"}, e.Trim(tail=3000)),
    ("SetSpeed", "clip 2 as it was", {"way": "same"}, e.SetSpeed(factor=1.0, clips=(2,))),
    ("SetSpeed", "2x, no, 3x", {"way": "more"}, e.SetSpeed(factor=3.0)),
    ("Adjust", "warmth", {"what": "warmth", "way": "more"}, None),
)


def _said(message: str, traits: dict[str, str]) -> Said:
    tokens = tuple(token for clause in clauses(scan(message)) for token in clause)
    return Said(tokens, {name: (value, 0) for name, value in traits.items()})


@pytest.mark.parametrize(("kind", "message", "traits", "edit"), FILLED)
def test_a_frame_is_filled_from_values_and_traits(
    kind: str, message: str, traits: dict[str, str], edit: Edit | None
) -> None:
    """Or not at all, where something is missing."""
    assert FRAMES[kind].build(_said(message, traits)) == edit


def test_what_goes_is_said_in_the_clause_of_its_time() -> None:
    """There is only floor to be seen: that keeps nothing."""
    first, then = clauses(scan("take away the first 3 seconds, there is only floor"))
    said = Said((*first, STOP, *then), {})

    assert FRAMES["Trim"].build(said) == e.Trim(head=3000)


def test_numbers_from_one_to_another_are_a_range() -> None:
    """Also where nothing but the numbers says that clips are meant; what follows is apart."""
    two, six, nine = (Token("num", n, str(n)) for n in (2, 6, 9))

    assert Said((two, Token("to"), six, Token("word"), nine), {}).every == (2, 3, 4, 5, 6, 9)


READ: tuple[tuple[str, tuple[Token, ...], dict[str, str], Edit | None], ...] = (
    (
        "FadeSound",
        (Token("time", 2000), Token("span", (-4000, 4000))),
        {"way": "both"},
        e.FadeSound(into=2000, out=4000),
    ),
    (
        "FadeSound",
        (Token("time", 2000), Token("ref", (-3, -2, -1))),
        {"way": "both"},
        e.FadeSound(into=2000, out=3000),
    ),
    ("FadeSound", (Token("num", -1, "-1"), Token("leave")), {"way": "out"}, None),
    ("AddClips", (Token("ref", (6, 5, 1)), Token("before")), {}, None),
    ("Keep", (Token("count", 3),), {}, None),
    ("Keep", (Token("moment", "start"), Token("count", 2)), {}, e.Keep(clips=(1, 2))),
    ("SetFit", (), {"ground": "color"}, None),
    (
        "SetTransition",
        (Token("ref", (2, 3)),),
        {"style": "fade"},
        e.SetTransition(style="fade", clips=(3,)),
    ),
    ("SetFit", (), {"ground": "blur"}, e.SetFit(mode="contain", background="blur")),
)


@pytest.mark.parametrize(("kind", "tokens", "traits", "edit"), READ)
def test_a_frame_reads_typed_values(
    kind: str, tokens: tuple[Token, ...], traits: dict[str, str], edit: Edit | None
) -> None:
    """A stretch or so many last ones are lengths of a fade; a cut is named by its second clip."""
    seen = {name: (value, 0) for name, value in traits.items()}

    assert FRAMES[kind].build(Said(tokens, seen)) == edit


def test_a_sure_trait_outweighs_a_word() -> None:
    """To darken the corners is a vignette, though "darken" means less light."""
    said = Said(scan("darken it"), {"what": ("vignette", 90), "way": ("more", 90)})

    assert FRAMES["Adjust"].build(said) == e.Adjust(what="vignette", by=0.4)


def test_nothing_said_asks_for_nothing() -> None:
    """A message of fillers alone is a greeting."""
    assert read((), load()).kinds == ("answer",)


def test_scores_are_whole_numbers_and_unknown_features_say_nothing() -> None:
    """Every machine gives the same verdict."""
    linear = Linear(("a", "b"), {"x": [0, 3, 1, -2]})

    assert linear.scores(("x", "y", "x")) == [6, -4]


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [
        (e.SetMotion(style="still"), e.SetMotion(style="still", clips=(2,)), (2,)),
        (e.SetLook(name="none"), e.SetLook(name="warm", clips=(2,)), ()),
    ],
)
def test_clips_that_the_rules_overlooked_are_put_in(
    first: Any, second: Any, edits: e.Clips
) -> None:
    """Where both readings see the same kind of edit."""
    (edit,) = corrected((first,), (second,))

    assert getattr(edit, "clips", None) == edits


# Says that what the rules find is unlikely, and what the examples find is likely when it is sure.
SURE_ONE = Model(
    Linear((), {}),
    {},
    trust=Linear(
        ("right",), {"rules|always": [0, -64], "examples|always": [0, -40], "|sure>64": [0, 96]}
    ),
)


@pytest.mark.parametrize(("sure", "taken"), [(90, True), (0, False)])
def test_two_readings_that_differ_are_asked_back_unless_one_is_likely(
    *, sure: int, taken: bool
) -> None:
    """Nothing is done that might not have been meant."""
    swapped = e.Swap(one=1, other=2)
    reading = Reading(("Swap",), (swapped,), sure=sure, filled=True)

    meant = agreed(Understanding(edits=(e.Reverse(),)), (reading,), SURE_ONE)

    assert (meant.edits, meant.unclear) == (((swapped,), "") if taken else ((), "request"))


def test_the_likelier_of_two_readings_is_done() -> None:
    """Words that go with one claim speak for the reading that has it."""
    by, to = e.Adjust(what="grain", by=0.3), e.Adjust(what="grain", to=0.3)
    weights = {"|always": [0, 64], "~wsome&Adjust.by+": [0, 24], "~wat&Adjust.to+": [0, 8]}
    model = Model(Linear((), {}), {}, trust=Linear(("right",), weights))
    first = Understanding(edits=(to,))

    readings = [
        Reading(("Adjust",), (by,), filled=True, told=scan(said)) for said in ("some", "at")
    ]
    meant = [agreed(first, (reading,), model).edits for reading in readings]

    assert meant == [(by,), (to,)]


LOST: tuple[tuple[str, tuple[e.Edit, ...], list[str]], ...] = (
    ("the last 4 photos", (e.Make(),), ["ref"]),
    ("the last 4 photos", (e.Make(count=4),), []),
    ("photos 2 and 5 for 3 seconds", (e.SetSeconds(ms=3000, clips=(2, 5)),), []),
    ("photos 2 and 5 for 3 seconds", (e.SetSeconds(ms=2000, clips=(2,)),), ["ref", "time"]),
    ("remove the last one", (e.Remove(clips=(6,)),), []),
    ("move 5 to 2", (e.Move(clip=5, to=1),), ["num"]),
    ('the title "Sea" in red at the top', (e.AddText(text="Sea"),), ["color", "position"]),
    ("the music at 40%", (e.SetVolume(percent=40),), []),
    ("the music at 40%, mute it", (e.Reverse(),), ["percent", "mute"]),
    ("clip 1 from 0:02 to 0:05", (e.Trim(clips=(1,), start=2000, end=5000),), []),
    ("clip 1 from 0:02 to 0:05", (e.Trim(clips=(1,), head=1000),), ["span"]),
    ("write Rosie turns 6", (e.AddText(text="Rosie turns 6"),), []),
    (
        "the zoom transition on the last two photos",
        (e.SetTransition(style="zoom-in", clips=(6,)),),
        [],
    ),
    ("the bars at the top should be grey", (e.SetFit(background="#808080"),), []),
)


@pytest.mark.parametrize(("message", "edits", "cats"), LOST)
def test_values_that_are_in_no_edit_are_lost(
    message: str, edits: tuple[e.Edit, ...], cats: list[str]
) -> None:
    """A place from the end is the same as one from the beginning."""
    tokens = [token for clause in clauses(scan(message)) for token in clause]

    assert [*lost(tokens, edits, (6,))] == cats


@pytest.mark.parametrize(
    "message",
    [
        "don't add 'It's here' ... as the title",
        "speed up the second half",
        "remove photo 3, zhoosh the title",
        "不要加标题“再见”",
    ],
)
def test_what_is_forbidden_or_strange_is_asked_back(message: str) -> None:
    """The second reader abstains where something is left over."""
    assert not understand(message).edits
