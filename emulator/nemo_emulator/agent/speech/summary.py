"""The timeline in words."""

from nemo_contract.wire import Draft
from nemo_emulator.agent.speech.phrase import Phrase
from nemo_emulator.agent.timeline import clips

EMPTY = Phrase("The timeline is empty so far.", "时间线目前是空的。")
FULL = Phrase(
    "The video has {clips} and runs for {seconds} seconds.",
    "视频有{clips}，总长{seconds}秒。",
)
ONE = Phrase("1 clip", "1个片段")
MANY = Phrase("{n} clips", "{n}个片段")


def seconds(ms: int | None) -> str:
    """A length without needless zeros."""
    return f"{(ms or 0) / 1000:g}"


def count(n: int, *, chinese: bool) -> str:
    """So many clips."""
    return (ONE if n == 1 else MANY).say(chinese=chinese, n=n)


def summary(draft: Draft, *, chinese: bool) -> str:
    """How many clips, how long."""
    shown = clips(draft)
    if not shown:
        return EMPTY.say(chinese=chinese)
    number = count(len(shown), chinese=chinese)
    return FULL.say(chinese=chinese, clips=number, seconds=seconds(draft.duration))
