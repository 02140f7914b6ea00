"""The second reader on what is written: which words are shown, where, when, and how they look."""

from typing import Any

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents import placing, styling
from nemo_emulator.agent.intents.clauses import Tokens, clauses
from nemo_emulator.agent.intents.frames import FRAMES
from nemo_emulator.agent.intents.listing import corrected, is_open, lines
from nemo_emulator.agent.intents.model import Linear, Model, load
from nemo_emulator.agent.intents.pieces import pieces
from nemo_emulator.agent.intents.pointing import pointed
from nemo_emulator.agent.intents.reading import read, read_message
from nemo_emulator.agent.intents.said import Said
from nemo_emulator.agent.intents.text_features import features
from nemo_emulator.agent.intents.unquoted import LABELS, SURE, likeliest, quoted
from nemo_emulator.agent.intents.wanted import STOP
from nemo_emulator.agent.quotes import marked
from nemo_emulator.agent.scan import scan
from nemo_emulator.agent.tokens import Token


def _tokens(message: str) -> Tokens:
    return tuple(token for part in clauses(scan(message)) for token in part)


def _said(message: str, **traits: str) -> Said:
    return Said(_tokens(message), {name: (value, 0) for name, value in traits.items()})


# -- pieces


def test_a_message_falls_into_words_numbers_and_marks() -> None:
    """A handle is one piece, and so are "#4", "0:05" and a row of dots."""
    found = pieces("@cafe.rio on #4 at 0:05... 第三張，A İ NASA!! 👍")

    words = " ".join(piece.word for piece in found)
    shapes = " ".join(piece.shape for piece in found)

    assert words == "@cafe.rio on # at # ... 第 三 张 ， a İ nasa !! 👍"
    assert shapes == "* a 9 a 9 * H H H ， A A AA * *"


def test_pieces_know_their_phrase_and_their_part() -> None:
    """The lexicon's longest phrase covers several; commas part a message."""
    found = pieces("fade in, please")

    assert [(p.cat, p.opens, p.part) for p in found] == [
        ("enter", True, 0),
        ("enter", False, 0),
        (",", True, 0),
        ("filler", True, 1),
    ]


def test_lines_of_subtitles_are_looked_at_twice() -> None:
    """They have features of their own."""
    found = pieces("a: b")

    once, twice = (features(found, (kind,)) for kind in ("AddText", "SetSubtitles"))

    assert "Lwa" in twice[1]
    assert "Lwa" not in once[1]


# -- texts that nobody quoted

# For each of these words: it ends, belongs to, and begins a text.
WORDS = Linear(
    LABELS,
    {
        "b": [0, -9, 1, -300, 2, -9],
        **{f"w3={word}": [1, 350] for word in ("our", "last", "boat", ".", "?", "is", "dot", "it")},
        "w2=:": [2, 99],
        "w2=,": [2, 50],
        "w4=,": [0, 50],
        "w4=$": [0, 99],
    },
)


@pytest.mark.parametrize(
    ("message", "kinds", "shown"),
    [
        ("", ("AddText",), ""),
        ("page: our boat", ("AddCard",), "page:  “our boat” "),
        ("page: our, last boat", ("AddCard",), "page:  “our, last boat” "),
        ("one: our, last boat", ("SetSubtitles",), "one:  “our” ,  “last boat” "),
        ("page: our boat.", ("AddCard",), "page:  “our boat” ."),
        ("a: boat., last.", ("SetSubtitles",), "a:  “boat.” ,  “last.” "),
        ("page: dot. boat.", ("AddCard",), "page:  “dot. boat.” "),
        ("can it say: our boat?", ("AddCard",), "can it say:  “our boat” ?"),
        ("can it say: is boat?", ("AddCard",), "can it say:  “is boat?” "),
        ("page: it", ("AddCard",), "page: it"),
        ("page: our tired dog, please", ("AddCard",), "page:  “our tired dog” , please"),
        ("page: our red", ("AddCard",), "page:  “our”  red"),
        ("lines: our/last", ("SetSubtitles",), "lines:  “our” / “last” "),
        ("two lines: our, last boat", ("SetSubtitles",), "two lines:  “our” ,  “last boat” "),
        ("make the title blue", ("ChangeText",), "make the title blue"),
    ],
)
def test_words_that_are_shown_are_marked(message: str, kinds: tuple[str, ...], shown: str) -> None:
    """Without what ends the sentence around them; a page has one text, whatever its commas."""
    assert quoted(message, kinds, WORDS)[0] == shown


def test_at_least_one_text_is_found_where_one_is_needed() -> None:
    """However unlikely it is; and of one piece there is but one way."""
    best, other = likeliest([(-5, -5, -5)], needed=True)

    assert best.spans == ((0, 0),)
    assert other.score == -SURE
    assert likeliest([(-5, -5, -5)], needed=False)[0].spans == ()


def test_a_reading_is_no_surer_than_its_text() -> None:
    """Words that may or may not be shown make the whole reading doubtful."""
    message = "put Happy Birthday Nana on the first picture in big letters"

    reading = read_message(message, load())

    assert reading.edits == (
        e.AddText(text="Happy Birthday Nana", when=e.When(clip=1), style=e.TextStyle(size=12.0)),
    )
    assert reading.trust < SURE


def test_a_marked_text_changes_nothing_else_that_is_asked_for() -> None:
    """What else the message asks for is read before its text is known."""
    kinds = Linear(
        ("AddText", "Undo", "Redo"),
        {"b": [0, 50, 1, -50, 2, -50], "cquote": [1, 200]},
    )
    model = Model(kinds=kinds, traits={}, shown=WORDS)

    reading = read_message("x: our boat", model)

    assert reading.kinds == ("AddText",)
    assert reading.edits == (e.AddText(text="our boat"),)


def test_kinds_may_be_given() -> None:
    """Then the model is not asked for them."""
    assert read(scan("title “a”"), load(), None, ("ChangeText",)).kinds == ("ChangeText",)


def test_marks_alone_are_believed() -> None:
    """What "titled" leads up to is no quotation."""
    assert marked("titled Home\n“Away”").quotes == ("Away",)


# -- lists


@pytest.mark.parametrize(
    ("message", "seen", "rows"),
    [
        ("三句：一，二，三", "", ["一", "二", "三"]),
        ("两句：一，二，三", "一三", []),
        ("一句接一句：先切／再炒／上桌。", "先上", ["先切", "再炒", "上桌"]),
        ("依次是：早，出发；晚，回家", "早晚", ["早，出发", "晚，回家"]),
        ("subs: A cat. A dog. The end.", "AT", ["A cat.", "A dog.", "The end."]),
        ("subs: one / two. no more", "ot", ["one", "two"]),
        ("in turn:\nWe met.\nWe won.", "WW", ["We met.", "We won."]),
        ("subs: one; two", "w", []),
        ("subs: one, two", "ot", []),
        ("subs: one", "o", []),
        ("from: 0 to 2: one / two", "ot", []),
        ("at 0:05 / 0:07", "", []),
    ],
)
def test_lines_stand_behind_a_colon(message: str, seen: str, rows: list[str]) -> None:
    """As many as are counted, or where the model sees the first and the last one, too."""
    at = message.find(":") + message.find("：") + 2
    marked_ = [(n, n + 1) for n in (message.find(seen[:1], at), message.rfind(seen[-1:]))]

    found = lines(message, marked_ if seen else [])

    assert [message[a:b] for a, b in found] == rows


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "@",
            "3",
            "https://a.bc/1",
            "something",
            "a caption",
            "some text",
            "something nice",
            "the",
            "点字",
        ),
        *("几个字", "什么", "些文案", "毛笔字体", "Comic Sans"),
    ],
)
def test_a_text_may_be_left_open(text: str) -> None:
    """That there shall be one says not which."""
    assert is_open(text)


@pytest.mark.parametrize(
    "text", ["Something Blue", "The End", "2024", "字里行间", "A1", "Our text"]
)
def test_words_of_a_text_are_a_text(text: str) -> None:
    """Even where they begin like one that is left open."""
    assert not is_open(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Cornwall not Cornwal", "Cornwall"),
        ("Anna, not Ana", "Anna"),
        ("张三不是张山", "张三"),
        ("It's Not Over", "It's Not Over"),
        ("Cornwall", "Cornwall"),
    ],
)
def test_what_was_wrong_is_no_text(text: str, right: str) -> None:
    """Where it is spelled nearly the same."""
    assert corrected(text) == right


def test_an_address_is_one_piece() -> None:
    """With its dots, and without the comma behind it."""
    found = pieces("see https://a.bc/9x, www.abc.cn哦 or a-b.co.uk. Step 1.Go")

    words = [piece.word for piece in found]

    assert {"https://a.bc/9x", "www.abc.cn", "a-b.co.uk", "go"} <= set(words)


# -- looks


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("white letters with a thin black outline", ["letters", "outline"]),
        ("white on black", ["", "ground"]),
        ("the outline in red", ["outline"]),
        ("“Hi” in red", ["letters"]),
        ("“Hi” red", [""]),
        ("a page of red", ["page"]),
        ("red behind it", ["ground"]),
        ("黑底白字", ["ground", "letters"]),
        ("白边", ["outline"]),
        ("red box blue", ["box", ""]),
        ("white text, red border", ["letters", "outline"]),
        ("a very nice title in red", ["letters"]),
        ("not red but blue", [""]),
        ("底下垫一块黑色", ["box"]),
    ],
)
def test_a_colour_belongs_to_what_stands_beside_it(message: str, parts: list[str]) -> None:
    """The noun behind it, else the one that it is said of."""
    assert [color.part for color in styling.colors(_tokens(message))] == parts


@pytest.mark.parametrize(
    ("message", "colors"),
    [
        ("black page", ("", "#000000")),
        ("white on maroon", ("#ffffff", "#8b0000")),
        ("white page with red letters", ("#ff0000", "#ffffff")),
        ("blue", ("", "#0060ff")),
        ("white sheet “a” navy", ("#102a5c", "#ffffff")),
    ],
)
def test_colours_of_a_page(message: str, colors: tuple[str, str]) -> None:
    """One alone is that of the page."""
    assert styling.of_page(_tokens(message)) == colors


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("up top on the left", "top-left"),
        ("right at the bottom", "bottom"),
        ("on the left", "center-left"),
        ("in the bottom right corner", "bottom-right"),
        ("down in the corner", "bottom-right"),
        ("somewhere low", "bottom"),
        ("a bit higher", "top"),
        ("at the top, not bottom", "top"),
        ("anywhere", ""),
        ("coming in from the left", ""),
        ("字幕挪到上面，下面挡住菜了", "top"),
        ("move it down", "bottom"),
        ("前4秒中间打上“开箱啦”", "center"),
    ],
)
def test_height_and_side_make_a_place(message: str, place: str) -> None:
    """In whatever order they are told; "right at" is no side."""
    assert placing.position(_said(message)) == place


def test_a_text_may_be_moved_from_where_it_is() -> None:
    """What the clause with the verb says is meant."""
    named, moved = _tokens("the words at the bottom"), _tokens("put them up")

    assert placing.position(Said((*named, STOP, *moved, STOP), {})) == "top"


@pytest.mark.parametrize(
    ("message", "times"),
    [
        ("half the size", 0.5),
        ("bigger by half again", 1.5),
        ("50% bigger", 1.5),
        ("20% smaller", 0.8),
        ("size 150%", 1.5),
        ("twice as big", 2.0),
        ("3 times the size", 3.0),
        ("字大一倍，字号", 2.0),
        ("at the top", 0.0),
        ("text height 9 percent", 0.0),
    ],
)
def test_a_size_in_numbers(message: str, times: float) -> None:
    """In times the present one."""
    assert styling.scale(_said(message)) == pytest.approx(times)


def _change(**fields: Any) -> Edit:
    look = e.TextStyle(**{k: v for k, v in fields.items() if k not in ("type", "when", "text")})
    rest = {k: v for k, v in fields.items() if k in ("type", "when", "text")}
    return e.ChangeText(**rest, style=look)


CHANGED: tuple[tuple[str, dict[str, str], Edit | None], ...] = (
    ("title bigger", {}, _change(type="title", scale=1.25)),
    ("title half the size", {}, _change(type="title", scale=0.5)),
    ("title throughout", {"when": "whole"}, _change(type="title", when=e.When(whole=True))),
    ("title", {"when": "whole"}, _change(type="title", when=e.When(whole=True))),
    ("title smaller", {}, _change(type="title", scale=0.8)),
    ("title up a notch", {"scale": "more"}, _change(type="title", scale=1.25)),
    (
        "title down",
        {"position": "bottom", "scale": "less"},
        _change(type="title", position="bottom"),
    ),
    ("the big words in red", {}, _change(type="title", color="#ff0000")),
    ("the small words in red", {}, _change(type="caption", color="#ff0000")),
    ("words on photo 3 in red", {}, _change(type="caption", color="#ff0000")),
    ("title red, caption", {"type": "title"}, _change(type="title", color="#ff0000")),
    ("title red, caption", {"type": "any"}, _change(color="#ff0000")),
    ("title with a fade", {"enter": "yes"}, _change(type="title", enter="fade")),
    ("title with a fade", {"exit": "yes"}, _change(type="title", exit="fade")),
    (
        "title with a fade",
        {"enter": "yes", "exit": "yes"},
        _change(type="title", enter="fade", exit="fade"),
    ),
    ("title letter by letter", {}, _change(type="title", enter="typewriter")),
    ("the title is tiny", {"scale": "more"}, _change(type="title", scale=1.25)),
    ("title huge", {"scale": "more"}, _change(type="title", size=16.0)),
    ("title in yellow, white is hard", {}, _change(type="title", color="#ffd400")),
    ("white is hard, title in yellow", {}, _change(type="title", color="#ffd400")),
    ("title cream, no wait, white", {}, _change(type="title", color="#ffffff")),
    ("title gone after 2 seconds", {}, _change(type="title", when=e.When(length=2000))),
    ("title says “Ann” not “Anne”", {}, _change(type="title", text="Ann")),
    ("title not “Anne”", {}, _change(type="title", text="Anne")),
    ("title", {}, None),
    ("title height 9 percent", {}, _change(type="title", size=9.0)),
    ("title in red, white is fine", {}, _change(type="title", color="#ffffff")),
    (
        "字幕换成白色带黑边",
        {},
        _change(type="subtitle", color="#ffffff", outline="#000000"),
    ),
)


@pytest.mark.parametrize(("message", "traits", "edit"), CHANGED)
def test_a_text_is_changed(message: str, traits: dict[str, str], edit: Edit | None) -> None:
    """It may be called by its size; what is not said stays."""
    assert FRAMES["ChangeText"].build(_said(message, **traits)) == edit


def _shown(text: str, type_: Any = "title", **when: Any) -> Edit:
    return e.AddText(text=text, type=type_, when=e.When(**when))


ADDED: tuple[tuple[str, dict[str, str], Any], ...] = (
    ("“a”", {}, _shown("a")),
    ("from second 5 show “a” for 4 seconds", {}, _shown("a", start=5000, length=4000)),
    ("“a” from start to end", {}, _shown("a", whole=True)),
    ("“a” from the first second to the last", {}, _shown("a", whole=True)),
    ("caption “a” on photos 1 and 2", {}, tuple(_shown("a", "caption", clip=n) for n in (1, 2))),
    (
        "photo 1 “a”, photo 3 “b”",
        {},
        (_shown("a", "caption", clip=1), _shown("b", "caption", clip=3)),
    ),
    ("caption each “a” “b”", {}, (_shown("a", "caption", clip=1), _shown("b", "caption", clip=2))),
    ("caption 1 “a”, 2 “b”", {}, (_shown("a", "caption", clip=1), _shown("b", "caption", clip=2))),
    ("“a” “b”", {}, None),
    ("photo 1 “a”, photo 2 “”", {}, None),
    ("subtitle “a”", {}, None),
)


@pytest.mark.parametrize(("message", "traits", "edit"), ADDED)
def test_texts_are_added(message: str, traits: dict[str, str], edit: Any) -> None:
    """Each with its clip; one text for several clips on each of them."""
    assert FRAMES["AddText"].build(_said(message, **traits)) == edit


@pytest.mark.parametrize(
    ("message", "traits", "where"),
    [
        ("opening page “a”", {}, "intro"),
        ("“a” on a page at the end", {"where": "intro"}, "outro"),
        ("before the photos a page “a”", {}, "intro"),
        ("after the photos a page “a”", {}, "outro"),
        ("last page “a”", {}, "outro"),
        ("first page “a”", {}, "intro"),
        ("a page “a”", {"where": "outro"}, "outro"),
    ],
)
def test_a_page_stands_where_the_words_say(
    message: str, traits: dict[str, str], where: str
) -> None:
    """Else where the model sees it."""
    built: Any = FRAMES["AddCard"].build(_said(message, **traits))

    assert built.where == where


def test_the_model_may_know_better_where_a_page_stands() -> None:
    """Where it is sure."""
    said = Said((Token("moment", "end"), Token("quote", "a", "a")), {"where": ("intro", 90)})

    built: Any = FRAMES["AddCard"].build(said)

    assert built.where == "intro"
    assert FRAMES["AddCard"].build(_said("a page “a” “b”", where="intro")) is None


@pytest.mark.parametrize(
    ("edit", "clip"),
    [
        (e.Move(clip=6, to=1), 1),
        (e.Duplicate(clips=(1,), to=-1), -1),
        (e.Replace(clip=2, by=6), 2),
        (e.AddClips(at=1), 1),
        (e.AddClips(at=3), 0),
        (e.Generate(prompt="sea", recipe="ocean"), -1),
        (e.Keep(clips=(4,)), 1),
        (e.SetSeconds(ms=1, clips=(3,)), 3),
        (e.SetSeconds(ms=1), 0),
        (e.Remove(clips=(3,)), 0),
    ],
)
def test_it_is_the_clip_of_the_wish_before(edit: Edit, clip: int) -> None:
    """Where it stands afterwards."""
    new = e.AddText(text="a")

    assert pointed(new, _tokens("write “a” on it"), edit) == _shown("a", **_clip(clip))
    assert pointed(new, _tokens("write “a”"), edit) == new


def _clip(clip: int) -> dict[str, int]:
    return {"clip": clip} if clip else {}


def test_pages_go_and_subtitles_have_their_times() -> None:
    """A line without an end stays for the usual time."""
    timed = FRAMES["SetSubtitles"].build(_said("subtitles from 2s to 4s “a”"))
    short = FRAMES["SetSubtitles"].build(
        _said("subtitles from 0 to 4 s “a”, from 4 to 9 “b”, 9-12 “c”")
    )
    plain = FRAMES["SetSubtitles"].build(_said("subtitles “a” “b” in red"))

    assert timed == e.SetSubtitles(lines=(e.Line(text="a", start=2000, end=4000),))
    assert short == e.SetSubtitles(
        lines=(
            e.Line(text="a", start=0, end=4000),
            e.Line(text="b", start=4000, end=9000),
            e.Line(text="c", start=9000, end=12000),
        )
    )
    assert FRAMES["SetSubtitles"].build(_said("subtitles 0 to 4 s “a”, 9 to 4 “b”")) is None
    assert plain == e.SetSubtitles(
        lines=(e.Line(text="a"), e.Line(text="b")), style=e.TextStyle(color="#ff0000")
    )
    assert FRAMES["RemoveCard"].build(_said("the end page")) == e.RemoveCard(where="outro")
    assert FRAMES["RemoveCard"].build(_said("the page")) is None


@pytest.mark.parametrize(
    ("message", "traits", "edit"),
    [
        ("captions off, leave the title", {}, e.RemoveText(type="caption")),
        ("only the title", {"type": "title"}, e.RemoveText(type="caption")),
        ("titles and captions", {"type": "title"}, e.RemoveText(type="title")),
        ("titles and captions", {"type": "subtitle"}, None),
        ("the little words", {}, e.RemoveText(type="caption")),
        ("the writing", {}, e.RemoveText(type="any")),
        ("keep captions", {"type": "caption"}, None),
    ],
)
def test_what_shall_stay_is_not_removed(
    message: str, traits: dict[str, str], edit: Edit | None
) -> None:
    """Of several names the one that the model sees; small words are captions."""
    assert FRAMES["RemoveText"].build(_said(message, **traits)) == edit
