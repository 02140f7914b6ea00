"""What belongs to which clips where the kinds are known: exceptions, the rest, several values."""

from typing import Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message
from nemo_emulator.agent.merging import once
from nemo_emulator.agent.settling import settled

MUSIC: Final = frozenset({"music"})
SIX: Final = Facts(shown=6, photos=6, videos=0, songs=0)
SCORED: Final = Facts(shown=6, photos=6, videos=0, songs=0, has=MUSIC)
SONGS: Final = Facts(shown=6, photos=6, videos=0, songs=2)
MIXED: Final = Facts(shown=5, photos=3, videos=2, songs=0)
MIXED_FILMS: Final = Facts(shown=5, photos=2, videos=3, songs=0, has=MUSIC)
SCORED_FILMS: Final = Facts(shown=7, photos=3, videos=4, songs=0, has=MUSIC)
SCORED_MIXED: Final = Facts(shown=6, photos=4, videos=2, songs=0, has=MUSIC)
THREE_SONGS: Final = Facts(shown=6, photos=6, videos=0, songs=3, has=MUSIC)
ONE_FILM: Final = Facts(shown=5, photos=4, videos=1, songs=0)
FILMS: Final = Facts(shown=4, photos=0, videos=4, songs=0, has=MUSIC)

SAID: tuple[tuple[str, Facts, str, tuple[e.Edit, ...]], ...] = (
    (
        "SetLook",
        SIX,
        "everything in sepia, leave 2 in colour",
        (e.SetLook(name="sepia", clips=(1, 3, 4, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "no filter on 2 though the others are fine",
        (e.SetLook(name="none", clips=(2,)),),
    ),
    ("SetCanvas", SIX, "make it 4:5 — no, 1:1", (e.SetCanvas(ratio="1:1"),)),
    ("SetCanvas", SIX, "from square to widescreen", (e.SetCanvas(ratio="16:9"),)),
    ("SetCanvas", SIX, "back to widescreen from square", (e.SetCanvas(ratio="16:9"),)),
    (
        "SetFit",
        SIX,
        "前两张白底，后两张黑底",
        (
            e.SetFit(mode="contain", background="#ffffff", clips=(1, 2)),
            e.SetFit(mode="contain", background="#000000", clips=(-2, -1)),
        ),
    ),
    ("SetLook", MIXED, "noir on the films only", (e.SetLook(name="noir", clips=(4, 5)),)),
    (
        "SetVolume",
        FILMS,
        "clips muted, piano up to full",
        (
            e.SetVolume(target="sound", percent=0.0),
            e.SetVolume(target="music", percent=100.0),
        ),
    ),
    (
        "SetVolume",
        FILMS,
        "noise in clip 2 down to nothing",
        (e.SetVolume(target="sound", percent=0.0, clips=(2,)),),
    ),
    (
        "UseAudio SetVolume",
        SONGS,
        "take the second song, not the first, and a bit quieter",
        (
            e.UseAudio(place=2),
            e.SetVolume(target="music", db=-3.0),
        ),
    ),
    ("Adjust", SIX, "it won second prize, more contrast", (e.Adjust(what="contrast", by=0.2),)),
    (
        "SetLook",
        SIX,
        "音乐别动，都黑白，唯独第二张不用",
        (e.SetLook(name="black-and-white", clips=(1, 3, 4, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "sepia (1–3), noir (4–6)",
        (
            e.SetLook(name="sepia", clips=(1, 2, 3)),
            e.SetLook(name="noir", clips=(4, 5, 6)),
        ),
    ),
    ("SetVolume", FILMS, "音量为百分四十", (e.SetVolume(target="music", percent=40.0),)),
    (
        "FadeSound",
        SCORED,
        "the song comes in gently and goes out gently, 2 seconds each end",
        (e.FadeSound(into=2000, out=2000),),
    ),
    (
        "SetLook",
        SIX,
        "noir on everything but my dog, that's number 3",
        (e.SetLook(name="noir", clips=(1, 2, 4, 5, 6)),),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "voices louder, guitar quieter",
        (
            e.SetVolume(target="sound", db=6.0),
            e.SetVolume(target="music", db=-6.0),
        ),
    ),
    (
        "SetLook",
        SIX,
        "sepia on everything but the cat, that's number 3",
        (e.SetLook(name="sepia", clips=(1, 2, 4, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "noir on all except the sunset, which is 4",
        (e.SetLook(name="noir", clips=(1, 2, 3, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "everybody noir bar the first",
        (e.SetLook(name="noir", clips=(2, 3, 4, 5, 6)),),
    ),
    (
        "SetMotion",
        SIX,
        "ken burns, just not on the map, the second one",
        (e.SetMotion(style="ken-burns", clips=(1, 3, 4, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "noir on 1 to 3, the rest in colour",
        (
            e.SetLook(name="noir", clips=(1, 2, 3)),
            e.SetLook(name="none", clips=(4, 5, 6)),
        ),
    ),
    (
        "SetLook",
        SIX,
        "前三张黑白，后面的彩色",
        (
            e.SetLook(name="black-and-white", clips=(1, 2, 3)),
            e.SetLook(name="none", clips=(4, 5, 6)),
        ),
    ),
    (
        "SetLook",
        SIX,
        "前三张黑白，后面彩色",
        (
            e.SetLook(name="black-and-white", clips=(1, 2, 3)),
            e.SetLook(name="none", clips=(4, 5, 6)),
        ),
    ),
    (
        "SetLook",
        SIX,
        "全部黑白，第一张别动",
        (e.SetLook(name="black-and-white", clips=(2, 3, 4, 5, 6)),),
    ),
    (
        "Adjust",
        SIX,
        "都调亮点，第五张别动",
        (e.Adjust(what="brightness", by=0.15, clips=(1, 2, 3, 4, 6)),),
    ),
    (
        "Adjust",
        SIX,
        "都调亮点，第五张不用",
        (e.Adjust(what="brightness", by=0.15, clips=(1, 2, 3, 4, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "全部黑白，第一张保持原样",
        (e.SetLook(name="black-and-white", clips=(2, 3, 4, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "everything sepia but 3 stays as it was",
        (e.SetLook(name="sepia", clips=(1, 2, 4, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "everything sepia, 3 stays",
        (e.SetLook(name="sepia", clips=(1, 2, 4, 5, 6)),),
    ),
    (
        "SetMotion",
        SIX,
        "gentle zoom on everything, 3 remains as is",
        (e.SetMotion(style="zoom-in", clips=(1, 2, 4, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "everything black and white except the last, which stays in colour",
        (e.SetLook(name="black-and-white", clips=(1, 2, 3, 4, 5)),),
    ),
    (
        "SetLook",
        SIX,
        "make it warm, 2 and 4 cold",
        (
            e.SetLook(name="warm"),
            e.SetLook(name="cool", clips=(2, 4)),
        ),
    ),
    (
        "Adjust",
        SIX,
        "contrast +0.3, grain +0.1",
        (
            e.Adjust(what="contrast", by=0.3),
            e.Adjust(what="grain", by=0.1),
        ),
    ),
    (
        "Adjust",
        SIX,
        "contrast up 20%, saturation down 10%, leave the exposure",
        (
            e.Adjust(what="contrast", by=0.2),
            e.Adjust(what="saturation", by=-0.1),
        ),
    ),
    (
        "Adjust",
        SIX,
        "brighten by 20% but leave the contrast as it is",
        (e.Adjust(what="brightness", by=0.2),),
    ),
    (
        "Adjust",
        SIX,
        "brighten it a bit, don't touch the saturation",
        (e.Adjust(what="brightness", by=0.075),),
    ),
    ("Adjust", SIX, "亮度加20%，对比度不动", (e.Adjust(what="brightness", by=0.2),)),
    (
        "Adjust",
        SIX,
        "亮度+10% 对比度+20% 饱和度-30%",
        (
            e.Adjust(what="brightness", by=0.1),
            e.Adjust(what="contrast", by=0.2),
            e.Adjust(what="saturation", by=-0.3),
        ),
    ),
    (
        "Adjust",
        SIX,
        "vignette 30%, grain 10%",
        (
            e.Adjust(what="vignette", by=0.3),
            e.Adjust(what="grain", by=0.1),
        ),
    ),
    (
        "Adjust",
        SIX,
        "20% more contrast and 30% more saturation",
        (
            e.Adjust(what="contrast", by=0.2),
            e.Adjust(what="saturation", by=0.3),
        ),
    ),
    (
        "Adjust",
        SIX,
        "contrast and saturation up 15%",
        (
            e.Adjust(what="contrast", by=0.15),
            e.Adjust(what="saturation", by=0.15),
        ),
    ),
    (
        "Adjust",
        SIX,
        "brightness +20% on 2, +10% on 4",
        (
            e.Adjust(what="brightness", by=0.2, clips=(2,)),
            e.Adjust(what="brightness", by=0.1, clips=(4,)),
        ),
    ),
    (
        "Adjust",
        SIX,
        "sat up, contrast down",
        (
            e.Adjust(what="saturation", by=0.2),
            e.Adjust(what="contrast", by=-0.2),
        ),
    ),
    (
        "Adjust",
        SIX,
        "saturation 10% up on the first two, 20% down on the last",
        (
            e.Adjust(what="saturation", by=0.1, clips=(1, 2)),
            e.Adjust(what="saturation", by=-0.2, clips=(-1,)),
        ),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "music 10, voices 100",
        (
            e.SetVolume(target="music", percent=10.0),
            e.SetVolume(target="sound", percent=100.0),
        ),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "music at 20, clips at 80",
        (
            e.SetVolume(target="music", percent=20.0),
            e.SetVolume(target="sound", percent=80.0),
        ),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "music up, crowd down",
        (
            e.SetVolume(target="music", db=6.0),
            e.SetVolume(target="sound", db=-6.0),
        ),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "song down a bit, voices up a bit",
        (
            e.SetVolume(target="music", db=-3.0),
            e.SetVolume(target="sound", db=3.0),
        ),
    ),
    (
        "SetVolume",
        FILMS,
        "clip 1 at 50, clip 2 at 80, the others muted",
        (
            e.SetVolume(target="sound", percent=50.0, clips=(1,)),
            e.SetVolume(target="sound", percent=80.0, clips=(2,)),
            e.SetVolume(target="sound", percent=0.0, clips=(3, 4)),
        ),
    ),
    (
        "SetVolume",
        FILMS,
        "mute 1 and 3, leave 2",
        (e.SetVolume(target="sound", percent=0.0, clips=(1, 3)),),
    ),
    (
        "SetVolume",
        FILMS,
        "mute all clips except the last one",
        (e.SetVolume(target="sound", percent=0.0, clips=(1, 2, 3)),),
    ),
    (
        "SetVolume",
        FILMS,
        "sound of all films to 40, but the third off",
        (
            e.SetVolume(target="sound", percent=40.0),
            e.SetVolume(target="sound", percent=0.0, clips=(3,)),
        ),
    ),
    (
        "SetVolume",
        FILMS,
        "turn the sound in clip 2 off, leave clip 1 how it is",
        (e.SetVolume(target="sound", percent=0.0, clips=(2,)),),
    ),
    (
        "SetVolume",
        FILMS,
        "第2段原声一半，另外几段静音",
        (
            e.SetVolume(target="sound", percent=50.0, clips=(2,)),
            e.SetVolume(target="sound", percent=0.0, clips=(1, 3, 4)),
        ),
    ),
    (
        "SetVolume",
        FILMS,
        "音乐30%，人声100%",
        (
            e.SetVolume(target="music", percent=30.0),
            e.SetVolume(target="sound", percent=100.0),
        ),
    ),
    (
        "SetVolume",
        FILMS,
        "音乐小一点，原声大一点",
        (
            e.SetVolume(target="music", db=-6.0),
            e.SetVolume(target="sound", db=6.0),
        ),
    ),
    (
        "SetVolume",
        FILMS,
        "除了第三段都静音",
        (e.SetVolume(target="sound", percent=0.0, clips=(1, 2, 4)),),
    ),
    (
        "SetVolume",
        FILMS,
        "第一段静音，第二段声音大点",
        (
            e.SetVolume(target="sound", percent=0.0, clips=(1,)),
            e.SetVolume(target="sound", db=6.0, clips=(2,)),
        ),
    ),
    (
        "FadeSound",
        SCORED,
        "let the song come in slowly and go out slowly",
        (e.FadeSound(into=1000, out=2000),),
    ),
    (
        "FadeSound",
        SCORED,
        "fade it in over 2 seconds, out over 4",
        (e.FadeSound(into=2000, out=4000),),
    ),
    (
        "FadeSound",
        SCORED,
        "music creeps in and then creeps out, 3 seconds each",
        (e.FadeSound(into=3000, out=3000),),
    ),
    ("FadeSound", SCORED, "音乐渐入渐出", (e.FadeSound(into=1000, out=2000),)),
    ("FadeSound", SCORED, "音乐慢慢进来，慢慢出去", (e.FadeSound(into=1000, out=2000),)),
    ("FadeSound", SCORED, "开头渐入2秒结尾渐出3秒", (e.FadeSound(into=2000, out=3000),)),
    ("SetMusic", SCORED, "bpm 128, something happy", (e.SetMusic(mood="upbeat", tempo=128.0),)),
    ("SetMusic", SCORED, "欢快的，bpm 120", (e.SetMusic(mood="upbeat", tempo=120.0),)),
    (
        "SetMotion",
        SIX,
        "pan left on 1 and 2, right on 5",
        (
            e.SetMotion(style="pan-left", clips=(1, 2)),
            e.SetMotion(style="pan-right", clips=(5,)),
        ),
    ),
    (
        "SetMotion",
        SIX,
        "zoom out on 2 in on 4",
        (
            e.SetMotion(style="zoom-out", clips=(2,)),
            e.SetMotion(style="zoom-in", clips=(4,)),
        ),
    ),
    (
        "SetMotion",
        SIX,
        "pan to the left for the odd ones, to the right for the even",
        (
            e.SetMotion(style="pan-left", clips=(1, 3, 5)),
            e.SetMotion(style="pan-right", clips=(2, 4, 6)),
        ),
    ),
    (
        "SetMotion",
        SIX,
        "no zoom on anything after the fourth",
        (e.SetMotion(style="still", clips=(5, 6)),),
    ),
    (
        "SetMotion",
        SIX,
        "ken burns on the odd-numbered ones",
        (e.SetMotion(style="ken-burns", clips=(1, 3, 5)),),
    ),
    (
        "SetLook",
        SIX,
        "don't touch 1 and 2, the others noir",
        (e.SetLook(name="noir", clips=(3, 4, 5, 6)),),
    ),
    (
        "SetLook",
        SIX,
        "noir on 1 to 3, nothing on the others",
        (
            e.SetLook(name="noir", clips=(1, 2, 3)),
            e.SetLook(name="none", clips=(4, 5, 6)),
        ),
    ),
    (
        "SetMotion",
        SIX,
        "zoom in on everything bar number 4",
        (e.SetMotion(style="zoom-in", clips=(1, 2, 3, 5, 6)),),
    ),
    (
        "Adjust",
        SIX,
        "brighten them all up, but not 3",
        (e.Adjust(what="brightness", by=0.15, clips=(1, 2, 4, 5, 6)),),
    ),
    (
        "Adjust",
        SIX,
        "less bright on 2, more on 5",
        (
            e.Adjust(what="brightness", by=-0.15, clips=(2,)),
            e.Adjust(what="brightness", by=0.15, clips=(5,)),
        ),
    ),
    (
        "SetFit",
        SIX,
        "fill the screen, leave the fourth",
        (e.SetFit(mode="cover", clips=(1, 2, 3, 5, 6)),),
    ),
    ("SetLook", SIX, "第三张起都用黑白", (e.SetLook(name="black-and-white", clips=(3, 4, 5, 6)),)),
    (
        "SetLook",
        SIX,
        "前半截暖色，后半截冷色",
        (
            e.SetLook(name="warm", clips=(1, 2, 3)),
            e.SetLook(name="cool", clips=(4, 5, 6)),
        ),
    ),
    (
        "Adjust",
        SIX,
        "对比加强，饱和减弱",
        (
            e.Adjust(what="contrast", by=0.2),
            e.Adjust(what="saturation", by=-0.2),
        ),
    ),
    (
        "Adjust",
        SIX,
        "sat +30%, contrast +10%",
        (
            e.Adjust(what="saturation", by=0.3),
            e.Adjust(what="contrast", by=0.1),
        ),
    ),
    (
        "Adjust",
        SIX,
        "take the grain and the blur off number 2",
        (
            e.Adjust(what="grain", to=0.0, clips=(2,)),
            e.Adjust(what="blur", to=0.0, clips=(2,)),
        ),
    ),
    (
        "Adjust",
        SIX,
        "the grain and the vignette should go",
        (
            e.Adjust(what="grain", to=0.0),
            e.Adjust(what="vignette", to=0.0),
        ),
    ),
    (
        "SetFit",
        SIX,
        "show them whole, white bars please, the black looks grim",
        (e.SetFit(mode="contain", background="#ffffff"),),
    ),
    (
        "SetFit",
        SIX,
        "letterbox rather than crop, black is fine",
        (e.SetFit(mode="contain", background="#000000"),),
    ),
    (
        "SetVolume",
        FILMS,
        "mute everything, leave clip 3",
        (e.SetVolume(target="sound", percent=0.0, clips=(1, 2, 4)),),
    ),
    (
        "SetVolume",
        FILMS,
        "only the last clip should be heard",
        (e.SetVolume(target="sound", percent=0.0, clips=(1, 2, 3)),),
    ),
    (
        "SetVolume",
        FILMS,
        "第三段声音开满，其余一半",
        (
            e.SetVolume(target="sound", percent=100.0, clips=(3,)),
            e.SetVolume(target="sound", percent=50.0, clips=(1, 2, 4)),
        ),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "turn down the applause, turn up the song",
        (
            e.SetVolume(target="sound", db=-6.0),
            e.SetVolume(target="music", db=6.0),
        ),
    ),
)


# What is said anew, and in other words.
REVISED: Final[tuple[tuple[str, Facts, str, tuple[e.Edit, ...]], ...]] = (
    ("SetLook", SIX, "make it look vintage. sorry I mean warm", (e.SetLook(name="warm"),)),
    ("SetLook", SIX, "photo 2 in sepia, no wait, noir", (e.SetLook(name="noir", clips=(2,)),)),
    ("SetLook", SIX, "第二张做成复古，说错了，暖色", (e.SetLook(name="warm", clips=(2,)),)),
    ("SetLook", SIX, "vintage on 2, no sepia please", (e.SetLook(name="vintage", clips=(2,)),)),
    (
        "SetVolume",
        SCORED,
        "music at thirty percent, no, at 25",
        (e.SetVolume(target="music", percent=25.0),),
    ),
    (
        "SetVolume",
        SCORED,
        "music to 60%. make that 50",
        (e.SetVolume(target="music", percent=50.0),),
    ),
    ("SetVolume", SCORED, "音乐调到30%，不，25", (e.SetVolume(target="music", percent=25.0),)),
    ("SetVolume", SCORED, "音乐调到四成，还是30吧", (e.SetVolume(target="music", percent=30.0),)),
    ("SetVolume", SCORED, "music down by 4 dB, sorry, 6", (e.SetVolume(target="music", db=-6.0),)),
    (
        "FadeSound",
        SCORED,
        "let the song go away slowly in the last 4 seconds. or 5. yes 5",
        (e.FadeSound(out=5000),),
    ),
    (
        "FadeSound",
        SCORED,
        "the song fades out over 3 seconds, no wait, 4",
        (e.FadeSound(out=4000),),
    ),
    ("FadeSound", SCORED, "音乐淡出4秒，不，5秒", (e.FadeSound(out=5000),)),
    (
        "FadeSound",
        SCORED,
        "the music fades in 2 and out 4 seconds. sorry, both 3",
        (e.FadeSound(into=3000, out=3000),),
    ),
    ("SetLook", SIX, "change the sepia to noir", (e.SetLook(name="noir"),)),
    ("SetLook", SIX, "把复古换成黑白", (e.SetLook(name="black-and-white"),)),
    ("Adjust", SIX, "the colours look so dull", (e.Adjust(what="saturation", by=0.2),)),
    ("Adjust", SIX, "颜色灰扑扑的", (e.Adjust(what="saturation", by=0.2),)),
    (
        "Adjust",
        SIX,
        "not so much contrast in 2 and 3",
        (e.Adjust(what="contrast", by=-0.2, clips=(2, 3)),),
    ),
    ("Adjust", SIX, "not that much grain on 4", (e.Adjust(what="grain", by=-0.3, clips=(4,)),)),
    (
        "Adjust",
        SIX,
        "don't make it sharper, not sharpen: blur a bit the 5",
        (e.Adjust(what="blur", by=0.15, clips=(5,)),),
    ),
    (
        "SetVolume",
        SCORED,
        "lift the music by three dB please",
        (e.SetVolume(target="music", db=3.0),),
    ),
    ("SetVolume", SCORED, "音乐提3分贝", (e.SetVolume(target="music", db=3.0),)),
    ("SetVolume", SCORED, "the music is too loud, -4 dB", (e.SetVolume(target="music", db=-4.0),)),
    ("SetVolume", SCORED, "音乐太响，-4dB", (e.SetVolume(target="music", db=-4.0),)),
    (
        "SetVolume",
        SCORED,
        "+2 dB on the music, it's too quiet",
        (e.SetVolume(target="music", db=2.0),),
    ),
    (
        "SetVolume",
        SCORED_MIXED,
        "the clip audio is 6 dB too hot on the videos",
        (e.SetVolume(target="sound", db=-6.0),),
    ),
    ("SetVolume", SCORED_MIXED, "kill all sound", (e.SetVolume(target="all", percent=0.0),)),
    ("SetVolume", SCORED_MIXED, "all the audio down 6 dB", (e.SetVolume(target="all", db=-6.0),)),
    ("SetVolume", SCORED_MIXED, "全部音樂跟原聲都靜音", (e.SetVolume(target="all", percent=0.0),)),
    ("FadeSound", SCORED, "音乐头尾都做个3秒的渐变", (e.FadeSound(into=3000, out=3000),)),
    ("FadeSound", SCORED, "bgm首尾各2秒渐变", (e.FadeSound(into=2000, out=2000),)),
    (
        "FadeSound Remove",
        SCORED,
        "I want the music to stop more softly (fade out, 3s) and the clips 2 and 3 gone",
        (e.FadeSound(out=3000), e.Remove(clips=(2, 3))),
    ),
    (
        "FadeSound AddCard",
        SCORED,
        "music fades out too early, 1 second is enough, and an end page: bye",
        (e.FadeSound(out=1000), e.AddCard(where="outro", text="bye")),
    ),
    (
        "SetSeconds SetMusic",
        SIX,
        "每张1秒快闪，再配个120拍的bgm",
        (e.SetSeconds(ms=1000), e.SetMusic(tempo=120.0)),
    ),
    ("SetMusic", SCORED, "faster music", (e.SetMusic(tempo=130.0),)),
    ("SetMusic", SCORED, "音乐节奏再慢一点", (e.SetMusic(tempo=70.0),)),
    (
        "SetMusic FadeSound",
        SCORED,
        "不要Lo-fi了换戏剧张力强的，音乐起头4秒慢慢进来",
        (e.SetMusic(mood="cinematic"), e.FadeSound(into=4000)),
    ),
    (
        "UseAudio SetVolume",
        THREE_SONGS,
        "This is number three. Take song number one, and 50 percent loud only",
        (e.UseAudio(place=1), e.SetVolume(target="music", percent=50.0)),
    ),
    ("UseAudio", THREE_SONGS, "现在放的是第三首歌，换成第一首歌", (e.UseAudio(place=1),)),
    (
        "AddText",
        SIX,
        'title "Hi" at the top, no wait, at the bottom',
        (e.AddText(text="Hi", type="title", style=e.TextStyle(position="bottom")),),
    ),
    (
        "SetVolume",
        SCORED,
        "music at 40%, 2 and 3 stay",
        (e.SetVolume(target="music", percent=40.0),),
    ),
    ("Adjust", SIX, "brightness +20%, no, 10", (e.Adjust(what="brightness", by=0.1),)),
    ("Adjust", SIX, "亮度加20%，不对，10", (e.Adjust(what="brightness", by=0.1),)),
    ("SetMusic", SCORED, "calm music, no wait, upbeat", (e.SetMusic(mood="upbeat"),)),
    ("SetVolume", SCORED, "the song is too faint by 5 dB", (e.SetVolume(target="music", db=5.0),)),
    (
        "UseAudio",
        THREE_SONGS,
        "I have three songs and this is number three. Take song number one",
        (e.UseAudio(place=1),),
    ),
    (
        "SetTransition SetMusic",
        SIX,
        "clock wipe between the pictures, like 90s sports telly, and a brisk happy track",
        (e.SetTransition(style="radial"), e.SetMusic(mood="upbeat")),
    ),
)

VALUES: Final[tuple[tuple[str, Facts, str, tuple[e.Edit, ...]], ...]] = (
    ("SetLook", SIX, "black and white looks dull, take the filters off", (e.SetLook(name="none"),)),
    ("SetLook", SIX, "黑白的怪沉闷的，把滤镜都去了", (e.SetLook(name="none"),)),
    (
        "SetLook",
        SIX,
        "turn 1 from black and white back to normal",
        (e.SetLook(name="none", clips=(1,)),),
    ),
    (
        "SetLook",
        SIX,
        "sepia only for clips 1 to 4. Strip it off the others",
        (e.SetLook(name="none", clips=(5, 6)),),
    ),
    ("SetLook", SIX, "it feels a bit cold, make it rosier", (e.SetLook(name="warm"),)),
    ("SetLook", SIX, "throw a gray filter on 2", (e.SetLook(name="black-and-white", clips=(2,)),)),
    ("SetLook", SIX, "第5张复古棕", (e.SetLook(name="sepia", clips=(5,)),)),
    ("SetFit", SIX, "go all the way to the edges with 3", (e.SetFit(mode="cover", clips=(3,)),)),
    ("SetFit", MIXED, "视频别满屏裁了", (e.SetFit(mode="contain"),)),
    ("SetFit", SIX, "don't lop the edges off owt", (e.SetFit(mode="contain"),)),
    (
        "SetFit",
        SIX,
        "give us black bars where it doesn't fit",
        (e.SetFit(mode="contain", background="#000000"),),
    ),
    ("SetFit", SIX, "cream bars at the side", (e.SetFit(mode="contain", background="#f5f5dc"),)),
    (
        "SetFit",
        SIX,
        "第5张不要裁它，背景黑色",
        (e.SetFit(mode="contain", background="#000000", clips=(5,)),),
    ),
    ("SetCanvas", SIX, "2.35:1的画幅", (e.SetCanvas(ratio="21:9"),)),
    ("SetCanvas", SIX, "2.39:1 please", (e.SetCanvas(ratio="21:9"),)),
    ("SetCanvas", SIX, "电影宽银幕", (e.SetCanvas(ratio="21:9"),)),
    ("Adjust", SIX, "对比度拉满点", (e.Adjust(what="contrast", by=1.0),)),
    ("Adjust", SIX, "暗角拉满太夸张，减轻一些", (e.Adjust(what="vignette", by=-0.4),)),
    ("Adjust", SIX, "暗角别太重，稍微带点", (e.Adjust(what="vignette", by=0.2),)),
    ("Adjust", SIX, "饱和度减下来点", (e.Adjust(what="saturation", by=-0.2),)),
    ("Adjust", SIX, "the corners gone dark please", (e.Adjust(what="vignette", by=0.4),)),
    ("Adjust", SIX, "the vignette is too strong, ease it", (e.Adjust(what="vignette", by=-0.8),)),
    (
        "Adjust",
        SIX,
        "knock the blur down on 2 and the brightness up on 4",
        (
            e.Adjust(what="blur", by=-0.3, clips=(2,)),
            e.Adjust(what="brightness", by=0.15, clips=(4,)),
        ),
    ),
    ("Adjust", SIX, "全曝了，暗下去些", (e.Adjust(what="brightness", by=-0.15),)),
    (
        "Generate",
        SIX,
        "the sea of clouds you can draw, tag that on the end",
        (e.Generate(prompt="clouds tag", recipe="clouds"),),
    ),
    ("Generate", SIX, "雨后的山给我画一段放后头", (e.Generate(prompt="雨山", recipe="mountains"),)),
    (
        "Generate",
        SIX,
        "冬天壁炉没拍，来一段烧火的画面，六秒",
        (e.Generate(prompt="冬天壁炉烧火", recipe="fire", ms=6000),),
    ),
    (
        "FadeSound",
        SCORED,
        "fade it in and out, three seconds each",
        (e.FadeSound(into=3000, out=3000),),
    ),
    (
        "FadeSound SetSeconds",
        SCORED,
        "Fade music in and out, 2s each",
        (e.FadeSound(into=2000, out=2000),),
    ),
    ("FadeSound", SCORED, "2s fade in + 4s fade out", (e.FadeSound(into=2000, out=4000),)),
    (
        "FadeSound",
        SCORED,
        "let the music swell in over four seconds, and conclude likewise",
        (e.FadeSound(into=4000, out=4000),),
    ),
    ("FadeSound", SCORED, "渐入不要，结尾拖个六秒慢慢没", (e.FadeSound(into=0, out=6000),)),
    (
        "Duck",
        SCORED_MIXED,
        "when I'm talking the music should duck down to 15",
        (e.Duck(percent=15.0),),
    ),
    (
        "Duck",
        SCORED_MIXED,
        "music a bit quieter while they chat? 45 or so",
        (e.Duck(percent=45.0),),
    ),
    ("Duck", SCORED_MIXED, "音乐 duck 到 20", (e.Duck(percent=20.0),)),
    ("Duck", SCORED_MIXED, "dip the music to about a fifth when I speak", (e.Duck(percent=20.0),)),
    ("SetVolume", SCORED, "music turn up pls, 90", (e.SetVolume(percent=90.0),)),
    ("SetVolume", SCORED, "volume to 30", (e.SetVolume(percent=30.0),)),
    ("SetVolume", SCORED, "music at 60 not full blast", (e.SetVolume(percent=60.0),)),
    ("SetVolume", SCORED, "小声点三成就好", (e.SetVolume(percent=30.0),)),
    ("SetVolume", SCORED, "音乐音量再往下3个分贝", (e.SetVolume(db=-3.0),)),
    (
        "SetVolume",
        SCORED_MIXED,
        "turn it all down, voices and music both, to 50 percent",
        (e.SetVolume(target="all", percent=50.0),),
    ),
    (
        "SetVolume",
        SCORED_MIXED,
        "my bandsaw's screeching in clip 5, shut that up",
        (e.SetVolume(target="sound", percent=0.0, clips=(5,)),),
    ),
    (
        "SetVolume",
        SCORED_MIXED,
        "第5段声音太吵，闭麦",
        (e.SetVolume(target="sound", percent=0.0, clips=(5,)),),
    ),
    (
        "SetVolume",
        SCORED_MIXED,
        "quieten the barking in clip 5 altogether",
        (e.SetVolume(target="sound", percent=0.0, clips=(5,)),),
    ),
    (
        "SetVolume",
        SCORED_MIXED,
        "drop the clips' own sound by 10 dB",
        (e.SetVolume(target="sound", db=-10.0),),
    ),
    ("SetVolume", SCORED_MIXED, "录像里的杂声弄轻", (e.SetVolume(target="sound", db=-6.0),)),
    (
        "SetVolume",
        SCORED_MIXED,
        "the clips' sound down to a third",
        (e.SetVolume(target="sound", percent=33.0),),
    ),
    ("SetMusic", SCORED, "音乐换慢的", (e.SetMusic(),)),
    ("SetMusic", SCORED, "音乐换成平和一些的", (e.SetMusic(mood="calm"),)),
    ("SetMusic", SCORED, "重低音没有就来个史诗的", (e.SetMusic(mood="cinematic"),)),
    (
        "SetVolume",
        SCORED_FILMS,
        "前两个视频静音",
        (e.SetVolume(target="sound", percent=0.0, clips=(4, 5)),),
    ),
    (
        "SetVolume",
        SCORED_FILMS,
        "mute the first two videos",
        (e.SetVolume(target="sound", percent=0.0, clips=(4, 5)),),
    ),
    (
        "SetVolume",
        SCORED_FILMS,
        "最后两个视频静音",
        (e.SetVolume(target="sound", percent=0.0, clips=(6, 7)),),
    ),
    (
        "SetVolume",
        SCORED_MIXED,
        "mute the last two videos",
        (e.SetVolume(target="sound", percent=0.0),),
    ),
    ("SetFit", SIX, "white bars... actually no bars, fill it", (e.SetFit(mode="cover"),)),
    ("SetFit", SIX, "怎么头都被裁了，要能看到整张图", (e.SetFit(mode="contain"),)),
    ("SetVolume", SCORED, "bring the music up, 80", (e.SetVolume(percent=80.0),)),
    ("SetLook", SIX, "暖色太浓了，滤镜撤下来", (e.SetLook(name="none"),)),
    ("SetLook", SIX, "make it brown", (e.SetLook(name="sepia"),)),
    (
        "FadeSound SetVolume",
        SCORED,
        "let the song fade up from nothing over 4 secs at kick off, "
        "and the whole of it 6 decibels louder",
        (
            e.FadeSound(into=4000),
            e.SetVolume(db=6.0),
        ),
    ),
    ("Adjust", SIX, "暗角拉满太夸张，看着累，减轻一些", (e.Adjust(what="vignette", by=-0.4),)),
    ("FadeSound", SCORED, "音乐的淡出不要了", (e.FadeSound(out=0),)),
    ("FadeSound", SCORED, "音乐淡入去掉吧", (e.FadeSound(into=0),)),
    ("FadeSound", SCORED, "the music's fade in isn't needed any more", (e.FadeSound(into=0),)),
    (
        "SetMusic",
        SCORED,
        "音乐弄成90拍的,轻松点的那种lofi",
        (e.SetMusic(mood="lo-fi", tempo=90.0),),
    ),
    (
        "SetVolume",
        FILMS,
        "Turn the sound of the last clip up, she speaks very quietly",
        (e.SetVolume(target="sound", db=6.0, clips=(-1,)),),
    ),
    (
        "SetVolume",
        FILMS,
        "the video's own sound is too loud next to the music. Can you bring that down to 30%?",
        (e.SetVolume(target="sound", percent=30.0),),
    ),
    (
        "SetLook",
        SIX,
        "the warm look is nice on the beach pics but please take it off the last one",
        (e.SetLook(name="none", clips=(-1,)),),
    ),
    (
        "SetLook",
        SIX,
        "black and white is lovely but take it off photo 3",
        (e.SetLook(name="none", clips=(3,)),),
    ),
    ("SetFit", SIX, "白边,每张显示完整", (e.SetFit(mode="contain", background="#ffffff"),)),
    ("SetFit", SIX, "留黑边，图要完整", (e.SetFit(mode="contain", background="#000000"),)),
    (
        "Adjust",
        SIX,
        "blur picture 3 a bit so the text is easier to read",
        (e.Adjust(what="blur", by=0.15, clips=(3,)),),
    ),
    (
        "Adjust",
        SIX,
        "darken photo 2 a bit so the caption is brighter against it",
        (e.Adjust(what="brightness", by=-0.075, clips=(2,)),),
    ),
    (
        "Adjust",
        SIX,
        "第二张压暗些,让标题更亮",
        (e.Adjust(what="brightness", by=-0.15, clips=(2,)),),
    ),
    (
        "SetLook",
        SIX,
        "take the black and white off number 2",
        (e.SetLook(name="none", clips=(2,)),),
    ),
    (
        "SetLook",
        SIX,
        "take that vintage look off the last one",
        (e.SetLook(name="none", clips=(-1,)),),
    ),
    (
        "SetMotion",
        SIX,
        "pan left to right across the mural in slide 3",
        (e.SetMotion(style="pan-right", clips=(3,)),),
    ),
    (
        "SetMotion",
        SIX,
        "photo 4 should pan up to down",
        (e.SetMotion(style="pan-down", clips=(4,)),),
    ),
    (
        "Undo Adjust",
        SIX,
        "undo that and make number 4 brighter instead of number 3",
        (e.Undo(), e.Adjust(what="brightness", by=0.15, clips=(4,))),
    ),
    (
        "Adjust",
        SIX,
        "是第4张调亮,不是第3张",
        (e.Adjust(what="brightness", by=0.15, clips=(4,)),),
    ),
    (
        "Adjust",
        SIX,
        "把第4张而不是第3张调亮",
        (e.Adjust(what="brightness", by=0.15, clips=(4,)),),
    ),
    (
        "Adjust",
        ONE_FILM,
        "视频那段太暗了,调亮点",
        (e.Adjust(what="brightness", by=0.15, clips=(5,)),),
    ),
    ("SetLook", ONE_FILM, "那段视频变黑白", (e.SetLook(name="black-and-white", clips=(5,)),)),
    (
        "Adjust",
        ONE_FILM,
        "the video clip is too dark, brighten it",
        (e.Adjust(what="brightness", by=0.15, clips=(5,)),),
    ),
    ("Duck", MIXED_FILMS, "别压音乐了,说话的时候音乐也正常放", (e.Duck(percent=100.0),)),
    (
        "SetVolume",
        MIXED_FILMS,
        "the clips' own sound drowns out the music, take it down to 40%",
        (e.SetVolume(target="sound", percent=40.0),),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "原声盖过音乐了,降到40%",
        (e.SetVolume(target="sound", percent=40.0),),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "音乐盖过人声了,音乐降到30%",
        (e.SetVolume(target="music", percent=30.0),),
    ),
    (
        "SetVolume",
        MIXED_FILMS,
        "the music gets drowned out by the clips, turn it up",
        (e.SetVolume(target="music", percent=None, db=6.0),),
    ),
    (
        "Arrange Adjust",
        SIX,
        "put 4 and 5 before 1 and lighten both of them up",
        (
            e.Arrange(order=(4, 5, 1, 2, 3, 6)),
            e.Adjust(what="brightness", by=0.15, clips=(1, 2)),
        ),
    ),
    (
        "Arrange Adjust",
        SIX,
        "move 1 and 2 behind 5 and brighten both",
        (
            e.Arrange(order=(3, 4, 5, 1, 2, 6)),
            e.Adjust(what="brightness", by=0.15, clips=(4, 5)),
        ),
    ),
    (
        "Arrange SetLook",
        SIX,
        "move 5 and 6 to the front and make them both sepia",
        (e.Arrange(order=(5, 6)), e.SetLook(name="sepia", clips=(1, 2))),
    ),
)


@pytest.mark.parametrize(("kinds", "known", "message", "edits"), [*SAID, *REVISED, *VALUES])
def test_each_clip_gets_what_is_said_of_it(
    kinds: str, known: Facts, message: str, edits: tuple[e.Edit, ...]
) -> None:
    """And those that are left out, get nothing; each value goes with its own."""
    reading = read_message(message, load(), known, tuple(kinds.split()))

    assert tuple(once(settled(reading.edits, known))) == edits
