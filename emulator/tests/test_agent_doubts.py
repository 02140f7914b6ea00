"""What hardly anybody would ask for is asked back, however sure the readers are."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent import understand, understanding
from nemo_emulator.agent.doubts import is_doubtful
from nemo_emulator.agent.intents.facts import Facts

FIVE = Facts(shown=5, photos=5, videos=0, songs=0)
MIXED = Facts(shown=5, photos=3, videos=2, songs=0)
RIGHT = e.SetMotion(style="pan-right")


def _caption(text: str, clip: int) -> e.AddText:
    return e.AddText(text=text, type="caption", when=e.When(clip=clip))


@pytest.mark.parametrize(
    ("message", "edits", "known"),
    [
        (
            "left on 1, right on 2",
            (
                e.SetMotion(style="pan-right", clips=(1,)),
                e.SetMotion(style="pan-right", clips=(2,)),
            ),
            FIVE,
        ),
        ("names on 1 and 2: Ann, Bob", (_caption("Ann, Bob", 1), _caption("Ann, Bob", 2)), FIVE),
        ("2.5 s each", (e.SetTotal(ms=2500),), FIVE),
        ("the outro page can go", (e.AddCard(where="outro", text="go"),), FIVE),
        ("a caption on 2 pls", (_caption("pls", 2),), FIVE),
        ("前两个视频加速一倍", (e.SetSpeed(factor=2),), MIXED),
        ("videos twice as fast", (e.SetSpeed(factor=2),), MIXED),
        ("the third video slower", (e.SetSpeed(factor=0.5, clips=(3,)),), MIXED),
        ("第三个视频静音", (e.SetVolume(target="sound", percent=0, clips=(3,)),), MIXED),
    ],
)
def test_doubts(message: str, edits: tuple[e.Edit, ...], known: Facts) -> None:
    """Each is about what a plan says."""
    assert is_doubtful(message, edits, known)


@pytest.mark.parametrize(
    ("message", "edits", "known"),
    [
        ("3 s for 1 and 2", (e.SetSeconds(ms=3000, clips=(1,)), RIGHT), FIVE),
        ("Hi on 1 and 2", (_caption("Hi", 1), _caption("Hi", 2)), FIVE),
        ("4 s in all", (e.SetTotal(ms=4000),), FIVE),
        ("4 s in all", (e.SetTotal(ms=400),), None),
        ("the two videos: warm", (e.SetLook(name="warm"),), FIVE),
        ("the video twice as fast", (e.SetSpeed(factor=2),), MIXED),
        ("videos twice as fast", (e.SetSpeed(factor=2, clips=(4, 5)),), MIXED),
        ("the second video slower", (e.SetSpeed(factor=0.5, clips=(5,)),), MIXED),
        ("一个标题", (e.AddText(text="Go west"),), MIXED),
    ],
)
def test_what_may_well_be_meant_is_no_doubt(
    message: str, edits: tuple[e.Edit, ...], known: Facts | None
) -> None:
    """The same with one thing else."""
    assert not is_doubtful(message, edits, known)


def test_a_doubt_is_asked_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is changed then."""
    said = "zoom in on photo 2"
    assert understand(said, known=FIVE).edits

    monkeypatch.setattr(understanding, "is_doubtful", lambda *_: True)

    assert understand(said, known=FIVE) == understanding.Understanding(unclear="request")


@pytest.mark.parametrize(
    ("said", "unclear"),
    [("ᚗỡᩢƧᜩⱐ ⱌᏫᏨᅬ", True), ("сделай всё быстрее", True), ("make it warm", False)],
)
def test_other_scripts_are_asked_back(said: str, *, unclear: bool) -> None:
    """Where the lexicon knows nothing of it; the second reader is not asked."""
    assert bool(understand(said, known=FIVE).unclear) is unclear
