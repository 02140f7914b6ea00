"""What the network hears, and how it is compared with edits."""

import json
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.intents.listening import hearing, kinds_of
from nemo_emulator.agent.network.labels import group, labels, told
from nemo_emulator.agent.network.network import load
from nemo_emulator.agent.network.pieces import MOST, Pieces

FOLDER = Path(__file__).parents[2] / "fixtures" / "utterances"
FOUR = Facts(shown=4, photos=4, videos=0, songs=0)
PIECES = Pieces({"▁": (1, -3), "▁cut": (2, -5), "ter": (3, -6), "c": (4, -9), "剪": (5, -4)}, 4, 0)
HEARD = {
    "Remove": 90,
    "Keep": -40,
    "SetLook": -200,
    "answer": -120,
    "Remove.clips=1": 80,
    "Remove.clips=all": -90,
    "Remove.has last": 50,
    "Remove.has first": -70,
    "SetLook.name=warm": 10,
    "SetLook.name=cool": 60,
    "SetLook#2": -80,
}


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ("cut", [2]),
        ("CUT  cutter", [2, 2, 3]),
        ("剪", [1, 5]),
        ("ｃｕｔ", [2]),
        ("xcut", [1, 0, 4, 0, 0]),
        ("", []),
        (" \n", []),
    ],
)
def test_a_message_is_cut_where_that_is_likeliest(message: str, places: list[int]) -> None:
    """Whatever no piece says is cut letter by letter."""
    assert PIECES.cut(message) == places


@given(st.text(max_size=300))
def test_any_text_can_be_cut(message: str) -> None:
    """Long ones to an end."""
    assert len(load().pieces.cut(message)) <= MOST


@pytest.mark.parametrize(
    ("one", "other"),
    [("Remove Photo 3", "remove photo 3"), ("remove\tphoto  3", "remove photo 3")],
)
def test_capitals_and_gaps_are_not_heard(one: str, other: str) -> None:
    """The same pieces give the same scores."""
    assert load().heard(one, ["shown"]) == load().heard(other, ["shown"])


def test_scores_are_whole_and_stay_the_same() -> None:
    """Also where a fact has no name."""
    first = load().heard("make it warmer", ["shown", "no such fact"])
    assert first == load().heard("make it warmer", ["shown"])
    assert set(map(type, first.values())) == {int}
    assert tuple(first) == load().labels


def test_labels_are_read_when_they_are_asked_for() -> None:
    """In any order, each to the same score; what is no label says nothing."""
    once, again = (load().heard("make it warmer", ["shown"]) for _ in range(2))
    labels = load().labels

    assert [once[name] for name in labels] == [again[name] for name in reversed(labels)][::-1]
    assert (once.get("SetLook.name=warm"), once.get("no label", 7)) == (
        again["SetLook.name=warm"],
        7,
    )
    assert len(once) == len(labels)


def test_nothing_said_is_heard_as_something() -> None:
    """Not a number would poison every sum."""
    assert np.isfinite([*load().heard("", []).values()]).all()


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([("Reverse", {})], {"Reverse"}),
        (
            [("SetMusic", {"mood": "chill", "tempo": ">0"})],
            {"SetMusic", "SetMusic.mood=lo-fi"},
        ),
        ([("Remove", {"clips": [-1]})], {"Remove", "Remove.clips=1", "Remove.has last"}),
        (
            [("Keep", {"clips": [1, 2, 3]})],
            {"Keep", "Keep.clips=many", "Keep.has first", "Keep.all but one"},
        ),
        (
            [("SetLook", {"name": "warm", "clips": [1]}), ("SetLook", {"name": "cool"})],
            {
                *("SetLook", "SetLook#2", "SetLook.name=warm", "SetLook.name=cool"),
                *("SetLook.clips=1", "SetLook.clips=all", "SetLook.has first"),
            },
        ),
    ],
)
def test_edits_have_names(edits: list[Any], said: set[str]) -> None:
    """Kinds, how many of each, values of traits, which clips."""
    assert labels(edits, 4, 6) == said


def test_places_of_uploads_are_among_the_uploads() -> None:
    """The last upload is no last clip."""
    assert "UseOnly.has last" in labels([("UseOnly", {"clips": [6]})], 4, 6)


def test_every_label_of_the_examples_has_a_kind() -> None:
    """What is told of an edit belongs to it; so do all labels that the network knows."""
    rows = (path.read_text("utf-8").splitlines() for path in sorted(FOLDER.glob("*.jsonl")))
    wishes = [row["expect"] for row in map(json.loads, chain.from_iterable(rows))]
    seen = set[str]()
    for wish in wishes:
        if not isinstance(wish, str):
            names = {name for name, _ in wish}
            seen |= labels(wish, 4, 4)
            assert {group(label)[0] for label in labels(wish, 4, 4)} == names
            assert {name.split(".")[0] for name in told(wish)} <= names
    assert {*load().labels} - seen <= {"decline", "clarify", "answer"}


def test_kinds_that_are_heard() -> None:
    """Speech only where there is no edit."""
    assert kinds_of({"Remove": 3, "Keep": 2, "Undo": -1, "answer": 9}) == ("Remove", "Keep")
    assert kinds_of({"answer": 3, "Remove": -1}) == ("answer",)
    assert kinds_of({"answer": -3}) == kinds_of({}) == ()


@pytest.mark.parametrize(
    ("edits", "known", "yes", "no"),
    [
        ((e.Remove(clips=(-1,)),), FOUR, {"net.low>64", "net.flag>48"}, {"net.high>-32"}),
        ((e.Remove(clips=(1,)),), FOUR, {"net.over.Remove.has first"}, {"net.flag>-64"}),
        ((e.Remove(clips=(1,)),), None, {"net.low>64"}, {"net.over.Remove.has first"}),
        ((e.SetLook(name="warm"),), FOUR, {"net.odd.SetLook.name=warm", "net.high.Remove"}, set()),
        ((e.SetLook(name="cool"),), FOUR, {"net.low.SetLook", "net.trait>48"}, set()),
        ((), FOUR, {"net.high>64", "net.high.Remove"}, set()),
        ((e.Undo(),), FOUR, {"net.low>160"}, set()),
    ],
)
def test_edits_are_compared_with_what_is_heard(
    edits: tuple[e.Edit, ...], known: Facts | None, yes: set[str], no: set[str]
) -> None:
    """The worst kind, the worst value, the worst flag, and the best kind that is not said."""
    signs = set(hearing(edits, HEARD, known))
    assert yes <= signs
    assert not no & signs


def test_without_a_network_there_are_no_signs() -> None:
    """For models that have none."""
    assert not [*hearing((e.Undo(),), {}, FOUR)]
