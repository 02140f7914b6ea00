"""The second reader: frames filled by typed values and traits, and what makes it abstain."""

from typing import Any

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent import understand
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.model import Linear, load
from nemo_emulator.agent.intents.reading import Reading, read
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.unquoted import quoted
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
    ("Scale", "twice as long, no, half as long", {"way": "less"}, None),
    ("Scale", "20% longer", {"way": "more"}, None),
    ("SetSpeed", "2x, no, 3x", {"way": "more"}, None),
    ("Adjust", "warmth", {"what": "warmth", "way": "more"}, None),
)


def _said(message: str, traits: dict[str, str]) -> Said:
    tokens = tuple(token for clause in clauses(scan(message)) for token in clause)
    return Said(tokens, {name: (value, 0) for name, value in traits.items()})


@pytest.mark.parametrize(("kind", "message", "traits", "edit"), FILLED)
def test_a_frame_is_filled_from_values_and_traits(
    kind: str, message: str, traits: dict[str, str], edit: Edit | None
) -> None:
    """Or not at all, where something is missing or said in two ways."""
    assert FRAMES[kind].build(_said(message, traits)) == edit


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


@pytest.mark.parametrize(
    ("message", "lines", "marked"),
    [
        ("Title: “Home”", False, "Title: “Home”"),
        ("add our handle @cafe.rio", False, "add our handle  “@cafe.rio” "),
        (
            "the title should read Our Boat in red",
            False,
            "the title should read  “Our Boat”  in red",
        ),
        ("THE TITLE SHOWS UP LATE", False, "THE TITLE SHOWS UP LATE"),
        ("title for 5 seconds", False, "title for 5 seconds"),
        ("subtitles: One / Two", True, "subtitles: “One” “Two”"),
        ("subtitles: One", True, "subtitles: One"),
        ("two lines please", True, "two lines please"),
    ],
)
def test_a_text_that_nobody_quoted_is_found(message: str, *, lines: bool, marked: str) -> None:
    """Behind a colon, a verb of saying, or as a handle; a measure is no text."""
    assert quoted(message, lines=lines) == marked


def test_nothing_said_asks_for_nothing() -> None:
    """A message of fillers alone is a greeting."""
    assert read((), load()).kinds == ("answer",)


def test_scores_are_whole_numbers_and_unknown_features_say_nothing() -> None:
    """Every machine gives the same verdict."""
    linear = Linear(("a", "b"), {"x": ((0, 3), (1, -2))})

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


@pytest.mark.parametrize(("sure", "taken"), [(90, True), (0, False)])
def test_two_readings_that_differ_are_asked_back_unless_the_second_is_sure(
    *, sure: int, taken: bool
) -> None:
    """Nothing is done that might not have been meant."""
    swapped = e.Swap(one=1, other=2)
    reading = Reading(("Swap",), (swapped,), sure=sure, trust=0, filled=True)

    meant = agreed(Understanding(edits=(e.Reverse(),)), reading, 20)

    assert (meant.edits, meant.unclear) == (((swapped,), "") if taken else ((), "request"))


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
