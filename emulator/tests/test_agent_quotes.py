"""Text that is not to be understood but to be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.agent import understand
from nemo_emulator.agent.edits import AddText, Line, SetSubtitles
from nemo_emulator.agent.quotes import _LEADING, _NAMED, FIRST_MARK, cut
from nemo_emulator.agent.words.needs import folded, met


@pytest.mark.parametrize(
    "quoted",
    [
        *('"Hi, you."', "“Hi, you.”", "„Hi, you.“", "«Hi, you.»", "'Hi, you.'", "‘Hi, you.’"),
        *("「Hi, you.」", "『Hi, you.』", "《Hi, you.》"),
    ],
)
def test_any_quotation_marks_will_do(quoted: str) -> None:
    """What stands between them is taken as it is."""
    assert understand(f"add the title {quoted}").edits == (AddText(text="Hi, you."),)


def test_an_apostrophe_is_not_a_quotation_mark() -> None:
    """Neither inside a quotation nor outside."""
    assert understand("don't add 'It's here' ... as the title").unclear
    assert understand("let's add the title 'It's Tom's'").edits == (AddText(text="It's Tom's"),)


def test_words_in_quotes_are_not_commands() -> None:
    """Whatever they say."""
    text = "Remove photo 2 and undo"

    assert understand(f'add the title "{text}"').edits == (AddText(text=text),)


@pytest.mark.parametrize("words", ["balance the audio", "roll the end credits"])
def test_credits_and_balance_may_be_about_the_video(words: str) -> None:
    """Then nobody is told a price; what is meant is asked for."""
    assert understand(words).unclear == "request"


@pytest.mark.parametrize("words", ["credits", "balance please", "check my balance", "any credits?"])
def test_credits_and_balance_alone_are_about_the_account(words: str) -> None:
    """With words around them that are of no consequence."""
    assert understand(words).talk == "credits"


def test_the_case_of_a_title_is_kept_without_quotes_too() -> None:
    """Up to the next comma."""
    meant = understand("title: NASA & Me, then reverse the order")

    assert meant.edits[0] == AddText(text="NASA & Me")
    assert len(meant.edits) == 2


def test_marks_of_our_own_in_a_message_mean_nothing() -> None:
    """Private characters that stand for quotations inside the agent."""
    assert understand(f"reverse {FIRST_MARK} the order").edits


def test_an_empty_quotation_adds_nothing() -> None:
    """There is nothing to show."""
    assert understand('add the title ""').edits == ()
    assert understand('change the title to ""').edits == ()


@pytest.mark.parametrize("message", ["subtitles:\n\n\n", "字幕：\n / \n"])
def test_an_empty_list_of_subtitles_takes_none_away(message: str) -> None:
    """It names no line."""
    assert understand(message).edits == ()


SRT = """1
00:00:01,000 --> 00:00:02,500
Hello there

2
00:01:03.5 --> 01:00:04.25
Second line
and more
"""


def test_a_pasted_srt_becomes_subtitles_with_times() -> None:
    """Lines of a block are joined."""
    meant = understand(f"Please use these subtitles:\n{SRT}")

    assert meant.edits == (
        SetSubtitles(
            lines=(
                Line(text="Hello there", start=1000, end=2500),
                Line(text="Second line and more", start=63_500, end=3_604_250),
            )
        ),
    )


@pytest.mark.parametrize(
    "message",
    [
        "subtitles:\nGood day\nSee you",
        "add subtitles: Good day / See you",
        "字幕：\nGood day\nSee you",
    ],
)
def test_lines_after_subtitles_are_subtitles(message: str) -> None:
    """Without times they share the video."""
    lines = (Line(text="Good day"), Line(text="See you"))

    assert understand(message).edits == (SetSubtitles(lines=lines),)


def test_texts_for_several_pictures_are_as_many_as_the_pictures() -> None:
    """Else nobody knows which is whose."""
    assert cut("captions on 1, 2 and 3: Rome, Siena, Bari").quotes == ("Rome", "Siena", "Bari")
    assert cut("captions on 1, 2 and 3: Rome, Siena").quotes == ("Rome",)


def test_one_line_is_no_list() -> None:
    """Lines follow each other where there are several, parted by strokes or sentences."""
    assert cut("subs one by one: hi there / bye").quotes == ("hi there\nbye",)
    assert cut("subs one by one: hi there").quotes == ()


def test_what_is_too_long_is_asked_back_in_parts() -> None:
    """Not read up to some letter, as if that were all."""
    words = "make each photo 2 seconds. " * 200

    assert understand(words).unclear == "length"
    assert understand("1\n00:00:01,000 --> 00:00:02,000\nHi\n\n" * 8000).unclear == "length"


def test_a_long_srt_file_is_read_to_its_end() -> None:
    """Three hundred subtitles are more than a message may have letters."""
    blocks = [
        f"{n + 1}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\nLine {n}\n"
        for n in range(300)
    ]

    (edit,) = understand("Use these as the subtitles, please:\n\n" + "\n".join(blocks)).edits

    assert isinstance(edit, SetSubtitles)
    assert len(edit.lines) == 300
    assert edit.lines[-1] == Line(text="Line 299", start=299_000, end=299_900)


@pytest.mark.parametrize(
    ("message", "quotes"),
    [
        ("在第二张上面写点字", ()),
        ("标题换成毛笔字体", ()),
        ("标题换成我的字体课", ("我的字体课",)),
        ("第一张上面写点亮未来", ("点亮未来",)),
    ],
)
def test_that_something_is_written_is_no_text(message: str, quotes: tuple[str, ...]) -> None:
    """Nor is how the letters shall look."""
    assert cut(message).quotes == quotes


@pytest.mark.parametrize(
    "words",
    ["the title disappears too quickly, keep it for 6 seconds", "write me a poem about summer"],
)
def test_what_is_shouted_means_the_same(words: str) -> None:
    """Capitals alone make no text of it; a text in capitals stays so."""
    assert understand(words.upper()) == understand(words)
    assert understand('ADD THE TITLE "SALE"').edits == (AddText(text="SALE"),)


@given(st.lists(st.sampled_from([*sorted(_LEADING[0]), "TITLED ", "Called ", " ", "Tea", "夏天"])))
def test_a_text_is_named_only_behind_what_leads_up_to_it(said: list[str]) -> None:
    """So it is looked for only where something does."""
    line = "".join(said)

    assert met(_LEADING, folded(line)) or not _NAMED.search(line)
