"""Proving what a file is: the fixtures in, their facts or a refusal out."""

import asyncio
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nemo_emulator.media import (
    ACCEPTED,
    Container,
    FileType,
    MediaInfo,
    Unsupported,
    inspect,
    probe,
)

MEDIA = Path(__file__).parents[2] / "fixtures" / "media"
IMAGE, VIDEO, AUDIO = FileType.IMAGE, FileType.VIDEO, FileType.AUDIO


def facts(path: Path) -> MediaInfo:
    return asyncio.run(inspect(path))


@pytest.mark.parametrize(
    ("name", "container", "size"),
    [
        ("beach.jpg", Container.JPEG, (1920, 1280)),
        ("city.png", Container.PNG, (1280, 854)),
        ("portrait.webp", Container.WEBP, (800, 1200)),
        ("sunset.gif", Container.GIF, (360, 240)),
        ("dot.png", Container.PNG, (1, 1)),
        ("odd.jpg", Container.JPEG, (333, 217)),
    ],
)
def test_pictures(name: str, container: Container, size: tuple[int, int]) -> None:
    """A picture has a container and a size, and no length."""
    width, height = size

    assert facts(MEDIA / name) == MediaInfo(
        container=container, file_type=IMAGE, width=width, height=height
    )


def test_orientation_turns_the_size() -> None:
    """A picture with EXIF orientation 6 has the size in which it is shown."""
    with Image.open(MEDIA / "rotated.jpg") as stored:
        lying = stored.size

    info = facts(MEDIA / "rotated.jpg")

    assert lying == (720, 480)
    assert (info.width, info.height) == (480, 720)


@pytest.mark.parametrize(
    ("name", "duration_ms", "fps"),
    [
        ("clip.mp4", 1600, 25),
        ("clip.mov", 1583, 24),
        ("clip.webm", 1600, 25),
        ("clip.mkv", 1600, 25),
        ("clip.avi", 1600, 30),
    ],
)
def test_clips(name: str, duration_ms: int, fps: float) -> None:
    """A clip has a size, a length and a rate."""
    info = facts(MEDIA / name)

    assert (info.container, info.file_type) == (Container(name[5:]), VIDEO)
    assert (info.width, info.height) == (480, 272)
    assert (info.duration_ms, info.fps) == (duration_ms, fps)


@pytest.mark.parametrize(("name", "heard"), [("clip.mp4", True), ("clip.avi", False)])
def test_clip_tells_whether_it_sounds(name: str, *, heard: bool) -> None:
    """``has_audio`` says whether the clip has a sound track."""
    assert facts(MEDIA / name).has_audio is heard


@pytest.mark.parametrize(
    ("name", "container", "duration_ms"),
    [
        ("tone.mp3", Container.MP3, 2000),
        ("tone.m4a", Container.M4A, 2000),
        ("tone.aac", Container.AAC, 2000),
        ("tone.wav", Container.WAV, 1000),
    ],
)
def test_sounds(name: str, container: Container, duration_ms: int) -> None:
    """A sound has a length and no size."""
    info = facts(MEDIA / name)

    assert (info.container, info.file_type, info.has_audio) == (container, AUDIO, True)
    assert (info.width, info.height, info.fps) == (0, 0, 0)
    assert info.duration_ms == pytest.approx(duration_ms, abs=5)


@pytest.mark.parametrize("name", sorted(p.name for p in (MEDIA / "hostile").iterdir()))
def test_hostile_files_are_refused(name: str) -> None:
    """Whatever a hostile file calls itself, it is refused with the list of accepted formats."""
    with pytest.raises(Unsupported, match=ACCEPTED):
        facts(MEDIA / "hostile" / name)


def test_name_does_not_matter(tmp_path: Path) -> None:
    """A PNG named .jpg is a PNG."""
    disguised = Path(shutil.copy(MEDIA / "logo.png", tmp_path / "logo.jpg"))

    assert facts(disguised).container is Container.PNG


@pytest.mark.parametrize("name", ["playlist.mp4", "concat.mp4", "manifest.mp4"])
@pytest.mark.parametrize("container", [c for c in Container if c not in {"png", "gif"}])
def test_no_demuxer_follows_a_playlist(name: str, container: Container, tmp_path: Path) -> None:
    """Even when the guess is wrong, a playlist beside a real clip does not lead to the clip."""
    (tmp_path / "in").mkdir()
    shutil.copy(MEDIA / "clip.mp4", tmp_path / "clip.mp4")
    playlist = Path(shutil.copy(MEDIA / "hostile" / name, tmp_path / "in" / name))

    with pytest.raises(Unsupported):
        probe(playlist, container)


def test_bomb_is_refused_outside_of_tests_too() -> None:
    """The limit holds in a plain process, where warnings are only printed."""
    program = (
        "import sys; from pathlib import Path; from nemo_emulator.media import *\n"
        "try: probe(Path(sys.argv[1]), Container.PNG)\n"
        "except Unsupported as refusal: print(refusal.reason)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, MEDIA / "hostile" / "bomb.png"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "The picture has more than 120,000,000 pixels.\n"


def test_server_start_does_not_load_the_libraries() -> None:
    """Importing the package loads neither Pillow nor PyAV; the first file does."""
    program = "import sys, nemo_emulator.media; print(*{'PIL', 'av', 'numpy'} & {*sys.modules})"

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == ""


def test_sound_alone_in_mp4_is_m4a(tmp_path: Path) -> None:
    """An MP4 without a video track is a sound, whatever its brand says."""
    copy = tmp_path / "x"
    copy.write_bytes((MEDIA / "tone.m4a").read_bytes().replace(b"ftypM4A ", b"ftypisom", 1))

    info = facts(copy)

    assert (info.container, info.file_type) == (Container.M4A, AUDIO)


def test_picture_in_m4a_clothes_is_mp4(tmp_path: Path) -> None:
    """A video track makes a video, whatever the brand says."""
    copy = tmp_path / "x"
    copy.write_bytes((MEDIA / "clip.mp4").read_bytes().replace(b"ftypisom", b"ftypM4A ", 1))

    info = facts(copy)

    assert (info.container, info.file_type) == (Container.MP4, VIDEO)


def test_length_is_what_is_there(tmp_path: Path) -> None:
    """A clip whose end is missing is as long as its packets, not as its header says."""
    cut = tmp_path / "x"
    content = (MEDIA / "clip.mkv").read_bytes()

    cut.write_bytes(content[: len(content) * 4 // 5])

    assert 200 < facts(cut).duration_ms < 1400


def test_phone_video_is_upright(tmp_path: Path) -> None:
    """A video whose track is to be turned by 90 degrees has the size in which it is shown."""
    copy = tmp_path / "x"
    upright, turned = (65536, 0, 0, 0, 65536, 0), (0, 65536, 0, -65536, 0, 0)
    film(copy, "mp4", "libx264", count=5)
    content = bytearray(copy.read_bytes())
    at = content.rindex(struct.pack(">6i", *upright), 0, content.rindex(b"mdhd"))
    content[at : at + 24] = struct.pack(">6i", *turned)

    copy.write_bytes(content)
    info = facts(copy)

    assert (info.width, info.height) == (48, 64)


def test_song_with_a_cover_is_a_sound(tmp_path: Path) -> None:
    """The cover picture inside an MP3 does not make it a video."""
    cover = (MEDIA / "odd.jpg").read_bytes()
    frame = b"\0image/jpeg\0\x03\0" + cover
    tag = b"APIC" + struct.pack(">I", len(frame)) + b"\0\0" + frame
    size = bytes((len(tag) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    song = tmp_path / "x"
    song.write_bytes(b"ID3\x03\0\0" + size + tag + (MEDIA / "tone.mp3").read_bytes())

    info = facts(song)

    assert (info.container, info.file_type) == (Container.MP3, AUDIO)


def test_unknown_codec_is_refused(tmp_path: Path) -> None:
    """A sound container is not enough: the codec must be one that can be decoded."""
    copy = tmp_path / "x"
    copy.write_bytes((MEDIA / "clip.avi").read_bytes().replace(b"FMP4", b"ZZZZ"))

    with pytest.raises(Unsupported, match="neither a video track nor a sound track"):
        facts(copy)


def test_track_without_packets_is_refused(tmp_path: Path) -> None:
    """A header that promises sound over no data is refused."""
    silent = tmp_path / "x"
    silent.write_bytes((MEDIA / "tone.wav").read_bytes()[:44])

    with pytest.raises(Unsupported):
        facts(silent)


def test_huge_frames_are_refused(tmp_path: Path) -> None:
    """A video whose frames have more than 120 million pixels is refused before one is decoded."""
    copy = tmp_path / "x"
    film(copy, "avi", "rawvideo", count=1)
    header = struct.pack("<3i", 40, 64, 48)
    huge = struct.pack("<3i", 40, 16_000, 16_000)

    copy.write_bytes(copy.read_bytes().replace(header, huge))

    with pytest.raises(Unsupported, match="more than 120,000,000 pixels"):
        facts(copy)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["odd.jpg", "logo.png", "sunset.gif", "clip.mp4", "clip.avi", "tone.mp3"]),
    cut=st.floats(0.01, 1),
    damage=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8),
)
def test_damage_is_refused_or_survived(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    cut: float,
    damage: list[tuple[float, int]],
) -> None:
    """However a file is cut and damaged, the answer is its facts or a refusal, never a crash."""
    content = bytearray((MEDIA / name).read_bytes())
    del content[round(len(content) * cut) :]
    for where, byte in damage:
        content[round((len(content) - 1) * where)] = byte
    damaged = tmp_path_factory.mktemp("damage") / "x"
    damaged.write_bytes(content)

    try:
        answer = facts(damaged).container.value
    except Unsupported as refusal:
        answer = refusal.reason

    assert answer


def film(path: Path, muxer: str, codec: str, *, count: int) -> None:
    """Write a grey clip of ``count`` frames, 64 x 48 at 25 a second."""
    with av.open(str(path), "w", format=muxer) as out:
        stream = out.add_stream(codec, rate=25, width=64, height=48, pix_fmt="yuv420p")
        assert isinstance(stream, av.VideoStream)
        for _ in range(count):
            out.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        out.mux(stream.encode(None))
