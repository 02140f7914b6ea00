"""What layers work out, compiled or not."""

import numpy as np
import pytest
from emulator.tests.neural_plain import ROUNDED, looked, reminded, rows, thought, through, weights

from nemo_emulator.neural.exact import STEPS, Linear, evened
from nemo_emulator.neural.layers import Labels

pytestmark = pytest.mark.usefixtures("way")


@pytest.mark.parametrize("count", [1, 2, 9, 24, 97])
@pytest.mark.parametrize("causal", [True, False])
def test_rows_look_at_each_other(count: int, *, causal: bool) -> None:
    """As plain attention has it; causal ones look back alone."""
    w, x = weights(count), rows(count, count)
    mask = np.triu(np.full((count, count), -np.inf if causal else 0.0), 1)
    wanted = looked(w, "a.", x, mask)

    w.layer("a.").look(x, causal=causal)

    assert np.abs(x - wanted).max() < ROUNDED


@pytest.mark.parametrize("count", [1, 9, 97])
def test_each_row_thinks_for_itself(count: int) -> None:
    """With GELU between."""
    w, x = weights(count), rows(count, count)
    wanted = thought(w, "a.", x)

    w.layer("a.").think(x)

    assert np.abs(x - wanted).max() < ROUNDED


def test_a_layer_looks_and_thinks() -> None:
    """In that order, without a mask."""
    w, x, wanted = weights(1), rows(1, 5), rows(1, 5)
    w.layer("a.").look(wanted)
    w.layer("a.").think(wanted)

    w.layer("a.").add(x)

    assert (x == wanted).all()


@pytest.mark.parametrize("others", [1, 2, 13])
def test_rows_look_at_another_sequence(others: int) -> None:
    """However long it is; what is remembered of it serves any rows."""
    w, x, told = weights(others), rows(others, 4), rows(100 + others, others)
    wanted = reminded(w, "a.", x, told)

    crossed = w.crossed("a.", "seen.")
    crossed.add(x, crossed.told(evened(told)))

    assert np.abs(x - wanted).max() < ROUNDED


def test_a_product_behind_a_normalisation_is_folded() -> None:
    """Scale, shift and mean are in the weights; plain ones are as they are."""
    w, x = weights(7), rows(7, 6)

    folded = w.folded("a.second.", "a.in")(evened(x))
    plain = w.plain("a.in")(np.rint(x * STEPS).astype(np.float32))

    assert np.abs(folded - through(w, "a.second.", "a.in", x)).max() < ROUNDED
    assert np.abs(plain - (x @ w.arrays["a.in"] + w.arrays["a.in.b"])).max() < ROUNDED
    assert np.abs(w.scaled("a.second.", "a.in").mean(axis=0)).max() < 1e-12


@pytest.mark.parametrize("count", [1, 9, 40])
@pytest.mark.parametrize("labels", [1, 17, 47])
def test_labels_are_read_from_what_rows_say(count: int, labels: int) -> None:
    """Each looks at the rows in its own way."""
    chance = np.random.default_rng(count)
    asks = Linear.of(chance.normal(0, 0.2, (32, labels)), np.zeros(labels))
    says, answers = chance.normal(size=(labels, 32)), chance.normal(size=(count, 32))
    seen = evened(rows(count, count))
    shares = np.exp(seen.astype(float) @ (asks.weights * asks.sizes))
    heard = (shares / shares.sum(axis=0)).T @ answers
    bent = heard / 2 * (1 + np.tanh((2 / np.pi) ** 0.5 * (heard + 0.044715 * heard**3)))

    found = Labels(asks, says).read(seen, answers)

    assert np.abs(found - (bent * says).sum(axis=1)).max() < ROUNDED


@pytest.mark.parametrize("count", [1, 8, 30])
@pytest.mark.parametrize("columns", [1, 47, 384])
def test_a_product_is_of_whole_numbers(count: int, columns: int) -> None:
    """Exactly, but for what its columns are scaled by."""
    chance = np.random.default_rng(count * columns)
    by = Linear.of(chance.normal(size=(128, columns)), chance.normal(size=columns))
    x = chance.integers(-1400, 1400, (count, 128)).astype(np.float32)

    found = by(x)

    wanted = x.astype(float) @ by.weights.astype(float) * by.sizes + by.shift
    assert found == pytest.approx(wanted, rel=1e-12, abs=1e-12)
