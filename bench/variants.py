"""The emulator with parts left out, to see what each costs.

usage: ``python -m bench.variants KIND PORT``. ``plain`` is a bare FastAPI GET on uvicorn; ``tap``
has the wire tap and the layer of faults around it, no rule in it; ``journal`` the journal with
headers and bodies besides; ``no-log`` is the whole emulator, but nothing is written.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from bench.bare import fastapi_app
from nemo_emulator.api.dispatch import Dispatch
from nemo_emulator.api.recording import Recording, desk, name
from nemo_emulator.app import create_app
from nemo_emulator.door import listen
from nemo_emulator.faulty import Faulty
from nemo_emulator.log import Log
from nemo_emulator.run import new_loop
from nemo_emulator.server import serving
from nemo_emulator.settings import Pace, Settings


def tap(app: ASGIApp) -> ASGIApp:
    """What the emulator puts around every request, but for the journal."""
    runs = create_app(Settings()).state.runs
    return Dispatch(Faulty(app, desk=desk, name=name), runs=runs)


def journal(app: ASGIApp) -> ASGIApp:
    runs = create_app(Settings()).state.runs
    return Dispatch(Recording(Faulty(app, desk=desk, name=name)), runs=runs)


def no_log(_: ASGIApp) -> ASGIApp:
    Log.append = lambda *_: None  # type: ignore[method-assign]
    return create_app(Settings(data=Path(tempfile.mkdtemp()), pace=Pace.INSTANT))


WRAPS: dict[str, Callable[[ASGIApp], ASGIApp]] = {"tap": tap, "journal": journal, "no-log": no_log}


async def serve(kind: str, port: int) -> None:
    async with serving(WRAPS[kind](fastapi_app()), listen("127.0.0.1", port)):
        await asyncio.Event().wait()


def main(kind: str, port: int) -> None:
    if kind == "plain":
        uvicorn.run(fastapi_app(), port=port, log_level="error", access_log=False, ws="none")
        return
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serve(kind, port))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
