"""What the rules alone read, also where the agent asks back since examples speak against it."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.merging import merged
from nemo_emulator.agent.ruled import ruled
from nemo_emulator.agent.scan import scan

ALONE: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    (
        "video from all my clips, hard cuts, no music",
        (e.Make(), e.SetTransition(style="cut"), e.RemoveMusic()),
    ),
    ("bring the last two photos to the front", (e.Move(clip=-2, to=1), e.Move(clip=-1, to=2))),
    (
        "1 second per photo for the first three and 2 for the rest",
        (e.SetSeconds(ms=2000), e.SetSeconds(ms=1000, clips=(1, 2, 3))),
    ),
    (
        "trim 2 seconds off the start of clip 1, trim 3 seconds off the start of clip 1",
        (e.Trim(clips=(1,), head=2000), e.Trim(clips=(1,), head=3000)),
    ),
    ("louder please, I can't hear the song", (e.SetVolume(target="music", db=6.0),)),
    ("第四张不要，换成第七张", (e.Replace(clip=4, by=7),)),
    ("第三张太长了，缩短两秒", (e.Extend(ms=-2000, clips=(3,)),)),
    ("the music is too fast, use something slower", (e.SetMusic(tempo=70.0),)),
    (
        "a 6 second clip of clouds drifting over mountains",
        (e.Generate(prompt="clouds drifting mountains", recipe="clouds", ms=6000),),
    ),
    (
        "我有三段视频，帮我拼起来，中间用黑场过渡",
        (e.Make(count=3), e.SetTransition(style="fade-black")),
    ),
    ("把标题和字幕都删掉", (e.RemoveText(type="title"), e.RemoveText(type="subtitle"))),
    ("number 8 should go right after number 2", (e.Move(clip=8, to=3),)),
    ("photo 8 should go", (e.Remove(clips=(8,)),)),
    ("take the end page off", (e.RemoveCard(where="outro"),)),
    ("把第3张打糊", (e.Adjust(what="blur", to=0.3, clips=(3,)),)),
    (
        "第四张配字幕“回家了”",
        (e.AddText(text="回家了", type="caption", when=e.When(clip=4)),),
    ),
)


@pytest.mark.parametrize(("message", "edits"), ALONE)
def test_the_rules_read_more_than_the_agent_dares(message: str, edits: tuple[Edit, ...]) -> None:
    """Where both readers differ, the likelier one counts, and none if neither is likely."""
    assert ruled(scan(message), uploads=True).edits == edits


def test_two_levels_of_different_clips_are_two() -> None:
    """One of them is of everything that is heard."""
    loud = e.SetVolume(target="all", db=6.0, clips=(2,))

    assert merged(loud, e.SetVolume(target="sound", db=6.0, clips=(3,))) is None


EXCESSIVE: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    ("too contrasty", (e.Adjust(what="contrast", by=-0.2),)),
    ("too grainy", (e.Adjust(what="grain", by=-0.3),)),
    ("the grain is a bit much", (e.Adjust(what="grain", by=-0.3),)),
    ("the vignette is too strong", (e.Adjust(what="vignette", by=-0.4),)),
    ("颗粒感太重了", (e.Adjust(what="grain", by=-0.3),)),
    ("暗角太重", (e.Adjust(what="vignette", by=-0.4),)),
    ("add some grain", (e.Adjust(what="grain", to=0.3),)),
    ("加暗角", (e.Adjust(what="vignette", to=0.4),)),
)


@pytest.mark.parametrize(("message", "edits"), EXCESSIVE)
def test_who_complains_of_too_much_wants_less(message: str, edits: tuple[Edit, ...]) -> None:
    """And never more of it."""
    assert ruled(scan(message), uploads=True).edits == edits
