"""From a path to what is in the file; the heavy libraries are imported at the first file."""

import asyncio
from pathlib import Path

from nemo_emulator.media.info import Container, MediaInfo, Unsupported
from nemo_emulator.media.signatures import HEAD, sniff


async def inspect(path: Path) -> MediaInfo:
    """Judge the file by its content alone, in a thread. Raises ``Unsupported``."""
    return await asyncio.to_thread(_judge, path)


def probe(path: Path, container: Container) -> MediaInfo:
    """Open the file as ``container`` and as nothing else, and decode its first frame.

    Raises ``Unsupported`` when that does not work. Blocks; the caller chooses the thread.
    """
    if container in _PICTURES:
        from nemo_emulator.media.pictures import probe_picture  # noqa: PLC0415 - see above

        return probe_picture(path, container)
    from nemo_emulator.media.streams import probe_stream  # noqa: PLC0415 - see above

    return probe_stream(path, container)


_PICTURES = frozenset((Container.JPEG, Container.PNG, Container.GIF, Container.WEBP))


def _judge(path: Path) -> MediaInfo:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Unsupported("The file is empty.")
    container = sniff(head)
    if container is None:
        raise Unsupported("The content is no picture, video or sound that we know.")
    return probe(path, container)
