"""Where texts begin and end, which goes where, and when; pages and drawn clips in one breath."""

from collections.abc import Sequence
from typing import Any

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.bounds import bounded, together
from nemo_emulator.agent.intents.clauses import Tokens, clauses
from nemo_emulator.agent.intents.counting import between, counted
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.gathering import Clause, Segment, is_shown, leading, sharing
from nemo_emulator.agent.intents.listing import corrected
from nemo_emulator.agent.intents.pieces import pieces
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.scan import scan

SIX = Facts(shown=6, photos=6, videos=0, songs=0)


def _parts(message: str) -> tuple[Tokens, ...]:
    return clauses(scan(message), SIX)


def _built(kind: str, message: str, has: str = "", **traits: Any) -> Any:
    told = tuple(token for part in _parts(message) for token in (*part, STOP))
    seen = {
        name: value if isinstance(value, tuple) else (value, 0) for name, value in traits.items()
    }
    known = Facts(shown=6, photos=6, videos=0, songs=0, has=frozenset(has.split()))
    return FRAMES[kind].build(Said(told, seen, known=known))


def _stretches(message: str, texts: Sequence[str]) -> list[tuple[int, int]]:
    return [(message.index(text), message.index(text) + len(text)) for text in texts]


# -- where a text begins and ends


@pytest.mark.parametrize(
    ("message", "seen", "wanted"),
    [
        ("with the date, 12 March 1998", ["March 1998"], ["12 March 1998"]),
        ("put Minutes of the Book Club on it", ["Book Club"], ["Minutes of the Book Club"]),
        ("write at the top, Photo by Anil", ["Anil"], ["Photo by Anil"]),
        ("beneath: Aisha, 88th", ["Aisha, 88"], ["Aisha, 88th"]),
        ("put My Year in Pictures on the first", ["My Year"], ["My Year in Pictures"]),
        ("mention Shot on a Nokia low down", ["Shot", "Nokia"], ["Shot on a Nokia"]),
        ("shot 2: Dr. Amira Sayed", ["Dr", "Amira Sayed"], ["Dr. Amira Sayed"]),
        ("swap it for Aunt Bea, 1961 and", ["Aunt Bea"], ["Aunt Bea, 1961"]),
        ("it should say Thanks, with love from us", ["Thanks"], ["Thanks, with love from us"]),
        ("it should say Our Day instead", ["Our Day"], ["Our Day"]),
        ("page: our boat, in red", ["our boat"], ["our boat"]),
        ("let the words See you appear", ["See you appear"], ["See you"]),
        ("Tea on the first and Cake on the last", ["Tea", "Cake"], ["Tea", "Cake"]),
        ("片头写：老陈 始于1992", ["老陈", "始于1992"], ["老陈 始于1992"]),
        ("分别写上 甲子 乙丑", ["甲子", "乙丑"], ["甲子", "乙丑"]),
        ("写个记得点赞", ["个记得点赞"], ["记得点赞"]),
    ],
)
def test_a_text_is_as_long_as_it_is(message: str, seen: list[str], wanted: list[str]) -> None:
    """Names, numbers and what goes on belong to it; how it is shown does not."""
    found = pieces(message)
    starts, ends = (
        {p.start: n for n, p in enumerate(found)},
        {p.end: n for n, p in enumerate(found)},
    )
    spans = [(starts[a], ends[b]) for a, b in _stretches(message, seen)]

    told = bounded(found, spans, ("AddText",))

    assert [message[found[a].start : found[b].end] for a, b in told] == wanted


@pytest.mark.parametrize(
    ("message", "seen", "wanted"),
    [
        ("subs: 1) mix 2) one two 3) bake", ["mix", "bake"], ["mix", "one two", "bake"]),
        ("subs: 1. mix 2. bake\nwarm look", ["bake\nwarm look"], ["mix", "bake"]),
        ("lines, first Hello, second Bye", ["Hello"], ["Hello", "Bye"]),
        ("caption #1 nana, caption #2 pop", ["#2 pop"], ["nana", "pop"]),
        ("字幕 第一句到家了 第二句开饭", ["到家了"], ["到家了", "开饭"]),
        ("names: Ann, Bo and Cy in that order", ["Ann, Bo"], ["Ann", "Bo", "Cy"]),
        ("the first is Before, the second is After", ["Before", "After"], []),
        ("put Hello on 1", ["Hello"], []),
    ],
)
def test_texts_may_be_counted_out(message: str, seen: list[str], wanted: list[str]) -> None:
    """Where not each of them has been seen."""
    rows = counted(message, _stretches(message, seen))

    assert [message[a:b] for a, b in rows] == wanted


def test_what_stands_between_two_lines_is_one() -> None:
    """Behind the same mark."""
    message = "lines: We met; it rained; We won, or not"

    rows = between(message, _stretches(message, ["We met", "We won"]))

    assert [message[a:b] for a, b in rows] == ["We met", "it rained", "We won"]
    assert len(between(message, _stretches(message, ["We won", "or not"]))) == 2


def test_pieces_of_one_text_are_put_together() -> None:
    """Not where numbers stand between them."""
    assert together("say  “Viewings”  by appointment:  “0161” .") == (
        "say  “Viewings by appointment: 0161” ."
    )
    assert together("1  “a”  2  “b” ") == "1  “a”  2  “b” "


def test_what_is_changed_from_is_no_text() -> None:
    """ "From Winter to Spring": the one that comes."""
    assert corrected("Winter to Spring", "the title from ") == "Spring"
    assert corrected("冬天改成春天", "标题从") == "春天"
    assert corrected("Road to Rome", "title: ") == "Road to Rome"


def test_both_texts_may_be_changed() -> None:
    """Where they are named together."""
    built = _built("ChangeText", "make both the title and the caption white")

    assert [edit.type for edit in built] == ["title", "caption"]


# -- which text, when


def _shown(text: str, type_: Any = "title", **when: Any) -> e.AddText:
    return e.AddText(text=text, type=type_, when=e.When(**when))


@pytest.mark.parametrize(
    ("message", "traits", "edit"),
    [
        ("“a” from 5 s, hold it for 4", {}, _shown("a", start=5000, length=4000)),
        ("“a” at 0:05, gone by 0:08", {}, _shown("a", start=5000, length=3000)),
        ("half a minute in “a”", {}, _shown("a", start=30000)),
        ("“a” for the first three secs", {"when": "whole"}, _shown("a", start=0, length=3000)),
        ("“a” on the whole thing", {}, _shown("a", whole=True)),
        ("title “a” on 2 for 3 secs", {"when": "start"}, _shown("a", clip=2, length=3000)),
        (
            "first 3 secs “a”, last 3 secs “b”",
            {},
            (_shown("a", start=0, length=3000), _shown("b", start=-3000, length=3000)),
        ),
        (
            "title “a” on the first picture and again on photo 2",
            {},
            tuple(_shown("a", clip=n) for n in (1, 2)),
        ),
        (
            "caption “a” to photos 1 and 2, “b” to photo 3",
            {},
            tuple(_shown(t, "caption", clip=n) for t, n in (("a", 1), ("a", 2), ("b", 3))),
        ),
        (
            "captions on photos 1 and 2 “a”, photo 3 “b”",
            {},
            tuple(_shown(t, "caption", clip=n) for t, n in (("a", 1), ("a", 2), ("b", 3))),
        ),
    ],
)
def test_a_text_is_shown_when_the_words_say(
    message: str, traits: dict[str, str], edit: Any
) -> None:
    """Times and places that are told outweigh what the model sees."""
    assert _built("AddText", message, **traits) == edit


@pytest.mark.parametrize(
    ("message", "when"),
    [
        ("leave the title up through the whole thing", e.When(whole=True)),
        ("title should stay up till the end", e.When(whole=True)),
        ("让标题从头挂到尾", e.When(whole=True)),
        ("title for five seconds, not the whole way", e.When(length=5000)),
        ("the title fades away at the end", e.When()),
        ("move the title to photo 4", e.When(clip=4)),
        ("the title on photo 4 should say “b”", e.When()),
    ],
)
def test_a_text_stays_as_long_as_the_words_say(message: str, when: e.When) -> None:
    """A clip that only says which text is meant is no new place."""
    assert _built("ChangeText", message).when == when


@pytest.mark.parametrize(
    ("message", "look"),
    [
        ("title can't be read, blow it up", {"scale": 1.25}),
        ("nobody can read the title, it is tiny", {"scale": 1.25}),
        ("标题看不清，弄大些", {"scale": 1.25}),
        ("bump the title up by half again", {"scale": 1.5}),
        ("标题往下挪挪", {"position": "bottom"}),
        ("the title covers us, put it below", {"position": "bottom"}),
        ("title nearer the top than the bottom", {"position": "top"}),
        ("white doesn't read on the title, yellow", {"color": "#ffd400"}),
        ("blue title, green", {"color": "#00a000"}),
        ("标题白字黑边", {"color": "#ffffff", "outline": "#000000"}),
        ("the title's letters in golden colour", {"color": "#ffd700"}),
        ("have the title slide in from the left", {"enter": "slide-right"}),
        ("have the title pop in and slide out", {"enter": "pop", "exit": "slide-left"}),
        ("the title leaves by fading", {"exit": "fade"}),
    ],
)
def test_a_text_looks_as_the_words_say(message: str, look: dict[str, Any]) -> None:
    """What somebody complains of is not what is wished for."""
    assert _built("ChangeText", message).style == e.TextStyle(**look)


@pytest.mark.parametrize(
    ("message", "seen", "edit"),
    [
        ("remove txt", ("caption", 9), e.RemoveText(type="any")),
        ("take the words off the 2nd", ("caption", 9), e.RemoveText(type="caption", clip=2)),
        (
            "no words on photos 1 and 3",
            ("any", 9),
            (e.RemoveText(type="any", clip=1), e.RemoveText(type="any", clip=3)),
        ),
    ],
)
def test_texts_are_removed_where_they_are_named(message: str, seen: Any, edit: Any) -> None:
    """All of them where none is named."""
    assert _built("RemoveText", message, type=seen) == edit


# -- pages


def _page(where: Any, text: str, **fields: Any) -> e.AddCard:
    return e.AddCard(where=where, text=text, **{"ms": 3000, **fields})


@pytest.mark.parametrize(
    ("message", "edit"),
    [
        ("opening page “a”, closing page “b”", (_page("intro", "a"), _page("outro", "b"))),
        ("cards: front one “a”, back one “b”", (_page("intro", "a"), _page("outro", "b"))),
        (
            "intro “a”, outro “b”, both 4 seconds",
            (_page("intro", "a", ms=4000), _page("outro", "b", ms=4000)),
        ),
        ("red title page “a”", _page("intro", "a", background="#ff0000")),
        ("page “See you soon”", _page("outro", "See you soon")),
        ("opening page “a”, off after 2 seconds", _page("intro", "a", ms=2000)),
        ("closing page “a”, 黑底金字", _page("outro", "a", background="#000000", color="#ffd700")),
        ("intro “a” on a cream background, hm no, make that white", _page("intro", "a")),
    ],
)
def test_pages_stand_at_both_ends(message: str, edit: Any) -> None:
    """What is said of both is said of each."""
    built = _built("AddCard", message)

    assert built == edit or (built.background == "#ffffff" and "white" in message)


@pytest.mark.parametrize(
    ("message", "has", "where"),
    [
        ("drop the page at the end", "", "outro"),
        ("the last page can go", "", "outro"),
        ("the page of writing at the finish, bin it", "", "outro"),
        ("glad to see the back of it", "intro", "intro"),
    ],
)
def test_the_page_that_goes_is_named(message: str, has: str, where: str) -> None:
    """Whatever the model sees, if that page may be there."""
    assert _built("RemoveCard", message, has, where=("intro", 200)).where == where


# -- lines and drawn clips


def test_seconds_of_lines_need_not_be_called_so() -> None:
    """ "0-3 this, 3-6 that"."""
    built = _built("SetSubtitles", "subs: 0-3 “a”, 3-6 “b”")

    assert [(line.text, line.start, line.end) for line in built.lines] == [
        ("a", 0, 3000),
        ("b", 3000, 6000),
    ]


@pytest.mark.parametrize(
    ("message", "drawn"),
    [
        ("six seconds of rain followed by ten seconds of snow", [("rain", 6000), ("snow", 10000)]),
        ("20 secs of forest, then 20 of mountains", [("forest", 20000), ("mountains", 20000)]),
        ("starry night for ten, then fire for 8", [("stars", 10000), ("fire", 8000)]),
        ("先来十秒星空，再来六秒大海", [("stars", 10000), ("ocean", 6000)]),
        ("a sky full of stars", [("stars", 5000)]),
        ("下雨，一秒半太短，给我八秒", [("rain", 8000)]),
    ],
)
def test_several_clips_are_drawn(message: str, drawn: list[tuple[str, int]]) -> None:
    """Each with the length that stands beside it."""
    built = _built("Generate", message)
    edits = built if isinstance(built, tuple) else (built,)

    assert [(edit.recipe, edit.ms) for edit in edits] == drawn


# -- what belongs to which wish


def _clause(message: str, *kinds: str) -> Clause:
    (part,) = _parts(message)
    return Clause(part, frozenset(), kinds)


def _wish(message: str, *kinds: str) -> Segment:
    clause = _clause(message, *kinds)
    return Segment(kinds, (clause,), (clause,))


@pytest.mark.parametrize(
    ("before", "message", "after", "shown"),
    [
        (("title “a”", "AddText"), "in yellow", ("softer music", "SetMusic"), True),
        (("title “a”", "AddText"), "in yellow", ("caption “b”", "AddText"), True),
        (("subtitles", "SetSubtitles"), "“b”", ("softer music", "SetMusic"), True),
        (("title “a”", "AddText"), "hold it for 4", ("go noir", "SetLook"), True),
        (("title “a”", "AddText"), "the last photo in black", ("mute it", "SetVolume"), False),
        (("red title", "ChangeText"), "white is better", ("bigger", "ChangeText"), True),
        (("six seconds of rain", "Generate"), "20 of snow", ("square", "SetCanvas"), True),
        (("softer music", "SetMusic"), "in yellow", ("square", "SetCanvas"), False),
    ],
)
def test_looks_stay_with_their_text(
    before: tuple[str, str], message: str, after: tuple[str, str], *, shown: bool
) -> None:
    """A look belongs to the text before it, even if another text follows."""
    assert is_shown(_wish(*before), _clause(message), [_clause(*after)]) is shown


def test_what_is_shown_leads_to_the_wish_that_shows_it() -> None:
    """From the first text on."""
    waiting = (_clause("grandma"), _clause("“a”"), _clause("in red"))

    assert leading(waiting, _clause("subtitles", "SetSubtitles")) == waiting[1:]
    assert leading(waiting, _clause("square", "SetCanvas")) == ()


def test_one_length_is_shared() -> None:
    """ "Sunset, then stars, 6 s each"; "page A, page B, both 4 s"."""
    drawn = [_wish("sunset", "Generate"), _wish("stars 6 s each", "Generate")]

    first, _ = sharing(drawn)

    assert [token.value for clause in first.own for token in clause.tokens] == ["sunset", 6000]
