"""How smoothly pictures move: how far each frame is from where it should be, in pixels.

Every frame is compared, in nine places, with the same view computed by bicubic sampling in floats
(Lucas and Kanade's estimate of the shift between both). zoompan of ffmpeg is measured the same way.
"""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench.render_clip import photographs
from bench.table import Row, publish
from nemo_contract.draft import Fit
from nemo_emulator.render import Encoder, Source, find_ffmpeg
from nemo_emulator.render.encode import writer
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.looks import PLAIN
from nemo_emulator.render.motions import Move, View
from nemo_emulator.render.plan import Canvas, Shot, Span, Still
from nemo_emulator.render.plan.model import NO_ENTRANCE
from nemo_emulator.render.prepare import prepare
from nemo_emulator.render.warp import show

Plane = NDArray[np.floating]
Views = Callable[[int], View]

CANVAS = Canvas(1920, 1080, 30, "#000000")
FRAMES = 60
MOTIONS = {
    "slow zoom": Move("zoomin", 0.1, "linear", 90),
    "slow pan": Move("panright", 0.1, "linear", 90),
}


def main() -> None:
    """Print the table and write out/bench/render_motion.json."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        photo = photographs(Path(folder) / "photos")[0][4]
        for name, move in MOTIONS.items():
            rows += list(_measured(name, move, photo, Path(folder)))
    publish("render_motion", rows)


def _measured(name: str, move: Move, photo: Path, folder: Path) -> Iterator[Row]:
    picture = _prepared(move, photo)
    shown = [_shown(picture, move.view(n)) for n in range(FRAMES)]
    yield _row(f"{name}, before encoding", _luma(shown), picture, move.view, 0.01)
    clip = folder / "clip.mp4"
    with writer(clip, CANVAS, Encoder("libx264"), "high", find_ffmpeg().path) as into:
        for frame in shown:
            into.write(frame)
    yield _row(f"{name}, on the file", _decoded(clip), picture, move.view, 0.06)
    if move.kind == "zoomin":
        yield _row(f"{name}, zoompan", _zoompan(picture, folder), picture, move.view, None)


def _prepared(move: Move, photo: Path) -> Frame:
    with Image.open(photo) as image:
        width, height = image.size
    source = Source(
        path=photo,
        file_type="image",
        container="jpeg",
        width=width,
        height=height,
        duration_ms=0,
        fps=0.0,
        has_audio=False,
    )
    still = Still(source=source, name="photo")
    shot = Shot(
        span=Span(0, 90), footage=still, fit=Fit(), move=move, grade=PLAIN, entrance=NO_ENTRANCE
    )
    return prepare(shot, still, CANVAS)


def _shown(picture: Frame, view: View) -> Frame:
    target = Frame.empty(CANVAS.width, CANVAS.height)
    show(picture, view, target)
    return target


def _luma(shown: list[Frame]) -> Iterator[Plane]:
    return (frame.planes[0].astype(np.float32) for frame in shown)


def _decoded(clip: Path) -> Iterator[Plane]:
    with av.open(str(clip), format="mov") as film:
        for frame in film.decode(video=0):
            yield np.asarray(frame.to_ndarray(), np.float32)[: CANVAS.height]


def _zoompan(picture: Frame, folder: Path) -> Iterator[Plane]:
    """The same zoom, from the same prepared picture, in one plane of full resolution."""
    still = folder / "still.png"
    Image.fromarray(picture.planes[0]).save(still)
    centred = "x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2'"
    graph = f"zoompan=z='1+0.1*on/89':{centred}:d={FRAMES}:s={CANVAS.width}x{CANVAS.height}:fps=30"
    argv = [str(find_ffmpeg().path), "-loglevel", "error", "-i", str(still), "-vf", graph]
    raw = subprocess.run(
        [*argv, "-frames:v", str(FRAMES), "-pix_fmt", "gray", "-f", "rawvideo", "-"],
        check=True,
        capture_output=True,
    ).stdout
    frames = np.frombuffer(raw, np.uint8).reshape(-1, CANVAS.height, CANVAS.width)
    return (frame.astype(np.float32) for frame in frames)


def _row(name: str, seen: Iterator[Plane], picture: Frame, views: Views, most: float | None) -> Row:
    source = picture.planes[0].astype(np.float32)
    off = np.array([_shifts(plane, _ideal(source, views(n))) for n, plane in enumerate(seen)])
    # Of what every frame has in common nobody sees anything: that is where the picture lies.
    deviation = float(np.sqrt(np.mean((off - off.mean(axis=0)) ** 2)))
    jitter = float(np.sqrt(np.mean(np.diff(off, axis=0) ** 2)))
    print(f"    {name:<32} deviation {deviation:.4f} px, from frame to frame {jitter:.4f} px")
    target = f"<= {most} px" if most else "no target"
    return Row(name, 1000 * deviation, "px/1000", deviation / most if most else 0.0, target)


def _ideal(source: Plane, view: View) -> Plane:
    """Bicubic in floats, at exactly the places that the view names."""
    lines = []
    for length, centre, pixels in (
        (source.shape[1], view.x, CANVAS.width),
        (source.shape[0], view.y, CANVAS.height),
    ):
        step = length / (pixels * view.zoom)
        edge = centre * length - pixels * step / 2
        lines.append((edge + (np.arange(pixels) + 0.5) * step - 0.5).astype(np.float32))
    x, y = np.meshgrid(*lines)
    return cv2.remap(source, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _shifts(seen: Plane, ideal: Plane) -> list[tuple[float, float]]:
    """In a grid of three by three cells of the middle."""
    soft = [cv2.GaussianBlur(plane, (0, 0), 2.0) for plane in (seen, ideal)]
    down, across = (np.gradient(soft[1], axis=axis) for axis in (0, 1))
    height, width = ideal.shape
    return [
        _shift(soft[1][cell] - soft[0][cell], across[cell], down[cell])
        for row in range(3)
        for column in range(3)
        for cell in [
            np.s_[
                height // 8 + row * height // 4 : height // 8 + (row + 1) * height // 4,
                width // 8 + column * width // 4 : width // 8 + (column + 1) * width // 4,
            ]
        ]
    ]


def _shift(apart: Plane, across: Plane, down: Plane) -> tuple[float, float]:
    """The shift that explains the difference best."""
    sides = np.stack([across.ravel(), down.ravel()], axis=1)
    best, *_ = np.linalg.lstsq(sides, apart.ravel(), rcond=None)
    return float(best[0]), float(best[1])


if __name__ == "__main__":
    main()
