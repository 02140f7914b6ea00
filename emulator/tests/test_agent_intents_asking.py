"""What a message as it was typed shows of what it is."""

import pytest

from nemo_emulator.agent.intents.asking import signs
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.features import features
from nemo_emulator.agent.tokens import Token

NOTHING = Facts(0, 2, 0, 0)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("make it square", set()),
        ("做出来的视频会有水印吗", {"particle", "ability", "owning"}),
        ("What size is it?", {"mark", "what"}),
        ("Hi, how long is it? Just curious", {"what", "marked"}),
        ("upload it to my tiktok", {"posted", "service"}),
        ("put Hello by Ed Sheeran on it", {"by"}),
        ("加个爱心贴纸", {"stuck"}),
        ("could you erase his face", {"please", "own"}),
        ("can I see it", {"able"}),
    ],
)
def test_a_message_shows_what_it_is(message: str, shown: set[str]) -> None:
    """By its marks and particles, by what it names."""
    assert signs(message) == shown


def test_signs_are_seen_beside_the_words_of_each_clause() -> None:
    """Alone, in pairs, and where nothing is shown yet."""
    part = (Token("make", "make"),)

    (early,) = features((part,), NOTHING, frozenset({"a", "b"}))
    (late,) = features((part,), Facts(2, 2, 0, 0), frozenset({"a"}))

    assert {"ma", "mb", "ma.b", "m0a", "m0b"} <= early
    assert "ma" in late
    assert "m0a" not in late
