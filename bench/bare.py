"""Baselines: what one would write without this project. usage: python -m bench.bare KIND PORT"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import uvicorn
from fastapi import FastAPI, File, Response, UploadFile
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp

PATH = "/api/credits/balance/simple"
REPLY = b'{"code":0,"message":"success","data":{"available":100,"frozen":0,"total":100}}'
BEATS = 1_000_000


def fastapi_app() -> FastAPI:
    """A GET, a file sent, a file taken in, a stream: as FastAPI's manual says."""
    app = FastAPI(telemetry={"tracing": False, "metrics": False, "logs": False})
    film = Path(tempfile.mkdtemp()) / "film.mp4"
    film.write_bytes(bytes(20 * 2**20))

    @app.get(PATH)
    async def bare() -> Response:
        return Response(REPLY, media_type="application/json")

    @app.get("/film")
    async def send() -> FileResponse:
        return FileResponse(film)

    @app.post("/upload")
    async def take(files: Annotated[UploadFile, File()]) -> dict[str, int]:
        with tempfile.NamedTemporaryFile() as kept:
            while chunk := await files.read(1 << 20):
                kept.write(chunk)
            return {"size": kept.tell()}

    @app.get("/beats", response_class=EventSourceResponse)
    async def beats() -> AsyncIterator[ServerSentEvent]:
        for _ in range(BEATS):
            yield ServerSentEvent(data={"type": "heartbeat"})
            await asyncio.sleep(1)

    return app


def starlette_app() -> Starlette:
    async def bare(_: Request) -> Response:
        return Response(REPLY, media_type="application/json")

    return Starlette(routes=[Route(PATH, bare)])


KINDS = {"fastapi": fastapi_app, "starlette": starlette_app}


def main(kind: str, port: int) -> None:
    app: ASGIApp = KINDS[kind]()
    uvicorn.run(app, port=port, log_level="error", access_log=False, ws="none", backlog=4096)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
