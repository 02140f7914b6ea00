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
EVERY = 1
RIGHT = 0.95
# Authors from here on came after the weights that are shipped were learned.
LATER = "author62"
RIGHT_LATER = 0.89
EVERY_LATER = 5


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

    assert len(right) > 400
    assert sum(right) / len(right) > RIGHT


def test_frames_fill_what_later_strangers_say() -> None:
    """Most of it, though nothing was learned from them."""
    rows = _said(later=True)[::EVERY_LATER]

    right = [_is_right(row) for row in rows]

    assert len(right) > 400
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
