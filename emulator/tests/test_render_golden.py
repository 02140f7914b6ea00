"""Sixty-one compositions look as they did when they were looked at, before and after encoding.

By default with the ffmpeg that is found; ``make golden`` runs them with every build there is.
"""

import os
from pathlib import Path

import pytest
from emulator.tests.golden_scene import (
    COMPOSITIONS,
    REFERENCES,
    Composition,
    apart,
    encoded,
    reference,
    rgb,
    ssim,
)

from nemo_emulator.render import Encoder, find_ffmpeg
from nemo_emulator.render.encode import Writer, _Beside, writer
from nemo_emulator.render.typeface import SHAPING

BEFORE, AFTER = 0.98, 0.95
COLOR = 4.0
X264 = Encoder("libx264")
BESIDE = COMPOSITIONS if os.environ.get("NEMO_GOLDEN") == "all" else COMPOSITIONS[::6]


def name(composition: Composition) -> str:
    return composition.name


def test_there_are_sixty_one_and_each_has_its_reference() -> None:
    """No more, no less."""
    assert len(COMPOSITIONS) == 61
    assert {c.reference for c in COMPOSITIONS} == set(REFERENCES.glob("*.webp"))


@pytest.mark.parametrize("composition", COMPOSITIONS, ids=name)
def test_a_composition_looks_as_it_did(composition: Composition, tmp_path: Path) -> None:
    """As composed, and as decoded after the encoder in this process."""
    if composition.name.startswith("title-") and not SHAPING:
        pytest.skip("letters are joined by the system's fribidi")
    path, expected = tmp_path / "clip.mp4", reference(composition)
    shown = composition.frames(2)

    inside = writer(path, composition.canvas, X264, "high", find_ffmpeg().path)
    decoded = encoded(inside, path, shown[:1] * 2)

    assert ssim(rgb(shown[0]), expected) >= BEFORE
    assert apart(rgb(shown[0]), expected) <= COLOR
    assert ssim(decoded, expected) >= AFTER


@pytest.mark.parametrize("composition", BESIDE, ids=name)
def test_an_encoder_beside_makes_the_same(composition: Composition, tmp_path: Path) -> None:
    """As an ffmpeg process, of whichever build is found."""
    path, expected = tmp_path / "clip.mp4", reference(composition)
    beside: Writer = _Beside(path, composition.canvas, X264, "high", find_ffmpeg().path)

    decoded = encoded(beside, path, composition.frames(1) * 2)

    assert ssim(decoded, expected) >= AFTER
