"""Drafts, uploads and films for the renderer's tests: small, so that they render quickly."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nemo_contract.wire import Draft, RenderOutput
from nemo_emulator.render import RenderOrder, Source, find_ffmpeg
from nemo_emulator.render.compose import frames
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.pictures import Pictures
from nemo_emulator.render.plan import RenderPlan, plan
from nemo_emulator.render.players import Stage
from nemo_emulator.render.store import Store

SMALL = {"width": 160, "height": 90, "fps": 25}
MP4 = RenderOutput()

Meta = dict[str, Any]


def segment(start: int | None, length: int | None, **meta: Any) -> Meta:
    """``s``, ``d`` and ``m``; None leaves a key out."""
    times = {"s": start, "d": length}
    return {key: value for key, value in times.items() if value is not None} | {"m": meta}


def draft(
    *pictures: Meta,
    audio: tuple[Meta, ...] = (),
    text: tuple[Meta, ...] = (),
    canvas: Meta | None = None,
    length: int | None = None,
) -> Draft:
    """One track of each kind that has something."""
    kinds = ((0, pictures), (1, audio), (7, text))
    tracks = [{"tt": kind, "sg": list(segments)} for kind, segments in kinds if segments]
    told: Meta = {"t": tracks, "m": {"canvas": SMALL | (canvas or {})}}
    return Draft.model_validate(told if length is None else told | {"d": length})


def source(path: Path, file_type: str = "image", **facts: Any) -> Source:
    """An upload that lies at ``path``; what its bytes are is told by its ending."""
    container = {"jpg": "jpeg"}.get(path.suffix[1:], path.suffix[1:])
    known: Meta = {"container": container, "width": 0, "height": 0, "duration_ms": 0, "fps": 0.0}
    known["has_audio"] = file_type == "audio"
    return Source(path=path, file_type=file_type, **(known | facts))


def photo(path: Path, color: str = "#c04020", size: tuple[int, int] = (320, 200)) -> Source:
    """A picture of one colour with a white cross in the middle."""
    image = Image.new("RGB", size, color)
    across, down = size[0] // 2, size[1] // 2
    image.paste("white", (0, down - 2, size[0], down + 2))
    image.paste("white", (across - 2, 0, across + 2, size[1]))
    image.save(path)
    return source(path, width=size[0], height=size[1])


def film(path: Path, seconds: float = 1.0, *, sound: bool = True) -> Source:
    """A clip of 160x90 that grows brighter frame by frame, made by ffmpeg, with a 440 Hz tone."""
    ramp = "color=black:s=160x90:r=25,format=yuv420p,geq=lum='16+N*4':cb=128:cr=128"
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"] if sound else []
    argv = [find_ffmpeg().path, "-loglevel", "error", "-f", "lavfi", "-i", ramp, *tone]
    argv += ["-t", str(seconds), "-c:v", "libx264", "-qp", "8", "-pix_fmt", "yuv420p", "-y", path]
    subprocess.run([str(word) for word in argv], check=True)
    facts: Meta = {"duration_ms": round(seconds * 1000), "fps": 25.0, "has_audio": sound}
    return source(path, "video", width=160, height=90, **facts)


def planned(told: Draft, sources: Mapping[str, Source] | None = None) -> RenderPlan:
    """The plan of an MP4."""
    return plan(told, MP4, sources or {})


def order(told: Draft, sources: Mapping[str, Source], target: Path) -> RenderOrder:
    """Of an MP4 in the best quality."""
    return RenderOrder(draft=told, output=MP4, sources=sources, target=target)


def composed(told: Draft, sources: Mapping[str, Source]) -> list[NDArray[np.uint8]]:
    """Every frame as RGB, as it goes to the encoder."""
    whole = planned(told, sources)
    stage = Stage(whole.canvas, find_ffmpeg().path, Pictures(4, Store(None)))
    shown = (frame for chunk in whole.chunks for frame in frames(chunk, stage))
    return [_rgb(frame) for frame in shown]


def _rgb(frame: Frame) -> NDArray[np.uint8]:
    """BT.709 the other way round; chroma is repeated."""
    y, u, v = (plane.astype(float) for plane in frame.planes)
    cb, cr = ((c.repeat(2, 0).repeat(2, 1) - 128) / 224 for c in (u, v))
    light = (y - 16) / 219
    red, blue = light + 1.5748 * cr, light + 1.8556 * cb
    green = (light - 0.2126 * red - 0.0722 * blue) / 0.7152
    return np.rint(np.clip(np.dstack([red, green, blue]), 0, 1) * 255).astype(np.uint8)


def decoded(path: Path) -> list[NDArray[np.uint8]]:
    """Every frame as RGB."""
    with av.open(path, format="mov") as container:
        return [
            frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)
            for frame in container.decode(video=0)
        ]


def heard(path: Path) -> NDArray[np.float32]:
    """The sound, shape (samples, channels)."""
    with av.open(path, format="mov") as container:
        pieces = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(pieces, axis=1).T.astype(np.float32, copy=False)
