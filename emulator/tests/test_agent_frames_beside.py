"""Clips that are told by what is said beside them."""

from typing import Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message

Row = tuple[str, Facts, str, tuple[e.Edit, ...]]
TOLD: Final[tuple[Row, ...]] = (
    (
        "Adjust Trim",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "The video at the end is way too bright, tone it down, and cut the last 2 secs off it",
        (
            e.Adjust(what="brightness", by=-0.3, clips=(6,)),
            e.Trim(clips=(6,), tail=2000),
        ),
    ),
    (
        "SetSpeed",
        Facts(shown=2, photos=0, videos=2, songs=0),
        "2倍速播放第一段,第二段正常速度",
        (
            e.SetSpeed(factor=2.0, clips=(1,)),
            e.SetSpeed(factor=1.0, clips=(2,)),
        ),
    ),
    (
        "SetSeconds",
        Facts(shown=7, photos=7, videos=0, songs=0),
        "最后一张挺好不用动,其他都改成3秒",
        (e.SetSeconds(ms=3000, clips=(1, 2, 3, 4, 5, 6)),),
    ),
    (
        "Extend",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "开头那张图多放1秒 后面那些不用",
        (e.Extend(ms=1000, clips=(1,)),),
    ),
    ("Make", Facts(shown=4, photos=7, videos=0, songs=0), "重新做一遍吧,所有照片都要", (e.Make(),)),
    (
        "Swap",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "第四张换到第一张,第一张换到第四张",
        (e.Swap(one=4, other=1),),
    ),
    (
        "SetSeconds Trim",
        Facts(shown=5, photos=4, videos=1, songs=0),
        "视频前面的照片每张改2秒,录像从第3秒开始",
        (
            e.SetSeconds(ms=2000, clips=(1, 2, 3, 4)),
            e.Trim(clips=(5,), start=3000),
        ),
    ),
    (
        "SetVolume",
        Facts(shown=5, photos=3, videos=2, songs=0),
        "Video two is quiet compared with video one - boost it a bit",
        (e.SetVolume(target="sound", db=3.0, clips=(5,)),),
    ),
    (
        "SetTransition UseOnly",
        Facts(shown=0, photos=6, videos=0, songs=0),
        "Use pics 5, 3 and 1 in that order with fades",
        (
            e.UseOnly(clips=(5, 3, 1)),
            e.SetTransition(style="fade"),
        ),
    ),
    (
        "SetMotion SetSeconds",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "hold 7 longer, say 5 seconds, and kill the zoom on it",
        (
            e.SetSeconds(ms=5000, clips=(7,)),
            e.SetMotion(style="still", clips=(7,)),
        ),
    ),
    (
        "SetSeconds",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "let the two before the last run for 3.5 seconds",
        (e.SetSeconds(ms=3500, clips=(6, 7)),),
    ),
    (
        "Adjust Move",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "4 goes before 2, and both of those get a vignette",
        (
            e.Move(clip=4, to=2),
            e.Adjust(what="vignette", by=0.4, clips=(2, 3)),
        ),
    ),
    (
        "SetTransition",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "zoom transition only into the video",
        (e.SetTransition(style="zoom-in", clips=(6,)),),
    ),
    (
        "SetFit SetTransition",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "blurry sides for the portrait one, it's the sixth, and a 2 sec wipe down after it",
        (
            e.SetFit(mode="contain", background="blur", clips=(6,)),
            e.SetTransition(style="wipe-down", ms=2000, clips=(7,)),
        ),
    ),
    (
        "Remove",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "the photo right before the video: remove it",
        (e.Remove(clips=(5,)),),
    ),
    (
        "SetSeconds",
        Facts(shown=7, photos=7, videos=0, songs=0),
        "the three photos in the middle can go faster, 1 sec each",
        (e.SetSeconds(ms=1000, clips=(3, 4, 5)),),
    ),
    (
        "Keep",
        Facts(shown=10, photos=10, videos=0, songs=0),
        "keep 3 up to and including 8, throw the others out",
        (e.Keep(clips=(3, 4, 5, 6, 7, 8)),),
    ),
    (
        "Keep",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "just the first photo plus the video, nothing else",
        (e.Keep(clips=(1, 6)),),
    ),
    (
        "UseOnly",
        Facts(shown=0, photos=4, videos=2, songs=0),
        "make a film from the two videos only, second one first",
        (e.UseOnly(clips=(6, 5)),),
    ),
    (
        "UseOnly",
        Facts(shown=0, photos=5, videos=1, songs=0),
        "video first, then photos 1 and 4, skip the other ones",
        (e.UseOnly(clips=(6, 1, 4)),),
    ),
    (
        "Make Remove",
        Facts(shown=0, photos=6, videos=0, songs=0),
        "做成视频，第二张不要",
        (
            e.Make(),
            e.Remove(clips=(2,)),
        ),
    ),
    (
        "SetLook",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "后面四张颜色鲜艳些，第一张就别动了",
        (e.SetLook(name="vivid", clips=(-4, -3, -2, -1)),),
    ),
    (
        "Adjust",
        Facts(shown=4, photos=3, videos=1, songs=0),
        "视频加点颗粒感，照片加点暗角",
        (
            e.Adjust(what="grain", by=0.3, clips=(4,)),
            e.Adjust(what="vignette", by=0.4, clips=(1, 2, 3)),
        ),
    ),
    (
        "Extend SetTransition",
        Facts(shown=7, photos=7, videos=0, songs=0),
        "第五张后面的转场取消，第六张的时间拉长1.5秒",
        (
            e.SetTransition(style="cut", clips=(6,)),
            e.Extend(ms=1500, clips=(6,)),
        ),
    ),
    (
        "SetLook",
        Facts(shown=6, photos=5, videos=1, songs=0),
        "照片除了第二张，都做黑白，视频不动",
        (e.SetLook(name="black-and-white", clips=(1, 3, 4, 5)),),
    ),
    (
        "SetSeconds SetTransition",
        Facts(shown=6, photos=6, videos=0, songs=0),
        "前三张3秒，后三张5秒，中间加个淡入淡出",
        (
            e.SetSeconds(ms=3000, clips=(1, 2, 3)),
            e.SetSeconds(ms=5000, clips=(-3, -2, -1)),
            e.SetTransition(style="fade", clips=(-3,)),
        ),
    ),
    (
        "SetSeconds",
        Facts(shown=8, photos=8, videos=0, songs=0),
        "后半段的照片每张1秒，前半段不用变",
        (e.SetSeconds(ms=1000, clips=(5, 6, 7, 8)),),
    ),
    (
        "UseOnly",
        Facts(shown=0, photos=5, videos=2, songs=0),
        "用两段视频做片子，第二段放前面",
        (e.UseOnly(clips=(7, 6)),),
    ),
    (
        "SetLook SetSeconds SetTransition",
        Facts(shown=7, photos=7, videos=0, songs=0),
        "第六张用闪白进来，停2秒，调暖一点",
        (
            e.SetTransition(style="fade-white", clips=(6,)),
            e.SetSeconds(ms=2000, clips=(6,)),
            e.SetLook(name="warm", clips=(6,)),
        ),
    ),
    (
        "Trim",
        Facts(shown=6, photos=4, videos=2, songs=0),
        "the school play is the first of two videos. Keep its first 10 seconds",
        (e.Trim(clips=(5,), start=0, end=10000),),
    ),
    (
        "SetSpeed",
        Facts(shown=6, photos=4, videos=2, songs=0),
        "the second of the two videos at half speed",
        (e.SetSpeed(factor=0.5, clips=(6,)),),
    ),
    (
        "SetVolume",
        Facts(shown=6, photos=4, videos=2, songs=0),
        "mute the last of the videos",
        (e.SetVolume(target="sound", percent=0.0, clips=(6,)),),
    ),
    (
        "SetVolume",
        Facts(shown=6, photos=4, videos=2, songs=0),
        "两段视频里的第二段消音",
        (e.SetVolume(target="sound", percent=0.0, clips=(6,)),),
    ),
    (
        "SetSpeed",
        Facts(shown=6, photos=4, videos=2, songs=0),
        "两个视频中的第一个2倍速",
        (e.SetSpeed(factor=2.0, clips=(5,)),),
    ),
    (
        "SetLook",
        Facts(shown=6, photos=4, videos=2, songs=0),
        "the last two videos in black and white",
        (e.SetLook(name="black-and-white", clips=(5, 6)),),
    ),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), TOLD)
def test_clips_are_told_by_what_is_said_beside(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """Whoever is left as it is, is left; a film among pictures is told by its sort."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits
