"""What one clause names and the next one asks for: who stays, what comes instead, whose colour."""

import pytest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message
from nemo_emulator.agent.merging import once
from nemo_emulator.agent.settling import settled

NINE = Facts(shown=9, photos=9, videos=0, songs=0, has=frozenset({"title", "music"}))
SIX = Facts(shown=6, photos=7, videos=0, songs=0)
RED = e.TextStyle(position="top", color="#ff0000")
READ: tuple[tuple[str, Facts, tuple[e.Edit, ...]], ...] = (
    ("除了2和7，别的都给我扔了吧", NINE, (e.Keep(clips=(2, 7)),)),
    ("除了第四张，其余去掉", NINE, (e.Keep(clips=(4,)),)),
    ("except for 3 and 4, drop the others", NINE, (e.Keep(clips=(3, 4)),)),
    ("第四张不好看，换成第七张", SIX, (e.Replace(clip=4, by=7),)),
    ("the third is too long, cut it by two seconds", NINE, (e.Extend(ms=-2000, clips=(3,)),)),
    (
        "Put the title at the top and colour it red. And turn the music off",
        NINE,
        (e.ChangeText(type="title", style=RED), e.RemoveMusic()),
    ),
    ("Copy clip 5 and use the copy as the opener", NINE, (e.Duplicate(clips=(5,), to=1),)),
    ("half a second off each photo, it drags a bit", NINE, (e.Extend(ms=-500),)),
    ("speed up clip 1 by 2", NINE, (e.SetSpeed(factor=2.0, clips=(1,)),)),
)


@pytest.mark.parametrize(("message", "known", "edits"), READ)
def test_clauses_are_read_together(message: str, known: Facts, edits: tuple[e.Edit, ...]) -> None:
    """With the kinds given that people mean."""
    kinds = tuple(sorted({type(edit).__name__ for edit in edits}))

    read = read_message(message, load(), known, kinds)

    assert tuple(once(settled(read.edits, known))) == edits


INSTEAD: tuple[tuple[str, e.Edit], ...] = (
    ("第四张不要了，换第七张上", e.Replace(clip=4, by=7)),
    ("第4张不要了，用第7张代替", e.Replace(clip=4, by=7)),
    ("remove 4 and use 7 in its place", e.Replace(clip=4, by=7)),
    ("drop 4, and 7, too", e.Remove(clips=(4, 7))),
)


@pytest.mark.parametrize(("message", "edit"), INSTEAD)
def test_what_comes_instead_is_not_removed(message: str, edit: e.Edit) -> None:
    """Even where only the removing was noticed."""
    assert read_message(message, load(), NINE, ("Remove",)).edits == (edit,)
