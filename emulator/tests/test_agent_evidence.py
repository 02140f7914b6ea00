"""What speaks for a reading: claims and words; and how their weights are found."""

from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from tools.intents.lowest import lowest

from nemo_emulator.agent import edits as e
from nemo_emulator.agent.edits.fields import fields_of
from nemo_emulator.agent.evidence import Weighing, claims, evidence, words
from nemo_emulator.agent.intents.bands import passed
from nemo_emulator.agent.intents.model import Linear, load
from nemo_emulator.agent.intents.pairs import paired, parted, smallest
from nemo_emulator.agent.ruled import Understanding
from nemo_emulator.agent.scan import scan

CLAIMS: tuple[tuple[Understanding, set[str]], ...] = (
    (Understanding(edits=(e.Remove(clips=(2, 5)),)), {"Remove", "Remove.clips#2"}),
    (
        Understanding(edits=(e.Extend(ms=-500, clips=(1, 2, 3, 4)),)),
        {"Extend", "Extend.ms-", "Extend.clips#3"},
    ),
    (
        Understanding(edits=(e.AddText(text="Hi", style=e.TextStyle(color="#ff0000")),)),
        {"AddText", "AddText.text", "AddText.type=title", "AddText.style.color=#ff0000"},
    ),
    (Understanding(unclear="request"), {"unclear"}),
    (Understanding(cannot="photo"), {"cannot"}),
)


@pytest.mark.parametrize(("meant", "said"), CLAIMS)
def test_what_an_understanding_claims(meant: Understanding, said: set[str]) -> None:
    """Kinds, and which fields are filled how; never the user's own words or places."""
    assert set(claims(meant)) == said


def test_a_word_is_weighed_beside_each_claim() -> None:
    """ "Except" beside Remove is another thing than beside Keep."""
    told = words(scan("remove all except 2"))
    meant = Understanding(edits=(e.Remove(clips=(2,)),))

    found = set(evidence("rules", meant, ["same"], told))

    assert {
        "|same",
        "rules|same",
        "same&Remove",
        "~wexcept&Remove",
        "~cexcept&Remove.clips#1",
    } <= found


def test_what_is_weighed_is_all_the_evidence() -> None:
    """Each name counts once, whether or not it is written out."""
    told = words(scan("remove all except 2"))
    meant = Understanding(edits=(e.Remove(clips=(2,)),))
    names = list(evidence("rules", meant, ["same", "sure>4"], told))
    weights = Linear(("right",), {name: [0, n] for n, name in enumerate(names)})

    found = Weighing(told, weights.pairs).of("rules", meant, frozenset({"same", "sure>4"}))

    assert found == weights.score(names) == sum(range(len(names)))


def test_names_can_be_parted_again() -> None:
    """All that the agent has weights for."""
    assert all(paired(*parted(name)) == name for name in load().trust.weights)


@pytest.mark.parametrize(
    "edit", [e.AddText(text="a"), e.SetSubtitles(lines=(e.Line(text="b"),)), e.Remove(clips=(1, 2))]
)
def test_edits_are_read_as_dataclasses_are(edit: Any) -> None:
    """To the order of their fields."""
    assert [*fields_of(edit).items()] == [*asdict(edit).items()]


def test_bounds_are_passed_one_after_the_other() -> None:
    """A value on a bound has not passed it."""
    assert passed("sure", 4, (-8, 0, 4, 8)) == ("sure>-8", "sure>0")


def test_chinese_words_are_words() -> None:
    """Short pieces stand for themselves."""
    assert "h删除" in words(scan("删除第二张"))


def test_the_lowest_point_is_found() -> None:
    """Of a bowl whose axes are very unlike."""
    axes, centre = np.array([1.0, 100.0, 0.01]), np.array([3.0, -2.0, 5.0])

    def bowl(at: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        away = at - centre
        return float(axes @ away**2), 2 * axes * away

    assert lowest(bowl, np.zeros(3)) == pytest.approx(centre, abs=0.05)


@pytest.mark.parametrize(
    ("weights", "kind"),
    [([], np.int8), ([127, -127], np.int8), ([-128], np.int16), ([40_000], np.int32)],
)
def test_weights_take_as_few_bytes_as_they_need(weights: list[int], kind: type) -> None:
    """All of them, with either sign."""
    assert smallest(np.array(weights, np.int64)) == kind
