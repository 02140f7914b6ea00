"""Which ffmpeg is used, and how its commands are built and its failures told."""

import logging
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nemo_emulator import processes
from nemo_emulator.render.order import RenderFailed

log = logging.getLogger(__name__)

QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error")
_PATH = re.compile(r"(?:/[^\s/:'\"]+)+")


@dataclass(frozen=True, slots=True)
class FfmpegChoice:
    """The program, and where it was found: NEMO_FFMPEG, PATH or imageio-ffmpeg."""

    path: Path
    origin: str


def find_ffmpeg() -> FfmpegChoice:
    """The ffmpeg of ``NEMO_FFMPEG``, else of the PATH, else of the imageio-ffmpeg wheel.

    Raises ``RenderFailed`` when there is none.
    """
    if wished := os.environ.get("NEMO_FFMPEG"):
        return FfmpegChoice(_executable(wished), "NEMO_FFMPEG")
    if found := shutil.which("ffmpeg"):
        return FfmpegChoice(Path(found), "PATH")
    return FfmpegChoice(_from_wheel(), "imageio-ffmpeg")


def _executable(wished: str) -> Path:
    found = shutil.which(wished)
    if found is None:
        raise RenderFailed(f"NEMO_FFMPEG names {wished!r}, which is no program: correct it.")
    return Path(found)


def _from_wheel() -> Path:
    try:
        import imageio_ffmpeg  # noqa: PLC0415 - only asked when nothing else is there

        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise RenderFailed(
            "There is no ffmpeg: install it, or imageio-ffmpeg, or name it in NEMO_FFMPEG."
        ) from error


def command(ffmpeg: Path, stream: Any, *options: str) -> list[str]:
    """The command line of a stream that ffmpeg-python has described."""
    arguments: list[str] = stream.global_args(*QUIET, *options).get_args()
    return [str(ffmpeg), *arguments, "-y"]


def run(ffmpeg: Path, stream: Any, doing: str) -> None:
    """Run it to its end. Raises ``RenderFailed``: what was being done, and why it failed."""
    check(processes.run(command(ffmpeg, stream)), doing)


def check(ended: processes.Ended, doing: str) -> None:
    """Raises ``RenderFailed`` unless ffmpeg ended well."""
    if ended.code:
        raise RenderFailed(f"{doing} failed: {reason(ended)}")


def reason(ended: processes.Ended) -> str:
    """The last thing ffmpeg said, without paths of this machine."""
    lines = ended.err.decode(errors="replace").strip().splitlines()
    said = "; ".join(line.strip() for line in lines[-2:])
    if not said:
        said = f"ffmpeg was killed by signal {-ended.code}" if ended.code < 0 else "no reason given"
    return _PATH.sub(lambda path: Path(path[0]).name, said)[:500]
