"""Which ffmpeg and which encoder is used: found out by trying."""

import asyncio
import stat
from pathlib import Path

import pytest

from nemo_emulator.processes import Ended
from nemo_emulator.render import FfmpegChoice, RenderFailed, choose_encoder, find_ffmpeg
from nemo_emulator.render.encoders import ORDER, Encoder
from nemo_emulator.render.ffmpeg import check

STAND_IN = """#!/bin/sh
# Lists every encoder, and fails as real ones do where the hardware is not there.
echo "$@" >> "$0.log"
for word in "$@"; do
  case " {working} " in *" $word "*) exit 0;; esac
done
echo "[h264_nvenc @ 0x5581] Cannot load libcuda.so.1" >&2
echo "Error while opening encoder /dev/dri/renderD128" >&2
exit 187
"""


def stand_in(folder: Path, *working: str) -> FfmpegChoice:
    """A program in whose hands only these encoders work."""
    path = folder / "ffmpeg"
    path.write_text(STAND_IN.replace("{working}", " ".join(working)))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return FfmpegChoice(path, "NEMO_FFMPEG")


def chosen(ffmpeg: FfmpegChoice, wish: str | None = None) -> Encoder:
    return asyncio.run(choose_encoder(ffmpeg, wish))


def test_hardware_is_preferred_when_it_works(tmp_path: Path) -> None:
    """In the order of the list, whatever the software can do."""
    assert chosen(stand_in(tmp_path, "h264_vaapi", "libx264")) == Encoder("h264_vaapi")


def test_software_is_taken_when_the_hardware_is_only_listed(tmp_path: Path) -> None:
    """Opening it is what counts."""
    assert chosen(stand_in(tmp_path, "libx264")) == Encoder("libx264")


def test_every_encoder_is_tried_with_a_frame(tmp_path: Path) -> None:
    """Each once, with the options it would be used with."""
    ffmpeg = stand_in(tmp_path, "libx264")

    chosen(ffmpeg)

    tried = (tmp_path / "ffmpeg.log").read_text()
    assert all(tried.count(f"-vcodec {name} ") == 1 for name in ORDER)
    assert "format=nv12[s1];[s1]hwupload" in tried.replace("s0", "s1").replace("[0:v]", "")


def test_the_choice_is_made_once(tmp_path: Path) -> None:
    """A second question starts no process."""
    ffmpeg = stand_in(tmp_path, "libx264")
    chosen(ffmpeg)
    (tmp_path / "ffmpeg").unlink()

    assert chosen(ffmpeg).software


def test_a_wish_is_tried_alone(tmp_path: Path) -> None:
    """And nothing better is taken behind the user's back."""
    ffmpeg = stand_in(tmp_path, "h264_nvenc", "libx264")

    assert str(chosen(ffmpeg, "libx264")) == "libx264"


def test_a_wish_that_does_not_work_is_an_error(tmp_path: Path) -> None:
    """With what the program said, without paths."""
    with pytest.raises(RenderFailed, match=r"Error while opening encoder renderD128"):
        chosen(stand_in(tmp_path, "libx264"), "h264_nvenc")


def test_an_unknown_wish_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lists what can be chosen."""
    monkeypatch.setenv("NEMO_ENCODER", "divx")

    with pytest.raises(RenderFailed, match=r"'divx': choose one of h264_nvenc"):
        chosen(stand_in(tmp_path))


def test_without_any_encoder_there_is_a_sentence(tmp_path: Path) -> None:
    """Nothing works here."""
    with pytest.raises(RenderFailed, match=r"No H.264 encoder works with ffmpeg"):
        chosen(stand_in(tmp_path))


def test_the_named_program_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NEMO_FFMPEG beats the PATH."""
    stand_in(tmp_path)
    monkeypatch.setenv("NEMO_FFMPEG", str(tmp_path / "ffmpeg"))

    assert find_ffmpeg() == FfmpegChoice(tmp_path / "ffmpeg", "NEMO_FFMPEG")


def test_a_named_program_that_is_none_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not silently replaced."""
    monkeypatch.setenv("NEMO_FFMPEG", "/no/such/ffmpeg")

    with pytest.raises(RenderFailed, match=r"NEMO_FFMPEG names '/no/such/ffmpeg'"):
        find_ffmpeg()


def test_the_path_comes_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has."""
    stand_in(tmp_path)
    monkeypatch.delenv("NEMO_FFMPEG", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_ffmpeg() == FfmpegChoice(tmp_path / "ffmpeg", "PATH")


def test_the_wheel_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without any ffmpeg."""
    monkeypatch.delenv("NEMO_FFMPEG", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    choice = find_ffmpeg()

    assert choice.origin == "imageio-ffmpeg"
    assert choice.path.is_file()


def test_without_any_ffmpeg_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says the three ways out."""
    monkeypatch.delenv("NEMO_FFMPEG", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(
        "imageio_ffmpeg.get_ffmpeg_exe", lambda: (_ for _ in ()).throw(RuntimeError)
    )

    with pytest.raises(RenderFailed, match=r"install it, or imageio-ffmpeg, or name it"):
        find_ffmpeg()


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (Ended(1, err=b"first\nsecond\nthird\n"), "Encoding failed: second; third"),
        (Ended(-9), "Encoding failed: ffmpeg was killed by signal 9"),
        (Ended(3), "Encoding failed: no reason given"),
        (Ended(1, err=b"/srv/blobs/ab12.mp4: Invalid data"), "ab12.mp4: Invalid data"),
    ],
)
def test_a_failure_is_told_in_a_line(ended: Ended, words: str) -> None:
    """The last two things that were said, and no path of this machine."""
    with pytest.raises(RenderFailed) as failed:
        check(ended, "Encoding")

    assert words in str(failed.value)
    assert "/srv" not in str(failed.value)
