"""Lengths, speeds, trims and transitions of several clips in one message, the kinds being given."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Clips, Edit
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message

SIX = Facts(shown=6, photos=6, videos=0, songs=0)
MIXED = Facts(shown=6, photos=4, videos=2, songs=0)
FILMS = Facts(shown=3, photos=0, videos=3, songs=0)
SEVEN = Facts(shown=7, photos=3, videos=4, songs=0)
ONE_FILM = Facts(shown=5, photos=4, videos=1, songs=0)
TWENTY = Facts(shown=20, photos=20, videos=0, songs=0)
JOINED = Facts(shown=6, photos=6, videos=0, songs=0, has=frozenset({"transition"}))
JOIN, SECONDS, EXTEND, SCALE = "SetTransition", "SetSeconds", "Extend", "Scale"
LOOK = "SetLook"
TRIM, SPEED, TOTAL, LASTS = "Trim", "SetSpeed", "SetTotal", "SetTransitionLength"
Rows = tuple[tuple[Facts, str, str, tuple[Edit, ...]], ...]


def _join(style: str, *clips: int, ms: int | None = None) -> Edit:
    return e.SetTransition(style=style, clips=clips, ms=ms)


def _last(ms: int, *clips: int) -> Edit:
    return e.SetSeconds(ms=ms, clips=clips)


def _times(factor: float, *clips: int) -> Edit:
    return e.Scale(factor=factor, clips=clips)


def _pace(factor: float, *clips: int) -> Edit:
    return e.SetSpeed(factor=factor, clips=clips)


def _off(*clips: int, head: int = 0, tail: int = 0) -> Edit:
    return e.Trim(clips=clips, head=head, tail=tail)


def _kept(clips: Clips, start: int, end: int | None = None) -> Edit:
    return e.Trim(clips=clips, start=start, end=end)


LONGER, SHORTER = 1.5, 0.6667
JOINS: Rows = (
    (
        SIX,
        JOIN,
        "crossfade from 2 over to 3, cuts for everything else",
        (
            _join("fade", 3),
            _join("cut", 2, 4, 5, 6),
        ),
    ),
    (
        SIX,
        JOIN,
        "1→2 fade, 2→3 wipe left",
        (
            _join("fade", 2),
            _join("wipe-left", 3),
        ),
    ),
    (
        SIX,
        JOIN,
        "2->3 fade, 4->5 cut",
        (
            _join("fade", 3),
            _join("cut", 5),
        ),
    ),
    (
        SIX,
        JOIN,
        "2-3 fade, 5-6 wipe up",
        (
            _join("fade", 3),
            _join("wipe-up", 6),
        ),
    ),
    (SIX, JOIN, "wipe down into 3 and 5", (_join("wipe-down", 3, 5),)),
    (SIX, JOIN, "fade to black going into 2, into 4 and into 6", (_join("fade-black", 2, 4, 6),)),
    (SIX, JOIN, "wipe left into the beach ones, 3 and 4", (_join("wipe-left", 3, 4),)),
    (SIX, JOIN, "the others keep their fade, only into 5 a hard cut", (_join("cut", 5),)),
    (SIX, JOIN, "no transition into clip 4, the rest stay as they are", (_join("cut", 4),)),
    (
        SIX,
        JOIN,
        "fade everywhere, but going into the last one just a cut",
        (
            _join("fade"),
            _join("cut", -1),
        ),
    ),
    (SIX, JOIN, "pixelate on the second transition", (_join("pixelize", 3),)),
    (SIX, JOIN, "a straight cut at the last transition", (_join("cut", -1),)),
    (SIX, JOIN, "remove all transitions, only the last may stay", (_join("cut", 2, 3, 4, 5),)),
    (
        SIX,
        JOIN,
        "fade 0.5 s for all, 2 s into number 4",
        (
            _join("fade", ms=500),
            _join("fade", 4, ms=2000),
        ),
    ),
    (
        SIX,
        JOIN,
        "fade between the first and the second, wipe right between 3 and 4, none for the rest",
        (
            _join("fade", 2),
            _join("wipe-right", 4),
            _join("cut", 3, 5, 6),
        ),
    ),
    (SIX, JOIN, "dissolve between 1 and 4 each time", (_join("fade", 2, 3, 4),)),
    (
        SIX,
        JOIN,
        "between 4 and 5 nothing please, elsewhere a fade",
        (
            _join("cut", 5),
            _join("fade", 2, 3, 4, 6),
        ),
    ),
    (
        SIX,
        JOIN,
        "1→2 fade, 2→3 zoom",
        (
            _join("fade", 2),
            _join("zoom-in", 3),
        ),
    ),
    (SIX, JOIN, "from the third join on wipe left", (_join("wipe-left", 4, 5, 6),)),
    (
        SIX,
        JOIN,
        "the fades are lovely bar the one into the fourth, make that a cut",
        (_join("cut", 4),),
    ),
    (SIX, JOIN, "Round 3! Fade between all of them", (_join("fade"),)),
    (SIX, JOIN, "the fade from 1 to 2 is fine, wipe left from 4 to 5", (_join("wipe-left", 5),)),
    (SIX, JOIN, "fade over 2 s, is that too long? make it 1 s", (_join("fade", ms=1000),)),
    (SIX, JOIN, "第三张之间用淡入淡出", (_join("fade", 3),)),
    (SIX, JOIN, "pixelize at the clip 3 transition", (_join("pixelize", 3),)),
    (
        SIX,
        f"{JOIN} {LOOK}",
        "1 in sepia, fade between 2 and 3",
        (
            e.SetLook(name="sepia", clips=(1,)),
            _join("fade", 3),
        ),
    ),
    (
        SIX,
        JOIN,
        "三到四之间淡入淡出，其余硬切",
        (
            _join("fade", 4),
            _join("cut", 2, 3, 5, 6),
        ),
    ),
    (
        SIX,
        JOIN,
        "第一张和第二张之间闪白，第三张和第四张之间直接切",
        (
            _join("fade-white", 2),
            _join("cut", 4),
        ),
    ),
    (SIX, JOIN, "只有最后一个保留过渡，其他都不要", (_join("cut", 2, 3, 4, 5),)),
    (SIX, JOIN, "二、三之间和四、五之间都用叠化", (_join("fade", 3, 5),)),
    (
        SIX,
        LASTS,
        "three times the length of the fade, it's half a second now",
        (e.SetTransitionLength(ms=1500),),
    ),
)

LENGTHS: Rows = (
    (MIXED, SECONDS, "photos 3 seconds, the clips stay as they are", (_last(3000, 1, 2, 3, 4),)),
    (MIXED, SECONDS, "every picture 2 seconds, except the videos", (_last(2000, 1, 2, 3, 4),)),
    (MIXED, SECONDS, "2 seconds on everything except the films", (_last(2000, 1, 2, 3, 4),)),
    (
        MIXED,
        SECONDS,
        "leave my footage alone, the stills get 4 seconds each",
        (_last(4000, 1, 2, 3, 4),),
    ),
    (MIXED, SECONDS, "照片每张三秒，视频别动", (_last(3000, 1, 2, 3, 4),)),
    (MIXED, SECONDS, "视频保持原样，照片都两秒半", (_last(2500, 1, 2, 3, 4),)),
    (
        MIXED,
        EXTEND,
        "each photo a second longer but not the videos",
        (e.Extend(ms=1000, clips=(1, 2, 3, 4)),),
    ),
    (
        MIXED,
        EXTEND,
        "each still half a second longer, leave both videos",
        (e.Extend(ms=500, clips=(1, 2, 3, 4)),),
    ),
    (SIX, SCALE, "all of them twice as long, not the first", (_times(2.0, 2, 3, 4, 5, 6),)),
    (SIX, SCALE, "everything half as long, 3 stays", (_times(0.5, 1, 2, 4, 5, 6),)),
    (SIX, SECONDS, "4 seconds each, not number 2 though", (_last(4000, 1, 3, 4, 5, 6),)),
    (SIX, SECONDS, "每张四秒，第二张不变", (_last(4000, 1, 3, 4, 5, 6),)),
    (SIX, SECONDS, "除了第三张，其他都五秒", (_last(5000, 1, 2, 4, 5, 6),)),
    (SIX, SECONDS, "从第四张开始，每张两秒", (_last(2000, 4, 5, 6),)),
    (SIX, SECONDS, "apart from the last, the others 2 seconds each", (_last(2000, 1, 2, 3, 4, 5),)),
    (
        SIX,
        SECONDS,
        "the first two 3 seconds, the next two pics 1 second",
        (
            _last(3000, 1, 2),
            _last(1000, 3, 4),
        ),
    ),
    (
        SIX,
        SECONDS,
        "first and last 5s, the rest 2",
        (
            _last(5000, 1, -1),
            _last(2000, 2, 3, 4, 5),
        ),
    ),
    (
        SIX,
        SECONDS,
        "1st n last 4s, rest 1",
        (
            _last(4000, 1, -1),
            _last(1000, 2, 3, 4, 5),
        ),
    ),
    (
        SIX,
        SECONDS,
        "首尾各五秒，中间每张两秒",
        (
            _last(5000, 1, -1),
            _last(2000, 2, 3, 4, 5),
        ),
    ),
    (
        SIX,
        SECONDS,
        "头尾各四秒，中间的一秒",
        (
            _last(4000, 1, -1),
            _last(1000, 2, 3, 4, 5),
        ),
    ),
    (
        SIX,
        SCALE,
        "第一张加长，最后一张缩短",
        (
            _times(LONGER, 1),
            _times(SHORTER, -1),
        ),
    ),
    (
        SIX,
        SCALE,
        "2 longer, 5 shorter",
        (
            _times(LONGER, 2),
            _times(SHORTER, 5),
        ),
    ),
    (
        SIX,
        EXTEND,
        "make the first a bit longer and the last a bit shorter",
        (
            _times(LONGER, 1),
            _times(SHORTER, -1),
        ),
    ),
    (SIX, SECONDS, "6 seconds per picture drags, make it 3", (_last(3000),)),
    (SIX, SECONDS, "the second... no, the third for 5 seconds", (_last(5000, 3),)),
    (SIX, SECONDS, "give the cake (3) and the dance (5) 4 seconds each", (_last(4000, 3, 5),)),
    (
        SIX,
        SECONDS,
        "3 for 5 seconds, 4 for 2 and the last for 8",
        (
            _last(5000, 3),
            _last(2000, 4),
            _last(8000, -1),
        ),
    ),
    (SIX, SECONDS, "everything past the third 1 second", (_last(1000, 4, 5, 6),)),
    (SIX, SECONDS, "second half 2 seconds each, first half is spot on", (_last(2000, 4, 5, 6),)),
    (SIX, SECONDS, "6 lake pictures, all at 2.5 s", (_last(2500),)),
    (SIX, SECONDS, "10s per pic ugh make it 4", (_last(4000),)),
    (SIX, SECONDS, "the first 2 for 3 seconds", (_last(3000, 1, 2),)),
    (SIX, SECONDS, "三、五这两张各四秒", (_last(4000, 3, 5),)),
    (SIX, EXTEND, "one second less on the first", (e.Extend(ms=-1000, clips=(1,)),)),
    (SIX, EXTEND, "half a second off two", (e.Extend(ms=-500, clips=(2,)),)),
    (SIX, SCALE, "let 4 breathe a bit", (_times(LONGER, 4),)),
    (SIX, TOTAL, "30 seconds in total and not a second longer", (e.SetTotal(ms=30000),)),
    (SIX, TOTAL, "总共40秒，多一秒都不行", (e.SetTotal(ms=40000),)),
    (SIX, TOTAL, "it's 50 seconds but the slot is 30", (e.SetTotal(ms=30000),)),
    (SIX, TOTAL, "we bought a 20 spot, get it to that length", (e.SetTotal(ms=20000),)),
    (SIX, TOTAL, "six minutes is far too long, two at most", (e.SetTotal(ms=120000),)),
)

FILMED: Rows = (
    (
        FILMS,
        SPEED,
        "clip 1 in slow motion, clip 3 at normal speed",
        (
            _pace(0.5, 1),
            _pace(1.0, 3),
        ),
    ),
    (
        FILMS,
        SPEED,
        "first one 2x, the second normal, third half speed",
        (
            _pace(2.0, 1),
            _pace(1.0, 2),
            _pace(0.5, 3),
        ),
    ),
    (
        FILMS,
        SPEED,
        "第一段两倍速，第二段恢复正常",
        (
            _pace(2.0, 1),
            _pace(1.0, 2),
        ),
    ),
    (
        FILMS,
        SPEED,
        "speed up 1, don't touch 2",
        (e.SetSpeed(factor=1.5, clips=(1,), relative=True),),
    ),
    (FILMS, TRIM, "clip 1: head 3s, tail 2s", (_off(1, head=3000, tail=2000),)),
    (FILMS, TRIM, "keep 10 to 25 of clip 2", (_kept((2,), 10000, 25000),)),
    (FILMS, TRIM, "clip 2: keep :04 to :11", (_kept((2,), 4000, 11000),)),
    (
        FILMS,
        TRIM,
        "seconds 4-9 of vid 1 and 2-6 of vid 3",
        (
            _kept((1,), 4000, 9000),
            _kept((3,), 2000, 6000),
        ),
    ),
    (
        MIXED,
        TRIM,
        "from second 5 to second 9 is all I need of the second film",
        (_kept((6,), 5000, 9000),),
    ),
    (
        FILMS,
        TRIM,
        "first video: 0:10-0:20, second video: last 3 seconds off",
        (
            _kept((1,), 10000, 20000),
            _off(2, tail=3000),
        ),
    ),
    (FILMS, TRIM, "clip 2 w/o the first 4 seconds", (_off(2, head=4000),)),
    (FILMS, TRIM, "top and tail clip 2, a second each side", (_off(2, head=1000, tail=1000),)),
    (
        FILMS,
        TRIM,
        "clip 3 has dead air at both ends, lop 2 seconds off each",
        (_off(3, head=2000, tail=2000),),
    ),
    (FILMS, TRIM, "第一段掐头去尾，各一秒", (_off(1, head=1000, tail=1000),)),
    (MIXED, TRIM, "两段视频掐头去尾，一头一秒", (_off(5, 6, head=1000, tail=1000),)),
    (FILMS, TRIM, "第二段后面五秒剪掉", (_off(2, tail=5000),)),
    (FILMS, TRIM, "第二段前面留八秒", (_kept((2,), 0, 8000),)),
    (FILMS, TRIM, "第一段前面三秒不要，后面两秒也不要", (_off(1, head=3000, tail=2000),)),
    (FILMS, TRIM, "clip 2 should start at 0:07 and end at 0:21", (_kept((2,), 7000, 21000),)),
    (FILMS, TRIM, "clip 1 starting at 0:05, ending 0:15", (_kept((1,), 5000, 15000),)),
    (FILMS, TRIM, "begin clip 3 four seconds in", (_kept((3,), 4000),)),
    (FILMS, TRIM, "clip 2: begin at the 9 second mark, the chatter can go", (_kept((2,), 9000),)),
    (FILMS, TRIM, "chop the tail off clip 3, two seconds should do it", (_off(3, tail=2000),)),
    (FILMS, TRIM, "cut 2 seconds off the start of clip 1, not clip 2", (_off(1, head=2000),)),
    (FILMS, TRIM, "the first 2 seconds of clip 1 chopped", (_off(1, head=2000),)),
    (FILMS, TRIM, "skip to second 8 in clip 2", (_kept((2,), 8000),)),
    (FILMS, TRIM, "after 12 seconds clip 1 is boring", (_kept((1,), 0, 12000),)),
    (FILMS, TRIM, "clip 2: 12 to 20 is the laugh, keep that", (_kept((2,), 12000, 20000),)),
    (
        FILMS,
        TRIM,
        "of clip 1 only what is between second 4 and second 8",
        (_kept((1,), 4000, 8000),),
    ),
    (FILMS, TRIM, "0:30 to 0:40 of clip 1, the surplus can go", (_kept((1,), 30000, 40000),)),
    (FILMS, TRIM, "第一段到20秒就够了，后面剪掉", (_kept((1,), 0, 20000),)),
    (
        FILMS,
        TRIM,
        "0:04 to 0:09 of video 2 is the good part, the remainder can go",
        (_kept((2,), 4000, 9000),),
    ),
)


# What is said anew, and in other words.
REVISED: Rows = (
    (
        SIX,
        "SetTransition",
        "slide to the left, no wait, to the right",
        (e.SetTransition(style="slide-right"),),
    ),
    (
        SIX,
        "SetTransition",
        "wipe up between all, sorry, down",
        (e.SetTransition(style="wipe-down"),),
    ),
    (SIX, "SetTransition", "转场向左滑，不对，向右", (e.SetTransition(style="slide-right"),)),
    (
        SIX,
        "SetTransition",
        "wipe from left to... no sorry, make slide to the left",
        (e.SetTransition(style="slide-left"),),
    ),
    (
        SIX,
        "SetMotion",
        "pan to the right on 2. No wait, to the left",
        (e.SetMotion(style="pan-left", clips=(2,)),),
    ),
    (SIX, "SetMotion", "第3张往左移，等等，往右", (e.SetMotion(style="pan-right", clips=(3,)),)),
    (
        SIX,
        "SetTransitionLength",
        "the transitions last too long for me, make 300 milliseconds. Or better 400.",
        (e.SetTransitionLength(ms=400),),
    ),
    (SIX, "SetTransitionLength", "the transitions last too long", (e.SetTransitionLength(ms=250),)),
    (
        SIX,
        "SetTransition",
        "淡入淡出改成向上滑，时间长一点，一秒二",
        (e.SetTransition(style="slide-up", ms=1200),),
    ),
    (
        SIX,
        "SetTransition",
        "turn the wipe into a zoom transition",
        (e.SetTransition(style="zoom-in"),),
    ),
    (SIX, "SetTransition", "擦除换成像素化", (e.SetTransition(style="pixelize"),)),
    (
        SIX,
        "SetTransition",
        "最后一个转场换成淡黑",
        (e.SetTransition(style="fade-black", clips=(-1,)),),
    ),
    (SIX, "SetTransition", "每张之间淡白过渡", (e.SetTransition(style="fade-white"),)),
    (SIX, "SetTransition", "fade into white between all", (e.SetTransition(style="fade-white"),)),
    (SIX, "SetTransition", "转场都用缩放那种", (e.SetTransition(style="zoom-in"),)),
    (SIX, "SetTransition", "转场换像素化 0.7秒", (e.SetTransition(style="pixelize", ms=700),)),
    (
        SIX,
        "SetTransition SetFit",
        "转场来个百叶窗似的水平切片，速度0.5秒，另外第1张完整显示",
        (e.SetTransition(style="hl-slice", ms=500), e.SetFit(mode="contain", clips=(1,))),
    ),
    (
        SIX,
        "SetMotion",
        "take the movement out of number 1",
        (e.SetMotion(style="still", clips=(1,)),),
    ),
    (SIX, "SetMotion", "freeze the motion on 3", (e.SetMotion(style="still", clips=(3,)),)),
    (SIX, "SetMotion", "第3张的运镜冻住", (e.SetMotion(style="still", clips=(3,)),)),
    (
        SIX,
        "SetMotion",
        "第4张起每张都加左摇运镜，前面的保持推近",
        (e.SetMotion(style="pan-left", clips=(4, 5, 6)),),
    ),
    (SIX, "ExtendTotal", "make the total another 4 seconds shorter", (e.ExtendTotal(ms=-4000),)),
    (SIX, "ExtendTotal", "4 more seconds off the total", (e.ExtendTotal(ms=-4000),)),
    (SIX, "ExtendTotal", "总时长再短4秒", (e.ExtendTotal(ms=-4000),)),
    (
        MIXED,
        "Trim",
        "cut clip 5 down to its first 6 secs",
        (e.Trim(clips=(5,), start=0, end=6000),),
    ),
    (MIXED, "Trim", "trim 6 to its last 3 seconds", (e.Trim(clips=(6,), start=-3000),)),
    (MIXED, "Trim", "第5段剪到前6秒", (e.Trim(clips=(5,), start=0, end=6000),)),
    (FILMS, "Trim", "每个视频头尾各去掉1秒", (e.Trim(head=1000, tail=1000),)),
    (MIXED, "Trim", "第5段头尾各剪2秒", (e.Trim(clips=(5,), head=2000, tail=2000),)),
    (
        MIXED,
        "Trim SetSpeed",
        "6号视频只留前5秒，速度放慢到0.8",
        (e.Trim(clips=(6,), start=0, end=5000), e.SetSpeed(factor=0.8, clips=(6,))),
    ),
    (MIXED, "SetSpeed", "bring the speed of clip 5 to 1.5", (e.SetSpeed(factor=1.5, clips=(5,)),)),
    (MIXED, "SetSpeed", "slow clip 5 down to 0.8", (e.SetSpeed(factor=0.8, clips=(5,)),)),
    (SIX, "SetSeconds", "every photo 3 seconds, sorry, 4", (e.SetSeconds(ms=4000),)),
    (
        SIX,
        "SetTransition",
        "dissolve over 2 seconds, wait, 3",
        (e.SetTransition(style="fade", ms=3000),),
    ),
    (SIX, "SetTotal", "总时长1分钟，不，2", (e.SetTotal(ms=120000),)),
    (SIX, "SetMotion", "pan up, sorry, left", (e.SetMotion(style="pan-left"),)),
    (
        SIX,
        "SetTransition",
        "wipe into 3 instead of the slide effect",
        (e.SetTransition(style="wipe-left", clips=(3,)),),
    ),
)

VALUES: Rows = (
    (
        SIX,
        "SetMotion",
        "ken burns at 0.05 on everything",
        (e.SetMotion(style="ken-burns", amount=0.05),),
    ),
    (SIX, "SetMotion", "推拉幅度小一点，0.05", (e.SetMotion(style="ken-burns", amount=0.05),)),
    (
        SIX,
        "SetMotion",
        "zoom in on 2, at 10%",
        (e.SetMotion(style="zoom-in", clips=(2,), amount=0.1),),
    ),
    (
        SIX,
        "SetMotion",
        "a slow zoom outward on the last photo",
        (e.SetMotion(style="zoom-out", clips=(-1,)),),
    ),
    (
        SIX,
        "SetMotion",
        "glide slowly upward over the third",
        (e.SetMotion(style="pan-up", clips=(3,)),),
    ),
    (SIX, "SetMotion", "第三张自上而下慢慢移动", (e.SetMotion(style="pan-down", clips=(3,)),)),
    (SIX, "SetMotion", "长卷自右向左缓缓展开，第4张", (e.SetMotion(style="pan-left", clips=(4,)),)),
    (SIX, "SetMotion", "所有照片轮流推进拉远", (e.SetMotion(style="ken-burns"),)),
    (SIX, "SetMotion", "freeze clip 5", (e.SetMotion(style="still", clips=(5,)),)),
    (
        SIX,
        "SetMotion",
        "the picture moves about too much, nail it down",
        (e.SetMotion(style="still"),),
    ),
    (SIX, "SetMotion", "静态太呆板，来点推近", (e.SetMotion(style="zoom-in"),)),
    (SIX, "SetMotion", "画面朝右缓移", (e.SetMotion(style="pan-right"),)),
    (
        SIX,
        "SetTransition",
        "use vertopen between the photos",
        (e.SetTransition(style="vert-open"),),
    ),
    (SIX, "SetTransition", "hlwind into 3", (e.SetTransition(style="hl-wind", clips=(3,)),)),
    (
        SIX,
        "SetTransition",
        "fade gently to white between all of them",
        (e.SetTransition(style="fade-white"),),
    ),
    (
        SIX,
        "SetTransition",
        "fade from black into 3",
        (e.SetTransition(style="fade-black", clips=(3,)),),
    ),
    (
        SIX,
        "SetTransition",
        "white instead of black between the pictures when they fade",
        (e.SetTransition(style="fade-white"),),
    ),
    (SIX, "SetTransition", "fade 2→3 to black", (e.SetTransition(style="fade-black", clips=(3,)),)),
    (
        SIX,
        "SetTransition",
        "第三张与第四张之间用圆圈收拢的方式过渡",
        (e.SetTransition(style="circle-close", clips=(4,)),),
    ),
    (
        SIX,
        "SetTransition",
        "a circle that closes between all photos",
        (e.SetTransition(style="circle-close"),),
    ),
    (
        SIX,
        "SetTransition",
        "转场都用推的，一秒一次",
        (e.SetTransition(style="slide-left", ms=1000),),
    ),
    (
        SIX,
        "SetTransition",
        "can the pictures get pushed off by the next one",
        (e.SetTransition(style="slide-left"),),
    ),
    (SIX, "SetTransition", "转场像拉窗帘那样", (e.SetTransition(style="vert-open"),)),
    (
        SIX,
        "SetTransition",
        "curtains opening into 2",
        (e.SetTransition(style="vert-open", clips=(2,)),),
    ),
    (SIX, "SetTransition", "转场换成放射状扫过去", (e.SetTransition(style="radial"),)),
    (SIX, "SetTransition", "斜着切换", (e.SetTransition(style="diag-tl"),)),
    (
        SIX,
        "SetTransition",
        "转场用爱心，没有的话圆形展开也行",
        (e.SetTransition(style="circle-open"),),
    ),
    (
        SIX,
        "SetTransition",
        "radial transition into 3, straight cut into 4",
        (
            e.SetTransition(style="radial", clips=(3,)),
            e.SetTransition(style="cut", clips=(4,)),
        ),
    ),
    (
        SIX,
        "SetTransition",
        "the slidey thing goes left, i want right",
        (e.SetTransition(style="slide-right"),),
    ),
    (
        SIX,
        "SetTransition",
        "a 3/4 second crossfade throughout",
        (e.SetTransition(style="fade", ms=750),),
    ),
    (JOINED, "SetTransitionLength", "过渡从0.5秒缩到0.2秒", (e.SetTransitionLength(ms=200),)),
    (
        JOINED,
        "SetTransitionLength",
        "set the fades at two seconds",
        (e.SetTransitionLength(ms=2000),),
    ),
    (JOINED, "SetTransitionLength", "过渡慢一点两秒钟", (e.SetTransitionLength(ms=2000),)),
    (FILMS, "SetSpeed", "第二条比现在快两成", (e.SetSpeed(factor=1.2, clips=(2,), relative=True),)),
    (FILMS, "SetSpeed", "现在的速度再慢三成", (e.SetSpeed(factor=0.7, relative=True),)),
    (FILMS, "SetSpeed", "再慢一半，在现在的基础上", (e.SetSpeed(factor=0.5, relative=True),)),
    (MIXED, "SetSpeed", "录像一倍半速", (e.SetSpeed(factor=1.5),)),
    (
        MIXED,
        "SetSpeed",
        "clip 5 twice as long in slow motion",
        (e.SetSpeed(factor=0.5, clips=(5,)),),
    ),
    (MIXED, "SetSpeed", "play clip 5 at its proper pace", (e.SetSpeed(factor=1.0, clips=(5,)),)),
    (FILMS, "SetSpeed", "half again as quick", (e.SetSpeed(factor=1.5),)),
    (
        FILMS,
        "SetSpeed",
        "a third of normal speed is too much, half will do",
        (e.SetSpeed(factor=0.5),),
    ),
    (MIXED, "SetSpeed", "按百分之七十的速度播放第5段", (e.SetSpeed(factor=0.7, clips=(5,)),)),
    (SIX, "Scale", "everything at half the pace", (e.Scale(factor=2.0),)),
    (SIX, "Extend", "ten seconds is a lot, take two off each", (e.Extend(ms=-2000),)),
    (SIX, "Extend", "stretch every shot by a second", (e.Extend(ms=1000),)),
    (SIX, "ExtendTotal", "it runs 40 seconds. Ten more please", (e.ExtendTotal(ms=10000),)),
    (SIX, "SetTotal", "its 22 secs and tiktok wants 15 for this thing", (e.SetTotal(ms=15000),)),
    (SIX, "SetSeconds", "one & a half secs on each", (e.SetSeconds(ms=1500),)),
    (TWENTY, "SetSeconds", "1.5 seconds each, we've 20 of them", (e.SetSeconds(ms=1500),)),
    (
        MIXED,
        "Trim",
        "clip 5: start at 1:10 and stop at 1:30",
        (e.Trim(clips=(5,), start=70000, end=90000),),
    ),
    (
        MIXED,
        "Trim",
        "the fifth clip, cut it so it ends at 12 seconds",
        (e.Trim(clips=(5,), start=0, end=12000),),
    ),
    (
        ONE_FILM,
        "Trim",
        "start the clip at 0:12 and stop at 0:20",
        (e.Trim(clips=(5,), start=12000, end=20000),),
    ),
    (ONE_FILM, "Trim", "cut the video after 15 seconds", (e.Trim(clips=(5,), start=0, end=15000),)),
    (ONE_FILM, "Trim", "begin the video at 0:30", (e.Trim(clips=(5,), start=30000),)),
    (ONE_FILM, "Trim", "video from 0:08 to the end only", (e.Trim(clips=(5,), start=8000),)),
    (ONE_FILM, "Trim", "录像先放 20 秒便够，后面不用", (e.Trim(clips=(5,), start=0, end=20000),)),
    (ONE_FILM, "Trim", "那段录像，尾上有十秒，剪去", (e.Trim(clips=(5,), tail=10000),)),
    (
        ONE_FILM,
        "Trim",
        "录像前面是地板，4秒，后面是我手指，2秒，都切掉",
        (e.Trim(clips=(5,), head=4000, tail=2000),),
    ),
    (ONE_FILM, "Trim", "录像前 15 秒是等编译，砍了", (e.Trim(clips=(5,), head=15000),)),
    (
        ONE_FILM,
        "Trim",
        "the vid, i want just the first 5 secs of it and then stop",
        (e.Trim(clips=(5,), start=0, end=5000),),
    ),
    (
        ONE_FILM,
        "Trim",
        "show the video from minute one to minute two only",
        (e.Trim(clips=(5,), start=60000, end=120000),),
    ),
    (ONE_FILM, "Trim", "start the video from the fourth second", (e.Trim(clips=(5,), head=4000),)),
    (
        SEVEN,
        "SetSpeed",
        "the first two videos at half speed",
        (e.SetSpeed(factor=0.5, clips=(4, 5)),),
    ),
    (
        ONE_FILM,
        "Trim",
        "the video from 0:08 to the end can go",
        (e.Trim(clips=(5,), start=0, end=8000),),
    ),
    (
        SIX,
        "SetTransition",
        "the wipes should come down from above",
        (e.SetTransition(style="wipe-down"),),
    ),
    (
        ONE_FILM,
        "Trim",
        "skip to the good bit, begin the video at 0:12",
        (e.Trim(clips=(5,), start=12000),),
    ),
    (SIX, "SetMotion", "drift closer on 4", (e.SetMotion(style="zoom-in", clips=(4,)),)),
    (SIX, "SetMotion", "镜头也顺着往下走，第三张", (e.SetMotion(style="pan-down", clips=(3,)),)),
    (TWENTY, "Scale", "Can the photos go by twice as quickly", (e.Scale(factor=0.5),)),
    (TWENTY, "Scale", "show the pictures twice as fast", (e.Scale(factor=0.5),)),
    (TWENTY, "Scale", "make the pictures go by half as fast", (e.Scale(factor=2.0),)),
    (TWENTY, "Scale", "have each photo pass three times as fast", (e.Scale(factor=0.3333),)),
    (TWENTY, "Scale", "照片按双倍速放", (e.Scale(factor=0.5),)),
    (JOINED, "SetTransition", "Change the fade to a slide", (_join("slide-left"),)),
    (JOINED, "SetTransition", "change the wipe to a zoom", (_join("zoom-in"),)),
    (JOINED, "SetTransition", "淡化改成滑的", (_join("slide-left"),)),
    (
        SIX,
        "SetMotion",
        "zoom in more strongly on 3, about 30%",
        (e.SetMotion(style="zoom-in", amount=0.3, clips=(3,)),),
    ),
    (
        SIX,
        "SetMotion",
        "第三张用力一点推近，幅度25%",
        (e.SetMotion(style="zoom-in", amount=0.25, clips=(3,)),),
    ),
    (
        SIX,
        "SetMotion",
        "zoom in 15% on the last photo",
        (e.SetMotion(style="zoom-in", amount=0.15, clips=(-1,)),),
    ),
    (
        TWENTY,
        "SetTotal SetTransitionLength",
        "效果不错!总时长改45秒 转场0.3秒",
        (e.SetTotal(ms=45000), e.SetTransitionLength(ms=300)),
    ),
    (SIX, "SetSeconds", "每张改成3.5秒吧,3秒有点赶", (_last(3500),)),
    (SIX, "SetSeconds", "每张3秒太长改2秒", (_last(2000),)),
    (SIX, "SetSeconds", "make it 3.5 seconds each, 3 is a bit rushed", (_last(3500),)),
    (SIX, "SetSeconds", "5 seconds is too long, make each 3", (_last(3000),)),
    (FILMS, "Trim", "第一段视频倒数2秒剪掉", (_off(1, tail=2000),)),
    (FILMS, "Trim", "剪掉第二段末尾倒数三秒", (_off(2, tail=3000),)),
    (
        FILMS,
        "Trim",
        "第一段从第5秒开始,第三段到第10秒结束",
        (_kept((1,), 5000), _kept((3,), 0, 10000)),
    ),
    (FILMS, "Trim", "第三段放到第8秒就停", (_kept((3,), 0, 8000),)),
    (
        ONE_FILM,
        "Trim",
        "cut the video down to its opening 10 seconds",
        (_kept((5,), 0, 10000),),
    ),
    (
        FILMS,
        "Trim",
        "trim a second off the front and back of every clip",
        (_off(head=1000, tail=1000),),
    ),
    (FILMS, "Trim", "每段开头结尾都去掉1秒", (_off(head=1000, tail=1000),)),
    (
        SIX,
        SECONDS,
        "all but the first one 3 seconds, the first 6",
        (_last(3000, 2, 3, 4, 5, 6), _last(6000, 1)),
    ),
    (
        SIX,
        SECONDS,
        "everything but the last one 4 seconds, the last 5",
        (_last(4000, 1, 2, 3, 4, 5), _last(5000, -1)),
    ),
    (SIX, SECONDS, "photos 2 to 4: 5 seconds each", (_last(5000, 2, 3, 4),)),
    (SIX, SECONDS, "hold 5 for 6 seconds rather than 4", (_last(6000, 5),)),
)


@pytest.mark.parametrize(
    ("known", "kinds", "message", "edits"), [*JOINS, *LENGTHS, *FILMED, *REVISED, *VALUES]
)
def test_every_value_belongs_to_its_clips(
    known: Facts, kinds: str, message: str, edits: tuple[Edit, ...]
) -> None:
    """Each of several clips gets what is said of it, and no other one does."""
    reading = read_message(message, load(), known, tuple(kinds.split()))

    assert reading.edits == edits
