"""Which clips stay and go, come in and move: exceptions, twins, sorts of clips, groups."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.correcting import corrected
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.pointing import carried, in_place, meant
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.settling import settled

EIGHT = Facts(shown=8, photos=8, videos=0, songs=0)
MORE = Facts(shown=6, photos=8, videos=0, songs=0)
MIXED = Facts(shown=7, photos=5, videos=2, songs=0)
EMPTY = Facts(shown=0, photos=5, videos=2, songs=0)
NINE = Facts(shown=0, photos=9, videos=0, songs=0)
Row = tuple[str, str, Facts, Edit | tuple[Edit, ...] | None]
CHOSEN: tuple[Row, ...] = (
    ("Keep", "toss everything except 2 5 and 7", EIGHT, e.Keep(clips=(2, 5, 7))),
    ("Keep", "everything goes but 4, 5 and the last", EIGHT, e.Keep(clips=(4, 5, -1))),
    ("Keep", "cut all apart from the opening and the closing shot", EIGHT, e.Keep(clips=(1, -1))),
    ("Remove", "everything but 3 stays", EIGHT, e.Remove(clips=(3,))),
    ("Remove", "i like everything but 3. get rid of it", EIGHT, e.Remove(clips=(3,))),
    ("Remove", "I like them all except 2, that one can go", EIGHT, e.Remove(clips=(2,))),
    ("Remove", "除了第三张，其他的都留", EIGHT, e.Remove(clips=(3,))),
    ("Keep", "everything except the third picture", EIGHT, e.Remove(clips=(3,))),
    ("Keep", "3 and 4 are lovely. the other six can go", EIGHT, e.Keep(clips=(3, 4))),
    ("Remove", "6 and 7 are the same, kick one out", EIGHT, e.Remove(clips=(7,))),
    ("Remove", "2和6一样，留一张", EIGHT, e.Remove(clips=(6,))),
    ("Remove", "1 and 3 are the same, delete both", EIGHT, e.Remove(clips=(1, 3))),
    ("Remove", "4 to 7 are all alike, keep just one of them", EIGHT, e.Remove(clips=(5, 6, 7))),
    ("Remove", "out with 5 while 3 stays", EIGHT, e.Remove(clips=(5,))),
    ("Remove", "the fourth can go. not the fifth, mind", EIGHT, e.Remove(clips=(4,))),
    ("Remove", "2 and 5 are awful, remove those two", EIGHT, e.Remove(clips=(2, 5))),
    ("Remove", "delete 3 and the one after that", EIGHT, e.Remove(clips=(3, 4))),
    ("Remove", "remove 3 and the two before it", EIGHT, e.Remove(clips=(3, 1, 2))),
    ("Remove", "删掉第三张和它后面那张", EIGHT, e.Remove(clips=(3, 4))),
    ("Remove", "get rid of two of them", EIGHT, None),
    ("Remove", "删掉3个", EIGHT, None),
    ("Remove", "最后三个删掉", EIGHT, e.Remove(clips=(-3, -2, -1))),
    ("Remove", "get rid of the two in the middle", EIGHT, e.Remove(clips=(4, 5))),
    ("Keep", "只留单数的", EIGHT, e.Keep(clips=(1, 3, 5, 7))),
    ("Remove", "lose the stills, the clips stay", MIXED, e.Remove(clips=(1, 2, 3, 4, 5))),
    ("Keep", "只保留照片", MIXED, e.Keep(clips=(1, 2, 3, 4, 5))),
    ("Remove", "delete the photo of the dog", MIXED, None),
    ("Remove", "drop the photos of the dog", MIXED, None),
)
MADE: tuple[Row, ...] = (
    ("Make", "make a video without the photos", EMPTY, e.Make(of="video")),
    ("Make", "leave the videos out", EMPTY, e.Make(of="image")),
    ("Make", "just the clips, none of the stills", EMPTY, e.Make(of="video")),
    ("Make", "把照片拼成一个视频，视频就别放了", EMPTY, e.Make(of="image")),
    ("Make", "make it of photos and clips", EMPTY, e.Make(of="any")),
    ("Make", "not just the photos, the videos too", EMPTY, e.Make(of="any")),
    ("Make", "I sent nine but take the latest three", NINE, e.Make(count=3)),
    ("Make", "只用最新的三张做个视频", NINE, e.Make(count=3)),
    ("Make", "a video with the 5 last photos", NINE, e.Make(count=5)),
    ("Make", "everything bar the last two", NINE, e.UseOnly(clips=(1, 2, 3, 4, 5, 6, 7))),
    ("Make", "只要5张", NINE, None),
)
PUT: tuple[Row, ...] = (
    ("AddClips", "they should open the whole thing, 7 and 8", MORE, e.AddClips(clips=(7, 8), at=1)),
    ("AddClips", "素材7和8接到片尾", MORE, e.AddClips(clips=(7, 8))),
    ("AddClips", "you forgot number 7", MORE, e.AddClips(clips=(7,))),
    ("AddClips", "I've added a new one, put it second", MORE, e.AddClips(at=2)),
    (
        "AddClips",
        "i uploaded 2 more. the first of them goes to the front, don't use the second",
        MORE,
        e.AddClips(clips=(7,), at=1),
    ),
    ("Move", "put the two videos at the start", MIXED, e.Arrange(order=(6, 7, 1, 2, 3, 4, 5))),
    ("Move", "move 2 and 3 to the end", EIGHT, e.Arrange(order=(1, 4, 5, 6, 7, 8, 2, 3))),
    ("Move", "move 7 and 8 after 2", EIGHT, e.Arrange(order=(1, 2, 7, 8, 3, 4, 5, 6))),
    ("Move", "open with 4 and close on 5", EIGHT, e.Arrange(order=(4, 1, 2, 3, 6, 7, 8, 5))),
    ("Move", "move 3 and 4 to positions 6 and 7", EIGHT, None),
    ("Move", "6 should follow 2", EIGHT, e.Move(clip=6, to=3)),
    ("Move", "第6张紧跟着第2张", EIGHT, e.Move(clip=6, to=3)),
    ("Move", "lead with number 6", EIGHT, e.Move(clip=6, to=1)),
    ("Swap", "1和2换，5和6换", EIGHT, (e.Swap(one=1, other=2), e.Swap(one=5, other=6))),
    ("Swap", "swap 1 and 8 but leave 2 alone", EIGHT, e.Swap(one=1, other=8)),
    ("Duplicate", "a second copy of number 3 to close it", EIGHT, e.Duplicate(clips=(3,), to=-1)),
    ("Sort", "not by name, by upload", EIGHT, e.Sort(by="upload")),
    ("Sort", "by the file names", EIGHT, e.Sort(by="name")),
)


@pytest.mark.parametrize(("kind", "message", "known", "edit"), [*CHOSEN, *MADE, *PUT])
def test_a_frame_knows_what_becomes_of_which_clips(
    kind: str, message: str, known: Facts, edit: Edit | tuple[Edit, ...] | None
) -> None:
    """Or gives nothing, where that is not said."""
    parts = corrected(clauses(scan(message), known))
    tokens = tuple(token for part in parts for token in (*part, STOP))

    assert FRAMES[kind].build(Said(tokens, {}, known=known)) == edit


@pytest.mark.parametrize(
    ("message", "clips"),
    [
        ("remove 3, no wait, 4", (4,)),
        ("delete 3. sorry, I meant 4", (4,)),
        ("不要第三张，不对，是第四张", (4,)),
        ("wait, remove 3", (3,)),
    ],
)
def test_what_is_taken_back_is_not_done(message: str, clips: e.Clips) -> None:
    parts = corrected(clauses(scan(message), EIGHT))
    told = Said(tuple(token for part in parts for token in part), {}, known=EIGHT)

    assert told.chosen == clips


def test_a_list_ends_before_the_clip_that_has_a_value_of_its_own() -> None:
    parts = clauses(scan("remove 3 and 5 in black and white"), EIGHT)

    assert [[t.cat for t in part] for part in parts] == [["remove", "ref"], ["num", "look"]]


def test_uploads_that_come_in_are_in_mind() -> None:
    """ "Put the two new ones at the end, and let those two stay 4 seconds"."""
    tokens = [
        token for part in clauses(scan("let those two stay 4 seconds"), MORE) for token in part
    ]
    found = meant(e.SetSeconds(ms=4000), tokens, e.AddClips(), MORE)

    assert found == e.SetSeconds(ms=4000, clips=(7, 8))


def test_it_is_what_was_changed_before() -> None:
    (part,) = clauses(scan("delete it"), EIGHT)

    assert carried("Remove", e.SetLook(name="warm", clips=(3,)), part) == (3,)


def test_in_its_place_is_where_it_stood() -> None:
    (part,) = clauses(scan("put the last one in its place"), EIGHT)

    assert ("slot", 4) in [(t.cat, t.value) for t in in_place(part, 4)]


def test_both_ends_are_told_by_where_clips_stood_before() -> None:
    edits = (e.Move(clip=5, to=1), e.Move(clip=2, to=-1))

    assert settled(edits, EIGHT) == (e.Arrange(order=(5, 1, 3, 4, 6, 7, 8, 2)),)
