"""Puts the parts together. Nothing else in the package builds its own parts."""

import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from nemo_contract import Code
from nemo_emulator.api import accounts, control, files, pages, renders, sessions
from nemo_emulator.api.recording import Recording
from nemo_emulator.api.replies import json_reply, refuse
from nemo_emulator.blobs import BlobStore
from nemo_emulator.chance import Chance
from nemo_emulator.clock import Clock, ScaledClock
from nemo_emulator.errors import Refused
from nemo_emulator.jobs import Jobs, Studio
from nemo_emulator.journal import Journal
from nemo_emulator.log import Log
from nemo_emulator.memory import Memory
from nemo_emulator.render import LocalRenderer, Renderer
from nemo_emulator.services import Services
from nemo_emulator.settings import Settings
from nemo_emulator.signing import Signer
from nemo_emulator.turns import Turns

QUIET: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def build(
    settings: Settings,
    root: Path,
    log: Log,
    clock: Clock,
    renderer: Renderer,
) -> Services:
    """The parts over an open log and a data folder."""
    chance = Chance(settings.seed, start=log.count_start())
    memory = Memory(settings, log, clock)
    blobs = BlobStore(root / "blobs")
    blobs.sweep()
    scratch = root / "renders"
    shutil.rmtree(scratch / "work", ignore_errors=True)
    (scratch / "work").mkdir(parents=True)
    studio = Studio(renderer=renderer, blobs=blobs, scratch=scratch)
    return Services(
        settings=settings,
        clock=clock,
        chance=chance,
        memory=memory,
        blobs=blobs,
        turns=Turns(settings, memory, clock),
        jobs=Jobs(settings, memory, clock, studio),
        journal=Journal(),
        signer=Signer(log.fact("signing key", chance.hex(64))),
    )


def create_app(
    settings: Settings,
    *,
    clock: Clock | None = None,
    renderer: Renderer | None = None,
    scale: float = 1.0,
) -> FastAPI:
    """The emulator as an ASGI application; it works between start-up and shutdown."""
    root = settings.data or Path(tempfile.mkdtemp(prefix="nemulator-"))
    root.mkdir(parents=True, exist_ok=True)
    log = Log(root / "log.sqlite3" if settings.data else None)
    time = clock or ScaledClock(scale=scale, not_before=log.last_at())
    services = build(settings, root, log, time, renderer or LocalRenderer())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        services.turns.resume()
        services.jobs.resume()
        yield
        await services.turns.close()
        await services.jobs.close()
        services.memory.keep()
        log.close()
        if settings.data is None:
            shutil.rmtree(root, ignore_errors=True)

    app = FastAPI(title="nemulator", lifespan=lifespan, telemetry=QUIET, docs_url=None)
    app.state.services = services
    for part in (accounts, sessions, files, renders, control, pages):
        app.include_router(part.router)
    app.add_exception_handler(Refused, refuse)
    app.add_exception_handler(HTTPException, refuse_path)
    app.add_exception_handler(Exception, break_down)
    app.add_middleware(Recording, services=services)
    return app


async def refuse_path(request: Request, problem: Exception) -> Response:
    """What no route answers: an envelope for the product, a problem for the control plane."""
    assert isinstance(problem, HTTPException)
    if request.url.path.startswith("/__nemo"):
        title = f"There is no {request.method} {request.url.path}"
        reply = json_reply({"title": title, "status": problem.status_code}, problem.status_code)
        reply.headers["content-type"] = "application/problem+json"
        return reply
    code = Code.METHOD_NOT_ALLOWED if problem.status_code == 405 else Code.NOT_FOUND
    wrong = f"There is no {request.method} {request.url.path} in this API."
    return await refuse(request, Refused(code, wrong))


async def break_down(request: Request, problem: Exception) -> Response:
    """A mistake of ours: a sentence for the client, the trace for the log."""
    wrong = "The emulator broke on this request; its log has the trace. Please report it."
    return await refuse(request, Refused(Code.INTERNAL, wrong))
