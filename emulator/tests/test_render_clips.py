"""Uploaded clips of every kind that phones, cameras and editors make: shown as they are meant."""

import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
from emulator.tests.render_scene import composed, draft, heard, planned, segment
from numpy.typing import NDArray

from nemo_contract.draft import Fit
from nemo_emulator.media import Container, probe
from nemo_emulator.render import RenderFailed, Source, find_ffmpeg
from nemo_emulator.render.audio import mix
from nemo_emulator.render.clips import ClipReader, clip_stream, opening
from nemo_emulator.render.plan import Canvas, Clip

BARS = "smptebars=s={size}:r=25:d=0.4"
HD_BARS = "smptehdbars=s=1280x720:r=25:d=0.2"
LINEAR = (
    "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv,"
    "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020,"
    "zscale=t={transfer}:m=bt2020nc:r=tv:npl=203,format=yuv420p10le"
)
X264 = "-c:v libx264 -preset ultrafast -qp 8"


def made(path: Path, pattern: str, options: str) -> Source:
    """A clip of a pattern of ffmpeg's, as the service knows it after the upload."""
    argv = [str(find_ffmpeg().path), "-loglevel", "error", "-f", "lavfi", "-i", pattern]
    subprocess.run([*argv, *options.split(), "-y", str(path)], check=True)
    return uploaded(path)


def uploaded(path: Path) -> Source:
    info = probe(path, Container(path.suffix[1:]))
    return Source(
        path=path,
        file_type=info.file_type.value,
        container=info.container.value,
        width=info.width,
        height=info.height,
        duration_ms=info.duration_ms,
        fps=info.fps,
        has_audio=info.has_audio,
    )


def shown(source: Source, length: int = 80) -> list[NDArray[np.uint8]]:
    told = draft(segment(0, length, type="video", url="clip", fit={"mode": "stretch"}))
    return composed(told, {"clip": source})


def bars(frame: NDArray[np.uint8]) -> list[list[int]]:
    """The colours of the grey, yellow, cyan, green, magenta, red and blue bar, from the left."""
    return [frame[20, round((n + 0.5) * 160 / 7)].astype(int).tolist() for n in range(7)]


def hd_bars(frame: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The same of the wide pattern, which has a grey margin at each side."""
    places = [round(160 * (1 / 8 + (n + 0.5) * 3 / 28)) for n in range(7)]
    return np.array([frame[20, place].astype(int) for place in places])


EXPECTED = np.array([[c * 191 for c in bar] for bar in (
    (1, 1, 1), (1, 1, 0), (0, 1, 1), (0, 1, 0), (1, 0, 1), (1, 0, 0), (0, 0, 1),
)])  # fmt: skip


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_a_high_range_is_shown_as_usual_screens_do(transfer: str, tmp_path: Path) -> None:
    """What was white on paper is white, and colours are those of the smaller space."""
    tags = f"-color_primaries bt2020 -color_trc {transfer} -colorspace bt2020nc"
    clip = made(
        tmp_path / "hdr.mp4", HD_BARS, f"-vf {LINEAR.format(transfer=transfer)} {X264} {tags}"
    )

    frame = shown(clip)[0]

    assert np.abs(hd_bars(frame) - EXPECTED).max() <= 16


def test_an_untagged_hd_clip_is_of_hd_colors(tmp_path: Path) -> None:
    """As players take it; the older matrix would turn the reds and greens."""
    untagged = f"-vf format=yuv420p,setparams=colorspace=unknown {X264}"

    frame = shown(made(tmp_path / "hd.mp4", HD_BARS, untagged))[0]

    assert np.abs(hd_bars(frame) - EXPECTED).max() <= 6


def test_a_small_clip_is_of_the_older_colors(tmp_path: Path) -> None:
    """BT.601, as its tags or its size say."""
    frame = shown(
        made(tmp_path / "sd.mp4", BARS.format(size="352x288"), f"-pix_fmt yuv420p {X264}")
    )[0]

    assert np.abs(np.array(bars(frame)) - EXPECTED).max() <= 6


def test_ten_bits_become_eight(tmp_path: Path) -> None:
    """Without a change of colour."""
    clip = made(tmp_path / "ten.mkv", BARS.format(size="352x288"), f"-pix_fmt yuv420p10le {X264}")

    assert np.abs(np.array(bars(shown(clip)[0])) - EXPECTED).max() <= 6


def test_full_range_becomes_limited(tmp_path: Path) -> None:
    """Black stays black and white white."""
    options = "-vf scale=out_range=pc,format=yuvj420p -c:v mjpeg -q:v 2"
    clip = made(tmp_path / "full.avi", BARS.format(size="352x288"), options)

    assert np.abs(np.array(bars(shown(clip)[0])) - EXPECTED).max() <= 8


def test_combs_of_interlaced_clips_are_removed(tmp_path: Path) -> None:
    """Between two lines of a moving edge there is no more difference than in a whole frame."""
    moving = "testsrc2=s=352x288:r=50:d=0.4,scroll=horizontal=0.05"
    woven = (
        f"-vf tinterlace=interleave_top,fieldorder=tff {X264} -flags +ilme+ildct -pix_fmt yuv420p"
    )
    clip = made(tmp_path / "woven.mp4", moving, woven)
    plain = made(tmp_path / "plain.mp4", moving, f"-r 25 -pix_fmt yuv420p {X264}")

    combed, whole = (_combs(shown(source, 160)[2]) for source in (clip, plain))

    assert combed < 1.3 * whole


def _combs(frame: NDArray[np.uint8]) -> float:
    """How much odd lines differ from the even ones around them."""
    grey = frame.astype(float).mean(axis=2)
    return float(np.abs(grey[1:-1:2] - (grey[:-2:2] + grey[2::2]) / 2).mean())


def test_wide_pixels_become_square(tmp_path: Path) -> None:
    """A clip of 4:3 pixels that is meant as 16:9 fills a canvas of 16:9."""
    pattern = "color=white:s=720x576:r=25:d=0.2,setsar=64/45"
    clip = made(tmp_path / "wide.mp4", pattern, f"-pix_fmt yuv420p {X264}")
    told = draft(
        segment(0, 80, type="video", url="a", fit={"mode": "contain", "background": "#000000"})
    )

    frame = composed(told, {"a": clip})[0]

    assert frame.min() >= 250


def test_a_clip_of_a_phone_held_upright_stands_upright(tmp_path: Path) -> None:
    """By the rotation that the file carries."""
    made(tmp_path / "lying.mp4", "testsrc=s=320x180:r=25:d=0.2", f"-pix_fmt yuv420p {X264}")
    turned = tmp_path / "turned.mp4"
    with av.open(tmp_path / "lying.mp4") as lying, av.open(turned, "w") as into:
        stream = into.add_stream_from_template(lying.streams.video[0])
        stream.set_display_rotation(90)
        for packet in lying.demux(video=0):
            if packet.size:
                packet.stream = stream
                into.mux_one(packet)

    source = uploaded(turned)

    assert (source.width, source.height) == (180, 320)


def test_frames_of_uneven_length_are_shown_in_their_time(tmp_path: Path) -> None:
    """A frame that lasts long is repeated, so that the clip takes as long as its source."""
    fast_then_slow = "color=black:s=160x90:r=25:d=1,geq=lum='16+8*N':cb=128:cr=128"
    drop = "-vf select='lt(n\\,5)+eq(n\\,20)' -fps_mode vfr"
    clip = made(tmp_path / "uneven.mp4", fast_then_slow, f"{drop} -pix_fmt yuv420p {X264}")

    levels = [int(frame.mean()) for frame in shown(clip, 840)]

    assert len(levels) == 21
    assert levels[4] == pytest.approx(levels[19], abs=2)
    assert levels[20] > levels[19] + 50


def test_a_piece_that_begins_after_the_last_frame_shows_that(tmp_path: Path) -> None:
    """25 frames a second at 30: the last of 30 begins later than the last of 25."""
    clip = made(tmp_path / "second.mp4", "testsrc2=s=160x90:r=25:d=1", f"{X264} -pix_fmt yuv420p")
    part = Clip(source=clip, name="second.mp4", start_ms=0, end_ms=1000, speed=1.0)
    canvas = Canvas(width=160, height=90, fps=30, background="#000000")
    begin, passed = opening(part, canvas, first=29)
    stream = clip_stream(part, canvas, Fit(mode="stretch"), (160, 90), begin)

    reader = ClipReader(find_ffmpeg().path, part, stream, (160, 90), passed)
    with reader.tool:
        frame = reader.next()

    assert frame.data.std() > 10


def test_a_clip_of_one_frame_can_be_shown(tmp_path: Path) -> None:
    """It stays for the whole segment."""
    clip = made(
        tmp_path / "one.mp4", BARS.format(size="352x288"), f"-frames:v 1 {X264} -pix_fmt yuv420p"
    )

    frames = shown(clip, 200)

    assert clip.duration_ms > 0
    assert len(frames) == 5
    assert np.array_equal(frames[0], frames[4])


def test_of_several_sounds_the_first_is_heard(tmp_path: Path) -> None:
    """And a clip without sound is silent."""
    second = ["-f", "lavfi", "-i", "sine=440:d=1", "-f", "lavfi", "-i", "sine=1500:d=1"]
    path = tmp_path / "two.mkv"
    argv = [str(find_ffmpeg().path), "-loglevel", "error", "-f", "lavfi", "-i"]
    argv += ["color=blue:s=160x90:r=25:d=1", *second, "-map", "0", "-map", "1", "-map", "2"]
    subprocess.run([*argv, "-c:a", "aac", "-c:v", "libx264", "-y", str(path)], check=True)
    told = draft(segment(0, 960, type="video", url="clip"))

    sound = heard(mix(planned(told, {"clip": uploaded(path)}), find_ffmpeg().path, tmp_path))

    spectrum = np.abs(np.fft.rfft(sound[4000:36000, 0]))
    assert np.argmax(spectrum) * 1.5 == pytest.approx(440, abs=3)


def test_a_file_without_a_picture_says_so(tmp_path: Path) -> None:
    """By its name in the draft."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"\0\0\0\x18ftypisom" + bytes(40))
    broken = Source(
        path=path,
        file_type="video",
        container="mp4",
        width=160,
        height=90,
        duration_ms=1000,
        fps=25.0,
        has_audio=False,
    )

    with pytest.raises(RenderFailed, match=r"Segment 1 of the video track cannot be played"):
        shown(broken)
