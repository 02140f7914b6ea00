"""Chunks and sound become the clip: copied, not encoded again; checked before it counts."""

from collections.abc import Sequence
from pathlib import Path

import av
import ffmpeg as build

from nemo_emulator.render import ffmpeg
from nemo_emulator.render.order import RenderFailed


def join(chunks: Sequence[Path], sound: Path, program: Path, target: Path) -> None:
    """Lay the chunks end to end, add the sound, put the index first."""
    listing = target.with_suffix(".txt")
    # The names are our own: plain, and beside the list.
    listing.write_text("".join(f"file '{chunk.name}'\n" for chunk in chunks))
    video = build.input(str(listing), format="concat", safe=1).video
    audio = build.input(str(sound), format="mov").audio
    clip = build.output(video, audio, str(target), format="mp4", c="copy", movflags="+faststart")
    ffmpeg.run(program, clip, "Joining the parts")


def check(clip: Path, frames: int) -> None:
    """Count the frames. Raises ``RenderFailed`` when the clip is not what was planned."""
    with av.open(clip, format="mov") as container:
        counted = sum(packet.size > 0 for packet in container.demux(video=0))
        sounds = len(container.streams.audio)
    if counted != frames:
        raise RenderFailed(f"The clip came out with {counted} frames instead of {frames}.")
    if sounds != 1:
        raise RenderFailed("The clip came out without its sound.")
