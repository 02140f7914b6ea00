"""The samples of a piece, read from the index of its MP4.

A piece is a file of this renderer's own: one video track, its index at the end. To open it as a
film would decode a frame of it, which takes a hundred times as long.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

Words = tuple[int, ...]

# Of a picture's size, a name and more, before the boxes of an entry begin.
_SIZE_AND_NAME = 78
_INSIDE = {b"moov", b"trak", b"edts", b"mdia", b"minf", b"stbl"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One encoded frame; ``pts`` and ``dts`` in the track's units, the first is shown at 0."""

    data: bytes
    pts: int
    dts: int
    key: bool


@dataclass(frozen=True, slots=True)
class Film:
    """``headers`` is all that a decoder must know beforehand."""

    headers: bytes
    samples: tuple[Sample, ...]


def film(path: Path) -> Film:
    """Raises ``ValueError`` for what is no whole MP4."""
    data = path.read_bytes()
    try:
        boxes = dict(_boxes(data, 0, len(data)))
        return Film(_headers(boxes[b"stsd"]), tuple(_samples(data, boxes)))
    except (KeyError, IndexError, struct.error) as error:
        raise ValueError(f"{path.name} is no whole MP4.") from error


def _headers(description: bytes) -> bytes:
    """What is told of the encoding but for the bit rate, which no decoder needs."""
    ((kind, entry),) = _boxes(description, 8, len(description))
    told = _boxes(entry, _SIZE_AND_NAME, len(entry))
    return kind + b"".join(name + content for name, content in told if name != b"btrt")


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Names and contents of the boxes that hold no others."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, at)
        begin = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, begin)
            begin += 8
        if size < 8 or at + size > end:
            raise IndexError(at)
        if name in _INSIDE:
            yield from _boxes(data, begin, at + size)
        elif name != b"mdat":
            yield name, data[begin : at + size]
        at += size


def _samples(data: bytes, boxes: dict[bytes, bytes]) -> Iterator[Sample]:
    sizes = _sizes(boxes[b"stsz"])
    durations = _repeated(boxes[b"stts"])
    late = _repeated(boxes[b"ctts"]) if b"ctts" in boxes else (0,) * len(sizes)
    keys = set(_numbers(boxes[b"stss"])) if b"stss" in boxes else set(range(1, len(sizes) + 1))
    first = _first_shown(boxes)
    times = accumulate(durations, initial=-first)
    rows = zip(_places(boxes, sizes), sizes, times, late, strict=False)
    for number, (place, size, dts, delay) in enumerate(rows, 1):
        whole = data[place : place + size]
        if len(whole) < size:
            raise IndexError(place)
        yield Sample(whole, dts + delay, dts, number in keys)


def _numbers(box: bytes, at: int = 4) -> Words:
    """A count and as many numbers."""
    (count,) = struct.unpack_from(">I", box, at)
    return struct.unpack_from(f">{count}I", box, at + 4)


def _sizes(box: bytes) -> Words:
    common, count = struct.unpack_from(">II", box, 4)
    return (common,) * count if common else struct.unpack_from(f">{count}I", box, 12)


def _repeated(box: bytes) -> Words:
    """A count and as many pairs: how often, what; what is signed where the version says so."""
    (count,) = struct.unpack_from(">I", box, 4)
    kind = "i" if box[0] else "I"
    words = struct.unpack_from(">" + f"I{kind}" * count, box, 8)
    return tuple(
        what for often, what in zip(words[::2], words[1::2], strict=True) for _ in range(often)
    )


def _first_shown(boxes: dict[bytes, bytes]) -> int:
    """Where in the track the film begins, by its edit list."""
    box = boxes.get(b"elst")
    if box is None:
        return 0
    # Entries of a duration, a time and a rate; a time of -1 is a gap before the film.
    (count,) = struct.unpack_from(">I", box, 4)
    entry = struct.Struct(">Qqi" if box[0] else ">Iii")
    begins = (entry.unpack_from(box, 8 + entry.size * n)[1] for n in range(count))
    return next((at for at in begins if at >= 0), 0)


def _places(boxes: dict[bytes, bytes], sizes: Words) -> Iterator[int]:
    """Where each sample's bytes are."""
    chunks = _chunks(boxes)
    (count,) = struct.unpack_from(">I", boxes[b"stsc"], 4)
    runs = [struct.unpack_from(">II", boxes[b"stsc"], 8 + 12 * n) for n in range(count)]
    runs.append((len(chunks) + 1, 0))
    number = 0
    for (chunk, samples), (until, _) in pairwise(runs):
        for place in chunks[chunk - 1 : until - 1]:
            offset = place
            for size in sizes[number : number + samples]:
                yield offset
                offset += size
            number += samples


def _chunks(boxes: dict[bytes, bytes]) -> Words:
    if b"co64" not in boxes:
        return _numbers(boxes[b"stco"])
    (count,) = struct.unpack_from(">I", boxes[b"co64"], 4)
    return struct.unpack_from(f">{count}Q", boxes[b"co64"], 8)
