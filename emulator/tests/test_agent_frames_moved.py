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

EIGHT = Facts(shown=8, photos=8, videos=0, songs=0)
MIXED = Facts(shown=6, photos=4, videos=2, songs=0)
MORE = Facts(shown=6, photos=8, videos=0, songs=0)
UNSHOWN = Facts(shown=2, photos=2, videos=1, songs=0, moving=())
ONE_FILM = Facts(shown=5, photos=4, videos=1, songs=0)
REMOVE, MOVE, COPY, LOOK, TEXT = "Remove", "Move", "Duplicate", "SetLook", "AddText"
ARRANGE, ADD, REPLACE = "Arrange", "AddClips", "Replace"
MOTION, SPEED, TRIM, VOLUME = "SetMotion", "SetSpeed", "Trim", "SetVolume"
SECONDS = "SetSeconds"


PICKED: Final = (
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
