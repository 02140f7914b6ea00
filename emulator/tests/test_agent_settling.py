"""Edits that cannot both be meant."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits import Edit
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.settling import settled

STILLS = Facts(shown=6, photos=6, videos=0, songs=0)
FILMS = Facts(shown=3, photos=0, videos=3, songs=0, undone=True)
QUIET, SHUFFLE = e.SetVolume(db=-6.0), e.Shuffle(seed=0)
SLOW, LONG = e.SetSpeed(factor=0.5), e.Scale(factor=2.0)
LAST = e.Duplicate(clips=(2,), to=-1)

SETTLED: tuple[tuple[tuple[Edit, ...], Facts | None, tuple[Edit, ...]], ...] = (
    ((e.Undo(), e.Redo()), STILLS, (e.Undo(),)),
    ((e.Redo(), e.Undo()), FILMS, (e.Redo(),)),
    ((e.Redo(), e.Undo()), None, (e.Redo(), e.Undo())),
    ((SHUFFLE, e.Sort(by="name")), None, (e.Sort(by="name"),)),
    ((SHUFFLE, e.Reverse()), None, (SHUFFLE, e.Reverse())),
    ((e.Reverse(), e.Move(clip=-1, to=1)), None, (e.Reverse(),)),
    ((e.Reverse(), e.Move(clip=3, to=1)), None, (e.Reverse(), e.Move(clip=3, to=1))),
    ((LAST, e.Move(clip=2, to=-1)), None, (LAST,)),
    ((LAST, e.Move(clip=3, to=-1)), None, (LAST, e.Move(clip=3, to=-1))),
    ((SLOW, LONG), STILLS, (LONG,)),
    ((SLOW, LONG), FILMS, (SLOW,)),
    ((SLOW, LONG), None, (SLOW, LONG)),
    ((e.RemoveMusic(), QUIET), STILLS, (e.RemoveMusic(),)),
    (
        (e.RemoveMusic(), e.SetVolume(target="sound", percent=0.0)),
        STILLS,
        (e.RemoveMusic(), e.SetVolume(target="sound", percent=0.0)),
    ),
    ((e.Replace(clip=2, by=7), e.AddClips()), STILLS, (e.Replace(clip=2, by=7),)),
    (
        (e.SetMotion(style="zoom-in", clips=(1,)), e.SetMotion(style="still")),
        None,
        (e.SetMotion(style="still"), e.SetMotion(style="zoom-in", clips=(1,))),
    ),
    (
        (e.SetLook(name="sepia", clips=(2,)), e.SetLook(name="cool")),
        STILLS,
        (e.SetLook(name="sepia", clips=(2,)), e.SetLook(name="cool")),
    ),
    ((e.SetTotal(ms=300),), STILLS, (e.SetTransitionLength(ms=300),)),
    ((e.SetTotal(ms=3000),), STILLS, (e.SetTotal(ms=3000),)),
    ((e.SetTotal(ms=300),), None, (e.SetTotal(ms=300),)),
)


@pytest.mark.parametrize(("edits", "known", "left"), SETTLED)
def test_what_another_edit_makes_needless_is_left_out(
    edits: tuple[Edit, ...], known: Facts | None, left: tuple[Edit, ...]
) -> None:
    """In whichever order they are said; where the scene decides, only where it is known."""
    assert settled(edits, known) == left
    assert set(settled(edits[::-1], known)) == set(left)
