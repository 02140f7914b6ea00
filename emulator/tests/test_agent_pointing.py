"""What is not named again: it, the rest, all but some, things that go together."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.accounting import lost
from nemo_emulator.agent.intents.clauses import clauses
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.filling import filled
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.gathering import Clause
from nemo_emulator.agent.intents.model import NOTHING, Model
from nemo_emulator.agent.intents.owners import owned
from nemo_emulator.agent.intents.pointing import excepted, meant
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.segments import segmented
from nemo_emulator.agent.scan import scan

FIVE = Facts(shown=5, photos=0, videos=5, songs=0, has=frozenset({"title", "music", "caption"}))
MODEL = Model(NOTHING, {})
THIRD = e.Adjust(what="contrast", by=0.2, clips=(3,))
SLOW = e.SetSpeed(factor=0.5, clips=(2,))
SILENT = e.SetVolume(target="sound", percent=0.0)
HI = e.AddText(text="Hi")
SMALL = e.AddText(text="Hi", type="caption")
WIPE = e.SetTransition(style="wipe-left")
POINTED: tuple[tuple[str, Edit, Edit, e.Clips], ...] = (
    (
        "more contrast on it",
        e.Adjust(what="contrast", by=0.2),
        e.SetSeconds(ms=1, clips=(3,)),
        (3,),
    ),
    ("hold them longer", e.Extend(ms=9), e.SetLook(name="noir", clips=(2, 3)), (2, 3)),
    ("它的原声也关掉", SILENT, SLOW, (2,)),
    ("no sound", SILENT, SLOW, (2,)),
    ("no sound everywhere", SILENT, SLOW, ()),
    ("no sound of any clip", SILENT, SLOW, ()),
    ("louder", e.SetVolume(target="music", db=6.0), SLOW, ()),
    ("多停两秒", e.Extend(ms=2000), e.SetMotion(style="zoom-out", clips=(-1,)), (-1,)),
    ("stronger colours", e.Adjust(what="saturation", by=0.2), THIRD, (3,)),
    ("warm", e.SetLook(name="warm"), THIRD, (3,)),
    ("make it warm", e.SetLook(name="warm"), e.Remove(clips=(3,)), ()),
    ("make them warm", e.SetLook(name="warm"), e.Keep(clips=(3, 4)), ()),
    ("while you're at it warm", e.SetLook(name="warm"), THIRD, ()),
    ("give each of them 5 seconds", e.SetSeconds(ms=5000), THIRD, ()),
    ("add grain to it", e.Adjust(what="grain", by=0.3), e.RemoveText(clip=2), (2,)),
    ("noir on it", e.SetLook(name="noir"), e.Duplicate(clips=(4,)), (4,)),
    ("wipe into it", WIPE, e.Move(clip=5, to=3), (3,)),
    ("wipe", WIPE, e.Move(clip=5, to=3), ()),
    ("make it square", e.SetCanvas(ratio="1:1"), THIRD, ()),
)


@pytest.mark.parametrize(("message", "edit", "before", "places"), POINTED)
def test_what_goes_on_is_about_the_same_clips(
    message: str, edit: Edit, before: Edit, places: e.Clips
) -> None:
    """By a pronoun, or where nothing else could be meant."""
    (tokens,) = clauses(scan(message), FIVE)

    assert getattr(meant(edit, tokens, before), "clips", ()) == places


def test_a_text_is_on_the_clip_that_was_named() -> None:
    """A caption without a pronoun, too; a title is the whole video's."""
    (on,) = clauses(scan("write “Hi” on it"))
    (plain,) = clauses(scan("write “Hi”"))

    assert meant(HI, on, THIRD) == e.AddText(text="Hi", when=e.When(clip=3))
    assert meant(SMALL, plain, THIRD) == e.AddText(text="Hi", type="caption", when=e.When(clip=3))
    assert meant(HI, plain, THIRD) == HI


SEVERAL: tuple[tuple[str, tuple[tuple[str, ...], ...], tuple[Edit, ...]], ...] = (
    (
        "clip 1 sepia, the rest noir",
        (("SetLook",), ("SetLook",)),
        (e.SetLook(name="sepia", clips=(1,)), e.SetLook(name="noir", clips=(2, 3, 4, 5))),
    ),
    (
        "wipe into clip 2, hard cuts for the rest",
        (("SetTransition",), ("SetTransition",)),
        (
            e.SetTransition(style="wipe-left", clips=(2,)),
            e.SetTransition(style="cut", clips=(3, 4, 5)),
        ),
    ),
    (
        "除了第三张，其余都黑白",
        ((), ("SetLook",)),
        (e.SetLook(name="black-and-white", clips=(1, 2, 4, 5)),),
    ),
    ("the rest noir", (("SetLook",),), (e.SetLook(name="noir"),)),
    (
        "everything sepia except the last clip",
        (("SetLook",),),
        (e.SetLook(name="sepia", clips=(1, 2, 3, 4)),),
    ),
    (
        "3 seconds each except the first which should be 5",
        (("SetSeconds",), ()),
        (e.SetSeconds(ms=3000), e.SetSeconds(ms=5000, clips=(1,))),
    ),
    (
        "sepia, all except the first, which should be noir",
        (("SetLook",), ("SetLook",)),
        (e.SetLook(name="sepia"), e.SetLook(name="noir", clips=(1,))),
    ),
    (
        "全片冷色，唯独第一张要暖",
        (("SetLook",), ("SetLook",)),
        (e.SetLook(name="cool"), e.SetLook(name="warm", clips=(1,))),
    ),
    (
        "pan right, that's clip 2, hold clip 3 for 7 seconds",
        (("SetMotion",), (), ("SetSeconds",)),
        (e.SetMotion(style="pan-right", clips=(2,)), e.SetSeconds(ms=7000, clips=(3,))),
    ),
    (
        "clip 5 twice as long, then move it to the front",
        (("Scale",), ("Move",)),
        (e.Scale(factor=2.0, clips=(5,)), e.Move(clip=5, to=1)),
    ),
    (
        "sepia, then move it to the front",
        (("SetLook",), ("Move",)),
        (e.SetLook(name="sepia"),),
    ),
    (
        "start over, just clip 1 and 4",
        (("StartOver",), ("UseOnly",)),
        (e.StartOver(), e.UseOnly(clips=(1, 4))),
    ),
    (
        "remove clip 2, each clip 4 seconds",
        (("Remove",), ("SetSeconds",)),
        (e.Remove(clips=(2,)), e.SetSeconds(ms=4000)),
    ),
)


@pytest.mark.parametrize(("message", "kinds", "edits"), SEVERAL)
def test_each_wish_has_its_clips(
    message: str, kinds: tuple[tuple[str, ...], ...], edits: tuple[Edit, ...]
) -> None:
    """Those that it names, those that are left, or those before."""
    parts = clauses(scan(message), FIVE)
    told = [Clause(*row, FIVE) for row in zip(parts, (frozenset[str](),) * 9, kinds, strict=False)]
    segments = segmented(told, MODEL)
    found = [filled(kind, s.own, MODEL, s.clauses).edits for s in segments for kind in s.kinds]

    assert len(parts) == len(kinds)
    assert tuple(edit for some in found for edit in some) == edits


def test_the_rest_are_all_where_nobody_knows_how_many_there_are() -> None:
    """What is said of some comes later, then."""
    parts = clauses(scan("clip 1 for 5 seconds, the rest for 2 seconds"))
    told = [Clause(part, frozenset(), ("SetSeconds",)) for part in parts]
    found = [filled("SetSeconds", s.own, MODEL).edits for s in segmented(told, MODEL)]

    assert found == [(e.SetSeconds(ms=2000),), (e.SetSeconds(ms=5000, clips=(1,)),)]


def test_what_is_set_to_a_number_is_no_list() -> None:
    """Clips with a comma between are."""
    assert len(clauses(scan("clip 2 at 120, clip 3 muted"), FIVE)) == 2
    assert len(clauses(scan("mute clip 2, 3 and clip 4"), FIVE)) == 1


def test_who_is_excepted_is_not_chosen() -> None:
    """What else is done decides; what makes the clips comes first."""
    rows = [{"Keep": 90, "SetLook": 80}]
    parts = clauses(scan("除了最后一张全部黑白"), FIVE)
    plain = clauses(scan("just 1 and 4 in sepia"), FIVE)

    assert owned(rows, ["Keep", "SetLook"], parts) == [("SetLook",)]
    assert owned([{"SetLook": 90, "UseOnly": 80}], ["SetLook", "UseOnly"], plain) == [
        ("UseOnly", "SetLook")
    ]


GONE: tuple[tuple[str, str, Facts | None, Edit | tuple[Edit, ...]], ...] = (
    (
        "RemoveText",
        "lose the title, the music",
        FIVE,
        (e.RemoveText(type="title"), e.RemoveMusic()),
    ),
    ("RemoveText", "lose the title, dial the music back", FIVE, e.RemoveText(type="title")),
    ("RemoveText", "lose the title, the music", None, e.RemoveText(type="title")),
    ("RemoveText", "lose the title, the title too", FIVE, e.RemoveText(type="title")),
    (
        "RemoveMusic",
        "no music, both the caption",
        FIVE,
        (e.RemoveMusic(), e.RemoveText(type="caption")),
    ),
    ("UseOnly", "only clip 2 and clip 4", FIVE, e.Keep(clips=(2, 4))),
    ("UseOnly", "only clip 4 and clip 2", FIVE, e.UseOnly(clips=(4, 2))),
    ("UseOnly", "only clip 2 and clip 4", None, e.UseOnly(clips=(2, 4))),
    ("Move", "put the last one first", FIVE, e.Move(clip=-1, to=1)),
)


@pytest.mark.parametrize(("kind", "message", "known", "edits"), GONE)
def test_what_goes_and_what_stays(
    kind: str, message: str, known: Facts | None, edits: Edit | tuple[Edit, ...]
) -> None:
    """One verb may be for several things that are there."""
    parts = clauses(scan(message), known)
    own = [Clause(part, frozenset(), (kind,), known) for part in parts]
    found = filled(kind, own, MODEL).edits

    assert found == (edits if isinstance(edits, tuple) else (edits,))


def test_a_kind_that_cannot_be_filled_takes_nothing_with_it() -> None:
    """Nothing is removed together with what was not understood."""
    assert FRAMES["RemoveCard"].build(Said((), {}, known=FIVE)) is None


def test_who_is_excepted_is_accounted_for_by_the_others() -> None:
    """If some others are named at all."""
    (tokens,) = clauses(scan("everything sepia except clip 2"), FIVE)
    others = e.SetLook(name="sepia", clips=(1, 3, 4, 5))

    assert [*lost(tokens, (others,), (5, 5))] == []
    assert [*lost(tokens, (e.SetLook(name="sepia"),), (5, 5))] == ["ref"]


def test_nobody_is_excepted_where_none_is_named() -> None:
    """ "All in warm colours except Grandma"."""
    assert excepted(scan("everything except Grandma smiling")) == ()
