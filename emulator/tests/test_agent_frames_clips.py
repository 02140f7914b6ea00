"""Which clips are kept, removed, moved, added and copied, and how they are named."""

from typing import Final

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.clauses import Tokens, clauses
from nemo_emulator.agent.intents.correcting import corrected
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.filling import filled
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.gathering import Clause
from nemo_emulator.agent.intents.model import NOTHING, Model
from nemo_emulator.agent.intents.owners import UNBROKEN
from nemo_emulator.agent.intents.pointing import focus, meant
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.segments import segmented
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.scan import scan

MODEL = Model(NOTHING, {})
EIGHT = Facts(shown=8, photos=8, videos=0, songs=0)
MIXED = Facts(shown=6, photos=4, videos=2, songs=0)
MORE = Facts(shown=6, photos=8, videos=0, songs=0)
EMPTY = Facts(shown=0, photos=5, videos=1, songs=0)
REMOVE, KEEP, MOVE, SWAP, COPY = "Remove", "Keep", "Move", "Swap", "Duplicate"
ARRANGE, ADD, USE, UNDO, LOOK = "Arrange", "AddClips", "UseOnly", "Undo", "SetLook"
REPLACE, TRANSITION, SORT, SECONDS = "Replace", "SetTransition", "Sort", "SetSeconds"


def _told(message: str, known: Facts) -> list[Tokens]:
    return corrected(clauses(scan(message), known))


def _built(kind: str, message: str, known: Facts) -> object:
    stop = () if kind in UNBROKEN else (STOP,)
    told = tuple(token for part in _told(message, known) for token in (*part, *stop))
    return FRAMES[kind].build(Said(told, {}, known=known))


def _read(kinds: tuple[str, ...], message: str, known: Facts) -> tuple[Edit, ...]:
    """Where each clause asks for the kind that stands at its place, "" for none."""
    parts = clauses(scan(message), known)
    rows = zip(parts, (*kinds, *("",) * len(parts)), strict=False)
    told = [Clause(part, frozenset(), (kind,) if kind else (), known) for part, kind in rows]
    return tuple(
        edit
        for one in segmented(told, MODEL)
        for kind in one.kinds
        for edit in filled(kind, one.own, MODEL, one.clauses).edits
    )


def _gone(*places: int) -> Edit:
    return e.Remove(clips=places)


def _kept(*places: int) -> Edit:
    return e.Keep(clips=places)


def _order(*places: int) -> Edit:
    return e.Arrange(order=places)


SENTENCES: tuple[tuple[str, str, Edit], ...] = (
    (REMOVE, "everything past the fifth may go", _gone(6, 7, 8)),
    (REMOVE, "drop whatever comes after number 6", _gone(7, 8)),
    (REMOVE, "drop everything before the third", _gone(1, 2)),
    (REMOVE, "the rest after the fourth can go", _gone(5, 6, 7, 8)),
    (REMOVE, "get rid of 6 onwards", _gone(6, 7, 8)),
    (REMOVE, "get rid of the sixth and everything after it", _gone(6, 7, 8)),
    (REMOVE, "get rid of the second and all before it", _gone(1, 2)),
    (REMOVE, "remove number 6 through to the end", _gone(6, 7, 8)),
    (REMOVE, "lose the two last ones", _gone(-2, -1)),
    (REMOVE, "lose the back two", _gone(-2, -1)),
    (REMOVE, "of the eight, the third is a dud", _gone(3)),
    (REMOVE, "not the second, the third has to go", _gone(3)),
    (REMOVE, "remove clip 3 – no, 4", _gone(4)),
    (REMOVE, "3 is the same as 2", _gone(3)),
    (REMOVE, "6 and 7 look alike, one of the two is plenty", _gone(7)),
    (REMOVE, "4 and 5 look identical, bin the latter", _gone(5)),
    (REMOVE, "4 and 5 look identical, keep the former", _gone(5)),
    (REMOVE, "6 and 7 are lookalikes, lose the first of them", _gone(6)),
    (REMOVE, "从第六张到最后都不要", _gone(6, 7, 8)),
    (REMOVE, "第七张和后面的都删掉", _gone(7, 8)),
    (REMOVE, "第二张和它前面的都删掉", _gone(1, 2)),
    (REMOVE, "第三张之前的都不要", _gone(1, 2)),
    (REMOVE, "打第二张起到第四张，一概删掉", _gone(2, 3, 4)),
    (REMOVE, "第三四五张删掉", _gone(3, 4, 5)),
    (REMOVE, "二四六号删掉", _gone(2, 4, 6)),
    (REMOVE, "末尾那两张删掉", _gone(-2, -1)),
    (REMOVE, "倒数第三张删掉", _gone(-3)),
    (REMOVE, "后一半不要了", _gone(5, 6, 7, 8)),
    (REMOVE, "删掉第2张，啊不，第3张", _gone(3)),
    (REMOVE, "4和5一样，留后面那张", _gone(4)),
    (KEEP, "keep 3–6", _kept(3, 4, 5, 6)),
    (KEEP, "leave me the front three", _kept(1, 2, 3)),
    (KEEP, "just the odd numbers survive", _kept(1, 3, 5, 7)),
    (KEEP, "keep the even-numbered ones", _kept(2, 4, 6, 8)),
    (SWAP, "could three sit where five is", e.Swap(one=3, other=5)),
    (SWAP, "1 and 2 are fine, it's 3 and 4 that got mixed up", e.Swap(one=3, other=4)),
    (SWAP, "number 1 and number 2, they're 41", e.Swap(one=1, other=2)),
    (MOVE, "把8号放到2号跟3号中间", e.Move(clip=8, to=3)),
    (MOVE, "put 7 between the first two", e.Move(clip=7, to=2)),
    (MOVE, "he goes between 2 and 3, now he's bringing up the rear", e.Move(clip=-1, to=3)),
    (MOVE, "it should be 5th not 2nd", e.Move(clip=2, to=5)),
    (MOVE, "it should open the show, number six, sold in 2009", e.Move(clip=6, to=1)),
    (MOVE, "第3张最晚出场", e.Move(clip=3, to=-1)),
    (MOVE, "the third goes up a rung", e.Move(clip=3, to=2)),
    (COPY, "the picture that closes should open it as well", e.Duplicate(clips=(-1,), to=1)),
    (COPY, "repeat picture five at the top", e.Duplicate(clips=(5,), to=1)),
    (COPY, "the goal at the end: repeat it", e.Duplicate(clips=(-1,), to=0)),
    (COPY, "4 must be gone, 2 twice", e.Duplicate(clips=(2,), to=0)),
    (COPY, "尾巴那张在开头也露一次", e.Duplicate(clips=(-1,), to=1)),
    (ARRANGE, "first 6, then 2", _order(6, 2)),
    (ARRANGE, "5 to 8 ahead of 1 to 4", _order(5, 6, 7, 8, 1, 2, 3, 4)),
    (ARRANGE, "clips 1 and 2 after 5", _order(3, 4, 5, 1, 2, 6, 7, 8)),
    (SORT, "sort as they were uploaded", e.Sort(by="upload")),
    (LOOK, "sepia on the two first", e.SetLook(name="sepia", clips=(1, 2))),
    (LOOK, "two is a beach, sepia", e.SetLook(name="sepia", clips=(2,))),
    (LOOK, "sepia on the closing frame", e.SetLook(name="sepia", clips=(-1,))),
    (LOOK, "sepia, his third sherry", e.SetLook(name="sepia")),
    (LOOK, "round 3. sepia", e.SetLook(name="sepia")),
    (LOOK, "从第六张起,一律黑白", e.SetLook(name="black-and-white", clips=(6, 7, 8))),
    (LOOK, "二、三这两张黑白", e.SetLook(name="black-and-white", clips=(2, 3))),
    (LOOK, "头尾两张都黑白", e.SetLook(name="black-and-white", clips=(1, -1))),
    (TRANSITION, "三、四之间叠化", e.SetTransition(style="fade", clips=(4,))),
)


@pytest.mark.parametrize(("kind", "message", "edit"), SENTENCES)
def test_clips_are_named_in_many_ways(kind: str, message: str, edit: Edit) -> None:
    """By where they stand, by who is left out, by what is said of them."""
    assert _built(kind, message, EIGHT) == edit


OTHERS: tuple[tuple[str, Facts, str, object], ...] = (
    (ARRANGE, MIXED, "the films go before the photos", _order(5, 6, 1, 2, 3, 4)),
    (ARRANGE, MIXED, "put the photos after the videos", _order(5, 6, 1, 2, 3, 4)),
    (ARRANGE, MIXED, "两段录像排到照片前面去", _order(5, 6, 1, 2, 3, 4)),
    (ARRANGE, MIXED, "照片往后排，视频在前", _order(5, 6, 1, 2, 3, 4)),
    (ARRANGE, MIXED, "the films and the photos", None),
    (ARRANGE, MIXED, "photos at the front, photos at the back", None),
    (KEEP, MIXED, "only the movie parts can stay", _kept(5, 6)),
    (KEEP, MIXED, "静态图全扔，会动的才要", _kept(5, 6)),
    (REMOVE, MIXED, "只要是照片就删", _gone(1, 2, 3, 4)),
    (LOOK, MIXED, "sepia on film 1", e.SetLook(name="sepia", clips=(5,))),
    (LOOK, MIXED, "sepia on film 5", e.SetLook(name="sepia", clips=(5,))),
    (LOOK, MIXED, "second video in sepia", e.SetLook(name="sepia", clips=(6,))),
    (LOOK, MIXED, "films 5 and 6 in sepia", e.SetLook(name="sepia", clips=(5, 6))),
    (USE, EMPTY, "the first four and the video", e.UseOnly(clips=(1, 2, 3, 4, 6))),
    (USE, EMPTY, "not 2 and not 5", e.UseOnly(clips=(1, 3, 4, 6))),
    (ADD, MORE, "7 goes in as third clip", e.AddClips(clips=(7,), at=3)),
    (ADD, MORE, "新添的两张排最后", e.AddClips(at=-1)),
    (
        ADD,
        MORE,
        "between 3 and 4 goes upload 7. And upload 8 very last.",
        (e.AddClips(clips=(7,), at=4), e.AddClips(clips=(8,), at=-1)),
    ),
    (UNDO, EIGHT, "undo. and undo again", (e.Undo(), e.Undo())),
    (UNDO, EIGHT, "undo, i hate how 3 looks", (e.Undo(),)),
    (UNDO, EIGHT, "撤销，撤回两步", (e.Undo(),) * 3),
    (MOVE, EIGHT, "put 6 first and 1 last", _order(6, 2, 3, 4, 5, 7, 8, 1)),
    (ARRANGE, EIGHT, "put 3 last and 5 first", _order(5, 1, 2, 4, 6, 7, 8, 3)),
    (MOVE, EIGHT, "move 6 first and then", e.Move(clip=6, to=1)),
    (REPLACE, EIGHT, "第4张换成第1个传的那张", e.Replace(clip=4, by=1)),
    (REPLACE, EIGHT, "replace photo 5 with photo 2", e.Replace(clip=5, by=2)),
    (REPLACE, MORE, "replace photo 5 with photo 2", e.Replace(clip=2, by=5)),
    (
        REMOVE,
        EIGHT,
        "one parent said no to photos so slides 3 and 8 need to go",
        _gone(3, 8),
    ),
)


@pytest.mark.parametrize(("kind", "known", "message", "edit"), OTHERS)
def test_what_there_is_decides(kind: str, known: Facts, message: str, edit: object) -> None:
    """Films are those that move; what is not shown yet comes in."""
    assert _built(kind, message, known) == edit


TOGETHER: Final = (
    ((REMOVE, COPY), "third clip out, first clip twice", (_gone(3), e.Duplicate(clips=(1,)))),
    (("", REMOVE), "the sixth is dull, out", (_gone(6),)),
    (("", REMOVE), "6 and 7 are twins, lose the second", (_gone(7),)),
    (
        (SORT, "", SECONDS),
        "sort them by name – back to how I uploaded it, 3 seconds each",
        (e.Sort(by="name"), e.SetSeconds(ms=3000)),
    ),
)


CLAIMED: Final = (
    (
        (REPLACE, "", SECONDS),
        "6 out, 8 in its stead, 3 seconds each",
        (e.Replace(clip=6, by=8), e.SetSeconds(ms=3000)),
    ),
    (
        (ADD, "", SECONDS),
        "upload 7 comes in – put it at the start, 3 seconds each",
        (e.AddClips(clips=(7,), at=1), e.SetSeconds(ms=3000)),
    ),
)


@pytest.mark.parametrize(("kinds", "message", "found"), CLAIMED)
def test_what_is_said_behind_a_wish_is_part_of_it(
    kinds: tuple[str, ...], message: str, found: tuple[Edit, ...]
) -> None:
    """Where to, or what comes instead."""
    assert _read(kinds, message, MORE) == found


@pytest.mark.parametrize(("kinds", "message", "found"), TOGETHER)
def test_clauses_share_what_they_name(
    kinds: tuple[str, ...], message: str, found: tuple[Edit, ...]
) -> None:
    """What goes was named right before; a list begins before its verb."""
    assert _read(kinds, message, EIGHT) == found


def test_a_clip_that_comes_in_is_in_mind() -> None:
    """Bring it in between two, and fade into it."""
    assert focus(e.AddClips(clips=(7,), at=2)) == 2
    assert focus(e.AddClips(at=2)) == 0


ENDS: Final = (
    ("hold the portrait picture at the end", (-1,)),
    ("hold the picture at the start", (1,)),
    ("hold every picture at the end", ()),
    ("hold it at the end", ()),
)


@pytest.mark.parametrize(("message", "places"), ENDS)
def test_a_picture_at_an_end_is_the_one_that_stands_there(
    message: str, places: tuple[int, ...]
) -> None:
    """Where nobody puts it there."""
    told = clauses(scan(message), EIGHT)[0]

    assert meant(e.SetSeconds(ms=5000), told, None) == e.SetSeconds(ms=5000, clips=places)


def test_the_one_before_several_is_before_the_first_of_them() -> None:
    """The last two, and the one before those."""
    told = clauses(scan("drop the last two, the one before those longer"), EIGHT)

    assert [t.value for part in told for t in part if t.cat == "ref"] == [(-2, -1), (6,)]
