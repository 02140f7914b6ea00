"""Products of whole numbers come out the same, in whatever order they are added."""

import numpy as np
import pytest
from emulator.tests.agent_stage import CHINESE, ENGLISH
from hypothesis import given
from hypothesis import strategies as st

from nemo_emulator.agent.intents.facts import Facts
from nemo_emulator.agent.network.network import load
from nemo_emulator.neural import exact, layers

FOUR = Facts(shown=4, photos=3, videos=1, songs=0, has=frozenset({"music", "title"}))
# The largest whole number up to which single precision knows all.
MOST = 2**24


def test_sums_stay_below_what_single_precision_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every product of the network, for each twentieth row of the tables."""
    largest = []

    def times(x: exact.Whole, w: exact.Whole) -> exact.Whole:
        largest.append(float((np.abs(x).astype(float) @ np.abs(w).astype(float)).max()))
        found: exact.Whole = plain(x, w)
        assert (found == x.astype(float) @ w.astype(float)).all()
        return found

    plain = exact.times
    for module in (exact, layers):
        monkeypatch.setattr(module, "kernel", lambda: None)
        monkeypatch.setattr(module, "times", times)
    for row in (*ENGLISH[::20], *CHINESE[::20]):
        dict(load().heard(row.text, tuple(FOUR.names)))

    assert MOST / 8 < max(largest) < MOST


def heard() -> list[dict[str, int]]:
    """What the network hears in each fortieth row of the tables."""
    rows = (*ENGLISH[::40], *CHINESE[::40])
    return [dict(load().heard(row.text, tuple(FOUR.names))) for row in rows]


def test_every_way_hears_the_same(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled for any processor or for wider ones: as NumPy has it, to the unit."""
    found = heard()

    for module in (exact, layers):
        monkeypatch.setattr(module, "kernel", lambda: None)

    assert found == heard(), way


@given(st.lists(st.floats(-80, 80), min_size=1, max_size=20))
def test_gelu_is_looked_up_within_a_step(values: list[float]) -> None:
    """Beyond its reach it is the end of the table, where no network has been seen to come."""
    x = np.array(values).clip(-exact.REACH, exact.REACH)
    true = x / (1 + np.exp(np.minimum(-1.5957691216 * x * (1 + 0.044715 * x * x), 700.0)))

    assert np.abs(exact.bent(x) - true).max() <= 1.2 / exact.FINE / 2
    assert (exact.bent_steps(x) == np.rint(exact.bent(x) * exact.STEPS)).all()


@pytest.mark.usefixtures("way")
def test_what_is_found_is_held_to_some_steps() -> None:
    """Beyond, products would no longer be known whole."""
    assert exact.stepped(np.array([[1e9, -1e9, 1.0]])).tolist() == [[16383, -16383, 128]]


@pytest.mark.parametrize("rows", [1, 3, 16, 40, 97])
@pytest.mark.parametrize("columns", [1, 47, 384])
def test_a_product_in_parts_is_the_product(rows: int, columns: int) -> None:
    """However many parts it takes to stay on one thread."""
    chance = np.random.default_rng(rows * columns)
    x, w = (chance.integers(-99, 99, size) for size in ((rows, 128), (128, columns)))

    found = exact.times(x.astype(np.float32), w.astype(np.float32))

    assert (found == x @ w).all()


@pytest.mark.usefixtures("way")
def test_rows_are_evened_by_their_spread() -> None:
    """Their mean is left to the weights, from which it was taken."""
    x = np.array([[1.0, 3.0], [10.0, 10.0], [-4.0, 4.0]]).repeat(4, axis=1)

    found = exact.evened(x) / exact.STEPS

    assert found[0] == pytest.approx([1] * 4 + [3] * 4, rel=1e-2)
    assert found[2] == pytest.approx([-1] * 4 + [1] * 4, rel=1e-2)
    assert np.isfinite(found).all()
