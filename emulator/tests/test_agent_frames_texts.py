"""What is written: which text, for which clip, when, and which ones go; where kinds are known."""

from typing import Any, Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.labelling import placed
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message
from nemo_emulator.agent.merging import once
from nemo_emulator.agent.settling import settled

FILM: Final = "film"


def _on(text: str, clip: int) -> Edit:
    return e.AddText(text=text, type="caption", when=e.When(clip=clip))


def _lines(*rows: tuple[str, int, int]) -> Edit:
    lines = tuple(e.Line(text=text, start=start, end=end) for text, start, end in rows)
    return e.SetSubtitles(lines=lines)


def _plain(*rows: str) -> Edit:
    return e.SetSubtitles(lines=tuple(e.Line(text=text) for text in rows))


def _styled(**look: Any) -> Edit:
    return e.ChangeText(type="title", style=e.TextStyle(**look))


def _colored(color: str) -> Edit:
    return _styled(color=color)


def _shown(
    text: str, when: e.When | None = None, kind: Any = "title", **look: Any
) -> tuple[Edit, ...]:
    style = e.TextStyle(**look)
    return (e.AddText(text=text, type=kind, when=when or e.When(), style=style),)


def _page(text: str, where: Any = "outro", **fields: Any) -> tuple[Edit, ...]:
    return (e.AddCard(where=where, text=text, **fields),)


def _reworded(text: str) -> tuple[Edit, ...]:
    return (e.ChangeText(type="title", text=text),)


# The kinds, what the draft has (a film instead of the last photo, too), what is said.
SAID: tuple[tuple[str, str, str, tuple[Edit, ...]], ...] = (
    ("AddText", "", "photo 2: Nan, photo 4: Grandad", (_on("Nan", 2), _on("Grandad", 4))),
    (
        "AddText",
        "",
        "on the second write Tea and on the fourth write Cake",
        (_on("Tea", 2), _on("Cake", 4)),
    ),
    ("AddText", "", "Caption Home on 1 and Away on 3", (_on("Home", 1), _on("Away", 3))),
    ("AddText", "", "put Sam over the first, Kim over the last", (_on("Sam", 1), _on("Kim", -1))),
    (
        "AddText",
        "",
        "Write Dawn on photo 1, Noon on photo 3 and Dusk on the last one",
        (_on("Dawn", 1), _on("Noon", 3), _on("Dusk", -1)),
    ),
    ("AddText", "", "Mum goes on photo 2 and Dad on photo 5", (_on("Mum", 2), _on("Dad", 5))),
    (
        "AddText SetLook",
        "",
        "Spring on 1, autumn on 2, and all in sepia",
        (_on("Spring", 1), _on("autumn", 2), e.SetLook(name="sepia")),
    ),
    ("AddText", "", "春天写在第一张，秋天写在第三张", (_on("春天", 1), _on("秋天", 3))),
    ("AddText", "", "第一张写出发，第三张写到达", (_on("出发", 1), _on("到达", 3))),
    ("AddText", "", "1→Ana 2→Bea 3→Cleo", (_on("Ana", 1), _on("Bea", 2), _on("Cleo", 3))),
    (
        "AddText",
        "",
        "1. Arrival\n2. Lunch\n3. Swim",
        (_on("Arrival", 1), _on("Lunch", 2), _on("Swim", 3)),
    ),
    (
        "AddText",
        "",
        '"Winter" on 1-3 and "Summer" on 4-6',
        (
            _on("Winter", 1),
            _on("Winter", 2),
            _on("Winter", 3),
            _on("Summer", 4),
            _on("Summer", 5),
            _on("Summer", 6),
        ),
    ),
    (
        "AddText",
        "",
        "'One' on the first, nothing on the second, 'Three' on the third",
        (_on("One", 1), _on("Three", 3)),
    ),
    ("AddText", "", 'heading "Home", on the second "Tea"', (e.AddText(text="Home"), _on("Tea", 2))),
    ("AddText", "", "标题叫“回家”，最后一张写“再见”", (e.AddText(text="回家"), _on("再见", -1))),
    ("AddText", "", "标题：岁月静好，现世安稳", (e.AddText(text="岁月静好，现世安稳"),)),
    ("AddText", "", "第二张加一句：妈妈，您辛苦了", (_on("妈妈，您辛苦了", 2),)),
    (
        "AddText",
        "",
        "底部加小字：摄影 老王",
        (
            e.AddText(
                text="摄影 老王", type="caption", style=e.TextStyle(position="bottom", size=5.0)
            ),
        ),
    ),
    ("AddText", "", "The Ohana Way as the title", (e.AddText(text="The Ohana Way"),)),
    ("AddText", "", "write #kanban2024 on the last", (_on("#kanban2024", -1),)),
    ("AddText", "", "write Hello there on the last", (_on("Hello there", -1),)),
    (
        "AddText",
        "",
        "write the year 2024 in the corner",
        (e.AddText(text="2024", style=e.TextStyle(position="bottom-right")),),
    ),
    ("AddText", "", "on the third write Calais there", (_on("Calais", 3),)),
    (
        "AddText",
        "",
        "the next one needs the line see you soon, in white",
        (e.AddText(text="see you soon", type="caption", style=e.TextStyle(color="#ffffff")),),
    ),
    (
        "AddText",
        "",
        "add tiny © Ann Lee at the bottom",
        (
            e.AddText(
                text="© Ann Lee", type="caption", style=e.TextStyle(position="bottom", size=4.0)
            ),
        ),
    ),
    ("AddText", "", "on photo 2 write forever in curly script", (_on("forever", 2),)),
    (
        "AddText",
        "",
        "title: The long way home – white",
        (e.AddText(text="The long way home", style=e.TextStyle(color="#ffffff")),),
    ),
    (
        "AddText",
        "",
        'at 0:05 show "Surprise" for 2 seconds',
        (e.AddText(text="Surprise", when=e.When(start=5000, length=2000)),),
    ),
    (
        "AddText",
        "",
        'text "Now" @ 0:04, 2s long',
        (e.AddText(text="Now", type="caption", when=e.When(start=4000, length=2000)),),
    ),
    (
        "AddText",
        "",
        '"Mind the dog" from 2s to 4s, "Too late" from 5s to 6s',
        (
            e.AddText(text="Mind the dog", when=e.When(start=2000, length=2000)),
            e.AddText(text="Too late", when=e.When(start=5000, length=1000)),
        ),
    ),
    ("AddText", "film", '"Go" over the vid', (_on("Go", 6),)),
    (
        "AddText",
        "",
        'grandma\'s 90th, so write "For you" in big letters',
        (e.AddText(text="For you", style=e.TextStyle(size=12.0)),),
    ),
    ("AddText", "", '"To Eve" below the photo in fourth place', (_on("To Eve", 4),)),
    ("AddText", "", "text 'Dock' on the harbour pic, that's five", (_on("Dock", 5),)),
    (
        "AddText",
        "",
        "title: SUMMER, fade it in",
        (e.AddText(text="SUMMER", style=e.TextStyle(enter="fade")),),
    ),
    (
        "AddText SetMusic",
        "",
        '1) title "Home"\n2) calm music',
        (e.AddText(text="Home"), e.SetMusic(mood="calm")),
    ),
    (
        "RemoveText AddText",
        "caption on 2",
        'remove the caption on two and write "Calais"',
        (
            e.RemoveText(type="caption", clip=2),
            e.AddText(text="Calais", type="caption", when=e.When(clip=2)),
        ),
    ),
    (
        "SetSubtitles",
        "",
        "subs: 0:00 to 0:03 Hello there. 0:03 to 0:06 We are the Bakers",
        (_lines(("Hello there", 0, 3000), ("We are the Bakers", 3000, 6000)),),
    ),
    (
        "SetSubtitles",
        "",
        'subtitles "one" 2 secs, "two" 3 secs, "three" 1 sec',
        (_lines(("one", 0, 2000), ("two", 2000, 5000), ("three", 5000, 6000)),),
    ),
    (
        "SetSubtitles",
        "",
        "subtitles 'Hi' until second 3, then 'Bye' for the next four seconds",
        (_lines(("Hi", 0, 3000), ("Bye", 3000, 7000)),),
    ),
    (
        "SetSubtitles",
        "",
        "subtitles 'Hi' for 2 secs then 'Bye' for 2 more",
        (_lines(("Hi", 0, 2000), ("Bye", 2000, 4000)),),
    ),
    (
        "SetSubtitles",
        "",
        "first two seconds 'Hi' as subtitle, then until five 'Bye'",
        (_lines(("Hi", 0, 2000), ("Bye", 2000, 5000)),),
    ),
    (
        "SetSubtitles",
        "",
        "字幕“一二三”放前三秒，接着“走”放两秒",
        (_lines(("一二三", 0, 3000), ("走", 3000, 5000)),),
    ),
    (
        "SetSubtitles",
        "",
        "字幕三句：“春”“夏日”“秋天”，每句2秒",
        (_lines(("春", 0, 2000), ("夏日", 2000, 4000), ("秋天", 4000, 6000)),),
    ),
    (
        "SetSubtitles",
        "",
        "at 0s Hello, at 3s How are you, at 7s Bye as subtitles",
        (_lines(("Hello", 0, 3000), ("How are you", 3000, 7000), ("Bye", 7000, 10000)),),
    ),
    (
        "SetSubtitles",
        "",
        "字幕：0–2秒 你好，2–5秒 再见",
        (_lines(("你好", 0, 2000), ("再见", 2000, 5000)),),
    ),
    (
        "SetSubtitles",
        "",
        'subtitles: 0-2 "Hi", 2-5 "Bye"',
        (_lines(("Hi", 0, 2000), ("Bye", 2000, 5000)),),
    ),
    (
        "SetSubtitles",
        "",
        'add subs. "Hi" at 1s, "Ho" at 4s',
        (_lines(("Hi", 1000, 4000), ("Ho", 4000, 7000)),),
    ),
    ("SetSubtitles", "", 'sub "Hi" two more seconds', (_lines(("Hi", 0, 2000)),)),
    (
        "ChangeText",
        "title",
        "the title shouldn't come before second 3",
        (e.ChangeText(type="title", when=e.When(start=3000)),),
    ),
    (
        "ChangeText",
        "title",
        "the title shouldn't show till second 2",
        (e.ChangeText(type="title", when=e.When(start=2000)),),
    ),
    (
        "ChangeText",
        "title",
        "title off after 3 seconds",
        (e.ChangeText(type="title", when=e.When(length=3000)),),
    ),
    (
        "ChangeText",
        "title",
        "标题到第六秒再消失",
        (e.ChangeText(type="title", when=e.When(length=6000)),),
    ),
    (
        "ChangeText",
        "title",
        "标题从第2秒显示到第6秒",
        (e.ChangeText(type="title", when=e.When(start=2000, length=4000)),),
    ),
    (
        "ChangeText",
        "title",
        "too early, the title. 2 seconds in would be fine",
        (e.ChangeText(type="title", when=e.When(start=2000)),),
    ),
    (
        "ChangeText",
        "title",
        "shrink the title by half",
        (e.ChangeText(type="title", style=e.TextStyle(scale=0.5)),),
    ),
    (
        "ChangeText",
        "title",
        "title in the middle rather than at the top",
        (e.ChangeText(type="title", style=e.TextStyle(position="center")),),
    ),
    (
        "ChangeText",
        "title",
        "the title is minuscule",
        (e.ChangeText(type="title", style=e.TextStyle(scale=1.25)),),
    ),
    (
        "ChangeText",
        "title",
        "have the title in green, blue",
        (e.ChangeText(type="title", style=e.TextStyle(color="#0060ff")),),
    ),
    (
        "ChangeText",
        "title",
        "the title should pop in and slide out",
        (e.ChangeText(type="title", style=e.TextStyle(enter="pop", exit="slide-left")),),
    ),
    (
        "ChangeText",
        "title",
        "标题别蹦，淡入就好",
        (e.ChangeText(type="title", style=e.TextStyle(enter="fade")),),
    ),
    (
        "ChangeText",
        "caption on 2",
        "move the caption from 2 to 5",
        (e.ChangeText(type="caption", when=e.When(clip=5)),),
    ),
    (
        "ChangeText",
        "caption on 2",
        "what's written on the second one in orange",
        (e.ChangeText(type="caption", style=e.TextStyle(color="#ff8c00")),),
    ),
    (
        "ChangeText",
        "title",
        "Replace the words Happy Day with Happy Birthday",
        (e.ChangeText(type="title", text="Happy Birthday"),),
    ),
    (
        "ChangeText",
        "title",
        "typo in the title, should be Summer 2024",
        (e.ChangeText(type="title", text="Summer 2024"),),
    ),
    (
        "ChangeText",
        "title",
        "The title is wrong! Robert rides is what it should say",
        (e.ChangeText(type="title", text="Robert rides"),),
    ),
    (
        "ChangeText",
        "title",
        "the title should say Lisbon, we never saw London",
        (e.ChangeText(type="title", text="Lisbon"),),
    ),
    (
        "ChangeText",
        "title",
        "标题改成：从前慢，车马也慢",
        (e.ChangeText(type="title", text="从前慢，车马也慢"),),
    ),
    (
        "ChangeText",
        "title+caption",
        "标题和底下小字都换成白色",
        (
            e.ChangeText(type="title", style=e.TextStyle(color="#ffffff")),
            e.ChangeText(type="caption", style=e.TextStyle(color="#ffffff")),
        ),
    ),
    (
        "RemoveText",
        "title+caption",
        "both title and caption off",
        (e.RemoveText(type="title"), e.RemoveText(type="caption")),
    ),
    (
        "RemoveText",
        "title+subtitle",
        "标题、字幕都撤",
        (e.RemoveText(type="title"), e.RemoveText(type="subtitle")),
    ),
    ("RemoveText", "title+caption", "标题撤掉，说明文字别动", (e.RemoveText(type="title"),)),
    ("RemoveText", "title+caption", "标题甭动，底下小字删了", (e.RemoveText(type="caption"),)),
    (
        "RemoveText",
        "title+caption",
        "drop the caption but spare the title",
        (e.RemoveText(type="caption"),),
    ),
    (
        "RemoveText",
        "title+caption",
        "2 texts is too many, drop the caption",
        (e.RemoveText(type="caption"),),
    ),
    (
        "RemoveText",
        "caption on 2",
        "you can erase the caption on two",
        (e.RemoveText(type="caption", clip=2),),
    ),
    (
        "AddCard",
        "",
        'an intro and an outro page: "Hello" and "Goodbye", white on blue',
        (
            e.AddCard(where="intro", text="Hello", background="#0060ff", color="#ffffff"),
            e.AddCard(where="outro", text="Goodbye", background="#0060ff", color="#ffffff"),
        ),
    ),
    (
        "AddCard",
        "",
        "one page in front and one behind: the first says Once, the second The End",
        (e.AddCard(where="intro", text="Once"), e.AddCard(where="outro", text="The End")),
    ),
    (
        "AddCard",
        "",
        "a blank white page at the end for 2 seconds, no text",
        (e.AddCard(where="outro", text="", ms=2000, background="#ffffff"),),
    ),
    (
        "AddCard",
        "",
        "Before the clips a page 'I', after the clips a page 'II', 4 seconds apiece",
        (e.AddCard(where="intro", text="I", ms=4000), e.AddCard(where="outro", text="II", ms=4000)),
    ),
    (
        "AddCard",
        "",
        "so let us open with a page Water For All, white on navy",
        (e.AddCard(where="intro", text="Water For All", background="#102a5c", color="#ffffff"),),
    ),
)


# Once more, for where a text begins and ends, what is said of its look, and which page it is.
MORE: tuple[tuple[str, str, str, tuple[Edit, ...]], ...] = (
    (
        "AddCard",
        "",
        "add an end page saying Ring 0161 496 0000 to book a table",
        (e.AddCard(where="outro", text="Ring 0161 496 0000 to book a table"),),
    ),
    (
        "AddText",
        "",
        "add a title saying Hello to the whole video",
        (e.AddText(text="Hello", when=e.When(whole=True)),),
    ),
    ("SetSubtitles", "", "subtitle: Bath, spring 2019", (_plain("Bath, spring 2019"),)),
    ("SetSubtitles", "", "subtitles: we ate, we slept", (_plain("we ate", "we slept"),)),
    ("SetSubtitles", "", "一条字幕：今天真好，我们出发吧", (_plain("今天真好，我们出发吧"),)),
    (
        "SetSubtitles",
        "",
        "subtitles: 0-3s we came, 3-6s and we saw, 6-9s and then we left",
        (
            _lines(
                ("we came", 0, 3000), ("and we saw", 3000, 6000), ("and then we left", 6000, 9000)
            ),
        ),
    ),
    (
        "SetSubtitles",
        "",
        "字幕：0-3秒 我们来了，3-6秒 和大家一起",
        (_lines(("我们来了", 0, 3000), ("和大家一起", 3000, 6000)),),
    ),
    (
        "SetSubtitles",
        "",
        "subtitles: line one we packed, line two nobody slept, line three worth it",
        (_plain("we packed", "nobody slept", "worth it"),),
    ),
    (
        "AddCard",
        "",
        "intro: Brown & Sons Ltd. // outro: Call today",
        (
            e.AddCard(where="intro", text="Brown & Sons Ltd."),
            e.AddCard(where="outro", text="Call today"),
        ),
    ),
    (
        "AddCard",
        "",
        "add an end card: Buy local. Buy Ann's.",
        (e.AddCard(where="outro", text="Buy local. Buy Ann's."),),
    ),
    (
        "AddCard",
        "",
        "intro card: Mr. Smith goes home.",
        (e.AddCard(where="intro", text="Mr. Smith goes home"),),
    ),
    ("AddText", "", "have number 3 say what's for dinner?", (_on("what's for dinner?", 3),)),
    (
        "ChangeText",
        "caption",
        "make the caption say Fresh bread and put it at the bottom",
        (e.ChangeText(type="caption", text="Fresh bread", style=e.TextStyle(position="bottom")),),
    ),
    (
        "ChangeText",
        "title",
        "can the title say our first house instead",
        (e.ChangeText(type="title", text="our first house"),),
    ),
    ("ChangeText", "title", "what does the title say", ()),
    (
        "AddCard",
        "intro",
        "make the intro page say part one: the early years",
        (e.AddCard(where="intro", text="part one: the early years"),),
    ),
    (
        "AddCard",
        "",
        "add an end card saying the following: the road home",
        (e.AddCard(where="outro", text="the road home"),),
    ),
    ("AddCard", "", "结尾页写第三章：归途", (e.AddCard(where="outro", text="第三章：归途"),)),
    (
        "ChangeText",
        "title",
        "I typed her name wrong, the title must say Happy birthday Karina, with a k",
        (e.ChangeText(type="title", text="Happy birthday Karina"),),
    ),
    (
        "AddText",
        "",
        "website www.hill.org in the bottom left",
        (
            e.AddText(
                text="www.hill.org",
                type="caption",
                when=e.When(whole=True),
                style=e.TextStyle(position="bottom-left"),
            ),
        ),
    ),
    (
        "AddText",
        "",
        "Website www.brightfold.co bottom right throughout",
        (
            e.AddText(
                text="www.brightfold.co",
                type="caption",
                when=e.When(whole=True),
                style=e.TextStyle(position="bottom-right"),
            ),
        ),
    ),
    (
        "AddText",
        "",
        "网址 www.hill.cn 放右下角",
        (
            e.AddText(
                text="www.hill.cn", type="caption", style=e.TextStyle(position="bottom-right")
            ),
        ),
    ),
    ("AddText", "", "caption on the third one: back in 5 minutes", (_on("back in 5 minutes", 3),)),
    (
        "AddText",
        "",
        "caption for 1 is Mum, caption for 2 is Dad and caption for 5 is the dog",
        (_on("Mum", 1), _on("Dad", 2), _on("the dog", 5)),
    ),
    ("AddText", "", "caption on 2... oh no wait, 3 it is: Pisa", (_on("Pisa", 3),)),
    ("AddText", "", "第二张写，啊不对，第三张写“比萨”", (_on("比萨", 3),)),
    ("AddText", FILM, "caption for the video: first swim", (_on("first swim", 6),)),
    ("AddText", FILM, "write on the video 'our dog'", (_on("our dog", 6),)),
    (
        "AddText",
        FILM,
        "title for the video: our dog",
        (e.AddText(text="our dog", when=e.When(whole=True)),),
    ),
    (
        "AddText",
        FILM,
        "put 'our dog' on the video throughout",
        (e.AddText(text="our dog", type="caption", when=e.When(whole=True)),),
    ),
    (
        "AddText",
        "",
        "Write Rome on the second picture, in red, and on the fifth write Pisa",
        (
            e.AddText(
                text="Rome",
                type="caption",
                when=e.When(clip=2),
                style=e.TextStyle(color="#ff0000"),
            ),
            _on("Pisa", 5),
        ),
    ),
    (
        "AddText",
        "",
        "第二张写“罗马”，放顶部，第五张写“比萨”",
        (
            e.AddText(
                text="罗马",
                type="caption",
                when=e.When(clip=2),
                style=e.TextStyle(position="top"),
            ),
            _on("比萨", 5),
        ),
    ),
    ("ChangeText", "title", "don't use white for the title, use green", (_colored("#00a000"),)),
    ("ChangeText", "title", "标题不要用红色了，换成绿色", (_colored("#00a000"),)),
    ("ChangeText", "title", "the title is still white, i asked for blue", (_colored("#0060ff"),)),
    ("ChangeText", "title", "标题还是白色，我要的是蓝色", (_colored("#0060ff"),)),
    (
        "ChangeText",
        "title",
        "make the title blue. no, green, blue is too cold",
        (_colored("#00a000"),),
    ),
    ("ChangeText", "title", "标题改成蓝色，不对，绿色，蓝色太冷了", (_colored("#00a000"),)),
    (
        "ChangeText",
        "title",
        "title yellow. actually, white, yellow hurts my eyes",
        (_colored("#ffffff"),),
    ),
    (
        "ChangeText",
        "title",
        "title to the bottom please, the logo sits at the top",
        (_styled(position="bottom"),),
    ),
    ("ChangeText", "title", "标题放顶部，底下有人脸", (_styled(position="top"),)),
    (
        "ChangeText",
        "title",
        "the title in the middle, no longer at the bottom",
        (_styled(position="center"),),
    ),
    ("ChangeText", "title", "标题放中间，不要在底部了", (_styled(position="center"),)),
    (
        "ChangeText",
        "title",
        "标题底下垫个黑框，再把字挪到中间",
        (_styled(position="center", box="#000000"),),
    ),
    ("ChangeText", "title", "标题放大点，加个半透明黑底", (_styled(scale=1.25, box="#000000"),)),
    (
        "ChangeText",
        "title",
        "title's gone after a second, keep it longer, 5 seconds",
        (e.ChangeText(type="title", when=e.When(length=5000)),),
    ),
    (
        "ChangeText",
        "title",
        "title gone in like a second, give it longer, 4 seconds or so",
        (e.ChangeText(type="title", when=e.When(length=4000)),),
    ),
    (
        "ChangeText",
        "title",
        "标题一秒就没了，久一点，4秒",
        (e.ChangeText(type="title", when=e.When(length=4000)),),
    ),
    (
        "ChangeText",
        "title",
        "let the title fade in and do the same going out",
        (_styled(enter="fade", exit="fade"),),
    ),
    (
        "ChangeText",
        "title",
        "title pops in and the same on the way out",
        (_styled(enter="pop", exit="pop"),),
    ),
    (
        "ChangeText",
        "title",
        "the title should slide in and the same going out",
        (_styled(enter="slide-left", exit="slide-left"),),
    ),
    ("ChangeText", "title", "标题淡入，退场也一样", (_styled(enter="fade", exit="fade"),)),
    (
        "ChangeText",
        "title",
        "Could the title fade in, and stay up the whole video?",
        (e.ChangeText(type="title", when=e.When(whole=True), style=e.TextStyle(enter="fade")),),
    ),
    (
        "ChangeText",
        "caption",
        "第二张的文字改成“海边”，放到底部",
        (e.ChangeText(type="caption", text="海边", style=e.TextStyle(position="bottom")),),
    ),
    (
        "ChangeText Extend",
        "caption",
        "the second clip's caption should read 'Ann', and hold that picture 2 secs longer",
        (e.ChangeText(type="caption", text="Ann"), e.Extend(ms=2000, clips=(2,))),
    ),
    (
        "Generate AddText",
        "",
        "结尾加一段5秒的星空，上面写“晚安”",
        (e.Generate(prompt="星空", recipe="stars", ms=5000), _on("晚安", -1)),
    ),
    (
        "Duplicate AddText",
        "",
        'copy the second to the end and put on the copy "Again"',
        (e.Duplicate(clips=(2,), to=-1), _on("Again", -1)),
    ),
    (
        "AddCard",
        "",
        "At the end a page Bye, for 3 seconds. No, longer, 5 seconds",
        (e.AddCard(where="outro", text="Bye", ms=5000),),
    ),
    (
        "AddCard",
        "",
        "first page: meet the robins. last page: thanks for stopping by",
        (
            e.AddCard(where="intro", text="meet the robins"),
            e.AddCard(where="outro", text="thanks for stopping by"),
        ),
    ),
    (
        "AddCard",
        "",
        'At begin a page "Safari" 4 sec, at end a page "Asante"',
        (
            e.AddCard(where="intro", text="Safari", ms=4000),
            e.AddCard(where="outro", text="Asante"),
        ),
    ),
    (
        "AddCard",
        "",
        "首页写“你好”，尾页写“再见”",
        (e.AddCard(where="intro", text="你好"), e.AddCard(where="outro", text="再见")),
    ),
)


_SOLD: Final = (
    *_shown("SOLD", e.When(whole=True), size=12.0, color="#ff0000"),
    e.SetMusic(mood="upbeat"),
)
_YEARS: Final = (e.Make(), e.SetSeconds(ms=8000), *_shown("50 Years"))
# How a text comes, which colours it has, where and when it stands, and where its words end.
LETTERED: tuple[tuple[str, str, str, tuple[Edit, ...]], ...] = (
    (
        "AddText",
        "",
        "put “Ann” at the start in pink with a pop in",
        _shown("Ann", e.When(start=0), color="#ff69b4", enter="pop"),
    ),
    (
        "AddText",
        "",
        "heading in the middle, popping in like a cork: HAPPY HOUR",
        _shown("HAPPY HOUR", position="center", enter="pop"),
    ),
    ("AddText", "", "title “Ann”, bounce it in", _shown("Ann", enter="pop")),
    ("AddText", "", "title “Ann”, slide it in from the top", _shown("Ann", enter="slide-down")),
    ("AddText", "", "title “Ann” that slides in", _shown("Ann", enter="slide-left")),
    (
        "AddText",
        "",
        "put “Ann” on 3 flying in from the left",
        _shown("Ann", e.When(clip=3), kind="caption", enter="slide-right"),
    ),
    (
        "AddText",
        "",
        "put “Ann” on 3 flying in",
        _shown("Ann", e.When(clip=3), kind="caption", enter="slide-up"),
    ),
    (
        "AddText",
        "",
        "put “Ann” on 2 and pop in “Bob” on 3",
        (
            _on("Ann", 2),
            _on("Bob", 3),
        ),
    ),
    ("AddText", "", "title “Ann”, fade it in and out", _shown("Ann", enter="fade", exit="fade")),
    ("AddText", "", "标题“安”，弹出来的那种", _shown("安", enter="pop")),
    ("AddText", "", "标题“安”，从侧面滑进来", _shown("安", enter="slide-left")),
    ("AddText", "", "标题“安”，飞进来", _shown("安", enter="slide-left")),
    ("AddText", "", "第3秒弹出“安”", _shown("安", e.When(start=3000))),
    ("ChangeText", "title", "标题像打字那样一个个蹦出来", (_styled(enter="typewriter"),)),
    ("ChangeText", "title", "标题打字机那样蹦出来", (_styled(enter="typewriter"),)),
    ("ChangeText", "title", "the title should fade at the end", (_styled(exit="fade"),)),
    ("ChangeText", "title", "title should go with a fade at its end", (_styled(exit="fade"),)),
    ("ChangeText", "title", "标题最后淡掉", (_styled(exit="fade"),)),
    (
        "ChangeText",
        "title",
        "标题从旁边滑进来，换成粉色",
        (_styled(color="#ff69b4", enter="slide-left"),),
    ),
    (
        "ChangeText SetTotal",
        "title",
        "Make the text blue and pop in. and half a minute in total",
        (_styled(color="#0060ff", enter="pop"), e.SetTotal(ms=30000)),
    ),
    (
        "ChangeText",
        "title",
        "the pink writing should be chocolate brown",
        (_styled(color="#d2691e"),),
    ),
    ("ChangeText", "title", "turn the white title yellow", (_styled(color="#ffd400"),)),
    ("ChangeText", "title", "白色的字改成淡黄", (_styled(color="#fff59d"),)),
    (
        "ChangeText",
        "title",
        "yellow writing, and a black edge round it so you can read it",
        (_styled(color="#ffd400", outline="#000000"),),
    ),
    (
        "ChangeText",
        "title",
        "white writing, and a black box behind it",
        (_styled(color="#ffffff", box="#000000"),),
    ),
    ("ChangeText", "title", "黄字，黑边", (_styled(color="#ffd400", outline="#000000"),)),
    ("AddText", "", "put “Ann” as title in crimson", _shown("Ann", color="#dc143c")),
    ("ChangeText", "title", "标题放到下面正中，再小些", (_styled(position="bottom", scale=0.8),)),
    ("ChangeText", "title", "title bottom centre", (_styled(position="bottom"),)),
    ("ChangeText", "title", "not at the bottom, in the centre", (_styled(position="center"),)),
    ("ChangeText", "title", "末页标题置底，字号缩为八成", (_styled(position="bottom", scale=0.8),)),
    ("ChangeText", "title", "字往上挪，底下是水管", (_styled(position="top"),)),
    ("AddText", "", "标题“谢谢”靠上放", _shown("谢谢", position="top")),
    (
        "AddText",
        "",
        "第2张往右下角标“教8”",
        _shown("教8", e.When(clip=2), kind="caption", position="bottom-right"),
    ),
    (
        "ChangeText",
        "caption",
        "所有说明文字靠下，字号加大一成",
        (e.ChangeText(type="caption", style=e.TextStyle(position="bottom", scale=1.1)),),
    ),
    (
        "ChangeText",
        "caption",
        "every caption a bit smaller",
        (e.ChangeText(type="caption", style=e.TextStyle(scale=0.8)),),
    ),
    ("ChangeText", "title", "title up 20%", (_styled(scale=1.2),)),
    ("ChangeText", "title", "字号缩小两成", (_styled(scale=0.8),)),
    ("ChangeText", "title", "make the title 120% of its size", (_styled(scale=1.2),)),
    ("ChangeText", "title", "标题放大一倍半", (_styled(scale=1.5),)),
    (
        "ChangeText",
        "title",
        "titles bottom right. small: 4% of the height",
        (_styled(position="bottom-right", size=4.0),),
    ),
    (
        "AddText",
        "",
        "put “Ann” on 2, letters a bit bigger",
        _shown("Ann", e.When(clip=2), kind="caption", scale=1.25),
    ),
    (
        "AddText",
        "",
        "put “Ann” on 2, massive letters, no bigger",
        _shown("Ann", e.When(clip=2), size=16.0),
    ),
    (
        "SetSubtitles",
        "",
        "字幕0到4秒“天亮”，4到9秒“出发”，字调大点",
        (
            e.SetSubtitles(
                lines=(
                    e.Line(text="天亮", start=0, end=4000),
                    e.Line(text="出发", start=4000, end=9000),
                ),
                style=e.TextStyle(scale=1.25),
            ),
        ),
    ),
    ("AddText", "", "从12秒开始打“越位”，打4秒", _shown("越位", e.When(start=12000, length=4000))),
    ("AddText", "", "stamp 14.02. on 3", _shown("14.02", e.When(clip=3), kind="caption")),
    (
        "AddText",
        "",
        "从第4秒起写“一拜”，写3秒",
        _shown("一拜", e.When(start=4000, length=3000), kind="caption"),
    ),
    (
        "AddText",
        "",
        "3秒的地方跳出“买二”，亮2秒就消失",
        _shown("买二", e.When(start=3000, length=2000)),
    ),
    ("AddText", "", "5秒处写“一”，停3秒", _shown("一", e.When(start=5000, length=3000))),
    (
        "AddText",
        "",
        "从倒数三秒开始写“平安”",
        _shown("平安", e.When(start=-3000, length=3000)),
    ),
    (
        "AddText",
        "",
        "第一到第四秒写“一”",
        _shown("一", e.When(start=1000, length=3000), kind="caption"),
    ),
    (
        "AddText",
        "",
        "from the third to the sixth second “Ann”",
        _shown("Ann", e.When(start=3000, length=3000)),
    ),
    (
        "AddText",
        "",
        "Heading for the full length of it, top left: Open Day",
        _shown("Open Day", e.When(whole=True), position="top-left"),
    ),
    ("AddText", "", "put “Ann” right through the film", _shown("Ann", e.When(whole=True))),
    (
        "AddText SetMusic",
        "",
        "Put SOLD in red, large, over all of it, and music that is happy",
        _SOLD,
    ),
    ("AddText", "", "全程左上角写“一”", _shown("一", e.When(whole=True), position="top-left")),
    (
        "SetSubtitles",
        "",
        'Subtitles, from the start to the fifth second "Cast on", from five to ten "Carry on"',
        (_lines(("Cast on", 0, 5000), ("Carry on", 5000, 10000)),),
    ),
    (
        "AddText",
        "",
        "Day 1, Day 2 and Day 3 as captions on 1, 5 and 6",
        (
            _on("Day 1", 1),
            _on("Day 2", 5),
            _on("Day 3", 6),
        ),
    ),
    (
        "AddText",
        "",
        "put Week 1 and Week 2 on 3 and 4",
        (
            _on("Week 1", 3),
            _on("Week 2", 4),
        ),
    ),
    (
        "AddText",
        "",
        "最末三张挨个写：一号地、二号地、三号地",
        (
            _on("一号地", -3),
            _on("二号地", -2),
            _on("三号地", -1),
        ),
    ),
    (
        "AddText",
        "",
        "第2张写“一”，下一张写“二”",
        (
            _on("一", 2),
            _on("二", 3),
        ),
    ),
    (
        "AddText",
        "",
        "首图写“一”，尾图写“二”",
        (
            _on("一", 1),
            _on("二", -1),
        ),
    ),
    (
        "AddText SetSeconds",
        "",
        "第2张写“一”，第4张写“二”，两张都停六秒",
        (_on("一", 2), _on("二", 4), e.SetSeconds(ms=6000, clips=(2, 4))),
    ),
    (
        "AddText SetSeconds",
        "",
        '2 gets "Ann", 5 gets "Bob", both for 6 seconds',
        (_on("Ann", 2), _on("Bob", 5), e.SetSeconds(ms=6000, clips=(2, 5))),
    ),
    (
        "AddText SetMotion",
        "",
        "最后一幅请镜头缓缓推进，并注“一等奖”",
        (e.SetMotion(style="zoom-in", clips=(-1,)), _on("一等奖", -1)),
    ),
    (
        "ChangeText",
        "title",
        "title in the middle, now it's at the top",
        (_styled(position="center"),),
    ),
    (
        "ChangeText",
        "title",
        "it's at the top now, i want it at the bottom",
        (_styled(position="bottom"),),
    ),
    ("AddText", "", "title Rovers Under 9s", _shown("Rovers Under 9s")),
    ("AddText", "", "write Who's that? on 2", (_on("Who's that?", 2),)),
    ("AddText", "", "write Dad and me on 3", (_on("Dad and me", 3),)),
    ("AddText", "", "title: Summer, we changed the name", _shown("Summer")),
    ("AddText", "", "title: Rest easy, we've got this", _shown("Rest easy, we've got this")),
    ("AddText", "", "at last put Home on 5", (_on("Home", 5),)),
    (
        "AddText",
        "",
        "the last photo should get the caption Home at last",
        (_on("Home at last", -1),),
    ),
    ("AddText", "", "photo 3 gets the caption Home in Cornwall", (_on("Home in Cornwall", 3),)),
    (
        "AddText",
        "",
        "photo 3 gets the caption Home in white",
        _shown("Home", e.When(clip=3), kind="caption", color="#ffffff"),
    ),
    (
        "AddText",
        "",
        "U14 County Champions across the top of the whole film",
        _shown("U14 County Champions", e.When(whole=True), position="top"),
    ),
    (
        "AddText",
        "",
        "Under Offer across the first three seconds",
        _shown("Under Offer", e.When(start=0, length=3000)),
    ),
    ("AddText", "", "Over 60s Club on 3", (_on("Over 60s Club", 3),)),
    ("AddText", "", "Under the second picture write Home", (_on("Home", 2),)),
    (
        "AddText",
        "",
        "POV: mum found the group chat. put that up top the entire vid",
        _shown("POV: mum found the group chat", e.When(whole=True), position="top"),
    ),
    (
        "AddText",
        "",
        "caption the 4th one: 13 stairs no helmet (sorry mum)",
        (_on("13 stairs no helmet (sorry mum)", 4),),
    ),
    (
        "AddText",
        "",
        "caption photo 2: Sunday roast, a family affair",
        (_on("Sunday roast, a family affair", 2),),
    ),
    (
        "AddText",
        "",
        "caption photo 2: Sunday roast, the words in red",
        _shown("Sunday roast", e.When(clip=2), kind="caption", color="#ff0000"),
    ),
    (
        "AddText",
        "",
        "caption photo 2: Sunday roast (in red)",
        _shown("Sunday roast", e.When(clip=2), kind="caption", color="#ff0000"),
    ),
    ("AddText", "", "write Sale ends the 4th on 3", (_on("Sale ends the 4th", 3),)),
    ("AddText", "", "swap nothing, pop Beech, 3 years on under 1", (_on("Beech, 3 years on", 1),)),
    ("AddText", "", "write Wet paint do not touch on 2", (_on("Wet paint do not touch", 2),)),
    ("AddText", "", "show the words Do not touch as a title", _shown("Do not touch")),
    ("AddText", "", "put the words Mind the gap on 2", (_on("Mind the gap", 2),)),
    ("AddText", "", "put Jess — top left", _shown("Jess", position="top-left")),
    ("AddText", "", "第2张打上字：打灯！看镜！再并线！", (_on("打灯！看镜！再并线！", 2),)),
    ("AddText", "", "title: Ready! Steady! Go!", _shown("Ready! Steady! Go!")),
    ("AddText", "", "第2张写 平安是福 四个字", (_on("平安是福", 2),)),
    (
        "Make SetSeconds AddText",
        "",
        "make it with all, eight seconds a picture, and 50 Years as the heading",
        _YEARS,
    ),
    ("AddCard", "", "片尾：平安是福 四个字，停五秒", _page("平安是福", ms=5000)),
    ("AddCard", "", "末页写“记得通风”", _page("记得通风")),
    ("AddCard", "", "片末加“闭馆”", _page("闭馆")),
    (
        "AddCard",
        "",
        "opening page should say New Autumn Range now, on dark green",
        _page("New Autumn Range", "intro", background="#006400"),
    ),
    (
        "AddCard",
        "",
        "End it with Thank you for all the lovely presents on its own screen",
        _page("Thank you for all the lovely presents"),
    ),
    (
        "AddCard",
        "",
        "shop name Hargreaves & Son at the front on a page all by itself",
        _page("Hargreaves & Son", "intro"),
    ),
    (
        "AddCard",
        "",
        "Begin with a page of text: The Lost Harbour, an exhibition",
        _page("The Lost Harbour, an exhibition", "intro"),
    ),
    (
        "AddCard",
        "",
        "1st Ashby Scouts - Summer Camp on a page of its own to open",
        _page("1st Ashby Scouts - Summer Camp", "intro"),
    ),
    (
        "AddCard",
        "",
        "end page: Rest easy Bev, we've got this",
        _page("Rest easy Bev, we've got this"),
    ),
    ("AddCard", "", "end on a page w/ Questions?", _page("Questions?")),
    ("ChangeText", "title", "rename heading to Week 12 (finally)", _reworded("Week 12 (finally)")),
    (
        "SetSubtitles",
        "",
        "subtitles: We started in a garage. Now we are in nine countries. Join us.",
        (_plain("We started in a garage.", "Now we are in nine countries.", "Join us."),),
    ),
    (
        "SetSubtitles",
        "",
        "字幕：吸气，用力，很好，再来一次。四句分四行平均排",
        (_plain("吸气", "用力", "很好", "再来一次"),),
    ),
    (
        "SetSubtitles",
        "",
        "Lines: 0-6 s The pit, 6-12 s The cylinder, 12-20 s First steam. Thank you, lovely.",
        (
            _lines(
                ("The pit", 0, 6000), ("The cylinder", 6000, 12000), ("First steam", 12000, 20000)
            ),
        ),
    ),
    (
        "ChangeText",
        "caption",
        "Make the caption on the second photo stay on for the whole video",
        (e.ChangeText(type="caption", when=e.When(whole=True)),),
    ),
    (
        "ChangeText",
        "caption",
        "move the caption that's on 2 over to 5",
        (e.ChangeText(type="caption", when=e.When(clip=5)),),
    ),
    (
        "ChangeText",
        "caption",
        "把第2张的字挪到第4张上",
        (e.ChangeText(type="caption", when=e.When(clip=4)),),
    ),
    (
        "ChangeText",
        "title",
        "标题改一下,写“幼儿园六一汇演”,放在中间",
        (e.ChangeText(type="title", text="幼儿园六一汇演", style=e.TextStyle(position="center")),),
    ),
    (
        "AddCard",
        "",
        "片尾写“制作人:老陈”,背景白色字黑色,停4秒",
        (
            e.AddCard(
                where="outro", text="制作人:老陈", ms=4000, background="#ffffff", color="#000000"
            ),
        ),
    ),
    (
        "AddText",
        "",
        "'Nana & Pops' on the third photo, top left, with a pop animation",
        (
            e.AddText(
                text="Nana & Pops",
                type="caption",
                when=e.When(clip=3),
                style=e.TextStyle(position="top-left", enter="pop"),
            ),
        ),
    ),
    (
        "AddText",
        "",
        "二三四张分别配上文字：早安、午安、晚安",
        (_on("早安", 2), _on("午安", 3), _on("晚安", 4)),
    ),
    ("AddText", "", "中间第四张写上“广州塔”", (_on("广州塔", 4),)),
    (
        "AddText SetLook",
        "",
        "开头三秒显示标题“小满日记”，第一张改黑白",
        (
            e.AddText(text="小满日记", type="title", when=e.When(start=0, length=3000)),
            e.SetLook(name="black-and-white", clips=(1,)),
        ),
    ),
    (
        "ChangeText",
        "title",
        "title goes away with a fade and comes in with a slide",
        (_styled(enter="slide-left", exit="fade"),),
    ),
    ("ChangeText", "title", "title comes in with a slide", (_styled(enter="slide-left"),)),
    (
        "AddText",
        "",
        "write 20% off this weekend only across picture 1",
        (_on("20% off this weekend only", 1),),
    ),
    (
        "AddText",
        "",
        "caption for slide 4: Our bean plants after two weeks",
        (_on("Our bean plants after two weeks", 4),),
    ),
    (
        "SetSubtitles",
        FILM,
        "0到3秒字幕写 小店开张啦,3到8秒写 全场八折",
        (_lines(("小店开张啦", 0, 3000), ("全场八折", 3000, 8000)),),
    ),
    (
        "SetSubtitles",
        FILM,
        "subtitles: 0 to 3 seconds write Hello there, 3 to 6 seconds write Welcome in",
        (_lines(("Hello there", 0, 3000), ("Welcome in", 3000, 6000)),),
    ),
    ("SetSubtitles", "", "第四张配字幕“回家了”", (_on("回家了", 4),)),
    ("SetSubtitles", "", "subtitle 'Home again' while clip 3 is showing", (_on("Home again", 3),)),
    ("AddText", "", "第三张写啥好呢", ()),
)


@pytest.mark.parametrize(("kinds", "has", "message", "edits"), [*SAID, *MORE, *LETTERED])
def test_texts_are_those_that_are_meant(
    kinds: str, has: str, message: str, edits: tuple[Edit, ...]
) -> None:
    """Each with its own words, clip and time, no word more."""
    things = frozenset(has.split("+")) - {"", FILM}
    films = int(FILM in has)
    known = Facts(shown=6, photos=6 - films, videos=films, songs=0, has=things)

    found = settled(read_message(message, load(), known, tuple(kinds.split())).edits, known)

    assert tuple(once(found)) == edits


def test_what_ends_before_it_begins_is_no_text() -> None:
    """Two texts that seem to lie in one another."""
    message = "picture write Noon at 2 under Tea 用AI画一段太空的视频"

    read = read_message(message, load(), Facts(shown=4, photos=4, videos=0, songs=0))

    assert all(getattr(edit, "text", "none") for edit in read.edits)


def test_what_is_too_long_is_no_text_of_a_clip() -> None:
    """Behind "on 2 write" anything may follow; what is endless was meant otherwise."""
    assert placed(f"on 1 write A, on 2 write {'long ' * 60}", ()) == ()
