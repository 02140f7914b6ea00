"""What is heard: whose volume, which mood, how the music comes and goes, which song."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.model import Linear, Model
from nemo_emulator.agent.intents.pointing import sounding
from nemo_emulator.agent.intents.reading import read
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.scan import scan

FOUR = Facts(shown=4, photos=0, videos=4, songs=3, has=frozenset({"music"}))
STILLS = Facts(shown=4, photos=4, videos=0, songs=0, has=frozenset({"music"}))
QUIETER = e.SetVolume(target="sound", db=-6.0)
AT_40 = e.SetVolume(target="sound", percent=40.0)
BOTH = e.SetVolume(target="all", db=-6.0)
MOODS = (
    ("music like in a company explainer", "corporate"),
    ("it's for a memorial", "calm"),
    ("something for my spin class", "upbeat"),
    ("what you hear when the hero arrives", "cinematic"),
    ("music for doing homework", "lo-fi"),
    ("The bouncy tune is out of place. Something gentle", "calm"),
    ("peaceful music for the party", "calm"),
    ("not calm, upbeat", "upbeat"),
    ("the tune is too sad", "upbeat"),
    ("我们公司汇报用的配乐", "corporate"),
    ("这配乐太丧了", "upbeat"),
    ("换掉欢快的，要舒缓的", "calm"),
    ("company music for a memorial", ""),
    ("other music", ""),
)
FADES: tuple[tuple[str, str, Edit | None], ...] = (
    ("in over 2, out over 5", "into", e.FadeSound(into=2000, out=5000)),
    (
        "the song swells over 4 s, at the end it is gone in one",
        "",
        e.FadeSound(into=4000, out=1000),
    ),
    ("smooth start and smooth finish", "into", e.FadeSound(into=1000, out=2000)),
    ("no fade at the end", "out", e.FadeSound(out=0)),
    ("take the fade in away", "into", e.FadeSound(into=0)),
    ("a fade in of 2 seconds but no fade out", "into", e.FadeSound(into=2000, out=0)),
    ("it shouldn't stop so suddenly", "into", e.FadeSound(out=2000)),
    ("fade the song out with the last picture", "out", e.FadeSound(out=2000)),
    ("开头慢慢进来，结尾用五秒淡出", "into", e.FadeSound(into=1000, out=5000)),
    ("前两秒渐渐变响", "out", e.FadeSound(into=2000)),
    ("渐入渐出都给两秒", "into", e.FadeSound(into=2000, out=2000)),
)
SONGS = (
    ("the last of the three songs", -1),
    ("of my three tracks the middle one", 2),
    ("the older of the two recordings", 1),
    ("the newest song of the three", -1),
    ("两首歌里用先传的那首", 1),
)
VOLUMES: tuple[tuple[str, str, Facts, Edit | None], ...] = (
    ("everything is too loud, music and clips alike", "", FOUR, BOTH),
    ("音乐和原声一起小一点", "", FOUR, BOTH),
    ("quieter, but not the music", "", FOUR, e.SetVolume(target="music", db=-6.0)),
    ("turn the clips down, leave the music alone", "", FOUR, e.SetVolume(target="sound", db=-6.0)),
    ("视频声音小一点，音乐不要动", "", FOUR, e.SetVolume(target="sound", db=-6.0)),
    ("the clip sound at 40 percent", "", STILLS, AT_40),
    ("the song drowns out the talking", "", FOUR, e.SetVolume(db=-6.0)),
    ("she is drowned out in clip 2", "", FOUR, e.SetVolume(target="sound", db=6.0, clips=(2,))),
    ("cut the music by 30 percent", "percent", FOUR, e.SetVolume(db=-3.1)),
    ("the music at a lower volume", "percent", FOUR, e.SetVolume(db=-6.0)),
    ("音量再往下拧三成", "percent", FOUR, e.SetVolume(db=-3.1)),
    ("no sound from 4", "mute", FOUR, e.SetVolume(target="sound", percent=0.0, clips=(4,))),
    (
        "only clip 2 has sound",
        "mute",
        FOUR,
        e.SetVolume(target="sound", percent=0.0, clips=(1, 3, 4)),
    ),
    ("something with the clip sound", "mute", FOUR, None),
)
HEARD: tuple[tuple[str, e.SetVolume, Edit, Edit], ...] = (
    ("quieter", QUIETER, e.SetMusic(tempo=90.0), e.SetVolume(db=-6.0)),
    ("sound at 40", AT_40, e.UseAudio(), e.SetVolume(percent=40.0)),
    ("quieter", e.SetVolume(db=-6.0), e.Trim(clips=(2,), head=9), QUIETER),
    ("the clip quieter", QUIETER, e.UseAudio(), QUIETER),
)
# A clause asks for a volume where it names one.
MODEL = Model(
    Linear(
        ("SetVolume", "answer"),
        {"b": [0, -8, 1, -8], "cmute": [0, 300], "clouder": [0, 90], "cmusic": [0, 60]},
    ),
    {"SetVolume": Linear(("way=percent", "way=mute"), {"cmute": [1, 50]})},
)
SEVERAL: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    (
        "clips at 80, music at 25",
        (e.SetVolume(target="sound", percent=80.0), e.SetVolume(percent=25.0)),
    ),
    (
        "clip 1 at 50, clip 2 at 120 and clip 3 muted",
        (
            e.SetVolume(target="sound", percent=50.0, clips=(1,)),
            e.SetVolume(target="sound", percent=120.0, clips=(2,)),
            e.SetVolume(target="sound", percent=0.0, clips=(3,)),
        ),
    ),
    (
        "mute 1 and 3, clip 4 louder",
        (
            e.SetVolume(target="sound", percent=0.0, clips=(1, 3)),
            e.SetVolume(target="sound", db=6.0, clips=(4,)),
        ),
    ),
)


def said(message: str, way: str = "", known: Facts | None = FOUR) -> Said:
    """As a frame gets it, with what the model sees, of which it is not sure."""
    tokens = tuple(token for clause in clauses(scan(message), known) for token in (*clause, STOP))
    return Said(tokens, {"way": (way, 0)}, [], known)


@pytest.mark.parametrize(("message", "mood"), MOODS)
def test_a_mood_is_named_or_fits(message: str, mood: str) -> None:
    """The one that is wanted; where two fit, none does."""
    edit = FRAMES["SetMusic"].build(said(message))

    assert isinstance(edit, e.SetMusic)
    assert edit.mood == mood


@pytest.mark.parametrize(("message", "way", "edit"), FADES)
def test_each_end_has_its_own_fade(message: str, way: str, edit: Edit | None) -> None:
    """What the words say, whatever the model sees."""
    assert FRAMES["FadeSound"].build(said(message, way)) == edit


@pytest.mark.parametrize(("message", "place"), SONGS)
def test_a_song_is_named_among_the_songs(message: str, place: int) -> None:
    """Never by the place of a clip."""
    assert FRAMES["UseAudio"].build(said(message)) == e.UseAudio(place=place)


@pytest.mark.parametrize(("message", "way", "known", "edit"), VOLUMES)
def test_what_is_named_is_louder(message: str, way: str, known: Facts, edit: Edit | None) -> None:
    """What shall stay is not; and silence is no guess."""
    assert FRAMES["SetVolume"].build(said(message, way, known)) == edit


@pytest.mark.parametrize(("message", "vague", "before", "edit"), HEARD)
def test_what_is_not_named_is_what_was_spoken_of(
    message: str, vague: e.SetVolume, before: Edit, edit: Edit
) -> None:
    """The music after music, a clip after its footage."""
    assert sounding(vague, said(message).tokens, before) == edit


@pytest.mark.parametrize(("message", "edits"), SEVERAL)
def test_each_has_its_own_level(message: str, edits: tuple[Edit, ...]) -> None:
    """With a verb or without, in one clause or in several."""
    assert read(scan(message), MODEL, FOUR).edits == edits
