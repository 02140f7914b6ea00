"""What people say, and exactly what the agent makes of it: two tables, English and Chinese."""

import pytest
from emulator.tests.agent_stage import CHINESE, ENGLISH, Row
from hypothesis import given, settings
from hypothesis import strategies as st

from nemo_emulator.agent import understand

TABLE = (*ENGLISH, *CHINESE)


def _closed(row: Row) -> bool:
    """Nothing that follows could be part of a text to show, and no text is told by its capitals."""
    quoted = bool(set('"“「') & set(row.text)) or row.text.count("'") > 1
    texts = any(getattr(edit, "text", "") for edit in row.edits)
    return bool(row.edits) and (quoted or not (texts or set(":：/") & set(row.text)))


@pytest.mark.parametrize("row", TABLE, ids=[row.text for row in TABLE])
def test_an_utterance_means_what_its_row_says(row: Row) -> None:
    """Edits, an answer, a question or a refusal."""
    meant = understand(row.text)

    other = [
        f"{kind}:{found}"
        for kind, found in (
            ("unclear", meant.unclear),
            ("talk", meant.talk),
            ("cannot", meant.cannot),
        )
        if found
    ]
    assert meant.edits == row.edits
    assert row.edits or other == [row.meaning]


def test_the_tables_are_long_and_even() -> None:
    """Enough of both languages that a change of the grammar cannot go unnoticed."""
    assert min(len(ENGLISH), len(CHINESE)) >= 200
    assert len({row.text for row in TABLE}) == len(TABLE)


def test_every_kind_of_edit_is_said_in_both_languages() -> None:
    """No edit that only one half of the users can reach."""
    english, chinese = (
        {edit.kind for row in table for edit in row.edits} for table in (ENGLISH, CHINESE)
    )

    assert english == chinese


@settings(deadline=None, max_examples=200)
@given(
    row=st.sampled_from([row for row in ENGLISH if _closed(row)]),
    data=st.data(),
)
def test_case_spaces_and_politeness_change_nothing_in_english(
    row: Row, data: st.DataObject
) -> None:
    """Outside of quotation marks, that is."""
    before = data.draw(st.sampled_from(["", "please ", "Could you please ", "hey, ", "  "]))
    after = data.draw(st.sampled_from(["", "!", ".", ", please", ", thanks!", " \n"]))
    bare = not set(row.text) & set("\"'“「") and "ing " not in row.text and ":" not in row.text
    shout = data.draw(st.booleans()) if bare else False
    said = row.text.upper() if shout else row.text.replace(" ", "  ") if bare else row.text

    assert understand(before + said + after).edits == row.edits


@settings(deadline=None, max_examples=200)
@given(
    row=st.sampled_from([row for row in CHINESE if _closed(row)]),
    data=st.data(),
)
def test_politeness_and_spaces_change_nothing_in_chinese(row: Row, data: st.DataObject) -> None:
    """请, 帮我, 谢谢 and a space before a number."""
    before = data.draw(st.sampled_from(["", "请", "请帮我", "麻烦你", "帮我"]))
    after = data.draw(st.sampled_from(["", "。", "，谢谢", "！", "吧", "，好吗？"]))

    assert understand(f"{before}{row.text}{after}").edits == row.edits


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("请只用第二张，慢慢放大，5秒", "只用第二张，慢慢放大，5秒"),
        ("请除了最后一张，其他都删掉", "除了最后一张，其他都删掉"),
        ("请第二张黑白", "第二张黑白"),
        ("把第一段剪到5秒吧", "把第一段剪到5秒"),
        ("把第一段剪到5秒吧！", "把第一段剪到5秒！"),
    ],
)
def test_a_courtesy_may_stand_before_anything(said: str, plain: str) -> None:
    """Also where no verb follows, and after a time."""
    assert understand(said) == understand(plain)
    assert understand(said).edits
