"""Plans as questions with answers, and where in a message the answers stand."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.network.readings import MOST, Readings, is_number
from nemo_emulator.agent.network.slots import (
    FIELDS,
    NAMED,
    Around,
    Asking,
    Row,
    Slot,
    defaults,
    digits,
    flat,
    ordered,
    slots,
    spoken,
    word,
)
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.tokens import Token

KINDS = {kind.__name__: kind for kind in get_args(get_args(e.Edit)[0])}
# What no message says, or is not compared.
UNASKED = {
    *("Shuffle.seed", "Generate.prompt", "Generate.seed", "SetSubtitles.lines"),
    *("SetSpeed.relative", "SetMotion.amount"),
}
# So many clips that each has a name from the beginning or from the end.
NAMEABLE = 36
MESSAGES = (
    *("", "remove photo 3", "swap the last 2 and 5", "3 s each", 'write "Hello", 2 s, size 7'),
    *("write hello world at the end", "倒数第二张 50%", "1:30 at 2x", "0"),
)
FOUR = Around(("shown",), shown=4, uploads=4, songs=2)
MORE = Around(("shown", "more"), shown=4, uploads=6, songs=2)
EMPTY = Around(("empty",), shown=0, uploads=6)
NOWHERE = Around()


def shown(count: int) -> Around:
    """So many clips on the timeline."""
    return Around(("shown",), shown=count, uploads=count)


def heard(message: str) -> Readings:
    """Its tokens."""
    return Readings(scan(message))


def row(edit: Any) -> Row:
    """As labels tell it, who do not repeat the kind."""
    told = fields_of(edit)
    return type(edit).__name__, {name: told[name] for name in told if name != "kind"}


def plan(message: str, around: Around, *edits: Any) -> list[str]:
    """Each slot as ``name=answer|answer@place,place``."""
    return [line(slot) for slot in slots(map(row, edits), heard(message), around)]


def line(slot: Slot) -> str:
    """One of them."""
    stands = f"@{','.join(map(str, slot.places))}" if slot.places else ""
    return f"{slot.name}={'|'.join(slot.said)}{stands}"


def listed(clips: tuple[int, ...], most: int, kind: str = "Remove") -> str:
    """How clips are told where the message says nothing of them."""
    asked = Asking(heard(""), shown(most)).field(kind, "clips", "list", clips)
    told = [(slot.name.removeprefix("clips."), "|".join(slot.said)) for slot in asked]
    return " ".join(said if name == "how" else f"{name}:{said}" for name, said in told)


@pytest.mark.parametrize(
    ("message", "unit", "wanted", "places"),
    [
        ("remove photo 3", "place", 3, (2,)),
        ("remove photo 3", "place", 2, ()),
        ("remove photo 3", "place", -3, ()),
        ("remove photo 3", "no such unit", 3, ()),
        ("swap 2 with 2", "place", 2, (1, 3)),
        ("倒数第二张", "place", -2, (0,)),
        ("第三张", "place", 3, (0,)),
        ("3 s", "ms", 3000, (0,)),
        ("1.5 s", "ms", 1500, (0,)),
        ("half a second", "ms", 500, (0,)),
        ("3 minutes", "ms", 180_000, (0,)),
        ("3 minutes", "ms", 3000, (0,)),
        ("3 very minutes", "ms", 180_000, (0,)),
        ("3 very", "ms", 3000, (0,)),
        ("3 of the minutes", "ms", 180_000, ()),
        ("3 s", "ms", 1000, (1,)),
        ("3 s", "ms", 1_000_000, ()),
        ("3 photos minutes", "ms", 180_000, ()),
        ("a 3", "ms", 3000, (1,)),
        ("1:30", "ms", 90_000, (0,)),
        ("1:30", "ms", 90_000_000, ()),
        ("50%", "pct", 50, (0,)),
        ("0.57", "pct", 57, (0,)),
        ("50%", "pct", 0.5, ()),
        ("6 db", "db", 6, (0,)),
        ("6 db", "db", 0.06, ()),
        ("brighter by 20%", "by", 0.2, (2,)),
        ("brighter by 20%", "by", 20, (2,)),
        ("brightness 0.2", "to", 0.2, (1,)),
        ("grain 20%", "to", 0.2, (1,)),
        ("twice as fast", "factor", 2, (0,)),
        ("50%", "factor", 0.5, (0,)),
        ("50%", "factor", 1.5, (0,)),
        ("20%", "factor", 0.8, (0,)),
        ("4 times", "factor", 0.25, (0,)),
        ("3 times", "factor", 1 / 3, (0,)),
        ("0 times", "factor", 0, (0,)),
        ("size 7", "size", 7, (1,)),
        ("size 7", "size", 0.07, ()),
        ("120 bpm", "count", 120, (0,)),
        ("120 bpm", "count", 1.2, ()),
    ],
)
def test_a_number_is_read_in_every_unit(
    message: str, unit: str, wanted: float, places: tuple[int, ...]
) -> None:
    """With the measure behind it, with a percent sign or without one, as a share or its inverse."""
    assert heard(message).places(unit, (wanted,)) == places


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ("the last three photos", (2,)),
        ("the last one or 3", (4,)),
        ("最后三张", (1,)),
        ("the three newest photos", (1,)),
        ("the first three photos", ()),
        ("第三张 then the last", ()),
        ("three photos", ()),
    ],
)
def test_what_is_last_turns_numbers_round(message: str, places: tuple[int, ...]) -> None:
    """All of the message but those that count from the beginning."""
    assert heard(message).places("place", (-3,)) == places


@pytest.mark.parametrize(
    ("token", "turns"),
    [
        (Token("ord", -1), True),
        (Token("at_last", -1), True),
        (Token("first_few", -1), True),
        (Token("newest"), True),
        (Token("ord", -2), False),
        (Token("first_few", 1), False),
        (Token("word", -1), False),
    ],
)
def test_only_the_last_ones_turn_numbers_round(token: Token, turns: bool) -> None:  # noqa: FBT001
    """Not the last but one, nor the first."""
    message = Readings([token, Token("num", 3), Token("one", 1)])

    assert message.places("place", (-3,)) == ((1,) if turns else ())
    assert (2 in message.places("place", (-1,))) is turns


def test_any_of_several_numbers_is_found() -> None:
    """In the order of the message, wherever it comes close."""
    message = heard("swap 4 with 1")

    assert message.places("place", {1, 4}) == (1, 3)
    assert message.places("place", ()) == ()
    assert message.places("place", (1 + 1e-7,)) == (3,)
    assert message.places("place", (1 + 1e-5,)) == ()


def test_large_numbers_are_close_in_proportion() -> None:
    """A millionth of them."""
    message = Readings([Token("time", 10**8)])

    assert message.places("ms", (10**8 + 50,)) == (0,)
    assert message.places("ms", (10**8 + 500,)) == ()


def test_only_the_beginning_of_a_message_is_looked_at() -> None:
    """So much as the decoder is taught."""
    message = Readings([Token("num", n, str(n)) for n in range(MOST + 5)])

    assert len(message.tokens) == MOST
    assert message.places("count", (MOST - 1,)) == (MOST - 1,)
    assert message.places("count", (MOST,)) == ()
    assert message.span(str(MOST)) is None


@pytest.mark.parametrize(("value", "so"), [(3, True), (0.5, True), (True, False), ("3", False)])
def test_truth_is_no_number(value: Any, so: bool) -> None:  # noqa: FBT001
    """Nor is what looks like one."""
    assert is_number(value) is so
    assert bool(Readings([Token("num", value)]).places("count", (value,) if so else (1,))) is so


@pytest.mark.parametrize("measure", [None, True, "s"])
def test_a_measure_without_a_size_is_none(measure: Any) -> None:
    """The number before it is in seconds."""
    message = Readings([Token("num", 2), Token("unit", measure)])

    assert message.places("ms", (2000,)) == (0,)
    assert not message.places("ms", (2.0,))


@pytest.mark.parametrize(
    ("message", "text", "span"),
    [
        ('add the title "Hello World"', "Hello World", (3, 3)),
        ('add the title "Hello World"', "  Hello World ", (3, 3)),
        ('hello "hello" hello', "hello", (1, 1)),
        ('the title "Hello World"', "hello world", (2, 2)),
        ('the title "Hello World"', "Hello", None),
        ("标题写成“你好”", "你好", (3, 3)),
        ("write hello world at the end", "Hello  World", (1, 2)),
        ("write hello world at the end", "hello world at the end", (1, 3)),
        ("write hello world at the end", "hello wor", None),
        ("write hello world at the end", "lo world", None),
        ("write hello world at the end", "world hello", None),
        ("write big party, big party time", "big party time", (4, 6)),
        ("write big party, big big party time", "big party time", (5, 7)),
        ("加 生日快乐呀 吧", "生日快乐", (1, 2)),
        ("write it", "goodbye", None),
        ("write hello", "hello world", None),
        ("write it at the end", "the end of it", None),
        ("write it", " ", None),
        ("", "hello", None),
    ],
)
def test_a_text_stands_in_a_message(message: str, text: str, span: tuple[int, int] | None) -> None:
    """In quotation marks first, else in whole tokens; gaps and capitals do not count."""
    assert heard(message).span(text) == span


@pytest.mark.parametrize(
    ("clips", "most", "told"),
    [
        ((), 4, "all"),
        ((1, 2, 3, 4), 4, "all"),
        ((4, -2, 1, 2), 4, "all"),
        ((1,), 1, "all"),
        ((1, 2), 2, "all"),
        ((2,), 4, "list item:2|-3 item:stop"),
        ((-1,), 4, "list item:4|-1 item:stop"),
        ((-1, 1), 4, "list item:1|-4 item:4|-1 item:stop"),
        ((2, 3), 4, "list item:2|-3 item:3|-2 item:stop"),
        ((4, 4), 4, "list item:4|-1 item:stop"),
        ((1, 2), 3, "list item:1|-3 item:2|-2 item:stop"),
        ((2, 3, 4), 4, "but item:1|-4 item:stop"),
        ((1, 4, 3), 4, "but item:2|-3 item:stop"),
        ((2, 3, 4), 5, "but item:1|-5 item:5|-1 item:stop"),
        ((1, 3, 5), 5, "but item:2|-4 item:4|-2 item:stop"),
        ((2, 3, 4), 6, "range range:2|-5 range:4|-3"),
        ((-3, -2, -1), 6, "range range:4|-3 range:6|-1"),
        ((1, 2, 3), 6, "range range:1|-6 range:3|-4"),
        ((1, 3), 3, "odd"),
        ((1, 3), 4, "odd"),
        ((1, 3, 5, 7), 7, "odd"),
        ((5, 3, 1), 6, "odd"),
        ((2, 4), 4, "even"),
        ((2, 4), 5, "even"),
        ((2, 4, 6), 6, "even"),
        ((3, 5), 6, "list item:3|-4 item:5|-2 item:stop"),
        ((1, 3), 6, "list item:1|-6 item:3|-4 item:stop"),
        ((8,), 20, "list item:8 item:stop"),
        ((31,), 34, "list item:-4 item:stop"),
    ],
)
def test_clips_are_told_as_people_tell_them(clips: tuple[int, ...], most: int, told: str) -> None:
    """All, all but some, from one to another, every other one, or one by one."""
    assert listed(clips, most) == told


@pytest.mark.parametrize(
    ("clips", "told"),
    [
        ((), "all"),
        ((1, 2, 3, 4), "range range:1|-4 range:4|-1"),
        ((2, 3, 4), "range range:2|-3 range:4|-1"),
        ((4, 2), "list item:4|-1 item:2|-3 item:stop"),
        ((1, 3), "list item:1|-4 item:3|-2 item:stop"),
        ((2, 4), "list item:2|-3 item:4|-1 item:stop"),
        ((-1, 1, 3), "list item:4|-1 item:1|-4 item:3|-2 item:stop"),
        ((2, 2), "list item:2|-3 item:2|-3 item:stop"),
    ],
)
@pytest.mark.parametrize("kind", ["UseOnly", "AddClips", "Arrange", "Duplicate"])
def test_where_order_says_something_it_is_kept(
    kind: str, clips: tuple[int, ...], told: str
) -> None:
    """So all clips are told from the first to the last, and none are left out."""
    assert listed(clips, 4, kind) == told


@pytest.mark.parametrize(
    ("clips", "told"),
    [
        ((), "all"),
        ((1,), "list item:1 item:stop"),
        ((-1,), "list item:-1 item:stop"),
        ((-1, 1), "list item:-1 item:1 item:stop"),
        ((1, 3), "list item:1 item:3 item:stop"),
        ((3, 2, 1), "range range:1 range:3"),
        ((-1, -2, -3), "range range:-3 range:-1"),
    ],
)
def test_without_a_scene_nobody_knows_which_is_the_last(clips: tuple[int, ...], told: str) -> None:
    """Places stay as they are counted."""
    assert listed(clips, 0) == told


def test_so_many_clips_are_named_at_most() -> None:
    """The others go without saying."""
    many = tuple(range(1, 31, 3)) * 2

    assert listed(many, 30, "Arrange").count("item:") == NAMED + 1


@pytest.mark.parametrize(
    ("kind", "name", "most"),
    [
        ("Remove", "clips", 4),
        ("Move", "to", 4),
        ("UseOnly", "clips", 6),
        ("AddClips", "clips", 6),
        ("AddClips", "at", 4),
        ("Duplicate", "clips", 4),
        ("Replace", "clip", 4),
        ("Replace", "by", 6),
        ("UseAudio", "place", 2),
    ],
)
def test_places_are_among_clips_or_uploads_or_songs(kind: str, name: str, most: int) -> None:
    """The uploads where there is no clip yet."""
    assert MORE.most(kind, name) == most
    assert EMPTY.most(kind, name) == (0 if name == "place" else 6)


@pytest.mark.parametrize(
    ("message", "around", "edit", "found"),
    [
        ("remove photo 3", FOUR, e.Remove(clips=(3,)), {"clips.item=3|-2@2", "clips.item=stop"}),
        ("remove 4 and 3", MORE, e.Remove(clips=(4, 3)), {"clips.item=4|-1@1"}),
        ("remove the last 2", FOUR, e.Remove(clips=(3,)), {"clips.item=3|-2@3"}),
        ("keep 2 to 4", shown(6), e.Keep(clips=(2, 3, 4)), {"clips.range=2|-5@1"}),
        ("all but 2", shown(6), e.Keep(clips=(1, 3, 4, 5, 6)), {"clips.item=2|-5@1"}),
        ("use 6", MORE, e.UseOnly(clips=(6,)), {"clips.item=6|-1@1"}),
        ("add it", MORE, e.AddClips(), {"clips.how=all", "AddClips.at=4|-1"}),
        ("add it at 2", MORE, e.AddClips(at=2), {"AddClips.at=2|-3@3"}),
        ("add it at the end", MORE, e.AddClips(at=5), {"AddClips.at=5"}),
        ("copy it", FOUR, e.Duplicate(clips=(1,)), {"Duplicate.to=0"}),
        ("move 2 to 4", FOUR, e.Move(clip=2, to=-1), {"Move.clip=2|-3@1", "Move.to=4|-1@3"}),
        ("move it", NOWHERE, e.Move(clip=-1, to=2), {"Move.clip=-1", "Move.to=2"}),
        ("5 for 2", MORE, e.Replace(clip=2, by=5), {"Replace.clip=2|-3@2", "Replace.by=5|-2@0"}),
        ("song 2", FOUR, e.UseAudio(place=2), {"UseAudio.place=2|-1@1"}),
        ("move 33 to 34", shown(40), e.Move(clip=33, to=34), {"Move.clip=@1", "Move.to=@3"}),
        ("4 photos", EMPTY, e.Make(of="image", count=4), {"Make.of=image", "Make.count=4@0"}),
        ("a slideshow", EMPTY, e.Make(), {"Make.of=any", "Make.count=0"}),
        ("the newest", EMPTY, e.Make(count=3), {"Make.count=some|3"}),
        ("3 s", FOUR, e.SetSeconds(ms=3000), {"SetSeconds.ms=3000@0", "clips.how=all"}),
        ("longer", FOUR, e.SetSeconds(ms=3000), {"SetSeconds.ms=some|3000"}),
        ("2 s", FOUR, e.Extend(ms=2000), {"Extend.ms.sign=+", "Extend.ms=2000@0"}),
        ("2 s", FOUR, e.Extend(ms=-2000), {"Extend.ms.sign=-", "Extend.ms=-2000@0"}),
        ("less", FOUR, e.ExtendTotal(ms=-9), {"ExtendTotal.ms.sign=-", "ExtendTotal.ms=some|-9"}),
        ("2x", FOUR, e.Scale(factor=2), {"Scale.factor.sign=+", "Scale.factor=2@0"}),
        ("20% less", FOUR, e.Scale(factor=0.8), {"Scale.factor.sign=-", "Scale.factor=0.8@0"}),
        ("as it was", FOUR, e.SetSpeed(factor=1), {"SetSpeed.factor.sign=0"}),
        ("fast", FOUR, e.SetSpeed(factor=4 / 3), {"SetSpeed.factor=some|1.33"}),
        ("last 2 s", FOUR, e.Trim(start=-2000), {"Trim.start=-2000@1", "Trim.end=none"}),
        ("cut it", FOUR, e.Trim(head=0), {"Trim.head=0", "Trim.tail=0", "Trim.start=none"}),
        ("mute", FOUR, e.SetVolume(percent=0), {"SetVolume.percent=0", "SetVolume.db.sign=0"}),
        ("50%", FOUR, e.SetVolume(percent=50), {"SetVolume.percent=50@0", "SetVolume.db=0"}),
        ("6 db", FOUR, e.SetVolume(db=-6), {"SetVolume.db.sign=-", "SetVolume.db=6@0"}),
        ("120 bpm", FOUR, e.SetMusic(tempo=120), {"SetMusic.mood=none", "SetMusic.tempo=120@0"}),
        ("2 s", FOUR, e.FadeSound(out=2000), {"FadeSound.into=none", "FadeSound.out=2000@0"}),
        ("20%", FOUR, e.Adjust(what="blur", by=-0.2), {"Adjust.by.sign=-", "Adjust.by=0.2@0"}),
        ("it", FOUR, e.Adjust(what="contrast", to=0.2), {"Adjust.to=some|0.2", "Adjust.by=0"}),
        ("it", FOUR, e.Adjust(what="grain", to=0.0), {"Adjust.to=0", "Adjust.by.sign=0"}),
        ("1080p", FOUR, e.SetCanvas(short_side=1080), {"SetCanvas.short_side=1080@0"}),
        ("warm", FOUR, e.SetLook(name="warm"), {"SetLook.name=warm"}),
        ("grey", FOUR, e.SetLook(name="gray scale"), {"SetLook.name=blackandwhite"}),
        ("b/w", FOUR, e.SetLook(name="bw"), {"SetLook.name=blackandwhite"}),
        ("b/w", FOUR, e.SetLook(name="black-and white"), {"SetLook.name=blackandwhite"}),
        ("it", FOUR, e.SetTransition(style="dissolve"), {"SetTransition.style=fade"}),
        ("it", FOUR, e.SetTransition(style="push"), {"SetTransition.style=slideleft"}),
        ("it", FOUR, e.SetTransition(style="odd one"), {"SetTransition.style=odd one"}),
        ("it", FOUR, e.SetMotion(style="push"), {"SetMotion.style=zoomin"}),
        ("it", FOUR, e.SetMotion(style="odd one"), {"SetMotion.style=odd one"}),
        ("it", FOUR, e.SetMusic(mood="epic"), {"SetMusic.mood=cinematic"}),
        ("it", FOUR, e.SetFit(mode="cover"), {"SetFit.mode=cover", "SetFit.background=none"}),
        ("it", FOUR, e.RemoveText(), {"RemoveText.type=any", "RemoveText.clip=0"}),
        ("it", FOUR, e.RemoveText(clip=-1), {"RemoveText.clip=4|-1"}),
        ("it", FOUR, e.Duck(), {"Duck.percent=some|30"}),
        ("it", FOUR, e.Generate(prompt="sea", recipe="sea"), {"Generate.recipe=sea"}),
        ("it", FOUR, e.RemoveCard(where="outro"), {"RemoveCard.where=outro"}),
        ("it", FOUR, e.Sort(by="name"), {"Sort.by=name"}),
        ("it", FOUR, e.SetSubtitles(lines=()), {"SetSubtitles.style.size=0"}),
    ],
)
def test_fields_are_asked_one_by_one(
    message: str, around: Around, edit: e.Edit, found: set[str]
) -> None:
    """By what they say, by where that stands, or both; a number that nobody said is some number."""
    told = plan(message, around, edit)

    assert told[0] == f"kind={type(edit).__name__}"
    assert found <= set(told)
    assert told[-1] == "kind=end"


@pytest.mark.parametrize(
    ("message", "edit", "found"),
    [
        ('"Hello"', e.AddText(text="Hello"), ["AddText.text=@0", "AddText.text.end=@0"]),
        (
            "write hello world",
            e.AddText(text="Hello World"),
            ["AddText.text=@1", "AddText.text.end=@2"],
        ),
        ("write it", e.AddText(text="Hello"), ["AddText.text=other"]),
        ("the title", e.ChangeText(), ["ChangeText.text=none"]),
        (
            "“你好”",
            e.AddCard(where="intro", text="你好"),
            ["AddCard.text=@0", "AddCard.text.end=@0"],
        ),
    ],
)
def test_texts_are_told_by_where_they_begin_and_end(
    message: str, edit: e.Edit, found: list[str]
) -> None:
    """What the message does not say is some other text, or none."""
    told = plan(message, FOUR, edit)

    assert [said for said in told if ".text" in said] == found


def test_what_a_text_looks_like_is_asked_after_when_it_is_seen() -> None:
    """Fields within fields go by their paths."""
    edit = e.AddText(
        text="Hello",
        type="caption",
        when=e.When(start=-2000, clip=-1, whole=True),
        style=e.TextStyle(position="top", size=7, scale=1.5, exit="fade"),
    )

    assert plan('"Hello", 2 s before the end, size 7', FOUR, edit)[1:] == [
        *("AddText.text=@0", "AddText.text.end=@0", "AddText.type=caption"),
        *("AddText.when.clip=4|-1", "AddText.when.whole=True"),
        *("AddText.when.start=-2000@2", "AddText.when.length=none"),
        *("AddText.style.position=top", "AddText.style.size=7@8", "AddText.style.scale=some|1.5"),
        *("AddText.style.color=none", "AddText.style.outline=none", "AddText.style.box=none"),
        *("AddText.style.enter=none", "AddText.style.exit=fade", "kind=end"),
    ]


@pytest.mark.parametrize(
    ("kind", "told", "found"),
    [
        ("Adjust", {"what": "blur", "by": ">0"}, {"Adjust.by.sign=+", "Adjust.by=some"}),
        ("Adjust", {"what": "blur", "by": "<0"}, {"Adjust.by.sign=-", "Adjust.by=some"}),
        ("Adjust", {"what": "blur", "by": "any"}, {"Adjust.by.sign=0", "Adjust.by=some"}),
        ("Adjust", {"what": "blur", "by": None}, {"Adjust.by.sign=0", "Adjust.by=none"}),
        ("Adjust", {"what": "blur", "by": ""}, {"Adjust.by.sign=0", "Adjust.by=none"}),
        ("Scale", {"factor": "<1"}, {"Scale.factor.sign=-", "Scale.factor=some", "clips.how=all"}),
        ("Scale", {"factor": None}, {"Scale.factor.sign=0", "Scale.factor=none"}),
        ("Trim", {}, {"Trim.head=0", "Trim.start=none", "clips.how=all"}),
        ("Move", {}, {"Move.clip=0", "Move.to=0"}),
        ("Remove", {}, {"clips.how=all"}),
        ("UseAudio", {}, {"UseAudio.place=2|-1"}),
        ("SetTransition", {"style": None}, {"SetTransition.style=none", "SetTransition.ms=none"}),
        ("ChangeText", {"when": {"clip": 2}}, {"ChangeText.when.clip=2|-3"}),
        ("ChangeText", {"when.clip": 2}, {"ChangeText.when.clip=2|-3", "ChangeText.type=any"}),
        ("AddText", {"style": {"color": "red"}}, {"AddText.style.color=red", "AddText.text=none"}),
    ],
)
def test_labels_may_leave_much_open(kind: str, told: dict[str, Any], found: set[str]) -> None:
    """Numbers by their sign alone; what is not told is as it would be anyway."""
    lines = {line(slot) for slot in slots([(kind, told)], heard("it"), FOUR)}

    assert found <= lines


@pytest.mark.parametrize("what", ["grain", "vignette", "blur"])
def test_some_grain_is_some_more_grain(what: Any) -> None:
    """There is none at first."""
    some, more = e.Adjust(what=what, to=0.3), e.Adjust(what=what, by=0.3)

    assert plan("30%", FOUR, some) == plan("30%", FOUR, more)
    assert "Adjust.by=0.3@0" in plan("30%", FOUR, some)
    assert "Adjust.to=none" in plan("30%", FOUR, some)


def test_some_contrast_is_not_some_more() -> None:
    """There always was some."""
    some, more = e.Adjust(what="contrast", to=0.3), e.Adjust(what="contrast", by=0.3)

    assert plan("30%", FOUR, some) != plan("30%", FOUR, more)


@pytest.mark.parametrize(
    ("rows", "around", "kinds"),
    [
        ([("Undo", {}), ("Reverse", {})], FOUR, ["Reverse", "Undo"]),
        ([("Make", {}), ("Reverse", {})], EMPTY, ["Reverse"]),
        ([("Make", {"of": "any", "count": 0}), ("Reverse", {})], EMPTY, ["Reverse"]),
        ([("Make", {"of": "image", "count": 0}), ("Reverse", {})], EMPTY, ["Make", "Reverse"]),
        ([("Make", {"of": "any", "count": 3}), ("Reverse", {})], EMPTY, ["Make", "Reverse"]),
        ([("Make", {}), ("Reverse", {})], FOUR, ["Make", "Reverse"]),
        ([("Make", {}), ("Reverse", {})], NOWHERE, ["Make", "Reverse"]),
        ([("Make", {})], EMPTY, ["Make"]),
        ([], EMPTY, []),
    ],
)
def test_edits_are_asked_by_kind(rows: list[Row], around: Around, kinds: list[str]) -> None:
    """On an empty timeline a slideshow of everything goes without saying, unless it is alone."""
    assert [kind for kind, _ in ordered(rows, around)] == kinds


def test_edits_of_one_kind_keep_their_order() -> None:
    """They may build on each other."""
    told = plan("", FOUR, e.Move(clip=3, to=1), e.Duck(), e.Move(clip=2, to=1))

    assert [said for said in told if said.startswith("Move.clip")] == [
        *("Move.clip=3|-2", "Move.clip=2|-3")
    ]


def test_without_edits_there_is_still_an_end() -> None:
    """What is said instead is named alone."""
    assert slots([], heard("hello"), FOUR) == (Slot("kind", ("end",)),)
    assert spoken("answer") == (Slot("kind", ("answer",)), Slot("kind", ("end",)))


def test_fields_within_fields_go_by_their_paths() -> None:
    """At any depth; tuples are values."""
    assert flat({"a": 1, "b": {"c": (2,), "d": {"e": None}}}) == {
        "a": 1,
        "b.c": (2,),
        "b.d.e": None,
    }


@pytest.mark.parametrize(
    ("value", "said"),
    [(3, "3"), (3.0, "3"), (-3.0, "-3"), (0.5, "0.5"), (1 / 3, "0.333"), (1234.5, "1.23e+03")],
)
def test_numbers_are_said_with_few_digits(value: float, said: str) -> None:
    """Whole ones without a fraction."""
    assert digits(value) == said


@pytest.mark.parametrize("value", ["", None, 0, False])
def test_no_name_is_none(value: Any) -> None:
    """Whatever would be called by another name."""
    assert word("SetLook", "name", value) == word("Sort", "by", value) == "none"


def test_every_kind_of_edit_is_asked_for() -> None:
    """And no other one."""
    assert set(FIELDS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_asked_for(kind: str) -> None:
    """By a path that the edit has, in a unit that is known; all but what no message says."""
    paths = set(_paths(KINDS[kind]))
    names = [name for name, _ in FIELDS[kind]]

    assert len(names) == len(set(names))
    assert set(names) <= paths
    assert {f"{kind}.{path}" for path in paths - {*names, "kind"}} <= UNASKED
    assert {unit.removeprefix("+") for _, unit in FIELDS[kind]} <= {
        *("str", "bool", "text", "list", "place"),
        *("ms", "pct", "db", "by", "to", "factor", "size", "count"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_defaults_are_those_of_the_edit(kind: str) -> None:
    """None where the edit has none."""
    required = [field.name for field in fields(KINDS[kind]) if field.default is MISSING]
    usual = flat(fields_of(KINDS[kind](**dict.fromkeys(required))))

    assert defaults(kind) == usual


@given(st.data())
def test_every_question_has_an_answer(data: st.DataObject) -> None:
    """In words or at places of the message; the last one is that nothing more is asked for."""
    around = data.draw(st.sampled_from([NOWHERE, EMPTY, FOUR, *map(shown, (1, 2, 9, NAMEABLE))]))
    edits = data.draw(st.lists(st.sampled_from(sorted(KINDS)).flatmap(_edits(around)), max_size=4))
    message = heard(data.draw(st.sampled_from(MESSAGES)))

    told = slots(map(row, edits), message, around)

    kinds = sorted(type(edit).__name__ for edit in edits)
    asked = [slot.said[0] for slot in told if slot.name == "kind"]
    assert asked in ([*kinds, "end"], [*(kind for kind in kinds if kind != "Make"), "end"])
    assert told[-1] == Slot("kind", ("end",))
    assert all(slot.said or slot.places for slot in told)
    assert all(0 <= place < len(message.tokens) for slot in told for place in slot.places)
    assert {slot.name.split(".")[0] for slot in told} <= {"kind", "clips", *kinds}


@pytest.mark.parametrize(
    ("message", "around", "edit", "found"),
    [
        ("move the one after it", shown(40), e.Move(clip=33, to=1), "Move.clip="),
        ("move 33", shown(40), e.Move(clip=33, to=1), "Move.clip=@1"),
        ("move the one after it", shown(40), e.Move(clip=30, to=1), "Move.clip=30"),
        ("move the one after it", shown(40), e.Move(clip=35, to=1), "Move.clip=-6"),
        ("remove the second half", shown(70), e.Remove(clips=(36, 40)), "clips.item="),
        ("some song", NOWHERE, e.UseAudio(place=-7), "UseAudio.place="),
        ("some song", NOWHERE, e.UseAudio(place=-6), "UseAudio.place=-6"),
    ],
)
def test_clips_far_from_both_ends_have_no_name(
    message: str, around: Around, edit: e.Edit, found: str
) -> None:
    """They are told where the message names them, or not at all."""
    assert found in plan(message, around, edit)


@pytest.mark.parametrize(
    ("edits", "how"),
    [
        ((e.Keep(clips=(2,)), e.SetSeconds(ms=9000)), ["list", "all|list"]),
        ((e.UseOnly(clips=(2,)), e.SetSeconds(ms=9000)), ["all|list", "list"]),
        ((e.Keep(clips=(2,)), e.SetSeconds(ms=9000, clips=(3,))), ["list", "list"]),
        ((e.Keep(clips=(2, 3)), e.SetSeconds(ms=9000)), ["list", "all"]),
        ((e.Remove(clips=(2,)), e.SetSeconds(ms=9000)), ["list", "all"]),
    ],
)
def test_where_one_clip_is_left_it_is_all(edits: tuple[e.Edit, ...], how: list[str]) -> None:
    """Both may be meant."""
    told = plan("", FOUR, *edits)

    assert [said for said in told if "how" in said] == [f"clips.how={said}" for said in how]


@pytest.mark.parametrize("clips", [(-3, -1), (-1, -3, -5), (-7, -5, -3, -1)])
def test_every_other_clip_of_none_is_named(clips: tuple[int, ...]) -> None:
    """Nobody knows whether they are odd."""
    assert listed(clips, 0).startswith("list item:")


def test_a_slideshow_goes_without_saying_however_it_is_told() -> None:
    """Edits repeat their kind, labels do not."""
    edits = (e.Make(), e.Reverse())
    rows = [(type(edit).__name__, fields_of(edit)) for edit in edits]

    assert [kind for kind, _ in ordered(rows, EMPTY)] == ["Reverse"]


@pytest.mark.parametrize(
    "clip",
    [
        5,
        7,
        -7,
    ],
)
def test_a_clip_that_is_not_there_is_no_other_one(clip: int) -> None:
    """The seventh of four is not the second."""
    told = slots([row(e.RemoveText(clip=clip))], heard("remove 2 and 3"), FOUR)

    assert not {"2", "3", "-2", "-3"} & {*told[2].said}
    assert not told[2].places


def _paths(cls: Any) -> list[str]:
    """All fields of an edit; of those that hold fields, theirs."""
    found = []
    for name, hint in get_type_hints(cls).items():
        inner = _paths(hint) if is_dataclass(hint) else []
        found += [f"{name}.{path}" for path in inner] or [name]
    return found


def _edits(around: Around) -> Callable[[str], st.SearchStrategy[Any]]:
    """Those of a kind whose places are there."""

    def drawn(kind: str) -> st.SearchStrategy[Any]:
        return _drawn(KINDS[kind], kind, "", around)

    return drawn


def _drawn(cls: Any, kind: str, before: str, around: Around) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls)
    units = dict(FIELDS[kind])
    values = {
        name: _drawn(hint, kind, f"{before}{name}.", around)
        if is_dataclass(hint)
        else _place(around.most(kind, name))
        if units.get(before + name) == "place"
        else st.lists(_place(around.most(kind, "clips"))).map(tuple)
        if hint == e.Clips
        else _values(hint)
        for name, hint in hints.items()
    }
    return st.builds(cls, **values)


def _place(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, most) | st.integers(-most, -1) if most else st.integers(1, 30)


def _values(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.just(())
    named: dict[Any, st.SearchStrategy[Any]] = {
        str: st.sampled_from(["", "hello world", "Hello", "fade", "  "]) | st.text(max_size=5),
        int: st.integers(-90_000, 90_000),
        float: st.floats(-1000, 1000),
        bool: st.booleans(),
        type(None): st.none(),
    }
    return st.one_of([named[part] for part in get_args(hint) or (hint,)])
