"""Puts the parts together. Nothing else in the package builds its own parts."""

import shutil
import sqlite3
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException

from nemo_emulator.api import accounts, control, files, messages, openapi, pages, renders, sessions
from nemo_emulator.api.control.asking import REFUSALS, amiss, misread
from nemo_emulator.api.dispatch import Dispatch
from nemo_emulator.api.recording import Recording, desk, name
from nemo_emulator.api.replies import break_down, no_room, refuse, refuse_path
from nemo_emulator.api.routing import Methods, index_routes
from nemo_emulator.clock import ScaledClock, VirtualClock
from nemo_emulator.errors import Refused
from nemo_emulator.faulty import Faulty
from nemo_emulator.render import LocalRenderer, Renderer
from nemo_emulator.runs import Ground, Runs
from nemo_emulator.server import own_door
from nemo_emulator.settings import RequestLog, Settings

QUIET: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def create_app(
    settings: Settings,
    *,
    clock: VirtualClock | None = None,
    renderer: Renderer | None = None,
    scale: float = 1.0,
    log: RequestLog = RequestLog.OFF,
) -> FastAPI:
    """The emulator as an ASGI application; it works between start-up and shutdown."""
    own = LocalRenderer()
    root = settings.data or Path(tempfile.mkdtemp(prefix="nemulator-"))
    ground = Ground(
        root=root,
        renderer=renderer or own,
        expect=own.expect if renderer is None else lambda: None,
        clock=lambda since: ScaledClock(scale=scale, not_before=since),
        log=log,
        door=lambda run, host, port: own_door(app, run, host, port),
    )
    runs = Runs(settings, ground, clock)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        async with own:
            runs.start()
            yield
            await runs.stop()
        if settings.data is None:
            shutil.rmtree(root, ignore_errors=True)

    app = FastAPI(
        title="nemulator",
        lifespan=lifespan,
        telemetry=QUIET,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.runs = runs
    product = (accounts, sessions, messages, files, renders)
    index_routes(app, *(part.router for part in product))
    for part in (control, openapi, pages):
        app.include_router(part.router)
    app.state.methods = Methods(
        *(("", part.router) for part in (*product, openapi, pages)),
        *((control.PREFIX, part.router) for part in control.PARTS),
        ("", control.router),
    )
    app.add_exception_handler(Refused, refuse)
    app.add_exception_handler(HTTPException, refuse_path)
    for kind in REFUSALS:
        app.add_exception_handler(kind, amiss)
    for trouble in (OSError, sqlite3.OperationalError):
        app.add_exception_handler(trouble, no_room)
    app.add_exception_handler(RequestValidationError, misread)
    app.add_exception_handler(Exception, break_down)
    app.add_middleware(Faulty, desk=desk, name=name)
    app.add_middleware(Recording)
    app.add_middleware(Dispatch, runs=runs)
    return app
