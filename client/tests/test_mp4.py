"""The box reader against real files, cut files, and files made by hand."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nemo_client.mp4 import Movie, NotAMovie, Stream, probe
from nemo_client.report import described, read_movie, times

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
CLIP = (MEDIA / "clip.mp4").read_bytes()


def movie(data: bytes) -> Movie:
    return probe(lambda offset, length: data[offset : offset + length], len(data))


def box(kind: bytes, *inside: bytes) -> bytes:
    data = b"".join(inside)
    return struct.pack(">I4s", len(data) + 8, kind) + data


def header(kind: bytes, scale: int, duration: int) -> bytes:
    """Version 1, with 64-bit times."""
    return box(kind, b"\1\0\0\0", bytes(16), struct.pack(">IQ", scale, duration), bytes(8))


def track(handler: bytes, entry: bytes, frames: int) -> bytes:
    table = box(b"stts", bytes(4), struct.pack(">III", 1, frames, 1))
    samples = box(b"stbl", box(b"stsd", bytes(4), struct.pack(">I", 1), entry), table)
    handling = box(b"hdlr", bytes(8), handler, bytes(12))
    media = box(b"mdia", header(b"mdhd", 30, 90), handling, box(b"minf", samples))
    return box(b"trak", media)


def by_hand(*tracks: bytes) -> bytes:
    return box(b"ftyp", b"isom") + box(b"moov", header(b"mvhd", 1000, 3000), *tracks) + box(b"mdat")


def test_real_clip() -> None:
    """Streams as they were encoded, length as it was recorded."""
    found = movie(CLIP)

    assert found.duration == pytest.approx(1.6)
    assert [str(stream) for stream in found.streams] == ["h264 480x272 25 fps", "aac 48 kHz mono"]
    assert not found.faststart


def test_real_sound() -> None:
    """An M4A file is an MP4 without a picture."""
    found = read_movie(MEDIA / "tone.m4a")

    assert [stream.kind for stream in found.streams] == ["audio"]


def test_index_in_front() -> None:
    """``faststart``: the index before the data; also with 64-bit times and other codecs."""
    picture = box(b"hvc1", bytes(24), struct.pack(">HH", 1080, 1920), bytes(50))
    subtitles = box(b"tx3g", bytes(30))

    found = movie(by_hand(track(b"vide", picture, 90), track(b"sbtl", subtitles, 3)))

    assert found == Movie(
        3.0,
        (Stream("video", "hevc", 3.0, 1080, 1920, 30.0), Stream("sbtl", "tx3g", 3.0)),
        faststart=True,
    )
    assert [str(stream) for stream in found.streams] == ["hevc 1080x1920 30 fps", "sbtl tx3g"]


def test_large_boxes() -> None:
    """A size of 1 means that 64 bits follow, 0 that the box goes to the end."""
    data = by_hand()[:-8]
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 5) + b"12345"
    endless = struct.pack(">I4s", 0, b"mdat") + b"12345"

    assert movie(data + large).duration == movie(data + endless).duration == 3.0


def test_surround_sound() -> None:
    """More than two channels are counted."""
    assert str(Stream("audio", "aac", 1.0, rate=44100, channels=6)) == "aac 44.1 kHz 6 channels"


@given(st.integers(0, len(CLIP) - 1))
def test_cut_file_is_no_movie(length: int) -> None:
    """Wherever it was cut."""
    with pytest.raises(NotAMovie):
        movie(CLIP[:length])


@given(st.integers(0, len(CLIP) - 1), st.integers(0, 255))
def test_damaged_file_is_read_or_refused(at: int, value: int) -> None:
    """One wrong byte crashes nothing."""
    data = bytearray(CLIP)
    data[at] = value

    try:
        found = movie(bytes(data))
    except NotAMovie:
        return
    assert len(found.streams) <= 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no video at all",
        box(b"ftyp"),
        box(b"ftyp") + box(b"moov"),
        box(b"moov") + box(b"mdat"),
    ],
)
def test_other_files(data: bytes) -> None:
    """Refused, with a reason."""
    with pytest.raises(NotAMovie):
        movie(data)


def test_index_without_what_it_needs() -> None:
    """A track without its parts is damage."""
    with pytest.raises(NotAMovie, match="damaged"):
        movie(by_hand(box(b"trak", box(b"mdia"))))


def test_absurd_index_is_not_read() -> None:
    """Memory stays bounded."""
    size = 100_000_000

    def read(offset: int, length: int) -> bytes:
        assert length <= 16
        heads = {0: struct.pack(">I4s", size, b"moov"), size: struct.pack(">I4s", 8, b"mdat")}
        return heads[offset] + bytes(8)

    with pytest.raises(NotAMovie, match="too large"):
        probe(read, size + 8)


def test_rows_of_a_report() -> None:
    """What the user gets to read about a file."""
    assert described(MEDIA / "clip.mp4") == {
        "file": str(MEDIA / "clip.mp4"),
        "size": "33 kB",
        "duration": "1.60 s",
        "streams": "h264 480x272 25 fps + aac 48 kHz mono",
    }


def test_report_on_a_file_that_is_no_movie() -> None:
    """It says so instead of failing."""
    assert described(MEDIA / "dot.png")["streams"].startswith("unknown: the file is")


def test_times() -> None:
    """Each step, and all of them."""
    assert times({"connect": 0.12, "edit": 2.0}) == "connect 0.1 s, edit 2.0 s; 2.1 s in all"


def test_a_box_without_room_for_its_name_is_no_movie() -> None:
    """Four bytes are left over behind the last box."""
    with pytest.raises(NotAMovie, match="cut off"):
        movie(CLIP + b"\0\0\0\0")
