"""Where pieces meet nothing is black, doubled or lost, and sound and picture stay together."""

import asyncio
import wave
from pathlib import Path

import numpy as np
import pytest
from emulator.tests.render_scene import composed, decoded, draft, heard, order, segment, source
from numpy.typing import NDArray
from PIL import Image

from nemo_contract.wire import Draft
from nemo_emulator.render import LocalRenderer, Rendered, Source


def rendered(told: Draft, sources: dict[str, Source], folder: Path, threads: int) -> Rendered:
    wish = order(told, sources, folder / f"clip{threads}.mp4")
    return asyncio.run(LocalRenderer(threads=threads).render(wish, lambda _share: None))


def textured(path: Path, seed: int) -> Source:
    """Soft blots, so that every shift is seen."""
    noise = np.random.default_rng(seed).integers(0, 256, (18, 32, 3), np.uint8)
    Image.fromarray(noise).resize((640, 360), Image.Resampling.BICUBIC).save(path)
    return source(path)


def distance(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    return float(np.abs(a.astype(float) - b).mean())


@pytest.mark.parametrize("threads", [1, 3])
def test_every_frame_is_the_one_that_was_composed(threads: int, tmp_path: Path) -> None:
    """In however many pieces: none is nearer to the composed frame before or after its own."""
    moving = {"kind": "pan-right", "amount": 0.6}
    fade = {"kind": "fade", "d": 200}
    sources = {name: textured(tmp_path / f"{name}.png", n) for n, name in enumerate("abc")}
    told = draft(
        segment(0, 1600, url="a", motion=moving),
        segment(1600, 1600, url="b", motion=moving, transition=fade),
        segment(3200, 1600, url="c", motion=moving, transition={"kind": "slide-left", "d": 400}),
    )

    seen = decoded(rendered(told, sources, tmp_path, threads).path)

    ideal = composed(told, sources)
    assert len(seen) == len(ideal) == 120
    for n in range(1, 119):
        before, own, after = (distance(seen[n], ideal[k]) for k in (n - 1, n, n + 1))
        assert own < min(before, after), n
        assert own < 6, n


def test_sound_and_picture_end_together(tmp_path: Path) -> None:
    """A flash and a beep in the last fifth of a second of ten begin within a frame."""
    colors = {"dark": "#000000", "bright": "#ffffff"}
    for name, color in colors.items():
        Image.new("RGB", (160, 90), color).save(tmp_path / f"{name}.png")
    sources = {name: source(tmp_path / f"{name}.png") for name in colors}
    sources["beep"] = _beep(tmp_path / "beep.wav")
    told = draft(
        segment(0, 9800, url="dark"),
        segment(9800, 200, url="bright"),
        audio=(segment(9800, 200, type="audio", url="beep"),),
    )

    path = rendered(told, sources, tmp_path, 2).path

    flash = next(n for n, frame in enumerate(decoded(path)) if frame.mean() > 128) / 25
    loud = np.abs(heard(path)[:, 0])
    beep = int(np.argmax(loud > loud.max() / 4)) / 48000
    assert flash == 9.8
    assert beep == pytest.approx(flash, abs=1 / 25)


def _beep(path: Path) -> Source:
    sine = np.round(20000 * np.sin(2 * np.pi * 880 * np.arange(9600) / 48000)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes(sine.tobytes())
    return source(path, "audio", duration_ms=200)
