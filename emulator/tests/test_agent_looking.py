"""Fields of edits of how the picture looks: what is wanted, which way it goes, more or less."""

from typing import Any

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.gathering import Clause
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.owners import owned
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.segments import segmented
from nemo_emulator.agent.intents.sides import side
from nemo_emulator.agent.intents.wanted import STOP, told
from nemo_emulator.agent.scan import scan

Seen = dict[str, tuple[str, int]]
Built = Edit | tuple[Edit, ...] | None
NAMED: tuple[tuple[str, str, Built], ...] = (
    ("SetLook", "sepia was a mistake, go vintage", e.SetLook(name="vintage")),
    ("SetLook", "vintage instead of sepia", e.SetLook(name="vintage")),
    ("SetLook", "enough sepia", e.SetLook(name="none")),
    ("SetLook", "too warm", e.SetLook(name="cool")),
    ("SetLook", "sepia is too brown, I'd prefer vintage", e.SetLook(name="vintage")),
    ("SetLook", "isn't there a noir look", e.SetLook(name="noir")),
    ("SetLook", "i hate the sepia", e.SetLook(name="none")),
    ("SetLook", "black and white, no, back in colour", e.SetLook(name="none")),
    ("SetCanvas", "why is it landscape? square for the feed", e.SetCanvas(ratio="1:1")),
    ("SetCanvas", "four by five, 1080 wide", e.SetCanvas(ratio="4:5", short_side=1080)),
    ("SetCanvas", "nine by seven", None),
    ("SetCanvas", "square, 99", e.SetCanvas(ratio="1:1")),
    ("SetCanvas", "1080p wide", e.SetCanvas(ratio="16:9", short_side=1080)),
    ("SetTransition", "no transitions, just hard cuts", e.SetTransition(style="cut")),
    ("SetTransition", "no fades", e.SetTransition(style="cut")),
    ("SetTransition", "no hard cuts", e.SetTransition(style="fade")),
    ("SetTransition", "black in between", e.SetTransition(style="fade-black")),
    ("SetTransition", "a faster crossfade", e.SetTransition(style="fade", ms=250)),
    ("SetTransition", "let each rise from below", e.SetTransition(style="slide-up")),
    ("SetTransition", "push the old one away to the left", e.SetTransition(style="slide-left")),
    ("SetTransition", "wipe from the bottom", e.SetTransition(style="wipe-up")),
    ("SetTransition", "slide in from below", e.SetTransition(style="slide-up")),
    ("SetTransition", "a clock hand sweep", e.SetTransition(style="radial")),
    ("SetMotion", "drift leftwards", e.SetMotion(style="pan-left")),
    ("SetMotion", "drift outwards", e.SetMotion(style="zoom-out")),
    ("SetMotion", "no zooming, no panning", e.SetMotion(style="still")),
    ("SetMotion", "pan across to the right", e.SetMotion(style="pan-right")),
    ("SetTransition", "wipe from 2 into 3", e.SetTransition(style="wipe-left", clips=(3,))),
    (
        "SetTransition",
        "dissolve into photo 3, the after photo",
        e.SetTransition(style="fade", clips=(3,)),
    ),
    ("SetTransition", "dissolve after photo 3", e.SetTransition(style="fade", clips=(4,))),
    ("SetMotion", "zoom in, barely noticeable", e.SetMotion(style="zoom-in", amount=0.06)),
    ("SetFit", "no black bars", e.SetFit(mode="cover")),
    ("Adjust", "more grain", e.Adjust(what="grain", by=0.3)),
    ("Adjust", "the grain gone", e.Adjust(what="grain", to=0.0)),
    ("Adjust", "remove the grain", e.Adjust(what="grain", to=0.0)),
    ("Adjust", "the vignette is not strong enough", e.Adjust(what="vignette", by=0.4)),
    ("Adjust", "it is too contrasty", e.Adjust(what="contrast", by=-0.2)),
    ("Adjust", "so brighten it", e.Adjust(what="brightness", by=0.15)),
    ("Adjust", "the corners shouldn't be dark", e.Adjust(what="vignette", to=0.0)),
    ("Adjust", "the corners are so dark", e.Adjust(what="vignette", by=-0.4)),
    ("Adjust", "dark all round the rims", e.Adjust(what="vignette", by=0.4)),
    ("Adjust", "brighten the rims", e.Adjust(what="vignette", by=-0.4)),
    ("Adjust", "why is it so dark", e.Adjust(what="brightness", by=0.15)),
    ("Adjust", "less contrasty", e.Adjust(what="contrast", by=-0.2)),
    ("Adjust", "less blurry", e.Adjust(what="blur", by=-0.3)),
    ("Adjust", "对比弱一点，太刺眼", e.Adjust(what="contrast", by=-0.2)),
    ("Adjust", "颗粒也强点", e.Adjust(what="grain", by=0.3)),
    (
        "Adjust",
        "contrast up / vignette off",
        (e.Adjust(what="contrast", by=0.2), e.Adjust(what="vignette", to=0.0)),
    ),
)
BLUR = {"ground": ("blur", 90), "mode": ("contain", 90)}
COLOR = {"ground": ("color", 90), "mode": ("cover", 90)}
SEEN: tuple[tuple[str, str, Seen, Built], ...] = (
    ("SetFit", "something behind", BLUR, e.SetFit(mode="contain", background="blur")),
    ("SetFit", "out of focus behind", COLOR, e.SetFit(mode="contain", background="blur")),
    ("SetFit", "a blurred copy", COLOR, e.SetFit(mode="contain", background="blur")),
    ("SetFit", "not black, white", COLOR, e.SetFit(mode="contain", background="#ffffff")),
    ("SetFit", "friendlier there", COLOR, None),
    ("SetFit", "why is it black", COLOR, e.SetFit(mode="cover")),
    ("SetLook", "warm and dreamy", {"name": ("warm", 5)}, e.SetLook(name="warm")),
    ("SetLook", "dreamy", {"name": ("noir", 120)}, e.SetLook(name="noir")),
    ("SetCanvas", "square or wide", {"ratio": ("1:1", 90)}, e.SetCanvas(ratio="1:1")),
    ("SetCanvas", "720p or 1080p", {"short": ("1080", 90)}, e.SetCanvas(short_side=1080)),
    ("SetMotion", "leftwards", {"style": ("pan-right", 9)}, e.SetMotion(style="pan-left")),
    ("SetLook", "tinge it blue", {"name": ("sepia", 9)}, e.SetLook(name="cool")),
    ("SetMotion", "those zooms", {"style": ("still", 70)}, e.SetMotion(style="still")),
    ("Adjust", "sandpaper off", {"what": ("grain", 9)}, e.Adjust(what="grain", to=0.0)),
    ("Adjust", "grain", {"way": ("none", 9)}, None),
    ("Adjust", "grain", {"way": ("none", 90)}, e.Adjust(what="grain", to=0.0)),
    ("Adjust", "contrast and grain up", {"way": ("x", 0)}, None),
)
SIDES = (
    ("to the left", "left"),
    ("from the left", "right"),
    ("from below", "up"),
    ("going up", "up"),
    ("往左擦", "left"),
    ("to the left, going up", ""),
    ("the left one", ""),
)


def _said(message: str, traits: Seen) -> Said:
    parts = clauses(scan(message))
    return Said(tuple(token for part in parts for token in (*part, STOP)), traits)


@pytest.mark.parametrize(("kind", "message", "edit"), NAMED)
def test_a_field_is_what_the_words_want(kind: str, message: str, edit: Built) -> None:
    """People name what they will not have, too, and which way things go."""
    assert FRAMES[kind].build(_said(message, {})) == edit


@pytest.mark.parametrize(("kind", "message", "seen", "edit"), SEEN)
def test_what_the_words_leave_open_is_seen(
    kind: str, message: str, seen: Seen, edit: Built
) -> None:
    """Or nothing is done, where it is not seen plainly."""
    assert FRAMES[kind].build(_said(message, seen)) == edit


@pytest.mark.parametrize(("message", "way"), SIDES)
def test_a_way_is_told_by_where_it_leads_or_comes_from(message: str, way: str) -> None:
    """What stands on the left does not go there."""
    assert side(_said(message, {})) == way


def test_softly_is_a_volume_only_where_something_is_heard() -> None:
    """Else it is how things change."""
    told_of = [
        {token.cat for part in clauses(scan(words)) for token in part}
        for words in ("melt softly", "play the music softly")
    ]

    assert ["percent" in cats for cats in told_of] == [False, True]


def test_what_is_well_as_it_is_asks_for_nothing() -> None:
    """A remark at the end belongs to nothing that is wished for."""
    parts = clauses(scan("more grain, rest can stay"))
    told_of = [
        Clause(part, frozenset(), kinds)
        for part, kinds in zip(parts, (("Adjust",), ()), strict=True)
    ]

    (segment,) = segmented(told_of, load())

    assert [clause.tokens for clause in segment.own] == [parts[0]]


def test_a_clause_that_names_a_value_asks_for_its_kind() -> None:
    """Where another one surely does; what is well already asks for nothing."""
    parts = clauses(scan("more grain, a vignette, contrast is fine already"))

    owners = owned([{"Adjust": 200}, {"Adjust": -9}, {"Adjust": 150}], ["Adjust"], parts)

    assert owners == [("Adjust",), ("Adjust",), ()]


def test_one_word_is_not_a_look_and_a_property() -> None:
    """Both are asked for only where both are named."""
    one, both = clauses(scan("vivid")), clauses(scan("vivid brighter"))
    rows, kinds = [{"Adjust": 90, "SetLook": 80}], ["Adjust", "SetLook"]

    assert owned(rows, kinds, one) == [("Adjust",)]
    assert owned(rows, kinds, both) == [("Adjust", "SetLook")]


def test_what_is_refused_is_told_with_its_reason() -> None:
    """Too much of it is something else than none of it."""
    assert told(_said("too warm", {}), "look").refused == (("warm", "over"),)
    assert told(_said("no sepia", {}), "look").refused == (("sepia", "no"),)


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ("4 is a panorama, pan across to the right", (4,)),
        ("风景那张是4,镜头从左摇到右", (4,)),
        ("9 is a panorama, pan across to the right", (9,)),
        ("2 and 4 are wide, pan across to the right", (2, 4)),
        ("pan across to the right for 4 seconds", ()),
    ],
)
def test_a_clause_may_begin_or_end_with_its_clip(message: str, places: e.Clips) -> None:
    """Where it is the only number, and there are so many clips."""
    known = Facts(6, 6, 0, 0)
    told_ = tuple(token for part in clauses(scan(message), known) for token in (*part, STOP))

    edit: Any = FRAMES["SetMotion"].build(Said(told_, {}, known=known))

    assert edit.clips == places
