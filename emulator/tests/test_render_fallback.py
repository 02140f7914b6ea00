"""A device that gives up in the middle of a job: the software makes the whole clip all the same."""

import asyncio
import stat
from pathlib import Path

import av
import pytest
from emulator.tests.render_scene import decoded, draft, order, photo, segment

from nemo_emulator.render import LocalRenderer, find_ffmpeg

# Passes everything on to the real program; what is asked of h264_nvenc is done by libx264, until
# the device has had enough: it then ends as nvenc does when the card is gone.
STAND_IN = """#!/bin/sh
case " $* " in
*" h264_nvenc "*pipe:0*|*pipe:0*" h264_nvenc "*)
  echo one >> "{folder}/pieces"
  if [ "$(wc -l < "{folder}/pieces")" -gt {good} ]; then
    head -c 100000 > /dev/null
    echo "[h264_nvenc @ 0x55d1] EncodePicture failed!: invalid device (4)" >&2
    echo "Error while encoding" >&2
    exit 187
  fi;;
*" h264_nvenc "*) exit 0;;
*" h264_qsv "*|*" h264_vaapi "*|*" h264_videotoolbox "*) echo "no such device" >&2; exit 171;;
esac
for word in "$@"; do
  shift
  case "$word" in
  h264_nvenc) set -- "$@" libx264;;
  -rc) skip=1;;
  -cq) skip=1;;
  p5) set -- "$@" superfast;;
  *) if [ "$skip" ]; then skip=; else set -- "$@" "$word"; fi;;
  esac
done
exec {real} "$@"
"""


def stand_in(folder: Path, good: int) -> Path:
    """An ffmpeg with a device that encodes so many pieces before it gives up."""
    path = folder / "ffmpeg"
    told = STAND_IN.replace("{folder}", str(folder)).replace("{good}", str(good))
    path.write_text(told.replace("{real}", str(find_ffmpeg().path)))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(("good", "encoder"), [(99, "h264_nvenc"), (2, "libx264"), (0, "libx264")])
def test_a_clip_is_finished_whatever_the_device_does(
    good: int, encoder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the device when it works, by software when it gives up at once or on the way."""
    colors = {"a": "#c04020", "b": "#2040c0", "c": "#20c040", "d": "#c0c020"}
    photos = {name: photo(tmp_path / f"{name}.png", color) for name, color in colors.items()}
    moving = {"kind": "zoom-in", "amount": 0.2}
    told = draft(*(segment(800 * n, 800, url=name, motion=moving) for n, name in enumerate(colors)))
    monkeypatch.setenv("NEMO_FFMPEG", str(stand_in(tmp_path, good)))
    wish = order(told, photos, tmp_path / "clip.mp4")
    shares: list[float] = []

    done = asyncio.run(LocalRenderer(threads=2).render(wish, shares.append))

    assert done.encoder == encoder
    assert done.frames == len(decoded(done.path)) == 80
    assert [decoded(done.path)[20 * n + 10][5, 5].argmax() for n in range(3)] == [0, 2, 1]
    assert shares == sorted(shares)
    with av.open(done.path, format="mov") as film:
        assert film.streams.video[0].codec_context.profile == "High"
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []
