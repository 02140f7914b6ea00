"""Runs the recorder on a socket until a signal."""

import asyncio
import signal
import sys
from typing import IO

from nemo_contract import Exchange
from nemo_emulator.clock import ScaledClock
from nemo_emulator.door import listen
from nemo_emulator.record.proxy import Recorder
from nemo_emulator.record.tape import heading, written
from nemo_emulator.server import serving


def record(upstream: str, token: str, out: IO[str], where: tuple[str, int]) -> int:
    """Write every exchange to ``out`` as it ends; gives the exit code. Raises ``OSError``."""
    out.write(heading(upstream))
    sockets = listen(*where)

    def write(row: Exchange) -> None:
        out.write(written(row))
        out.flush()

    async def inside() -> int:
        recorder = Recorder(upstream, token, write, ScaledClock())
        async with serving(recorder, sockets) as address:
            sys.stderr.write(
                f"recording {upstream}; let a client talk to {address.url}, then stop this.\n"
            )
            sys.stderr.flush()
            await _until_stopped()
        sys.stderr.write(f"{recorder.count} exchanges.\n")
        return 0

    return asyncio.run(inside())


async def _until_stopped() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
