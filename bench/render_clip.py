"""The standard clip: ten photographs of 12.6 MP, 3 s each, moving, fading, a title, music."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.render import RenderOrder, Source

SIZE = (4096, 3072)
SECONDS = 3
FADE_MS = 500
ZOOM = 0.2
TEXT = 7
WALLPAPERS = Path(os.environ.get("NEMO_BENCH_PHOTOS", "/usr/share/backgrounds"))
"""Debian's lomiri-wallpapers-16.04 lies here when it is installed."""
FIXTURES = Path(__file__).parents[1] / "fixtures" / "media"

Meta = dict[str, Any]


def photographs(folder: Path) -> tuple[list[Path], str]:
    """Ten JPEGs in the folder, made if need be, and what they were made from."""
    real = sorted(WALLPAPERS.glob("*_by_*.jpg"))
    found = real or sorted(FIXTURES.glob("*[a-z].jpg"))
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{'real' if real else 'grown'}{n}.jpg" for n in range(10)]
    for n, path in enumerate(paths):
        if not path.exists():
            _photograph(found[n % len(found)], n).save(path, quality=90)
    return paths, "wallpapers" if real else "enlarged fixtures with grain"


def _photograph(path: Path, number: int) -> Image.Image:
    """At the size of a phone's photograph; what is enlarged more than half gets fine grain."""
    with Image.open(path) as image:
        fitted = ImageOps.fit(image.convert("RGB"), SIZE, Image.Resampling.LANCZOS)
        grown = SIZE[0] / image.width
    if grown < 1.7:
        return fitted
    noise = np.random.default_rng(number).normal(0, 5, (SIZE[1], SIZE[0], 1))
    grainy = np.clip(np.asarray(fitted) + noise, 0, 255).astype(np.uint8)
    return Image.fromarray(grainy)


def changed(photo: Path, target: Path) -> Path:
    """Another photograph: the mirror image."""
    with Image.open(photo) as image:
        ImageOps.mirror(image).save(target, quality=90)
    return target


def growing(photos: Sequence[Path]) -> Draft:
    """A simpler clip: each photograph grows evenly; no title."""
    told = draft(photos).dump()
    told["t"] = [track for track in told["t"] if track["tt"] != TEXT]
    for segment in told["t"][0]["sg"]:
        segment["m"]["motion"] = {"kind": "zoom-in", "amount": ZOOM, "ease": "linear"}
    return Draft.model_validate(told)


def draft(photos: Sequence[Path], *, mood: str = "lo-fi", seconds: float = SECONDS) -> Draft:
    """The clip of these photographs in order."""
    length = round(seconds * 1000)
    pictures = [_segment(n, path, length) for n, path in enumerate(photos)]
    whole = length * len(pictures)
    music = {"s": 0, "d": whole, "m": {"mood": mood, "fade_out": 1000}}
    title = {"s": 0, "d": min(whole, 3000), "m": _TITLE}
    kinds = ((0, pictures), (1, [music]), (TEXT, [title]))
    tracks = [{"tt": kind, "sg": segments} for kind, segments in kinds]
    return Draft.model_validate({"t": tracks})


_TITLE = {
    "text": "Hello, world",
    "position": "bottom",
    "size": 10,
    "enter": {"kind": "fade", "d": 400},
    "exit": {"kind": "fade", "d": 400},
}


def _segment(number: int, path: Path, length: int) -> Meta:
    motion = {"kind": "ken-burns", "amount": ZOOM}
    fade = {"kind": "fade", "d": min(FADE_MS, length // 3)} if number else {}
    return {
        "s": number * length,
        "d": length,
        "m": {"url": str(path), "motion": motion, "transition": fade},
    }


def order(told: Draft, photos: Sequence[Path], target: Path, cache: Path | None) -> RenderOrder:
    """An export in quality high."""
    return RenderOrder(
        draft=told,
        output=RenderOutput(quality="high"),
        sources=sources(photos),
        target=target,
        cache=cache,
    )


def sources(photos: Sequence[Path]) -> Mapping[str, Source]:
    return {
        str(path): Source(
            path=path,
            file_type="image",
            container="jpeg",
            width=SIZE[0],
            height=SIZE[1],
            duration_ms=0,
            fps=0.0,
            has_audio=False,
        )
        for path in photos
    }
