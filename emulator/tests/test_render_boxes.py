"""The samples of a piece as they are read from its index, against what libavformat reads."""

from pathlib import Path

import av
import numpy as np
import pytest
from emulator.tests.render_scene import film as clip

from nemo_emulator.render import Encoder, find_ffmpeg
from nemo_emulator.render.boxes import film
from nemo_emulator.render.encode import writer
from nemo_emulator.render.frame import Frame
from nemo_emulator.render.join import frames_in
from nemo_emulator.render.plan import Canvas

CANVAS = Canvas(width=64, height=48, fps=25, background="#000000")
ENCODERS = ("libx264", "libvpx-vp9")


def piece(path: Path, encoder: str, frames: int) -> Path:
    """Noise, so that every frame has a size of its own."""
    chance = np.random.default_rng(1)
    with writer(path, CANVAS, Encoder(encoder), "low", find_ffmpeg().path) as into:
        for _ in range(frames):
            noise = chance.integers(0, 256, 64 * 48 * 3 // 2).astype(np.uint8)
            into.write(Frame(64, 48, noise))
    return path


def by_library(path: Path) -> list[tuple[bytes, int | None, int | None, bool]]:
    with av.open(str(path), format="mov") as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        return [(bytes(p), p.pts, p.dts, p.is_keyframe) for p in packets]


@pytest.mark.parametrize("encoder", ENCODERS)
def test_it_reads_what_a_demuxer_reads(encoder: str, tmp_path: Path) -> None:
    """Bytes, times, keys, in the same order."""
    path = piece(tmp_path / "piece.mp4", encoder, 30)

    read = [(s.data, s.pts, s.dts, s.key) for s in film(path).samples]

    assert read == by_library(path)
    assert min(pts for _, pts, _, _ in read) == 0


def test_it_reads_what_the_program_writes(tmp_path: Path) -> None:
    """A film with sound between the pictures has more than one chunk."""
    clip(tmp_path / "clip.mp4", 3.0, sound=False)

    read = [(s.data, s.pts, s.dts, s.key) for s in film(tmp_path / "clip.mp4").samples]

    assert read == by_library(tmp_path / "clip.mp4")


def test_headers_are_the_same_for_pieces_that_fit_together(tmp_path: Path) -> None:
    """Whatever their length and rate; another encoder's are others."""
    paths = [piece(tmp_path / f"{n}.mp4", ENCODERS[0], frames) for n, frames in enumerate((5, 30))]
    other = piece(tmp_path / "other.mp4", ENCODERS[1], 5)

    first, second, third = (film(path).headers for path in (*paths, other))

    assert first == second
    assert first != third


def test_a_piece_that_is_cut_off_has_no_frames(tmp_path: Path) -> None:
    """Wherever it is cut; nor has one that is not there."""
    whole = piece(tmp_path / "piece.mp4", ENCODERS[0], 10).read_bytes()

    for length in (0, 7, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.mp4").write_bytes(whole[:length])
        assert frames_in(tmp_path / "cut.mp4") == 0, length
    assert frames_in(tmp_path / "piece.mp4") == 10
    assert frames_in(tmp_path / "nowhere.mp4") == 0
