"""A run's whole state with its files, as one zip that another emulator can become.

``snapshot.json`` is what ``snapshot`` gives, ``blobs/HASH`` each file that it names.
"""

import asyncio
import json
import struct
import zlib
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from nemo_emulator import verbs
from nemo_emulator.blobs import BlobMissing
from nemo_emulator.services import Services

SNAPSHOT: Final = "snapshot.json"
BLOBS: Final = "blobs/"
UNREADABLE: Final = (
    *(BadZipFile, KeyError, UnicodeDecodeError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, zlib.error, struct.error, OverflowError),
)
"""What ``zipfile`` raises for damaged archives."""
PIECE: Final = 1 << 20
DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The same state gives the same bytes."""


async def write(it: Services, into: Path) -> None:
    """Write the archive to ``into``; a file that is gone already is left out."""
    kept = verbs.snapshot(it)
    blobs = sorted(_blobs(it))
    await asyncio.to_thread(_write, it, kept, blobs, into)


async def read(it: Services, archive: Path) -> None:
    """Become what an archive holds. Raises ``ValueError``, with nothing changed, for none."""
    try:
        with ZipFile(archive) as whole:
            kept = json.loads(whole.read(SNAPSHOT))
            for info in whole.infolist():
                if info.filename.startswith(BLOBS):
                    await _take(it, whole, info)
    except UNREADABLE as error:
        raise ValueError(f"This is no archive of an emulator ({error}).") from None
    match kept:
        case {"state": dict()}:
            await verbs.restore(it, kept)
        case _:
            raise ValueError(f"{SNAPSHOT} in this archive is no snapshot.")


def _write(it: Services, kept: object, blobs: list[str], into: Path) -> None:
    with ZipFile(into, "w") as whole:
        whole.writestr(ZipInfo(SNAPSHOT, DATE), json.dumps(kept, ensure_ascii=False))
        for name in blobs:
            _put(it, whole, name)


def _put(it: Services, whole: ZipFile, name: str) -> None:
    try:
        content = it.blobs.open(name)
    except BlobMissing:
        return
    with content, whole.open(ZipInfo(BLOBS + name, DATE), "w", force_zip64=True) as into:
        while piece := content.read(PIECE):
            into.write(piece)


async def _take(it: Services, whole: ZipFile, info: ZipInfo) -> None:
    with whole.open(info) as content, it.blobs.writer() as writer:
        while piece := content.read(PIECE):
            writer.write(piece)
        if writer.digest != info.filename.removeprefix(BLOBS):
            raise ValueError(f"{info.filename} is not what its name says; export it again.")
        await writer.commit()


def _blobs(it: Services) -> set[str]:
    """Every file that the state names."""
    results = (job.result for job in it.state.jobs.values())
    rendered = {result.blob for result in results if result is not None}
    return rendered | {upload.blob for upload in it.state.uploads.values()}
