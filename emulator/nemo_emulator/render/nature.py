"""What has to be known of a clip before it is decoded: how its colours and its pixels are meant."""

from dataclasses import dataclass
from typing import Any

import av
from av.stream import Disposition

from nemo_emulator.render.demuxers import demuxer
from nemo_emulator.render.order import RenderFailed, Source

_HIGH = {16: "smpte2084", 18: "arib-std-b67"}
_UNSPECIFIED = frozenset({0, 2})
_HD_ROWS = 720


@dataclass(frozen=True, slots=True)
class Nature:
    """``transfer`` is that of a high range, ``matrix`` is given where the file does not say it.

    ``aspect`` is a pixel's, 1 is square.
    """

    transfer: str = ""
    matrix: str = ""
    aspect: float = 1.0


def nature(source: Source, name: str) -> Nature:
    """Read from the headers. Raises ``RenderFailed`` for a file that cannot be opened."""
    try:
        with av.open(str(source.path), format=demuxer(source, name)) as container:
            films = [s for s in container.streams.video if not _cover(s)]
            return _of(films[0])
    except (av.FFmpegError, OSError, IndexError) as error:
        raise RenderFailed(
            f"{name} cannot be played: it has no picture that we can read."
        ) from error


def _cover(stream: Any) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)


def _of(film: Any) -> Nature:
    context = film.codec_context
    unsaid = context.colorspace in _UNSPECIFIED and context.height >= _HD_ROWS
    return Nature(
        transfer=_HIGH.get(context.color_trc, ""),
        matrix="bt709" if unsaid else "",
        aspect=float(film.sample_aspect_ratio or 1) or 1.0,
    )
