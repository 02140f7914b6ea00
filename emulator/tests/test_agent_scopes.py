"""Which clips a look, a motion, a transition or an adjustment is for, and what words hint at."""

from typing import Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import Tokens, clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.filling import filled
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.gathering import Clause
from nemo_emulator.agent.intents.model import NOTHING, Model
from nemo_emulator.agent.intents.owners import CUES
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.segments import segmented
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.scan import scan

MODEL = Model(NOTHING, {})
SIX = Facts(shown=6, photos=6, videos=0, songs=0)
MIXED = Facts(shown=5, photos=3, videos=2, songs=0)
LOOK, MOTION, TRANSITION, ADJUST = "SetLook", "SetMotion", "SetTransition", "Adjust"
BRIGHT: Final = "brightness"
CONTRAST: Final = "contrast"


def _look(name: str, *clips: int) -> Edit:
    return e.SetLook(name=name, clips=clips)


def _motion(style: str, *clips: int) -> Edit:
    return e.SetMotion(style=style, clips=clips)


def _join(style: str, *clips: int) -> Edit:
    return e.SetTransition(style=style, clips=clips)


SCOPES: tuple[tuple[str, str, tuple[Edit, ...]], ...] = (
    (LOOK, "1 and 2 sepia, the other four noir", (_look("sepia", 1, 2), _look("noir", 3, 4, 5, 6))),
    (LOOK, "noir on 5, sepia everywhere else", (_look("noir", 5), _look("sepia", 1, 2, 3, 4, 6))),
    (LOOK, "all but the last one in sepia", (_look("sepia", 1, 2, 3, 4, 5),)),
    (LOOK, "sepia, but not for number 5", (_look("sepia", 1, 2, 3, 4, 6),)),
    (LOOK, "sepia in all but the sixth", (_look("sepia", 1, 2, 3, 4, 5),)),
    (LOOK, "noir for everything up to and including number 4", (_look("noir", 1, 2, 3, 4),)),
    (LOOK, "sepia from the fourth on", (_look("sepia", 4, 5, 6),)),
    (LOOK, "keep the colours on 1, everything else noir", (_look("noir", 2, 3, 4, 5, 6),)),
    (LOOK, "sepia for the antiques 2 to 4", (_look("sepia", 2, 3, 4),)),
    (LOOK, "第一张黑白，其余的暖色", (_look("black-and-white", 1), _look("warm", 2, 3, 4, 5, 6))),
    (
        LOOK,
        "复古给前三张，后三张黑白",
        (_look("vintage", 1, 2, 3), _look("black-and-white", -3, -2, -1)),
    ),
    (LOOK, "除了最后一张都用黑白", (_look("black-and-white", 1, 2, 3, 4, 5),)),
    (LOOK, "sepia for the lot, but don't do the last one", (_look("sepia", 1, 2, 3, 4, 5),)),
    (LOOK, "colour only on the last photo, first two noir", (_look("noir", 1, 2),)),
    (LOOK, "sepia on all of them, just not the first", (_look("sepia", 2, 3, 4, 5, 6),)),
    (LOOK, "vintage, leave 3 as it is", (_look("vintage", 1, 2, 4, 5, 6),)),
    (LOOK, "vintage on 1 and 2, leave 3", (_look("vintage", 1, 2),)),
    (ADJUST, "contrast is way too strong on 2", (e.Adjust(what=CONTRAST, by=-0.4, clips=(2,)),)),
    (LOOK, "photo 2 cool, photo 4 warm", (_look("cool", 2), _look("warm", 4))),
    (
        MOTION,
        "odd ones zoom in even ones zoom out",
        (_motion("zoom-in", 1, 3, 5), _motion("zoom-out", 2, 4, 6)),
    ),
    (MOTION, "奇数张放大，偶数张缩小", (_motion("zoom-in", 1, 3, 5), _motion("zoom-out", 2, 4, 6))),
    (MOTION, "zoom in on 2, out on 5", (_motion("zoom-in", 2), _motion("zoom-out", 5))),
    (MOTION, "pan left on 1, the opposite on 4", (_motion("pan-left", 1), _motion("pan-right", 4))),
    (MOTION, "1号慢慢推近，4号别动", (_motion("zoom-in", 1), _motion("still", 4))),
    (MOTION, "pan up on 3, others static", (_motion("pan-up", 3), _motion("still", 1, 2, 4, 5, 6))),
    (
        TRANSITION,
        "wipe left into 3, hard cuts elsewhere",
        (_join("wipe-left", 3), _join("cut", 2, 4, 5, 6)),
    ),
    (TRANSITION, "dissolve everywhere but before number 4", (_join("fade", 2, 3, 5, 6),)),
    (TRANSITION, "crossfade to 5 from 4", (_join("fade", 5),)),
    (TRANSITION, "a wipe as long as song 2", (_join("wipe-left"),)),
    (
        ADJUST,
        "more contrast on 3, less on 6",
        (e.Adjust(what=CONTRAST, by=0.2, clips=(3,)), e.Adjust(what=CONTRAST, by=-0.2, clips=(6,))),
    ),
    (
        ADJUST,
        "brighten 2 by 20% and 5 by 10",
        (e.Adjust(what=BRIGHT, by=0.2, clips=(2,)), e.Adjust(what=BRIGHT, by=0.1, clips=(5,))),
    ),
    (
        ADJUST,
        "contrast +10% on 1, -15% on 2",
        (
            e.Adjust(what=CONTRAST, by=0.1, clips=(1,)),
            e.Adjust(what=CONTRAST, by=-0.15, clips=(2,)),
        ),
    ),
    (
        ADJUST,
        "saturation up, contrast too",
        (e.Adjust(what="saturation", by=0.2), e.Adjust(what=CONTRAST, by=0.2)),
    ),
    (ADJUST, "the vignette is a tunnel, get rid of it", (e.Adjust(what="vignette", to=0.0),)),
)


@pytest.mark.parametrize(("kind", "message", "edits"), SCOPES)
def test_each_value_has_its_clips(kind: str, message: str, edits: tuple[Edit, ...]) -> None:
    """Those that it names, the others, all but some, or those of the clause before."""
    parts = clauses(scan(message), SIX)
    told = [Clause(part, frozenset(), _kinds(part, kind), SIX) for part in parts]

    found = [filled(kind, s.own, MODEL, s.clauses).edits for s in segmented(told, MODEL)]

    assert tuple(edit for some in found for edit in some) == edits


def _kinds(part: Tokens, kind: str) -> tuple[str, ...]:
    return (kind,) if CUES[kind] & {token.cat for token in part} else ()


HINTS: tuple[tuple[str, str, Edit], ...] = (
    (TRANSITION, "straight from one to the next", _join("cut")),
    (TRANSITION, "whiteout fade", _join("fade-white")),
    (TRANSITION, "a quick blur from shot to shot", _join("hblur")),
    (TRANSITION, "it should go through black", _join("fade-black")),
    (MOTION, "let our gaze travel upwards", _motion("pan-up")),
    (MOTION, "come down from the treetops", _motion("pan-down")),
    (MOTION, "let the view recede", _motion("zoom-out")),
    (MOTION, "like in a documentary", _motion("ken-burns")),
    (LOOK, "a detective in a trench coat", _look("noir")),
    (LOOK, "it all feels chilly", _look("warm")),
    (LOOK, "noir. no, actually vintage", _look("vintage")),
    (LOOK, "the sepia has to go", _look("none")),
    (LOOK, "noir looks cheap, vintage", _look("vintage")),
    ("SetCanvas", "widescreen again, upright looked daft", e.SetCanvas(ratio="16:9")),
    ("SetCanvas", "upright isn't for a screen, wide", e.SetCanvas(ratio="16:9")),
    ("SetCanvas", "a frame of 4 to 5", e.SetCanvas(ratio="4:5")),
    ("SetCanvas", "nine wide sixteen high", e.SetCanvas(ratio="9:16")),
    ("SetFit", "can't stand those strips", e.SetFit(mode="cover")),
    ("SetFit", "the black bars bother me", e.SetFit(mode="cover")),
    ("SetFit", "don't stretch them", e.SetFit(mode="contain")),
    ("SetFit", "letterbox on black", e.SetFit(mode="contain", background="#000000")),
    ("SetFit", "smudgy edges", e.SetFit(mode="contain", background="blur")),
    (ADJUST, "drain some colour", e.Adjust(what="saturation", by=-0.2)),
    (ADJUST, "more oomph in the colours", e.Adjust(what="saturation", by=0.2)),
    (ADJUST, "darker than the rest", e.Adjust(what=BRIGHT, by=0.15)),
    (ADJUST, "soften it with a blur", e.Adjust(what="blur", by=0.3)),
    (ADJUST, "take the noise out of it", e.Adjust(what="grain", to=0.0)),
    (ADJUST, "it is blinding", e.Adjust(what=BRIGHT, by=-0.15)),
)


@pytest.mark.parametrize(("kind", "message", "edit"), HINTS)
def test_words_mean_something_where_the_kind_is_known(kind: str, message: str, edit: Edit) -> None:
    """Nobody needs to know the name of an effect."""
    told = tuple(token for part in clauses(scan(message), SIX) for token in (*part, STOP))

    assert FRAMES[kind].build(Said(told, {}, known=SIX)) == edit


def test_videos_are_those_that_move() -> None:
    """Where others stand still."""
    told = clauses(scan("sepia for the videos only"), MIXED)[0]

    assert FRAMES[LOOK].build(Said(told, {}, known=MIXED)) == _look("sepia", 4, 5)
