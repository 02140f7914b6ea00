"""Music: composed to the sample, repeatable, on the beat, without clicks or clipping."""

import numpy as np
import pytest

from nemo_emulator.render.instruments import RATE, Floats
from nemo_emulator.render.music import MOODS, PEAK, compose

SECONDS = 3


def played(mood: str, tempo: float, seed: int, samples: int) -> Floats:
    """All of it at once."""
    return compose(mood, tempo, seed, samples).block(0, samples)


@pytest.mark.parametrize("mood", MOODS)
def test_it_is_audible_and_does_not_clip(mood: str) -> None:
    """Between -26 and -14 dB on average, and no sample over the peak."""
    music = played(mood, 0, 1, SECONDS * RATE)

    level = 20 * np.log10(np.sqrt(np.mean(music**2)))
    assert -26 < level < -14
    assert np.abs(music).max() <= PEAK


@pytest.mark.parametrize("mood", MOODS)
def test_it_begins_and_ends_in_silence(mood: str) -> None:
    """So that there is no click at either end."""
    music = played(mood, 0, 1, SECONDS * RATE)

    assert np.abs(music[[0, -1]]).max() == 0


@pytest.mark.parametrize("samples", [1, 2, 999, RATE + 7])
def test_it_is_as_long_as_asked_to_the_sample(samples: int) -> None:
    """However short."""
    assert played("calm", 0, 1, samples).shape == (samples, 2)


def test_the_same_seed_plays_the_same() -> None:
    """And another one something else."""
    first, again, other = (played("lofi", 0, seed, RATE * 9) for seed in (1, 1, 2))

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("size", [1000, 48_001, 400_000])
def test_blocks_are_parts_of_the_whole(size: int) -> None:
    """To the bit, wherever they are cut: in the first bars and far beyond them."""
    length = 30 * RATE + 7
    tune = compose("lofi", 200, 1, length)

    parts = [tune.block(at, min(size, length - at)) for at in range(0, length, size)]

    assert np.array_equal(np.concatenate(parts), tune.block(0, length))


def test_left_and_right_differ() -> None:
    """It is stereo."""
    music = played("upbeat", 0, 1, SECONDS * RATE)

    assert not np.allclose(music[:, 0], music[:, 1], atol=0.01)


def test_the_beat_falls_where_the_tempo_says() -> None:
    """Bass drums at 120 beats a minute are half a second apart."""
    music = played("upbeat", 120, 1, 4 * RATE).mean(axis=1)

    low = np.convolve(music, np.ones(400) / 400, "same") ** 2
    loud = low[: 4 * RATE].reshape(-1, RATE // 20).mean(axis=1)
    spectrum = np.abs(np.fft.rfft(loud - loud.mean()))
    beats = np.fft.rfftfreq(len(loud), 1 / 20)

    assert beats[np.argmax(spectrum)] % 2 == pytest.approx(0, abs=0.3)


def test_it_repeats_without_a_seam() -> None:
    """Where it begins anew no sample jumps more than elsewhere."""
    bars = round(8 * 4 * 60 / 300 * RATE)
    music = played("lofi", 300, 1, 2 * bars)

    jumps = np.abs(np.diff(music[:, 0]))
    assert jumps[bars - 50 : bars + 50].max() <= np.quantile(jumps, 0.9999)
