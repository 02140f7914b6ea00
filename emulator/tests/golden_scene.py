"""Sixty-one compositions whose look is kept: a draft, and the frame of it that is compared.

``python -m emulator.tests.golden_scene`` writes the references anew: look at each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from emulator.tests.render_scene import _rgb, planned
from numpy.typing import NDArray
from PIL import Image

from nemo_contract.wire import Draft
from nemo_emulator.media import Container, probe
from nemo_emulator.render import Source, find_ffmpeg
from nemo_emulator.render.compose import frames
from nemo_emulator.render.encode import Writer
from nemo_emulator.render.frame import Frame, copy
from nemo_emulator.render.looks import LOOKS
from nemo_emulator.render.pictures import Pictures
from nemo_emulator.render.plan import Canvas, Span
from nemo_emulator.render.players import Stage
from nemo_emulator.render.store import Store

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
REFERENCES = Path(__file__).with_name("golden")
CANVAS = {"width": 320, "height": 180, "fps": 25}

Meta = dict[str, Any]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Composition:
    """A draft, and the frame of it that is kept."""

    name: str
    draft: Draft
    at: int

    @property
    def reference(self) -> Path:
        return REFERENCES / f"{self.name}.webp"

    @property
    def canvas(self) -> Canvas:
        return planned(self.draft, sources()).canvas

    def frames(self, count: int) -> list[Frame]:
        """So many frames from the kept one on, as they go to the encoder."""
        whole = planned(self.draft, sources())
        stage = Stage(whole.canvas, find_ffmpeg().path, Pictures(4, Store(None)))
        (chunk,) = (c for c in whole.chunks if c.shot.span.start <= self.at < c.shot.span.end)
        span = Span(self.at, self.at + count)
        return [_kept(frame) for frame in frames(chunk, stage, span)]


def _kept(frame: Frame) -> Frame:
    own = Frame.empty(frame.width, frame.height)
    copy(frame, own)
    return own


@cache
def sources() -> dict[str, Source]:
    """The fixtures by their names."""
    kinds = {"jpg": "jpeg"}
    files = (path for path in sorted(MEDIA.iterdir()) if path.suffix[1:] in _SHOWN)
    return {path.name: _source(path, kinds.get(path.suffix[1:], path.suffix[1:])) for path in files}


_SHOWN = ("jpg", "png", "gif", "webp", "mp4", "mov")


def _source(path: Path, container: str) -> Source:
    info = probe(path, Container(container))
    return Source(
        path=path,
        file_type=info.file_type.value,
        container=container,
        width=info.width,
        height=info.height,
        duration_ms=info.duration_ms,
        fps=info.fps,
        has_audio=info.has_audio,
    )


def told(pictures: Sequence[Meta], texts: Sequence[Meta], **canvas: int) -> Draft:
    """Segments of two seconds each; texts last as long as all of them."""
    shown = [{"s": 2000 * n, "d": 2000, "m": meta} for n, meta in enumerate(pictures)]
    tracks = [{"tt": 0, "sg": shown}]
    if texts:
        words = [{"s": 0, "d": 2000 * len(shown), "m": meta} for meta in texts]
        tracks += [{"tt": 7, "sg": [word]} for word in words]
    return Draft.model_validate({"t": tracks, "m": {"canvas": CANVAS | canvas}})


def _alone(name: str, picture: Meta, at: int = 25, **canvas: int) -> Composition:
    return Composition(name, told([picture], (), **canvas), at)


def _titled(name: str, meta: Meta, at: int = 25, **canvas: int) -> Composition:
    picture = {"url": "dandelions.jpg"}
    return Composition(f"title-{name}", told([picture], (meta,), **canvas), at)


def _entering(kind: str) -> Composition:
    pair: list[Meta] = [
        {"url": "beach.jpg"},
        {"url": "forest.jpg", "transition": {"kind": kind, "d": 1000}},
    ]
    return Composition(f"transition-{kind}", told(pair, ()), 50 + 6)


_LOOKS = [_alone(f"look-{n}", {"url": "mountains.jpg", "look": {"name": n}}) for n in LOOKS]
_FITS = [
    _alone("fit-cover", {"url": "portrait.webp", "fit": {"mode": "cover"}}),
    _alone("fit-blur", {"url": "portrait.webp", "fit": {"mode": "contain"}}),
    _alone("fit-color", {"url": "logo.png", "fit": {"mode": "contain", "background": "#204060"}}),
    _alone("fit-stretch", {"url": "city.png", "fit": {"mode": "stretch"}}),
    _alone("fit-upright", {"url": "beach.jpg", "fit": {"mode": "contain"}}, width=144, height=256),
    _alone("fit-rotated", {"url": "rotated.jpg"}, width=180, height=180),
]
_MOTIONS = [
    _alone(f"motion-{kind}", {"url": "meadow.jpg", "motion": {"kind": kind, "amount": 0.3}}, 40)
    for kind in ("zoomin", "zoomout", "panleft", "panright", "panup", "pandown", "kenburns")
]
_TRANSITIONS = [
    _entering(kind)
    for kind in (
        *("fade", "fadeblack", "fadewhite", "fadegrays", "hblur", "pixelize", "circleopen"),
        *("circlecrop", "wipeleft", "wipetl", "smoothup", "diagbr", "radial", "vertopen"),
        *("hrslice", "vdwind", "slideleft", "coverup", "squeezeh", "zoomin"),
    )
]
_TITLES = [
    _titled("plain", {"text": "Hello, world", "size": 16}),
    _titled("chinese", {"text": "夏天的海边，我们一起走过", "size": 12, "position": "bottom"}),
    _titled("arabic", {"text": "مرحبا بالعالم 2026", "size": 14}),
    _titled("emoji", {"text": "Party 🎉 ❤️", "size": 16, "position": "top-right"}),
    _titled(
        "outline", {"text": "Outline", "size": 24, "outline": {"color": "#c02020", "width": 8}}
    ),
    _titled("box", {"text": "In a box", "size": 12, "box": {"opacity": 0.6}, "position": "bottom"}),
    _titled("sliding", {"text": "Slide", "size": 24, "enter": {"kind": "slide-up", "d": 1000}}, 8),
    _titled("popping", {"text": "Pop", "size": 30, "enter": {"kind": "pop", "d": 1000}}, 4),
    _titled("unrolling", {"text": "Unroll", "size": 30, "enter": {"kind": "wipe", "d": 1000}}, 12),
    _titled(
        "typing",
        {"text": "Letter by letter", "size": 14, "enter": {"kind": "typewriter", "d": 1000}},
        12,
    ),
    _titled("upright", {"text": "A title that wraps", "size": 8}, width=144, height=256),
]
_OTHERS = [
    _alone("card", {"type": "card", "text": "The end", "background": "#203050"}),
    _alone("clip", {"type": "video", "url": "clip.mp4"}, 10),
    _alone("gif", {"url": "sunset.gif"}, 12),
    *(
        _alone(f"scene-{kind}", {"type": "generated", "recipe": kind, "seed": 3})
        for kind in ("sunset", "city", "snow")
    ),
]
COMPOSITIONS = (*_LOOKS, *_FITS, *_MOTIONS, *_TRANSITIONS, *_TITLES, *_OTHERS)


def rgb(frame: Frame) -> Pixels:
    return _rgb(frame)


def reference(composition: Composition) -> Pixels:
    with Image.open(composition.reference) as image:
        return np.asarray(image.convert("RGB"))


def encoded(writer: Writer, path: Path, shown: list[Frame]) -> Pixels:
    """The second of the frames, after an encoder and a decoder."""
    with writer as into:
        for frame in shown:
            into.write(frame)
    with av.open(path, format="mov") as film:
        second = list(film.decode(video=0))[1]
    planes = np.asarray(second.to_ndarray(format="yuv420p"), np.uint8)
    return _rgb(Frame(second.width, second.height, planes.ravel()))


def ssim(a: Pixels, b: Pixels) -> float:
    """Structural similarity (Wang et al. 2004) of the brightness."""
    x, y = (image.astype(np.float64) @ _LUMA for image in (a, b))
    mx, my = _local(x), _local(y)
    vx, vy, cov = _local(x * x) - mx * mx, _local(y * y) - my * my, _local(x * y) - mx * my
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    return float(likeness.mean())


_LUMA = np.array([0.2126, 0.7152, 0.0722])


def apart(a: Pixels, b: Pixels) -> float:
    """How far the colours are from each other on average, in levels of 255."""
    return float(np.abs(a.astype(float) - b).mean(axis=(0, 1)).max())


def _local(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(cv2.GaussianBlur(plane, (11, 11), 1.5))


def write() -> None:
    """Every reference anew."""
    REFERENCES.mkdir(exist_ok=True)
    for old in REFERENCES.glob("*.webp"):
        old.unlink()
    for composition in COMPOSITIONS:
        (frame,) = composition.frames(1)
        Image.fromarray(rgb(frame)).save(composition.reference, quality=95, method=6)


if __name__ == "__main__":
    write()
