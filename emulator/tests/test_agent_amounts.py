"""How much, how long and how loud: amounts in every form, and the fields they fill."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.model import Linear, Model
from nemo_emulator.agent.intents.reading import read
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.words.amounts import in_digits

WRITTEN = (
    ("one and a half secs", "1.5 secs"),
    ("a second and a quarter each", "1.25 second each"),
    ("photo 2 and a half second fade", "photo 2 and 0.5 second fade"),
    ("each picture three and a half seconds", "each picture 3.5 seconds"),
    ("half a minute", "0.5 minute"),
    ("a minute ten", "70 seconds"),
    ("1 min 30, wide", "90 seconds, wide"),
    ("2 min 5 pics", "2 min 5 pics"),
    ("three quarters of a second", "0.75 second"),
    ("0.3 of a second", "0.3 second"),
    ("2,5 minutes", "2.5 minutes"),
    ("photos 2,5 and 7", "photos 2,5 and 7"),
    ("one point five s apiece", "1.5 s apiece"),
    ("x2 speed", "2x speed"),
    ("one minute and twenty long", "80 seconds long"),
    ("gone a second too early", "gone 1 second too early"),
    ("+500ms each", "500 more ms each"),
    ("half as much time again", "1.5 times as long"),
    ("down to two thirds", "down to 66.7%"),
    ("a third photo", "a third photo"),
    ("a third of its length", "33.3% of its length"),
    ("ten whole seconds", "ten seconds"),
    ("a couple more seconds", "2 more seconds"),
    ("another second", "another 1 second"),
    ("another second photo", "another second photo"),
    ("the last second off each", "the last 1 second off each"),
    ("shave a second from the 2nd", "shave 1 second from the 2nd"),
    ("from second 4 to second 10", "from 4 seconds to 10 seconds"),
    ("first 2 and last 3 seconds", "first 2 seconds and last 3 seconds"),
    ("no. 2: 3 seconds", "number 2: 3 seconds"),
    ("photo 2: 3 seconds", "photo 2 for 3 seconds"),
    ("total + 8s", "total 8 more s"),
    ("一点五倍", "1.5倍"),
    ("零点八秒", "0.8秒"),
    ("停两秒二", "停2.2秒"),
    ("每张三秒五张一共", "每张三秒五张一共"),
    ("四分之一秒足矣", "0.25秒足矣"),
    ("留四分之一的音量", "留25%的音量"),
    ("放到百分之四十", "放到40%"),
    ("打个八折", "到80%"),
    ("打七五折", "到75%"),
    ("打对折", "到50%"),
    ("压到两成", "压到20%"),
    ("三成半", "35%"),
    ("一共两分二十", "一共140秒"),
    ("每分钟一百二十八拍的", "一百二十八bpm的"),
    ("从第4秒截到第12秒", "从4秒到12秒"),
)
FILLED: tuple[tuple[str, str, dict[str, str], Edit | None], ...] = (
    ("SetMusic", "the tempo of the music 75", {}, e.SetMusic(tempo=75.0)),
    ("SetMusic", "happy music for 8 people", {}, e.SetMusic(mood="upbeat")),
    ("UseAudio", "the first track, not the second", {}, e.UseAudio(place=1)),
    ("UseAudio", "song 2 under it", {}, e.UseAudio(place=2)),
    ("UseAudio", "under clip 3", {}, e.UseAudio()),
    ("SetVolume", "music at 25", {"way": "percent"}, e.SetVolume(percent=25.0)),
    ("SetVolume", "music to 300", {"way": "percent"}, e.SetVolume(percent=200.0)),
    ("SetVolume", "music 20% quieter", {"way": "less"}, e.SetVolume(db=-1.94)),
    ("SetVolume", "music twice as loud", {"way": "more"}, e.SetVolume(db=6.02)),
    ("SetVolume", "music half as loud", {"way": "less"}, e.SetVolume(percent=50.0)),
    ("SetVolume", "music by half", {}, None),
    ("SetVolume", "mute everything", {"way": "mute"}, e.SetVolume(target="all", percent=0.0)),
    ("SetVolume", "mute the clip sound", {"way": "mute"}, e.SetVolume(target="sound", percent=0.0)),
    ("SetVolume", "the song is louder than the crowd", {}, None),
    (
        "FadeSound",
        "trail off over 2 and come in slowly over 3",
        {"way": "both"},
        e.FadeSound(into=3000, out=2000),
    ),
    ("FadeSound", "music trails off over four", {"way": "out"}, e.FadeSound(out=4000)),
    ("Duck", "the music sinks to a fifth", {}, e.Duck(percent=20.0)),
    ("SetSeconds", "not 3 seconds each, 4 seconds", {}, e.SetSeconds(ms=4000)),
    ("SetSeconds", "the fifth one four", {}, e.SetSeconds(ms=4000, clips=(5,))),
    ("SetSeconds", "each 4 photos", {}, None),
    ("SetSeconds", "2 seconds each, no, 3 seconds", {}, e.SetSeconds(ms=3000)),
    ("SetSeconds", "not 3 seconds", {}, e.SetSeconds(ms=3000)),
    ("SetTotal", "at 59 seconds", {}, e.SetTotal(ms=59_000)),
    ("SetTotal", "a total of 45", {}, e.SetTotal(ms=45_000)),
    ("Extend", "add 1.5 to each", {"way": "more"}, e.Extend(ms=1500)),
    ("Extend", "a bit longer", {"way": "more"}, e.Scale(factor=1.5)),
    ("Extend", "cut one extra second", {"way": "less"}, e.Extend(ms=-1000)),
    ("ExtendTotal", "shorter overall", {"way": "less"}, e.Scale(factor=0.6667)),
    ("ExtendTotal", "shorter by 5", {"way": "less"}, None),
    ("Scale", "triple the time on screen", {"way": "more"}, e.Scale(factor=3.0)),
    ("Scale", "down by a quarter", {"way": "less"}, e.Scale(factor=0.75)),
    ("Scale", "too long by a quarter, cut to 60%", {"way": "less"}, e.Scale(factor=0.6)),
    ("Scale", "photo 1 twice as long, photo 2 half as long", {}, None),
    ("SetSpeed", "clip 1 2x, clip 2 3x", {"way": "more"}, None),
    ("SetSpeed", "2x slower", {"way": "less"}, e.SetSpeed(factor=0.5)),
    ("SetSpeed", "加快三成", {"way": "more"}, e.SetSpeed(factor=1.3, relative=True)),
    ("SetSpeed", "back to normal speed", {"way": "same"}, e.SetSpeed(factor=1.0)),
    ("Trim", "2 seconds off the start", {"part": "end"}, e.Trim(head=2000)),
    ("Trim", "start at 0:10", {}, e.Trim(start=10_000)),
    ("SetTransitionLength", "half as long", {}, e.SetTransitionLength(ms=250)),
    ("SetTransitionLength", "let them last 800 ms", {}, e.SetTransitionLength(ms=800)),
    ("SetTransitionLength", "stretched to 1.5", {}, e.SetTransitionLength(ms=1500)),
)


@pytest.mark.parametrize(("text", "plain"), WRITTEN)
def test_amounts_are_written_in_digits(text: str, plain: str) -> None:
    """What only sounds like an amount stays as it is."""
    assert in_digits(text) == plain


@pytest.mark.parametrize(("kind", "message", "traits", "edit"), FILLED)
def test_an_amount_fills_a_field(
    kind: str, message: str, traits: dict[str, str], edit: Edit | None
) -> None:
    """In whichever way it is said; where that is not clear, nothing is."""
    tokens = tuple(token for clause in clauses(scan(message)) for token in (*clause, STOP))
    said = Said(tokens, {name: (value, 0) for name, value in traits.items()})

    assert FRAMES[kind].build(said) == edit


# Clauses that ask for a kind by a word, and what goes without saying.
MODEL = Model(
    Linear(
        ("SetSeconds", "SetVolume", "FadeSound"),
        {"b": [0, -8, 1, -8, 2, -8]}
        | {"ctime": [0, 40], "cat": [1, 90], "cmute": [1, 300]}
        | {"center": [2, 400]},
    ),
    {
        "SetVolume": Linear(("way=percent", "way=mute"), {"cmute": [1, 50]}),
        "FadeSound": Linear(("way=into",), {}),
    },
)
LISTED: tuple[tuple[str, tuple[Edit, ...], tuple[str, ...]], ...] = (
    (
        "photo 1 for 5 seconds, the rest 2 seconds",
        (e.SetSeconds(ms=5000, clips=(1,)), e.SetSeconds(ms=2000, clips=(2, 3, 4, 5))),
        (),
    ),
    ("the rest for 2 seconds", (e.SetSeconds(ms=2000),), ("others",)),
    (
        "every photo two seconds, the fifth one four",
        (e.SetSeconds(ms=2000), e.SetSeconds(ms=4000, clips=(5,))),
        (),
    ),
    (
        "photo 3, five seconds, photo 4, six seconds",
        (e.SetSeconds(ms=5000, clips=(3,)), e.SetSeconds(ms=6000, clips=(4,))),
        (),
    ),
    (
        "photo 3 four. photo 4 six seconds",
        (e.SetSeconds(ms=4000, clips=(3,)), e.SetSeconds(ms=6000, clips=(4,))),
        (),
    ),
    (
        "music at 40 percent, mute the sound of the clips",
        (e.SetVolume(percent=40.0), e.SetVolume(target="sound", percent=0.0)),
        (),
    ),
    ("the music comes in slowly, softly", (e.FadeSound(into=1000),), ()),
)


@pytest.mark.parametrize(("message", "edits", "spare"), LISTED)
def test_a_wish_may_be_said_again_of_something_else(
    message: str, edits: tuple[Edit, ...], spare: tuple[str, ...]
) -> None:
    """With its verb or without; the rest are those that nothing is said of."""
    reading = read(scan(message), MODEL, Facts(shown=5, photos=5, videos=0, songs=0))

    assert (reading.edits, reading.spare) == (edits, spare)
