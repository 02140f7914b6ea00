"""What an MP4 file holds, read from its boxes (ISO 14496-12); no other program is needed.

Pure: the bytes come from a function ``read(offset, length)``, so that only the index of a large
file is ever in memory.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

Read = Callable[[int, int], bytes]
LARGEST_INDEX: Final = 64 * 1024 * 1024
CODECS: Final = MappingProxyType(
    {"avc1": "h264", "avc3": "h264", "hvc1": "hevc", "hev1": "hevc", "mp4a": "aac", "av01": "av1"}
)
KINDS: Final = MappingProxyType({b"vide": "video", b"soun": "audio"})


class NotAMovie(ValueError):
    """The file is not a whole MP4."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One track: duration in s; pixels and frames a second, or Hz and channels."""

    kind: str
    codec: str
    duration: float
    width: int = 0
    height: int = 0
    fps: float = 0.0
    rate: int = 0
    channels: int = 0

    def __str__(self) -> str:
        if self.kind == "video":
            return f"{self.codec} {self.width}x{self.height} {self.fps:.4g} fps"
        if self.kind == "audio":
            layout = {1: "mono", 2: "stereo"}.get(self.channels, f"{self.channels} channels")
            return f"{self.codec} {self.rate / 1000:g} kHz {layout}"
        return f"{self.kind} {self.codec}"


@dataclass(frozen=True, slots=True)
class Movie:
    """A whole file: duration in s; ``faststart`` when it can be played while it is still coming."""

    duration: float
    streams: tuple[Stream, ...]
    faststart: bool


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    end: int


def probe(read: Read, size: int) -> Movie:
    """Read the index of a file of ``size`` bytes.

    Raises ``NotAMovie`` when it is something else, or cut off.
    """
    top = {box.kind: box for box in reversed(list(_boxes(read, 0, size)))}
    if b"moov" not in top or b"mdat" not in top:
        raise NotAMovie("the file is no MP4")
    moov = top[b"moov"]
    if moov.end - moov.start > LARGEST_INDEX:
        raise NotAMovie("the file's index is too large")
    data = read(moov.start, moov.end - moov.start)
    try:
        return _movie(data, faststart=moov.start < top[b"mdat"].start)
    except (struct.error, IndexError) as error:
        raise NotAMovie("the file's index is damaged") from error


def _movie(moov: bytes, *, faststart: bool) -> Movie:
    tracks = (moov[box.start : box.end] for box in _inside(moov) if box.kind == b"trak")
    scale, duration = _header(_find(moov, b"mvhd"))
    return Movie(float(Fraction(duration, scale)), tuple(map(_stream, tracks)), faststart)


def _stream(trak: bytes) -> Stream:
    mdia = _find(trak, b"mdia")
    scale, duration = _header(_find(mdia, b"mdhd"))
    handler = _find(mdia, b"hdlr")[8:12]
    table = _find(_find(mdia, b"minf"), b"stbl")
    entry = _find(table, b"stsd")[8:]
    fourcc = entry[4:8].decode("latin-1").strip()
    kind = KINDS.get(handler, handler.decode("latin-1"))
    stream = Stream(kind, CODECS.get(fourcc, fourcc), float(Fraction(duration, scale)))
    match kind:
        case "video":
            return _picture(stream, entry, Fraction(_samples(table) * scale, max(duration, 1)))
        case "audio":
            return _sound(stream, entry)
        case _:
            return stream


def _picture(stream: Stream, entry: bytes, fps: Fraction) -> Stream:
    width, height = struct.unpack_from(">HH", entry, 32)
    return Stream(stream.kind, stream.codec, stream.duration, width, height, float(fps))


def _sound(stream: Stream, entry: bytes) -> Stream:
    channels, _, _, _, rate = struct.unpack_from(">HHHHI", entry, 24)
    return Stream(stream.kind, stream.codec, stream.duration, rate=rate >> 16, channels=channels)


def _samples(table: bytes) -> int:
    """How many frames the time-to-sample table counts."""
    stts = _find(table, b"stts")
    (entries,) = struct.unpack_from(">I", stts, 4)
    counts = struct.iter_unpack(">II", stts[8 : 8 + 8 * entries])
    return sum(count for count, _ in counts)


def _header(box: bytes) -> tuple[int, int]:
    """Time scale and duration of an ``mvhd`` or ``mdhd``; both versions have them in a row."""
    form, at = (">IQ", 20) if box[0] == 1 else (">II", 12)
    scale, duration = struct.unpack_from(form, box, at)
    return max(scale, 1), duration


def _find(data: bytes, kind: bytes) -> bytes:
    for box in _inside(data):
        if box.kind == kind:
            return data[box.start : box.end]
    raise IndexError(kind)


def _inside(data: bytes) -> Iterator[_Box]:
    return _boxes(lambda offset, length: data[offset : offset + length], 0, len(data))


def _boxes(read: Read, start: int, end: int) -> Iterator[_Box]:
    """The boxes that fill a range. Raises ``NotAMovie`` when the last one does not end with it."""
    while start < end:
        head = read(start, 16)
        if len(head) < 8:
            raise NotAMovie("the file is cut off")
        size, kind = struct.unpack(">I4s", head[:8])
        skip = 8
        if size == 1 and len(head) == 16:
            size, skip = struct.unpack(">Q", head[8:])[0], 16
        size = size or end - start
        if size < skip or start + size > end:
            raise NotAMovie("the file is cut off, or no MP4")
        yield _Box(kind, start + skip, start + size)
        start += size
