"""Which clips are meant by what stands in other clauses, by their sort, or by their turn."""

from typing import Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.pinning import pinned
from nemo_emulator.agent.intents.reading import read_message
from nemo_emulator.agent.scan import scan

EIGHT = Facts(shown=8, photos=8, videos=0, songs=0)
SEVEN = Facts(shown=7, photos=7, videos=0, songs=0)
MIXED = Facts(shown=6, photos=4, videos=2, songs=0)
ONE_FILM = Facts(shown=5, photos=4, videos=1, songs=0)
THREE_FILMS = Facts(shown=7, photos=4, videos=3, songs=0)
REMOVE, KEEP, MOVE, LOOK = "Remove", "Keep", "Move", "SetLook"
TRANSITION = "SetTransition"
MOTION, ADJUST, SPEED = "SetMotion", "Adjust", "SetSpeed"
SECONDS, EXTEND, SCALE, FIT = "SetSeconds", "Extend", "Scale", "SetFit"


ALTERNATING: Final = (
    (EIGHT, "make every second photo sepia, beginning with photo 1", (1, 3, 5, 7)),
    (EIGHT, "make every other one sepia, starting from the second", (2, 4, 6, 8)),
    (EIGHT, "sepia on every other photo, from the first", (1, 3, 5, 7)),
    (EIGHT, "every 2nd photo sepia", (2, 4, 6, 8)),
    (EIGHT, "every third one sepia", (3, 6)),
    (EIGHT, "evry second photo sepia starting with 2", (2, 4, 6, 8)),
    (EIGHT, "every second photo sepia, i.e. 1, 3, 5, 7", (1, 3, 5, 7)),
    (EIGHT, "从第一张开始每隔一张加泛黄", (1, 3, 5, 7)),
    (EIGHT, "alternate photos in sepia, starting now", ()),
    (EIGHT, "every other photo in sepia", ()),
    (EIGHT, "每隔一张泛黄", ()),
    (MIXED, "every second photo in sepia, from the first", (1, 3)),
    (MIXED, "every second video in sepia", (6,)),
)


@pytest.mark.parametrize(("known", "message", "places"), ALTERNATING)
def test_every_so_many_clips_are_told_from_the_first_of_them(
    known: Facts, message: str, places: tuple[int, ...]
) -> None:
    """Every other photo, from the second on; where it is open which half is meant, neither."""
    found = read_message(message, load(), known, (LOOK,))

    assert found.edits == (e.SetLook(name="sepia", clips=places),)
    assert bool(places) == ("unread" not in found.spare)


SORTS: Final = (
    (MIXED, "sepia on everything except the videos", (1, 2, 3, 4)),
    (MIXED, "除了视频都泛黄", (1, 2, 3, 4)),
    (ONE_FILM, "all in sepia but not the video", (1, 2, 3, 4)),
    (MIXED, "photos in sepia, leave the videos", (1, 2, 3, 4)),
    (MIXED, "照片泛黄，视频不用", (1, 2, 3, 4)),
    (MIXED, "sepia on the videos, the photos are fine", (5, 6)),
    (MIXED, "sepia on the last photo", (4,)),
    (MIXED, "最后一张照片泛黄", (4,)),
    (ONE_FILM, "sepia on the video", (5,)),
    (THREE_FILMS, "sepia on all videos except the last", (5, 6)),
    (THREE_FILMS, "sepia on all videos except the second", (5, 7)),
    (THREE_FILMS, "sepia on all videos except video 6", (5, 7)),
    (THREE_FILMS, "sepia on all photos except the second", (1, 3, 4)),
    (THREE_FILMS, "sepia on all videos, except the first video", (6, 7)),
)


@pytest.mark.parametrize(("known", "message", "places"), SORTS)
def test_clips_are_told_by_their_sort(known: Facts, message: str, places: tuple[int, ...]) -> None:
    """Films are those that move; the last photo is none of them."""
    found = read_message(message, load(), known, (LOOK,))

    assert found.edits == (e.SetLook(name="sepia", clips=places),)
    assert bool(places) == ("unread" not in found.spare)


PICKED: Final = (
    (
        (SPEED,),
        MIXED,
        "play the first video at half speed and the second at 1.5x",
        (
            e.SetSpeed(factor=0.5, clips=(5,)),
            e.SetSpeed(factor=1.5, clips=(6,)),
        ),
    ),
    (
        (SPEED,),
        MIXED,
        "第一段视频慢放0.5倍，第二段1.5倍",
        (
            e.SetSpeed(factor=0.5, clips=(5,)),
            e.SetSpeed(factor=1.5, clips=(6,)),
        ),
    ),
    (
        (
            LOOK,
            SPEED,
        ),
        MIXED,
        "the first video at half speed and sepia on the second photo",
        (
            e.SetSpeed(factor=0.5, clips=(5,)),
            e.SetLook(name="sepia", clips=(2,)),
        ),
    ),
    (
        (TRANSITION,),
        ONE_FILM,
        "dip to black before the video",
        (e.SetTransition(style="fade-black", clips=(5,)),),
    ),
    (
        (TRANSITION,),
        ONE_FILM,
        "视频前面加个黑场过渡",
        (e.SetTransition(style="fade-black", clips=(5,)),),
    ),
    (
        (TRANSITION,),
        EIGHT,
        "第三到第五张之间的转场改成溶解",
        (e.SetTransition(style="fade", clips=(4, 5)),),
    ),
    (
        (LOOK,),
        EIGHT,
        "the third and the two that follow it in sepia",
        (e.SetLook(name="sepia", clips=(3, 4, 5)),),
    ),
    ((LOOK,), EIGHT, "第四张和后面两张泛黄", (e.SetLook(name="sepia", clips=(4, 5, 6)),)),
    (
        (LOOK,),
        EIGHT,
        "from the third until the end sepia",
        (e.SetLook(name="sepia", clips=(3, 4, 5, 6, 7, 8)),),
    ),
    (
        (LOOK,),
        EIGHT,
        "number 5 and what comes right before it in sepia",
        (e.SetLook(name="sepia", clips=(4, 5)),),
    ),
    (
        (LOOK,),
        EIGHT,
        "sepia on number 2 and what comes right after it",
        (e.SetLook(name="sepia", clips=(2, 3)),),
    ),
    (
        (LOOK,),
        EIGHT,
        "sepia on number 8 and what comes right after it",
        (e.SetLook(name="sepia", clips=(8,)),),
    ),
    (
        (SECONDS,),
        EIGHT,
        "up to but not including 4 they can be 2 seconds",
        (e.SetSeconds(ms=2000, clips=(1, 2, 3)),),
    ),
    (
        (SECONDS,),
        ONE_FILM,
        "the photo directly before clip 5 2 seconds",
        (e.SetSeconds(ms=2000, clips=(4,)),),
    ),
    ((MOVE,), EIGHT, "put the photo after 3, it is 7", ()),
    (
        (REMOVE,),
        EIGHT,
        "remove what is between number 2 and number 6",
        (e.Remove(clips=(3, 4, 5)),),
    ),
    ((REMOVE,), EIGHT, "remove what is between number 2 and number 3", ()),
    ((REMOVE,), EIGHT, "delete 3, no wait not 3, 4!", (e.Remove(clips=(4,)),)),
    ((REMOVE,), EIGHT, "删掉第3张，哦不是3，是第4张", (e.Remove(clips=(4,)),)),
    ((LOOK,), EIGHT, "sepia on 2. Oh no, not 2, on 5", (e.SetLook(name="sepia", clips=(5,)),)),
    (
        (MOVE,),
        EIGHT,
        "move the last one to third place, hmm no, to second place",
        (e.Move(clip=-1, to=2),),
    ),
    ((MOVE,), EIGHT, "把最后一张移到第三位，呃不对，第二位", (e.Move(clip=-1, to=2),)),
    ((MOTION,), EIGHT, "zoom in on 3, no, pan left", (e.SetMotion(style="pan-left", clips=(3,)),)),
    ((MOTION,), EIGHT, "第3张放大，不对，缩小", (e.SetMotion(style="zoom-out", clips=(3,)),)),
    (
        (SECONDS,),
        EIGHT,
        "all clips 3 sec. the last, erm, the last two, should be 5",
        (
            e.SetSeconds(ms=3000),
            e.SetSeconds(ms=5000, clips=(-2, -1)),
        ),
    ),
    (
        (LOOK,),
        EIGHT,
        "sepia on 1, 3 and 4... and 6 too",
        (e.SetLook(name="sepia", clips=(1, 3, 4, 6)),),
    ),
    ((LOOK,), EIGHT, "第1、3、4张泛黄，还有6", (e.SetLook(name="sepia", clips=(1, 3, 4, 6)),)),
    ((KEEP,), EIGHT, "keep 3, 5 and 7, or no, keep also 8", (e.Keep(clips=(3, 5, 7, 8)),)),
    (
        (EXTEND,),
        EIGHT,
        "give 1 and the last one three extra seconds",
        (e.Extend(ms=3000, clips=(1, -1)),),
    ),
    (
        (ADJUST,),
        EIGHT,
        "no 3 is super dark, brighten it up",
        (e.Adjust(what="brightness", by=0.15, clips=(3,)),),
    ),
    ((MOVE,), EIGHT, "the house goes first, that's the 4th", (e.Move(clip=4, to=1),)),
    ((SCALE,), EIGHT, "each picture should last twice as long", (e.Scale(factor=2.0),)),
    (
        (SECONDS,),
        EIGHT,
        "2 things: the photos should be 2 seconds, thanks",
        (e.SetSeconds(ms=2000),),
    ),
    (
        (SECONDS,),
        SEVEN,
        "the picture in the middle is my husband, let it stay for 9 seconds",
        (e.SetSeconds(ms=9000, clips=(4,)),),
    ),
    ((MOVE,), EIGHT, "picture 6 two places to the front", (e.Move(clip=6, to=4),)),
    (
        (MOVE,),
        EIGHT,
        "picture 6 two places to the front, excuse me, just one place",
        (e.Move(clip=6, to=5),),
    ),
    ((MOVE,), EIGHT, "picture 3 two places to the back", (e.Move(clip=3, to=5),)),
    (
        (
            FIT,
            MOTION,
        ),
        EIGHT,
        "no zoom on photo 1, and fit the whole pic in",
        (
            e.SetMotion(style="still", clips=(1,)),
            e.SetFit(mode="contain", clips=(1,)),
        ),
    ),
    ((LOOK,), EIGHT, "第四、五两张泛黄，别的保留", (e.SetLook(name="sepia", clips=(4, 5)),)),
    (
        (REMOVE,),
        EIGHT,
        "I have one photo two times, at 4 and at 5. Take away the second of these two.",
        (e.Remove(clips=(5,)),),
    ),
    (
        (LOOK,),
        EIGHT,
        "all in sepia, but leave the third one",
        (e.SetLook(name="sepia", clips=(1, 2, 4, 5, 6, 7, 8)),),
    ),
    (
        (LOOK,),
        EIGHT,
        "全部泛黄，第三张别动",
        (e.SetLook(name="sepia", clips=(1, 2, 4, 5, 6, 7, 8)),),
    ),
    ((LOOK,), EIGHT, "双数的泛黄，单数的别动", (e.SetLook(name="sepia", clips=(2, 4, 6, 8)),)),
    (
        (
            LOOK,
            ADJUST,
        ),
        EIGHT,
        "1 and 3 in sepia, some grain on the same two",
        (
            e.SetLook(name="sepia", clips=(1, 3)),
            e.Adjust(what="grain", by=0.3, clips=(1, 3)),
        ),
    ),
    (
        (
            MOVE,
            SECONDS,
        ),
        EIGHT,
        "move 3 to the front, then hold 3 for 5 seconds",
        (
            e.Move(clip=3, to=1),
            e.SetSeconds(ms=5000, clips=(1,)),
        ),
    ),
    (
        (
            MOVE,
            LOOK,
        ),
        EIGHT,
        "3放到1前面，给3加泛黄",
        (
            e.Move(clip=3, to=1),
            e.SetLook(name="sepia", clips=(1,)),
        ),
    ),
)


@pytest.mark.parametrize(("kinds", "known", "message", "found"), PICKED)
def test_other_clauses_say_which_clips_are_meant(
    kinds: tuple[str, ...], known: Facts, message: str, found: tuple[Edit, ...]
) -> None:
    """What was named or moved before, what is taken back, what stays, and which sort it is."""
    assert read_message(message, load(), known, tuple(sorted(kinds))).edits == found


def test_where_it_is_unknown_what_there_is_names_are_left_as_they_are() -> None:
    """Nobody knows then what is a film."""
    found = read_message("sepia on everything except the videos", load(), None, (LOOK,))

    assert found.edits == (e.SetLook(name="sepia"),)


def test_of_these_there_must_be_as_many() -> None:
    """One clip has no second."""
    told = clauses(scan("4 is dark. Take away the second of these two."), EIGHT)

    assert pinned(told, (REMOVE,), EIGHT.size) == list(told)
