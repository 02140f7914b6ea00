"""Takes in files, as a multipart body or by address, straight onto the disk (contract.md 2.5).

One bad file refuses the whole request: nothing becomes a blob before every file has been judged.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

from nemo_emulator.arrivals import (
    AT_ONCE,
    LIMIT,
    Arrival,
    Malformed,
    TooLarge,
    Unfetchable,
    UploadError,
)
from nemo_emulator.blobs import Blob, BlobStore, BlobWriter
from nemo_emulator.form import Form, boundary_of
from nemo_emulator.media import MediaInfo, Unsupported, inspect

__all__ = [
    "LIMIT",
    "Fetcher",
    "Malformed",
    "Received",
    "TooLarge",
    "Unfetchable",
    "Unsupported",
    "UploadError",
    "collect",
    "receive",
]


@dataclass(frozen=True, slots=True)
class Received:
    """One file that was taken in; ``filename`` is for people to read and leads nowhere."""

    filename: str
    info: MediaInfo
    blob: Blob


class Fetcher(Protocol):
    """Gets the file behind an address."""

    async def fetch(self, url: str, into: BlobWriter) -> str:
        """Write the content ``into`` and give its name for display. Raises ``UploadError``."""
        ...


async def receive(
    stream: AsyncIterator[bytes], content_type: str, blobs: BlobStore, *, limit: int = LIMIT
) -> tuple[Received, ...]:
    """Take the files of a ``multipart/form-data`` body; ``limit`` is in bytes a file.

    Memory stays flat at any size. After a refusal up to ``limit`` more bytes are read and dropped,
    so that the sender lives to read the reply. Raises ``UploadError`` or ``Unsupported``.
    """
    with ExitStack() as open_writers:
        try:
            form = Form(boundary_of(content_type), blobs, open_writers, limit=limit)
            async for chunk in stream:
                form.feed(chunk)
            arrivals = form.finished()
        except UploadError:
            await _drain(stream, limit)
            raise
        return await _take_in(arrivals)


async def collect(urls: Sequence[str], fetcher: Fetcher, blobs: BlobStore) -> tuple[Received, ...]:
    """Take the files behind ``urls``. Raises ``UploadError`` or ``Unsupported``."""
    if len(urls) > AT_ONCE:
        raise Malformed(f"Send at most {AT_ONCE} addresses in one request.")
    with ExitStack() as open_writers:
        arrivals = []
        for url in urls:
            writer = open_writers.enter_context(blobs.writer())
            arrivals.append(Arrival(await fetcher.fetch(url, writer), writer))
            writer.finish()
        return await _take_in(arrivals)


async def _take_in(arrivals: Sequence[Arrival]) -> tuple[Received, ...]:
    """Judge all, then keep all."""
    infos = [await _judge(arrival) for arrival in arrivals]
    blobs = [await arrival.writer.commit() for arrival in arrivals]
    named = zip(arrivals, infos, blobs, strict=True)
    return tuple(Received(arrival.filename, info, blob) for arrival, info, blob in named)


async def _judge(arrival: Arrival) -> MediaInfo:
    try:
        return await inspect(arrival.writer.path)
    except Unsupported as refusal:
        raise Unsupported(f"{arrival.filename}: {refusal.reason}") from refusal


async def _drain(stream: AsyncIterator[bytes], limit: int) -> None:
    dropped = 0
    async for chunk in stream:
        dropped += len(chunk)
        if dropped > limit:
            return
