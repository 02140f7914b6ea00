"""Colours survive the whole way, from an upload to the decoded file, as far as an eye can tell."""

import asyncio
from pathlib import Path

import av
import numpy as np
import pytest
from emulator.tests.render_scene import draft, order, segment, source
from numpy.typing import NDArray
from PIL import Image

from nemo_emulator.render import LocalRenderer

Reals = NDArray[np.float64]

WIDTH, HEIGHT = 320, 180
RAMP = [(level, level, level) for level in range(0, 256, 17)]
BARS = [(r, g, b) for r in (0, 191, 255) for g in (0, 191, 255) for b in (0, 191, 255)][1:]


def patches(colors: list[tuple[int, int, int]]) -> NDArray[np.uint8]:
    """Columns of one colour each, as wide as fit."""
    wide = WIDTH // len(colors)
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for n, color in enumerate(colors):
        image[:, n * wide : (n + 1) * wide] = color
    return image


def seen(path: Path) -> Reals:
    """A frame in the middle of the file, by the matrix that its tags name."""
    with av.open(path, format="mov") as film:
        frame = list(film.decode(video=0))[10]
    assert (frame.colorspace, frame.color_range) == (1, 1)
    y, u, v = (plane.astype(float) for plane in _planes(np.asarray(frame.to_ndarray(), np.uint8)))
    cb, cr = ((c.repeat(2, 0).repeat(2, 1) - 128) / 224 for c in (u, v))
    light = (y - 16) / 219
    red, blue = light + 1.5748 * cr, light + 1.8556 * cb
    green = (light - 0.2126 * red - 0.0722 * blue) / 0.7152
    return np.asarray(np.clip(np.dstack([red, green, blue]), 0, 1) * 255)


def _planes(stacked: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], ...]:
    flat, size = stacked.ravel(), WIDTH * HEIGHT
    y, u, v = np.split(flat, (size, size + size // 4))
    half = (HEIGHT // 2, WIDTH // 2)
    return y.reshape(HEIGHT, WIDTH), u.reshape(half), v.reshape(half)


def lab(rgb: Reals) -> Reals:
    """CIE L*a*b* of sRGB, D65."""
    share = rgb / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = linear @ to_xyz.T / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


@pytest.mark.parametrize("colors", [RAMP, BARS], ids=["grey ramp", "color bars"])
def test_colors_stay_within_two(colors: list[tuple[int, int, int]], tmp_path: Path) -> None:
    """Delta E (CIE 1976, the strict one) of every patch, after encoding and decoding."""
    picture = tmp_path / "patches.png"
    Image.fromarray(patches(colors)).save(picture)
    canvas = {"width": WIDTH, "height": HEIGHT, "fps": 25}
    told = draft(segment(0, 800, url="a"), canvas=canvas)
    wanted = order(told, {"a": source(picture)}, tmp_path / "clip.mp4")

    done = asyncio.run(LocalRenderer(threads=1).render(wanted, lambda _share: None))

    decoded, wide = seen(done.path), WIDTH // len(colors)
    middles = [decoded[HEIGHT // 2, n * wide + wide // 2] for n in range(len(colors))]
    apart = np.linalg.norm(lab(np.array(middles)) - lab(np.array(colors, float)), axis=-1)
    assert apart.max() <= 2.0
