"""The control plane under ``/__nemo``: what a tester sees and turns.

Its errors are ``application/problem+json``, never the product's envelope.
"""

from typing import Final

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from nemo_emulator import verbs
from nemo_emulator.api.control import clock, faults, feed, requests, runs, worlds
from nemo_emulator.api.control.asking import no_other_words
from nemo_emulator.api.replies import json_reply
from nemo_emulator.api.requests import services

PARTS = (worlds, requests, faults, runs, clock, feed)
PREFIX: Final = "/__nemo"
router = APIRouter(prefix=PREFIX, dependencies=[Depends(no_other_words)])
for part in PARTS:
    router.include_router(part.router)


@router.get("")
@router.get("/info")
async def info(request: Request) -> Response:
    """What this is: versions, settings, operations, verbs."""
    routes = (route for part in PARTS for route in part.router.routes)
    told = ["GET /__nemo/info", "GET /__nemo/openapi"] + [
        f"{method} {PREFIX}{route.path}"
        for route in routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]
    return json_reply(verbs.info(services(request)) | {"verbs": told})
