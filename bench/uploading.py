"""Uploads 200 MB from this process: ``python -m bench.uploading URL FILE sync|async``.

Prints two numbers of bytes: memory before, and the most there was while the file was sent.
"""

import asyncio
import os
import re
import sys
from pathlib import Path

from nemo_client import AsyncClient, Client

STATUS = Path("/proc/self/status")


def memory(name: str) -> int:
    """``VmRSS`` (now) or ``VmHWM`` (the most so far), in bytes."""
    found = re.search(rf"{name}:\s+(\d+) kB", STATUS.read_text("ascii"))
    assert found is not None
    return int(found[1]) * 1024


def forget() -> None:
    """Let the most so far be what there is now."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def sync(file: Path) -> int:
    """With the sync driver; memory before."""
    with Client() as client:
        session = client.session()
        session.upload([b"\xff\xd8\xff a small one first"])
        forget()
        idle = memory("VmRSS")
        session.upload([file])
    return idle


async def later(file: Path) -> int:
    """With the async driver; memory before."""
    async with AsyncClient() as client:
        session = await client.session()
        await session.upload([b"\xff\xd8\xff a small one first"])
        forget()
        idle = memory("VmRSS")
        await session.upload([file])
    return idle


def main(url: str, file: str, how: str) -> None:
    """Upload, and print."""
    os.environ["NEMO_API_URL"] = url
    path = Path(file)
    idle = asyncio.run(later(path)) if how == "async" else sync(path)
    print(idle, memory("VmHWM"))


if __name__ == "__main__":
    main(*sys.argv[1:])
