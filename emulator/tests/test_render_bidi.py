"""Lines in which words run in both directions, as Unicode's algorithm orders them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.render.bidi import leftwards, visual


def seen(line: str) -> list[str]:
    """The stretches from left to right; those that run leftwards in brackets."""
    base = leftwards(line)
    return [f"<{s.text}>" if s.leftwards else s.text for s in visual(line, base=base)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Hello, world", ["Hello, world"]),
        ("", [""]),
        ("12:30 – 50%", ["12:30 – 50%"]),
        ("car אבג", ["car ", "<אבג>"]),
        ("car אבג דהו end", ["car ", "<אבג דהו>", " end"]),
        ("אבג car דהו", ["< דהו>", "car", "<אבג >"]),
        ("אבג 12.5 דהו", ["< דהו>", "12.5", "<אבג >"]),
        ("אבג 50% דהו", ["< דהו>", "50%", "<אבג >"]),
        ("אבג, car", ["car", "<אבג, >"]),
        ("car אבג 7", ["car ", "7", "<אבג >"]),
        ("אבג (ד)!", ["<אבג (ד)!>"]),
        ("שָׁלוֹם", ["<שָׁלוֹם>"]),
        ("אבג car 7", ["car 7", "<אבג >"]),
        ("+5 é", ["+5 é"]),
        ("éאב.", ["é", "<אב>", "."]),
    ],
)
def test_a_line_is_seen_in_its_order(line: str, expected: list[str]) -> None:
    """Numbers keep their order, and neutral letters go with what surrounds them."""
    assert seen(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("12 שלום", True), ("1 Hello שלום", False), ("3!", False)]
)
def test_the_first_letter_with_a_direction_decides(text: str, expected: bool) -> None:  # noqa: FBT001
    """Numbers and signs have none."""
    assert leftwards(text) is expected


@given(line=st.text("abé אבג 123.%+ֹ(", max_size=30), base=st.booleans())
def test_no_letter_is_lost(line: str, base: bool) -> None:  # noqa: FBT001
    """Reordering keeps every letter, once."""
    told = "".join(stretch.text for stretch in visual(line, base=base))

    assert sorted(told) == sorted(line)
