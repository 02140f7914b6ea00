"""Which clips a wish is for, where it is told by others, by what was done before, or by sort."""

from typing import Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message

EIGHT = Facts(shown=8, photos=8, videos=0, songs=0)
ONE = Facts(shown=6, photos=5, videos=1, songs=0, has=frozenset({"music"}))
TWO = Facts(shown=6, photos=4, videos=2, songs=0)
FOUR = Facts(shown=6, photos=2, videos=4, songs=0)
Row = tuple[str, Facts, str, tuple[e.Edit, ...]]

GOING_ON: Final[tuple[Row, ...]] = (
    (
        "Adjust SetLook",
        EIGHT,
        "number six is dull, warm it up and raise the brightness",
        (
            e.SetLook(name="warm", clips=(6,)),
            e.Adjust(what="brightness", by=0.15, clips=(6,)),
        ),
    ),
    (
        "Adjust SetFit SetMotion",
        EIGHT,
        "number 2: brighten it, fill the frame and zoom in slowly",
        (
            e.Adjust(what="brightness", by=0.15, clips=(2,)),
            e.SetFit(mode="cover", clips=(2,)),
            e.SetMotion(style="zoom-in", clips=(2,)),
        ),
    ),
    (
        "SetLook SetMotion",
        EIGHT,
        "photos 3 and 4 in sepia, and pan left",
        (
            e.SetLook(name="sepia", clips=(3, 4)),
            e.SetMotion(style="pan-left", clips=(3, 4)),
        ),
    ),
    (
        "Extend SetFit",
        EIGHT,
        "最后一张完整显示，多停三秒",
        (
            e.SetFit(mode="contain", clips=(-1,)),
            e.Extend(ms=3000, clips=(-1,)),
        ),
    ),
    (
        "SetLook SetMotion SetSeconds",
        EIGHT,
        "第五张调成黑白，慢慢拉远，停6秒",
        (
            e.SetLook(name="black-and-white", clips=(5,)),
            e.SetMotion(style="zoom-out", clips=(5,)),
            e.SetSeconds(ms=6000, clips=(5,)),
        ),
    ),
    (
        "Adjust SetLook",
        EIGHT,
        "whole thing in sepia, more contrast",
        (
            e.SetLook(name="sepia"),
            e.Adjust(what="contrast", by=0.2),
        ),
    ),
    (
        "Adjust SetLook",
        EIGHT,
        "the first in sepia, the second in noir, and add grain",
        (
            e.SetLook(name="sepia", clips=(1,)),
            e.SetLook(name="noir", clips=(2,)),
            e.Adjust(what="grain", by=0.3),
        ),
    ),
    (
        "SetLook SetSeconds",
        EIGHT,
        "clip 3 in sepia, 3 seconds each",
        (
            e.SetLook(name="sepia", clips=(3,)),
            e.SetSeconds(ms=3000),
        ),
    ),
    (
        "SetLook SetSeconds",
        EIGHT,
        "第三张黑白，每张3秒",
        (
            e.SetLook(name="black-and-white", clips=(3,)),
            e.SetSeconds(ms=3000),
        ),
    ),
    (
        "SetLook SetSeconds",
        EIGHT,
        "第三张黑白，3秒一张",
        (
            e.SetLook(name="black-and-white", clips=(3,)),
            e.SetSeconds(ms=3000),
        ),
    ),
    (
        "Adjust SetLook",
        EIGHT,
        "make 3 warm and everything brighter",
        (
            e.SetLook(name="warm", clips=(3,)),
            e.Adjust(what="brightness", by=0.15),
        ),
    ),
    (
        "SetLook SetMotion",
        EIGHT,
        "caption 3 sepia, no movement anywhere",
        (
            e.SetLook(name="sepia", clips=(3,)),
            e.SetMotion(style="still"),
        ),
    ),
    (
        "SetMotion SetTransition",
        EIGHT,
        "shots 2-5 pan up, and slide up between them",
        (
            e.SetMotion(style="pan-up", clips=(2, 3, 4, 5)),
            e.SetTransition(style="slide-up", clips=(3, 4, 5)),
        ),
    ),
    (
        "SetLook SetTransition",
        EIGHT,
        "第2张暖色，第3张冷色，中间用溶解",
        (
            e.SetLook(name="warm", clips=(2,)),
            e.SetLook(name="cool", clips=(3,)),
            e.SetTransition(style="fade", clips=(3,)),
        ),
    ),
    (
        "SetLook SetTransition",
        EIGHT,
        "clip 2 warm, and a fade between all the photos",
        (
            e.SetLook(name="warm", clips=(2,)),
            e.SetTransition(style="fade"),
        ),
    ),
    (
        "SetLook SetTransition",
        EIGHT,
        "photos 2 to 4 warm, then fade between them",
        (
            e.SetLook(name="warm", clips=(2, 3, 4)),
            e.SetTransition(style="fade", clips=(3, 4)),
        ),
    ),
    (
        "SetSeconds SetTransition",
        EIGHT,
        "fade between two and three, and hold three for six seconds",
        (
            e.SetTransition(style="fade", clips=(3,)),
            e.SetSeconds(ms=6000, clips=(3,)),
        ),
    ),
    (
        "Extend SetTransition",
        EIGHT,
        "dissolve into 4, and let that one stay two seconds longer",
        (
            e.SetTransition(style="fade", clips=(4,)),
            e.Extend(ms=2000, clips=(4,)),
        ),
    ),
    (
        "AddText SetMotion",
        EIGHT,
        "caption 3 'Lasers', caption 5 'Toppers', and no movement on those two",
        (
            e.AddText(text="Lasers", type="caption", when=e.When(clip=3)),
            e.AddText(text="Toppers", type="caption", when=e.When(clip=5)),
            e.SetMotion(style="still", clips=(3, 5)),
        ),
    ),
    (
        "SetLook SetSeconds",
        EIGHT,
        "2 in sepia, 4 in noir, and hold both for 6 seconds",
        (
            e.SetLook(name="sepia", clips=(2,)),
            e.SetLook(name="noir", clips=(4,)),
            e.SetSeconds(ms=6000, clips=(2, 4)),
        ),
    ),
    (
        "AddText SetTransition",
        EIGHT,
        "write GAME OVER on the last pic and make it pixelize in",
        (
            e.AddText(text="GAME OVER", type="caption", when=e.When(clip=-1)),
            e.SetTransition(style="pixelize", clips=(-1,)),
        ),
    ),
    (
        "AddText Adjust",
        EIGHT,
        "caption 7 'Wild camp' and make the picture darker, it was 2am",
        (
            e.AddText(text="Wild camp", type="caption", when=e.When(clip=7)),
            e.Adjust(what="brightness", by=-0.15, clips=(7,)),
        ),
    ),
    (
        "AddText Adjust Extend",
        EIGHT,
        "第三张添一句“自家榨的”，多停两秒，再亮一点",
        (
            e.AddText(text="自家榨的", type="caption", when=e.When(clip=3)),
            e.Extend(ms=2000, clips=(3,)),
            e.Adjust(what="brightness", by=0.15, clips=(3,)),
        ),
    ),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), GOING_ON)
def test_what_goes_on_is_about_the_clips_before(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """What follows names none, or says "it"; what is said of all is said of all."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits


FILMS: Final[tuple[Row, ...]] = (
    ("SetSpeed", ONE, "the tram ride at triple speed", (e.SetSpeed(factor=3.0, clips=(6,)),)),
    ("Trim", ONE, "cut the last four seconds of the dash", (e.Trim(clips=(6,), tail=4000),)),
    ("SetSpeed", ONE, "骑车那段放慢一半", (e.SetSpeed(factor=0.5, clips=(6,)),)),
    ("SetSpeed", ONE, "speed everything up 2x", (e.SetSpeed(factor=2.0),)),
    (
        "SetVolume",
        ONE,
        "mute the playground bit",
        (e.SetVolume(target="sound", percent=0.0, clips=(6,)),),
    ),
    ("SetVolume", ONE, "原声关掉", (e.SetVolume(target="sound", percent=0.0),)),
    ("SetSpeed", TWO, "make the dash twice as fast", (e.SetSpeed(factor=2.0),)),
    ("SetSpeed", TWO, "film no. 2 at half speed", (e.SetSpeed(factor=0.5, clips=(6,)),)),
    (
        "Trim",
        TWO,
        "trim 3 seconds off the start of the second swimming video",
        (e.Trim(clips=(6,), head=3000),),
    ),
    (
        "SetVolume",
        TWO,
        "mute the compere video, it's the first of the two",
        (e.SetVolume(target="sound", percent=0.0, clips=(5,)),),
    ),
    (
        "SetVolume",
        TWO,
        "mute the compere video, it's the second",
        (e.SetVolume(target="sound", percent=0.0, clips=(6,)),),
    ),
    (
        "SetVolume",
        TWO,
        "第2条视频原声去掉",
        (e.SetVolume(target="sound", percent=0.0, clips=(6,)),),
    ),
    (
        "SetVolume",
        TWO,
        "第二段视频声音关掉",
        (e.SetVolume(target="sound", percent=0.0, clips=(6,)),),
    ),
    (
        "SetSpeed Trim",
        TWO,
        "both videos 2x, and cut 3 secs off the second",
        (
            e.SetSpeed(factor=2.0, clips=(5, 6)),
            e.Trim(clips=(6,), tail=3000),
        ),
    ),
    ("SetSpeed", TWO, "slow-mo the dive vid (second one)", (e.SetSpeed(factor=0.5, clips=(6,)),)),
    (
        "Trim",
        TWO,
        "the school play is the first of two videos. Keep its first 10 seconds",
        (e.Trim(clips=(5,), start=0, end=10000),),
    ),
    ("SetLook", TWO, "the second photo in noir", (e.SetLook(name="noir", clips=(2,)),)),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), FILMS)
def test_of_one_film_only_it_is_cut_or_run_slower(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """And of several the one that its number among them tells."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits


TOLD: Final[tuple[Row, ...]] = (
    (
        "SetLook",
        EIGHT,
        "sepia on the pic of grandad, it's the first",
        (e.SetLook(name="sepia", clips=(1,)),),
    ),
    (
        "SetLook",
        EIGHT,
        "sepia on the pic of grandad, that's number 4",
        (e.SetLook(name="sepia", clips=(4,)),),
    ),
    (
        "Adjust",
        EIGHT,
        "brighten the harbour one, item 2",
        (e.Adjust(what="brightness", by=0.15, clips=(2,)),),
    ),
    ("SetMotion", EIGHT, "慢慢放大鞋底那张，位置4", (e.SetMotion(style="zoom-in", clips=(4,)),)),
    (
        "SetLook",
        EIGHT,
        "那张合影调成黑白，那是五",
        (e.SetLook(name="black-and-white", clips=(5,)),),
    ),
    (
        "Adjust SetMotion",
        EIGHT,
        "the mare's too dark, and no movement on her: that's 3",
        (
            e.Adjust(what="brightness", by=0.15, clips=(3,)),
            e.SetMotion(style="still", clips=(3,)),
        ),
    ),
    (
        "Adjust SetSeconds",
        EIGHT,
        "add grain to all, and hold the harbour one for 5 seconds, it's 4",
        (
            e.Adjust(what="grain", by=0.3),
            e.SetSeconds(ms=5000, clips=(4,)),
        ),
    ),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), TOLD)
def test_a_clip_may_be_told_in_passing(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """What was meant is said afterwards."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits


NUMBERS: Final[tuple[Row, ...]] = (
    ("SetSeconds", EIGHT, "照片8张都要，3秒一张", (e.SetSeconds(ms=3000),)),
    ("Adjust", EIGHT, "make 5 real contrasty", (e.Adjust(what="contrast", by=0.2, clips=(5,)),)),
    (
        "SetLook",
        EIGHT,
        "put the colour back in 3 its my best one",
        (e.SetLook(name="none", clips=(3,)),),
    ),
    (
        "SetLook",
        EIGHT,
        "Noir for the defeat in clip 5, vivid for the cup final in 6",
        (
            e.SetLook(name="noir", clips=(5,)),
            e.SetLook(name="vivid", clips=(6,)),
        ),
    ),
    (
        "SetLook",
        EIGHT,
        "black and white on the very first cry, picture 2",
        (e.SetLook(name="black-and-white", clips=(2,)),),
    ),
    ("SetLook", EIGHT, "3号到5号冷色", (e.SetLook(name="cool", clips=(3, 4, 5)),)),
    ("SetLook", EIGHT, "1至3号换成冷色", (e.SetLook(name="cool", clips=(1, 2, 3)),)),
    (
        "SetLook",
        EIGHT,
        "vintage for the archive images, numbers one through four",
        (e.SetLook(name="vintage", clips=(1, 2, 3, 4)),),
    ),
    ("SetLook", EIGHT, "冷色调，4号图除外", (e.SetLook(name="cool", clips=(1, 2, 3, 5, 6, 7, 8)),)),
    ("Adjust", EIGHT, "第五、第七两幅提亮", (e.Adjust(what="brightness", by=0.15, clips=(5, 7)),)),
    ("Extend", EIGHT, "末一幅延长四秒", (e.Extend(ms=4000, clips=(-1,)),)),
    ("SetSeconds", EIGHT, "8张图一张2秒", (e.SetSeconds(ms=2000),)),
    ("SetSeconds", EIGHT, "it's 3am and I'm done. all the pics 2s each", (e.SetSeconds(ms=2000),)),
    (
        "SetLook",
        EIGHT,
        "the first should be black and white",
        (e.SetLook(name="black-and-white", clips=(1,)),),
    ),
    (
        "SetMotion",
        EIGHT,
        "still for the first, slow zoom out on the second",
        (
            e.SetMotion(style="still", clips=(1,)),
            e.SetMotion(style="zoom-out", clips=(2,)),
        ),
    ),
    (
        "SetMotion",
        EIGHT,
        "left pan on odd, right on even",
        (
            e.SetMotion(style="pan-left", clips=(1, 3, 5, 7)),
            e.SetMotion(style="pan-right", clips=(2, 4, 6, 8)),
        ),
    ),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), NUMBERS)
def test_numbers_name_clips_where_they_count_nothing(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """And what only seems to be one names none."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits


OTHERS: Final[tuple[Row, ...]] = (
    (
        "Extend Scale",
        EIGHT,
        "3和4翻倍时长，其余每张减半秒",
        (
            e.Scale(factor=2.0, clips=(3, 4)),
            e.Extend(ms=-500, clips=(1, 2, 5, 6, 7, 8)),
        ),
    ),
    (
        "Adjust SetLook",
        EIGHT,
        "1 to 3 black and white, the rest brighter",
        (
            e.SetLook(name="black-and-white", clips=(1, 2, 3)),
            e.Adjust(what="brightness", by=0.15, clips=(4, 5, 6, 7, 8)),
        ),
    ),
    (
        "SetLook",
        EIGHT,
        "第一到第三张是旧房，用黑白，其余是新房，鲜艳一点",
        (
            e.SetLook(name="black-and-white", clips=(1, 2, 3)),
            e.SetLook(name="vivid", clips=(4, 5, 6, 7, 8)),
        ),
    ),
    (
        "SetSeconds",
        EIGHT,
        "第2到第5张是同一节课，每张两秒",
        (e.SetSeconds(ms=2000, clips=(2, 3, 4, 5)),),
    ),
    (
        "SetSeconds",
        EIGHT,
        "头三张太拖，各1秒；第四张8秒",
        (
            e.SetSeconds(ms=1000, clips=(1, 2, 3)),
            e.SetSeconds(ms=8000, clips=(4,)),
        ),
    ),
    (
        "SetSeconds",
        EIGHT,
        "除了第一张跟第二张,其他都縮成兩秒",
        (e.SetSeconds(ms=2000, clips=(3, 4, 5, 6, 7, 8)),),
    ),
    (
        "SetSeconds",
        EIGHT,
        "菜单（1）和门头（2）各三秒，余下的一秒半",
        (
            e.SetSeconds(ms=3000, clips=(1, 2)),
            e.SetSeconds(ms=1500, clips=(3, 4, 5, 6, 7, 8)),
        ),
    ),
    (
        "SetVolume",
        FOUR,
        "第5个视频原声留,别的视频消音",
        (e.SetVolume(target="sound", percent=0.0, clips=(3, 4, 6)),),
    ),
    (
        "SetSeconds",
        EIGHT,
        "pick up the pace after number 5, two seconds a photo from there on",
        (e.SetSeconds(ms=2000, clips=(6, 7, 8)),),
    ),
    (
        "SetLook",
        EIGHT,
        "everything from the pass onward (that is 5) in cool tones, everything before it in warm",
        (
            e.SetLook(name="cool", clips=(5, 6, 7, 8)),
            e.SetLook(name="warm", clips=(1, 2, 3, 4)),
        ),
    ),
    ("SetLook", TWO, "只有视频才调色，弄冷一点", (e.SetLook(name="cool", clips=(5, 6)),)),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), OTHERS)
def test_the_others_are_whom_nothing_else_is_said_of(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """Of the same kind, or of one that is much the same."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits


JOINS: Final[tuple[Row, ...]] = (
    (
        "SetTransition",
        EIGHT,
        "拿证那刻最重要，第7张，前后都用白场过渡",
        (e.SetTransition(style="fade-white", clips=(7, 8)),),
    ),
    (
        "SetTransition",
        EIGHT,
        "fade on both sides of 5",
        (e.SetTransition(style="fade", clips=(5, 6)),),
    ),
    ("SetTransition", EIGHT, "4前面那个切换改成溶解", (e.SetTransition(style="fade", clips=(4,)),)),
    (
        "SetTransition",
        EIGHT,
        "第3张后面那处改用白闪过渡",
        (e.SetTransition(style="fade-white", clips=(4,)),),
    ),
    (
        "SetTransition",
        EIGHT,
        "3 换 4 的时候先变黑",
        (e.SetTransition(style="fade-black", clips=(4,)),),
    ),
    (
        "SetTransition",
        EIGHT,
        "最后两张之间用擦除",
        (e.SetTransition(style="wipe-left", clips=(-1,)),),
    ),
    ("SetTransition", EIGHT, "前两张之间用擦除", (e.SetTransition(style="wipe-left", clips=(2,)),)),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), JOINS)
def test_transitions_lead_into_the_clips_that_are_told(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """On both sides, before, behind, and between."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits


AMOUNTS: Final[tuple[Row, ...]] = (
    ("Adjust", EIGHT, "暗角归零", (e.Adjust(what="vignette", to=0.0),)),
    (
        "Adjust",
        EIGHT,
        "clip 1 desaturated to zero",
        (e.Adjust(what="saturation", to=0.0, clips=(1,)),),
    ),
    ("RemoveText", EIGHT, "去掉 3 上的字", (e.RemoveText(clip=3),)),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), AMOUNTS)
def test_nothing_of_it_is_none(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """And a hand may point at a clip that it is taken from."""
    assert read_message(message, load(), known, tuple(kinds.split())).edits == edits
