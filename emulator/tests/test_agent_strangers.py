"""What strangers say is filled as they mean it, where the kinds of edit are known."""

import pytest
from emulator.tests.agent_blind import Blind
from tools.intents.examples import FOLDER, Example, read

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import facts
from nemo_emulator.agent.intents.model import load
from nemo_emulator.agent.intents.reading import read_message
from nemo_emulator.agent.merging import once
from nemo_emulator.agent.settling import settled

SHARES = 8
EVERY = 3
RIGHT = 0.95
# Authors from here on use the whole width of their language: a label more is wrong, too.
LATER = "author62"
RIGHT_LATER = 0.87
EVERY_LATER = 9
# What is said so seldom that no other message here is put in such a way.
RARE = (
    "the clock-hand sweep, use that to get from each photo to the one after",
    "put new lines as subtitles: 1) Crack the eggs 2) Whisk 3) Eat\n"
    "slow the clips to 75%\nwarm look",
    "wipe downwards into number four over 1 second, fade to black into five over 2",
    "Take the video away and leave my photographs in peace.",
    "caption #4 first day of skool",
    "its not that it is too dark, its too contrasty. tone that down",
    "give the snow pics 1 and 2 a steely blue cast,"
    " and the campfire ones 3 and 4 a cosy golden one",
    "没有好看的开场画面，不过结尾我想要个日落，帮我生成一段，最后再来一页黑底白字“全剧终”",
    "Third clip: only from second 5 until second 9. And the last one is too fast, half speed",
    "片头那页撤了，直接在首张照片上压大字 重返十八岁，字要白色描黑边",
    "need captions timed like this 0s hello 4s welcome to our flat 8s bye",
)


def _said(*, later: bool) -> list[Example]:
    """Messages that ask for edits."""
    paths = [path for path in sorted(FOLDER.glob("*.jsonl")) if (path.stem >= LATER) is later]
    rows = (row for path in paths for row in read(path))
    return [row for row in rows if not isinstance(row.wishes[0], str)]


@pytest.mark.parametrize("share", range(SHARES))
def test_frames_fill_what_strangers_say(share: int) -> None:
    """Nearly all of it, by the judge of the hundreds; no message is too much for a frame."""
    rows = _said(later=False)[share * EVERY :: SHARES * EVERY]

    right = [_is_right(row) for row in rows]

    assert len(right) > 150
    assert sum(right) / len(right) > RIGHT


def test_rare_ways_are_read_too() -> None:
    """Each as its author meant it."""
    said = {row.text: row for row in (*_said(later=False), *_said(later=True))}

    assert [text for text in RARE if not _is_right(said[text])] == []


def test_frames_fill_what_later_strangers_say() -> None:
    """Most of it."""
    rows = _said(later=True)[::EVERY_LATER]

    right = [_is_right(row) for row in rows]

    assert len(right) > 150
    assert sum(right) / len(right) > RIGHT_LATER


def _is_right(row: Example) -> bool:
    assert row.scene is not None
    language = "zh" if row.chinese else "en"
    blind = Blind(row.text, {**row.scene, "lang": language}, row.wishes)
    known = facts(blind.scene())
    return any(
        blind.fits(edits, "") or blind.fits((e.Make(), *edits), "")
        for kinds in _kinds(row)
        for edits in [settled(read_message(row.text, load(), known, kinds).edits, known)]
        for edits in [tuple(once(edits))]
    )


def _kinds(row: Example) -> list[tuple[str, ...]]:
    """Those of each reading, without the making that goes without saying."""
    found: dict[tuple[str, ...], None] = {}
    for wish in row.wishes:
        if not isinstance(wish, str):
            names = {name for name, _ in wish}
            found[tuple(sorted(names - {"Make"})) or ("Make",)] = None
            found[tuple(sorted(names))] = None
    return list(found)
