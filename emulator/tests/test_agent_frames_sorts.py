"""Clips that are left alone, or told by their sort."""

from typing import Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message

Row = tuple[str, Facts, str, tuple[e.Edit, ...]]
TOLD: Final[tuple[Row, ...]] = (
    (
        "SetSpeed",
        Facts(shown=2, photos=0, videos=2, songs=0),
        "play clip 1 at 2x, clip 2 at half speed",
        (
            e.SetSpeed(factor=2.0, clips=(1,)),
            e.SetSpeed(factor=0.5, clips=(2,)),
        ),
    ),
    (
        "SetSpeed",
        Facts(shown=2, photos=0, videos=2, songs=0),
        "2x on clip 1, clip 2 at half speed",
        (
            e.SetSpeed(factor=2.0, clips=(1,)),
            e.SetSpeed(factor=0.5, clips=(2,)),
        ),
    ),
    (
        "SetSeconds",
        Facts(shown=4, photos=4, videos=0, songs=0),
        "停3秒给第一张,第二张5秒",
        (
            e.SetSeconds(ms=3000, clips=(1,)),
            e.SetSeconds(ms=5000, clips=(2,)),
        ),
    ),
    (
        "SetSeconds",
        Facts(shown=4, photos=4, videos=0, songs=0),
        "3 seconds for photo 1, photo 2 for 5 seconds",
        (
            e.SetSeconds(ms=3000, clips=(1,)),
            e.SetSeconds(ms=5000, clips=(2,)),
        ),
    ),
    (
        "Swap",
        Facts(shown=4, photos=4, videos=0, songs=0),
        "第三张放到第一张,第一张放到第三张",
        (e.Swap(one=3, other=1),),
    ),
    (
        "SetSeconds",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "第二张不用动，其余都放慢一点变成5秒",
        (e.SetSeconds(ms=5000, clips=(1, 3, 4, 5, 6)),),
    ),
    (
        "SetSeconds",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "第一张4秒，第二张不用",
        (e.SetSeconds(ms=4000, clips=(1,)),),
    ),
    (
        "SetLook",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "全部调成冷色，最后一张照旧",
        (e.SetLook(name="cool", clips=(1, 2, 3, 4, 5)),),
    ),
    (
        "Adjust",
        Facts(shown=4, photos=3, videos=1, songs=0),
        "照片都加点暗角，视频就不用了",
        (e.Adjust(what="vignette", by=0.4, clips=(1, 2, 3)),),
    ),
    (
        "SetSeconds",
        Facts(shown=4, photos=3, videos=1, songs=0),
        "视频不用动，照片每张3秒",
        (e.SetSeconds(ms=3000, clips=(1, 2, 3)),),
    ),
    (
        "SetMotion",
        Facts(shown=3, photos=3, videos=0, songs=0),
        "第三张别动",
        (e.SetMotion(style="still", clips=(3,)),),
    ),
    (
        "SetMotion",
        Facts(shown=3, photos=3, videos=0, songs=0),
        "第一张放大，第三张别动",
        (
            e.SetMotion(style="zoom-in", clips=(1,)),
            e.SetMotion(style="still", clips=(3,)),
        ),
    ),
    (
        "Keep",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "keep 2 up to 5, the rest goes",
        (e.Keep(clips=(2, 3, 4, 5)),),
    ),
    (
        "SetLook",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "the three before the last in black and white",
        (e.SetLook(name="black-and-white", clips=(5, 6, 7)),),
    ),
    (
        "SetSeconds",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "the two photos in the middle 4 seconds each",
        (e.SetSeconds(ms=4000, clips=(4, 5)),),
    ),
    (
        "SetTransition",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "第三张后面的转场换成溶解",
        (e.SetTransition(style="fade", clips=(4,)),),
    ),
    (
        "SetLook SetTransition",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "photo 3 in sepia, and a dissolve after it",
        (
            e.SetLook(name="sepia", clips=(3,)),
            e.SetTransition(style="fade", clips=(4,)),
        ),
    ),
    (
        "Move SetSeconds",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "put 6 after 3, both for 4 seconds",
        (
            e.Move(clip=6, to=4),
            e.SetSeconds(ms=4000, clips=(3, 4)),
        ),
    ),
    (
        "Move SetSeconds",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "第5张放到第2张前面，这俩都停4秒",
        (
            e.Move(clip=5, to=2),
            e.SetSeconds(ms=4000, clips=(2, 3)),
        ),
    ),
    (
        "SetLook SetSeconds SetTransition",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "photo 6 comes in with a white flash, holds for 2 seconds, warmer",
        (
            e.SetTransition(style="fade-white", clips=(6,)),
            e.SetSeconds(ms=2000, clips=(6,)),
            e.SetLook(name="warm", clips=(6,)),
        ),
    ),
    (
        "SetSeconds UseOnly",
        Facts(shown=0, photos=6, videos=0, songs=0),
        "用第3、1、2张做片子，每张3秒",
        (
            e.UseOnly(clips=(3, 1, 2)),
            e.SetSeconds(ms=3000),
        ),
    ),
    (
        "SetSeconds UseOnly",
        Facts(shown=0, photos=6, videos=0, songs=0),
        "make a video of 2, 4 and 6, 3 seconds each",
        (
            e.UseOnly(clips=(2, 4, 6)),
            e.SetSeconds(ms=3000),
        ),
    ),
    (
        "SetSeconds SetTransition",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "first three photos 2 seconds each, last three 4 seconds each, dissolve between them",
        (
            e.SetSeconds(ms=2000, clips=(1, 2, 3)),
            e.SetSeconds(ms=4000, clips=(-3, -2, -1)),
            e.SetTransition(style="fade", clips=(-3,)),
        ),
    ),
    (
        "SetVolume",
        Facts(shown=5, photos=3, videos=2, songs=0),
        "video two is too loud, mute it",
        (e.SetVolume(target="sound", percent=0.0, clips=(5,)),),
    ),
    (
        "SetLook",
        Facts(shown=4, photos=3, videos=1, songs=0),
        "warm up the photos and make the video black and white",
        (
            e.SetLook(name="warm", clips=(1, 2, 3)),
            e.SetLook(name="black-and-white", clips=(4,)),
        ),
    ),
    (
        "Adjust SetLook",
        Facts(shown=4, photos=3, videos=1, songs=0),
        "视频调亮一点，照片调暖一点",
        (
            e.Adjust(what="brightness", by=0.15, clips=(4,)),
            e.SetLook(name="warm", clips=(1, 2, 3)),
        ),
    ),
    (
        "Keep",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "keep photo 2 and the video",
        (e.Keep(clips=(2, 6)),),
    ),
    (
        "Keep",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "只留第一张和视频，其他都删掉",
        (e.Keep(clips=(1, 6)),),
    ),
    (
        "UseOnly",
        Facts(shown=0, photos=5, videos=1, songs=0),
        "先放视频，再放第1张和第4张",
        (e.UseOnly(clips=(6, 1, 4)),),
    ),
    (
        "SetLook",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "the photos before the video in sepia",
        (e.SetLook(name="sepia", clips=(1, 2, 3, 4, 5)),),
    ),
    (
        "Remove",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "视频前面的照片都删掉",
        (e.Remove(clips=(1, 2, 3, 4, 5)),),
    ),
    (
        "UseOnly",
        Facts(shown=0, photos=4, videos=2, songs=0),
        "make a movie of my two clips, the second one first",
        (e.UseOnly(clips=(6, 5)),),
    ),
    (
        "Adjust",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "a vignette on the video at the end",
        (e.Adjust(what="vignette", by=0.4, clips=(6,)),),
    ),
    (
        "SetTransition",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "fade to black into the video",
        (e.SetTransition(style="fade-black", clips=(6,)),),
    ),
    (
        "Duplicate SetLook",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "copy photo 3, make the copy black and white",
        (
            e.Duplicate(clips=(3,)),
            e.SetLook(name="black-and-white", clips=(4,)),
        ),
    ),
    (
        "SetSeconds",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "the last three photos can go slower, 4 seconds each",
        (e.SetSeconds(ms=4000, clips=(-3, -2, -1)),),
    ),
    (
        "Move SetSeconds",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "move 4 to the end, both of them 3 seconds",
        (e.Move(clip=4, to=-1), e.SetSeconds(ms=3000, clips=(-1,))),
    ),
    (
        "SetLook",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "视频不用动，全部调成暖色",
        (e.SetLook(name="warm"),),
    ),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), TOLD)
def test_clips_are_told_by_their_sort(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """Whoever is left as it is, is left; a film among pictures is told by its sort."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits
