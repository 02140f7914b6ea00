"""What people say beside a wish is passed over; what could be a wish is not."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent import understand

PASSED_OVER = {
    "remove photo 3, looks a bit naff": e.Remove(clips=(3,)),
    "my cousin hates faffing about, remove photo 3": e.Remove(clips=(3,)),
    "remove photo 3 because my gran was gurning": e.Remove(clips=(3,)),
    "删掉第3张，手抖了😂": e.Remove(clips=(3,)),
    "number 2 came out wonky, remove it": e.Remove(clips=(2,)),
    "square for the shop listing": e.SetCanvas(ratio="1:1"),
}
ASKED_BACK = (
    "remove photo 3, zhoosh the title",
    "remove photo 3, flumph photo 2",
    "remove photo 3, not the gribbly music",
)


@pytest.mark.parametrize("text", PASSED_OVER)
def test_a_remark_is_passed_over(text: str) -> None:
    """Whatever words it has, before or after the wish."""
    assert understand(text).edits == (PASSED_OVER[text],)


@pytest.mark.parametrize("text", ASKED_BACK)
def test_what_could_carry_a_wish_is_asked_back(text: str) -> None:
    """It names a thing of the video, and what shall be done with it is not known."""
    assert understand(text).unclear


@pytest.mark.parametrize("text", ["post it straight to my tiktok", "email it to my boss please"])
def test_sending_is_no_edit(text: str) -> None:
    """Nobody here can, and a platform that is named so is no shape."""
    assert understand(text).talk == "offtopic"


def test_what_is_sent_later_is_edited_now() -> None:
    """A wish beside the platform stays one."""
    assert understand("make it vertical so I can post it to tiktok").edits
