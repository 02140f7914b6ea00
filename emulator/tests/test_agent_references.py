"""Which clips a message means: ends, groups, steps, sides, lists, pronouns."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.filling import is_fuller
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.pointing import meant
from nemo_emulator.agent.intents.reading import _counts
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.tokens import Token

EIGHT = Facts(shown=8, photos=8, videos=0, songs=0)
MORE = Facts(shown=6, photos=8, videos=0, songs=0)
MIXED = Facts(shown=7, photos=5, videos=2, songs=0)
EMPTY = Facts(shown=0, photos=6, videos=0, songs=0)
NAMED: tuple[tuple[str, Facts | None, e.Clips], ...] = (
    ("just the opener and the closer", EIGHT, (1, -1)),
    ("only the first four deserve it", EIGHT, (1, 2, 3, 4)),
    ("the final pair of shots", EIGHT, (-2, -1)),
    ("just the first half dozen", EIGHT, (1, 2, 3, 4, 5, 6)),
    ("the middle two of eight", EIGHT, (4, 5)),
    ("the middle three", EIGHT, ()),
    ("the front half of these eight", EIGHT, (1, 2, 3, 4)),
    ("the second half", EIGHT, (5, 6, 7, 8)),
    ("the first half", MIXED, ()),
    ("everything past number six", EIGHT, (7, 8)),
    ("everything from the fifth photo onward", EIGHT, (5, 6, 7, 8)),
    ("remove all the pictures before number 3", EIGHT, (1, 2)),
    ("everything after the last one", EIGHT, ()),
    ("everything past number six", None, ()),
    ("evens only", EIGHT, (2, 4, 6, 8)),
    ("they play 2-1-4-3", EIGHT, (2, 1, 4, 3)),
    ("one, five, nine: the keepers", EIGHT, (1, 5, 9)),
    ("number four through to seven", EIGHT, (4, 5, 6, 7)),
    ("number seven to four", EIGHT, (7,)),
    ("1, 1, 2, 2 and 300", EIGHT, ()),
    ("前四个留着就行", EIGHT, (1, 2, 3, 4)),
    ("最后三个删了", EIGHT, (-3, -2, -1)),
    ("只留前三个", EIGHT, (1, 2, 3)),
    ("双数的删掉", EIGHT, (2, 4, 6, 8)),
    ("把壓軸那張複製一份", EIGHT, ()),
    ("前四秒删掉", EIGHT, ()),
    ("第二段视频", MIXED, (7,)),
    ("第九段视频", MIXED, (9,)),
    ("delete the one at the end", EIGHT, (-1,)),
    ("delete the one to the end", EIGHT, ()),
    ("first 90 deserve it", EIGHT, ()),
    ("as the whole movie", MIXED, ()),
    ("everything except the one from the hospital", EIGHT, ()),
)


@pytest.mark.parametrize(("message", "known", "places"), NAMED)
def test_clips_are_named_in_many_ways(message: str, known: Facts | None, places: e.Clips) -> None:
    """What the words leave open is left open."""
    tokens = [token for clause in clauses(scan(message), known) for token in clause]
    refs = tuple(p for token in tokens if token.cat == "ref" for p in token.value)

    assert tuple(dict.fromkeys(refs)) == places


FILLED: tuple[tuple[str, str, Facts, Edit | tuple[Edit, ...] | None], ...] = (
    ("Keep", "lose everything apart from the two videos", MIXED, e.Keep(clips=(6, 7))),
    ("Remove", "drop all videos", MIXED, e.Remove(clips=(6, 7))),
    ("Remove", "drop the three videos", MIXED, None),
    ("Remove", "lose every video", MIXED, e.Remove(clips=(6, 7))),
    ("Remove", "those two at the very end", EIGHT, e.Remove(clips=(-2, -1))),
    ("Remove", "those two at the very start", EIGHT, e.Remove(clips=(1, 2))),
    ("Remove", "3 and 4 are the same, bin the latter", EIGHT, e.Remove(clips=(4,))),
    ("Remove", "bin the later of 3 and 4", EIGHT, e.Remove(clips=(4,))),
    ("Remove", "remove 4, not 8", EIGHT, e.Remove(clips=(4,))),
    ("Remove", "remove picture 30", EIGHT, None),
    ("Remove", "keep everything but number 5", EIGHT, e.Remove(clips=(5,))),
    ("Remove", "prune everything bar the last shot", EIGHT, e.Keep(clips=(-1,))),
    ("Keep", "let nothing survive except slide seven", EIGHT, e.Keep(clips=(7,))),
    ("UseOnly", "all xcept #2", EMPTY, e.UseOnly(clips=(1, 3, 4, 5, 6))),
    ("UseOnly", "skip the 1st, the rest in", EMPTY, e.UseOnly(clips=(2, 3, 4, 5, 6))),
    ("UseOnly", "use 2 and 5, skip the rest", EMPTY, e.UseOnly(clips=(2, 5))),
    ("UseOnly", "newest 3 only", EMPTY, e.UseOnly(clips=(4, 5, 6))),
    ("Make", "the newest 3 photos", EMPTY, e.Make(count=3)),
    ("Make", "the newest 6 photos", EMPTY, e.Make()),
    ("Duplicate", "a second helping of slides 1 and 2", EIGHT, e.Duplicate(clips=(1, 2))),
    ("Duplicate", "copy 3, no. 3, as the closer", EIGHT, e.Duplicate(clips=(3,), to=-1)),
    ("Duplicate", "show every picture twice", EIGHT, e.Duplicate(clips=())),
    ("Duplicate", "again please", EIGHT, None),
    ("Duplicate", "the first picture again as the last", EIGHT, e.Duplicate(clips=(1,), to=-1)),
    ("Move", "bump slide 3 one spot later", EIGHT, e.Move(clip=3, to=4)),
    ("Move", "bump slides 3 and 5 one spot later", EIGHT, None),
    ("Move", "slide 1 a notch earlier", EIGHT, None),
    ("Move", "第五张往前挪两位", EIGHT, e.Move(clip=5, to=3)),
    ("Move", "slot 5 in ahead of 2", EIGHT, e.Move(clip=5, to=2)),
    ("Move", "five before two", EIGHT, e.Move(clip=5, to=2)),
    ("Move", "put 6 b4 3", EIGHT, e.Move(clip=6, to=3)),
    ("Move", "put 2 behind the last one", EIGHT, e.Move(clip=2, to=-1)),
    ("Move", "put 2 ahead of the last one", EIGHT, e.Move(clip=2, to=-2)),
    ("Move", "photo 9 in front of everything", EIGHT, None),
    ("Move", "photo 7 in front of everything", EIGHT, e.Move(clip=7, to=1)),
    ("Move", "number 3 after the beach", EIGHT, None),
    (
        "Move",
        "first the fifth, then 2, then 1, then 3 and then 4",
        EIGHT,
        e.Arrange(order=(5, 2, 1, 3, 4)),
    ),
    ("Move", "put upload 8 at the start", MORE, e.AddClips(clips=(8,), at=1)),
    ("Move", "第三张在结尾再放一份", EIGHT, e.Duplicate(clips=(3,), to=-1)),
    ("AddClips", "photo 5 right at the start", EIGHT, e.Move(clip=5, to=1)),
    ("AddClips", "add upload 7 at the start. not 8, 8 is dark", MORE, e.AddClips(clips=(7,), at=1)),
    ("Remove", "photos 2 and 5 stay, keep those, not the others", EIGHT, e.Keep(clips=(2, 5))),
    ("Remove", "第一张和第三张不要，其余保留", EIGHT, e.Remove(clips=(1, 3))),
    ("SetSeconds", "set the duration of each photo to 3 seconds", EIGHT, e.SetSeconds(ms=3000)),
    ("SetSeconds", "2 more seconds each", EIGHT, e.Extend(ms=2000)),
    ("Remove", "3, 1, 2, 4, 5, 6, 7, 8", EIGHT, None),
    ("Remove", "do not remove 6, photo 5 has to go", EIGHT, e.Remove(clips=(5,))),
    ("Remove", "don't remove 4, photo 5 has to go", EIGHT, e.Remove(clips=(5,))),
    ("Remove", "3 and 4 are the same, bin the latter", EIGHT, e.Remove(clips=(4,))),
    ("Keep", "3, 1, 2 and then the others", EIGHT, e.Arrange(order=(3, 1, 2))),
    ("UseOnly", "3, 1, 2 and then the others", EIGHT, e.Arrange(order=(3, 1, 2))),
    ("Arrange", "four, no, 2.5", EIGHT, None),
    ("Undo", "I meant 45", EIGHT, ()),
    ("Duplicate", "it twice, it took two days, photo 4", EIGHT, e.Duplicate(clips=(4,))),
    ("Duplicate", "片尾再出现一次第一张", EIGHT, e.Duplicate(clips=(1,), to=-1)),
    ("Make", "3 to 8, make a video", EIGHT, e.UseOnly(clips=(3, 4, 5, 6, 7, 8))),
    ("Make", "a film from the video clips, forget the photos", MIXED, e.Make(of="video")),
    ("Make", "a film from the clips and leave the photos out", MIXED, e.Make(of="video")),
    ("Make", "videos only, thanks", MIXED, e.Make(of="video")),
    ("SetSpeed", "最后一段放慢到一半", EIGHT, e.SetSpeed(factor=0.5, clips=(-1,))),
    ("SetSpeed", "run video 1 at half speed", EIGHT, e.SetSpeed(factor=0.5, clips=(1,))),
    ("SetSeconds", "photo 7 could come second", EIGHT, None),
    (
        "Extend",
        "2 more secs each, all but the last",
        EIGHT,
        e.Extend(ms=2000, clips=(1, 2, 3, 4, 5, 6, 7)),
    ),
    ("Move", "put 3, 4 and 5 before 2", EIGHT, e.Arrange(order=(1, 3, 4, 5, 2, 6, 7, 8))),
    (
        "Move",
        "the portrait is in fourth place, it wants to be in second",
        EIGHT,
        e.Move(clip=4, to=2),
    ),
    ("Move", "fourth is first, the rest is 2 and 6", EIGHT, None),
    ("Move", "last photo goes third", EIGHT, e.Move(clip=-1, to=3)),
    ("Move", "the last one to second place", EIGHT, e.Move(clip=-1, to=2)),
    ("Move", "put it in place 2, photo 6", EIGHT, e.Move(clip=6, to=2)),
    ("Move", "move it up to third, number 6", EIGHT, e.Move(clip=6, to=3)),
    ("Move", "our third picture should be the one in slot 8", EIGHT, e.Move(clip=3, to=8)),
    ("Move", "the eighth, as our third picture", EIGHT, e.Move(clip=8, to=3)),
    (
        "Move",
        "please don't put the seventh at the end, it belongs second",
        EIGHT,
        e.Move(clip=7, to=2),
    ),
    (
        "Move",
        "he is at the back, he is number 5, carry him to position 2",
        EIGHT,
        e.Move(clip=5, to=2),
    ),
    ("Move", "should be first, photo 6", EIGHT, e.Move(clip=6, to=1)),
    ("Move", "photo 6 should be photo 6", EIGHT, None),
    (
        "Move",
        "the clip should be third",
        Facts(shown=6, photos=5, videos=1, songs=0),
        e.Move(clip=6, to=3),
    ),
    ("Move", "第7张，挪到头一个", EIGHT, e.Move(clip=7, to=1)),
    ("Move", "2放到5前", EIGHT, e.Move(clip=2, to=4)),
    ("Move", "it comes fifth but photo 5 should come third", EIGHT, e.Move(clip=5, to=3)),
    ("Swap", "put 8 in 6's slot and 6 in 8", EIGHT, e.Swap(one=8, other=6)),
    ("Swap", "trade places between 1 and 4", EIGHT, e.Swap(one=1, other=4)),
    ("Swap", "switch these", Facts(shown=2, photos=2, videos=0, songs=0), e.Swap(one=1, other=2)),
    ("Swap", "switch the two videos", MIXED, e.Swap(one=6, other=7)),
    ("Swap", "1, 2 and 3", EIGHT, None),
    ("Replace", "yeet 6 and let upload 7 take over", MORE, (e.Replace(clip=6, by=7),)),
    ("Replace", "7 for 2 and 8 for 4", MORE, (e.Replace(clip=2, by=7), e.Replace(clip=4, by=8))),
    ("Replace", "the last one, first one, upload 7", MORE, (e.Replace(clip=1, by=7),)),
    ("Replace", "the 1 i just sent for number 4", MORE, e.Replace(clip=4, by=-1)),
    ("Replace", "upload 7 goes in", MORE, None),
    ("AddClips", "upload 7 after the second", MORE, e.AddClips(clips=(7,), at=3)),
    ("AddClips", "the newest ones before the last one", MORE, e.AddClips(at=6)),
    ("AddClips", "upload 7 ahead of everything", MORE, e.AddClips(clips=(7,), at=1)),
    ("AddClips", "add upload 7 as number 4", MORE, e.AddClips(clips=(7,), at=4)),
    ("AddClips", "the last 2 at the end", MORE, e.AddClips(clips=(7, 8), at=-1)),
    ("AddClips", "两张新的接到后面", MORE, e.AddClips(at=-1)),
    ("AddClips", "2 more before 3", MORE, e.AddClips(at=3)),
    ("AddClips", "photo 3 again at the end", MORE, e.AddClips(clips=(3,), at=-1)),
    ("AddClips", "the new one after 2 and 3", MORE, None),
    ("Reverse", "last becomes first", EIGHT, e.Reverse()),
    ("Reverse", "from picture 8 to picture 1", EIGHT, e.Reverse()),
    ("Reverse", "picture 3 backwards", EIGHT, None),
    ("Arrange", "3 first, then 1, then 2", EIGHT, e.Arrange(order=(3, 1, 2))),
    ("Arrange", "third, first, then second", EIGHT, e.Arrange(order=(3, 1, 2))),
    ("Arrange", "all four as 2-4-1-3", EIGHT, e.Arrange(order=(2, 4, 1, 3))),
    ("Arrange", "3412", Facts(shown=4, photos=4, videos=0, songs=0), e.Arrange(order=(3, 4, 1, 2))),
    ("Arrange", "photos 5 to 2", EIGHT, None),
    ("Undo", "two steps back", EIGHT, (e.Undo(), e.Undo())),
    ("Undo", "the last two changes", EIGHT, (e.Undo(), e.Undo())),
)


@pytest.mark.parametrize(("kind", "message", "known", "edit"), FILLED)
def test_a_frame_knows_which_clip_is_meant(
    kind: str, message: str, known: Facts, edit: Edit | tuple[Edit, ...] | None
) -> None:
    """Or leaves it open, where two could be."""
    tokens = tuple(token for clause in clauses(scan(message), known) for token in clause)

    assert FRAMES[kind].build(Said(tokens, {}, known=known)) == edit


IT = (Token("it", None, "it"),)
LATER: tuple[tuple[Edit, tuple[Token, ...], Edit | None, Edit], ...] = (
    (e.SetLook(name="sepia"), IT, e.Move(clip=3, to=1), e.SetLook(name="sepia", clips=(1,))),
    (e.SetLook(name="sepia"), IT, e.Replace(clip=3, by=9), e.SetLook(name="sepia", clips=(3,))),
    (e.SetLook(name="sepia"), IT, e.AddClips(clips=(9,)), e.SetLook(name="sepia", clips=(-1,))),
    (e.SetLook(name="sepia"), IT, e.AddClips(), e.SetLook(name="sepia")),
    (e.SetLook(name="sepia"), IT, e.Duplicate(clips=(2,)), e.SetLook(name="sepia", clips=(2,))),
    (e.SetLook(name="sepia"), IT, None, e.SetLook(name="sepia")),
    (e.SetLook(name="sepia"), IT, e.Swap(one=1, other=2), e.SetLook(name="sepia")),
    (
        e.SetSeconds(ms=5000),
        (Token("word", "both", "both"),),
        e.Swap(one=3, other=6),
        e.SetSeconds(ms=5000, clips=(3, 6)),
    ),
    (
        e.SetSeconds(ms=5000),
        (Token("for", None, "停"), Token("time", 5000, "5秒")),
        e.Duplicate(clips=(2,), to=-1),
        e.SetSeconds(ms=5000, clips=(-1,)),
    ),
    (
        e.AddText(text="Hi"),
        IT,
        e.Move(clip=3, to=1),
        e.AddText(text="Hi", when=e.When(clip=1)),
    ),
    (e.SetSubtitles(lines=()), IT, e.Move(clip=3, to=1), e.SetSubtitles(lines=())),
    (e.SetLook(name="noir"), (*IT, Token("all")), e.Move(clip=3, to=1), e.SetLook(name="noir")),
)


@pytest.mark.parametrize(("edit", "tokens", "before", "then"), LATER)
def test_it_is_the_clip_that_was_put_somewhere(
    edit: Edit, tokens: tuple[Token, ...], before: Edit | None, then: Edit
) -> None:
    """Where it now is; all clips where nothing was, or another one is named."""
    assert meant(edit, tokens, before) == then


def test_of_two_readings_the_one_that_names_moreis_fuller() -> None:
    """If they agree in what both say."""
    plain, named = e.AddClips(at=3), e.AddClips(clips=(7,), at=3)

    assert is_fuller(named, plain)
    assert is_fuller(e.Arrange(order=(3, 1, 2)), e.Arrange(order=(1, 2)))
    assert not is_fuller(e.Undo(), e.Undo())


def test_the_videos_are_counted_on_the_timeline() -> None:
    """Wherever they stand there; else among the uploads."""
    assert Facts(shown=3, photos=2, videos=1, songs=0, moving=(1,)).films == (1,)
    assert Facts(shown=2, photos=2, videos=1, songs=0).films == (3,)


def test_so_many_after_or_before_are_those_at_an_end() -> None:
    """Where nothing else says which."""
    late, early = ((Token("count", 2), Token(cat)) for cat in ("after", "before"))

    assert FRAMES["Keep"].build(Said(late, {})) == e.Keep(clips=(-2, -1))
    assert FRAMES["Keep"].build(Said(early, {})) == e.Keep(clips=(1, 2))


def test_a_place_is_no_count_for_a_new_video() -> None:
    """Only the last so many say how many."""
    assert _counts(Token("ref", (3,)), frozenset(), ("Make",))
    assert not _counts(Token("ref", (-2, -1)), frozenset(), ("Make",))
