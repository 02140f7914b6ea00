"""Which demuxer reads a container: it is forced, so that a playlist in disguise is not followed."""

from nemo_emulator.render.order import RenderFailed, Source

DEMUXERS = {
    "mp4": "mov",
    "mov": "mov",
    "m4a": "mov",
    "avi": "avi",
    "webm": "matroska",
    "mkv": "matroska",
    "mp3": "mp3",
    "wav": "wav",
    "aac": "aac",
}


def demuxer(source: Source, name: str) -> str:
    """The one for a source. Raises ``RenderFailed`` when there is none."""
    known = DEMUXERS.get(source.container)
    if known is None:
        raise RenderFailed(f"{name} is a {source.container} file, which cannot be played.")
    return known
