"""Where clips stand that were moved before, and which stay as they are."""

from typing import Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent import understand
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.following import following
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message
from nemo_emulator.agent.intents.renumbering import all_renumbered
from nemo_emulator.agent.scan import scan

EIGHT = Facts(shown=8, photos=8, videos=0, songs=0)
MIXED = Facts(shown=6, photos=4, videos=2, songs=0)
MORE = Facts(shown=6, photos=8, videos=0, songs=0)
UNSHOWN = Facts(shown=2, photos=2, videos=1, songs=0, moving=())
ONE_FILM = Facts(shown=5, photos=4, videos=1, songs=0)
REMOVE, MOVE, COPY, LOOK, TEXT = "Remove", "Move", "Duplicate", "SetLook", "AddText"
KEEP, SWAP, EXTEND, USE = "Keep", "Swap", "Extend", "UseOnly"
ARRANGE, ADD, REPLACE = "Arrange", "AddClips", "Replace"
MOTION, SPEED, TRIM, VOLUME = "SetMotion", "SetSpeed", "Trim", "SetVolume"
SECONDS = "SetSeconds"


def _gone(*places: int) -> Edit:
    return e.Remove(clips=places)


def _held(seconds: int, *places: int) -> Edit:
    return e.SetSeconds(ms=seconds * 1000, clips=places)


PICKED: Final = (
    (
        (MOVE,),
        EIGHT,
        "put photo 5 first, then photo 2 last",
        (e.Move(clip=5, to=1), e.Move(clip=2, to=-1)),
    ),
    ((MOVE,), EIGHT, "4 and 5 go to 2", ()),
    (
        (LOOK,),
        MIXED,
        "sepia on everything, except the first video",
        (e.SetLook(name="sepia", clips=(1, 2, 3, 4, 6)),),
    ),
    (
        (
            MOVE,
            SECONDS,
        ),
        ONE_FILM,
        "put the vid first and shorten the pictures to 2 secs",
        (
            e.Move(clip=5, to=1),
            e.SetSeconds(ms=2000, clips=(2, 3, 4, 5)),
        ),
    ),
    (
        (
            MOVE,
            TRIM,
        ),
        ONE_FILM,
        "视频放到第二个,开头掐掉4秒",
        (
            e.Move(clip=5, to=2),
            e.Trim(clips=(2,), head=4000),
        ),
    ),
    (
        (
            MOVE,
            TRIM,
        ),
        ONE_FILM,
        "把视频放最前面，剪掉开头3秒",
        (
            e.Arrange(order=(5, 1, 2, 3, 4)),
            e.Trim(clips=(1,), head=3000),
        ),
    ),
    (
        (
            REPLACE,
            SECONDS,
        ),
        EIGHT,
        "replace 4 with 8 and hold 8 for 5 seconds",
        (
            e.Replace(clip=4, by=8),
            e.SetSeconds(ms=5000, clips=(4,)),
        ),
    ),
    (
        (
            COPY,
            LOOK,
        ),
        EIGHT,
        "duplicate 3 and make the copy sepia",
        (
            e.Duplicate(clips=(3,)),
            e.SetLook(name="sepia", clips=(4,)),
        ),
    ),
    (
        (
            COPY,
            LOOK,
        ),
        EIGHT,
        "第3张复制一份，副本泛黄",
        (
            e.Duplicate(clips=(3,)),
            e.SetLook(name="sepia", clips=(4,)),
        ),
    ),
    (
        (
            COPY,
            LOOK,
        ),
        EIGHT,
        "duplicate 3 and make the last one sepia",
        (
            e.Duplicate(clips=(3,)),
            e.SetLook(name="sepia", clips=(-1,)),
        ),
    ),
    (
        (
            MOTION,
            SECONDS,
        ),
        EIGHT,
        "4 to 7 pan right, 5 seconds each",
        (
            e.SetMotion(style="pan-right", clips=(4, 5, 6, 7)),
            e.SetSeconds(ms=5000, clips=(4, 5, 6, 7)),
        ),
    ),
    (
        (
            MOTION,
            SECONDS,
        ),
        EIGHT,
        "4 to 7 pan right, all photos 5 seconds each",
        (
            e.SetMotion(style="pan-right", clips=(4, 5, 6, 7)),
            e.SetSeconds(ms=5000),
        ),
    ),
    (
        (
            SPEED,
            VOLUME,
        ),
        ONE_FILM,
        "video: mute it, half speed",
        (
            e.SetVolume(target="sound", percent=0.0, clips=(5,)),
            e.SetSpeed(factor=0.5, clips=(5,)),
        ),
    ),
    ((TRIM,), ONE_FILM, "只要视频最后4秒", (e.Trim(clips=(5,), start=-4000),)),
    (
        (
            REMOVE,
            SPEED,
        ),
        ONE_FILM,
        "remove 2 from the video, half speed",
        (
            e.Remove(clips=(2,)),
            e.SetSpeed(factor=0.5),
        ),
    ),
    (
        (
            VOLUME,
            SECONDS,
        ),
        ONE_FILM,
        "Video sound off, photos 3 sec, thx",
        (
            e.SetVolume(target="sound", percent=0.0),
            e.SetSeconds(ms=3000, clips=(1, 2, 3, 4)),
        ),
    ),
    (
        (
            SPEED,
            ARRANGE,
        ),
        MIXED,
        "两段视频都用1.5倍速，一起放到照片前面",
        (
            e.SetSpeed(factor=1.5, clips=(5, 6)),
            e.Arrange(order=(5, 6, 1, 2, 3, 4)),
        ),
    ),
    (
        (
            ADD,
            SECONDS,
        ),
        MORE,
        "Uploads 7 and 8 belong in there too, right behind the first photo. And all 4 seconds",
        (
            e.AddClips(clips=(7, 8), at=2),
            e.SetSeconds(ms=4000),
        ),
    ),
    (
        (LOOK, TEXT),
        EIGHT,
        "sepia for 1, 2 and 3. no sorry only 1 and 2. and caption on the first: Napoli 1961",
        (
            e.SetLook(name="sepia", clips=(1, 2)),
            e.AddText(text="Napoli 1961", type="caption", when=e.When(clip=1)),
        ),
    ),
)


@pytest.mark.parametrize(("kinds", "known", "message", "found"), PICKED)
def test_clips_are_found_where_they_stand_by_then(
    kinds: tuple[str, ...], known: Facts, message: str, found: tuple[Edit, ...]
) -> None:
    """What was named or moved before, what is taken back, what stays, and which sort it is."""
    assert read_message(message, load(), known, tuple(sorted(kinds))).edits == found


UNSURE: Final = (
    (UNSHOWN, (e.Make(),)),
    (ONE_FILM, (e.Arrange(order=(9, 1)),)),
    (ONE_FILM, (e.Remove(clips=(1,)), e.Undo())),
)


@pytest.mark.parametrize(("known", "before"), UNSURE)
def test_clips_stay_where_nobody_knows_where_others_went(
    known: Facts, before: tuple[Edit, ...]
) -> None:
    """Uploads that are not shown, places that there are not, clips that are gone."""
    edit = e.SetSeconds(ms=2000, clips=(1, 2, 3, 4))

    assert following(edit, (), before, known) == edit


def test_one_clip_that_goes_first_is_no_group() -> None:
    """The number of another wish stands behind it."""
    nine = Facts(shown=9, photos=9, videos=0, songs=0)
    said = "开头直接上最好看的：第8张放第一，第9张删除太油腻了"

    found = read_message(said, load(), nine, ("Move", "Remove")).edits

    assert e.Move(clip=8, to=1) in found


def test_the_first_of_which_something_is_wished_is_the_first_clip() -> None:
    """ "The first should stay": a number alone names a clip there."""
    nine = Facts(shown=9, photos=9, videos=0, songs=0)

    assert understand("the first should stay 4 seconds", known=nine).edits == (
        e.SetSeconds(ms=4000, clips=(1,)),
    )


RENUMBERED: Final = (
    ((REMOVE, MOVE), "lose 1, put 6 at the end", (_gone(1), e.Move(clip=5, to=-1))),
    ((REMOVE, MOVE), "第2张删，第5张放到开头", (_gone(2), e.Move(clip=4, to=1))),
    ((REMOVE, SECONDS), "4号删，5号停6秒", (_gone(4), _held(6, 4))),
    ((REMOVE, SECONDS), "drop 5, and hold 2 for 4 seconds", (_gone(5), _held(4, 2))),
    (
        (KEEP, SECONDS),
        "keep only 2 and 6, hold 6 for 5 seconds",
        (e.Keep(clips=(2, 6)), _held(5, 2)),
    ),
    (
        (MOVE, SECONDS),
        "move 6 to the front, hold 3 for 4 seconds",
        (e.Move(clip=6, to=1), _held(4, 4)),
    ),
    ((REMOVE, SECONDS), "drop 5, hold the new 5 for 4 seconds", (_gone(5), _held(4, 5))),
    ((REMOVE, SECONDS), "drop 5, hold the one after 5 for 4 seconds", (_gone(5), _held(4, 5))),
    ((COPY, SECONDS), "copy 2, hold 5 for 4 seconds", (e.Duplicate(clips=(2,)), _held(4, 5))),
    (
        (REMOVE, TEXT),
        "第2张删，第3张加字“黑三度”",
        (_gone(2), e.AddText(text="黑三度", type="caption", when=e.When(clip=2))),
    ),
    (
        (MOVE, LOOK),
        "move 2 to the front, and 5 in sepia",
        (e.Move(clip=2, to=1), e.SetLook(name="sepia", clips=(5,))),
    ),
)


@pytest.mark.parametrize(("kinds", "message", "edits"), RENUMBERED)
def test_clips_are_named_by_the_numbers_they_had(
    kinds: tuple[str, ...], message: str, edits: tuple[Edit, ...]
) -> None:
    """Whoever asks for two edits at once still sees the old numbers."""
    found = read_message(message, load(), EIGHT, kinds)

    assert found.edits == edits


NINE: Final = Facts(shown=9, photos=9, videos=0, songs=0)
FRESH: Final = Facts(shown=0, photos=9, videos=0, songs=0)
TOLD: Final = (
    (
        (SWAP, SECONDS),
        NINE,
        "swap 3 and 8, and give each of them 5 seconds",
        (e.Swap(one=3, other=8), _held(5, 3, 8)),
    ),
    ((SWAP, SECONDS), NINE, "3跟8对调，各停五秒", (e.Swap(one=3, other=8), _held(5, 3, 8))),
    (
        (SWAP, EXTEND),
        NINE,
        "第4和最后一张互换，末尾多停三秒",
        (e.Swap(one=4, other=-1), e.Extend(ms=3000, clips=(-1,))),
    ),
    (
        (SWAP, EXTEND),
        NINE,
        "4跟5对调，第5位的再停久1秒",
        (e.Swap(one=4, other=5), e.Extend(ms=1000, clips=(5,))),
    ),
    (
        (SWAP, SECONDS),
        NINE,
        "swap 1 and 8, and lengthen what's first now to six seconds",
        (e.Swap(one=1, other=8), _held(6, 1)),
    ),
    (
        (SECONDS, REMOVE),
        NINE,
        "six seconds on the first, and ditch number 7",
        (_held(6, 1), _gone(7)),
    ),
    ((SECONDS,), NINE, "除了第一张，其他都停2秒就够", (_held(2, 2, 3, 4, 5, 6, 7, 8, 9),)),
    ((REMOVE,), NINE, "remove the ones from five on", (_gone(5, 6, 7, 8, 9),)),
    ((REMOVE,), NINE, "remove 6 and on", (_gone(6, 7, 8, 9),)),
    ((REMOVE,), NINE, "delete from 5 forward", (_gone(5, 6, 7, 8, 9),)),
    ((REMOVE,), NINE, "删掉6往后的", (_gone(6, 7, 8, 9),)),
    ((KEEP,), NINE, "lose everything from six on", (_gone(6, 7, 8, 9),)),
    ((KEEP,), NINE, "从第四张往后的都不留", (_gone(4, 5, 6, 7, 8, 9),)),
    ((KEEP,), NINE, "春天的免了：秋天是五到七", (e.Keep(clips=(5, 6, 7)),)),
    ((MOVE,), NINE, "7往后挪一位", (e.Move(clip=7, to=8),)),
    ((KEEP,), NINE, "keep one to four", (e.Keep(clips=(1, 2, 3, 4)),)),
    ((KEEP,), NINE, "光留前头五张，后面都是去年的了", (e.Keep(clips=(1, 2, 3, 4, 5)),)),
    (
        (KEEP,),
        NINE,
        "keep only the odd ones, the even ones were blurry",
        (e.Keep(clips=(1, 3, 5, 7, 9)),),
    ),
    ((KEEP,), NINE, "除了宿舍那三张(1-3)其余删光", (e.Keep(clips=(1, 2, 3)),)),
    (
        (REMOVE,),
        NINE,
        "the second and third plates are duplicates; kindly withdraw the third",
        (_gone(3),),
    ),
    ((REMOVE,), NINE, "第一张和末一张一样的盆栽，最后那张就免了", (_gone(-1),)),
    (
        (REMOVE,),
        NINE,
        "the photographs are 4, 5 and 6. Discard the middle one of these",
        (_gone(5),),
    ),
    ((REMOVE,), NINE, "clip 2 needs to be gone, so does 5, and please 7 too", (_gone(2, 5, 7),)),
    ((REMOVE,), NINE, "no slip for the kid in 6, must come out", (_gone(6),)),
    ((REMOVE,), NINE, "ditch the offal (7), the trotters (8) and the heart (9)", (_gone(7, 8, 9),)),
    ((REMOVE,), NINE, "第2杯和第6杯都撤", (_gone(2, 6),)),
    ((MOVE, REMOVE), NINE, "第8张放第一，第9张删除", (e.Move(clip=8, to=1), _gone(9))),
    (
        (MOVE,),
        NINE,
        "shove the trig point in fourth, it's currently at the very end",
        (e.Move(clip=-1, to=4),),
    ),
    ((MOVE,), NINE, "婚礼那张放第二个，它现在第九", (e.Move(clip=9, to=2),)),
    ((MOVE,), NINE, "the dog belongs at the start (it's 7th now)", (e.Move(clip=7, to=1),)),
    ((COPY,), NINE, "再来一遍第五步，复制到片子最后", (e.Duplicate(clips=(5,), to=-1),)),
    (
        (COPY,),
        NINE,
        "roses, that's eight, copy it to the very end",
        (e.Duplicate(clips=(8,), to=-1),),
    ),
    (
        (ARRANGE,),
        NINE,
        "甜品的三张（2到4）顺序我想成4、2、3",
        (e.Arrange(order=(1, 4, 2, 3, 5, 6, 7, 8, 9)),),
    ),
    ((USE,), FRESH, "上传的里面挑2、4、9三张，按9、4、2放", (e.UseOnly(clips=(9, 4, 2)),)),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), TOLD)
def test_who_is_meant_by_what_else_is_said(
    kinds: tuple[str, ...], known: Facts, message: str, edits: tuple[Edit, ...]
) -> None:
    """Lists over several clauses, where a clip now stands, whose turn it is, from five on."""
    found = read_message(message, load(), known, kinds)

    assert found.edits == edits


def test_edits_are_renumbered_one_after_the_other() -> None:
    """What is kept counts anew, and after a copy nobody can tell."""
    told = scan("keep 2, 5 and 6, move 6 to 1, hold 5 for 4 seconds")
    edits = (e.Keep(clips=(2, 5, 6)), e.Move(clip=6, to=1), _held(4, 5))
    copied = (_gone(2), e.Duplicate(clips=(3,)), _held(4, 5))

    assert all_renumbered(edits, told, EIGHT) == (
        e.Keep(clips=(2, 5, 6)),
        e.Move(clip=3, to=1),
        _held(4, 3),
    )
    assert all_renumbered(copied, scan("2 3 5"), EIGHT)[2] == _held(4, 5)


def test_the_rules_find_clips_by_their_old_numbers_too() -> None:
    """What both readers say is the same."""
    found = understand("remove photo 3 and show photo 5 for four seconds", known=EIGHT)

    assert found.edits == (_gone(3), _held(4, 4))
