"""The judge takes edits for right that leave the draft a wish leaves."""

from typing import Any

import pytest
from emulator.tests.agent_blind import Blind, within
from emulator.tests.agent_same import leaves_the_same

from nemo_emulator.agent import edits as e

SCENE = {
    "photos": 4,
    "videos": 1,
    "songs": 0,
    "slideshow": 5,
    "has": ["music"],
    "undone": False,
    "lang": "en",
}


def _same(edits: tuple[e.Edit, ...], *wish: Any) -> bool:
    scene = Blind("", SCENE, ()).scene()
    return leaves_the_same(edits, [*wish], scene, within)


@pytest.mark.parametrize(
    ("edits", "wish"),
    [
        ((e.Arrange(order=(5, 1, 2, 3, 4)),), [["Move", {"clip": 5, "to": 1}]]),
        (
            (e.SetSeconds(ms=4000, clips=(1,)), e.SetSeconds(ms=4000, clips=(3,))),
            [["SetSeconds", {"ms": 4000, "clips": [1, 3]}]],
        ),
        (
            (e.Remove(clips=(1,)), e.SetLook(name="warm", clips=(-1,))),
            [["Remove", {"clips": [1]}], ["SetLook", {"name": "warm", "clips": [4]}]],
        ),
        ((e.SetVolume(db=4.0),), [["SetVolume", {"target": "music", "db": ">0"}]]),
        (
            (e.AddText(text="Hi", style=e.TextStyle(color="#ff0000")),),
            [["AddText", {"text": "Hi", "style": {"color": "~ff"}}]],
        ),
        ((e.SetTransition(style="fade"),), [["SetTransition", {"style": "dissolve"}]]),
    ],
)
def test_another_way_to_the_same_draft(edits: tuple[e.Edit, ...], wish: list[Any]) -> None:
    """What is left open, and bounds that are kept, are as they were done."""
    assert _same(edits, *wish)


@pytest.mark.parametrize(
    ("edits", "wish"),
    [
        ((e.Arrange(order=(5, 1, 2, 3, 4)),), [["Move", {"clip": 5, "to": 2}]]),
        ((e.SetSeconds(ms=4000, clips=(1,)),), [["SetSeconds", {"ms": 4000, "clips": [1, 3]}]]),
        ((e.SetSeconds(ms=4000),), [["SetSeconds", {"ms": 4000, "clips": [1, 3]}]]),
        ((e.SetVolume(db=-4.0),), [["SetVolume", {"target": "music", "db": ">0"}]]),
        ((e.SetVolume(percent=50.0),), [["SetVolume", {"target": "music", "percent": "<40"}]]),
        ((e.SetLook(name="warm"),), [["SetLook", {"name": "cool"}]]),
        ((e.SetLook(name="warm"),), [["SetLook", {"name": "no such look"}]]),
        ((e.Remove(clips=(9,)),), [["Remove", {"clips": [9]}]]),
        ((e.SetLook(name="warm"),), [["Remove", {"clips": [9]}]]),
        ((e.SetLook(name="warm"),), [["Adjust", {"what": "grain", "by": ">0"}]]),
    ],
)
def test_another_draft(edits: tuple[e.Edit, ...], wish: list[Any]) -> None:
    """Nor is anything the same that cannot be done."""
    assert not _same(edits, *wish)
